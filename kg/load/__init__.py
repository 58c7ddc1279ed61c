"""Readers: each turns one kind of source into `kg.model` values; `quads` turns those into RDF."""
