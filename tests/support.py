"""Small helpers that several tests share."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.paths import build_dir
from kg.vocab import DKG, ID_BASE
from kg.web.linked import Far
from kg.web.linked.links import iri_place
from kg.web.templating import address

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def shared_by_workers(name: str) -> Iterator[Path]:
    """A folder of this run that all workers share; whoever comes first finds it missing, the others wait."""
    folder = build_dir().parent / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def full(sparql: str) -> str:
    """SPARQL in which ``id:drama/x`` is written out: a prefixed name may not hold a bare slash."""
    return re.sub(r"\bid:([\w/-]+)", rf"<{ID_BASE}\1>", sparql)


def cut(value: Any) -> Any:
    """The slug of a thing or the local name of a term; other values as they are."""
    if isinstance(value, str) and value.startswith((ID_BASE, DKG.base)):
        return value.replace("#", "/").rsplit("/", 1)[-1]
    return value


def path_of(iri: str) -> str | None:
    """The path of the page of an IRI, as links have it."""
    place = iri_place(iri, Far())
    return None if place is None else address(place.path, place.anchor)


def line_of(text: str, part: str, occurrence: int = 1) -> int:
    """The line, from 1, in which the given occurrence of a part begins."""
    place = -1
    for _ in range(occurrence):
        place = text.index(part, place + 1)
    return text.count("\n", 0, place) + 1


def eventually(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something is so; fail when it never is."""
    last = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < last, "it never came to be"
        time.sleep(0.01)
