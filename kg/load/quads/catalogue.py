"""Rows of catalogues to N-Quads text: the same statements as the other writers make of `kg.model` values, for tables
of millions of rows.

A pyoxigraph object for each statement would take most of a load's time, so the lines are put together as text, and
what they have in common for one drama is put together once. A test holds this writer to the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from kg.load.quads.writer import identifier_facts
from kg.model import Text
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, ID_BASE, PROV, RDF, SKOS, XSD

__all__ = ["CatalogueDrama", "CataloguePerson", "CatalogueWriter", "Credit", "Role", "literal"]

_FLUSH = 32  # pieces of some 1 kB
# 첫 회 이전, in escapes: Python joins and encodes text that is ASCII as a whole several times as fast.
_PREMISE = '"The premise"@en', '"\\uCCAB \\uD68C \\uC774\\uC804"@ko'
_TO_ESCAPE = re.compile(r'["\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}

_TYPE, _DERIVED = f"<{RDF.type.value}>", f"<{PROV.wasDerivedFrom.value}>"
_PREF, _ALT, _MATCH = f"<{SKOS.prefLabel.value}>", f"<{SKOS.altLabel.value}>", f"<{SKOS.exactMatch.value}>"
_BEAT = f"<{DKG.Beat.value}>"
_CHARACTER = f"<{DKG.Character.value}>"
_DRAMA = f"<{DKG.Drama.value}>"
_PERFORMANCE = f"<{DKG.Performance.value}>"
_PERSON = f"<{DKG.Person.value}>"
_BILLING = f"<{DKG.billing.value}>"
_CHARACTER_IN = f"<{DKG.characterIn.value}>"
_COVERAGE = f"<{DKG.coverage.value}>"
_GENRE = f"<{DKG.genre.value}>"
_HAS_THEME = f"<{DKG.hasTheme.value}>"
_IDENTIFIER = f"<{DKG.identifier.value}>"
_IN_DRAMA = f"<{DKG.inDrama.value}>"
_IS_UNNAMED = f"<{DKG.isUnnamed.value}>"
_LOCATOR = f"<{DKG.locator.value}>"
_NOTE = f"<{DKG.note.value}>"
_PERFORMER = f"<{DKG.performer.value}>"
_PORTRAYS = f"<{DKG.portrays.value}>"
_POSITION = f"<{DKG.position.value}>"
_REVEALED_AT = f"<{DKG.revealedAt.value}>"
_BOOLEAN, _INTEGER = f"<{XSD.boolean.value}>", f"<{XSD.integer.value}>"
_PROVENANCE = f" <{GRAPH_PROVENANCE.value}> .\n"
_TEXT_FACTS = {"network": DKG.network.value, "platform": DKG.platform.value}
_TYPED_FACTS = {
    "year": (DKG.year.value, XSD.integer.value),
    "episodes": (DKG.episodeCount.value, XSD.integer.value),
    "first_aired": (DKG.firstAired.value, XSD.date.value),
    "last_aired": (DKG.lastAired.value, XSD.date.value),
}
_LINKS = {
    "director": (DKG.director.value, "person"),
    "writer": (DKG.writer.value, "person"),
    "sequel_of": (DKG.sequelOf.value, "drama"),
}


class CatalogueDrama(NamedTuple):
    """A drama as rows of a catalogue give it.

    ``names`` holds the main name in each language, '' for one that is unknown, ``others`` further names; ``facts``
    pairs a key of `ProductionFact` with its value. ``identifier`` is ``scheme:value``, and ``page`` the address that
    stands for the drama, '' where its scheme says that or nobody does.
    """

    slug: str
    identifier: str
    names: Mapping[str, str]
    others: tuple[tuple[str, str], ...] = ()
    page: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    genres: tuple[Text, ...] = ()
    themes: tuple[str, ...] = ()


class CataloguePerson(NamedTuple):
    """A real person as rows of a catalogue give them; the fields are those of `CatalogueDrama`."""

    slug: str
    identifier: str
    names: Mapping[str, str]
    others: tuple[tuple[str, str], ...] = ()
    page: str = ""


class Role(NamedTuple):
    """A character as a credit gives it.

    ``names`` are English; the first is the main one or, of somebody unnamed, what the catalogue calls them. ``native``
    is the main name in another language and that language.
    """

    slug: str
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    native: tuple[str, str] | None = None
    named: bool = True


class Credit(NamedTuple):
    """A person's part in a drama: the roles they play, or their jobs behind the camera (keys of `ProductionFact`)."""

    drama: str
    person: str
    billing: str = ""
    roles: tuple[Role, ...] = ()
    jobs: tuple[str, ...] = ()
    plays: bool = True


