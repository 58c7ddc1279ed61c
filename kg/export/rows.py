"""What has been told of one drama, as the rows that every format writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.copresence import read_copresence
from kg.networks import CharacterRow, endpoints, read_characters, read_phases
from kg.ontology import Ontology
from kg.views import View
from kg.vocab import ID_BASE

__all__ = ["Exported", "ExportedCharacter", "ExportedRelation", "ExportedTogether", "label_in", "read_exported"]

Texts = Mapping[str, str]

_FIRST = """
SELECT ?character (MIN(?position) AS ?first) WHERE {
  GRAPH ?graph { ?character dkg:characterIn ?drama }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} GROUP BY ?character
"""
_GENDERS = "SELECT DISTINCT ?character ?gender WHERE { ?character dkg:characterIn ?drama ; dkg:gender ?gender }"
_GROUPS = "SELECT DISTINCT ?character WHERE { ?character dkg:characterIn ?drama ; dkg:isGroup true }"
_ENDED = """
SELECT ?phase (MIN(?position) AS ?told) WHERE {
  GRAPH ?graph { ?phase dkg:endsAt ?event }
  ?phase dkg:inDrama ?drama .
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} GROUP BY ?phase
"""
_LICENCES = """
SELECT DISTINCT ?source ?licence WHERE {
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source ; dkg:revealedAt/dkg:inDrama ?drama }
  OPTIONAL { ?source <http://purl.org/dc/terms/license> ?licence }
} ORDER BY ?source ?licence
"""


@dataclass(frozen=True, slots=True)
class ExportedCharacter:
    """A character; ``id`` is unique in the export, ``first`` the beat that first tells of them."""

    id: str
    iri: str
    drama: str
    names: Texts
    genders: tuple[str, ...]
    billing: str | None
    actors: tuple[Texts, ...]
    unnamed: bool
    group: bool
    first: int


@dataclass(frozen=True, slots=True)
class ExportedRelation:
    """A pair that a phase ties.

    ``relation`` is DraCor's word, or our type's name where it has none; ``first`` is the beat that first tells of it,
    ``last`` the one that tells its end, if any does.
    """

    id: str
    source: str
    target: str
    directed: bool
    relation: str
    type: str
    labels: Texts
    certainty: str | None
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class ExportedTogether:
    """Two who appear together, how often, and the beats of the first and the last time."""

    source: str
    target: str
    weight: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Exported:
    """One drama; ``licences`` is empty where that of some source is not known."""

    slug: str
    titles: Texts
    id_base: str
    counted: str
    present: frozenset[str]
    characters: tuple[ExportedCharacter, ...]
    relations: tuple[ExportedRelation, ...]
    together: tuple[ExportedTogether, ...]
    licences: tuple[str, ...]


def label_in(names: Texts, lang: str, otherwise: str = "") -> tuple[str, str]:
    """Return a name in a language, or in English, or in whichever there is, with its language.

    >>> label_in({"de": "Der Prinz"}, "ko")
    ('Der Prinz', 'de')
    """
    for language in (lang, "en", *names):
        if names.get(language):
            return names[language], language
    return otherwise, ""


def read_exported(view: View, ontology: Ontology, *, alone: bool) -> Exported:
    """Read a drama as far as its view tells; the ids of characters are short where it is ``alone`` in its export."""
    from kg.facts import read_titles

    slug = view.drama.value.rsplit("/", 1)[-1]
    base = f"{ID_BASE}drama/{slug}/character/" if alone else f"{ID_BASE}drama/"
    rows = read_characters(view)
    ids = {row.iri: row.iri.removeprefix(base) for row in rows}
    found = read_copresence(view)
    together = tuple(
        ExportedTogether(ids[pair.one], ids[pair.other], pair.weight, pair.first, pair.last)
        for pair in found.pairs
        if pair.one in ids and pair.other in ids
    )
    return Exported(
        slug=slug,
        titles=read_titles(view),
        id_base=base,
        counted=found.counted,
        present=frozenset(ids[iri] for iri in found.characters if iri in ids),
        characters=tuple(_characters(view, rows, ids, slug)),
        relations=tuple(_relations(view, ontology, ids)),
        together=together,
        licences=_licences(view),
    )


def _characters(view: View, rows: list[CharacterRow], ids: Mapping[str, str], slug: str) -> Iterator[ExportedCharacter]:
    first = {row["character"]: row["first"] for row in view.select(_FIRST)}
    groups = {row["character"] for row in view.select(_GROUPS)}
    genders: dict[str, list[str]] = {}
    for row in view.select(_GENDERS):
        genders.setdefault(row["character"], []).append(row["gender"])
    for character in rows:
        yield ExportedCharacter(
            id=ids[character.iri],
            iri=character.iri,
            drama=slug,
            names=character.names,
            genders=tuple(sorted(genders.get(character.iri, ()))),
            billing=character.billing,
            actors=tuple(names for _, names in character.actors),
            unnamed=character.unnamed,
            group=character.iri in groups,
            first=first.get(character.iri, 1),
        )


def _relations(view: View, ontology: Ontology, ids: Mapping[str, str]) -> Iterator[ExportedRelation]:
    ended = {row["phase"]: row["told"] for row in view.select(_ENDED)}
    for phase in read_phases(view):
        kind = ontology.relationship_types[phase.type]
        for place, (one, other, directed) in enumerate(endpoints(phase, ontology), start=1):
            if one in ids and other in ids:
                yield ExportedRelation(
                    id=f"{phase.iri.removeprefix(ID_BASE)}/{place}",
                    source=ids[one],
                    target=ids[other],
                    directed=directed,
                    relation=ontology.dracor_word(phase.type) or phase.type,
                    type=phase.type,
                    labels=kind.label,
                    certainty=phase.certainty,
                    first=phase.told,
                    last=ended.get(phase.iri),
                )


def _licences(view: View) -> tuple[str, ...]:
    """Return the licences of a drama's sources; none at all where one of them has none."""
    found = [row["licence"] for row in view.select(_LICENCES)]
    return () if None in found else tuple(dict.fromkeys(found))
