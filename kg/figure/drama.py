"""A drama at a beat as a chart: rows of the network, dressed as the ontology's presentation says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.figure.spec import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, Text
from kg.networks import CharacterRow, PhaseRow, endpoints, read_characters, read_groups, read_phases
from kg.ontology import Ontology
from kg.views import View, as_table

__all__ = ["chart_of"]

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
    return Chart(
        title=title or {"en": view.drama.value},
        caption=_caption(view),
        nodes=tuple(_node(row, link) for row in characters),
        edges=_merged(edge for phase in phases for edge in _edges(phase, view, ontology)),
        groups=tuple(ChartGroup(row.iri, _with_english(row.names)) for row in groups),
        kinds=_kinds(phases, ontology),
    )


def _with_english(texts: Mapping[str, str]) -> Text:
    """Return texts that surely have English, the one language that a chart falls back to."""
    return texts if "en" in texts else {**texts, "en": next(iter(texts.values()), "")}


def _labels(view: View, query: str, **bindings: object) -> dict[str, str]:
    table = as_table(view.query(query, {"drama": view.drama, **bindings}))  # type: ignore[dict-item]
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
    actor = {
        language: ", ".join(names.get(language, names.get("en", "")) for _, names in row.actors)
        for language in ("en", "ko")
    }
    return ChartNode(
        id=row.iri,
        label=_with_english(row.names),
        detail=_with_english({lang: words[0] for lang, words in row.occupations.items()}) if row.occupations else None,
        actor=actor if row.actors else None,
        lead=row.billing == "lead",
        group=row.groups[0] if row.groups else None,
        unnamed=row.unnamed,
        href=link(row.iri),
        actor_href=link(row.actors[0][0]) if row.actors else None,
    )


def _edges(phase: PhaseRow, view: View, ontology: Ontology) -> list[ChartEdge]:
    """Return a line for each pair that a phase ties."""
    kind = ontology.relationship_types[phase.type]
    words = {
        language: ". ".join(text[language] for text in (phase.note, phase.reason) if language in text)
        for language in ("en", "ko")
    }
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
            note=words if words["en"] else None,
            sources=tuple(f"{telling.title} ({telling.place})" for telling in phase.tellings),
            new=phase.told == view.position and view.position > 1,
        )
        for place, (one, other, directed) in enumerate(pairs)
    ]


def _merged(edges: Iterable[ChartEdge]) -> tuple[ChartEdge, ...]:
    """Draw what two sources tell differently as one line where the line would be the same, with both their words."""
    found: dict[tuple[object, ...], ChartEdge] = {}
    for edge in edges:
        pair = (edge.source, edge.target) if edge.directed else tuple(sorted((edge.source, edge.target)))
        same = (pair, edge.directed, edge.label["en"], edge.ended, edge.uncertain)
        first = found.get(same)
        if first is None:
            found[same] = edge
            continue
        notes = [note for note in (first.note, edge.note) if note]
        words = {lang: " / ".join(note[lang] for note in notes if lang in note) for lang in ("en", "ko")}
        found[same] = replace(
            first,
            note=words if notes else None,
            sources=tuple(dict.fromkeys((*first.sources, *edge.sources))),
            new=first.new and edge.new,
        )
    return tuple(found.values())


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
