"""The reasoner of a build in a process of its own, which opens a closure while the build reads and checks files.

The two speak in frames: eight bytes of length, then as many of content.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.build.inputs import WholeBuildNeededError
from kg.errors import InconsistencyError

__all__ = ["Reasoner", "serve"]

_LENGTH = 8
_ENDED = "the build before has no closure that can be changed"
_CONSISTENT, _CONTRADICTION = b"consistent", b"contradiction"


class Reasoner:
    """A process that brings the closure of an older build up to date."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        self._to, self._from = process.stdin, process.stdout

    @classmethod
    @contextmanager
    def started(cls, closure: Path, ontology: Path) -> Iterator[Reasoner]:
        """Start a process that opens a closure, and end it afterwards.

        Raises `WholeBuildNeededError` where no process can be started.
        """
        package = str(Path(__file__).resolve().parent.parent.parent)
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        # A change is small: more threads would take longer to start than they would save.
        environment = {"OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", **os.environ, "PYTHONPATH": path}
        try:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", __name__, str(closure), str(ontology)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except OSError as error:
            raise WholeBuildNeededError(f"no process can be started ({error.strerror or error})") from error
        reasoner = cls(process)
        try:
            yield reasoner
        finally:
            process.kill()
            reasoner.close()
            process.wait()

    def close(self) -> None:
        """Close the pipes; what could not be written to a dead process is of no use to anybody."""
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()

    def update(self, removed: Iterable[Triple], added: Iterable[Triple]) -> tuple[set[Triple], set[Triple]]:
        """Take asserted triples away and assert others; return what is no longer inferred, and what newly is.

        Raises `WholeBuildNeededError` where the closure could not be opened, and for a contradiction.
        """
        self._send(_n_triples(removed))
        self._send(_n_triples(added))
        if self._receive() == _CONTRADICTION:
            raise WholeBuildNeededError("the data contradicts itself")
        return set(_triples(self._receive())), set(_triples(self._receive()))

    def begin_to_save(self, folder: Path) -> None:
        """Have the closure written to a new folder; `wait` returns when it is there."""
        self._send(os.fsencode(folder))

    def wait(self) -> None:
        """Wait until the closure is written. Raises `WholeBuildNeededError` where that failed."""
        self._receive()

    def _send(self, content: bytes) -> None:
        try:
            _write(self._to, content)
        except OSError as error:
            raise WholeBuildNeededError(_ENDED) from error

    def _receive(self) -> bytes:
        content = _read(self._from)
        if content is None:
            raise WholeBuildNeededError(_ENDED)
        return content


def serve(closure: Path, ontology: Path, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Open a closure, change it as the first two frames say, tell how, and write it where the third says."""
    from kg.ontology import Ontology
    from kg.reason import Closure, Program, check

    program = Program.of(Ontology(ontology))
    opened = Closure.open(closure, program)
    removed, added = _read(requests), _read(requests)
    if removed is None or added is None:
        return
    lost, gained = opened.update(_triples(removed), _triples(added))
    try:
        check(opened, program)
    except InconsistencyError:
        _write(answers, _CONTRADICTION)
        return
    for content in (_CONSISTENT, _n_triples(lost), _n_triples(gained)):
        _write(answers, content)
    folder = _read(requests)
    if folder is not None:
        opened.save(Path(os.fsdecode(folder)))
        _write(answers, b"saved")


def _n_triples(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _triples(text: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def _write(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    """Return the content of the next frame, None where the other side has gone."""
    length = stream.read(_LENGTH)
    content = stream.read(int.from_bytes(length, "big"))
    return content if len(length) == _LENGTH else None


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
