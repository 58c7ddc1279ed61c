"""What one cell says: its text made clean, and lists, numbers, days and characters' names taken from it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from kg.errors import did_you_mean
from kg.names import unwanted_character

__all__ = [
    "MAX_CELL", "BadCellError", "Part", "clean", "day", "items", "number", "part_reader", "side_by_side", "unquoted",
    "word_in",
]  # fmt: skip

MAX_CELL = 4000  # characters
_MAX_ITEMS = 200
_MAX_PARTS = 20
_ZERO_WIDTH = "\u200b\ufeff\u2060"
# A quick look for what `unwanted_character` names, and for the zero-width characters.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_BROKEN = re.compile("[\udc80-\udcff]")
_WITHOUT_WIDTH = str.maketrans("", "", _ZERO_WIDTH)
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class BadCellError(Exception):
    """A cell that cannot be taken: what is wrong with it, and what would be right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def clean(cell: str) -> str:
    r"""Return a cell's text as NFC, with single spaces and without characters that have no width.

    Raises `BadCellError` for control characters, those that change the direction of text, bytes that are not UTF-8
    (as lone surrogates) and text that is too long.

    >>> clean("  Cha\u200b  Eun-woo\n")
    'Cha Eun-woo'
    """
    if len(cell) > MAX_CELL:
        raise BadCellError(f"holds {len(cell):,} characters", f"at most {MAX_CELL:,} are allowed")
    if not (cell.isascii() and cell.isprintable()):
        if _ODD.search(cell):
            cell = _without_odd(cell)
        return " ".join(unicodedata.normalize("NFC", cell).split())
    if "  " in cell or cell[:1] == " " or cell[-1:] == " ":
        return " ".join(cell.split())
    return cell


def _without_odd(cell: str) -> str:
    broken = _BROKEN.search(cell)
    if broken:
        raise BadCellError(f"is not UTF-8 (byte 0x{ord(broken[0]) - 0xDC00:02x})", "save the file as UTF-8")
    cell = cell.translate(_WITHOUT_WIDTH)
    unwanted = unwanted_character(cell.replace("\t", " ").replace("\r", " "))
    if unwanted:
        raise BadCellError(f"holds an invisible character, {unwanted}", "delete it")
    return cell


def items(cell: str | tuple[str, ...], separator: str | None) -> list[str]:
    """Return the items of a list, each clean and none of them twice."""
    raw: Sequence[str] = cell if isinstance(cell, tuple) else cell.split(separator) if separator else (cell,)
    if len(raw) > _MAX_ITEMS:
        raise BadCellError(f"holds {len(raw):,} items", f"at most {_MAX_ITEMS} are allowed")
    found = dict.fromkeys(map(clean, raw))
    found.pop("", None)
    return list(found)


def side_by_side(known: Collection[str]) -> Callable[[list[str]], list[str]]:
    """Return what takes names apart that stand side by side with only a space between; ``known`` are those names.

    >>> side_by_side(["Tencent Video", "iQiyi"])(["iQiyi Tencent Video", "iQiyi Next"])
    ['iQiyi', 'Tencent Video', 'iQiyi Next']
    """
    one = "|".join(map(re.escape, sorted(known, key=lambda name: (-len(name), name))))
    whole, each = re.compile(f"(?:{one})(?: (?:{one}))*"), re.compile(one)

    def apart(found: list[str]) -> list[str]:
        return [name for item in found for name in (each.findall(item) if whole.fullmatch(item) else [item])]

    return apart


def number(text: str, low: int, high: int) -> str:
    """Return a whole number within bounds in its shortest form, '' for ''."""
    if not text:
        return ""
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
        raise BadCellError(f"'{text[:60]}' is not a whole number from {low} to {high}", "or list it under empty:")
    return str(int(text))


def day(year: str, month: str, day_of_month: str, hint: str = "write 2022-03-23") -> str:
    """Return a day as 2022-03-23; a month is a number or an English name, of which three letters are enough."""
    named = month[:3].lower()
    try:
        place = _MONTHS.index(named) + 1 if named in _MONTHS else int(month)
        return datetime.date(int(year), place, int(day_of_month)).isoformat()
    except ValueError:
        raise BadCellError(f"'{year}-{month}-{day_of_month}' is no day of a year"[:100], hint) from None


