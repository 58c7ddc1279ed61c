"""`/dataset` and `/void`: what the data is as a whole, for people and, by `Accept` or ending, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from markupsafe import Markup
from pyoxigraph import NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.dataset import (
    FORMATS,
    PART_TEXTS,
    PARTS,
    RDF_TYPES,
    About,
    Dump,
    File,
    Site,
    Statistics,
    about,
    as_text,
    dcat_description,
    schema_org,
    void_description,
)
from kg.graph import KnowledgeGraph
from kg.vocab import DKG, compact
from kg.web.dataset.numbers import Numbers
from kg.web.dataset.preparing import Preparing
from kg.web.negotiate import best_type
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["DatasetPages", "accepted_rdf", "described", "rdf_form", "site_of"]

_HTML = "text/html"
_TYPES = {types[0]: form for form, types in RDF_TYPES.items()}
# Seconds to wait for the sizes and checksums of dumps that are being made: a program comes once, a reader can reload.
_PATIENCE, _PATIENCE_OF_READERS = 20.0, 1.0
_NAMES = {"nq": "N-Quads", "trig": "TriG", "jsonld": "JSON-LD", "ttl": "Turtle"}
_SHOWN = 12  # classes and properties that are shown before the rest


class DatasetPages:
    """The page and the descriptions of one graph."""

    def __init__(self, graph: KnowledgeGraph, preparing: Preparing) -> None:
        self._graph = graph
        self._preparing = preparing
        self._about = about(graph.summary)
        self._numbers = Numbers(graph)

    async def dataset(self, request: Request) -> Response:
        """``/dataset``: the page; DCAT, or schema.org as ``/dataset.json``."""
        site = site_of(request)
        ending = request.path_params.get("ending")
        form = None if ending == "json" else rdf_form(request, ending, page=True)
        for_people = form is None and ending is None
        files = await self._preparing.all(_PATIENCE_OF_READERS if for_people else _PATIENCE)
        if ending == "json":
            text = json.dumps(schema_org(self._about, site, files), ensure_ascii=False, indent=1)
            headers = {**OPEN_TO_ALL, "cache-control": "no-cache"}
            return Response(text, headers=headers, media_type="application/ld+json")
        if form is not None:
            return described(dcat_description(self._about, site, files), form)
        statistics = await self._numbers.get()
        reader = Reader(request)
        text = await run_in_threadpool(self._page, reader, site, statistics, files)
        headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        return Response(text, headers=headers, media_type=_HTML)

    async def void(self, request: Request) -> Response:
        """``/void`` and ``/.well-known/void``: VoID in any RDF format."""
        site = site_of(request)
        form = rdf_form(request, request.path_params.get("ending"), page=False) or "ttl"
        statistics = await self._numbers.get()
        return described(void_description(statistics, self._about, site), form)

    def _page(self, reader: Reader, site: Site, statistics: Statistics, files: list[File]) -> str:
        return page(
            "dataset.html",
            reader,
            about=self._about,
            site=site,
            summary=self._graph.summary,
            statistics=statistics,
            parts=[(name, *PART_TEXTS[name], counts) for name, counts in statistics.parts.items() if name != "told"],
            downloads=_downloads(files),
            texts=PART_TEXTS,
            names=_NAMES,
            graphless=[_NAMES[name] for name, form in FORMATS.items() if not form.graphs],
            classes=self._classes(statistics, reader.lang),
            properties=self._properties(statistics, reader.lang),
            shown=_SHOWN,
            embedded=_embedded(self._about, site, files),
        )

    def _classes(self, statistics: Statistics, lang: str) -> list[tuple[str, str, int]]:
        """Return our classes: prefixed name, label, how many things, the most first."""
        found = {iri: count for iri, count in statistics.classes.items() if iri.startswith(DKG.base)}
        labels = self._labels(found, lang)
        rows = ((compact(iri), labels[iri], count) for iri, count in found.items())
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    def _properties(self, statistics: Statistics, lang: str) -> list[tuple[str, str, int, int, int]]:
        """Return the properties: prefixed name, label, triples, subjects, objects, the most used first."""
        labels = self._labels(statistics.properties, lang)
        rows = (
            (compact(iri), labels[iri], one.triples, one.subjects, one.objects)
            for iri, one in statistics.properties.items()
        )
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    def _labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        nodes = [NamedNode(iri) for iri in iris]
        labels = self._graph.labels(nodes, lang)
        return {node.value: labels.get(node.value, "") for node in nodes}


def site_of(request: Request) -> Site:
    """Return the server as the client calls it. Raises `ProblemError` for a name that is none."""
    try:
        return Site(str(request.base_url).rstrip("/"))
    except ValueError:
        raise ProblemError(400, "the name of the host cannot be read") from None


def rdf_form(request: Request, ending: str | None, *, page: bool) -> str | None:
    """Return the RDF format that a client wants, by the ending of the address or else by ``Accept``; None for a page.

    Raises `ProblemError` for an ending that there is not, and for a client that takes nothing that there is.
    """
    if ending is not None:
        if ending in RDF_TYPES:
            return ending
        raise ProblemError(404, f"there is no form '{ending[:40]}'; there are: {', '.join(RDF_TYPES)}")
    if page and best_type(request.headers.get("accept"), [_HTML, *_TYPES]) == _HTML:
        return None
    form = accepted_rdf(request)
    if form is None and (page or not best_type(request.headers.get("accept"), [_HTML])):
        raise ProblemError(406, f"this can be had as: {', '.join(_TYPES)}")
    return form


def accepted_rdf(request: Request) -> str | None:
    """Return the RDF format that a client wants more than a page, by ``Accept``; None where it wants none."""
    return _TYPES.get(best_type(request.headers.get("accept"), [*_TYPES, _HTML]) or "")


def described(triples: Iterable[Triple], form: str) -> Response:
    """Return a description as it goes out."""
    media_type = RDF_TYPES[form][0]
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers = {**OPEN_TO_ALL, "content-type": media_type + charset, "vary": "Accept", "cache-control": "no-cache"}
    return Response(as_text(triples, form), headers=headers)


def _downloads(files: Iterable[File]) -> list[tuple[str, list[tuple[Dump, File | None]]]]:
    """Return each part with its dump in every format, and the file of each that is written."""
    written = {file.dump: file for file in files}
    return [(part, [(Dump(part, form), written.get(Dump(part, form))) for form in FORMATS]) for part in PARTS]


def _embedded(about: About, site: Site, files: list[File]) -> Markup:
    """Return the description for search engines as an element: data, which no policy on scripts concerns."""
    text = json.dumps(schema_org(about, site, files), ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - escaped above
