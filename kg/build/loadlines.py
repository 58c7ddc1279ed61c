"""What one line of a load may say, and what becomes of its terms: a load is another's text until it has been here.

A load speaks of what its catalogue knows and of nothing else. It may not add to a curated drama, tell something in a
graph that viewers see earlier than the drama's own beats, or say what the ontology is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.errors import did_you_mean
from kg.load.identity import Identity
from kg.load.loaded import CATALOGUE_SLUG
from kg.names import is_nfc, unwanted_character
from kg.ontology import Ontology
from kg.vocab import DCTERMS, DKG, GRAPH_BASE, GRAPH_PROVENANCE, ID_BASE, OWL, PROV, RDF, SKOS

__all__ = ["BadLineError", "Line", "LineReader", "LoadGraph", "LoadThing"]

_LONGEST = 2000  # characters of a literal or an address
_PART = re.compile(r"[A-Za-z0-9._~:-]+")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_ESCAPE = re.compile(r"\\(.)")
_TYPE = str(RDF.type)
_OUTSIDE = (
    RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.exactMatch, SKOS.notation, OWL.differentFrom, DCTERMS.license,
)  # fmt: skip
_DERIVED, _REVEALED = str(PROV.wasDerivedFrom), str(DKG.revealedAt)
_THING, _GRAPH, _TERM = f"<{ID_BASE}", f"<{GRAPH_BASE}", f"<{DKG.base}"


class BadLineError(Exception):
    """A line says what a load may not say; the message says what, ``hint`` what would be right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class LoadGraph(NamedTuple):
    """A graph that a load writes into: of a drama, of people, or that of provenance."""

    kind: str
    drama: str = ""
    source: str = ""
    beat: str = ""


class LoadThing(NamedTuple):
    """What a line is about: something of a drama, a person, a source, or a graph."""

    kind: str
    drama: str = ""
    graph: LoadGraph | None = None
    beat: str = ""


class Line(NamedTuple):
    """A statement of a load: its terms as they are written, and what they are."""

    subject: str
    predicate: str
    object: str
    graph: str
    about: LoadThing
    where: LoadGraph


