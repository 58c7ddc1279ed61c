"""What speaks for two people being one, what against, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.suspects.pairs import Pair
from kg.suspects.people import People, PersonFacts

__all__ = ["Suspect", "weigh"]

_FEW = 3
_GENERATION = 25  # years between two careers


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two people who may be one: the evidence in words, for somebody to decide.

    ``score`` only orders the list: how much more speaks for one person than for two.
    """

    one: str
    other: str
    names: tuple[str, str]
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    undecided: tuple[str, ...]
    co_stars: tuple[str, ...]
    years: tuple[str, str]
    works: tuple[tuple[str, ...], tuple[str, ...]]
    identifiers: tuple[tuple[str, ...], tuple[str, ...]]
    score: int
    is_weak: bool

    def decision(self, today: date | None = None) -> str:
        """Return the lines for ``data/identity.yaml``; whoever decides says why, and from where they know."""
        slugs = ", ".join(f'"{slug}"' if ":" in slug else slug for slug in (self.one, self.other))
        day = (today or date.today()).isoformat()
        return (
            f"  - same: [{slugs}]  # or different: [{slugs}]\n"
            "    because: {en: , ko: }\n"
            "    from: []\n"
            f"    decided: {day}\n"
        )


def weigh(pair: Pair, people: People) -> Suspect:
    """Return what speaks for and against a pair being one person."""
    one, other = (people.by_slug[slug] for slug in pair.slugs)
    together = sorted(people.co_stars(one) & people.co_stars(other) - {one.slug, other.slug})
    for_, against = [*_in_common(pair)], [*_apart(pair, one, other, people)]
    for_ += _same_roles(one, other, people)
    crafts = _craft(one), _craft(other)
    if crafts == ("makes", "makes"):
        for_.append((1, "both make dramas and act in none"))
    elif set(crafts) == {"makes", "acts"}:
        against.append((1, "one makes dramas, the other acts in them"))
    if together:
        for_.append((min(len(together), _FEW), f"co-stars in common: {_some([_name(s, people) for s in together])}"))
    tied = bool(pair.identifiers or pair.hangul or pair.spellings)
    return Suspect(
        one=one.slug,
        other=other.slug,
        names=(_names(one), _names(other)),
        speaks_for=tuple(text for _, text in for_),
        speaks_against=tuple(text for _, text in against),
        undecided=tuple(_unknown(pair, one, other, people)),
        co_stars=tuple(together),
        years=(_years(one, people), _years(other, people)),
        works=(_works(one, people), _works(other, people)),
        identifiers=(tuple(one.identifiers), tuple(other.identifiers)),
        score=sum(weight for weight, _ in for_) - sum(weight for weight, _ in against),
        is_weak=not tied and bool(_shared_schemes(one, other)),
    )


Evidence = tuple[int, str]


def _in_common(pair: Pair) -> Iterator[Evidence]:
    for identifier in sorted(pair.identifiers):
        yield 6, f"both have the identifier {identifier}"
    for name in sorted(pair.hangul):
        yield 3, f"the same hangul, {name}"
    if pair.spellings:
        yield 2, f"the same spelling, {min(pair.spellings)}"
    if pair.reading is not None and not pair.hangul and not pair.spellings:
        cost, key = pair.reading
        name = key.replace("|", "")
        yield (1, f"both may be spellings of {name}" if cost == 0 else f"both might be spellings of {name}")


def _craft(person: PersonFacts) -> str:
    """Return what somebody does, '' where it is both or unknown."""
    if bool(person.crew) == bool(person.roles):
        return ""
    return "makes" if person.crew else "acts"


def _same_roles(one: PersonFacts, other: PersonFacts, people: People) -> list[Evidence]:
    found = []
    for drama in sorted(set(one.roles) & set(other.roles)):
        if one.roles[drama] & other.roles[drama]:
            found.append((5, f"both are said to play one character of {people.title(drama)}"))
    return found


def _apart(pair: Pair, one: PersonFacts, other: PersonFacts, people: People) -> Iterator[Evidence]:
    for scheme in _shared_schemes(one, other):
        if not any(identifier.startswith(f"{scheme}:") for identifier in pair.identifiers):
            yield 3, f"{scheme} keeps them apart"
    casts = [d for d in sorted(set(one.roles) & set(other.roles)) if not one.roles[d] & other.roles[d]]
    if casts:
        yield 5, f"both are in the cast of {_some([people.title(drama) for drama in casts])}"
    if one.hangul and other.hangul and not one.hangul & other.hangul:
        yield 4, f"different hangul, {min(one.hangul)} and {min(other.hangul)}"
    careers = people.career(one), people.career(other)
    if careers[0] and careers[1]:
        gap = max(careers[0][0], careers[1][0]) - min(careers[0][1], careers[1][1])
        if gap >= _GENERATION:
            yield 3, f"{gap} years lie between their works"


def _shared_schemes(one: PersonFacts, other: PersonFacts) -> list[str]:
    """Return the catalogues that know both."""
    schemes = [{identifier.partition(":")[0] for identifier in person.identifiers} for person in (one, other)]
    return sorted(schemes[0] & schemes[1])


def _unknown(pair: Pair, one: PersonFacts, other: PersonFacts, people: People) -> Iterator[str]:
    for person in (one, other):
        if not pair.hangul and not person.hangul:
            yield f"how {person.slug} is written in hangul"
        if not person.works:
            yield f"any work of {person.slug}"
        elif people.career(person) is None:
            yield f"when {person.slug} worked"
    if not pair.identifiers and not _shared_schemes(one, other):
        yield "whether one catalogue knows both"


def _name(slug: str, people: People) -> str:
    return people.by_slug[slug].name or slug


def _names(person: PersonFacts) -> str:
    others = sorted(person.hangul)
    return " ".join([person.name, *(name for name in others if name != person.name)])


def _years(person: PersonFacts, people: People) -> str:
    career = people.career(person)
    if career is None:
        return ""
    return str(career[0]) if career[0] == career[1] else f"{career[0]}–{career[1]}"


def _works(person: PersonFacts, people: People) -> tuple[str, ...]:
    return tuple(sorted(people.title(drama) for drama in person.works))


def _some(names: list[str]) -> str:
    """Return some names as words.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more
