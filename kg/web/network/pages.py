"""A drama's network in numbers, as a page, as CSV and as JSON, each as far as the reader is."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.metrics import Metrics
from kg.projection import CharacterNetwork
from kg.web.network.page import PATHS, network_page
from kg.web.people.asked import Asked
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader

__all__ = ["NetworkPages"]

_KEPT = 100


class NetworkPages:
    """The pages of one graph; a build never changes, so that what is measured once stays as it is."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._asked = Asked(graph)
        self._dramas = Kept[Drama](_KEPT)
        self._measured = Kept[Metrics](_KEPT)
        self._made = Kept[str](_KEPT)

    def page(self, request: Request) -> Response:
        """``/drama/{slug}/network``, ``/drama/{slug}/presence``: who is central in a drama."""
        reader = Reader(request, ("at",))
        drama, of = self._found(request, reader)
        key = (drama.slug, str(drama.position), of, reader.lang, str(reader.explicit), reader.same_in("en"))
        text = self._made.get(key, lambda: network_page(drama, of, self._metrics(drama, of), reader))
        headers = {"vary": "Accept, Accept-Language", "cache-control": "no-cache"}
        return Response(text, media_type="text/html", headers=headers)

    def as_csv(self, request: Request) -> Response:
        """``/drama/{slug}/network.csv``: the measures of each character."""
        reader = Reader(request)
        drama, of = self._found(request, reader)
        table = drama.labelled(self._metrics(drama, of).table(), reader.lang)
        headers = {**OPEN_TO_ALL, "vary": "Accept-Language", "cache-control": "no-cache"}
        return Response(table.to_csv(), media_type="text/csv", headers=headers)

    def as_json(self, request: Request) -> Response:
        """``/drama/{slug}/network.json``: the measures of the characters and of the whole."""
        drama, of = self._found(request, Reader(request))
        told = {"position": drama.position, "last": drama.last, "complete": drama.position == drama.last}
        found = {"drama": drama.iri, "of": of, "told": told, **self._metrics(drama, of).to_dict()}
        return JSONResponse(found, headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    def _found(self, request: Request, reader: Reader) -> tuple[Drama, CharacterNetwork]:
        read, _ = self._asked.drama(request, reader)
        # What was measured for a page in one language stays in the drama for the others.
        drama = self._dramas.get((read.slug, str(read.position)), lambda: read)
        last = PurePosixPath(request.url.path).name.partition(".")[0]
        return drama, next(of for of, path in PATHS.items() if path == last)

    def _metrics(self, drama: Drama, of: CharacterNetwork) -> Metrics:
        return self._measured.get((drama.slug, str(drama.position), of), lambda: drama.metrics(of))
