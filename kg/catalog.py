"""The catalogue of queries: ``queries/*.rq``, each with a header that says what it asks and what it needs.

The header's lines start with ``#+`` and are YAML::

    #+ summary: Who plays someone's mentor?
    #+ summary_ko: 멘토를 연기한 배우는?
    #+ params:
    #+   character: {type: character, default: soundtrack-1/eunsoo, help: whose mentor}
    #+ view: table
    #+ tags: [people]
    SELECT ...

A parameter binds the SPARQL variable of its name as an RDF term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kg.errors import DataError, NotFoundError, Problem, QueryError, Where, did_you_mean
from kg.load.shapes import Choice, Entry, ListOf, Pattern, Reader, Record, Slug, Table, Words
from kg.load.yamltree import display_path
from kg.results import Answer
from kg.search import KINDS, resolve
from kg.sparqltext import bind, with_prefixes
from kg.store import GraphStore, Term
from kg.vocab import PREFIXES, XSD

__all__ = ["VIEWS", "CatalogQuery", "Parameter", "find_query", "grouped", "load_catalog", "run_query", "written_out",
           "wrong_values"]  # fmt: skip

VIEWS = ("table", "chart", "network", "timeline")
_GROUPS = ("people", "ties", "love", "story", "themes", "sources")
TYPES = (*KINDS, "text", "integer", "language")

_PARAMETER = Record(
    "a parameter",
    {"type": Choice("parameter type", TYPES), "default": Words(), "help": Words(), "help_ko": Words()},
    required=("type", "default"),
)
_HEADER = Record(
    "a query's header",
    {
        "summary": Words(),
        "summary_ko": Words(),
        "description": Words(),
        "params": Table(_PARAMETER, "parameter"),
        "view": Choice("view", VIEWS),
        "tags": ListOf(Slug("a tag")),
        "id": Pattern("a number", r"[0-9]+"),
    },
    required=("summary", "summary_ko", "view"),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a query asks for; ``default`` makes every query runnable as it is."""

    name: str
    type: str
    default: str
    help: str = ""
    help_ko: str = ""


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """One question of the catalogue; ``id`` is its file's name without ``.rq``, the first tag what it is about."""

    id: str
    summary: Mapping[str, str]
    description: str
    parameters: tuple[Parameter, ...]
    view: str
    sparql: str
    tags: tuple[str, ...] = ()


def load_catalog(folder: Path) -> dict[str, CatalogQuery]:
    """Read every query of a folder, by id.

    Raises `DataError` with the problems of all headers.
    """
    problems: list[Problem] = []
    found = [_read(path, problems) for path in sorted(folder.glob("*.rq"))]
    if problems:
        raise DataError(problems)
    return {query.id: query for query in found if query is not None}


def _read(path: Path, problems: list[Problem]) -> CatalogQuery | None:
    import yaml

    lines = path.read_text(encoding="utf-8").splitlines()
    # A line that is no header stays as an empty one, so that a problem's line is the file's.
    header = "\n".join(line.removeprefix("#+").removeprefix(" ") if line.startswith("#+") else "" for line in lines)
    file = display_path(path)
    try:
        tree = yaml.compose(header, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(Where(file, line), f"the #+ header does not parse: {error.problem}"))
        return None
    if tree is None:
        problems.append(Problem(Where(file, 1), "the query has no #+ header", "start with: #+ summary: …"))
        return None
    entry = _HEADER.read(tree, Reader(file, problems))
    if entry is None or any(key not in entry for key in _HEADER.required):
        return None
    return _query(path.stem, entry, "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n")


def _query(name: str, entry: Entry, sparql: str) -> CatalogQuery:
    parameters = tuple(
        Parameter(str(key), item["type"], item["default"], item.get("help", ""), item.get("help_ko", ""))
        for key, item in entry.get("params", {}).items()
        if "type" in item and "default" in item
    )
    summary = {"en": str(entry["summary"]), "ko": str(entry["summary_ko"])}
    return CatalogQuery(name, summary, str(entry.get("description", "")), parameters, str(entry["view"]), sparql,
                        tuple(map(str, entry.get("tags", ()))))  # fmt: skip


def run_query(store: GraphStore, query: CatalogQuery, values: Mapping[str, str]) -> Answer:
    """Run a query with parameters as people type them; those not given take their defaults.

    Raises `QueryError` for a parameter that the query does not have or that is not of its type, and `NotFoundError`
    for a name that nothing has.
    """
    return store.query(query.sparql, bindings=_bindings(store, query, values))


def written_out(store: GraphStore, query: CatalogQuery, values: Mapping[str, str]) -> str:
    """Return the text of a query that any SPARQL client can send: parameters filled in, prefixes declared.

    Raises what `run_query` raises.
    """
    return with_prefixes(bind(query.sparql, _bindings(store, query, values)), PREFIXES)


def wrong_values(store: GraphStore, query: CatalogQuery, values: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with values for the parameters of a query: a sentence for each wrong one, by its parameter.

    Raises `QueryError` for a parameter that the query does not have.
    """
    _check_names(query, values)
    found = {}
    for parameter in query.parameters:
        try:
            _term(store, parameter, values.get(parameter.name, parameter.default))
        except (QueryError, NotFoundError) as error:
            found[parameter.name] = str(error)
    return found


def _check_names(query: CatalogQuery, values: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in known:
            raise QueryError(f"the query '{query.id}' has no parameter '{name[:40]}'; {did_you_mean(name, known)}")


def _bindings(store: GraphStore, query: CatalogQuery, values: Mapping[str, str]) -> dict[str, Term]:
    _check_names(query, values)
    return {
        parameter.name: _term(store, parameter, values.get(parameter.name, parameter.default))
        for parameter in query.parameters
    }


def _term(store: GraphStore, parameter: Parameter, text: str) -> Term:
    """Turn what a person typed into the RDF term that a parameter's type asks for."""
    if parameter.type in KINDS:
        return resolve(store, parameter.type, text)
    if parameter.type == "integer":
        if not (text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 12):
            raise QueryError(f"'{parameter.name}' takes a whole number, not '{text[:40]}'")
        return Literal(text, datatype=XSD.integer)
    if parameter.type == "language" and text not in ("en", "ko"):
        raise QueryError(f"'{parameter.name}' is en or ko, not '{text[:40]}'")
    return Literal(text)


def grouped(queries: Iterable[CatalogQuery]) -> dict[str, list[CatalogQuery]]:
    """Return queries by what they are about, which is the first tag of each, or "other"."""
    groups: dict[str, list[CatalogQuery]] = {name: [] for name in _GROUPS}
    for query in queries:
        groups.setdefault(query.tags[0] if query.tags else "other", []).append(query)
    return {name: found for name, found in groups.items() if found}


def find_query(catalog: Mapping[str, CatalogQuery], name: str) -> CatalogQuery:
    """Return a query by id.

    Raises `NotFoundError` with the nearest ids.
    """
    if name not in catalog:
        hint = did_you_mean(name, list(catalog)) or "see: kg queries"
        raise NotFoundError(f"no query is called '{name[:60]}'; {hint}")
    return catalog[name]
