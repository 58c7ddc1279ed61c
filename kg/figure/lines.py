"""An answer read as a network: which columns of a table, or which triples, are lines between things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.figure.spec import Text
from kg.results import Answer, Node, Table, Triples, short
from kg.vocab import DKG, ID_BASE, RDF, RDFS, SKOS

__all__ = ["Line", "Network", "last_part", "network_of"]

_SHORT = 40  # characters of a text that may stand on a line
_PEOPLE = ("character", "person")
_NUMBERS = ("#integer", "#decimal", "#double", "#float", "#boolean", "#gYear", "#date")  # ends of datatypes
_NAMING = (SKOS.prefLabel, RDFS.label)


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two things: its word (the IRI of a type or property, a text, a column's name) and more words."""

    source: str
    target: str
    word: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """What an answer says as things and lines; ``undrawn`` counts the rows that are neither.

    ``groups`` maps a thing to the one that it belongs to, ``facts`` to words that stand with it.
    """

    things: tuple[str, ...]
    lines: tuple[Line, ...]
    names: Mapping[str, Text]
    groups: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    undrawn: int = 0


def network_of(answer: Answer, labels: Mapping[str, Text]) -> Network | None:
    """Return an answer as a network, None where it has no two columns of things. ``labels`` name things by IRI."""
    if isinstance(answer, Triples):
        return _of_triples(answer, labels)
    return _TableReader(answer, labels).read()


class _TableReader:
    """Reads a table: the first column of things is who, the ones after it are whom."""

    def __init__(self, table: Table, labels: Mapping[str, Text]) -> None:
        self._columns = table.columns
        self._rows = table.terms
        self._place = {name: place for place, name in enumerate(table.columns)}
        self._labelled = {name for name in table.columns if name.endswith("_label") and name[:-6] in self._place}
        self._names: dict[str, Text] = dict(labels)
        for name in self._labelled:
            self._take_labels(self._place[name[:-6]], self._place[name])

    def _take_labels(self, thing: int, label: int) -> None:
        for row in self._rows:
            one, text = row[thing], row[label]
            if one is not None and isinstance(text, Literal):
                self._names.setdefault(_key(one), {text.language or "en": text.value})

    def read(self) -> Network | None:
        """Return the network, or None."""
        things = [name for name in self._columns if name not in self._labelled and self._holds_things(name)]
        words = [name for name in things if self._holds_terms(name)]
        ends = self._ends([name for name in things if name not in words] or words)
        if len(ends) < 2:
            return None
        word = next((name for name in words if name not in ends), None) or self._word_by_text(ends)
        if word is not None:  # which speaks of the first two
            ends = ends[:2]
        drama = next((name for name in things if name not in ends and self._kind(name) == "drama"), None)
        rest = [name for name in self._columns if name not in {*ends, *self._labelled, word, drama}]
        drawn = [list(self._lines(row, ends, word, rest)) for row in self._rows]
        found = dict.fromkeys(one for row in self._rows for one in self._keys(row, ends))
        lines = dict.fromkeys(line for made in drawn for line in made)
        groups = {} if drama is None else self._groups(drama, ends)
        return Network(tuple(found), tuple(lines), self._names, groups, {}, sum(not made for made in drawn))

    def _keys(self, row: Sequence[Node | None], columns: Iterable[str]) -> list[str]:
        terms = (row[self._place[name]] for name in columns)
        return [_key(term) for term in terms if term is not None]

    def _groups(self, drama: str, ends: Sequence[str]) -> dict[str, str]:
        """Return the drama of each character."""
        pairs = (
            (one, group) for row in self._rows for one in self._keys(row, ends) for group in self._keys(row, [drama])
        )
        return {one: group for one, group in pairs if one.startswith(f"{group}/")}

    def _lines(
        self, row: Sequence[Node | None], ends: Sequence[str], word: str | None, rest: Iterable[str]
    ) -> Iterator[Line]:
        """Yield a line from who to each whom, with the word of the row or else the name of the column."""
        source = row[self._place[ends[0]]]
        said = row[self._place[word]] if word is not None else None
        given = ((name, row[self._place[name]]) for name in rest)
        details = tuple(self._detail(name, term) for name, term in given if term is not None)
        for name in ends[1:]:
            target = row[self._place[name]]
            if source is not None and target is not None and source != target:
                yield Line(_key(source), _key(target), name if said is None else _key(said), details)

    def _detail(self, column: str, term: Node) -> str:
        name = self._names.get(_key(term))
        return f"{column.replace('_', ' ')}: {next(iter(name.values())) if name else short(term)}"

    def _values(self, column: str) -> Iterator[Node]:
        place = self._place[column]
        return (row[place] for row in self._rows if row[place] is not None)  # type: ignore[misc]

    def _holds_things(self, column: str) -> bool:
        kinds = {isinstance(term, NamedNode | BlankNode) for term in self._values(column)}
        return kinds == {True}

    def _holds_terms(self, column: str) -> bool:
        """Tell whether a column has classes and properties of the ontology, which are words rather than things."""
        return all(isinstance(term, NamedNode) and term.value.startswith(DKG.base) for term in self._values(column))

    def _kind(self, column: str) -> str:
        """Return what the things of a column are, by their IRIs: "character", "drama" …, "" for a mixture."""
        kinds = {_kind(term) for term in self._values(column)}
        return kinds.pop() if len(kinds) == 1 else ""

    def _ends(self, columns: Sequence[str]) -> list[str]:
        """Return who and whom: the columns of people where there are two or more, else the first two."""
        people = [name for name in columns if self._kind(name) in _PEOPLE]
        return people if len(people) > 1 else list(columns[:2])

    def _word_by_text(self, ends: Sequence[str]) -> str | None:
        """Return the column whose short texts are the words on the lines, if there is one and one whom."""
        if len(ends) > 2:
            return None
        return next((name for name in self._columns if name not in self._labelled and self._holds_words(name)), None)

    def _holds_words(self, column: str) -> bool:
        values = list(self._values(column))
        return bool(values) and all(
            isinstance(term, Literal) and 0 < len(term.value) <= _SHORT and not term.datatype.value.endswith(_NUMBERS)
            for term in values
        )


