"""Verbs that show: chart, serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import data_options, note, open_graph, store_option
from kg.cli.far import at_option, seen_in_drama
from kg.cli.limits import limit_options
from kg.web.sparql.limits import Limits

__all__ = ["chart", "serve"]


@click.command(
    epilog="""\b
Examples:
  kg chart "Soundtrack #1"
  kg chart soundtrack-2 --at end --lang ko --out chart.html"""
)
@click.argument("drama")
@at_option("[DRAMA=]BEAT")
@click.option("--lang", type=click.Choice(("en", "ko")), default="en", show_default=True)
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: SLUG-BEAT.html in this folder."
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@store_option()
@data_options
def chart(
    drama: str, at: tuple[str, ...], lang: str, out: Path | None, show: bool, data: Path | None, builds: Path | None
) -> None:
    """Write the relationship chart of a drama as one HTML file that needs no network.

    What is told after the chosen beat is not in the file. By default that is everything after the premise.
    """
    graph = open_graph(data, builds)
    found = graph.drama_seen(drama, seen=seen_in_drama(graph, drama, at))
    path = out or Path(f"{found.slug}-{found.position}.html")
    try:
        found.figure(lang).save(path)
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror or error}") from error
    click.echo(path)
    if found.position < found.last:
        note(f"told to step {found.position} of {found.last}; further: --at {found.position + 1} … --at end")
    if show:
        click.launch(str(path.resolve()))


@click.command(
    epilog="""\b
Examples:
  kg serve --port 8080
  KG_TOKEN=... kg serve --writable my-store"""
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--open", "show", is_flag=True, help="Open the start page in the browser.")
@click.option("--writable", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Serve a store of its own in this folder, which those may write to who know $KG_TOKEN.")  # fmt: skip
@limit_options
@store_option()
@data_options
def serve(
    host: str,
    port: int,
    show: bool,
    writable: Path | None,
    limits: Limits,
    data: Path | None,
    builds: Path | None,
) -> None:
    """Show the dramas and their charts in the browser, and answer SPARQL at /sparql.

    Builds the graph first when there is no build or the data has changed. Stop it with Ctrl-C.
    What a query of a stranger may take has an option each; the server tells them at /sparql/limits.

    With --writable it serves no build, but a store that takes SPARQL updates at /sparql and graphs at /graph-store
    (docs/writing.md).
    """
    from kg.web.assets import has_editor

    if not has_editor():
        note("the query page is a plain form: this copy was made without its editor (docs/dependencies.md says how)")

    def ready(address: str) -> None:
        click.echo(f"Drama KG is at {address}  (Ctrl-C stops it)")
        if show:
            click.launch(address)

    if writable is not None:
        from kg.web.server import serve_writable
        from kg.web.sparql.writing.token import token_of_environment

        serve_writable(writable, token_of_environment(), host, port, ready, limits)
        return
    from kg.web.server import serve as run_server

    run_server(open_graph(data, builds), host, port, ready, limits)
