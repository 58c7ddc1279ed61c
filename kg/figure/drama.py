"""A drama at a beat as a chart: rows of the network, dressed as the ontology's presentation says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.facts import EventRow, read_events
from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, Text
from kg.figure.wording import DETAILS, place_text
from kg.names import LANGUAGES
from kg.networks import CharacterRow, PhaseRow, Telling, endpoints, read_characters, read_groups, read_phases
from kg.ontology import Ontology
from kg.views import View

__all__ = ["chart_of", "details_of"]

_LABELS = "SELECT ?label WHERE { ?thing skos:prefLabel ?label }"
_BEAT = "SELECT ?label WHERE { ?beat dkg:inDrama ?drama ; dkg:position ?position ; skos:prefLabel ?label }"

Link = Callable[[str], str | None]


def _no_link(_: str) -> str | None:
    return None


def chart_of(view: View, ontology: Ontology, *, link: Link = _no_link) -> Chart:
    """Return the chart of a drama as far as a view tells it.

    ``link`` gives the address of a character's or person's page by IRI, or None for no link.
    """
    phases = read_phases(view)
    characters = read_characters(view)
    used = {group for row in characters for group in row.groups}
    groups = [row for row in read_groups(view) if row.iri in used]
    title = _labels(view, _LABELS, thing=view.drama)
    names, events = {row.iri: row.names for row in characters}, {row.iri: row for row in read_events(view)}
    edges = [edge for phase in phases for edge in _edges(phase, details_of(phase, names, events), view, ontology)]
    return Chart(
        title=_with_english(title or {"en": view.drama.value}),
        caption=_caption(view),
        nodes=tuple(_node(row, link) for row in characters),
        edges=_disagreeing(*_merged(edges), phases),
        groups=tuple(ChartGroup(row.iri, _with_english(row.names)) for row in groups),
        kinds=_kinds(phases, ontology),
    )


def _with_english(texts: Mapping[str, str]) -> Text:
    """Return texts that surely have English, the one language that a chart falls back to."""
    return texts if "en" in texts else {**texts, "en": next(iter(texts.values()), "")}


def _labels(view: View, query: str, **bindings: object) -> dict[str, str]:
    table = view.select(query, **bindings)  # type: ignore[arg-type]
    labels = [row[0] for row in table.terms]
    return {getattr(label, "language", None) or "en": getattr(label, "value", "") for label in labels}


def _caption(view: View) -> Text:
    """Say how far the chart tells."""
    from pyoxigraph import Literal

    from kg.vocab import XSD

    beat = _labels(view, _BEAT, position=Literal(str(view.position), datatype=XSD.integer))
    english = f"As told by step {view.position} of {view.last}"
    korean = f"{view.last}단계 중 {view.position}단계까지의 이야기"
    return {
        "en": f"{english}: {beat['en']}" if "en" in beat else english,
        "ko": f"{korean}: {beat.get('ko', beat.get('en', ''))}" if beat else korean,
    }


def _node(row: CharacterRow, link: Link) -> ChartNode:
    actor = {language: ", ".join(_in(names, language) for _, names in row.actors) for language in ("en", "ko")}
    return ChartNode(
        id=row.iri,
        label=_with_english(row.names),
        detail=_occupation(row),
        actor=actor if row.actors else None,
        lead=row.billing == "lead",
        group=row.groups[0] if row.groups else None,
        unnamed=row.unnamed,
        href=link(row.iri),
        actor_href=link(row.actors[0][0]) if row.actors else None,
    )


def _occupation(row: CharacterRow) -> Text | None:
    """Return what somebody is and, where that is told later, what they turn out to be or become."""
    words = {
        lang: f"{first[0]} · {row.turned[lang]}" if lang in row.turned else first[0]
        for lang, first in row.occupations.items()
    }
    return _with_english(words) if words else None


def details_of(
    phase: PhaseRow, names: Mapping[str, Text], events: Mapping[str, EventRow]
) -> tuple[tuple[str, Text], ...]:
    """Return what is told of a phase beside its word and note, as (key of `DETAILS`, words).

    An event that has not been told is not spoken of.
    """
    hidden = [names[iri] for iri in phase.concealed_from if iri in names]
    told = {key: events[iri].label for key, iri in _events_of(phase) if iri is not None and iri in events}
    found = {
        "why": phase.reason,
        "since": told.get("since"),
        "until": told.get("until"),
        "hidden_from": {lang: ", ".join(_in(name, lang) for name in hidden) for lang in LANGUAGES} if hidden else None,
        "known_at": told.get("known_at"),
    }
    return tuple((key, words) for key, words in found.items() if words)


def _events_of(phase: PhaseRow) -> Iterable[tuple[str, str | None]]:
    return (("since", phase.start), ("until", phase.end), ("known_at", phase.known_at))


def _in(texts: Text, lang: str) -> str:
    """Return a text in a language, or in one that there is."""
    return texts.get(lang) or _with_english(texts)["en"]


def _edges(phase: PhaseRow, details: Iterable[tuple[str, Text]], view: View, ontology: Ontology) -> list[ChartEdge]:
    """Return a line for each pair that a phase ties."""
    kind = ontology.relationship_types[phase.type]
    pairs = list(endpoints(phase, ontology))
    return [
        ChartEdge(
            id=phase.iri if len(pairs) == 1 else f"{phase.iri}#{place}",
            source=one,
            target=other,
            kind=ontology.style(phase.type).kind,
            label=_with_english(kind.chart_label),
            directed=directed,
            ended=phase.end is not None,
            uncertain=phase.certainty is not None,
            note=_with_english(phase.note) if phase.note else None,
            details=tuple(_detail(key, words) for key, words in details),
            sources=tuple(_source(telling) for telling in phase.tellings),
            new=phase.told == view.position and view.position > 1,
        )
        for place, (one, other, directed) in enumerate(pairs)
    ]


def _detail(key: str, words: Text) -> Text:
    return {lang: f"{head}: {_in(words, lang)}" for lang, head in zip(LANGUAGES, DETAILS[key], strict=True)}


def _source(telling: Telling) -> Text:
    place = place_text(telling.place)
    return {lang: f"{_in(telling.titles, lang) or telling.source} ({place[lang]})" for lang in LANGUAGES}


def _merged(edges: Iterable[ChartEdge]) -> tuple[list[ChartEdge], dict[str, str]]:
    """Draw what two sources tell differently as one line where the line would be the same, with both their words.

    Also return which line stands for each.
    """
    found: dict[tuple[object, ...], ChartEdge] = {}
    stands: dict[str, str] = {}
    for edge in edges:
        pair = (edge.source, edge.target) if edge.directed else tuple(sorted((edge.source, edge.target)))
        same = (pair, edge.directed, edge.label["en"], edge.ended, edge.uncertain)
        first = found.get(same)
        stands[edge.id] = first.id if first else edge.id
        if first is None:
            found[same] = edge
            continue
        notes = [note for note in (first.note, edge.note) if note]
        words = {lang: " / ".join(_in(note, lang) for note in notes) for lang in LANGUAGES}
        found[same] = replace(
            first,
            note=words if notes else None,
            details=_without_repeats(first.details, edge.details),
            sources=_without_repeats(first.sources, edge.sources),
            new=first.new and edge.new,
        )
    return list(found.values()), stands


def _without_repeats(*parts: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({text["en"]: text for texts in parts for text in texts}.values())


def _disagreeing(edges: list[ChartEdge], stands: Mapping[str, str], phases: list[PhaseRow]) -> tuple[ChartEdge, ...]:
    """Tie each line to those that another source draws instead."""
    lines: dict[str, dict[str, None]] = {}
    for drawn, line in stands.items():
        lines.setdefault(drawn.partition("#")[0], {})[line] = None
    others: dict[str, dict[str, None]] = {}
    for phase in phases:
        for line in lines.get(phase.iri, ()):
            for other in phase.disagrees_with:
                others.setdefault(line, {}).update(lines.get(other, {}))
    return tuple(replace(edge, disagrees=tuple(others.get(edge.id, ()))) for edge in edges)


def _kinds(phases: list[PhaseRow], ontology: Ontology) -> tuple[ChartKind, ...]:
    """Return the legend: the kinds of line in use, in the order that the ontology gives them."""
    used = {ontology.style(phase.type).kind: ontology.style(phase.type) for phase in phases}
    return tuple(
        ChartKind(
            id=style.kind,
            label=_with_english(style.legend),
            color=style.color,
            color_dark=style.color_dark,
            dash=style.dash,
            width=style.width,
            heart=style.symbol == "♥",
        )
        for style in sorted(used.values(), key=lambda style: style.order)
    )
