"""The steps of a build shown to whoever waits for it: a bar on a terminal, a line in a notebook, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from kg.build.steps import STEPS, Progress

__all__ = ["watched"]


@contextmanager
def watched() -> Iterator[Progress]:
    """Yield what to tell of each of `STEPS` as it begins; nothing is shown, and no time taken, before the first."""
    show = _bar if sys.stderr.isatty() else _line if _in_notebook() else None
    with ExitStack() as shown:
        begun: list[Progress] = []

        def begin(step: str) -> None:
            if show and not begun:
                begun.append(shown.enter_context(show()))
            for told in begun:
                told(step)

        yield begin


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description:<18}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=len(STEPS))
        yield lambda step: bar.update(task, description=step, completed=STEPS.index(step))


@contextmanager
def _line() -> Iterator[Progress]:
    from IPython.display import DisplayHandle

    started = time.monotonic()
    line: Any = DisplayHandle()  # type: ignore[no-untyped-call]
    line.display({"text/plain": "building the graph"}, raw=True)

    def say(words: str) -> None:
        line.update({"text/plain": words}, raw=True)

    yield lambda step: say(f"building the graph: {step} (step {STEPS.index(step) + 1} of {len(STEPS)})")
    say(f"built the graph, which is kept for the next time ({time.monotonic() - started:.1f} s)")


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None
