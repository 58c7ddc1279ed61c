"""A drama at a beat as a chart: rows of the network, dressed as the ontology's presentation says."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.facts import EventRow, read_beats, read_events
from kg.figure.inferred import Tie, read_inferred
from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, ChartSource, Lines, Text
from kg.figure.told import Told, read_told
from kg.figure.wording import DETAILS, place_text
from kg.names import LANGUAGES
from kg.networks import (
    CharacterRow,
    PhaseRow,
    Telling,
    endpoints,
    own_edge,
    read_characters,
    read_edges,
    read_groups,
    read_phases,
)
from kg.ontology import Ontology
from kg.views import FIRST, View

__all__ = ["Links", "chart_of", "details_of"]

_LABELS = "SELECT ?label WHERE { ?thing skos:prefLabel ?label }"
_ADDRESSES = "SELECT DISTINCT ?source ?address WHERE { ?source dkg:address ?address }"
_FOLLOWS = ChartKind(
    "follows", {"en": "also follows", "ko": "추론된 관계"}, "#7b7f8a", "#9aa1b0", dash=(1, 5), width=1.6
)  # the one kind that the ontology does not have: no source tells such a tie


def _no_link(*_: str) -> str | None:
    return None


def _no_proof(*_: str) -> Lines:
    return ()


@dataclass(frozen=True, slots=True)
class Links:
    """Where a chart leads: the page of a character or person by IRI; why an edge holds, by IRI, local name and IRI.

    Where there is no page that says why, `proof` may say it in the chart itself.
    """

    page: Callable[[str], str | None] = _no_link
    why: Callable[[str, str, str], str | None] = _no_link
    proof: Callable[[str, str, str], Lines] = _no_proof


def chart_of(view: View, ontology: Ontology, links: Links = Links()) -> Chart:
    """Return the chart of a drama as far as a view tells it."""
    phases = read_phases(view)
    characters = read_characters(view)
    used = {group for row in characters for group in row.groups}
    groups = [row for row in read_groups(view) if row.iri in used]
    title = _labels(view, _LABELS, thing=view.drama)
    told, beats = read_told(view, characters), {row.position: row.label for row in read_beats(view) if row.label}
    edges = read_edges(view)
    drawn, stands = _merged(_Phases(view, ontology, links, characters, told, edges).edges(phases))
    follows = [_inferred_edge(tie, links) for tie in read_inferred(view, phases, ontology, edges)]
    return Chart(
        title=_with_english(title or {"en": view.drama.value}),
        caption=_caption(view, beats.get(view.position, {})),
        nodes=tuple(_node(row, told, links) for row in characters),
        edges=(*_disagreeing(drawn, stands, phases), *follows),
        groups=tuple(ChartGroup(row.iri, _with_english(row.names)) for row in groups),
        kinds=(*_kinds(phases, ontology), *([_FOLLOWS] if follows else ())),
        beats={position: _with_english(label) for position, label in beats.items()},
    )


def _with_english(texts: Mapping[str, str]) -> Text:
    """Return texts that surely have English, the one language that a chart falls back to."""
    return texts if "en" in texts else {**texts, "en": next(iter(texts.values()), "")}


def _labels(view: View, query: str, **bindings: object) -> dict[str, str]:
    table = view.select(query, **bindings)  # type: ignore[arg-type]
    labels = [row[0] for row in table.terms]
    return {getattr(label, "language", None) or "en": getattr(label, "value", "") for label in labels}


def _caption(view: View, beat: Text) -> Text:
    """Say how far the chart tells."""
    english = f"As told by step {view.position} of {view.last}"
    korean = f"{view.last}단계 중 {view.position}단계까지의 이야기"
    return {
        "en": f"{english}: {beat['en']}" if "en" in beat else english,
        "ko": f"{korean}: {beat.get('ko', beat.get('en', ''))}" if beat else korean,
    }


def _node(row: CharacterRow, told: Told, links: Links) -> ChartNode:
    actor = {language: ", ".join(_in(names, language) for _, names in row.actors) for language in ("en", "ko")}
    return ChartNode(
        id=row.iri,
        label=_with_english(row.names),
        detail=_occupation(row),
        actor=actor if row.actors else None,
        lead=row.billing == "lead",
        group=row.groups[0] if row.groups else None,
        unnamed=row.unnamed,
        href=links.page(row.iri),
        actor_href=links.page(row.actors[0][0]) if row.actors else None,
        aliases=told.aliases.get(row.iri, ()),
        occupations=told.occupations.get(row.iri, ()),
        notes=told.notes.get(row.iri, ()),
        remarks=told.remarks.get(row.iri, ()),
        new=row.iri in told.new,
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


class _Phases:
    """Draws phases."""

    def __init__(
        self,
        view: View,
        ontology: Ontology,
        links: Links,
        characters: Iterable[CharacterRow],
        told: Told,
        edges: Container[tuple[str, str, str]],
    ) -> None:
        self._position = view.position
        self._ontology = ontology
        self._links = links
        self._told = told
        self._holding = edges
        self._names = {row.iri: row.names for row in characters}
        self._events = {row.iri: row for row in read_events(view)}
        self._addresses = {row["source"]: row["address"] for row in view.select(_ADDRESSES)}

    def edges(self, phases: Iterable[PhaseRow]) -> list[ChartEdge]:
        """Return a line for each pair that each phase ties."""
        return [edge for phase in phases for edge in self._of(phase)]

    def _of(self, phase: PhaseRow) -> list[ChartEdge]:
        kind = self._ontology.relationship_types[phase.type]
        pairs = list(endpoints(phase, self._ontology))
        details = details_of(phase, self._names, self._events)
        return [
            ChartEdge(
                id=phase.iri if len(pairs) == 1 else f"{phase.iri}#{place}",
                source=one,
                target=other,
                kind=self._ontology.style(phase.type).kind,
                label=_with_english(kind.chart_label),
                directed=directed,
                ended=phase.end is not None,
                uncertain=phase.certainty is not None,
                note=_with_english(phase.note) if phase.note else None,
                details=tuple(_detail(key, words) for key, words in details),
                sources=tuple(self._source(telling) for telling in phase.tellings),
                new=phase.told == self._position > FIRST,
                told=phase.told,
                ends_now=phase.iri in self._told.ends_now,
                why=self._why(own_edge(phase, (one, other), self._ontology, self._holding)),
            )
            for place, (one, other, directed) in enumerate(pairs)
        ]

    def _why(self, edge: tuple[str, str, str] | None) -> str | None:
        return self._links.why(*edge) if edge else None

    def _source(self, telling: Telling) -> ChartSource:
        place = place_text(telling.place)
        words = {lang: f"{_in(telling.titles, lang) or telling.source} ({place[lang]})" for lang in LANGUAGES}
        return ChartSource(words, self._addresses.get(telling.source))


def _inferred_edge(tie: Tie, links: Links) -> ChartEdge:
    statement = (tie.one, tie.edge, tie.other)
    return ChartEdge(
        id=f"{tie.one}#{tie.edge}#{tie.other.rsplit('/', 1)[-1]}",
        source=tie.one,
        target=tie.other,
        kind=_FOLLOWS.id,
        label=tie.label,
        directed=not tie.mutual,
        follows=True,
        why=links.why(*statement),
        proof=links.proof(*statement),
    )


def _detail(key: str, words: Text) -> Text:
    return {lang: f"{head}: {_in(words, lang)}" for lang, head in zip(LANGUAGES, DETAILS[key], strict=True)}


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
            sources=tuple({source.words["en"]: source for source in (*first.sources, *edge.sources)}.values()),
            new=first.new and edge.new,
            told=min(first.told or FIRST, edge.told or FIRST),
            ends_now=first.ends_now and edge.ends_now,
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
