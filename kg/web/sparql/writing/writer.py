"""The process that writes: one at a time, each write whole or not at all, and one that does not end can be ended.

Only one process may hold the store for writing, and readers need a store that stands still. So this process alone has
the store, and readers get snapshots of it (hard links to its files), which show whole writes and never half of one.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import secrets
import shutil
import signal
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pyoxigraph import Store

from kg.errors import BuildError
from kg.web.sparql.processes.bounds import die_after, limit_memory
from kg.web.sparql.writing.carrying import Write, Written, carry_out

__all__ = ["WriteLimits", "Writer", "WriterBusyError"]

_START_SECONDS = 60.0
_COPY_SECONDS = 60.0
_LOCK_SECONDS = 3.0  # for which the process of a server that was killed may still have the store
_MOST_LOG = 256 << 20  # bytes of what is in memory and in the log alone
_MARKER = "drama-kg-store"
_MARKED = "A store that `kg serve --writable` keeps. Delete the folder as a whole or not at all.\n"


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What a write may take. ``memory`` is what it may add to its process; the others say their unit."""

    seconds: float = 300.0
    memory: int = 4 << 30
    waiting: int = 20
    update_bytes: int = 10_000_000
    graph_bytes: int = 50_000_000


class WriterBusyError(Exception):
    """As many writes wait as may wait."""


class Writer:
    """A store in a folder, made when there is none, and the process that writes to it.

    ``version`` changes with each write. Raises `BuildError` where the folder is not one of ours or is in use.
    """

    def __init__(self, folder: Path, limits: WriteLimits | None = None) -> None:
        self.limits = limits or WriteLimits()
        self._folder = _prepared(folder)
        self._run = secrets.token_hex(4)  # no version of an earlier run comes again
        self._writes = 0
        self._room = threading.BoundedSemaphore(1 + self.limits.waiting)
        self._line = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._starting = threading.Lock()
        self._copying = threading.Lock()
        self._closed = False
        self._process = _Process(self._folder / "store", self.limits)
        # Now that the store is ours, what an earlier run left behind can go.
        for leftovers in (self._folder / "snapshots", self.uploads):
            shutil.rmtree(leftovers, ignore_errors=True)
            leftovers.mkdir()

    @property
    def version(self) -> str:
        """What the state of the store is called."""
        return f"{self._run}-{self._writes}"

    @property
    def process(self) -> int:
        """The number of the process that writes."""
        return self._process.number

    @property
    def uploads(self) -> Path:
        """The folder for what is on its way into the store; it is emptied at the start."""
        return self._folder / "uploads"

    def submit(self, write: Write) -> Future[Written]:
        """Put a write in line. Raises `WriterBusyError` when the line is full or closed."""
        if not self._room.acquire(blocking=False):
            raise WriterBusyError
        try:
            future = self._line.submit(self._write, write)
        except RuntimeError as error:
            self._room.release()
            raise WriterBusyError from error
        future.add_done_callback(lambda _: self._room.release())
        return future

    def snapshot(self) -> tuple[str, Path]:
        """Return a version and the path of a store that holds it. Raises `BuildError` where that cannot be made.

        The folder around the store has the name of the version; the caller deletes it.
        """
        with self._copying:
            # Read first: a write that ends meanwhile may be in the snapshot, and makes another version necessary.
            version = self.version
            path = self._folder / "snapshots" / version / "store"
            if path.parent.exists():
                path = path.parent.with_name(f"{version}.{secrets.token_hex(2)}") / "store"
            problem = "the process that writes has ended"
            for _ in range(2):  # the process may have to end for a write that is too slow
                process = self._living()
                shutil.rmtree(path.parent, ignore_errors=True)  # half of a copy
                path.parent.mkdir()
                try:
                    problem = process.copy(path)
                except (EOFError, OSError):
                    process.end()
                    continue
                if not problem:
                    return version, path
                break
            shutil.rmtree(path.parent, ignore_errors=True)
            raise BuildError(f"the store cannot be read just now: {problem}")

    def close(self) -> None:
        """End the process; a write that is under way is not done."""
        with self._starting:
            self._closed = True
            self._process.end()
        self._line.shutdown(wait=True, cancel_futures=True)

    def _write(self, write: Write) -> Written:
        process = self._living()
        try:
            written = process.carry_out(write, self.limits.seconds)
        except (EOFError, OSError):
            process.end()
            text = f"the write ended its process: it may have needed more than {self.limits.memory >> 30} GB of memory"
            written = Written(500, f"{text}; it is stored whole or, most likely, not at all")
        if written.status == 504:
            process.end()
        # A process that has ended may have been about to say that it is done.
        if written.status < 300 or written.status >= 500:
            self._writes += 1
        return written

    def _living(self) -> _Process:
        """Return the process, or a new one in its place."""
        with self._starting:
            if self._closed:
                raise OSError("the server is going down")
            if not self._process.alive():
                self._process.end()
                self._process = _Process(self._folder / "store", self.limits)
            return self._process


