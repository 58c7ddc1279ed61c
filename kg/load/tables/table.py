"""One table into a load: its rows one after the other, each taken whole or rejected whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from kg.errors import DataError, LoadError, Problem, Where
from kg.load.loaded import Load
from kg.load.quads import source_statements
from kg.load.quads.catalogue import CatalogueWriter
from kg.load.tables.cells import BadCellError
from kg.load.tables.mapping import bind, list_columns
from kg.load.tables.profile import Profile, shipped_profiles
from kg.load.tables.rejects import Reject
from kg.load.tables.rows import Row, csv_rows, json_rows, lines_of
from kg.load.tables.seen import Seen
from kg.load.tables.taker import Report, Taker
from kg.load.tables.themes import Themes
from kg.load.yamltree import display_path
from kg.model import Source, Text
from kg.names import SLUG
from kg.ontology import Ontology, load_ontology

__all__ = ["Report", "fitting_profiles", "load_table", "stop"]

_FORMATS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def stop(reject: Reject) -> None:
    """Stop a load at its first bad row. Raises `DataError`."""
    raise DataError([reject.problem])


def load_table(
    path: Path,
    profile: Profile,
    load: Load,
    *,
    name: str = "",
    rejected: Callable[[Reject], None] = stop,
    header: Callable[[Sequence[str]], None] = lambda _: None,
    advance: Callable[[int], None] = lambda _: None,
    ontology: Ontology | None = None,
) -> Report:
    """Read a table as a profile says, and write what it says to a load.

    ``name`` is what the load is called, after the file unless it is given: it stands for the source where the profile
    names none. ``rejected`` gets each bad row, and may raise to stop; ``header`` gets the names of the columns before
    that, ``advance`` how many bytes were read. Memory does not grow with the table.

    Raises `LoadError` for a file that cannot be read, `DataError` where its columns are not those of the profile.
    """
    started, processor = time.perf_counter(), time.process_time()
    name = name or path.stem
    file = display_path(path)
    themes = Themes(ontology or load_ontology())
    with ExitStack() as stack:
        try:
            binary = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise LoadError(f"{file} cannot be read: {error.strerror or error}") from error
        columns, rows = _open(profile, path, lines_of(binary, file, advance))
        header(columns)
        mapping = bind(profile, columns, Where(file, 1), _scheme(name), themes)
        source = profile.source or _source_of(name)
        load.add(source_statements([source], ()).quads)
        seen = stack.enter_context(Seen())
        taker = Taker(mapping, CatalogueWriter(load.write), source.slug, seen)
        _take_all(taker, rows, file, rejected)
        taker.writer.flush()
    report = taker.report
    report.themes, report.themes_dropped = themes.found, themes.dropped
    report.seconds, report.processor = time.perf_counter() - started, time.process_time() - processor
    return report


def fitting_profiles(path: Path) -> list[str]:
    """Return the shipped profile whose columns a table with a header has, the one with most; or several, or none."""
    try:
        with path.open("rb") as binary:
            lines = lines_of(binary, str(path))
            tabs = _FORMATS.get(path.suffix.lower()) == "tsv"
            first = next(csv_rows(lines, delimiter="\t" if tabs else ","), None)
    except (OSError, LoadError):
        return []
    header = {str(cell).strip() for cell in first.cells} if first is not None else set()
    fitting = {
        name: len(profile.columns)
        for name, profile in shipped_profiles().items()
        if profile.columns.keys() - profile.optional <= header
    }
    return [name for name, count in fitting.items() if count == max(fitting.values())]


def _scheme(name: str) -> str:
    """Return the scheme of identifiers that name none."""
    return name.replace("-", "_")


def _source_of(name: str) -> Source:
    if not SLUG.fullmatch(name):
        raise LoadError(f"'{name[:60]}' cannot name a load; use lower-case letters, digits and hyphens: my-catalogue")
    return Source(name, "catalogue", Text(f"The table {name}", f"표 {name}"))


def _open(profile: Profile, path: Path, lines: Any) -> tuple[list[str], Iterator[Row]]:
    """Return the columns of a table and its rows."""
    form: Mapping[str, Any] = profile.fields.get("file", {})
    kind = str(form.get("format", _FORMATS.get(path.suffix.lower(), "")))
    if not kind:
        raise LoadError(f"{path}: is it csv, tsv or jsonl? name it so, or say format: in the profile's file:")
    if kind == "jsonl":
        columns = list(profile.columns)
        return columns, json_rows(lines, columns, list_columns(profile))
    delimiter = str(form.get("delimiter", "\t" if kind == "tsv" else ","))
    rows = csv_rows(lines, delimiter=delimiter, quotes=form.get("quotes", "yes") == "yes")
    first = next(rows, None)
    if first is None:
        raise LoadError(f"{display_path(path)} is empty: its first line names the columns")
    if first.fault is not None:
        raise DataError([Problem(Where(display_path(path), first.line), *first.fault)])
    if "header" in form:
        columns = list(map(str, form["header"]))
        if len(columns) != len(first.cells):
            message = f"the row has {len(first.cells)} cells, and the profile names {len(columns)} columns"
            raise DataError([Problem(Where(display_path(path), first.line), message, "see header: of the profile")])
        return columns, chain([first], rows)
    return [str(cell).strip() for cell in first.cells], rows


def _take_all(taker: Taker, rows: Iterator[Row], file: str, rejected: Callable[[Reject], None]) -> None:
    report, take = taker.report, taker.take
    for line, cells, fault in rows:
        report.rows += 1
        if fault is None:
            try:
                take(cells)
            except BadCellError as error:
                column = taker.blamed(cells, error)
                message = f"{column}: {error.message}" if column else error.message
                problem = Problem(Where(file, line), message, error.hint)
            else:
                continue
        else:
            problem = Problem(Where(file, line), *fault)
        report.rejected += 1
        rejected(Reject(problem, cells))
