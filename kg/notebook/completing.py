"""What the magic completes: options, prefixes, terms of the ontology, variables of the query and of Python."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from IPython.core.completer import CompletionContext, SimpleCompletion, SimpleMatcherResult

from kg.graph import KnowledgeGraph
from kg.names import LANGUAGES
from kg.notebook.magic import FORMATS, where_query_begins
from kg.ontology import load_ontology
from kg.terms import editor_terms
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from kg.notebook.magic import SparqlMagics

__all__ = ["SparqlMatcher"]

_KEYWORDS = (
    *("ASK", "ASC", "BASE", "BIND", "BOUND", "COALESCE", "CONCAT", "CONSTRUCT", "CONTAINS", "COUNT", "DESC"),
    *("DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM", "GRAPH", "GROUP BY", "GROUP_CONCAT", "HAVING", "LANG"),
    *("LCASE", "LIMIT", "MAX", "MIN", "MINUS", "NAMED", "NOT", "OFFSET", "OPTIONAL", "ORDER BY", "PREFIX", "REGEX"),
    *("REPLACE", "SAMPLE", "SELECT", "STR", "STRLEN", "STRSTARTS", "SUM", "UCASE", "UNION", "VALUES", "WHERE", "YEAR"),
)
_FORMS = ("ASK", "CONSTRUCT", "DESCRIBE", "SELECT")
_LINE = re.compile(r"(?:^|=\s*)%sparql\s")
_NAME = re.compile(r"(?P<sign>[?$])(?P<name>\w*)$|(?P<prefix>\w+):(?P<local>[\w-]*)$|(?P<word>\w*)$")
_OPTION = re.compile(r"--(?P<option>at|as|lang|graph)[ =](?P<value>\S*)$|(?P<flag>(?<!\S)\S*)$")


class SparqlMatcher:
    """Completes in cells and lines of the magic, and there instead of Python's own completion."""

    matcher_api_version: ClassVar[int] = 2
    matcher_identifier: ClassVar[str] = "kg.sparql"
    matcher_priority: ClassVar[float] = 100.0

    def __init__(self, magics: SparqlMagics) -> None:
        self._magics = magics
        self.__qualname__ = self.matcher_identifier  # IPython asks it of a matcher as of a function

    def __call__(self, context: CompletionContext) -> SimpleMatcherResult:
        """Return what may stand at the cursor; nothing outside of the magic."""
        before = context.text_until_cursor
        cell = context.full_text.lstrip().startswith("%%sparql")
        if cell:
            first = before.lstrip().startswith("%%sparql")
            options, query = (before.partition("%%sparql")[2], None) if first else ("", before)
        elif found := _LINE.search(before):
            line = before[found.end() :]
            cut = where_query_begins(line)
            options, query = (line, None) if cut == len(line) else ("", line[cut:])
        else:
            return {"completions": [], "suppress": False}
        words, typed = (
            self._options(options, () if cell else _FORMS)
            if query is None
            else self._in_query(query, context.full_text)
        )
        return {
            "completions": [SimpleCompletion(word, type=kind) for word, kind in words if _fits(word, typed)],
            "matched_fragment": typed,
            "suppress": True,
            "ordered": True,
        }

    def _options(self, text: str, forms: tuple[str, ...]) -> tuple[list[tuple[str, str]], str]:
        match = _OPTION.search(text)
        if match is None:
            return [], ""
        option, variables = match["option"], self._magics.variables
        if option is None:
            parser = self._magics.sparql.parser
            flags = [one for action in parser._actions for one in action.option_strings if one.startswith("--")]
            return [(one, "keyword") for one in (*flags, *forms)], match["flag"] or ""
        values = {"as": FORMATS, "lang": LANGUAGES}.get(option, ())
        if option == "graph":
            values = tuple(name for name, value in variables.items() if isinstance(value, KnowledgeGraph))
        elif option == "at" and isinstance(variables.get("g"), KnowledgeGraph):
            values = tuple(f"{slug}=" for slug in self._magics.graph().dramas().column("slug"))
        return [(value, "param") for value in values], match["value"]

    def _in_query(self, before: str, whole: str) -> tuple[list[tuple[str, str]], str]:
        match = _NAME.search(before)
        if match is None:
            return [], ""
        if match["sign"] == "?":
            names = dict.fromkeys(re.findall(r"\?(\w+)", whole))
            names.pop(match["name"], None)
            return [(f"?{name}", "variable") for name in names], match[0]
        if match["sign"] == "$":
            names = dict.fromkeys(name for name in self._magics.variables if not name.startswith("_"))
            return [(f"${name}", "variable") for name in names], match[0]
        if match["prefix"] is not None:
            return [(name, kind) for name, kind in _terms() if name.startswith(f"{match['prefix']}:")], match[0]
        prefixes = [(f"{prefix}:", "namespace") for prefix in PREFIXES]
        return [*prefixes, *((word, "keyword") for word in _KEYWORDS)], match["word"]


def _fits(word: str, typed: str) -> bool:
    return word.lower().startswith(typed.lower())


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    """Return the terms that a query may name, with a prefix, each with its kind."""
    rows = editor_terms(load_ontology())["terms"]
    found = ((prefix, base, row) for row in rows for prefix, base in PREFIXES.items() if row["iri"].startswith(base))
    return tuple((f"{prefix}:{row['iri'].removeprefix(base)}", row["kind"]) for prefix, base, row in found)
