"""A profile made into functions of a row, once for a table: each takes its cells and gives what they say.

A function raises `BadCellError`; nothing is written of a row before all its cells were read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import Where
from kg.load.quads.catalogue import CatalogueDrama, CataloguePerson
from kg.load.shapes import Entry
from kg.load.tables.cells import (
    BadCellError,
    Part,
    clean,
    number,
    part_reader,
    unquoted,
    word_in,
)
from kg.load.tables.columns import Cells, Columns, ItemsOf, TextOf, column_of
from kg.load.tables.profile import Profile
from kg.load.tables.themes import Themes
from kg.model import Text
from kg.names import SLUG

__all__ = ["TableMapping", "bind", "list_columns"]

_LISTS = ("also_known_as", "network", "platform", "genres", "themes")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the columns of one table mean.

    ``constant_place`` is the place of every row, '' where rows have their own. The ``…_cells`` functions give the raw
    cells that a drama or a person comes from: while these stay the same, so do the drama and the person.
    """

    keep: Callable[[Cells], bool] | None
    place: TextOf | None
    constant_place: str
    source: TextOf | None
    drama_cells: Callable[[Cells], object]
    drama: Callable[[Cells], tuple[CatalogueDrama, CatalogueDrama | None]]
    person_cells: Callable[[Cells], object] | None
    person: Callable[[Cells], CataloguePerson] | None
    characters: Callable[[Cells], list[Part]] | None
    billing: Callable[[Cells], str] | None
    jobs: Callable[[Cells], tuple[str, ...]] | None
    blamed: Callable[[Cells, str], str]


def list_columns(profile: Profile) -> frozenset[str]:
    """Return the columns that may hold a list in JSON Lines."""
    found: set[str] = set()
    for part in ("drama", "person", "character"):
        fields = profile.fields.get(part, {})
        found.update(str(fields[key]["column"]) for key in _LISTS if "column" in fields.get(key, {}))
    return frozenset(found)


def bind(profile: Profile, header: Sequence[str], where: Where, scheme: str, themes: Themes) -> TableMapping:
    """Make a profile's functions for a table with these columns.

    ``scheme`` is that of identifiers which name none. Raises `DataError` where a column is missing, or named twice.
    """
    return _Binder(profile, Columns(profile, header, where, scheme), themes).mapping()


