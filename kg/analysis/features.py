"""What dramas may share: people, themes, the ways in which relationships change, and facts about the making."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import log
from typing import NamedTuple

from kg.analysis.credits import BILLINGS, Credits, SeenCredits
from kg.analysis.told import Told
from kg.analysis.turns import SeenPhases
from kg.analysis.values import Named
from kg.kept import Kept
from kg.ontology import Ontology
from kg.themes import AllThemes, ThemeDrama
from kg.views import Viewpoint
from kg.vocab import DKG, ID_BASE

__all__ = ["Feature", "Features", "SeenFeatures", "most_telling"]

_KEPT = 8  # viewpoints
_THEME = ID_BASE + "theme/"
_TURN = " > "
_CENTRAL = ("lead", "main")
_INTO = ("Friendship", "Romance", "Conflict")  # what people become to each other, beside work and family
_OF_BILLING = {"lead": 1.0, "main": 1.0, "support": 0.6, "guest": 0.3}
_UNKNOWN_BILLING = 0.5
_ONLY_SHOWN = 0.7


class Feature(NamedTuple):
    """Something that dramas may share: the IRI of a person, a theme's slug, "BestFriendship > Couple", a year."""

    kind: str
    key: str


class Features:
    """The features of one store's dramas; those of the last few viewpoints are kept."""

    def __init__(self, told: Told, credits: Credits, themes: AllThemes, ontology: Ontology) -> None:
        self.told = told
        self.themes = themes
        self.ontology = ontology
        self._credits = credits
        self._seen = Kept[SeenFeatures](_KEPT)

    def at(self, viewpoint: Viewpoint) -> SeenFeatures:
        """Return the features that may be seen."""
        return self._seen.get(viewpoint, lambda: SeenFeatures(self, self._credits.at(viewpoint), viewpoint))


