"""What else has been told of a drama at a beat: its beats, making, events, themes, sources and open questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.results import Table
from kg.storyorder import in_story_order
from kg.views import View
from kg.vocab import DKG

__all__ = [
    "TABLES",
    "AliasRow",
    "BeatRow",
    "EventRow",
    "JudgementRow",
    "NoteRow",
    "PerformerRow",
    "ProductionRow",
    "SourceRow",
    "ThemeRow",
    "merge_texts",
    "read_aliases",
    "read_beats",
    "read_events",
    "read_judgements",
    "read_notes",
    "read_open",
    "read_performers",
    "read_production",
    "read_sources",
    "read_themes",
    "read_titles",
]  # fmt: skip

Texts = Mapping[str, str]

_TITLES = "SELECT ?titled ?label WHERE { BIND(?drama AS ?titled) ?drama skos:prefLabel ?label }"
_BEATS = """
SELECT ?beat ?position ?episode ?label WHERE {
  GRAPH graph:provenance { ?beat a dkg:Beat ; dkg:inDrama ?drama ; dkg:position ?position }
  OPTIONAL { ?beat dkg:episode ?episode }
  OPTIONAL { ?beat skos:prefLabel ?label }
} ORDER BY ?position
"""
_PRODUCTION = """
SELECT DISTINCT ?property ?value ?name ?source WHERE {
  VALUES ?property { dkg:year dkg:episodeCount dkg:firstAired dkg:lastAired dkg:network dkg:platform dkg:genre
                     dkg:setting dkg:director dkg:writer dkg:sequelOf dkg:identifier }
  GRAPH ?graph { ?drama ?property ?value }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
  OPTIONAL { ?value skos:prefLabel ?name }
} ORDER BY ?property ?value ?source
"""
_EVENTS = """
SELECT DISTINCT ?event ?label ?type ?before ?after ?position WHERE {
  ?event dkg:inDrama ?drama ; skos:prefLabel ?label .
  GRAPH ?saying { ?event a ?type } FILTER(?saying != graph:inferred)
  ?type rdfs:subClassOf* dkg:Event .
  OPTIONAL { ?event dkg:yearsBefore ?before }
  OPTIONAL { ?event dkg:yearsAfter ?after }
  GRAPH ?graph { ?event dkg:inDrama ?drama }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} ORDER BY ?position ?event ?before ?after
"""
_ORDER = "SELECT DISTINCT ?event ?later WHERE { ?event dkg:inDrama ?drama ; dkg:before|dkg:leadsTo ?later }"
_EVENT_TEXTS = """
SELECT DISTINCT ?event ?what ?text ?source WHERE {
  VALUES ?what { dkg:reason dkg:outcome skos:prefLabel }
  ?event a/rdfs:subClassOf* dkg:Event .
  GRAPH ?graph { ?event dkg:inDrama ?drama ; ?what ?text }
  GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source }
} ORDER BY ?event ?source ?text
"""
_NOTES = """
SELECT ?character ?text (MIN(?position) AS ?told) (MAX(?ours) AS ?remark) WHERE {
  ?character dkg:characterIn ?drama .
  GRAPH ?graph { ?character dkg:note ?text }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position ; prov:wasDerivedFrom ?source }
  ?source dkg:sourceKind ?kind BIND(IF(?kind = "editorial", 1, 0) AS ?ours)
} GROUP BY ?character ?text ORDER BY ?told ?character ?text
"""
_ALIASES = """
SELECT DISTINCT ?alias ?label ?owner WHERE {
  ?alias a dkg:Alias ; dkg:inDrama ?drama ; skos:prefLabel ?label .
  OPTIONAL { ?alias dkg:denotes ?owner }
} ORDER BY ?alias ?label
"""
_PERFORMERS = """
SELECT DISTINCT ?person ?label WHERE {
  ?performance dkg:inDrama ?drama ; dkg:performer ?person .
  FILTER NOT EXISTS { ?performance dkg:portrays ?character }
  ?person skos:prefLabel ?label .
} ORDER BY ?person ?label
"""
_THEMES = """
SELECT DISTINCT ?theme ?label WHERE { ?drama dkg:hasTheme ?theme . ?theme skos:prefLabel ?label } ORDER BY ?theme
"""
_OPEN = "SELECT DISTINCT ?label WHERE { ?drama dkg:leavesOpen ?label } ORDER BY ?label"
_SOURCES = """
SELECT ?source ?kind ?title ?publisher ?address ?verdict ?grade ?told WHERE {
  { SELECT ?source (COUNT(*) AS ?told) WHERE {
      GRAPH graph:provenance { ?graph prov:wasDerivedFrom ?source ; dkg:revealedAt/dkg:inDrama ?drama }
      GRAPH ?graph { ?s ?p ?o }
    } GROUP BY ?source }
  ?source dkg:sourceKind ?kind ; skos:prefLabel ?title .
  OPTIONAL { ?source dkg:publisher ?publisher }
  OPTIONAL { ?source dkg:address ?address }
  OPTIONAL { ?source dkg:reviews ?drama ; dkg:verdict ?verdict }
  OPTIONAL { ?source dkg:reviews ?drama ; dkg:grade ?grade }
} ORDER BY DESC(?told) ?source
"""
_JUDGEMENTS = """
SELECT ?judgement ?label ?aspect ?stance ?source ?place WHERE {
  ?judgement dkg:judges ?drama ; skos:prefLabel ?label ; dkg:aspect ?aspect ; dkg:stance ?stance ; dkg:madeIn ?source ;
             dkg:locator ?place .
} ORDER BY ?aspect ?judgement
"""

# What the readers below ask, by name, for those who want to ask it themselves; ?drama is the view's drama.
TABLES: Mapping[str, str] = {
    "beats": _BEATS,
    "making": _PRODUCTION,
    "events": _EVENTS,
    "event_texts": _EVENT_TEXTS,
    "notes": _NOTES,
    "aliases": _ALIASES,
    "performers": _PERFORMERS,
    "left_open": _OPEN,
    "sources": _SOURCES,
    "reviews": _JUDGEMENTS,
}


@dataclass(frozen=True, slots=True)
class BeatRow:
    """A step of the telling; ``label`` is empty for a beat beyond the view, whose name might spoil."""

    position: int
    label: Texts
    episode: int | None


@dataclass(frozen=True, slots=True)
class ProductionRow:
    """One fact about the making: ``property`` is a local name, ``value`` in words, ``sources`` IRIs."""

    property: str
    value: Texts
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event; ``years_before`` and ``years_after`` hold every number that a source gives, ``sources`` IRIs."""

    iri: str
    kind: str
    label: Texts
    years_before: tuple[str, ...]
    years_after: tuple[str, ...]
    told: int
    reason: Texts
    outcome: Texts
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What is told of a character in a few words, in one language.

    ``remark`` says that it is no part of the story: the curators of the data stand behind it (its sources have one of
    the kind ``editorial``), and it speaks of the sources, of an actor or of a namesake.
    """

    character: str
    language: str
    text: str
    told: int
    remark: bool = False


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name whose owner may still be a secret; ``denotes`` is the owner's IRI once it has been told."""

    iri: str
    names: Texts
    denotes: str | None