def _of_triples(triples: Triples, labels: Mapping[str, Text]) -> Network:
    """Return subjects and objects as things, predicates as words; literals and types stand with their subject."""
    names: dict[str, dict[str, str]] = {iri: dict(text) for iri, text in labels.items()}
    facts: dict[str, dict[str, None]] = {}
    things: dict[str, None] = {}
    lines: dict[Line, None] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        things[_key(subject)] = None
        if isinstance(value, Literal) and predicate in _NAMING:
            names.setdefault(_key(subject), {}).setdefault(value.language or "en", value.value)
        elif isinstance(value, Literal):
            facts.setdefault(_key(subject), {})[f"{last_part(predicate.value)}: {value.value}"] = None
        elif predicate == RDF.type:
            facts.setdefault(_key(subject), {})[last_part(_key(value))] = None
        elif subject != value:
            things[_key(value)] = None
            lines[Line(_key(subject), _key(value), predicate.value)] = None
    return Network(tuple(things), tuple(lines), names, {}, {one: tuple(said) for one, said in facts.items()})


def _key(term: Node) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _kind(term: Node) -> str:
    parts = _key(term).removeprefix(ID_BASE).split("/") if _key(term).startswith(ID_BASE) else [""]
    return parts[2] if parts[0] == "drama" and len(parts) > 3 else parts[0]


def last_part(iri: str) -> str:
    """Return the end of an IRI, which stands for its name where it has none.

    >>> last_part("https://w3id.org/drama-kg/ontology#mentorOf"), last_part("https://example.org/")
    ('mentorOf', 'example.org')
    """
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
