"""What is told later than somebody is, in words: worked out from plain statements, as `kg.audit.told` does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.audit.phrases import Phrases, normal
from kg.audit.told import Reach, Told
from kg.vocab import CREDITS, GRAPH_INFERRED, ID_BASE, OWL, SKOS, compact

__all__ = ["Untold"]

_DRAMA = f"{ID_BASE}drama/"
_PERSON = f"{ID_BASE}person/"
_NAMES = (SKOS.prefLabel, SKOS.altLabel)


class Untold:
    """The names, notes, titles and addresses that no page may hold at a beat, and the things that are not there yet.

    A phrase that may be seen somewhere by then betrays nothing, in another drama or in the words of the site, which
    are given.
    """

    def __init__(self, told: Told, words: Iterable[str] = ()) -> None:
        self._told = told
        self._words = tuple(words)
        dated = ((*told.dated[graph], quad) for graph in told.dated for quad in told.of_graph(graph))
        self._facts_of = _by_place(chain(dated, _people(told)))
        self._descriptions_of = _by_place(_descriptions(told))

    @cached_property
    def _public(self) -> frozenset[str]:
        """The phrases that may be seen somewhere when every drama is at its premise.

        What describes a source or a place in it excuses itself, but no name in it, which it would tell.
        """
        dramas = {drama for said in (self._facts_of, self._descriptions_of) for drama in said}
        looked_for = Phrases(phrase for drama in dramas for phrase in self._later(drama, 1))
        open_texts: dict[str, None] = dict.fromkeys(normal(word) for word in self._words)
        seen = self._told.may_be_seen(Reach()) | self._told.public()
        descriptions = seen.intersection(self._told.described_quads())
        for quad in seen - descriptions:
            open_texts.update(dict.fromkeys(_said(quad)))
            open_texts.update((normal(iri.rsplit("/", 1)[-1]), None) for iri in _iris([quad]))
        found = {phrase for text in open_texts for phrase in looked_for.found_in(text)}
        return frozenset(found | set(open_texts) | {phrase for quad in descriptions for phrase in _said(quad)})

    def phrases(self, dramas: Iterable[str], beat: int) -> Mapping[str, str]:
        """Return the phrases of dramas (their IRIs) that are told after a beat, each with what it is."""
        later: dict[str, str] = {}
        seen: set[str] = set()
        facts: set[str] = set()
        for drama in dramas:
            later |= self._later(drama, beat)
            facts.update(*(said for position, said in self._facts_of[drama].items() if position <= beat))
            seen.update(*(said for position, said in self._descriptions_of[drama].items() if position <= beat))
        known = Phrases(later)
        seen |= {phrase for text in facts for phrase in known.found_in(text)}
        return {phrase: what for phrase, what in later.items() if phrase not in seen and phrase not in self._public}

    def _later(self, drama: str, beat: int) -> dict[str, str]:
        """Return the phrases of a drama that are told after a beat, whether before too or not."""
        found: dict[str, str] = {}
        for said in (self._facts_of, self._descriptions_of):
            for position, phrases in said[drama].items():
                if position > beat:
                    found |= phrases
        return found

    def titles(self, drama: str, beat: int) -> list[str]:
        """Return the titles of a drama that are told after a beat."""
        told: set[str] = set()
        later: set[str] = set()
        for graph, (of, position) in self._told.dated.items():
            if of == drama:
                titles = (_text(quad.object) for quad in self._told.of_graph(graph)
                          if quad.predicate in _NAMES and _text(quad.subject) == drama)  # fmt: skip
                (later if position > beat else told).update(titles)
        return sorted(later - told)

    def things(self, dramas: Iterable[str], beat: int) -> list[str]:
        """Return the IRIs of things of dramas that are first spoken of after a beat."""
        wanted = set(dramas)
        known: set[str] = set()
        later: set[str] = set()
        for graph, (drama, position) in self._told.dated.items():
            if drama in wanted:
                own = (iri for iri in _iris(self._told.of_graph(graph)) if iri.startswith(f"{drama}/"))
                (later if position > beat else known).update(own)
        return sorted(later - known)

    def people(self, drama: str) -> list[str]:
        """Return the slugs of the people of a drama, in the order in which they are first spoken of."""
        of_drama = sorted((place[1], graph) for graph, place in self._told.dated.items() if place[0] == drama)
        found = (iri for _, graph in of_drama for iri in sorted(_iris(self._told.of_graph(graph))))
        return [iri.removeprefix(_PERSON) for iri in dict.fromkeys(found) if iri.startswith(_PERSON)]

    def edges(self, drama: str, beat: int) -> list[tuple[str, str, str]]:
        """Return what the whole story implies between two characters who are both known by a beat."""
        cast = {iri for graph, place in self._told.dated.items() if place[0] == drama and place[1] <= beat
                for iri in _iris(self._told.of_graph(graph)) if iri.startswith(f"{drama}/character/")}  # fmt: skip
        return sorted(
            (quad.subject.value, quad.predicate.value, quad.object.value)
            for quad in self._told.of_graph(GRAPH_INFERRED.value)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
            and quad.subject.value in cast and quad.object.value in cast
        )  # fmt: skip


def _by_place(told: Iterable[tuple[str, int, Quad]]) -> dict[str, dict[int, dict[str, str]]]:
    """Return the phrases that each beat of a drama tells, each with what it is."""
    found: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for drama, position, quad in told:
        found[drama][position].update(_said(quad))
    return found


def _descriptions(told: Told) -> Iterator[tuple[str, int, Quad]]:
    """Yield what describes a beat or a source of a drama, with the first position at which it may be seen."""
    first: dict[tuple[str, str], int] = {(beat, drama): at for beat, (drama, at) in told.beats.items()}
    for graph, (drama, at) in told.dated.items():
        for source in told.sources.get(graph, ()):
            first[source, drama] = min(at, first.get((source, drama), at))
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (thing, drama), at in first.items():
        places[thing].append((drama, at))
    for quad in told.described_quads():
        for drama, at in places.get(_text(quad.subject), ()):
            yield drama, at, quad


def _people(told: Told) -> Iterator[tuple[str, int, Quad]]:
    """Yield what names a person, with each drama and position that tells of work of theirs or of a namesake's."""
    named: dict[str, list[Quad]] = defaultdict(list)
    apart: dict[str, list[str]] = defaultdict(list)
    for quad in told.of_all(told.timeless):
        subject, value = _text(quad.subject), _text(quad.object)
        if subject.startswith(_PERSON) and quad.predicate in _NAMES:
            named[subject].append(quad)
        if quad.predicate == OWL.differentFrom:
            apart[subject].append(value)
            apart[value].append(subject)
    for graph, (drama, position) in told.dated.items():
        for quad in told.of_graph(graph):
            if quad.predicate in CREDITS:
                person = _text(quad.object)
                yield from ((drama, position, name) for one in (person, *apart[person]) for name in named[one])


def _said(quad: Quad) -> dict[str, str]:
    """Return the phrases of a statement, each with what it is."""
    found = {}
    if isinstance(quad.object, Literal) and quad.object.datatype.value.endswith(("#langString", "#string", "#anyURI")):
        found[normal(unquote(quad.object.value, errors="replace"))] = compact(quad.predicate.value)
    for iri in _iris([quad]):
        if iri.startswith(_DRAMA) and iri.count("/") > _DRAMA.count("/"):
            kind, slug = iri.rsplit("/", 2)[1:]
            if kind != "beat":
                # As in an IRI, as in an anchor, and alone where it is no common word.
                alone = [slug] if "-" in slug else []
                found |= {normal(one): "address" for one in (f"{kind}/{slug}", f"{kind}-{slug}", *alone)}
    return found


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        yield from (term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode))
