"""The verb that loads plays: kg load tei."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import note, plural

__all__ = ["tei_command"]

_SHOWN = 20  # odd things of one play


@click.command(
    "tei",
    epilog="""\b
Examples:
  kg load tei lessing-emilia-galotti.xml
  kg load tei --data my-data gerdracor/tei/*.xml""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), envvar="KG_DATA",
              help="Folder of data that the play is put beside.  [env: KG_DATA; default: shipped data]")  # fmt: skip
@click.option("--as", "name", help="What to call the load.  [default: after the play, dracor-ger000088]")
def tei_command(files: tuple[Path, ...], data: Path | None, name: str | None) -> None:
    """Load plays that are encoded as DraCor encodes them: persons, relations, who speaks in which scene.

    Each play is one load, which "kg build" takes in. Loading a play again replaces it.
    """
    from kg.load.tei import load_play
    from kg.paths import data_dir

    if name is not None and len(files) > 1:
        raise click.UsageError("--as names one load: give one FILE")
    for file in files:
        done = load_play(file, data or data_dir(), name)
        for problem in done.problems[:_SHOWN]:
            note(str(problem))
        if len(done.problems) > _SHOWN:
            note(f"{file}: {plural(len(done.problems) - _SHOWN, 'more such line')}")
        note(
            f"{done.title}: {plural(done.characters, 'character')}, {plural(done.relationships, 'relation')},"
            f" {plural(done.scenes, 'scene')}"
        )
        click.echo(done.path)
