"""What an address of the search asks: which text, of which kind, how many, and how far the reader is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from kg.errors import did_you_mean
from kg.names import LANGUAGES
from kg.web.far import Far, far_of
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["FOUND", "LONGEST", "MOST", "SearchAsked", "asked_of"]

LONGEST = 100  # characters of a text that is searched for; a longer one is refused
MOST = 50  # hits that a program can ask for
FOUND = ("drama", "person", "character", "theme")


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """A search. ``text`` None: none was given, which is not the same as an empty one."""

    text: str | None
    kind: str | None
    most: int
    far: Far

    @property
    def seen(self) -> list[str]:
        """How far the reader is, as `KnowledgeGraph.search` takes it."""
        whole = self.far.whole
        return ["*=end"] if whole == "end" else whole.split(";") if whole else []


def asked_of(request: Request, reader: Reader, dramas: Mapping[str, int], most: int, *, forgiving: bool) -> SearchAsked:
    """Read a request; ``most`` is how many hits it gets that does not say. Raises `ProblemError`.

    ``dramas`` has the number of beats of each drama, by slug; ``forgiving`` is that of `far_of`.
    """
    fields = request.query_params
    text, kind, lang = fields.get("q"), fields.get("kind"), fields.get("lang")
    if text is not None and len(text) > LONGEST:
        links = [(reader.link("/search"), reader.words("search_title"))]
        raise ProblemError(400, reader.words("search_long", n=f"{len(text):,}", most=LONGEST), links=links)
    if kind is not None and kind not in FOUND:
        text = f"'kind' is one of {', '.join(FOUND)}; {did_you_mean(kind[:40], list(FOUND))}"
        values = {"kind": kind[:40], "kinds": ", ".join(FOUND)}
        raise ProblemError(400, text, told="search_kinds", values=values)
    if lang is not None and lang not in LANGUAGES:
        values = {"lang": lang[:40], "langs": ", ".join(LANGUAGES)}
        raise ProblemError(
            400, f"'lang' is one of {', '.join(LANGUAGES)}, not '{lang[:40]}'", told="search_lang", values=values
        )
    far = far_of(request, reader, "", dramas, forgiving=forgiving)
    return SearchAsked(None if text is None else _clean(text), kind, _most(fields.get("most"), most), far)


def _clean(text: str) -> str:
    """Return a text in the form that all text has here, in one line and without what cannot be seen."""
    visible = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text))
    return " ".join(visible.split())


def _most(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST and len(text) < 9):
        raise ProblemError(400, f"'most' is a number from 1 to {MOST}", told="search_most", values={"most": MOST})
    return int(text)
