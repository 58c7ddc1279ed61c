"""Which addresses of the application are pages of the static site, and what of their fields makes a page of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from kg.views import FIRST
from kg.web.export.addresses import Address

__all__ = ["IN_THE_BROWSER", "LEFT_OUT", "PREMISE_STEP", "Place", "Reason", "Scope"]


class Reason(Enum):
    """Why an address has no page of its own; the page of what is left out has a place for each."""

    LINKED_DATA = "linked-data"
    ANSWERS = "answers"
    ENDPOINT = "endpoint"
    DUMPS = "dumps"
    PROOFS = "proofs"
    DRAMAS = "dramas"
    STEPS = "steps"


IN_THE_BROWSER = frozenset(("path", "search", "sparql", "surprise"))
"""Pages whose fields are read by a script: one file for all of them."""
LEFT_OUT = Address(("not-here",))
"""The page that says what a static site does without."""

PREMISE_STEP = "premise"
"""The field ``at`` of a drama's first step; nobody has chosen it, so that the application is asked without."""
_LONGEST = 200  # characters of the path of a file, below what any file system takes
_OF_DRAMAS = ("drama", "character")
_DESCRIBED = frozenset(("dataset", "ontology", "shapes", "void"))  # in RDF, whose blank nodes are named anew each time
_UNTIL = ("at",)
# The fields that make another page, by the path: "*" stands for any part, and the first rule that fits holds. A path
# that fits none is a page without fields.
_KEPT: tuple[tuple[tuple[str, ...], tuple[str, ...] | Reason], ...] = (
    (("id", "**"), Reason.LINKED_DATA),
    (("graph", "**"), Reason.LINKED_DATA),
    (("view", "**"), Reason.LINKED_DATA),
    (("void", "**"), Reason.ENDPOINT),
    (("api", "**"), Reason.ENDPOINT),
    (("openapi.json",), Reason.ENDPOINT),
    (("graph-store", "**"), Reason.ENDPOINT),
    (("health",), Reason.ENDPOINT),
    (("sparql", "terms.json"), ()),
    (("sparql", "data", "**"), ()),
    (("sparql", "*", "**"), Reason.ENDPOINT),
    (("search.json",), Reason.ENDPOINT),
    (("drama", "*", "why"), ("s", "p", "o", "at")),
    (("drama", "*", "**"), _UNTIL),
    (("character", "*", "*", "**"), _UNTIL),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: the address of a page or file, and the fields that its script reads."""

    address: Address
    asked: tuple[tuple[str, str], ...] = ()
    reason: Reason | None = None


class Scope:
    """The addresses of one graph's site; ``last`` are the positions of the last beats by the slug of a drama.

    ``dramas`` are those that have pages, None for all.
    """

    def __init__(
        self, last: Mapping[str, int], *, languages: Collection[str], dumps: bool, dramas: Collection[str] | None = None
    ) -> None:
        self._last = last
        self._languages = tuple(languages)
        self.dumps = dumps
        self._dramas = None if dramas is None else frozenset(dramas)

    def place(self, asked: Address, lang: str) -> Place:
        """Return where an address leads on a page in a language: every page is there in each, files are there once."""
        lang = asked.lang if asked.lang in self._languages else lang
        if len(asked.parts) == 1 and asked.parts[0] in IN_THE_BROWSER and not _is_about_ends(asked):
            return Place(Address(asked.parts, (), lang), asked.fields)
        reason = self._reason(asked)
        found = Address(asked.parts, self._fields(asked), None if asked.is_file else lang)
        if reason is None and len(found.file) > _LONGEST:
            reason = Reason.ANSWERS
        return Place(found) if reason is None else self.left_out(reason, lang)

    @staticmethod
    def left_out(reason: Reason, lang: str) -> Place:
        """Return where it is said why something has no page."""
        return Place(replace(LEFT_OUT, lang=lang), reason=reason)

    def _reason(self, asked: Address) -> Reason | None:
        rule = _rule(asked.parts)
        if isinstance(rule, Reason):
            return rule
        first, *rest = asked.parts or ("",)
        stem = first.partition(".")[0]
        found = {
            Reason.DRAMAS: first in _OF_DRAMAS and bool(rest) and not self.has(rest[0].removesuffix(".json")),
            Reason.LINKED_DATA: stem in _DESCRIBED and not rest and asked.is_file,
            Reason.ANSWERS: first == "queries" and bool(rest) and ("." in rest[0] or bool(asked.fields)),
            Reason.DUMPS: stem == "dump" and not (self.dumps and rest),
            Reason.STEPS: _is_about_ends(asked),
            Reason.PROOFS: "format" in dict(asked.fields),
        }
        return next((reason for reason, holds in found.items() if holds), None)

    def has(self, drama: str) -> bool:
        """Tell whether a drama has pages."""
        return self._dramas is None or drama in self._dramas

    def _fields(self, asked: Address) -> tuple[tuple[str, str], ...]:
        kept = _rule_fields(asked.parts)
        fields = {key: value for key, value in asked.fields if key in kept}
        if "at" in kept:
            position = self._position(asked.parts[1], fields.pop("at", PREMISE_STEP))
            # Each step has a folder, the first one too, so that the script of the slider may put the page of one step
            # in place of another's and every relative link in it still leads where it did.
            if self._last.get(asked.parts[1].removesuffix(".json"), FIRST) > FIRST:
                fields["at"] = str(position) if position > FIRST else PREMISE_STEP
        return tuple(sorted(fields.items()))

    def _position(self, slug: str, at: str) -> int:
        """Return a position of a drama as an address says it; what is none is the premise, which spoils nothing."""
        last = self._last.get(slug.removesuffix(".json"), FIRST)
        if at == "end":
            return last
        return int(at) if at.isascii() and at.isdigit() and len(at) < 5 and FIRST <= int(at) <= last else FIRST


def _is_about_ends(asked: Address) -> bool:
    """Tell whether a page of several dramas is asked for that tells them all to their ends."""
    if asked.parts[:1] in (("sparql",), ("queries",)) or "at" in _rule_fields(asked.parts):
        return False
    return dict(asked.fields).get("at") in ("end", "*=end")


def _rule_fields(parts: tuple[str, ...]) -> tuple[str, ...]:
    rule = _rule(parts)
    return () if isinstance(rule, Reason) else rule


@lru_cache(maxsize=20_000)
def _rule(parts: tuple[str, ...]) -> tuple[str, ...] | Reason:
    return next((rule for pattern, rule in _KEPT if _fits(parts, pattern)), ())


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    whole = pattern[-1] != "**"
    wanted = pattern if whole else pattern[:-1]
    if len(parts) < len(wanted) or (whole and len(parts) != len(wanted)):
        return False
    return all(want in ("*", part) for part, want in zip(parts, wanted, strict=False))
