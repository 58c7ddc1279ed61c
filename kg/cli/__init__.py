"""The command ``kg``: thin verbs over `kg.graph.KnowledgeGraph`."""

from __future__ import annotations

import sys

import click

from kg.cli.ask import queries, query, run
from kg.cli.audit import audit
from kg.cli.between import collaboration, theme_pairs
from kg.cli.common import note, plural
from kg.cli.dump import dump
from kg.cli.export import export
from kg.cli.info import info
from kg.cli.load import load
from kg.cli.make import build, validate
from kg.cli.metrics import metrics
from kg.cli.search import search
from kg.cli.see import chart, serve
from kg.cli.show import show
from kg.cli.story import story
from kg.cli.suspects import suspects
from kg.cli.ways import path, similar
from kg.cli.why import explain
from kg.errors import DataError, DramaKGError, QuerySyntaxError
from kg.version import __version__

__all__ = ["main"]


class _Verbs(click.Group):
    """Verbs in the order of a first visit, with this package's errors shown to people."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's own signature)
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has seen enough (kg queries | head).
            sys.stderr.close()
            ctx.exit(0)
        except DramaKGError as error:
            note(_message(error, building=ctx.invoked_subcommand == "build"))
            ctx.exit(2 if isinstance(error, QuerySyntaxError) else 1)


def _message(error: DramaKGError, *, building: bool) -> str:
    if isinstance(error, DataError):
        return f"{error}\n{plural(len(error.problems), 'problem')}{'; nothing was built' if building else ''}"
    return f"error: {error}"


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: kg serve",
)
@click.version_option(__version__, "-V", "--version", prog_name="kg", message="%(prog)s %(version)s")
def main() -> None:
    """Drama KG: a knowledge graph of Korean dramas, with charts that never spoil."""


for verb in (
    serve, build, validate, info, search, show, path, similar, metrics, story, collaboration, theme_pairs, chart, query,
    run, queries, explain, load, suspects, export, dump, audit,
):  # fmt: skip
    main.add_command(verb)
