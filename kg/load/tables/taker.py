"""Rows taken in one by one: what they say that was not said before is written, or nothing of a row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from kg.load.quads.catalogue import CatalogueDrama, CataloguePerson, CatalogueWriter, Credit, Role
from kg.load.tables.cells import BadCellError, Part
from kg.load.tables.mapping import TableMapping
from kg.load.tables.seen import Seen

__all__ = ["Report", "Taker"]

_PLACE = "table"
_NAME, _END, _PART = "\x1f", "\x1e", "\x1d"
_PEOPLE = 10_000
_CAST = ("cast",)


@dataclass
class Report:
    """What a load took in; ``left_out`` are the rows that the profile's conditions do not want."""

    rows: int = 0
    credits: int = 0
    dramas: int = 0
    people: int = 0
    characters: int = 0
    repeated: int = 0
    left_out: int = 0
    rejected: int = 0
    themes: int = 0
    themes_dropped: int = 0
    seconds: float = 0.0
    processor: float = 0.0


class Taker:
    """Takes rows in, knowing what was written before.

    Keys of what was seen: ``D`` the cells, the source and the main names of a drama, ``P`` a person's main names, ``c``
    a credit's billing and roles, ``j`` somebody's jobs, ``k`` a character's main names, ``g`` a graph of people.
    """

    def __init__(self, mapping: TableMapping, writer: CatalogueWriter, source: str, seen: Seen) -> None:
        self.report = Report()
        self.writer = writer
        self._mapping = mapping
        self._source = source
        self._seen = seen
        self._drama_cells: object = None
        self._drama: CatalogueDrama | None = None
        # People by their cells: those who were written with these very cells.
        self._people: dict[object, str] = {}

    def take(self, cells: Sequence[Any]) -> None:
        """Take a row in. Raises `BadCellError`, and then nothing of the row was written."""
        mapping = self._mapping
        if mapping.keep is not None and not mapping.keep(cells):
            self.report.left_out += 1
            return
        place = mapping.constant_place or (mapping.place(cells) if mapping.place else "") or _PLACE
        source = (mapping.source(cells) if mapping.source else "") or self._source
        drama_cells = mapping.drama_cells(cells)
        drama, earlier = self._drama, None
        new_drama = drama is None or drama_cells != self._drama_cells
        if drama is None or new_drama:
            drama, earlier = mapping.drama(cells)
            _must_be_named(drama, earlier)
        if mapping.person is None or mapping.person_cells is None:
            self._end_drama(drama, earlier, drama_cells, source, place, alone=True)
            return
        person_cells = mapping.person_cells(cells)
        slug = self._people.get(person_cells)
        person = None
        if slug is None:
            person = self._person(mapping.person(cells))
            slug = person.slug
        credit = self._credit(cells, drama, slug)
        if new_drama:
            self._end_drama(drama, earlier, drama_cells, source, place, alone=False)
        if person is not None:
            self._write_person(person, source, place)
            if len(self._people) >= _PEOPLE:
                self._people.clear()
            self._people[person_cells] = slug
        if credit is None:
            self.report.repeated += 1
            return
        self.report.credits += 1
        self.report.characters += len(credit.roles)
        self.writer.credit(credit, source, place)

    def blamed(self, cells: Sequence[Any], error: BadCellError) -> str:
        """Return the column that a bad row is bad for, '' where no one column is."""
        return self._mapping.blamed(cells, error.message)

    # dramas

    def _end_drama(
        self,
        drama: CatalogueDrama,
        earlier: CatalogueDrama | None,
        cells: object,
        source: str,
        place: str,
        *,
        alone: bool,
    ) -> None:
        """Write what is new of a drama; ``alone`` says that its row is about nothing else."""
        if self._drama_cells == cells:
            self.report.repeated += alone
            return
        self._drama_cells, self._drama = cells, drama
        digest = blake2b(repr(cells).encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()
        known = self._seen.get(f"D{drama.slug}")
        if known is not None and known.startswith(digest):
            self.report.repeated += alone
            return
        if earlier is not None:
            self._describe(earlier, "", source, place)
        self._describe(drama, digest, source, place)
        self.writer.facts(drama, source, place)

    def _describe(self, drama: CatalogueDrama, digest: str, source: str, place: str) -> None:
        """Write what is new of a drama's names, and note them with the cells and the source that they come from."""
        key = f"D{drama.slug}"
        _, graph, before = (self._seen.get(key) or f"{_PART}{_PART}").split(_PART)
        if graph != source:
            self.writer.graph(drama.slug, source)
        names: Mapping[str, str] = {}
        if drama.identifier and drama.names and not before:
            names = drama.names
            self.report.dramas += 1
            self.writer.drama(drama, source, place)
        elif before:
            names, main, others = _new_names(before, drama)
            self.writer.drama_names(drama.slug, main, others, source)
        self._seen[key] = f"{digest}{_PART}{source}{_PART}{_joined(names)}"

    def _has_title(self, drama: CatalogueDrama) -> bool:
        """Tell whether a drama is described: by this row, by earlier ones or by the curated files."""
        if drama.names or not drama.identifier:
            return True
        known = self._seen.get(f"D{drama.slug}")
        return known is not None and not known.endswith(_PART)

    # people

    def _person(self, person: CataloguePerson) -> CataloguePerson:
        if person.identifier and not person.names and self._seen.get(f"P{person.slug}") is None:
            raise BadCellError("the person has no name", "a person needs one, in English or in another language")
        return person

    def _write_person(self, person: CataloguePerson, source: str, place: str) -> None:
        if not person.identifier or not person.names:
            return
        before = self._seen.get(f"P{person.slug}")
        if before is None:
            graph = f"g{_NAME}{source}"
            if self._seen.get(graph) is None:
                self._seen[graph] = ""
                self.writer.people_graph(source)
            self.report.people += 1
            self.writer.person(person, source, place)
            self._seen[f"P{person.slug}"] = _joined(person.names)
            return
        names, main, others = _new_names(before, person)
        if main or others:
            self.writer.person_names(person.slug, main, others, source)
            self._seen[f"P{person.slug}"] = _joined(names)

    # credits

    def _credit(self, cells: Sequence[Any], drama: CatalogueDrama, person: str) -> Credit | None:
        """Return what is new in a row's credit, which is noted; None where everything was said before."""
        mapping = self._mapping
        jobs = mapping.jobs(cells) if mapping.jobs else _CAST
        if jobs != _CAST and "cast" not in jobs:
            return self._job(drama.slug, person, tuple(job for job in jobs if job != "none"))
        made = () if jobs == _CAST else tuple(job for job in jobs if job not in ("cast", "none"))
        if not self._has_title(drama):
            raise BadCellError("the drama of this credit has no title", "give it in the first row of the drama")
        billing = mapping.billing(cells) if mapping.billing else ""
        parts = mapping.characters(cells) if mapping.characters else []
        key = f"c{drama.slug}{_NAME}{person}"
        known = self._seen.get(key)
        if known is None:
            roles = self._roles(parts, drama.slug, person, ())
            before = billing
        else:
            before, *names = known.split(_NAME)
            if billing and before and billing != before:
                message = f"an earlier row has this person as '{before}' in this drama, this one as '{billing}'"
                raise BadCellError(message, "make them one: a performance has one billing")
            roles = self._roles(parts, drama.slug, person, names)
            if not roles and not made and (before or not billing):
                return None
            billing = billing or before
            before = _NAME.join((billing, *names))
        for role in roles:
            before = f"{before}{_NAME}{role.names[0]}"
        self._seen[key] = before
        return Credit(drama.slug, person, billing, roles, made)

    def _job(self, drama: str, person: str, jobs: tuple[str, ...]) -> Credit | None:
        key = f"j{drama}{_NAME}{person}{_NAME}{_NAME.join(jobs)}"
        if not jobs or self._seen.get(key) is not None:
            return None
        self._seen[key] = ""
        return Credit(drama, person, jobs=jobs, plays=False)

    def _roles(self, parts: Sequence[Part], drama: str, person: str, told: Sequence[str]) -> tuple[Role, ...]:
        """Return the roles of a performer that were not told before.

        They are called after the performer unless they have an identifier: the second one ``…~r2``, which no
        identifier can be.
        """
        if len(parts) == 1 and not told and not parts[0].slug:
            called, notes, named, _, native = parts[0]
            return (Role(person, called, notes, native, named),)
        found: list[Role] = []
        names = list(told)
        for called, notes, named, slug, native in parts:
            if called[0] in names:
                continue
            names.append(called[0])
            if slug:
                found.append(self._known_role(Role(slug, called, notes, native, named), drama))
            else:
                number = len(names)
                found.append(Role(person if number == 1 else f"{person}~r{number}", called, notes, native, named))
        return tuple(found)

    def _known_role(self, role: Role, drama: str) -> Role:
        """Return a character with the main names that earlier rows gave, and note them."""
        key = f"k{drama}{_NAME}{role.slug}"
        known = self._seen.get(key)
        if known is not None:
            main, _, native = known.partition(_NAME)
            text, _, language = native.partition(_END)
            names = tuple(dict.fromkeys((main, *role.names)))
            role = role._replace(names=names, native=(text, language) if text else role.native)
        self._seen[key] = f"{role.names[0]}{_NAME}{_END.join(role.native or ())}"
        return role


def _must_be_named(drama: CatalogueDrama, earlier: CatalogueDrama | None) -> None:
    """Refuse a drama whose only names are in nobody knows which language."""
    for one in (drama, earlier):
        if one is not None and one.identifier and not one.names and one.others:
            raise BadCellError("the title is in a language that the profile does not name", "add it to words:")


def _joined(names: Mapping[str, str]) -> str:
    return _NAME.join(f"{language}{_END}{text}" for language, text in names.items())


def _new_names(
    before: str, thing: CatalogueDrama | CataloguePerson
) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
    """Return the main names by language, those of them that are new, and further names."""
    names = {language: text for language, _, text in (name.partition(_END) for name in before.split(_NAME))}
    new = {language: text for language, text in thing.names.items() if language not in names}
    names.update(new)
    others = [(text, language) for language, text in thing.names.items() if names[language] != text]
    others.extend((text, language) for text, language in thing.others if text not in names.values())
    return names, new, others
