"""A drama's characters and the phases between them, as rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from kg.facts import merge_texts
from kg.ontology import Ontology
from kg.results import Table
from kg.views import FIRST, View, as_table
from kg.vocab import DKG

__all__ = [
    "TABLES", "CharacterRow", "GroupRow", "Party", "PhaseRow", "Telling", "endpoints", "first_told", "own_edge",
    "read_characters", "read_edges", "read_groups", "read_phases",
]  # fmt: skip

Texts = Mapping[str, str]

_CHARACTERS = """
SELECT DISTINCT ?character ?label ?group ?unnamed WHERE {
  ?character dkg:characterIn ?drama ; skos:prefLabel ?label .
  OPTIONAL { ?character dkg:memberOf ?group }
  OPTIONAL { ?character dkg:isUnnamed ?unnamed }
} ORDER BY ?character ?label ?group
"""
# A review's word first, then the one told first, then the one that most sources have.
_OCCUPATIONS = """
SELECT ?character ?occupation (MAX(?review) AS ?in_review) (MIN(?position) AS ?told) (COUNT(DISTINCT ?source) AS ?by)
WHERE {
  GRAPH ?graph { ?character dkg:occupation ?occupation }
  ?character dkg:characterIn ?drama .
  ?graph prov:wasDerivedFrom ?source ; dkg:revealedAt/dkg:position ?position .
  BIND(EXISTS { ?source a dkg:Review } AS ?review)
} GROUP BY ?character ?occupation ORDER BY ?character DESC(?in_review) ?told DESC(?by) (MIN(STR(?graph))) ?occupation
"""
# The lead before the one who plays the same part as a child.
_CAST = """
SELECT DISTINCT ?character ?person ?label ?billing ?rank WHERE {
  ?performance dkg:inDrama ?drama ; dkg:portrays ?character ; dkg:performer ?person .
  ?person skos:prefLabel ?label .
  OPTIONAL { ?performance dkg:billing ?billing }
  VALUES (?known ?rank) { ("lead" 0) ("main" 1) ("support" 2) ("guest" 3) ("" 4) }
  FILTER(COALESCE(?billing, "") = ?known)
} ORDER BY ?character ?rank ?person ?label ?billing
"""
_GROUPS = """
SELECT DISTINCT ?group ?label ?kind WHERE {
  ?group a dkg:Group ; dkg:inDrama ?drama ; skos:prefLabel ?label ; dkg:groupKind ?kind .
} ORDER BY ?group ?label
"""
# A character is there once both are told.
_FIRST_TOLD = """
SELECT ?what (MIN(?position) AS ?told) WHERE {
  VALUES ?what { dkg:characterIn skos:prefLabel }
  GRAPH ?graph { ?character ?what ?value }
  ?graph dkg:revealedAt/dkg:position ?position .
} GROUP BY ?what
"""
_EDGES = """
SELECT DISTINCT ?one ?edge ?other WHERE {
  GRAPH graph:inferred { ?one ?edge ?other }
  ?one dkg:characterIn ?drama . ?other dkg:characterIn ?drama .
}
"""
# As sources say it, not as it follows: a best friend is a friend.
_PHASES = """
SELECT DISTINCT ?phase ?type ?role ?character ?start ?end ?known_at ?certainty WHERE {
  ?phase dkg:inDrama ?drama .
  GRAPH ?saying { ?phase a ?type } FILTER(?saying != graph:inferred)
  GRAPH ?naming { ?phase ?role ?character } FILTER(?naming != graph:inferred)
  ?type dkg:subjectRole ?any .
  ?role rdfs:subPropertyOf+ dkg:party .
  OPTIONAL { ?phase dkg:startsAt ?start }
  OPTIONAL { ?phase dkg:endsAt ?end }
  OPTIONAL { ?phase dkg:becomesKnownAt ?known_at }
  OPTIONAL { ?phase dkg:certainty ?certainty }
} ORDER BY ?phase ?role ?character
"""
_CONCEALED = (
    "SELECT DISTINCT ?phase ?other WHERE { ?phase dkg:inDrama ?drama ; dkg:concealedFrom ?other } ORDER BY ?other"
)
_DISAGREES = """
SELECT DISTINCT ?phase ?other WHERE {
  ?phase dkg:inDrama ?drama ; dkg:ofArc ?arc ; dkg:disagreesWith|^dkg:disagreesWith ?other .
} ORDER BY ?other
"""
_PHASE_TEXTS = """
SELECT DISTINCT ?phase ?text WHERE {
  ?phase dkg:inDrama ?drama ; dkg:ofArc ?arc ; ?what ?text .
} ORDER BY ?phase ?text
"""
_TOLD_BY = """
SELECT DISTINCT ?phase ?position ?source ?title ?place WHERE {
  GRAPH ?graph { ?phase dkg:ofArc ?arc ; dkg:inDrama ?drama ; dkg:locator ?place }
  GRAPH graph:provenance {
    ?graph dkg:revealedAt/dkg:position ?position ; prov:wasDerivedFrom ?source .
    ?source skos:prefLabel ?title .
  }
} ORDER BY ?phase ?position ?source ?place
"""

# What the readers below ask, by name, for those who want to ask it themselves; ?drama is the view's drama.
TABLES: Mapping[str, str] = {
    "characters": _CHARACTERS,
    "occupations": _OCCUPATIONS,
    "cast": _CAST,
    "groups": _GROUPS,
    "relationships": _PHASES,
    "tellings": _TOLD_BY,
}


@dataclass(frozen=True, slots=True)
class CharacterRow:
    """A character as far as told.

    ``occupations`` holds, for each language, every occupation that a source gives, the best attested first, and
    ``turned`` the one told last where it is told later than that: what has become of somebody, or who they are.
    ``actors`` pairs a person's IRI with their names.
    """

    iri: str
    names: Texts
    occupations: Mapping[str, tuple[str, ...]]
    turned: Texts
    groups: tuple[str, ...]
    unnamed: bool
    actors: tuple[tuple[str, Texts], ...]
    billing: str | None

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def occupation(self) -> Texts:
        """All occupations in one text for each language."""
        return {language: ", ".join(words) for language, words in self.occupations.items()}


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as far as told."""

    iri: str
    names: Texts
    kind: str


