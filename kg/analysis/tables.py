"""Answers as tables: a row for each step of a chain, each reason, each part, each phase of a relationship."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from kg.analysis.alike import Likeness
from kg.analysis.paths import Paths
from kg.analysis.profiles import ActorProfile, CharacterProfile
from kg.analysis.theme_profile import ThemeProfile
from kg.analysis.values import Credit
from kg.results import Table
from kg.vocab import DKG

__all__ = ["likeness_table", "paths_table", "relationships_table", "roles_table", "uses_table"]


def paths_table(paths: Paths, lang: str = "en") -> Table:
    """Return a row for each step of each chain: who, as whom, in which drama, with whom, and how many more dramas."""
    columns = ("chain", "step", "one", "one_label", "one_as", "drama", "drama_label", "year",
               "other", "other_label", "other_as", "more")  # fmt: skip
    return Table.of_rows(
        columns,
        (
            (
                chain_number, step_number, NamedNode(step.one.iri), step.one.name(lang), _as(step.shared[0].one, lang),
                NamedNode(step.drama.iri), step.drama.name(lang), step.drama.year,
                NamedNode(step.other.iri), step.other.name(lang), _as(step.shared[0].other, lang), len(step.shared) - 1,
            )
            for chain_number, chain in enumerate(paths, start=1)
            for step_number, step in enumerate(chain.steps, start=1)
        ),
    )  # fmt: skip


def likeness_table(found: Iterable[Likeness], lang: str = "en") -> Table:
    """Return a row for each reason: the drama, its score, and the kind, weight and words of the reason."""
    columns = ("drama", "drama_label", "year", "score", "kind", "weight", "reason")
    return Table.of_rows(
        columns,
        (
            (NamedNode(one.drama.iri), one.drama.name(lang), one.drama.year, f"{one.score:.2f}", reason.kind,
             f"{reason.weight:.2f}", reason.words[lang])
            for one in found
            for reason in one.reasons
        ),
    )  # fmt: skip


def roles_table(profile: ActorProfile, lang: str = "en") -> Table:
    """Return a row for each drama and job of a person: drama, year, job, characters, billing."""
    return Table.of_rows(
        ("drama", "drama_label", "year", "job", "characters", "billing"),
        (
            (NamedNode(one.drama.iri), one.drama.name(lang), one.drama.year, one.job, _as([one], lang), one.billing)
            for one in profile.credits
        ),
    )


def relationships_table(profile: CharacterProfile, other: str | None = None) -> Table:
    """Return a row for each phase of what ties a character to others, or to one, by the IRI of that one."""
    columns = ("one", "other", "step", "phase", "relationship", "starts", "ends", "certainty", "told")
    return Table.of_rows(
        columns,
        (
            (NamedNode(profile.row.iri), NamedNode(tie.other.iri), step, NamedNode(phase.iri),
             NamedNode(DKG.base + phase.type), _node(phase.start), _node(phase.end), phase.certainty, phase.told)
            for tie in profile.ties
            if other in (None, tie.other.iri)
            for step, phase in enumerate(tie.phases, start=1)
        ),
    )  # fmt: skip


def uses_table(profile: ThemeProfile, lang: str = "en") -> Table:
    """Return a row for each drama of a theme, with whether a source says so and whether the story shows it."""
    return Table.of_rows(
        ("drama", "drama_label", "year", "said", "shown"),
        (
            (NamedNode(use.drama.iri), use.drama.name(lang), use.drama.year, int(use.said), int(use.shown))
            for use in profile.uses
        ),
    )


def _node(iri: str | None) -> NamedNode | None:
    return NamedNode(iri) if iri else None


def _as(credits: Sequence[Credit], lang: str) -> str | None:
    """Return whom somebody plays, None where nobody says."""
    return ", ".join(dict.fromkeys(one.name(lang) for credit in credits for one in credit.characters)) or None
