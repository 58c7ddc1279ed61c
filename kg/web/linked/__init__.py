"""Linked data: what stands behind each IRI of the graph, in the form that a client takes."""
