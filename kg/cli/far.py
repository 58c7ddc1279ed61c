"""How far somebody is, as ``--at`` says it: the same for every verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["alone_in", "at_option", "seen_in_drama", "seen_of", "view_options"]

Command = TypeVar("Command", bound=Callable[..., Any])


def at_option(metavar: str = "DRAMA=BEAT") -> Callable[[Command], Command]:
    """Return what adds ``--at`` to a verb, which gets what was said as ``at``: see `seen_of`."""
    of_one = " A BEAT alone is one of the drama that is asked about." if metavar.startswith("[") else ""
    return click.option(
        "--at", multiple=True, metavar=metavar,
        help=f"How far you are: a beat's number, 'premise' or 'end'; '*=end' is all of all others.{of_one}",
    )  # fmt: skip


def view_options(command: Command) -> Command:
    """Add ``--at`` and ``--spoiler-free`` to a verb, which gets them as ``seen``: None for everything.

    The verb's function takes ``seen``: what `kg.cli.common.open_graph` wants of the same name. Where it has an argument
    ``dramas``, a beat alone is one of each of those.
    """

    @wraps(command)
    def with_view(*args: Any, at: tuple[str, ...], spoiler_free: bool, **kwargs: Any) -> Any:
        if at and spoiler_free:
            raise click.UsageError("--spoiler-free tells only the premise of every drama: say more with --at alone")
        seen = seen_of(at, kwargs.get("dramas", ())) if at or spoiler_free else None
        return command(*args, seen=seen, **kwargs)

    free = click.option("--spoiler-free", is_flag=True, help="Tell only the premise of every drama.")
    return at_option()(free(with_view))  # type: ignore[return-value]


def seen_of(at: Sequence[str], dramas: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what ``--at`` says as the graph takes it; a beat alone is one of ``dramas``, those that are asked about.

    Without a drama, 'end' is that of every drama, and a number says nothing: that raises `click.UsageError`. What is
    neither a beat nor DRAMA=BEAT is left for the graph to refuse, but beside a drama it raises `NotFoundError` here.

    >>> seen_of(["3", "soundtrack-2=1;*=end"], ["soundtrack-1"]), seen_of(["end"])
    (('soundtrack-1=3', 'soundtrack-2=1', '*=end'), ('*=end',))
    """
    from kg.views import parse_beat

    found: list[str] = []
    for text in _parts(at):
        if "=" in text:
            found.append(text)
        elif dramas:
            parse_beat(text)
            found += [f"{drama}={text}" for drama in dramas]
        elif text == "end":
            found.append("*=end")
        elif text.isdecimal():
            raise click.UsageError(
                f"--at {text[:20]} names no drama, and what you ask for is not part of one alone: "
                f"write --at DRAMA={text[:20]}, such as soundtrack-1={text[:20]}, or --at end for all that is told"
            )
        elif text != "premise":
            found.append(text)
    return tuple(found)


def seen_in_drama(graph: KnowledgeGraph, drama: str, at: Sequence[str]) -> tuple[str, ...]:
    """Return what ``--at`` says where a drama is asked about, by any of its names. Raises what `seen_of` raises."""
    from kg.linked import drama_slug_of

    if not alone_in(at):
        return seen_of(at)
    _, iri = graph.meaning(drama, kind="drama", seen=())
    return seen_of(at, [slug] if (slug := drama_slug_of(iri)) else ())


def alone_in(at: Sequence[str]) -> bool:
    """Tell whether a beat is said without its drama.

    >>> alone_in(["3"]), alone_in(["soundtrack-1=3", "*=end"])
    (True, False)
    """
    return any("=" not in text for text in _parts(at))


def _parts(at: Sequence[str]) -> list[str]:
    """Return the parts of what was said, where an address of the site puts several in one."""
    return [part.strip() for text in at for part in text.split(";")]
