"""The page that answers "why?" for one edge, by what the reader may see."""

from __future__ import annotations

import json

from pyoxigraph import NamedNode
from starlette.responses import Response

from kg.drama import Drama
from kg.errors import NotFoundError
from kg.explain import Explanation
from kg.figure import chart_fragment, proof_chart
from kg.web.dramas.queries import ask_text
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["why"]

_LONGEST = 300  # characters of a name
_EFFORT = 2_000  # applications of rules: a stranger may have a third of a second


def why(drama: Drama, reader: Reader, parts: tuple[str, str, str], form: str | None) -> Response:
    """Return why a statement of a drama holds: a page, or PROV-O in Turtle or JSON for ``form`` "ttl" or "json".

    Raises `ProblemError` for what is neither told nor follows, and for a form that there is not.
    """
    if not all(parts) or max(map(len, parts)) > _LONGEST:
        raise ProblemError(400, reader.words("why_what"))
    try:
        found = drama.explain(_meant(drama, parts[0]), parts[1], _meant(drama, parts[2]), effort=_EFFORT)
    except NotFoundError as error:
        values = {"reason": str(error)[:200]}
        raise ProblemError(404, str(error), told="why_nothing", values=values) from None
    headers = {**OPEN_TO_ALL, "cache-control": "no-cache", "vary": "Accept-Language"}
    if form == "ttl":
        return Response(found.to_rdf().serialize("ttl"), 200, headers, "text/turtle")
    if form == "json":
        return Response(json.dumps(found.to_dict(), ensure_ascii=False), 200, headers, "application/json")
    if form:
        raise ProblemError(400, reader.words("why_forms"))
    return Response(_render(found, drama, reader, parts), 200, headers, "text/html")


def _meant(drama: Drama, name: str) -> str | NamedNode:
    """Return the character of a slug, which may also be a term of the ontology (``doctor``), or the name as it is."""
    return next((NamedNode(row.iri) for row in drama.characters if row.slug == name), name)


def _render(found: Explanation, drama: Drama, reader: Reader, parts: tuple[str, str, str]) -> str:
    subject, predicate, value = parts
    here = f"/drama/{drama.slug}/why"
    return page(
        "why.html",
        reader,
        statement=found.proofs[0].words,
        drama=drama,
        chart=chart_fragment(proof_chart(found), lang=reader.lang),
        ways=found.proofs,
        resting=[ask_text(reader, "proof", found.sparql(), {"at": f"{drama.slug}={drama.position}"})],
        downloads=[
            (name, reader.link(here, s=subject, p=predicate, o=value, at=drama.position, format=name))
            for name in ("ttl", "json")
        ],
    )
