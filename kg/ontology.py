"""The ontology's relationship types, event kinds and themes as values, read from ``ontology/*.ttl``.

Whatever the code must know of a type (its roles, its edge, how a chart draws it) comes from here, so that a
new type is a change to the ontology alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import DataError, Problem, Where
from kg.paths import ontology_dir
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, OWL, RDF, RDFS, SKOS

__all__ = ["ALIGNMENTS", "CORE_FILES", "LineStyle", "Ontology", "RelationshipType", "load_ontology"]

CORE_FILES = ("drama-kg.ttl", "relationships.ttl", "presentation.ttl", "themes.ttl")
ALIGNMENTS = "alignments.ttl"
_SIGNS = {"positive": 1, "negative": -1}


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a chart draws one kind of relationship; ``kind`` is the class that is its entry in the legend."""

    kind: str
    legend: Mapping[str, str]
    color: str
    color_dark: str
    dash: tuple[int, ...]
    width: float
    order: int
    symbol: str


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A class of `dkg:Relationship`.

    ``name`` is the local name (``Mentoring``); ``subject_role`` and ``object_role`` are local names of role
    properties, equal for a symmetric type and None for a class that only groups others; ``edge`` is the local
    name of the derived property; ``chart_label`` is the word on a chart's line, by language. ``sign`` is 1 where its
    definition says that they are fond of each other or one stands by the other, -1 where one is against the other, and
    else 0.
    """

    name: str
    ancestors: tuple[str, ...]
    subject_role: str | None
    object_role: str | None
    optional_roles: tuple[str, ...]
    edge: str | None
    label: Mapping[str, str]
    comment: str
    chart_label: Mapping[str, str]
    sign: int

    @property
    def symmetric(self) -> bool:
        """Whether the type reads the same from both sides."""
        return self.subject_role is not None and self.subject_role == self.object_role

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role a phase of this type may fill, the subject's first."""
        named = [role for role in (self.subject_role, self.object_role, *self.optional_roles) if role]
        return tuple(dict.fromkeys(named))