@dataclass(frozen=True, slots=True)
class PerformerRow:
    """Somebody known to play in the drama, nobody says whom."""

    iri: str
    names: Texts


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of the drama."""

    iri: str
    label: Texts


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """What a review thinks of one aspect of the drama."""

    aspect: str
    stance: str
    label: Texts
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source that tells something of the drama by this beat; ``told`` counts its statements."""

    iri: str
    kind: str
    title: Texts
    publisher: str | None
    address: str | None
    verdict: str | None
    grade: str | None
    told: int


def merge_texts(table: Table, key: str, value: str) -> dict[str, dict[str, str]]:
    """Collect language-tagged texts by subject; several texts of one language are joined by a comma.

    Subjects come in the order of the table; text without a language counts as English.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    keys, values = table.columns.index(key), table.columns.index(value)
    for row in table.terms:
        subject, literal = row[keys], row[values]
        if subject is None:
            continue
        by_language = found.setdefault(getattr(subject, "value", str(subject)), {})
        if literal is not None:
            language = getattr(literal, "language", None) or "en"
            by_language.setdefault(language, {})[getattr(literal, "value", str(literal))] = None
    return {
        subject: {language: ", ".join(texts) for language, texts in by_language.items()}
        for subject, by_language in found.items()
    }


def _first_rows(table: Table, key: str) -> dict[str, dict[str, Any]]:
    """Return the first row of each subject."""
    rows: dict[str, dict[str, Any]] = {}
    for row in table:
        rows.setdefault(row[key], row)
    return rows


def read_titles(view: View) -> Texts:
    """Return the drama's main title in each language."""
    return merge_texts(view.select(_TITLES), "titled", "label").get(view.drama.value, {})


def read_beats(view: View) -> list[BeatRow]:
    """Return every beat of the drama, those beyond the view without their names."""
    table = view.select(_BEATS)
    labels = merge_texts(table, "beat", "label")
    told = [BeatRow(row["position"], labels[beat], row["episode"]) for beat, row in _first_rows(table, "beat").items()]
    return [*told, *(BeatRow(position, {}, None) for position in range(view.position + 1, view.last + 1))]


