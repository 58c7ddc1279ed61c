"""The tables of an export: their columns, their rows, and CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.export.rows import Exported, ExportedCharacter, label_in
from kg.vocab import DKG, RDF, SKOS

__all__ = ["TABLES", "Column", "TableLayout", "csv_text", "table_rows"]

Cell = str | int

# A sheet that opens a CSV may run a cell that begins so; a name may begin so, too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A relation in the CSV has nothing beside it that would say how sure it is.
_UNSURE = ("possible", "doubted")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it is called in Korean, and what CSVW says of it.

    ``names`` is what its values name: "character", "drama" or nothing.
    """

    name: str
    korean: str
    about: str
    datatype: str = "string"
    required: bool = False
    property: str | None = None
    language: str | None = None
    separator: str | None = None
    names: str | None = None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table: its titles, its columns and which of them identify a row."""

    titles: tuple[str, str]
    columns: tuple[Column, ...]
    key: tuple[str, ...]


TABLES = {
    "relations": TableLayout(
        ("Relations between characters", "인물 관계"),
        (
            Column("Source", "출발 인물", "the character who acts or feels; either one where it is undirected",
                   required=True, property=RDF.subject.value, names="character"),
            Column("Type", "방향", "Directed or Undirected", required=True),
            Column("Target", "도착 인물", "the other character",
                   required=True, property=RDF.object.value, names="character"),
            Column("Relation", "관계", "DraCor's name of the relation, or the type of the Drama KG ontology",
                   required=True),
        ),
        ("Source", "Type", "Target", "Relation"),
    ),
    "network": TableLayout(
        ("Characters who appear together", "함께 등장하는 인물"),
        (
            Column("Source", "인물 1", "one of the two", required=True, property=DKG.between.value, names="character"),
            Column("Type", "방향", "always Undirected", required=True),
            Column("Target", "인물 2", "the other", required=True, property=DKG.between.value, names="character"),
            Column("Weight", "횟수", "in how many scenes both speak or, in a drama without scenes, in how many events"
                   " both take part", "integer", required=True),
        ),
        ("Source", "Target"),
    ),
    "characters": TableLayout(
        ("Characters", "등장인물"),
        (
            Column("Id", "식별자", "the character, as the other tables name them", required=True),
            Column("Label", "이름", "the name in the language asked for, or in the one there is", required=True),
            Column("Language", "이름의 언어", "the language of Label", "language"),
            Column("LabelEn", "영어 이름", "the name in English", property=SKOS.prefLabel.value, language="en"),
            Column("LabelKo", "한국어 이름", "the name in Korean", property=SKOS.prefLabel.value, language="ko"),
            Column("Drama", "드라마", "the drama", required=True, property=DKG.characterIn.value, names="drama"),
            Column("Gender", "성별", "as a source gives it", property=DKG.gender.value, separator=" "),
            Column("Billing", "배역 비중", "lead, main, support or guest"),
            Column("Actors", "배우", "who plays the character, in the language asked for", separator="; "),
            Column("FirstBeat", "처음 알려지는 단계", "the beat of the drama that first tells of the character",
                   "integer", required=True),
        ),
        ("Id",),
    ),
}  # fmt: skip


def table_rows(what: str, exported: Sequence[Exported], lang: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table, in an order that depends on the data alone.

    A relation that is only possible, or doubted, is in none.
    """
    for one in exported:
        if what == "relations":
            yield from _relations(one)
        elif what == "network":
            yield from ((pair.source, "Undirected", pair.target, pair.weight) for pair in one.together)
        else:
            yield from (_character(character, lang) for character in one.characters)


def _relations(exported: Exported) -> Iterator[tuple[Cell, ...]]:
    rows: dict[tuple[Cell, ...], None] = {}
    for relation in exported.relations:
        if relation.certainty in _UNSURE:
            continue
        ends = (relation.source, relation.target)
        one, other = ends if relation.directed else sorted(ends)
        rows[one, "Directed" if relation.directed else "Undirected", other, relation.relation] = None
    yield from rows


def _character(character: ExportedCharacter, lang: str) -> tuple[Cell, ...]:
    label, language = label_in(character.names, lang, character.id)
    return (
        character.id,
        label,
        language,
        character.names.get("en", ""),
        character.names.get("ko", ""),
        character.drama,
        " ".join(character.genders),
        character.billing or "",
        "; ".join(label_in(names, lang)[0].replace(";", ",") for names in character.actors),
        character.first,
    )


def csv_text(layout: TableLayout, rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV (RFC 4180) with a header; text that a spreadsheet would run gets an apostrophe before it.

    >>> layout = TableLayout(("", ""), (Column("A", "", ""), Column("B", "", "")), ())
    >>> csv_text(layout, [("=1+1", 2), ("a, b", 3)]).splitlines()
    ['A,B', "'=1+1,2", '"a, b",3']
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in layout.columns])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
