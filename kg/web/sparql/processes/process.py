"""A process that answers queries: it opens the store for reading, answers one query at a time and sends back a `Reply`.

Whatever goes wrong in it (too slow, too much memory, a crash of the engine) costs that one query and a new process.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from kg.store.addresses import Addresses
from kg.store.remote import RemoteStore
from kg.web.sparql.limits import Limits
from kg.web.sparql.processes.answer import Ask, Reply, answer
from kg.web.sparql.processes.bounds import die_after, limit_memory
from kg.web.sparql.processes.job import Job

__all__ = ["CrashedError", "QueryProcess"]

_START_SECONDS = 60.0
_READY = "ready"


class CrashedError(Exception):
    """A query's process died, or never started."""


class QueryProcess:
    """One process, as seen from the server. Its methods block: they are called in threads."""

    def __init__(self, store: Path | Addresses, limits: Limits) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        # daemon: a server that ends in any orderly way takes its processes with it.
        self._process = context.Process(target=_serve_queries, args=(theirs, store, limits), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        self._ended = False
        self._busy = False
        found = None
        try:
            if self._pipe.poll(_START_SECONDS):
                found = self._pipe.recv()
        except (EOFError, OSError):
            pass
        if found == _READY:
            return
        self.end()
        raise StoreError(found) if isinstance(found, str) else CrashedError("the process for queries did not start")

    def free(self) -> bool:
        """Whether it can take a query."""
        return not self._ended and not self._busy and self._process.is_alive()

    def begin(self, ask: Ask | Job) -> None:
        """Have a query answered; `reply_within` has the answer."""
        self._busy = True
        try:
            self._pipe.send(ask)
        except OSError as error:
            self.end()
            raise CrashedError("the process of the query died") from error

    def reply_within(self, seconds: float) -> Reply | None:
        """Return the answer once it is there; None when it is not there in time."""
        try:
            if not self._pipe.poll(seconds):
                return None
            found = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise CrashedError("the process of the query died") from error
        self._busy = False
        if not isinstance(found, Reply):
            raise CrashedError("the process of the query said something odd")
        return found

    def kill(self) -> None:
        """End the process from another thread: the one that waits for it sees the pipe end, and clears away."""
        self._process.kill()

    def end(self) -> None:
        """End the process and clear away what is left of it."""
        if not self._ended:
            self._ended = True
            self._process.kill()
            self._process.join()
            self._pipe.close()


def _context() -> BaseContext:
    """Return the way to start processes: where there is one, from a process that has everything imported already.

    A query that is stopped costs a new process, so starting one has to be cheap.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    # A process is safely forked from one that has no threads; NumPy's library would start some.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Each arena of glibc reserves 64 MB, whether it needs them or not: they would count as memory of the query.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.web.sparql.processes.process", "kg.web.sparql.processes.preloaded"])
    return context


def _serve_queries(pipe: Connection, store: Path | Addresses, limits: Limits) -> None:
    """Answer queries until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    from kg.web.sparql.processes.preloaded import ONTOLOGY

    try:
        opened = RemoteStore.at(store) if isinstance(store, Addresses) else EmbeddedStore.open(store)
    except StoreError as error:
        pipe.send(str(error))
        return
    graph = KnowledgeGraph(opened, ONTOLOGY)
    limit_memory(limits.worker_memory)
    pipe.send(_READY)
    while True:
        try:
            ask = pipe.recv()
            die_after(2 * limits.query_seconds + 5)
            pipe.send(_careful_answer(graph, ask, limits))
            die_after(0)
        except (EOFError, OSError):
            return


def _careful_answer(graph: KnowledgeGraph, ask: Ask | Job, limits: Limits) -> Reply:
    try:
        return answer(graph, ask, limits)
    except MemoryError:
        return Reply(400, b"the query needs more memory than a query may have")
    except Exception:
        logging.getLogger(__name__).exception("a query failed")
        return Reply(500, b"the query failed; the server's messages say why")