class SeenFeatures:
    """The features that may be seen from one viewpoint, by drama and by feature."""

    def __init__(self, features: Features, credits: SeenCredits, viewpoint: Viewpoint) -> None:
        self.credits = credits
        self.ontology = features.ontology
        self.told = features.told
        self.viewpoint = viewpoint
        self._phases = SeenPhases(features.told, features.ontology, viewpoint)
        self._themes: dict[tuple[str, str], ThemeDrama] = {
            (slug, use.drama): use for slug, uses in features.themes.at(viewpoint).items() for use in uses
        }
        self._turns: dict[tuple[Feature, str], list[str]] = {}
        self._central: dict[str, set[str]] = {}
        self._of: dict[str, dict[Feature, None]] = {}
        self._having: dict[Feature, list[str]] = {}
        self._collect()
        for drama, found in sorted(self._of.items()):
            for feature in found:
                self._having.setdefault(feature, []).append(drama)
        self._with: dict[str, int] = {}
        for found in self._of.values():
            for kind in {feature.kind for feature in found}:
                self._with[kind] = self._with.get(kind, 0) + 1

    def of(self, drama: str) -> Iterable[Feature]:
        """Return the features of a drama."""
        return self._of.get(drama, ())

    def having(self, feature: Feature) -> list[str]:
        """Return the dramas that have a feature."""
        return self._having.get(feature, [])

    def rarity(self, feature: Feature) -> float:
        """Return how rare a feature is, from 0 to 1: the inverse document frequency among the dramas of its kind.

        It is ln(1 + N/n) / ln(1 + N), of N dramas that have any feature of the kind, n of which have this one.
        """
        if feature.kind == "sequel":
            return 1.0
        every = self._with[feature.kind]
        return log(1 + every / len(self.having(feature))) / log(1 + every)

    def strength(self, feature: Feature, drama: str, other: str) -> float:
        """Return how far a feature counts between two dramas: the billing of an actor, a theme that no source names."""
        if feature.kind == "cast":
            ranks = [self.credits.rank(feature.key, one) for one in (drama, other)]
            return min(_OF_BILLING[BILLINGS[rank]] if rank < len(BILLINGS) else _UNKNOWN_BILLING for rank in ranks)
        if feature.kind == "theme":
            said = all(self._themes[feature.key, one].said for one in (drama, other))
            return 1.0 if said else _ONLY_SHOWN
        return 1.0

    def about(self, feature: Feature) -> tuple[Named, ...]:
        """Return the things that a feature names: a person, a theme, a drama."""
        if feature.kind in ("cast", "director", "writer"):
            return (self.credits.named(feature.key),)
        if feature.kind == "theme":
            return (Named(_THEME + feature.key, self.ontology.themes.get(feature.key, {"en": feature.key})),)
        return ()

    def rests(self, feature: Feature, drama: str, other: str) -> tuple[str, ...]:
        """Return the IRIs of what a shared feature is read from."""
        if feature.kind == "arc":
            return tuple(phase for one in (drama, other) for phase in self._turns[feature, one])
        if feature.kind == "sequel":
            return (drama, other)
        return tuple(one.iri for one in self.about(feature))

    def follows(self, drama: str, other: str) -> bool:
        """Tell whether a drama is the sequel of another."""
        return any(fact.value == other for fact in self.told.of(drama, DKG.sequelOf, self.viewpoint))

    def turn(self, feature: Feature, lang: str) -> tuple[str, str]:
        """Return what the two ends of a change are called."""
        types = self.ontology.relationship_types
        before, after = (types[name] for name in feature.key.split(_TURN))
        return before.chart_label.get(lang, before.name), after.chart_label.get(lang, after.name)

    def genres(self, drama: str, other: str, lang: str) -> list[str]:
        """Return the genres that two dramas share, in one language."""
        words = [self._texts(one, lang) for one in (drama, other)]
        return [word for word in words[0] if word in words[1]]

    def _texts(self, drama: str, lang: str) -> list[str]:
        found = self.told.of(drama, DKG.genre, self.viewpoint)
        return [fact.value for fact in found if fact.language == lang]

    def _add(self, drama: str, kind: str, key: str) -> None:
        self._of.setdefault(drama, {})[Feature(kind, key)] = None

    def _collect(self) -> None:
        for drama, credits in self.credits.by_drama.items():
            for credit in credits:
                self._add(drama, "cast" if credit.job == "performer" else credit.job, credit.person)
        for slug, drama in self._themes:
            self._add(drama, "theme", slug)
        for kind, predicate in (("year", DKG.year), ("network", DKG.network), ("genre", DKG.genre)):
            for drama in self.told.all_of(predicate):
                for fact in self.told.of(drama, predicate, self.viewpoint):
                    if kind != "genre" or fact.language == "en":
                        self._add(drama, kind, fact.value)
        for drama in self.told.all_of(DKG.sequelOf):
            for fact in self.told.of(drama, DKG.sequelOf, self.viewpoint):
                for one in (drama, fact.value):
                    self._add(one, "sequel", f"{fact.value}{_TURN}{drama}")
        self._collect_turns()

    def _collect_turns(self) -> None:
        """Find how the relationships of central characters change: each phase, and any later one of the pair."""
        for before, after in self._phases.turns():
            first, second = self._phases.type_of(before), self._phases.type_of(after)
            drama = before.partition("/relationship/")[0]
            if first and second and first != second and drama and self._is_central(drama, before):
                if self._kinds(second)[-1] not in _INTO:
                    continue
                for pattern in product(self._kinds(first), self._kinds(second)):
                    self._add_turn(drama, pattern, (before, after))

    def _add_turn(self, drama: str, pattern: tuple[str, str], phases: tuple[str, str]) -> None:
        if pattern[0] != pattern[1]:
            feature = Feature("arc", _TURN.join(pattern))
            self._add(drama, *feature)
            found = self._turns.setdefault((feature, drama), [])
            found += [phase for phase in phases if phase not in found]

    def _kinds(self, name: str) -> tuple[str, ...]:
        return (name, *self.ontology.relationship_types[name].ancestors)

    def _is_central(self, drama: str, phase: str) -> bool:
        """Tell whether somebody whose actor is billed as lead or main is one of the pair."""
        return any(
            fact.value in self._central_in(drama)
            for arc in self._phases.arcs_of(phase)
            for fact in self.told.of(arc, DKG.between, self.viewpoint)
        )

    def _central_in(self, drama: str) -> set[str]:
        """Return the characters of a drama whose actors are billed as lead or main."""
        if drama not in self._central:
            found = self._central[drama] = set()
            for credit in self.credits.by_drama.get(drama, ()):
                told = {fact.value for fact in self.told.of(credit.performance, DKG.billing, self.viewpoint)}
                if told.intersection(_CENTRAL):
                    portrayed = self.told.of(credit.performance, DKG.portrays, self.viewpoint)
                    found.update(fact.value for fact in portrayed)
        return self._central[drama]


def most_telling(features: Iterable[Feature], ontology: Ontology) -> list[Feature]:
    """Return shared features without the changes of relationships that another one says more exactly.

    Two dramas that turn best friends into a couple turn friends into a couple, too.
    """
    found = list(features)
    turns = {feature: tuple(feature.key.split(_TURN)) for feature in found if feature.kind == "arc"}
    types = ontology.relationship_types

    def covers(general: str, exact: str) -> bool:
        return general == exact or general in types[exact].ancestors

    def is_said_by_another(one: Feature) -> bool:
        return any(
            other != one and all(map(covers, turns[one], turns[other]))
            for other in turns
        )  # fmt: skip

    return [feature for feature in found if feature.kind != "arc" or not is_said_by_another(feature)]
