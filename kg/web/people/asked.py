"""What a request for a page about people asks: how far somebody is, and which person or character is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from starlette.requests import Request

from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.listing import titles_of
from kg.names import fold
from kg.networks import CharacterRow
from kg.web.far import Far, far_of
from kg.web.people.finding import LONGEST_NAME
from kg.web.problem import ProblemError
from kg.web.templating import Reader

__all__ = ["Asked", "DramaCard"]

_NEAR = 6


@dataclass(frozen=True, slots=True)
class DramaCard:
    """What the premise tells of a drama."""

    slug: str
    iri: str
    titles: Mapping[str, str]
    full: bool
    year: int | None
    beats: int


class Asked:
    """Reads requests over one graph. Every method raises `ProblemError` for what it cannot read."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    @cached_property
    def cards(self) -> Mapping[str, DramaCard]:
        """The dramas, by slug."""
        found: dict[str, DramaCard] = {}
        for row in self._graph.dramas():
            card = DramaCard(row["slug"], row["drama"], titles_of(row), row["coverage"] == "full", row["year"],
                             row["beats"])  # fmt: skip
            found.setdefault(card.slug, card)
        return found

    @cached_property
    def _beats(self) -> Mapping[str, int]:
        return {slug: card.beats for slug, card in self.cards.items()}

    def far(self, request: Request, reader: Reader, iri: str = "") -> Far:
        """Return how far the reader is, for the page of an IRI that a drama may own."""
        # A program has typed what it sends; on a page it may be what the browser remembers.
        forgiving = not iri and not request.url.path.endswith(".json")
        return far_of(request, reader, iri, self._beats, forgiving=forgiving)

    def drama(self, request: Request, reader: Reader) -> tuple[Drama, Far]:
        """Return the drama that an address names by its slug, as far as the reader is, and how far that is."""
        slug = request.path_params["drama"]
        card = self.cards.get(slug)
        if card is None:
            text = reader.words("no_drama", name=slug[:80])
            near = get_close_matches(slug[:LONGEST_NAME], self.cards, n=_NEAR, cutoff=0.6)
            links = [(reader.link(f"/drama/{one}"), reader.plain(self.cards[one].titles)) for one in near]
            raise ProblemError(404, text, links=links)
        try:
            far = self.far(request, reader, card.iri)
        except ProblemError as error:
            steps = [(reader.link(request.url.path, at=n), reader.words("step", n=n)) for n in range(1, card.beats + 1)]
            raise ProblemError(error.status, error.text, links=steps) from None
        at = far.positions.get(slug, far.others)
        return self._graph.drama(slug, at="end" if at is None else min(at, card.beats)), far

    def character(self, name: str, drama: Drama, reader: Reader) -> CharacterRow:
        """Return the character of a slug or a name; one who is told later is not found, as one who does not exist."""
        rows = {row.slug: row for row in drama.characters}
        if name in rows:
            return rows[name]
        names = _by_name(rows)
        found = names.get(fold(name[:LONGEST_NAME]) or name, {})
        if len(found) == 1:
            return next(iter(found.values()))
        near = found or _nearest(name, names)
        link: Callable[[str], str] = lambda slug: reader.link(f"/character/{drama.slug}/{slug}", at=drama.position)  # noqa: E731
        title = reader.plain(drama.titles)
        links = [(link(slug), reader.plain(row.names)) for slug, row in near.items()]
        home = (reader.link(f"/drama/{drama.slug}", at=drama.position), reader.words("to_drama", title=title))
        raise ProblemError(404, reader.words("no_character", name=name[:80], title=title), links=[*links, home],
                           lead="did_you_mean" if links else None)  # fmt: skip


def _by_name(rows: Mapping[str, CharacterRow]) -> dict[str, dict[str, CharacterRow]]:
    """Return the characters by every name and by slug, as `fold` has them."""
    found: dict[str, dict[str, CharacterRow]] = {}
    for slug, row in rows.items():
        for text in (slug, *row.names.values()):
            found.setdefault(fold(text), {})[slug] = row
    return found


def _nearest(name: str, names: Mapping[str, Mapping[str, CharacterRow]]) -> dict[str, CharacterRow]:
    near = get_close_matches(fold(name[:LONGEST_NAME]), names, n=_NEAR, cutoff=0.6)
    return {slug: row for text in near for slug, row in names[text].items()}
