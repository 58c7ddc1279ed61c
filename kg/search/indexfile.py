"""The names that a page which has no server searches, as a file: for the premise of every drama, or for one drama."""

from __future__ import annotations

from typing import Any

from kg.names import LANGUAGES
from kg.names.sounds import CODA_SOUNDS, LATIN_SOUNDS, ONSET_SOUNDS, SURNAME_SOUNDS, VOWEL_SOUNDS
from kg.names.typing import KEYS, PAIRS
from kg.search.completing import SeenNames
from kg.search.index import KIND_ORDER
from kg.search.seen import Seen
from kg.search.told import kind_of, path_of

__all__ = ["matching_tables", "search_index"]

VERSION = 1
_KINDS = KIND_ORDER[: KIND_ORDER.index("source")]


def search_index(names: SeenNames, drama: str | None = None) -> dict[str, Any]:
    """Return what may be known of names, as JSON can write it (docs/search.md); nothing else may be read off it.

    ``drama``, a slug, limits it to that drama and its characters: the file that stands beside a step of its page. The
    things are in the order of their ranks, and a place in that order is all that is said of how well known they are.
    """
    seen = names.seen
    rows = [_row(seen, iri) for iri in seen.by_rank(_KINDS) if drama is None or _belongs(iri, drama)]
    return {"version": VERSION, "kinds": list(_KINDS), "languages": list(LANGUAGES), "things": rows}


def _belongs(iri: str, drama: str) -> bool:
    return f"{iri}/".split("/id/", 1)[1].startswith(f"drama/{drama}/")


def _row(seen: Seen, iri: str) -> list[Any]:
    """Return a thing: kind, path, labels, details, whether it leads, its other names; "~" marks an alias's."""
    kind, labels = str(kind_of(iri)), seen.labels(iri)
    detail = seen.detail(iri, kind)
    named = {name.text: name.naming for name in reversed(seen.names(iri))}
    marks = {"label": "", "other": "", "alias": "~"}
    others = [marks[naming] + text for text, naming in named.items() if text not in labels.values()]
    in_each = [_short([values[lang] for lang in LANGUAGES]) for values in (labels, detail)]
    return [_KINDS.index(kind), path_of(iri), *in_each, int(seen.is_lead(iri)), sorted(others)]


def _short(texts: list[str]) -> list[str]:
    """Return texts in each language, or the one text that they all are."""
    return texts if len(set(texts)) > 1 else texts[:1]


def matching_tables() -> dict[str, Any]:
    """Return the tables by which names are matched, for a search in another language: docs/search.md says how."""
    return {
        "onsets": ONSET_SOUNDS,
        "vowels": VOWEL_SOUNDS,
        "codas": CODA_SOUNDS,
        "latin": [list(rule) for rule in LATIN_SOUNDS],
        "surnames": SURNAME_SOUNDS,
        "keys": KEYS,
        "pairs": PAIRS,
    }