@dataclass(frozen=True, slots=True)
class Party:
    """A character in a role (local name, ``mentor``)."""

    role: str
    character: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a phase is told: the beat's position, the source with its titles, and the place in it."""

    position: int
    source: str
    place: str
    titles: Texts = field(compare=False)

    @property
    def title(self) -> str:
        """The source's title in English, or in whichever language it has one."""
        return self.titles.get("en") or next(iter(self.titles.values()), self.source)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase of a relationship as far as told.

    ``type`` is a local name; ``start``, ``end`` and ``known_at`` are IRIs of events; ``concealed_from`` names who does
    not know of it, ``disagrees_with`` other phases that cannot be true beside it; ``told`` is the position of the first
    beat that tells it.
    """

    iri: str
    type: str
    parties: tuple[Party, ...]
    start: str | None
    end: str | None
    known_at: str | None
    concealed_from: tuple[str, ...]
    disagrees_with: tuple[str, ...]
    certainty: str | None
    note: Texts
    reason: Texts
    tellings: tuple[Telling, ...]

    @property
    def told(self) -> int:
        """The position of the beat at which the phase is first told."""
        return min((telling.position for telling in self.tellings), default=1)

    def in_role(self, role: str | None) -> tuple[str, ...]:
        """Return the characters that fill a role."""
        return tuple(party.character for party in self.parties if party.role == role)


def read_characters(view: View) -> list[CharacterRow]:
    """Return the characters of a view's drama, by IRI."""
    table = view.select(_CHARACTERS)
    names = merge_texts(table, "character", "label")
    occupations, turned = _read_occupations(view)
    groups: dict[str, dict[str, None]] = {}
    unnamed = set()
    for row in table:
        if row["group"]:
            groups.setdefault(row["character"], {})[row["group"]] = None
        if row["unnamed"]:
            unnamed.add(row["character"])
    actors, billing = _read_cast(view)
    return [
        CharacterRow(
            iri=iri,
            names=names[iri],
            occupations=occupations.get(iri, {}),
            turned=turned.get(iri, {}),
            groups=tuple(groups.get(iri, ())),
            unnamed=iri in unnamed,
            actors=tuple(actors.get(iri, ())),
            billing=billing.get(iri),
        )
        for iri in names
    ]


