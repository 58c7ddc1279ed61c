"""The page of a thing: what is said of it, who says so, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from kg.linked import Description, Link, Links, Statement, Telling, drama_slug_of
from kg.names import LANGUAGES
from kg.vocab import DKG, ID_BASE, RDF, SKOS, compact
from kg.web.far import Far
from kg.web.linked.addresses import parts_of
from kg.web.linked.links import fan_page, iri_place
from kg.web.templating import Reader, outside_link, page

__all__ = ["Dramas", "Pointer", "render_thing", "thing_link"]

_MOST_LINKS = 30  # that lead here by one property
_MOST_VALUES = 60  # of one property
_FIRST = (RDF.type.value, SKOS.prefLabel.value, SKOS.altLabel.value)
_WORK = (DKG.performer.value, DKG.director.value, DKG.writer.value)
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dramas:
    """What a page says of dramas: titles and number of beats, by slug."""

    titles: Mapping[str, Texts]
    beats: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that may lead somewhere; ``why`` is the page that says why what only follows holds."""

    words: Markup
    href: str | None
    iri: str | None = None
    told: bool = True
    why: str | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """A value with those who tell it; without any it only follows."""

    pointer: Pointer
    tellings: tuple[tuple[Pointer, str, int | None], ...]


class _Page:
    """One page that is being made."""

    def __init__(self, found: Description, reader: Reader, far: Far) -> None:
        self.found, self.reader, self.far = found, reader, far

    def rows(self) -> list[tuple[Pointer, list[_Value], int, str]]:
        """Return what is said of the thing, by property: values, how many more there are, and a query for all."""
        groups: dict[str, list[Statement]] = {}
        for statement in self.found.statements:
            groups.setdefault(statement.property, []).append(statement)
        order = sorted(groups, key=self._place)
        return [self._row(name, groups[name]) for name in order]

    def _row(self, name: str, statements: list[Statement]) -> tuple[Pointer, list[_Value], int, str]:
        values = [self._value(one) for one in statements[:_MOST_VALUES]]
        query = _listing(f"<{self.found.iri}> <{name}> ?thing", self.reader.lang)
        return self.pointer(name), values, len(statements) - len(values), self.asking(query)

    def links(self) -> list[tuple[Pointer, list[Pointer], int, str]]:
        """Return what leads here, by property: some of it, how much more there is, and the query that lists all."""
        groups = sorted(self.found.links, key=lambda group: self._place(group.property))
        return [self._group(group) for group in groups]

    def _group(self, group: Links) -> tuple[Pointer, list[Pointer], int, str]:
        links = [self._link(one, group) for one in group.links[:_MOST_LINKS]]
        query = _listing(f"?thing <{group.property}> <{self.found.iri}>", self.reader.lang)
        return self.pointer(group.property), links, len(group.links) - len(links), self.asking(query)

    def asking(self, query: str) -> str:
        """Return the address that asks a query, as far as the reader is."""
        return self.reader.link("/sparql", query=query, **self.far.asking)

    def pointer(self, iri: str) -> Pointer:
        """Return the name of a thing or a term, with its page."""
        return thing_link(iri, self.found.names, self.reader, self.far)

    def _place(self, iri: str) -> tuple[int, str]:
        first = _FIRST.index(iri) if iri in _FIRST else len(_FIRST)
        return first, self.reader.plain(self.found.names.get(iri, {})).casefold() or compact(iri)

    def _value(self, one: Statement) -> _Value:
        if isinstance(one.value, NamedNode):
            shown = self.pointer(one.value.value)
        elif isinstance(one.value, Literal):
            lang = one.value.language
            words = Markup('<span lang="{}">{}</span>').format(lang, one.value.value) if lang in LANGUAGES else None
            href = outside_link(one.value.value)
            shown = Pointer(words or Markup.escape(one.value.value), href, outside=href is not None)
        else:
            shown = Pointer(Markup.escape(str(one.value)), None)
        if one.tellings:
            return _Value(shown, tuple(self._telling(telling) for telling in one.tellings))
        why = self._why(self.found.iri, one.property, one.value.value) if isinstance(one.value, NamedNode) else None
        return _Value(Pointer(shown.words, shown.href, shown.iri, told=False, why=why), ())

    def _link(self, one: Link, group: Links) -> Pointer:
        shown = self.pointer(one.thing)
        why = None if one.told else self._why(one.thing, group.property, self.found.iri)
        return Pointer(shown.words, shown.href, shown.iri, one.told, why)

    def _telling(self, one: Telling) -> tuple[Pointer, str, int | None]:
        if one.source is not None:
            return self.pointer(one.source), "; ".join(one.places), one.beat
        shown = self.pointer(one.graph)
        return Pointer(Markup.escape(compact(one.graph)), shown.href), "; ".join(one.places), one.beat

    def _why(self, subject: str, predicate: str, value: str) -> str | None:
        """Return the page that says why a statement of one drama holds."""
        slug = drama_slug_of(subject) or drama_slug_of(value)
        if slug is None:
            return None
        parts = {"s": compact(subject), "p": compact(predicate), "o": compact(value)}
        return self.reader.link(f"/drama/{slug}/why", at=self.far.at(f"{ID_BASE}drama/{slug}"), **parts)