class Ontology:
    """The parsed ontology.

    >>> onto = load_ontology()
    >>> onto.relationship_types["Mentoring"].roles
    ('mentor', 'mentee')
    >>> onto.relationship_types["BestFriendship"].symmetric
    True
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = Store()
        for name in CORE_FILES:
            self._load(folder / name)

    def _load(self, path: Path) -> None:
        graph = NamedNode(GRAPH_BASE + ("themes" if path.name == "themes.ttl" else "ontology"))
        try:
            triples = parse(path=path, format=RdfFormat.TURTLE)
            self._store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        except SyntaxError as error:
            where = Where(str(path), error.lineno or 1)
            raise DataError([Problem(where, f"not Turtle: {error.msg}")]) from error
        except OSError as error:
            raise DataError([Problem(Where(str(path), 1), f"cannot be read: {error.strerror or error}")]) from error

    def quads(self) -> Iterator[Quad]:
        """Yield every statement, in its graph (``…/graph/ontology`` or ``…/graph/themes``)."""
        return iter(self._store)

    def declares(self, iri: str) -> bool:
        """Tell whether a class, property or concept of that IRI is typed in the ontology."""
        return any(self._store.quads_for_pattern(NamedNode(iri), RDF.type, None, None))

    def labelled_properties(self, label: str) -> list[NamedNode]:
        """Return the properties with a label, in any language; where one is a derived edge, that alone."""
        wanted = label.casefold().strip()
        found = {
            quad.subject
            for quad in self._store.quads_for_pattern(None, RDFS.label, None, None)
            if isinstance(quad.object, Literal) and quad.object.value.casefold() == wanted
        }
        properties = [node for node in found if isinstance(node, NamedNode) and self._is_property(node)]
        edges = [node for node in properties if any(self._store.quads_for_pattern(None, DKG.derivedEdge, node, None))]
        return edges or properties

    def _is_property(self, node: NamedNode) -> bool:
        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
        return any(quad.object in kinds for quad in self._store.quads_for_pattern(node, RDF.type, None, None))

    @cached_property
    def local_names(self) -> list[str]:
        """The names of all our terms, without their namespace."""
        terms = (quad.subject for quad in self._store.quads_for_pattern(None, RDF.type, None, None))
        return sorted({t.value.removeprefix(DKG.base) for t in terms if str(t).startswith(f"<{DKG.base}")})  # type: ignore[union-attr]

    @cached_property
    def relationship_types(self) -> Mapping[str, RelationshipType]:
        """Every class below `dkg:Relationship`, by local name, parents before children."""
        names = self._below(DKG.Relationship)
        return {name: self._relationship_type(name) for name in names}

    @cached_property
    def event_kinds(self) -> Mapping[str, Mapping[str, str]]:
        """Labels of `dkg:Event` and every class below it, by local name."""
        names = ["Event", *self._below(DKG.Event)]
        return {name: self._texts(NamedNode(DKG.base + name), RDFS.label) for name in names}

    @cached_property
    def themes(self) -> Mapping[str, Mapping[str, str]]:
        """Labels of every theme, by slug."""
        base = f"{ID_BASE}theme/"
        subjects = (
            quad.subject.value
            for quad in self._store.quads_for_pattern(None, RDF.type, DKG.Theme, None)
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base)
        )
        return {iri[len(base) :]: self._texts(NamedNode(iri), SKOS.prefLabel) for iri in sorted(subjects)}

    @cached_property
    def dracor_words(self) -> Mapping[str, str]:
        """DraCor's name for an edge between characters, by the edge's local name, as ``alignments.ttl`` has them.

        >>> load_ontology().dracor_words["parentOf"]
        'parent_of'
        """
        path = self.folder / ALIGNMENTS
        try:
            triples = list(parse(path=path, format=RdfFormat.TURTLE))
        except SyntaxError as error:
            raise DataError([Problem(Where(str(path), error.lineno or 1), f"not Turtle: {error.msg}")]) from error
        except OSError as error:
            raise DataError([Problem(Where(str(path), 1), f"cannot be read: {error.strerror or error}")]) from error
        return {
            triple.subject.value.removeprefix(DKG.base): triple.object.value
            for triple in triples
            if triple.predicate == SKOS.notation
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, Literal)
        }

    def dracor_word(self, type_name: str) -> str | None:
        """Return DraCor's name for a relationship type: that of its edge, or of the nearest edge above; None for none.

        >>> load_ontology().dracor_word("BestFriendship"), load_ontology().dracor_word("Mentoring")
        ('friends', None)
        """
        edge = self.relationship_types[type_name].edge
        level = [edge] if edge else []
        seen: set[str] = set()
        while level:
            for name in level:
                if name in self.dracor_words:
                    return self.dracor_words[name]
            seen.update(level)
            above = (
                quad.object.value.removeprefix(DKG.base)
                for name in level
                for quad in self._store.quads_for_pattern(NamedNode(DKG.base + name), RDFS.subPropertyOf, None, None)
                if isinstance(quad.object, NamedNode)
            )
            level = sorted(set(above) - seen)
        return None

    def style(self, type_name: str) -> LineStyle:
        """Return how a chart draws a type: its own style, or that of its nearest styled ancestor."""
        for name in (type_name, *self.relationship_types[type_name].ancestors, "Relationship"):
            node = NamedNode(DKG.base + name)
            color = self._value(node, DKG.strokeColor)
            if color is not None:
                dash = self._value(node, DKG.strokeDash) or ""
                return LineStyle(
                    kind=name,
                    legend=self._texts(node, DKG.legendLabel),
                    color=color,
                    color_dark=self._value(node, DKG.strokeColorDark) or color,
                    dash=tuple(int(part) for part in dash.split()),
                    width=float(self._value(node, DKG.strokeWidth) or 1.5),
                    order=int(self._value(node, DKG.legendOrder) or 99),
                    symbol=self._value(node, DKG.lineSymbol) or "",
                )
        where = Where(str(self.folder / "presentation.ttl"), 1)
        raise DataError([Problem(where, "no dkg:strokeColor for dkg:Relationship, which every kind falls back to")])

    def _relationship_type(self, name: str) -> RelationshipType:
        node = NamedNode(DKG.base + name)
        comment = self._texts(node, RDFS.comment).get("en", "")
        label = self._texts(node, RDFS.label)
        ancestors = self._ancestors(node)
        return RelationshipType(
            name=name,
            ancestors=ancestors,
            subject_role=self._local(node, DKG.subjectRole),
            object_role=self._local(node, DKG.objectRole),
            optional_roles=tuple(
                quad.object.value.removeprefix(DKG.base)
                for quad in self._store.quads_for_pattern(node, DKG.optionalRole, None, None)
                if isinstance(quad.object, NamedNode)
            ),
            edge=self._local(node, DKG.derivedEdge),
            label=label,
            comment=comment,
            chart_label=self._texts(node, DKG.chartLabel) or label,
            sign=self._sign(name, ancestors),
        )

    def _sign(self, name: str, ancestors: tuple[str, ...]) -> int:
        """Return the sign of a relationship type: its own, or that of the nearest type above that has one."""
        signs = (self._value(NamedNode(DKG.base + one), DKG.tieSign) for one in (name, *ancestors))
        return _SIGNS.get(next((sign for sign in signs if sign is not None), ""), 0)

    def _below(self, top: NamedNode) -> list[str]:
        """Return local names of the classes below one, breadth first, in a stable order."""
        found: dict[str, None] = {}
        level = [top]
        while level:
            children = sorted(
                quad.subject.value
                for parent in level
                for quad in self._store.quads_for_pattern(None, RDFS.subClassOf, parent, None)
                if isinstance(quad.subject, NamedNode)
            )
            fresh = [iri for iri in dict.fromkeys(children) if iri.removeprefix(DKG.base) not in found]
            found.update(dict.fromkeys(iri.removeprefix(DKG.base) for iri in fresh))
            level = [NamedNode(iri) for iri in fresh]
        return list(found)

    def _ancestors(self, node: NamedNode) -> tuple[str, ...]:
        """Return local names of the classes above one, nearest first, `dkg:Relationship` left out."""
        found: dict[str, None] = {}
        level = [node]
        while level:
            parents = [
                quad.object
                for child in level
                for quad in self._store.quads_for_pattern(child, RDFS.subClassOf, None, None)
                if isinstance(quad.object, NamedNode) and quad.object != DKG.Relationship
            ]
            level = [p for p in parents if p.value.removeprefix(DKG.base) not in found]
            found.update(dict.fromkeys(p.value.removeprefix(DKG.base) for p in level))
        return tuple(found)

    def _texts(self, node: NamedNode, predicate: NamedNode) -> dict[str, str]:
        quads = self._store.quads_for_pattern(node, predicate, None, None)
        literals = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        return {literal.language or "en": literal.value for literal in literals}

    def _value(self, node: NamedNode, predicate: NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(node, predicate, None, None):
            if isinstance(quad.object, Literal | NamedNode):
                return quad.object.value
        return None

    def _local(self, node: NamedNode, predicate: NamedNode) -> str | None:
        value = self._value(node, predicate)
        return value.removeprefix(DKG.base) if value else None


def load_ontology(folder: Path | None = None) -> Ontology:
    """Read the ontology from a folder (the shipped one by default); parsed once for each folder.

    Raises `DataError` when a file is missing or is not Turtle.
    """
    return _load_once(folder or ontology_dir())


@lru_cache(maxsize=8)
def _load_once(folder: Path) -> Ontology:
    return Ontology(folder)
