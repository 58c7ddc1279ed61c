"""When things were told: what is new at a view's own beat, and under which other names a character is known by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.facts import read_notes
from kg.figure.spec import ChartWords
from kg.networks import CharacterRow
from kg.views import FIRST, View
from kg.vocab import DKG, SKOS

__all__ = ["Told", "read_told"]

# Phases' ends, characters, their names and what they are, each with the first beat that tells it.
_TOLD = """
SELECT ?thing ?what ?value (MIN(?position) AS ?told) WHERE {
  VALUES ?what { dkg:characterIn dkg:endsAt dkg:occupation skos:altLabel }
  GRAPH ?graph { ?thing ?what ?value }
  FILTER EXISTS { ?thing dkg:characterIn|dkg:inDrama ?drama }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} GROUP BY ?thing ?what ?value ORDER BY ?told ?thing ?what ?value
"""
# A name that somebody hides is theirs when it is told that it denotes them.
_ALIASES = """
SELECT ?owner ?name (MIN(?position) AS ?told) WHERE {
  ?alias dkg:inDrama ?drama ; skos:prefLabel ?name .
  GRAPH ?graph { ?alias dkg:denotes ?owner }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
} GROUP BY ?owner ?name ORDER BY ?told ?owner ?name
"""
Words = tuple[ChartWords, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of characters, by IRI, each with whether it is new; ``new`` and ``ends_now`` are IRIs."""

    new: frozenset[str]
    ends_now: frozenset[str]
    aliases: Mapping[str, Words]
    occupations: Mapping[str, Words]
    notes: Mapping[str, Words]
    remarks: Mapping[str, Words]


def read_told(view: View, characters: Iterable[CharacterRow]) -> Told:
    """Return what a view tells of its characters, and what of it and of phases is told by its last beat alone.

    Nothing is new at the premise: there is nothing before it.
    """
    shown = {row.iri: {_bare(name) for name in row.names.values()} for row in characters}
    now: dict[str, set[str]] = {}
    found: dict[str, dict[str, list[ChartWords]]] = {}
    aliases = [(owner, SKOS.altLabel, name, told) for owner, name, told in view.select(_ALIASES).terms]
    for thing, what, value, told in [*aliases, *view.select(_TOLD).terms]:
        new = _is_new(view, int(getattr(told, "value", "1")))
        iri, key, text = (getattr(term, "value", "") for term in (thing, what, value))
        if key in (DKG.characterIn.value, DKG.endsAt.value):
            if new:
                now.setdefault(key, set()).add(iri)
        elif key != SKOS.altLabel.value or _bare(text) not in shown.get(iri, ()):
            words = ChartWords(text, getattr(value, "language", None) or "en", new)
            found.setdefault(key, {}).setdefault(iri, []).append(words)
    notes: dict[str, list[ChartWords]] = {}
    remarks: dict[str, list[ChartWords]] = {}
    for row in read_notes(view):
        words = ChartWords(row.text, row.language, _is_new(view, row.told))
        (remarks if row.remark else notes).setdefault(row.character, []).append(words)
    return Told(
        new=frozenset(now.get(DKG.characterIn.value, ())),
        ends_now=frozenset(now.get(DKG.endsAt.value, ())),
        aliases=_once(found.get(SKOS.altLabel.value, {})),
        occupations=_once(found.get(DKG.occupation.value, {})),
        notes=_once(notes),
        remarks=_once(remarks),
    )


def _bare(name: str) -> str:
    """Return what two spellings of one name have in common.

    >>> _bare("Han Seon-woo") == _bare("Han Seonwoo")
    True
    """
    return "".join(filter(str.isalnum, name)).casefold()


def _is_new(view: View, told: int) -> bool:
    return told == view.position > FIRST


def _once(found: Mapping[str, list[ChartWords]]) -> dict[str, Words]:
    """Keep each text of a language once, spelt as it was told first."""
    return {
        iri: tuple({(one.language, _bare(one.words)): one for one in reversed(words)}.values())[::-1]
        for iri, words in found.items()
    }
