"""SHACL validation of the built statements, reported as problems with the line they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import Problem, Where
from kg.ontology import Ontology
from kg.vocab import compact

__all__ = ["validate"]

_NOWHERE = Where("(built graph)", 0)


def validate(quads: Iterable[Quad], ontology: Ontology, origins: Mapping[str, Where]) -> list[Problem]:
    """Check quads against ``ontology/shapes.ttl``; an empty list when they conform.

    ``origins`` gives the file and line of each described thing by IRI.
    """
    import rdflib
    from pyshacl import validate as shacl
    from rdflib.namespace import SH

    triples = {quad.triple for quad in quads} | {quad.triple for quad in ontology.quads()}
    data = rdflib.Graph()
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    shapes = _shapes(ontology.folder)
    conforms, report, _ = shacl(data, shacl_graph=shapes, inference="none")
    if conforms:
        return []
    problems = []
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, value = (str(report.value(result, part)) for part in (SH.focusNode, SH.value))
        # The checks of the graph as a whole have the ontology for their focus, and what is wrong as the value.
        node = focus if focus in origins else value
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        message = _shorten(messages[0]) if messages else "breaks a shape"
        shown = f" (here: {compact(value)[:80]})" if value not in (node, "None") and value not in messages[0] else ""
        problems.append(Problem(origins.get(node, _NOWHERE), f"{compact(node)}: {message}{shown}"))
    return sorted(set(problems))


def _shorten(message: str) -> str:
    """Put the IRIs of a message into short names."""
    return re.sub(r"https?://[^\s,;<>]+", lambda match: compact(match[0]), message)


def _shapes(folder: Path):  # type: ignore[no-untyped-def]
    import rdflib

    return rdflib.Graph().parse(folder / "shapes.ttl", format="turtle")
