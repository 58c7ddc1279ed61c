"""What stands behind each IRI: things, named graphs, and the terms of the ontology."""

from kg.linked.graphs import GraphPage, Graphs
from kg.linked.iris import BASE, drama_slug_of
from kg.linked.terms import Term
from kg.linked.termuse import RuleText, ShapeText, Terms, TermUse
from kg.linked.things import Things
from kg.linked.values import Description, Link, Links, Statement, Telling

__all__ = [
    "BASE", "Description", "GraphPage", "Graphs", "Link", "Links", "RuleText", "ShapeText", "Statement", "Telling",
    "Term", "TermUse", "Terms", "Things", "drama_slug_of",
]  # fmt: skip
