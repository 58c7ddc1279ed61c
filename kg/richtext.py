"""What a value looks like where a person works with it: HTML in a notebook, plain text in a terminal.

A `Card` says what is shown; what the two looks have in common is decided here, and every text is escaped here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from kg.plaintext import printable

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["MOST_ROWS", "Card", "Cell", "Shown"]

MOST_ROWS = 50
"""How many rows of a table are shown."""
_LONGEST = 300  # characters of a cell

# No colours but the page's own, so that it is legible in the dark as well: the notebook says what they are.
_PAGE = """<div style="overflow-x:auto">
{%- if card.title %}<p style="margin:.3em 0"><strong>{{ card.title }}</strong></p>{% endif %}
{%- if card.facts %}<table style="margin:.3em 0"><tbody>
{%- for name, value in card.facts %}
<tr><th scope="row" style="text-align:left">{{ name }}</th><td style="text-align:left;white-space:normal">
{{- cell(value) }}</td></tr>
{%- endfor %}
</tbody></table>{% endif %}
{%- if card.columns %}<table style="margin:.3em 0"><thead><tr>
{%- for name in card.columns %}<th scope="col" style="text-align:left">{{ name }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in card.rows %}
<tr>{% for one in row %}<td style="text-align:{{ 'right' if one.number else 'left' }}">{{ cell(one) }}</td>{% endfor %}</tr>
{%- endfor %}
</tbody></table>{% endif %}
{%- if card.note %}<p style="margin:.3em 0;opacity:.75">{{ card.note }}</p>{% endif %}</div>"""  # noqa: E501
_CELL = """{% macro cell(one) -%}
{%- if one.link %}<a href="{{ one.link }}" title="{{ one.link }}" target="_blank" rel="noopener noreferrer">
{{- one.short }}</a>{% else %}{{ one.short }}{% endif -%}
{%- endmacro %}"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text to be shown, the IRI of what it names, and whether it is a number.

    >>> Cell("a page", "javascript:alert(1)").link is None
    True
    """

    text: str
    iri: str | None = None
    number: bool = False

    @property
    def short(self) -> str:
        """The text, cut where it is very long."""
        text = printable(self.text)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    @property
    def link(self) -> str | None:
        """The IRI, where a browser may follow it."""
        return self.iri if self.iri and self.iri.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a value: a title, facts by name, rows of a table, and a note below."""

    title: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""

    @classmethod
    def of(
        cls,
        title: str,
        facts: Iterable[tuple[str, object]] = (),
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[object]] = (),
        note: str = "",
        total: int | None = None,
    ) -> Card:
        """Make a card of texts, numbers and cells: without facts that have no value, and with the first rows.

        Where not all rows are shown, of ``total`` or of those that are given, the note says so.

        >>> Card.of("Soundtrack #1", [("year", 2022), ("network", None)]).facts[0][1].text
        '2022'
        """
        shown = tuple(tuple(map(_cell, row)) for row in rows[:MOST_ROWS])
        total = len(rows) if total is None else total
        cut = f"{len(shown)} of {total:,} rows are shown. " if total > len(shown) else ""
        known = tuple((name, _cell(value)) for name, value in facts if value not in (None, ""))
        return cls(title, known, tuple(columns), shown, (cut + note).strip())

    def to_html(self) -> str:
        """Return it as a piece of HTML that has no colour and no script of its own."""
        return _template().render(card=self)

    def to_text(self, width: int = 100) -> str:
        """Return it as lines of text, no wider than a terminal."""
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        lines = io.StringIO()
        page = Console(file=lines, width=width, highlight=False, color_system=None, force_jupyter=False)
        if self.title:
            page.print(Text(printable(self.title)))
        for name, value in self.facts:
            page.print(Text(f"  {name}: {value.short}"))
        if self.columns:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
            for name in self.columns:
                table.add_column(Text(printable(name)), overflow="fold")
            for row in self.rows:
                table.add_row(*(Text(one.short, justify="right" if one.number else "left") for one in row))
            page.print(table)
        if self.note:
            page.print(Text(printable(self.note)))
        return "\n".join(line.rstrip() for line in lines.getvalue().splitlines())


class _Printer(Protocol):
    """What IPython hands to `_repr_pretty_`."""

    max_width: int

    def text(self, obj: str) -> None:
        """Write some text."""


class Shown:
    """A value that shows itself: IPython and Jupyter ask for these two looks, with no extension loaded."""

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # IPython takes the look of the first class that has one, and a dataclass has a `__repr__` of its own.
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]

    def card(self) -> Card:
        """Return what a notebook shows of it."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return self.card().to_html()

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002 (no value holds itself)
        printer.text(self.card().to_text(printer.max_width))


def _cell(value: object) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, bool) or value is None:
        return Cell({None: "", True: "yes", False: "no"}[value])
    if isinstance(value, float):
        return Cell(f"{value:.6g}", number=True)
    return Cell(str(value), number=isinstance(value, int))


@cache
def _template() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(_CELL + _PAGE)
