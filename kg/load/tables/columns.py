"""Functions that take one field from a row's cells, made once for a table from what its profile says.

They raise `BadCellError`; whose column it is, is found out afterwards, so that good rows do not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from operator import itemgetter
from typing import Any, TypeVar

from kg.errors import DataError, Problem, Where, did_you_mean
from kg.load.loaded import catalogue_slug
from kg.load.shapes import Entry
from kg.load.tables.cells import BadCellError, clean, day, items, side_by_side
from kg.load.tables.profile import Profile, columns_of
from kg.names import SLUG

__all__ = ["OWN", "Cells", "Columns", "ItemsOf", "TextOf", "column_of"]

OWN = "kg"
"""The scheme of the curated files themselves: kg:park-hyung-sik is the person of that slug in people.yaml."""

_MAX_IDENTIFIER = 200

T = TypeVar("T")

Cells = Sequence[Any]
TextOf = Callable[[Cells], str]
ItemsOf = Callable[[Cells], list[str]]


def column_of(field: Mapping[str, Any]) -> str:
    """Return the column of a field, as messages name it."""
    return str(field.get("column", "value"))


def _header_problems(profile: Profile, header: Sequence[str], where: Where) -> list[Problem]:
    """Find columns that are there twice or are missing, and optional ones with a typing error."""
    found = []
    for name in sorted({name for name in header if header.count(name) > 1}):
        found.append(Problem(where, f"the column '{name[:60]}' is there twice", "rename one of them"))
    strange = [name for name in header if name not in profile.columns]
    lacking = [name for name in profile.columns if name not in header]
    for name in lacking:
        if name in profile.optional:
            continue
        hint = did_you_mean(name, strange or list(header)) or f"it has: {', '.join(header)}"[:300]
        if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
            hint = "is the separator another one? say delimiter: under file: of the profile"
        found.append(Problem(profile.columns[name].where, f"{where.file} has no column '{name}'", hint))
    for name in strange:
        # A table may have columns of its own; only what is all but the name of an optional one is taken for an error.
        near = get_close_matches(name, [other for other in lacking if other in profile.optional], n=1, cutoff=0.85)
        if near:
            found.append(Problem(where, f"unknown column '{name[:60]}'", f"did you mean '{near[0]}'?"))
    return found


class Columns:
    """The columns of one table; each method makes the function of a field, None where the table has no such field.

    ``scheme`` is that of identifiers which name none. Raises `DataError` where a column is missing or there twice.
    """

    def __init__(self, profile: Profile, header: Sequence[str], where: Where, scheme: str) -> None:
        problems = _header_problems(profile, header, where)
        if problems:
            raise DataError(problems)
        self._fields = profile.fields
        self._places = {name: place for place, name in enumerate(header)}
        self.scheme = scheme
        self._read: list[tuple[str, Callable[[Cells], object]]] = []

    def named(self, column: str, read: Callable[[Cells], T]) -> Callable[[Cells], T]:
        """Return a function that reads a column, and remember which: `blamed` asks for it when a row is bad."""
        self._read.append((column, read))
        return read

    def blamed(self, cells: Cells, message: str) -> str:
        """Return the column that a row is bad for with this message, '' where no one column is."""
        for column, read in self._read:
            try:
                read(cells)
            except BadCellError as error:
                if error.message == message:
                    return column
        return ""

    # the raw cells of a part

    def place_of(self, field: Mapping[str, Any]) -> int | None:
        """Return the place of a field's column, None for a constant and for an optional column that is not there."""
        return self._places.get(str(field["column"])) if "column" in field else None

    def raw(self, part: Entry, *more: str) -> Callable[[Cells], object]:
        """Return what gives the raw cells of a part, and of some fields beside it."""
        beside = [field for name in more if (field := self._fields.get(name))]
        names = [*columns_of(part), *(column for field in beside for column in columns_of(field))]
        places = sorted({self._places[str(name)] for name in names if str(name) in self._places})
        return itemgetter(*places) if places else lambda _: ""

    def only(self, conditions: Entry | None) -> Callable[[Cells], bool]:
        """Return what says whether a row meets conditions."""
        wanted = [
            (self._places[str(column)], frozenset(map(str.casefold, words)))
            for column, words in (conditions or {}).items()
            if str(column) in self._places
        ]
        if not wanted:
            return lambda _: True

        def keep(cells: Cells) -> bool:
            return all(str(cells[place]).strip().casefold() in words for place, words in wanted)

        return keep

    # texts

    def text(self, field: Mapping[str, Any] | None) -> TextOf | None:
        """Return what gives a field's text."""
        if field is None:
            return None
        if "value" in field:
            constant = str(field["value"])
            return lambda _: constant
        place = self.place_of(field)
        if place is None:
            return None
        empty = frozenset(map(str.casefold, field.get("empty", ())))
        pattern = field.get("pattern")
        hint = f"write it like {field['example']}" if "example" in field else "correct the cell"

        def text(cells: Cells) -> str:
            cell = cells[place]
            return clean(cell) if cell else ""

        def checked(cells: Cells) -> str:
            found = text(cells)
            if found.casefold() in empty:
                return ""
            if pattern is None or not found:
                return found
            match = pattern.fullmatch(found)
            if match is None:
                raise BadCellError(f"'{found[:80]}' does not fit the pattern of the profile", hint)
            return next((value.strip() for value in match.groupdict().values() if value), "")

        return self.named(str(field["column"]), checked if empty or pattern else text)

    def day(self, field: Mapping[str, Any] | None) -> TextOf | None:
        """Return what gives a day as 2022-03-23."""
        if field is None or (place := self.place_of(field)) is None:
            return None
        empty = frozenset(map(str.casefold, field.get("empty", ())))
        pattern = field.get("pattern")
        hint = f"write it like {field['example']}" if "example" in field else "write 2022-03-23"

        def found(cells: Cells) -> str:
            text = clean(cells[place])
            if not text or text.casefold() in empty:
                return ""
            if pattern is None:
                parts = text.split("-")
                return day(*parts) if len(parts) == 3 else day(text, "", "")
            match = pattern.fullmatch(text)
            if match is None:
                raise BadCellError(f"'{text[:80]}' does not fit the pattern of the profile", hint)
            given = match.groupdict()
            return day(given["year"], given["month"], given["day"], hint) if all(given.values()) else ""

        return self.named(str(field["column"]), found)

    def items(self, field: Mapping[str, Any] | None) -> ItemsOf | None:
        """Return what gives the items of a list."""
        if field is None:
            return None
        if "value" in field:
            constant = [str(field["value"])]
            return lambda _: constant
        place = self.place_of(field)
        if place is None:
            return None
        separator = str(field["separator"]) if "separator" in field else None
        empty = frozenset(map(str.casefold, field.get("empty", ())))
        apart = side_by_side([str(name) for name in field["known"]]) if "known" in field else None

        def found(cells: Cells) -> list[str]:
            texts = items(cells[place], separator) if cells[place] else []
            if empty:
                texts = [text for text in texts if text.casefold() not in empty]
            return apart(texts) if apart else texts

        return self.named(str(field["column"]), found)

    def native(self, field: Mapping[str, Any] | None) -> Callable[[Cells], tuple[str, str] | None] | None:
        """Return what gives a name and its language."""
        text = self.text(field)
        if field is None or text is None:
            return None
        language = field.get("language", "ko")
        if not isinstance(language, Entry):
            code = str(language)
            return lambda cells: (found, code) if (found := text(cells)) else None
        column = str(language["column"])
        place = self._places[column]
        codes = {str(word).casefold(): str(code) for word, code in language["words"].items()}

        def native(cells: Cells) -> tuple[str, str] | None:
            found = text(cells)
            return (found, codes.get(clean(cells[place]).casefold(), "")) if found else None

        return self.named(column, native)

    # identifiers

    def identifier(self, part: Entry) -> Callable[[Cells], tuple[str, str]]:
        """Return what gives the slug and the identifier of a thing; a thing of the curated files has no identifier."""
        text = self.text(part["id"])
        if text is None:
            raise DataError([Problem(part["id"].where, "the id comes from no column of the table")])
        column = str(part["id"].get("column", "id"))
        given = str(part["scheme"]) if "scheme" in part else None
        otherwise = self.scheme

        def identifier(cells: Cells) -> tuple[str, str]:
            value = text(cells)
            scheme = given
            if scheme is None:
                scheme, colon, rest = value.partition(":")
                value, scheme = (rest, scheme) if colon else (value, otherwise)
                if scheme == OWN and SLUG.fullmatch(value):
                    return value, ""
                if not scheme.replace("_", "a").isalnum() or not scheme.isascii() or scheme != scheme.lower():
                    raise BadCellError(f"'{scheme[:60]}' is no name of a catalogue", "write mydramalist:33898")
            value = value.strip()
            if not value:
                raise BadCellError("is empty", "a thing is called after its identifier")
            if len(value) > _MAX_IDENTIFIER:
                raise BadCellError(
                    f"an identifier of {len(value)} characters", f"at most {_MAX_IDENTIFIER} are allowed"
                )
            return catalogue_slug(scheme, value), f"{scheme}:{value}"

        return self.named(column, identifier)