def read_production(view: View) -> list[ProductionRow]:
    """Return the facts about the making of the drama."""
    words: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    sources: dict[tuple[str, str], dict[str, None]] = {}
    for prop, value, name, source in view.select(_PRODUCTION).terms:
        shown = name if name is not None else value
        # Words in two languages are one fact; what is written without a language is one fact by itself.
        identity = "" if getattr(value, "language", None) else str(value)
        fact = (getattr(prop, "value", "").removeprefix(DKG.base), identity)
        by_language = words.setdefault(fact, {}).setdefault(getattr(shown, "language", None) or "en", {})
        by_language[getattr(shown, "value", "")] = None
        sources.setdefault(fact, {})[getattr(source, "value", "")] = None
    return [
        ProductionRow(fact[0], {lang: ", ".join(texts) for lang, texts in by_language.items()}, tuple(sources[fact]))
        for fact, by_language in words.items()
    ]


def read_events(view: View) -> list[EventRow]:
    """Return the events told by the view: step by step of the telling, and within a step as they happen."""
    table = view.select(_EVENTS)
    labels = merge_texts(table, "event", "label")
    before, after = merge_texts(table, "event", "before"), merge_texts(table, "event", "after")
    texts, sources = _read_event_texts(view)
    rows = {
        iri: EventRow(
            iri=iri,
            kind=row["type"].removeprefix(DKG.base),
            label=labels[iri],
            years_before=tuple(filter(None, before[iri].get("en", "").split(", "))),
            years_after=tuple(filter(None, after[iri].get("en", "").split(", "))),
            told=row["position"],
            reason=texts.get((iri, "reason"), {}),
            outcome=texts.get((iri, "outcome"), {}),
            sources=tuple(sources.get(iri, ())),
        )
        for iri, row in _first_rows(table, "event").items()
    }
    pairs = [(row["event"], row["later"]) for row in view.select(_ORDER)]
    ordered = in_story_order({iri: _years(row) for iri, row in rows.items()}, pairs)
    return sorted((rows[iri] for iri in ordered), key=lambda row: row.told)


def _years(row: EventRow) -> float | None:
    """Return how far an event is from the present, by the greatest number that a source gives."""
    if row.years_before:
        return -max(map(float, row.years_before))
    return max(map(float, row.years_after)) if row.years_after else None


def _read_event_texts(view: View) -> tuple[dict[tuple[str, str], dict[str, str]], dict[str, dict[str, None]]]:
    """Return the other texts of events by event and property, and the sources of events."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    sources: dict[str, dict[str, None]] = {}
    for event, what, text, source in view.select(_EVENT_TEXTS).terms:
        iri, name = getattr(event, "value", ""), getattr(what, "value", "").removeprefix(DKG.base)
        language = getattr(text, "language", None) or "en"
        texts.setdefault((iri, name), {}).setdefault(language, getattr(text, "value", ""))
        sources.setdefault(iri, {})[getattr(source, "value", "")] = None
    return texts, sources


def read_notes(view: View) -> list[NoteRow]:
    """Return what has been told of the characters in a few words, in the order of the telling."""
    return [
        NoteRow(getattr(character, "value", ""), getattr(text, "language", None) or "en", getattr(text, "value", ""),
                int(getattr(told, "value", "1")), getattr(remark, "value", "0") == "1")
        for character, text, told, remark in view.select(_NOTES).terms
    ]  # fmt: skip


def read_aliases(view: View) -> list[AliasRow]:
    """Return the names that somebody hides or is hidden behind."""
    table = view.select(_ALIASES)
    names = merge_texts(table, "alias", "label")
    owners = {row["alias"]: row["owner"] for row in table if row["owner"]}
    return [AliasRow(iri, names[iri], owners.get(iri)) for iri in names]


def read_performers(view: View) -> list[PerformerRow]:
    """Return those who play in the drama in a part that no source names."""
    return [PerformerRow(iri, names) for iri, names in merge_texts(view.select(_PERFORMERS), "person", "label").items()]


def read_themes(view: View) -> list[ThemeRow]:
    """Return the themes told by the view."""
    return [ThemeRow(iri, label) for iri, label in merge_texts(view.select(_THEMES), "theme", "label").items()]


def read_open(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return what sources leave open, by language."""
    found: dict[str, tuple[str, ...]] = {}
    for (text,) in view.select(_OPEN).terms:
        language = getattr(text, "language", None) or "en"
        found[language] = (*found.get(language, ()), getattr(text, "value", ""))
    return found


def read_sources(view: View) -> list[SourceRow]:
    """Return the sources of what has been told, the most telling first."""
    table = view.select(_SOURCES)
    titles = merge_texts(table, "source", "title")
    return [
        SourceRow(
            iri=iri, kind=row["kind"], title=titles[iri], publisher=row["publisher"], address=row["address"],
            verdict=row["verdict"], grade=row["grade"], told=row["told"],
        )
        for iri, row in _first_rows(table, "source").items()
    ]  # fmt: skip


def read_judgements(view: View) -> list[JudgementRow]:
    """Return what reviews think of the drama, by aspect."""
    table = view.select(_JUDGEMENTS)
    labels = merge_texts(table, "judgement", "label")
    return [
        JudgementRow(row["aspect"], row["stance"], labels[iri], row["source"], row["place"])
        for iri, row in _first_rows(table, "judgement").items()
    ]
