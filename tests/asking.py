"""Queries and headers that the tests of the endpoint share."""

from __future__ import annotations

__all__ = ["ASK", "CONSTRUCT", "HTML", "HUNGRY", "RUNAWAY", "SELECT"]

SELECT = "SELECT ?title { <https://w3id.org/drama-kg/id/drama/soundtrack-1> skos:prefLabel ?title } ORDER BY ?title"
ASK = "ASK { ?drama a dkg:Drama }"
CONSTRUCT = "CONSTRUCT WHERE { ?drama a dkg:Drama }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
