"""Which dramas are alike, and why: what they share, each weighed by how rare it is.

Only what may be seen is counted, in the weights too: what is told later cannot be guessed from a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.analysis.alike_words import reason_words
from kg.analysis.features import Feature, SeenFeatures, most_telling
from kg.analysis.values import DramaRef, Named
from kg.checked import checked_number
from kg.richtext import Card, Shown

__all__ = ["WEIGHTS", "Likeness", "Reason", "find_alike"]

_MOST = 50
_ARCS = 2  # changes of relationships that count

# How much a reason of each kind counts when nothing else is as rare.
WEIGHTS: Mapping[str, float] = {
    "sequel": 4.0,
    "arc": 3.0,
    "theme": 2.0,
    "writer": 2.0,
    "cast": 1.5,
    "director": 1.5,
    "genre": 0.5,
    "network": 0.25,
    "year": 0.25,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two dramas are alike.

    ``kind`` is a key of `WEIGHTS`; ``words`` says it in English and Korean; ``about`` are the people, themes or dramas
    that the two share; ``rests`` has the IRIs of what it is read from: those and the phases of relationships.
    """

    kind: str
    weight: float
    words: Mapping[str, str]
    about: tuple[Named, ...]
    rests: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "kind": self.kind, "weight": round(self.weight, 3), "words": dict(self.words),
            "about": [one.to_dict() for one in self.about], "rests": list(self.rests),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness(Shown):
    """A drama that is like another: the sum of its reasons' weights, and the reasons, the weightiest first."""

    drama: DramaRef
    score: float
    reasons: tuple[Reason, ...]

    def words(self, lang: str = "en") -> str:
        """Return the reasons in one line."""
        return "; ".join(reason.words[lang] for reason in self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        reasons = [reason.to_dict() for reason in self.reasons]
        return {"drama": self.drama.to_dict(), "score": round(self.score, 3), "reasons": reasons}

    def card(self) -> Card:
        """Return what a notebook shows of it: the reasons, with their weights."""
        rows = [(one.words["en"], round(one.weight, 2)) for one in self.reasons]
        return Card.of(f"{self.drama.name()}: {self.score:.2f}", (), ("because", "weight"), rows)


def find_alike(seen: SeenFeatures, drama: str, most: int = 6) -> tuple[Likeness, ...]:
    """Return the dramas that are most like one, by its IRI: those whose story is known first.

    Raises `QueryError` for a number that is too small or too great.
    """
    most = checked_number("most", most, _MOST)
    shared: dict[str, list[Feature]] = {}
    for feature in seen.of(drama):
        for other in seen.having(feature):
            if other != drama:
                shared.setdefault(other, []).append(feature)
    scores = {other: _scores(seen, drama, other, found) for other, found in shared.items()}

    def place(other: str) -> tuple[bool, float, str]:
        return not seen.credits.is_full(other), -round(sum(scores[other].values()), 9), other

    return tuple(_likeness(seen, drama, other, scores[other]) for other in sorted(scores, key=place)[:most])


def _scores(seen: SeenFeatures, drama: str, other: str, shared: list[Feature]) -> dict[Feature, float]:
    """Return the weight of each feature that two dramas share; of changes of relationships, the rarest alone."""
    scores = {
        feature: WEIGHTS[feature.kind] * seen.rarity(feature) * seen.strength(feature, drama, other)
        for feature in most_telling(shared, seen.ontology)
    }
    arcs = sorted((one for one in scores if one.kind == "arc"), key=lambda one: (-scores[one], one))
    return {feature: score for feature, score in scores.items() if feature not in arcs[_ARCS:]}


def _likeness(seen: SeenFeatures, drama: str, other: str, scores: Mapping[Feature, float]) -> Likeness:
    ordered = sorted(scores, key=lambda one: (-scores[one], one))
    groups: dict[tuple[str, str], list[Feature]] = {}
    for feature in ordered:
        # Each change of a relationship is a reason of its own; people, themes and genres are told together.
        groups.setdefault((feature.kind, feature.key if feature.kind == "arc" else ""), []).append(feature)
    reasons = [_reason(seen, drama, other, kind, found, scores) for (kind, _), found in groups.items()]
    reasons.sort(key=lambda reason: (-reason.weight, reason.kind, reason.rests))
    return Likeness(seen.credits.drama(other), sum(scores.values()), tuple(reasons))


def _reason(
    seen: SeenFeatures, drama: str, other: str, kind: str, features: list[Feature], scores: Mapping[Feature, float]
) -> Reason:
    about = tuple(named for feature in features for named in seen.about(feature))
    rests = tuple(dict.fromkeys(iri for feature in features for iri in seen.rests(feature, drama, other)))
    words = {lang: reason_words(seen, kind, drama, other, features, about, lang) for lang in ("en", "ko")}
    return Reason(kind, sum(scores[feature] for feature in features), words, about, rests)
