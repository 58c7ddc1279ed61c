"""The pages of the data report: a table of all dramas, and what rests on what in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.drama import Drama
from kg.listing import titles_of
from kg.report import MEASURES, UNWANTED, WHOLES, lacks
from kg.web.dramas.queries import ask_drama, ask_measures
from kg.web.templating import Reader, page

__all__ = ["data_page", "drama_data_page"]

Row = Mapping[str, Any]
_SHARES = ("characters_ko", "characters_cast", "characters_tied")
_NUMBERS = ("relationships", "events", "beats", "groups", "themes", "sources", "disagreements")


def data_page(rows: Iterable[Row], thin: int, reader: Reader) -> str:
    """Render the table of the dramas that are told in full, by rows of `KnowledgeGraph.coverage`.

    ``thin`` says how many others there are.
    """
    return page(
        "data.html",
        reader,
        rows=[(row, titles_of(row), lacks(row)) for row in rows],
        thin=thin,
        shares=[(name, WHOLES[name]) for name in _SHARES],
        numbers=_NUMBERS,
        counting=ask_measures(reader, ("characters", *_SHARES, *_NUMBERS)),
    )


def drama_data_page(drama: Drama, row: Row | None, reader: Reader) -> str:
    """Render what is known of one drama as far as ``drama`` is told.

    ``row`` has the numbers of all that is told: None where more will be told, for they would run ahead.
    """
    found = drama.coverage
    return page(
        "drama_data.html",
        reader,
        drama=drama,
        row=row,
        lacks=lacks(row) if row else (),
        numbers=[(name, WHOLES.get(name), name in UNWANTED) for name in MEASURES],
        found=found,
        left_open=reader.lines(found.left_open),
        asks=ask_drama(drama, reader),
        counting=ask_measures(reader, MEASURES, drama.iri) if row else (),
    )