def word_in(text: str, words: Mapping[str, str | tuple[str, ...]]) -> str | tuple[str, ...]:
    """Return what a word stands for; ``words`` has its keys in lower case."""
    try:
        return words[text.casefold()]
    except KeyError:
        hint = did_you_mean(text.casefold(), list(words)) or "add it to words: or to empty: of the profile"
        raise BadCellError(f"the profile does not know the word '{text[:60]}'", hint) from None


def unquoted(name: str) -> str:
    """Return a name without quotation marks around the whole of it.

    >>> unquoted('"Kate"'), unquoted('"Lom" Sailom')
    ('Kate', '"Lom" Sailom')
    """
    end = _QUOTES.get(name[:1])
    if end is None or len(name) < 3 or name[-1] != end:
        return name
    inner = name[1:-1].strip()
    return inner if inner and end not in inner else name


class Part(NamedTuple):
    """One role of a cell: its names (or what an unnamed character is called), and notes.

    ``slug`` is '' where the role has no identifier of its own, ``native`` a name in another language and which.
    """

    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    named: bool = True
    slug: str = ""
    native: tuple[str, str] | None = None


_Kinds = list[str]


def part_reader(
    roles: re.Pattern[str] | None,
    names: re.Pattern[str] | None,
    patterns: Sequence[re.Pattern[str]],
    empty: frozenset[str],
    example: str = "",
) -> Callable[[str], list[Part]]:
    """Return what takes the roles from a clean cell.

    A cell is split at ``roles``; each piece must match one of the ``patterns`` as a whole, the first that does
    counts; what its group ``names`` holds is split at ``names``. Pieces in ``empty`` are no roles, and so are those
    whose pattern finds neither a name nor a description. ``example`` shows how a cell is written.
    """
    matchers = [(pattern.fullmatch, _kinds(pattern)) for pattern in patterns]
    hint = f"write it like {example}" if example else "correct the cell (is a bracket missing?) or add a pattern"

    def read(cell: str) -> list[Part]:
        pieces = roles.split(cell) if roles else [cell]
        if len(pieces) == 1 and cell.casefold() not in empty:
            part = take(cell)
            return [] if part is None else [part]
        if len(pieces) > _MAX_PARTS:
            raise BadCellError(f"holds {len(pieces)} roles", f"at most {_MAX_PARTS} are allowed")
        found: list[Part] = []
        for raw in pieces:
            piece = raw.strip()
            if not piece or piece.casefold() in empty:
                continue
            part = take(piece)
            if part is not None and part not in found:
                found.append(part)
        return found

    def take(piece: str) -> Part | None:
        if not matchers:
            return Part(_split_names(piece, names))
        for fullmatch, kinds in matchers:
            match = fullmatch(piece)
            if match is not None:
                return _part(kinds, match.groups(), names)
        raise BadCellError(f"'{piece[:80]}' fits no pattern of the profile", hint)

    return read


def _kinds(pattern: re.Pattern[str]) -> _Kinds:
    """Return what each group of a pattern is, '' of those without a name."""
    kinds = [""] * pattern.groups
    for name, number in pattern.groupindex.items():
        kinds[number - 1] = name.rstrip("0123456789")
    return kinds


def _part(kinds: _Kinds, groups: Sequence[str | None], names: re.Pattern[str] | None) -> Part | None:
    called: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description = ""
    for kind, value in zip(kinds, groups, strict=True):
        text = value.strip() if value else ""
        if not text:
            continue
        if kind == "names":
            called += _split_names(text, names)
        elif kind == "name":
            called += (unquoted(text),)
        elif kind == "note" and text not in notes:
            notes += (text,)
        elif kind == "description":
            description = text
    if called:
        return Part(called, notes)
    return Part((description,), notes, named=False) if description else None


def _split_names(text: str, names: re.Pattern[str] | None) -> tuple[str, ...]:
    pieces = names.split(text) if names else [text]
    if len(pieces) == 1:
        return (unquoted(text),)
    return tuple(dict.fromkeys(unquoted(piece) for raw in pieces if (piece := raw.strip())))
