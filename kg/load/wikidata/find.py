"""Which dramas a load is about: those that were named, or the series of a country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import LoadError
from kg.load.wikidata.ask import Asker
from kg.load.wikidata.queries import redirects, series_among, series_of_country
from kg.load.wikidata.terms import by_number, checked_item, item_id

__all__ = ["Selection", "find_dramas"]

_PAGE = 1000
_AT_ONCE = 50


@dataclass(frozen=True)
class Selection:
    """Either ``dramas``, items of series, or every series of ``country``, first aired ``since`` a year if one is given.

    Raises `LoadError` for what is no item, and for both or neither.

    >>> Selection(country="Q884", since=2020).dramas
    ()
    """

    dramas: tuple[str, ...] = ()
    country: str | None = None
    since: int | None = None

    def __post_init__(self) -> None:
        if bool(self.dramas) == (self.country is not None):
            raise LoadError("name dramas, or a country: one of the two")
        for item in (*self.dramas, *([self.country] if self.country else [])):
            checked_item(item)
        if self.since is not None and not 1900 <= self.since <= 2100:
            raise LoadError(f"{self.since} is no year of television; write one from 1900 to 2100")


def find_dramas(selection: Selection, asker: Asker) -> list[str]:
    """Return the items of a selection by their number. Raises `LoadError` where one is no series, or none is found."""
    if selection.country is None:
        return _named(selection.dramas, asker)
    found = _of_country(selection.country, selection.since, asker)
    if not found:
        since = f" first aired since {selection.since}" if selection.since else ""
        raise LoadError(f"Wikidata has no series of {selection.country}{since}; is that the item of a country?")
    return found


def _of_country(country: str, since: int | None, asker: Asker) -> list[str]:
    found: set[str] = set()
    last: str | None = None
    while True:
        page = [item_id(row.get("drama")) for row in asker.rows(series_of_country(country, since, last, _PAGE))]
        fresh = {item for item in page if item is not None} - found
        found |= fresh
        # A page without anything new would be asked for ever.
        if len(page) < _PAGE or not fresh:
            return sorted(found, key=by_number)
        last = max(fresh)


def _named(items: Iterable[str], asker: Asker) -> list[str]:
    """Return the items that stand for those named, which may have been merged into others since."""
    wanted = dict.fromkeys(items)
    merged = {item_id(row.get("item")): item_id(row.get("target")) for row in asker.about(wanted, _AT_ONCE, redirects)}
    meant = {item: merged.get(item) or item for item in wanted}
    series = {item_id(row.get("item")) for row in asker.about(dict.fromkeys(meant.values()), _AT_ONCE, series_among)}
    others = [item for item, target in meant.items() if target not in series]
    if others:
        raise LoadError(
            f"Wikidata has no television series {', '.join(others)}; a drama's item is an instance (P31) of a class of "
            "series, not its season, its novel or its soundtrack"
        )
    return sorted(set(meant.values()), key=by_number)
