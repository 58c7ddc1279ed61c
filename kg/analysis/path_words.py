"""Chains of people in words, English and Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.analysis.values import Credit, DramaRef, Named
from kg.explain.wording import with_particles

__all__ = ["BILLING_WORDS", "chain_words", "drama_words", "fitting", "part_words", "step_words"]

BILLING_WORDS: Mapping[str, tuple[str, str]] = {
    "lead": ("lead", "주연"),
    "main": ("main", "주요 인물"),
    "support": ("support", "조연"),
    "guest": ("guest", "특별출연"),
}
_VERBS = {"performer": "acts in", "director": "directs", "writer": "writes"}
_JOBS_KO = {"performer": "연기", "director": "연출", "writer": "극본"}
_NO_LETTER = re.compile(r"[\W_]+")


def fitting(name: str, particle: str) -> str:
    """Return the form of a Korean particle or ending that fits a name: that after a consonant stands first.

    >>> fitting("박훈", "은/는"), fitting("노상현 은/는 #2", "과/와"), fitting("친구", "이었다가/였다가")
    ('은', '와', '였다가')
    """
    after_consonant, after_vowel = particle.split("/")
    last = _NO_LETTER.sub("", name)[-1:]
    return after_consonant if last and with_particles(f"{last}이/가")[1:] == "이" else after_vowel


def chain_words(people: tuple[Named, ...], lang: str) -> str:
    """Say how far the two ends of a chain are from each other, and through whom.

    >>> two = Named("a", {"en": "Park Hoon", "ko": "박훈"}), Named("b", {"en": "Noh", "ko": "노상현"})
    >>> chain_words(two, "en"), chain_words(two, "ko")
    ('Park Hoon and Noh share a drama.', '박훈과 노상현은 같은 드라마에 함께했다.')
    """
    one, *between, other = (person.name(lang) for person in people)
    if lang == "ko":
        pair = f"{_with(one, '과/와')} {_with(other, '은/는')}"
        if not between:
            return f"{pair} 같은 드라마에 함께했다."
        through = ", ".join([*between[:-1], _with(between[-1], "을/를")])
        return f"{pair} {through} 거쳐 {len(people) - 1}단계 만에 이어진다."
    if not between:
        return f"{one} and {other} share a drama."
    return f"{one} and {other} are {len(people) - 1} steps apart, through {_listed(between)}."


def step_words(
    one: Named, other: Named, drama: DramaRef, ones: tuple[Credit, ...], others: tuple[Credit, ...],
    more: int, lang: str,
) -> str:  # fmt: skip
    """Say what two people did in a drama, and how many more dramas they share."""
    together = ones[0].job == others[0].job == "performer"
    if lang == "ko":
        return _step_ko(one, other, drama, ones, others, more, together=together)
    first, second = (f"{who.name()}{part_words(did, 'en')}" for who, did in ((one, ones), (other, others)))
    also = f"; they share {more} more drama{'' if more == 1 else 's'}" if more else ""
    title = drama_words(drama, "en")
    if together:
        return f"{first} acts with {second} in {title}{also}."
    verbs = [_listed([_VERBS[job] for job in _jobs(did)]) for did in (ones, others)]
    return f"{first} {verbs[0]} {title}, and {second} {verbs[1]} it{also}."


def _step_ko(
    one: Named, other: Named, drama: DramaRef, ones: tuple[Credit, ...], others: tuple[Credit, ...], more: int, *,
    together: bool,
) -> str:  # fmt: skip
    title = drama_words(drama, "ko")
    also = f" 함께한 작품이 {more}편 더 있다." if more else ""
    names = one.name("ko"), other.name("ko")
    parts = part_words(ones, "ko"), part_words(others, "ko")
    if together:
        # The particle goes by the name, not by what stands in brackets behind it.
        pair = f"{names[0]}{parts[0]}{fitting(names[0], '과/와')} {names[1]}{parts[1]}{fitting(names[1], '은/는')}"
        return f"{pair} {title}에 함께 나온다.{also}"
    jobs = [" 및 ".join(_JOBS_KO[job] for job in _jobs(did)) for did in (ones, others)]
    did = [
        f"{name}{part}{fitting(name, '은/는')} {_with(job, '을/를')}"
        for name, part, job in zip(names, parts, jobs, strict=True)
    ]
    return f"{title}에서 {did[0]}, {did[1]} 맡았다.{also}"


def drama_words(drama: DramaRef, lang: str) -> str:
    """Return a drama's title, with its year where that is known."""
    title = f"〈{drama.name('ko')}〉" if lang == "ko" else drama.name()
    return (
        f"{title}({drama.year})" if lang == "ko" and drama.year else f"{title} ({drama.year})" if drama.year else title
    )


def _with(name: str, particle: str) -> str:
    return name + fitting(name, particle)


def part_words(credits: Iterable[Credit], lang: str) -> str:
    """Return whom somebody plays and how they are billed, in brackets; nothing where neither is told."""
    acted = [credit for credit in credits if credit.job == "performer"]
    names = list(dict.fromkeys(one.name(lang) for credit in acted for one in credit.characters))
    billing = next((credit.billing for credit in acted if credit.billing), None)
    words = [BILLING_WORDS[billing][lang == "ko"]] if billing and billing in BILLING_WORDS else []
    if names:
        words.insert(0, f"{', '.join(names)} 역" if lang == "ko" else f"as {_listed(names)}")
    return f"({', '.join(words)})" if words and lang == "ko" else f" ({', '.join(words)})" if words else ""


def _jobs(credits: Iterable[Credit]) -> list[str]:
    return list(dict.fromkeys(credit.job for credit in credits))


def _listed(words: list[str]) -> str:
    """Return words as English lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