class _Place(NamedTuple):
    """What the lines about one drama in one source have in common, put together once.

    The last three are what follows the subject in its first lines.
    """

    drama: str
    graph: str
    end: str
    performance: str
    character: str
    portrays: str


def literal(text: str, language: str = "") -> str:
    r"""Return a literal as N-Quads write it, of text without lone surrogates.

    >>> print(literal('a "b"', "en"))
    "a \"b\""@en
    """
    # Looking for each of the four is quicker than one search of a pattern.
    if '"' in text or "\\" in text or "\n" in text or "\r" in text:
        text = _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)
    return f'"{text}"@{language}' if language else f'"{text}"'


class CatalogueWriter:
    """Writes what rows of catalogues say as N-Quads, some lines at a time.

    Slugs and sources are trusted to be safe in an IRI (`kg.load.loaded.catalogue_slug`); texts may hold anything.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._parts: list[str] = []
        self._last: tuple[str, str] | None = None
        self._place: _Place | None = None

    def flush(self) -> None:
        """Hand on what is left."""
        self._write("".join(self._parts))
        self._parts.clear()

    def _add(self, lines: str) -> None:
        self._parts.append(lines)
        if len(self._parts) >= _FLUSH:
            self.flush()

    def _at(self, drama: str, source: str) -> _Place:
        if self._place is None or self._last != (drama, source):
            node, graph = f"<{ID_BASE}drama/{drama}>", f"<{GRAPH_BASE}{drama}/{source}/1>"
            end = f" {graph} .\n"
            self._last = (drama, source)
            self._place = _Place(
                node,
                graph,
                end,
                performance=f" {_TYPE} {_PERFORMANCE}{end}",
                character=f" {_TYPE} {_CHARACTER}{end}",
                portrays=f" {_PORTRAYS} {node[:-1]}/character/",
            )
        return self._place

    def graph(self, drama: str, source: str) -> None:
        """Describe the graph that holds what a source says of a drama."""
        place = self._at(drama, source)
        self._add(
            f"{place.graph} {_DERIVED} <{ID_BASE}source/{source}>{_PROVENANCE}"
            f"{place.graph} {_REVEALED_AT} <{ID_BASE}drama/{drama}/beat/1>{_PROVENANCE}"
        )

    def people_graph(self, source: str) -> None:
        """Describe the graph that holds what a source says of people."""
        self._add(f"<{GRAPH_BASE}people/{source}> {_DERIVED} <{ID_BASE}source/{source}>{_PROVENANCE}")

    def drama(self, drama: CatalogueDrama, source: str, locator: str) -> None:
        """Say what a drama is and what it is called, with its one beat."""
        node, _, end, *_ = self._at(drama.slug, source)
        beat, beats = f"<{ID_BASE}drama/{drama.slug}/beat/1>", f"<{GRAPH_BASE}{drama.slug}/beats/1>"
        self._add(
            f"{beat} {_TYPE} {_BEAT}{_PROVENANCE}"
            f"{beat} {_IN_DRAMA} {node}{_PROVENANCE}"
            f'{beat} {_POSITION} "1"^^{_INTEGER}{_PROVENANCE}'
            f"{beats} {_REVEALED_AT} {beat}{_PROVENANCE}"
            f"{beat} {_PREF} {_PREMISE[0]} {beats} .\n{beat} {_PREF} {_PREMISE[1]} {beats} .\n"
            f"{node} {_TYPE} {_DRAMA}{end}"
            f'{node} {_COVERAGE} "thin"{end}'
            f"{node} {_LOCATOR} {literal(locator)}{end}"
            f"{_identity(node, drama.identifier, drama.page, end, person=False)}"
            f"{_names(node, drama.names, drama.others, end)}"
        )

    def facts(self, drama: CatalogueDrama, source: str, locator: str) -> None:
        """Say how a drama was made and what it is about."""
        node, _, end, *_ = self._at(drama.slug, source)
        lines = [f"{node} {_fact(key, value)}{end}" for key, value in drama.facts]
        for genre in drama.genres:
            lines.append(f"{node} {_GENRE} {literal(genre.en, 'en')}{end}")
            if genre.ko is not None:
                lines.append(f"{node} {_GENRE} {literal(genre.ko, 'ko')}{end}")
        lines += [f"{node} {_HAS_THEME} <{ID_BASE}theme/{theme}>{end}" for theme in drama.themes]
        if lines:
            lines.append(f"{node} {_LOCATOR} {literal(locator)}{end}")
            self._add("".join(lines))

    def person(self, person: CataloguePerson, source: str, locator: str) -> None:
        """Say who a person is."""
        node, end = f"<{ID_BASE}person/{person.slug}>", f" <{GRAPH_BASE}people/{source}> .\n"
        self._add(
            f"{node} {_TYPE} {_PERSON}{end}"
            f"{node} {_LOCATOR} {literal(locator)}{end}"
            f"{_identity(node, person.identifier, person.page, end, person=True)}"
            f"{_names(node, person.names, person.others, end)}"
        )

    def drama_names(self, drama: str, main: Mapping[str, str], others: Iterable[tuple[str, str]], source: str) -> None:
        """Add names of a drama: main ones in further languages, and others."""
        place = self._at(drama, source)
        self._add(_names(place.drama, main, others, place.end))

    def person_names(
        self, person: str, main: Mapping[str, str], others: Iterable[tuple[str, str]], source: str
    ) -> None:
        """Add names of a person: main ones in further languages, and others."""
        self._add(_names(f"<{ID_BASE}person/{person}>", main, others, f" <{GRAPH_BASE}people/{source}> .\n"))

    def credit(self, credit: Credit, source: str, locator: str) -> None:
        """Say who played what in a drama, or who made it."""
        slug, person, billing, roles, jobs, plays = credit
        place = self._at(slug, source)
        drama, _, end, performance, _, _ = place
        performer = f"<{ID_BASE}person/{person}>"
        located = f" {_LOCATOR} {literal(locator)}{end}"
        add = self._parts.append
        for job in jobs:
            add(f"{drama} <{_LINKS[job][0]}> {performer}{end}{drama}{located}")
        if plays:
            node = f"<{ID_BASE}performance/{slug}/{person}>"
            add(
                f"{node}{performance}{node} {_IN_DRAMA} {drama}{end}{node} {_PERFORMER} {performer}{end}{node}{located}"
            )
            if billing:
                add(f'{node} {_BILLING} "{billing}"{end}')
            for role in roles:
                add(_role(role, node, place, located))
        if len(self._parts) >= _FLUSH:
            self.flush()


def _role(role: Role, performance: str, place: _Place, located: str) -> str:
    """Return who a character is, and that somebody plays them."""
    drama, _, end, _, character, portrays = place
    slug, names, notes, native, named = role
    node = f"{drama[:-1]}/character/{slug}>"
    lines = (
        f"{node}{character}{node} {_CHARACTER_IN} {drama}{end}{performance}{portrays}{slug}>{end}"
        f"{node} {_PREF} {literal(names[0], 'en')}{end}{node}{located}"
    )
    if len(names) == 1 and native is None and named and not notes:
        return lines
    more = [_others(node, ((name, "en") for name in names[1:]), end)]
    if native is not None:
        more.append(f"{node} {_PREF} {literal(*native)}{end}")
    if not named:
        more.append(f'{node} {_IS_UNNAMED} "true"^^{_BOOLEAN}{end}')
    more.extend(f"{node} {_NOTE} {literal(note, 'en')}{end}" for note in notes)
    return lines + "".join(more)


def _names(node: str, main: Mapping[str, str], others: Iterable[tuple[str, str]], end: str) -> str:
    preferred = "".join(f"{node} {_PREF} {literal(text, language)}{end}" for language, text in main.items())
    return preferred + _others(node, others, end)


def _others(node: str, names: Iterable[tuple[str, str]], end: str) -> str:
    return "".join(f"{node} {_ALT} {literal(text, language)}{end}" for text, language in names)


def _fact(key: str, value: str) -> str:
    """Return the predicate and the object of a fact of production."""
    if key in _LINKS:
        predicate, kind = _LINKS[key]
        return f"<{predicate}> <{ID_BASE}{kind}/{value}>"
    if key in _TYPED_FACTS:
        predicate, datatype = _TYPED_FACTS[key]
        return f"<{predicate}> {literal(value)}^^<{datatype}>"
    return f"<{_TEXT_FACTS[key]}> {literal(value)}"


def _identity(node: str, identifier: str, page: str, end: str, *, person: bool) -> str:
    """Return who a catalogue takes this for; nothing for a thing of the curated files."""
    if not identifier:
        return ""
    scheme, value = identifier.split(":", 1)
    known = "" if page else _page(scheme, person)
    page = page or (known and f"{known}{quote(value, safe='-._~')}")
    match = f"{node} {_MATCH} <{page}>{end}" if page else ""
    return f"{node} {_IDENTIFIER} {literal(identifier)}{end}{match}"


@lru_cache(maxsize=64)
def _page(scheme: str, person: bool) -> str:
    """Return how the addresses of a catalogue's pages begin, '' of one that is not known."""
    for predicate, value in identifier_facts(f"{scheme}:0", person=person):
        if predicate == SKOS.exactMatch:
            return value.value[:-1]
    return ""