class _Binder:
    """Makes the functions of one table; each method takes what the profile says of a part."""

    def __init__(self, profile: Profile, columns: Columns, themes: Themes) -> None:
        self._fields = profile.fields
        self._columns = columns
        self._themes = themes

    def mapping(self) -> TableMapping:
        """Return them all."""
        fields, columns = self._fields, self._columns
        person, character, credit = (fields.get(part, {}) for part in ("person", "character", "credit"))
        return TableMapping(
            keep=columns.only(fields["only"]) if fields.get("only") else None,
            place=columns.text(fields.get("place")),
            constant_place=str(fields.get("place", {}).get("value", "")),
            source=self._row_source(fields.get("row_source")),
            drama_cells=columns.raw(fields["drama"], "row_source"),
            drama=self._drama(fields["drama"]),
            person_cells=columns.raw(person, "row_source") if person else None,
            person=self._person(person) if person else None,
            characters=self._characters(character) if character else None,
            billing=self._billing(credit.get("billing")),
            jobs=self._jobs(credit.get("job")),
            blamed=columns.blamed,
        )

    def _named_thing(self, part: Entry, main: str, native: str) -> Callable[[Cells], dict[str, Any]]:
        """Return what gives the fields that dramas and people share."""
        identifier = self._columns.identifier(part)
        name, other = self._columns.text(part.get(main)), self._columns.native(part.get(native))
        also = self._columns.items(part.get("also_known_as"))
        address = str(part["page"]) if "page" in part else ""

        def thing(cells: Cells) -> dict[str, Any]:
            slug, id_ = identifier(cells)
            names: dict[str, str] = {}
            others: list[tuple[str, str]] = []
            if name is not None and (found := name(cells)):
                names["en"] = found
            if other is not None and (second := other(cells)):
                text, language = second
                if language and language not in names:
                    names[language] = text
                elif text != names.get(language):
                    others.append((text, language))
            if also is not None:
                taken = {*names.values(), *(text for text, _ in others)}
                others.extend((text, _language(text)) for text in also(cells) if text not in taken)
            page = address.replace("{id}", _quoted(id_)) if address and id_ else ""
            return {"slug": slug, "identifier": id_, "names": names, "others": tuple(others), "page": page}

        return thing

    # dramas and people

    def _drama(self, part: Entry) -> Callable[[Cells], tuple[CatalogueDrama, CatalogueDrama | None]]:
        thing = self._named_thing(part, "title", "native_title")
        facts = self._facts(part)
        genres, themes = self._genres(part.get("genres")), self._columns.items(part.get("themes"))
        earlier = self._earlier(part)
        find = self._themes.find

        def drama(cells: Cells) -> tuple[CatalogueDrama, CatalogueDrama | None]:
            base = thing(cells)
            told = [(key, value) for key, values in facts for value in values(cells) if value]
            before = earlier(cells) if earlier else None
            if before is not None:
                if before.slug == base["slug"]:
                    raise BadCellError("a drama is the sequel of itself", "two different identifiers")
                told.append(("sequel_of", before.slug))
            return CatalogueDrama(
                **base,
                facts=tuple(told),
                genres=tuple(genres(cells)) if genres else (),
                themes=find(themes(cells)) if themes else (),
            ), before

        return drama

    def _facts(self, part: Entry) -> list[tuple[str, ItemsOf]]:
        found: list[tuple[str, ItemsOf]] = []
        for key, low, high in (("year", 1900, 2100), ("episodes", 1, 2000)):
            if text := self._columns.text(part.get(key)):
                found.append((key, self._columns.named(column_of(part[key]), _number(text, low, high))))
        for key in ("first_aired", "last_aired"):
            if text := self._columns.day(part.get(key)):
                found.append((key, _one(text)))
        for key in ("network", "platform"):
            if several := self._columns.items(part.get(key)):
                found.append((key, several))
        return found

    def _genres(self, field: Entry | None) -> Callable[[Cells], list[Text]] | None:
        found = self._columns.items(field)
        if field is None or found is None:
            return None
        words = {
            str(word).casefold(): Text(str(text["en"]), str(text["ko"]))
            for word, text in field.get("words", {}).items()
        }
        return lambda cells: [words.get(text.casefold()) or Text(text) for text in found(cells)]

    def _earlier(self, part: Entry) -> Callable[[Cells], CatalogueDrama | None] | None:
        if "sequel_of" not in part:
            return None
        earlier = Entry(part["sequel_of"].where)
        earlier.update({key: part[key] for key in ("scheme", "page") if key in part})
        earlier.update(part["sequel_of"])
        place = self._columns.place_of(earlier["id"])
        thing = self._named_thing(earlier, "title", "native_title")
        return lambda cells: CatalogueDrama(**thing(cells)) if place is None or cells[place].strip() else None

    def _person(self, part: Entry) -> Callable[[Cells], CataloguePerson]:
        thing = self._named_thing(part, "name", "native_name")
        return lambda cells: CataloguePerson(**thing(cells))

    # credits

    def _characters(self, part: Entry) -> Callable[[Cells], list[Part]] | None:
        field = part["name"]
        place = self._columns.place_of(field)
        if place is None:
            return None
        keep = self._columns.only(part.get("only"))
        empty = frozenset(map(str.casefold, field.get("empty", ())))
        example = str(field.get("example", ""))
        parts = part_reader(field.get("roles"), field.get("names"), field.get("patterns", ()), empty, example)
        native, note = self._columns.native(part.get("native_name")), self._columns.text(part.get("note"))
        also = self._columns.items(part.get("also_known_as"))
        place_of_id = self._columns.place_of(part["id"]) if "id" in part else None
        own = _with_scheme(part, self._columns.scheme)
        identifier = self._columns.identifier(own) if place_of_id is not None else None
        id_place = place_of_id or 0
        column = str(field["column"])

        alone = native is None and note is None and also is None and identifier is None
        always = "only" not in part

        def characters(cells: Cells) -> list[Part]:
            cell = cells[place]
            if not always and not keep(cells):
                return []
            found = parts(clean(cell)) if cell else []
            return found if alone else more(cells, found)

        def more(cells: Cells, found: list[Part]) -> list[Part]:
            """Add what stands in columns of its own, which speaks of a row's one role."""
            second = native(cells) if native else None
            said = note(cells) if note else ""
            others = tuple(map(unquoted, also(cells))) if also else ()
            slug = identifier(cells)[0] if identifier and str(cells[id_place]).strip() else ""
            if not (second or said or others or slug):
                return found
            if len(found) != 1:
                what = "no name in English" if not found else f"{len(found)} roles"
                raise BadCellError(f"the row says more of a character, and has {what}", "one role a row, with its name")
            names = tuple(dict.fromkeys((*found[0].names, *others)))
            notes = tuple(dict.fromkeys((*found[0].notes, *filter(None, (said,)))))
            if second is not None and (not second[1] or second[1] == "en"):
                names, second = (*names, second[0]), None
            return [Part(names, notes, found[0].named, slug, second)]

        return self._columns.named(column, characters)

    def _billing(self, field: Entry | None) -> Callable[[Cells], str] | None:
        text = self._columns.text(field)
        if field is None or text is None:
            return None
        words = {str(word).casefold(): str(billing) for word, billing in field.get("words", {}).items()}
        words = words or {word: word for word in ("lead", "main", "support", "guest")}
        words.update({str(word): str(billing) for word, billing in field.get("words", {}).items()})

        def billing(cells: Cells) -> str:
            found = text(cells)
            means = str(words.get(found) or word_in(found, words)) if found else ""
            return "" if means == "none" else means

        return self._columns.named(column_of(field), billing)

    def _jobs(self, field: Entry | None) -> Callable[[Cells], tuple[str, ...]] | None:
        text = self._columns.text(field)
        if field is None or text is None:
            return None
        words = {str(word).casefold(): tuple(map(str, jobs)) for word, jobs in field.get("words", {}).items()}
        words = words or {word: (word,) for word in ("cast", "director", "writer")}

        def jobs(cells: Cells) -> tuple[str, ...]:
            found = text(cells)
            return tuple(word_in(found, words)) if found else ("cast",)

        return self._columns.named(column_of(field), jobs)

    def _row_source(self, field: Entry | None) -> TextOf | None:
        text = self._columns.text(field)
        if field is None or text is None:
            return None

        def source(cells: Cells) -> str:
            found = text(cells)
            if found and not SLUG.fullmatch(found):
                raise BadCellError(f"'{found[:60]}' is no slug of a source", "lower-case letters, digits and hyphens")
            return found

        return self._columns.named(column_of(field), source)


def _one(text: TextOf) -> ItemsOf:
    return lambda cells: [text(cells)]


def _number(text: TextOf, low: int, high: int) -> ItemsOf:
    return lambda cells: [number(text(cells), low, high)]


def _language(text: str) -> str:
    """Return Korean for hangul, and '' for what may be in any language."""
    return "ko" if any("가" <= char <= "힣" for char in text) else ""


def _quoted(identifier: str) -> str:
    from urllib.parse import quote

    return quote(identifier.split(":", 1)[1], safe="-._~")


def _with_scheme(part: Entry, scheme: str) -> Entry:
    """Return what identifies a character, in a scheme that no drama or person has."""
    found = Entry(part.where)
    found.update({"id": part.get("id"), "scheme": part.get("scheme", f"{scheme}_character")})
    return found
