"""A server in a process of its own, on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

__all__ = ["KG_SERVE", "served"]

KG_SERVE = ("kg", "serve", "--port", "0")


@contextmanager
def served(log: Path, *module: str) -> Iterator[str]:
    """Run a module of Python that says where it listens; yield the address, without a slash at its end.

    ``log`` gets what it writes to its error output. Raises `click.ClickException` where it does not start.
    """
    command = [sys.executable, "-m", *(module or KG_SERVE)]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            address = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
            if address is None:
                raise click.ClickException(f"the server did not start: {log.read_text(errors='replace')[-500:]}")
            yield address[0]
        finally:
            process.terminate()
            process.wait(30)