def thing_link(iri: str, names: Mapping[str, Texts], reader: Reader, far: Far) -> Pointer:
    """Return the name of a thing, with its page in the reader's language and as far as they are."""
    known = names.get(iri)
    words = reader.text(known) if known else Markup.escape(compact(iri))
    place = iri_place(iri, far)
    if place is None:
        href = outside_link(iri)
        return Pointer(words, href, iri, outside=href is not None)
    return Pointer(words, reader.link(place.path, place.anchor, at=place.at), iri)


def render_thing(found: Description, reader: Reader, far: Far, dramas: Dramas, addresses: Mapping[str, str]) -> str:
    """Render the page; ``addresses`` has those of the other forms."""
    made = _Page(found, reader, far)
    slug = drama_slug_of(found.iri)
    other = next(((lang, text) for lang, text in found.label.items() if lang != reader.lang), None)
    return page(
        "thing.html",
        reader,
        found=found,
        types=[made.pointer(iri) for iri in found.types],
        other_label=other if reader.lang in found.label else None,
        rows=made.rows(),
        links=made.links(),
        own=_own_page(found, reader, far),
        far=far,
        steps=_steps(found.iri, slug, reader, far, dramas),
        drama=(slug, dramas.titles.get(slug, {"en": slug})) if slug else None,
        addresses=addresses,
        query=made.asking(f"SELECT ?property ?value WHERE {{\n  <{found.iri}> ?property ?value .\n}}"),
        end=reader.link(_path(found.iri), at="end"),
        premise=reader.link(_path(found.iri)),
    )


def _steps(iri: str, slug: str | None, reader: Reader, far: Far, dramas: Dramas) -> Iterable[tuple[int, str, bool]]:
    """Return the steps of the drama that a thing belongs to: number, address, and whether the reader is there."""
    last = dramas.beats.get(slug or "", 1)
    at = far.at(iri)
    here = last if at == "end" else at or 1
    return [(n, reader.link(_path(iri), at=n if n > 1 else None), n == here) for n in range(1, last + 1)]


def _path(iri: str) -> str:
    parts = parts_of(iri)
    return parts[0] if parts else "/"


def _own_page(found: Description, reader: Reader, far: Far) -> tuple[str, str] | None:
    """Return the words for and the address of the page that fans have for a thing."""
    path = fan_page(found.iri)
    if path is None:
        return None
    kind = path.split("/")[1]
    known = {
        "character": DKG.Character.value in found.types,
        # Of a person whose work is told later there is no page yet.
        "person": any(group.property in _WORK for group in found.links),
    }
    return (f"linked_own_{kind}", reader.link(path, at=far.at(found.iri))) if known.get(kind, True) else None


def _listing(pattern: str, lang: str) -> str:
    """Return the query for all things that a pattern finds."""
    return (
        f"SELECT DISTINCT ?thing ?label WHERE {{\n  {pattern} .\n"
        f'  OPTIONAL {{ ?thing skos:prefLabel ?label FILTER(LANG(?label) = "{lang}") }}\n}} ORDER BY ?thing'
    )
