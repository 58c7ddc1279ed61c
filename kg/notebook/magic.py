"""The magic ``%%sparql``: a cell that is a query, and ``%sparql`` for a query of one line."""

from __future__ import annotations

import re
import shlex
from argparse import Namespace
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.core.magic_arguments import argument, magic_arguments

from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph, open_graph
from kg.names import LANGUAGES
from kg.notebook.binding import given
from kg.results import Answer, Table

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["FORMATS", "SparqlMagics", "where_query_begins"]

FORMATS = ("pandas", "polars", "table")
_BEGINS = re.compile(r"(?:^|(?<=\s))(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def where_query_begins(line: str) -> int:
    """Return where in a line of options the query begins; its end where there is none.

    >>> line = "--at soundtrack-1=2 ASK { ?a dkg:loverOf ?b }"
    >>> line[where_query_begins(line):][:5]
    'ASK {'
    """
    found = _BEGINS.search(line)
    return found.start() if found else len(line)


@magics_class
class SparqlMagics(Magics):
    """Asks the graph of a notebook: its variable ``g``, or the one that came with the package."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._opened: KnowledgeGraph | None = None

    @no_var_expand  # values are bound as terms: no text is ever put into a query
    @magic_arguments()
    @argument("--at", action="append", default=[], metavar="DRAMA=BEAT",
              help="Ask only what somebody knows who has watched so far: 'soundtrack-1=2', '*=end'. Of dramas that are "
              "not named only the premise is told. May be repeated.")  # fmt: skip
    @argument("--spoiler-free", action="store_true", help="Ask only the premise of every drama.")
    @argument("--param", action="append", default=[], metavar="NAME=VALUE",
              help="The value of $NAME: text, text@ko, a number, <IRI> or a name with a prefix. May be repeated. "
              "Without it $NAME is the Python variable NAME.")  # fmt: skip
    @argument("--as", dest="form", choices=FORMATS, help="What rows become. Default: pandas, or table without it.")
    @argument("--labels", action="store_true", help="Add the names of things in columns beside them.")
    @argument("--lang", choices=LANGUAGES, default="en", help="Language of names. Default: en.")
    @argument("--draw", action="store_true", help="Give the picture of the answer.")
    @argument("--into", metavar="NAME", help="Keep the answer as the variable NAME, and show nothing but a picture.")
    @argument("--graph", metavar="NAME", help="The variable that holds the graph. Default: g, or the shipped data.")
    @line_cell_magic
    def sparql(self, line: str, cell: str | None = None) -> Any:
        """Ask the graph in SPARQL: SELECT gives a data frame, ASK a bool, CONSTRUCT and DESCRIBE triples.

        Everything is asked that is told, early or late, as by g.query: --at and --spoiler-free ask as a viewer.
        $name in the query is the value of the Python variable name, as an RDF term.
        """
        cut = where_query_begins(line) if cell is None else len(line)
        try:
            options = self.sparql.parser.parse_args(shlex.split(line[:cut]))
            return self._answer(options, line[cut:] if cell is None else cell)
        except (DramaKGError, ImportError, ValueError) as error:
            # Shown as one message: the lines of the query in it say where to look, not those of this program.
            raise UsageError(str(error)) from None

    def _answer(self, options: Namespace, sparql: str) -> Any:
        if not sparql.strip():
            raise UsageError("there is no query: write it below %%sparql, or in the line of %sparql")
        if options.into is not None and (not options.into.isidentifier() or iskeyword(options.into)):
            raise UsageError(f"--into takes the name of a variable, not '{options.into[:60]}'")
        variables = self.variables
        graph = self.graph(options.graph)
        if options.spoiler_free and options.at:
            raise UsageError("--spoiler-free tells only the premise of every drama: say more with --at alone")
        if options.spoiler_free or options.at:
            graph = graph.at_texts(part for text in options.at for part in text.split(";"))
        answer = graph.query(sparql, given(sparql, variables, options.param))
        picture = answer.figure(options.lang) if options.draw else None
        found = _shaped(graph, answer, options)
        if options.into is None:
            return found if picture is None else picture
        variables[options.into] = found
        return picture

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the notebook."""
        return {} if self.shell is None else self.shell.user_ns

    def graph(self, name: str | None = None) -> KnowledgeGraph:
        """Return the graph that is asked: a variable's by its name, else that of ``g``, else the shipped one.

        Raises UsageError for a variable that holds none.
        """
        found = self.variables.get(name or "g")
        if isinstance(found, KnowledgeGraph):
            return found
        if name is not None:
            raise UsageError(f"the variable {name[:60]} holds no graph: write {name[:60]} = kg.open() first")
        if self._opened is None:
            self._opened = open_graph()
        return self._opened


def _shaped(graph: KnowledgeGraph, answer: Answer, options: Namespace) -> Any:
    """Return an answer as what was asked for, or as what suits it best."""
    if not isinstance(answer, Table):
        if options.form not in (None, "table"):
            raise UsageError("CONSTRUCT and DESCRIBE give triples, and a data frame has rows: ask by SELECT")
        return answer
    if answer.boolean is not None:
        return answer.boolean
    if options.labels:
        answer = graph.labelled(answer, options.lang).drawn_by(graph.figure)
    if options.form == "polars":
        return answer.to_polars()
    if options.form == "table":
        return answer
    try:
        return answer.to_pandas()
    except ImportError:
        if options.form == "pandas":
            raise
        return answer
