"""What rests on what in one drama, in words, as far as it has been told: what a view does not tell is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.facts import EventRow, SourceRow, merge_texts, read_events, read_open, read_sources
from kg.names import LANGUAGES
from kg.networks import CharacterRow, PhaseRow, read_characters, read_phases
from kg.ontology import Ontology
from kg.views import View

__all__ = ["TABLES", "Claim", "Coverage", "Disagreement", "NamedOnly", "Share", "Side", "coverage_of"]

Texts = Mapping[str, str]

_PAIRS = """
SELECT DISTINCT ?one ?other WHERE {
  ?one dkg:disagreesWith|^dkg:disagreesWith ?other ; dkg:inDrama ?drama . FILTER(STR(?one) < STR(?other))
} ORDER BY ?one ?other
"""
_VALUES = """
SELECT DISTINCT ?thing ?label ?property ?name ?value ?source WHERE {
  ?property dkg:singleValued true ; rdfs:label ?name .
  ?thing ?property ?value , ?other . FILTER(?value != ?other)
  FILTER(?thing = ?drama || EXISTS { ?thing dkg:inDrama ?drama })
  GRAPH ?graph { ?thing ?property ?value }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
  OPTIONAL { ?thing skos:prefLabel ?label }
} ORDER BY ?thing ?property ?value ?source ?label ?name
"""
_BY_NAME = """
SELECT DISTINCT ?person ?label ?possible WHERE {
  { ?performance dkg:performer ?person ; dkg:inDrama ?drama } UNION { ?drama dkg:director ?person }
  UNION { ?drama dkg:writer ?person }
  FILTER NOT EXISTS { ?person dkg:identifier ?known }
  OPTIONAL { ?person skos:prefLabel ?label }
  OPTIONAL { ?person dkg:possibleIdentifier ?possible }
} ORDER BY ?person ?label ?possible
"""
# For those who want to ask it themselves, by name; ?drama is the view's drama.
TABLES: Mapping[str, str] = {"pairs": _PAIRS, "values": _VALUES, "by_name": _BY_NAME}


@dataclass(frozen=True, slots=True)
class Claim:
    """A relationship or an event in words; ``sources`` are IRIs, ``told`` is the position of the beat that tells it."""

    iri: str
    words: Texts
    note: Texts
    told: int
    sources: tuple[str, ...]
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What rests on a source: how many statements, and which relationships and events nobody else tells."""

    source: str
    title: Texts
    kind: str
    statements: int
    alone: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement, and the titles of the sources that take it."""

    words: Texts
    note: Texts
    sources: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements that cannot all be true; ``about`` says of what they are, where the sides are mere values."""

    about: Texts
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class NamedOnly:
    """Somebody of the cast or the crew whom no catalogue's identifier tells from a namesake.

    ``possible`` are identifiers that were matched by the name alone.
    """

    iri: str
    names: Texts
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What rests on what in a drama, as far as it has been told.

    ``uncertain`` are the relationships that a source does not say outright, ``left_open`` is what sources leave untold,
    by language.
    """

    sources: tuple[Share, ...]
    disagreements: tuple[Disagreement, ...]
    uncertain: tuple[Claim, ...]
    left_open: Mapping[str, tuple[str, ...]]
    by_name: tuple[NamedOnly, ...]


def coverage_of(view: View, ontology: Ontology) -> Coverage:
    """Return what rests on what in the drama of a view."""
    names = {row.iri: row for row in read_characters(view)}
    claims = [
        *(_of_phase(phase, names, ontology) for phase in read_phases(view)),
        *(_of_event(event) for event in read_events(view)),
    ]
    claims.sort(key=lambda claim: (claim.told, claim.iri))
    sources = read_sources(view)
    titles = {row.iri: row.title for row in sources}
    return Coverage(
        sources=tuple(_share(row, claims) for row in sources),
        disagreements=(*_between_claims(view, claims, titles), *_between_values(view, titles)),
        uncertain=tuple(claim for claim in claims if claim.certainty is not None),
        left_open=read_open(view),
        by_name=_by_name(view),
    )


def _of_phase(phase: PhaseRow, characters: Mapping[str, CharacterRow], ontology: Ontology) -> Claim:
    """Say a relationship: its kind, and who is in which place of it."""
    kind = ontology.relationship_types[phase.type]
    first = phase.in_role(kind.subject_role)
    rest = tuple(party.character for party in phase.parties if party.character not in first)
    words = {}
    for lang in LANGUAGES:
        who, whom = (", ".join(_name(characters, iri, lang) for iri in side) for side in (first, rest))
        words[lang] = f"{_in(kind.label, lang)}: {f'{who} → {whom}' if whom else who}"
    sources = tuple(dict.fromkeys(telling.source for telling in phase.tellings))
    return Claim(phase.iri, words, phase.note, phase.told, sources, phase.certainty)


def _of_event(event: EventRow) -> Claim:
    return Claim(event.iri, event.label, event.outcome, event.told, event.sources)


def _name(characters: Mapping[str, CharacterRow], iri: str, lang: str) -> str:
    return _in(characters[iri].names, lang) if iri in characters else iri.rsplit("/", 1)[-1]


def _in(texts: Texts, lang: str) -> str:
    """Return a text in a language, or in one that there is."""
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")


def _share(row: SourceRow, claims: Iterable[Claim]) -> Share:
    return Share(row.iri, row.title, row.kind, row.told, tuple(c for c in claims if c.sources == (row.iri,)))


def _between_claims(view: View, claims: Iterable[Claim], titles: Mapping[str, Texts]) -> list[Disagreement]:
    """Return the relationships and events of which a curator says that they cannot both be true."""
    by_iri = {claim.iri: claim for claim in claims}
    pairs = [[by_iri[iri] for iri in row.values() if iri in by_iri] for row in view.select(_PAIRS)]
    return [
        Disagreement({}, tuple(Side(one.words, one.note, _titles(one.sources, titles)) for one in pair))
        for pair in pairs
        if len(pair) == 2
    ]


def _between_values(view: View, titles: Mapping[str, Texts]) -> list[Disagreement]:
    """Return the facts with one true value for which sources give several."""
    table = view.select(_VALUES)
    things, properties = merge_texts(table, "thing", "label"), merge_texts(table, "property", "name")
    sides: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for row in table:
        by_value = sides.setdefault((row["thing"], row["property"]), {})
        by_value.setdefault(str(row["value"]), {})[row["source"]] = None
    return [
        Disagreement(
            _about(properties[name], {} if thing == view.drama.value else things[thing]),
            tuple(
                Side(dict.fromkeys(LANGUAGES, value), {}, _titles(sources, titles))
                for value, sources in by_value.items()
            ),
        )
        for (thing, name), by_value in sides.items()
    ]


def _about(name: Texts, thing: Texts) -> Texts:
    """Say which fact of what is meant: of the drama itself where no thing is named."""
    return {lang: ": ".join(filter(None, (_in(name, lang), _in(thing, lang)))) for lang in LANGUAGES}


def _titles(sources: Iterable[str], titles: Mapping[str, Texts]) -> tuple[Texts, ...]:
    return tuple(titles.get(iri, {"en": iri.rsplit("/", 1)[-1]}) for iri in sources)


def _by_name(view: View) -> tuple[NamedOnly, ...]:
    table = view.select(_BY_NAME)
    possible: dict[str, dict[str, None]] = {}
    for row in table:
        possible.setdefault(row["person"], {}).update({row["possible"]: None} if row["possible"] else {})
    names = merge_texts(table, "person", "label")
    return tuple(NamedOnly(iri, names[iri], tuple(possible[iri])) for iri in names)