class LineReader:
    """Reads and checks the lines of loads; what was found of a term is kept for the next line."""

    def __init__(self, ontology: Ontology, identity: Identity) -> None:
        self._ontology = ontology
        self._identity = identity
        self._graphs: dict[str, LoadGraph] = {}
        self._things: dict[str, LoadThing] = {}
        self._objects: set[str] = set()
        self._predicates = {str(term) for term in _OUTSIDE}
        self._classes: set[str] = set()
        self._renamed: dict[str, str] = {}

    def read(self, line: str) -> Line:
        """Read a line of canonical N-Quads, without its end. Raises `BadLineError`."""
        subject, predicate, rest = line.split(" ", 2)
        value, _, name = rest.removesuffix(" .").rpartition(" ")
        if not value or name[0] != "<" or name[-1] != ">":
            raise BadLineError("a statement without a graph", "every statement of a load stands in a graph")
        graph = self._graphs.get(name) or self._graph(name)
        about = self._things.get(subject) or self._thing(subject)
        if predicate not in self._predicates:
            self._predicate(predicate, about)
        if value[0] == '"':
            self._literal(value)
        elif value not in self._objects:
            self._object(predicate, value)
        if graph.kind == "provenance":
            self._describes(about, predicate, value)
        elif about.kind != graph.kind or about.drama != graph.drama:
            raise BadLineError(f"{subject} is not what {name} is about", "a graph of a drama is about that drama alone")
        return Line(subject, predicate, value, name, about, graph)

    def has_met(self, term: str) -> bool:
        """Tell whether a line was about a thing."""
        return term in self._things

    def renamed(self, term: str) -> str:
        """Return a term under the slugs that stay in use."""
        found = self._renamed.get(term)
        if found is None:
            found = self._renamed[term] = self._rename(term)
        return found

    def _rename(self, term: str) -> str:
        base = _THING if term.startswith(_THING) else _GRAPH if term.startswith(_GRAPH) else ""
        if not base:
            return term
        parts = term[len(base) : -1].split("/")
        dramas, people = self._identity.dramas, self._identity.people
        if base == _GRAPH:
            parts[0] = dramas.get(parts[0], parts[0])
        elif parts[0] in ("drama", "performance") and len(parts) > 1:
            parts[1] = dramas.get(parts[1], parts[1])
            if parts[0] == "performance" and len(parts) > 2:
                parts[2] = people.get(parts[2], parts[2])
        elif parts[0] == "person" and len(parts) > 1:
            parts[1] = people.get(parts[1], parts[1])
        return f"{base}{'/'.join(parts)}>"

    def _graph(self, name: str) -> LoadGraph:
        found = _graph_of(name)
        if found is None:
            hint = "graph/{catalogue drama}/{source}/{beat}, graph/people/{source} or graph/provenance"
            raise BadLineError(f"a load may not write into {name[:120]}", hint)
        return self._graphs.setdefault(name, found)

    def _thing(self, subject: str) -> LoadThing:
        found = _thing_of(subject)
        if found is None:
            hint = "it speaks of things that are called after a catalogue: drama/mydramalist:33898-itaewon-class"
            raise BadLineError(f"a load may not speak of {subject[:120]}", hint)
        return self._things.setdefault(subject, found)

    def _predicate(self, predicate: str, about: LoadThing) -> None:
        if about.kind == "graph" and predicate in (_DERIVED, _REVEALED):
            return
        name = predicate[len(_TERM) : -1]
        if not predicate.startswith(_TERM) or not self._ontology.declares(predicate[1:-1]):
            hint = did_you_mean(name, list(DKG)) if predicate.startswith(_TERM) else "a property of the ontology"
            raise BadLineError(f"unknown property {predicate[:120]}", hint)
        if predicate == _REVEALED:
            raise BadLineError("only a graph is told at a beat", "say it of the graph, in graph/provenance")
        self._predicates.add(predicate)

    def _object(self, predicate: str, value: str) -> None:
        """Check a value that is an IRI; those of classes are kept apart, since they may stand nowhere else."""
        if predicate == _TYPE:
            if value not in self._classes:
                if not value.startswith(_TERM) or not self._ontology.declares(value[1:-1]):
                    raise BadLineError(f"unknown class {value[:120]}", "a class of the ontology")
                self._classes.add(value)
            return
        if value.startswith(_THING):
            if not all(map(_PART.fullmatch, value[len(_THING) : -1].split("/"))):
                raise BadLineError(f"{value[:120]} is no name of a thing")
        elif not value.startswith(("<http://", "<https://")) or value.startswith(_GRAPH):
            hint = "another thing, or an address that begins with http:// or https://"
            raise BadLineError(f"{value[:120]} may not be a value", hint)
        if len(value) > _LONGEST:
            raise BadLineError(f"an address of {len(value):,} characters")
        self._objects.add(value)

    def _literal(self, value: str) -> None:
        if len(value) > _LONGEST:
            raise BadLineError(f"text of {len(value):,} characters", f"at most {_LONGEST:,}")
        if "\\" in value and any(match[1] not in '"\\' for match in _ESCAPE.finditer(value)):
            raise BadLineError("text holds a control character or a line end")
        if not value.isascii():
            unwanted = unwanted_character(value)
            if unwanted:
                raise BadLineError(f"text holds an invisible character, {unwanted}")
            if not is_nfc(value):
                raise BadLineError(f"{value[:60]} is not in Unicode form NFC")

    def _describes(self, about: LoadThing, predicate: str, value: str) -> None:
        """Check a statement of the graph of provenance: a graph is told at its own beat, by its own source."""
        graph = about.graph
        if graph is not None:
            if predicate == _DERIVED and value == f"{_THING}source/{graph.source}>":
                return
            if predicate == _REVEALED and value == f"{_THING}drama/{graph.drama}/beat/{graph.beat}>":
                return
            right = f"its source is {graph.source or 'none'}" + (f", its beat {graph.beat}" if graph.beat else "")
            raise BadLineError(f"{predicate} {value[:120]} is not what the name of the graph says", right)
        if about.kind != "source" and not about.beat:
            raise BadLineError("the graph of provenance is about sources, beats and graphs alone")


def _graph_of(name: str) -> LoadGraph | None:
    """Return what a graph is, None where a load may not write into it."""
    if name == str(GRAPH_PROVENANCE):
        return LoadGraph("provenance")
    if not name.startswith(_GRAPH) or not name.endswith(">"):
        return None
    parts = name[len(_GRAPH) : -1].split("/")
    if not all(map(_PART.fullmatch, parts)):
        return None
    if parts[0] == "people" and len(parts) == 2:
        return LoadGraph("person", source=parts[1])
    if len(parts) == 3 and CATALOGUE_SLUG.fullmatch(parts[0]) and _NUMBER.fullmatch(parts[2]):
        return LoadGraph("drama", parts[0], "" if parts[1] == "beats" else parts[1], parts[2])
    return None


def _thing_of(subject: str) -> LoadThing | None:
    """Return what a line is about, None where that is not for a load to speak of."""
    if subject.startswith(_GRAPH):
        graph = _graph_of(subject)
        return None if graph is None or graph.kind == "provenance" else LoadThing("graph", graph.drama, graph)
    if not subject.startswith(_THING):
        return None
    kind, *parts = subject[len(_THING) : -1].split("/")
    if not parts or not all(map(_PART.fullmatch, parts)):
        return None
    of_catalogue = [bool(CATALOGUE_SLUG.fullmatch(part)) for part in parts]
    found = None
    if kind == "source" and len(parts) == 1:
        found = LoadThing("source")
    elif kind == "person" and of_catalogue == [True]:
        found = LoadThing("person")
    elif kind == "drama" and of_catalogue[0]:
        found = LoadThing("drama", parts[0], beat=parts[2] if len(parts) == 3 and parts[1] == "beat" else "")
    elif kind == "performance" and of_catalogue == [True, True]:
        found = LoadThing("drama", parts[0])
    return found
