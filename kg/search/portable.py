"""What a browser needs to search by itself: names as somebody may know them, and the tables of spellings and sounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from kg.names.sounds import CODA_SOUNDS, LATIN_SOUNDS, ONSET_SOUNDS, SURNAME_SOUNDS, VOWEL_SOUNDS, word_sound
from kg.names.syllables import (
    CODAS,
    IRREGULAR_SURNAMES,
    NUCLEI,
    ONSETS,
    SURNAMES,
    compose,
    decompose,
    north_to_south,
    plain,
)
from kg.names.typing import KEYS, PAIRS
from kg.search.nearness import errors_allowed
from kg.search.seen import Seen
from kg.search.told import kind_of, path_of

__all__ = ["Entry", "entries", "tables"]


Part = tuple[tuple[str, int], ...]
_LONGEST = 100  # letters of a text in which typing errors may be looked for


class Entry(NamedTuple):
    """A thing as a search shows it, and its names: texts with their language and what they are ("label", "alias", …).

    ``rank`` is its place among all: leads first, then who has many parts.
    """

    kind: str
    path: str
    label: Mapping[str, str]
    detail: Mapping[str, str]
    lead: bool
    rank: int
    names: tuple[tuple[str, str, str], ...]


def entries(seen: Seen, drama: str | None = None) -> list[Entry]:
    """Return the things that may be known, all but sources; with a drama, those that it can tell something of."""
    found = (_entry(seen, iri) for iri in (seen.index.things if drama is None else _of_drama(seen, drama)))
    return [entry for entry in found if entry.names and entry.kind != "source"]


def _of_drama(seen: Seen, drama: str) -> Iterable[str]:
    people = {part.person for part in seen.index.told.parts if part.drama == drama}
    return [iri for iri in seen.index.things if iri == drama or iri.startswith(f"{drama}/") or iri in people]


def _entry(seen: Seen, iri: str) -> Entry:
    kind, number = str(kind_of(iri)), seen.index.number(iri)
    names = tuple((name.text, name.lang, name.naming) for name in seen.names(iri))
    rank = -1 if number is None else int(seen.rank[number])
    return Entry(kind, path_of(iri), seen.labels(iri), seen.detail(iri, kind), seen.is_lead(iri), rank, names)


@cache
def tables() -> Mapping[str, Any]:
    """Return the tables of `kg.names` and `kg.search` as plain values, the same at each call.

    >>> tables()["surnames"]["rhee"], tables()["families"]["류"], tables()["errors_allowed"]["latin"][:6]
    ('i', 'yo', [0, 0, 0, 0, 1, 1])
    """
    return {
        "onsets": ONSET_SOUNDS,
        "vowels": VOWEL_SOUNDS,
        "codas": CODA_SOUNDS,
        "latin": LATIN_SOUNDS,
        "surnames": SURNAME_SOUNDS,
        "families": {name: said for name in sorted(SURNAMES) if (said := _said(name)) != word_sound(name)},
        "surname_list": sorted(SURNAMES),
        "spelt": [
            _spellings(ONSETS, ONSET_SOUNDS, lambda letter: decompose(plain(compose(letter, "ㅏ", "")))[0]),
            _spellings(NUCLEI, VOWEL_SOUNDS, lambda letter: decompose(plain(compose("ㅇ", letter, "")))[1]),
            _spellings(CODAS, CODA_SOUNDS, lambda letter: decompose(plain(compose("ㅇ", "ㅏ", letter)))[2]),
        ],
        "surnames_spelt": {name: found for name in sorted(SURNAMES) if (found := _irregular(name))},
        "keys": KEYS,
        "pairs": PAIRS,
        "errors_allowed": {
            name: [errors_allowed("x" * length, hangul=name == "hangul") for length in range(_LONGEST)]
            for name in ("latin", "hangul")
        },
    }


def _spellings(
    table: Mapping[str, Part], letters: Iterable[str], plainly: Callable[[str], str]
) -> dict[str, list[str]]:
    """Return in which ways each letter of hangul is written in Latin letters, the longest first."""
    return {
        letter: sorted(
            (latin for latin, read in table.items() if latin.islower() or not latin if plainly(letter) in dict(read)),
            key=lambda latin: (-len(latin), latin),
        )
        for letter in letters
    }


def _irregular(surname: str) -> list[str]:
    """Return how a family name is written that no rule gives."""
    same = north_to_south(plain(surname))
    return [latin for latin, names in _read_irregular().items() if same in names]


@cache
def _read_irregular() -> Mapping[str, frozenset[str]]:
    """Return which family names each irregular spelling may be, as they are compared."""
    return {
        latin: frozenset(north_to_south(plain(name)) for name in names) for latin, names in IRREGULAR_SURNAMES.items()
    }


def _said(surname: str) -> str:
    return word_sound(north_to_south(surname))
