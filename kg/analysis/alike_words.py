"""Why two dramas are alike, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.analysis.features import Feature, SeenFeatures
from kg.analysis.path_words import fitting
from kg.analysis.values import Named

__all__ = ["reason_words"]

_NAMED = 3  # things that are named one by one

_WORDS: Mapping[str, tuple[str, str]] = {
    "cast": ("share {} in the cast", "출연진 {}이/가 같다"),
    "director": ("both directed by {}", "연출 {}이/가 같다"),
    "writer": ("both written by {}", "극본 {}이/가 같다"),
    "theme": ("share the {themes} {}", "소재와 주제가 같다: {}"),
    "genre": ("both: {}", "장르가 같다: {}"),
    "network": ("both on {}", "방송이 같다: {}"),
    "year": ("both from {}", "둘 다 {}년 작품"),
}


def reason_words(
    seen: SeenFeatures, kind: str, drama: str, other: str, features: Sequence[Feature], about: Sequence[Named],
    lang: str,
) -> str:  # fmt: skip
    """Say what two dramas share of one kind; the reason follows the name of the other drama."""
    if kind == "arc":
        return _turn_words(seen, features[0], lang)
    if kind == "sequel":
        return _sequel_words(seen, drama, other, lang)
    names = [one.name(lang) for one in about] or [feature.key for feature in features]
    if kind == "genre":
        names = seen.genres(drama, other, lang) or names
    text = _WORDS[kind][lang == "ko"]
    listed = _listed(names, lang)
    if "{}이/가" in text:
        return text.replace("{}이/가", listed + fitting(listed, "이/가"))
    return text.replace("{themes}", "theme" if len(names) == 1 else "themes").replace("{}", listed)


def _turn_words(seen: SeenFeatures, feature: Feature, lang: str) -> str:
    before, after = seen.turn(feature, lang)
    if lang == "ko":
        been, become = fitting(before, "이었다가/였다가"), fitting(after, "이/가")
        return f"두 작품 모두 ‘{before}’{been} ‘{after}’{become} 되는 두 사람이 나온다"
    return f"in both, two people go from “{before}” to “{after}”"


def _sequel_words(seen: SeenFeatures, drama: str, other: str, lang: str) -> str:
    later = seen.follows(other, drama)
    if lang == "ko":
        return "이 작품의 후속작" if later else "이 작품의 전작"
    return "its sequel" if later else "what it is the sequel of"


def _listed(names: Sequence[str], lang: str) -> str:
    """Return a few names, and how many there are beside them."""
    shown, more = list(names[:_NAMED]), len(names) - _NAMED
    if more > 0:
        return f"{', '.join(shown)} 외 {more}" if lang == "ko" else f"{', '.join(shown)} and {more} more"
    if lang == "ko" or len(shown) == 1:
        return ", ".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