def _read_occupations(view: View) -> tuple[dict[str, dict[str, tuple[str, ...]]], dict[str, dict[str, str]]]:
    """Return occupations by character and language, and the last told where that is later than the first of them."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for character, occupation, _, told, *_ in view.select(_OCCUPATIONS).terms:
        who, language = getattr(character, "value", ""), getattr(occupation, "language", None) or "en"
        words, position = getattr(occupation, "value", ""), int(getattr(told, "value", "1"))
        by_language = found.setdefault(who, {})
        by_language[language] = (*by_language.get(language, ()), words)
        if (who, language) not in latest or position > latest[who, language][0]:
            latest[who, language] = (position, words)
    turned: dict[str, dict[str, str]] = {}
    for (who, language), (_, words) in latest.items():
        if words != found[who][language][0]:
            turned.setdefault(who, {})[language] = words
    return found, turned


def _read_cast(view: View) -> tuple[dict[str, list[tuple[str, Texts]]], dict[str, str]]:
    """Return actors and billing by character."""
    table = view.select(_CAST)
    names = merge_texts(table, "person", "label")
    actors: dict[str, list[tuple[str, Texts]]] = {}
    billing: dict[str, str] = {}
    for row in table:
        entry = (row["person"], names[row["person"]])
        if entry not in actors.setdefault(row["character"], []):
            actors[row["character"]].append(entry)
        if row["billing"]:
            billing.setdefault(row["character"], row["billing"])
    return actors, billing


def read_groups(view: View) -> list[GroupRow]:
    """Return the groups of a view's drama, by IRI."""
    table = view.select(_GROUPS)
    names = merge_texts(table, "group", "label")
    kinds = {row["group"]: row["kind"] for row in table}
    return [GroupRow(iri, names[iri], kinds[iri]) for iri in names]


def first_told(view: View, character: str) -> int:
    """Return the position of the first beat at which a character of a view's drama is told."""
    return max((row["told"] for row in view.select(_FIRST_TOLD, character=NamedNode(character))), default=FIRST)


def read_edges(view: View) -> frozenset[tuple[str, str, str]]:
    """Return the statements that follow between characters in a view's drama: IRI, local name, IRI."""
    table = as_table(view.query(_EDGES, {"drama": view.drama}))
    return frozenset((row["one"], row["edge"].removeprefix(DKG.base), row["other"]) for row in table)


def read_phases(view: View) -> list[PhaseRow]:
    """Return the phases of relationships in a view's drama, by IRI."""
    notes = merge_texts(view.select(_PHASE_TEXTS, what=DKG.note), "phase", "text")
    reasons = merge_texts(view.select(_PHASE_TEXTS, what=DKG.reason), "phase", "text")
    table = view.select(_TOLD_BY)
    titles = merge_texts(table, "source", "title")
    tellings: dict[str, dict[Telling, None]] = {}
    for row in table:
        telling = Telling(row["position"], row["source"], row["place"], titles[row["source"]])
        tellings.setdefault(row["phase"], {})[telling] = None
    concealed, disagreeing = (_others(view.select(query)) for query in (_CONCEALED, _DISAGREES))
    rows: dict[str, dict[str, Any]] = {}
    for row in view.select(_PHASES):
        phase = rows.setdefault(row["phase"], {"parties": {}, "row": row})
        role = row["role"].removeprefix(DKG.base)
        phase["parties"][Party(role, row["character"])] = None
    return [
        PhaseRow(
            iri=iri,
            type=found["row"]["type"].removeprefix(DKG.base),
            parties=tuple(found["parties"]),
            start=found["row"]["start"],
            end=found["row"]["end"],
            known_at=found["row"]["known_at"],
            concealed_from=concealed.get(iri, ()),
            disagrees_with=disagreeing.get(iri, ()),
            certainty=found["row"]["certainty"],
            note=notes.get(iri, {}),
            reason=reasons.get(iri, {}),
            tellings=tuple(tellings.get(iri, ())),
        )
        for iri, found in rows.items()
    ]


def _others(table: Table) -> dict[str, tuple[str, ...]]:
    """Collect the second column by the first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table:
        found[row["phase"]] = (*found.get(row["phase"], ()), row["other"])
    return found


def endpoints(phase: PhaseRow, ontology: Ontology) -> Iterable[tuple[str, str, bool]]:
    """Yield (one, other, directed) for each pair that a phase ties; a directed pair runs from subject to object."""
    kind = ontology.relationship_types[phase.type]
    subjects = phase.in_role(kind.subject_role)
    if kind.symmetric:
        for place, one in enumerate(subjects):
            for other in subjects[place + 1 :]:
                yield one, other, False
        return
    objects = phase.in_role(kind.object_role) or tuple(
        party.character for party in phase.parties if party.role in kind.optional_roles
    )
    for one in subjects:
        for other in objects:
            if one != other:
                yield one, other, True


def own_edge(
    phase: PhaseRow, pair: tuple[str, str], ontology: Ontology, edges: Container[tuple[str, str, str]]
) -> tuple[str, str, str] | None:
    """Return the edge that follows from a phase for a pair that it ties, if it is among the ``edges`` that hold.

    Of a phase without an object, such as a rivalry over somebody, no edge to that third party follows.
    """
    edge = ontology.relationship_types[phase.type].edge
    found = (pair[0], edge or "", pair[1])
    return found if found in edges else None