class _Process:
    """The process as seen from the server: a pipe for writes, and one for snapshots, which wait for no write."""

    def __init__(self, store: Path, limits: WriteLimits) -> None:
        context = multiprocessing.get_context("spawn")
        self._writes, their_writes = context.Pipe()
        self._copies, their_copies = context.Pipe()
        # daemon: a server that ends in any orderly way takes its processes with it.
        self._process = context.Process(target=_serve, args=(their_writes, their_copies, store, limits), daemon=True)
        self._process.start()
        self.number = self._process.pid or 0
        their_writes.close()
        their_copies.close()
        problem: object = "the process that writes did not start"
        try:
            if self._writes.poll(_START_SECONDS):
                problem = self._writes.recv()
        except (EOFError, OSError):
            pass
        if problem:
            self.end()
            raise BuildError(f"the store in {store} cannot be opened for writing: {problem}")

    def alive(self) -> bool:
        """Whether it can take a write."""
        return self._process.is_alive()

    def carry_out(self, write: Write, seconds: float) -> Written:
        """Have a write carried out. Raises EOFError or OSError when the process dies."""
        self._writes.send(write)
        if not self._writes.poll(seconds):
            text = f"the write was stopped after {seconds:g} seconds: it is stored whole or, most likely, not at all"
            return Written(504, f"{text}; send it in parts")
        written = self._writes.recv()
        if not isinstance(written, Written):
            raise OSError("the process that writes said something odd")
        return written

    def copy(self, path: Path) -> str:
        """Have a snapshot made; return what was wrong, or ''. Raises EOFError or OSError when the process dies."""
        self._copies.send(path)
        if not self._copies.poll(_COPY_SECONDS):
            raise OSError("the copy does not end")
        return str(self._copies.recv())

    def end(self) -> None:
        """End the process at once: a write that is under way is not done."""
        self._process.kill()
        self._process.join()


def _prepared(folder: Path) -> Path:
    """Return the folder, made where there is none. Raises `BuildError` for one that holds something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / _MARKER).exists():
            if any(folder.iterdir()):
                raise BuildError(f"{folder} holds something else: name a folder that is empty or does not exist yet")
            (folder / _MARKER).write_text(_MARKED, encoding="utf-8")
    except OSError as error:
        raise BuildError(f"cannot write to {folder}: {error.strerror or error}") from error
    return folder.resolve()


def _serve(writes: Connection, copies: Connection, path: Path, limits: WriteLimits) -> None:
    """Write until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    try:
        store = _opened(path)
    except (OSError, RuntimeError, ValueError) as error:
        writes.send("another server uses it" if _locked(error) else str(error))
        return
    threading.Thread(target=_serve_copies, args=(copies, store), daemon=True).start()
    limit_memory(limits.memory)
    writes.send("")
    while True:
        try:
            write = writes.recv()
            die_after(limits.seconds + 5)
            written = _careful(store, write)
            die_after(0)
            _settle(store, path)
            writes.send(written)
        except (EOFError, OSError):
            return


def _opened(path: Path) -> Store:
    """Open the store, which what is left of a server that was just killed may hold for a moment longer."""
    patience = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            return Store(str(path))
        except (OSError, RuntimeError, ValueError) as error:
            if not _locked(error) or time.monotonic() > patience:
                raise
        time.sleep(0.05)


def _locked(error: Exception) -> bool:
    return "lock" in str(error).lower()


def _settle(store: Store, path: Path) -> None:
    """Have the engine move what it keeps in memory to its files, which it does not do by itself for long."""
    if sum(log.stat().st_size for log in path.glob("*.log")) > _MOST_LOG:
        store.flush()


def _serve_copies(copies: Connection, store: Store) -> None:
    while True:
        try:
            path = copies.recv()
        except (EOFError, OSError):
            # The server is gone, perhaps killed. A write that is under way would hold the store against the next one.
            os._exit(1)
        try:
            store.backup(str(path))
        except (OSError, RuntimeError) as error:
            copies.send(str(error) or "the copy failed")
        else:
            copies.send("")


def _careful(store: Store, write: Write) -> Written:
    try:
        return carry_out(store, write)
    except MemoryError:
        return Written(413, "the write needs more memory than a write may have, and nothing of it was stored")
    except Exception:
        logging.getLogger(__name__).exception("a write failed")
        return Written(500, "the write failed, and nothing of it was stored; the server's messages say why")
