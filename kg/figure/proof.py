"""Proofs as charts: the things that statements are about, and a line for each statement."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explain import Explanation, Step
from kg.explain.wording import WORDS as SAID
from kg.figure.show import Figure
from kg.figure.spec import Chart, ChartEdge, ChartKind, ChartNode, ChartSource, Lines, Text
from kg.names import LANGUAGES
from kg.reason.rules import TYPE

__all__ = ["proof_chart", "proof_figure", "proof_lines"]

_ASKED = ChartKind("asked", {"en": "what is asked", "ko": "물은 것"}, "#c2410c", "#fb923c", width=3.5)
_FOLLOWS = ChartKind("follows", {"en": "follows", "ko": "추론"}, "#1f66d6", "#7fb2ff", dash=(7, 5))
_TOLD = ChartKind("told", {"en": "told by a source", "ko": "출처가 말한 것"}, "#4b5563", "#cbd5e1")


def proof_figure(explanation: Explanation, lang: str = "en", way: int = 1) -> Figure:
    """Return one of the proofs of an explanation as a picture; ``way`` counts from 1."""
    return Figure(proof_chart(explanation, way), lang=lang)


def proof_chart(explanation: Explanation, way: int = 1) -> Chart:
    """Return what the picture of a proof shows. Raises IndexError for a proof that there is not."""
    proof = explanation.proofs[way - 1]
    steps = {step.statement.terms: step for step in proof.walk()}
    shown = {terms: step for terms, step in steps.items() if _is_line(step, proof)}
    things = dict.fromkeys(term for subject, _, value in shown for term in (subject, value))
    kinds = {_kind(step, proof).id for step in shown.values()}
    return Chart(
        title=proof.words,
        caption=proof.reason or {"en": "told by a source", "ko": "출처가 말한 것"},
        nodes=tuple(_node(term, explanation, steps.values(), proof) for term in things),
        edges=tuple(_edge(f"s{n}", step, explanation, proof) for n, step in enumerate(shown.values())),
        groups=(),
        kinds=tuple(kind for kind in (_ASKED, _FOLLOWS, _TOLD) if kind.id in kinds),
    )


def proof_lines(explanation: Explanation) -> Lines:
    """Return the first proof in words: each statement with how deep it stands, who tells it, and by which rule."""
    return tuple(_lines(explanation.proofs[0], 0))


def _lines(step: Step, depth: int) -> Iterable[tuple[int, Text]]:
    yield depth, step.words
    yield from ((depth + 1, {lang: telling.words(lang) for lang in LANGUAGES}) for telling in step.tellings)
    if step.reason:
        yield depth + 1, {lang: f"{SAID[lang]['because']} {step.reason[lang]}" for lang in LANGUAGES}
    for premise in step.premises:
        yield from _lines(premise, depth + 1)


def _is_line(step: Step, proof: Step) -> bool:
    """Tell whether a statement is drawn as a line: it ties two things, or is what was asked."""
    subject, predicate, value = step.statement.terms
    if subject == value:
        return False
    return step is proof or (predicate != TYPE and not value.startswith('"'))


def _kind(step: Step, proof: Step) -> ChartKind:
    return _ASKED if step is proof else _TOLD if step.rule is None else _FOLLOWS


def _node(term: str, explanation: Explanation, steps: Iterable[Step], proof: Step) -> ChartNode:
    ends = (proof.statement.subject, proof.statement.object)
    details = [
        _fact(step, explanation)
        for step in steps
        if step.statement.subject == term and step is not proof and not _is_line(step, proof)
    ]
    detail = {lang: ", ".join(one[lang] for one in details) for lang in ("en", "ko")} if details else None
    return ChartNode(id=term, label=explanation.names[term], detail=detail, lead=term in ends)


def _fact(step: Step, explanation: Explanation) -> Text:
    """Say what a statement that is no line says of its subject."""
    _, predicate, value = step.statement.terms
    names = explanation.names
    if predicate == TYPE:
        return names[value]
    return {lang: f"{names[predicate][lang]}: {names[value][lang]}" for lang in ("en", "ko")}


def _edge(identity: str, step: Step, explanation: Explanation, proof: Step) -> ChartEdge:
    subject, predicate, value = step.statement.terms
    tellings = [ChartSource({lang: telling.words(lang) for lang in LANGUAGES}) for telling in step.tellings]
    return ChartEdge(
        id=identity,
        source=subject,
        target=value,
        kind=_kind(step, proof).id,
        label=explanation.names[predicate],
        directed=True,
        note=step.reason,
        sources=tuple(tellings),
    )
