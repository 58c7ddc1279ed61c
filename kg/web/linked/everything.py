"""The pages of many things at once, for the proof that they spoil nothing (`kg audit spoilers --pages`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from kg.graph import KnowledgeGraph
from kg.linked import BASE
from kg.vocab import GRAPH_BASE
from kg.web.linked.addresses import FORMS
from kg.web.linked.things import ThingPages
from kg.web.problem import ProblemError

__all__ = ["every_form"]


def every_form(graph: KnowledgeGraph, things: Iterable[str], at: str) -> Mapping[str, bytes]:
    """Return the answers for things in each form, in the two languages, one after the other."""
    pages = ThingPages(graph)
    wanted = [(form, lang) for form in FORMS for lang in (("en", "ko") if form == "html" else ("en",))]
    every = list(things)
    return {
        f"the things as {form} ({lang})": b"\n".join(_answer(pages, iri, form, lang, at) for iri in every)
        for form, lang in wanted
    }


def _answer(pages: ThingPages, iri: str, form: str, lang: str, at: str) -> bytes:
    scope = {
        "type": "http", "method": "GET", "path": f"/{iri.removeprefix(BASE)}.{form}", "path_params": {},
        "headers": [], "query_string": urlencode({"at": at, "lang": lang}).encode(),
    }  # fmt: skip
    asked = pages.graph if iri.startswith(GRAPH_BASE) else pages.thing
    try:
        return iri.encode() + b"\n" + bytes(asked(Request(scope)).body)
    except ProblemError as problem:
        return f"{iri}\n{problem.status} {problem.text} {problem.links}".encode()
