"""What pyshacl complains of, as problems with the line they come from."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from kg.errors import Problem, Where
from kg.vocab import compact

__all__ = ["complaints"]

_NOWHERE = Where("(built graph)", 0)


def complaints(
    triples: set[Triple], shapes: Path, origins: Mapping[str, Where], foreign: Container[str] = ()
) -> list[Problem]:
    """Return every complaint about some triples, an empty list when they conform to the shapes of a Turtle file.

    ``origins`` gives the file and line of each described thing by IRI. Complaints about the things in ``foreign`` are
    left out: the triples do not hold all that is said of those.
    """
    import rdflib
    from pyshacl import validate
    from rdflib.namespace import SH

    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    conforms, report, _ = validate(data, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"), inference="none")
    if conforms:
        return []
    problems = []
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, value = (str(report.value(result, part)) for part in (SH.focusNode, SH.value))
        if focus in foreign:
            continue
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
