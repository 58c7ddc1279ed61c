"""Queries of strangers run in processes of their own, so that one that never ends can be ended.

A process opens the store read-only, answers one query at a time and sends back a `Reply`. Whatever goes wrong in it
(too slow, too much memory, a crash of the engine) costs that one query and a new process.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.web.sparql.answer import Ask, Reply, answer
from kg.web.sparql.job import Job

__all__ = ["MEMORY", "SECONDS", "BusyError", "CrashedError", "LocalRunner", "QueryJob", "Runner", "TooSlowError",
           "WorkerPool", "runner_for"]  # fmt: skip

SECONDS = 10.0
WORKERS = 2
WAITING = 20
MEMORY = 2 << 30  # bytes that a query may add to its process
_START_SECONDS = 60.0


class BusyError(Exception):
    """As many queries wait as may wait."""


class TooSlowError(Exception):
    """A query had not ended at its deadline."""


class CrashedError(Exception):
    """A query's process died, or never started."""


class QueryJob:
    """A query on its way. Its ``future`` gives a `Reply`, or raises `TooSlowError` or `CrashedError`."""

    future: Future[Reply]

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._abandoned = False

    def abandon(self) -> None:
        """End the query, whether it still waits or runs: nobody wants its answer any more."""
        self.future.cancel()
        with self._lock:
            self._abandoned = True
            if self._worker is not None:
                self._worker.kill()

    def held_by(self, worker: _Worker | None) -> bool:
        """Note which process works on it; return False when it was abandoned."""
        with self._lock:
            self._worker = worker
            return not self._abandoned


class _Line:
    """The line in front of a few threads; it has an end."""

    def __init__(self, workers: int, waiting: int) -> None:
        self._room = threading.BoundedSemaphore(workers + waiting)
        self.threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="query")

    def join(self, run: object, *args: object) -> Future[Reply]:
        """Put a call in line. Raises `BusyError` when the line is full or closed."""
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            future: Future[Reply] = self.threads.submit(run, *args)  # type: ignore[arg-type]
        except RuntimeError as error:
            self._room.release()
            raise BusyError from error
        future.add_done_callback(lambda _: self._room.release())
        return future


class WorkerPool:
    """A few processes that answer queries; each thread of the line drives one process at a time."""

    def __init__(
        self,
        store: Path,
        *,
        workers: int = WORKERS,
        waiting: int = WAITING,
        seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self.seconds = seconds
        self._start = (store, seconds, memory)
        self._line = _Line(workers, waiting)
        self._idle: list[_Worker] = []
        self._living: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, ask: Ask | Job) -> QueryJob:
        """Put a query in line. Raises `BusyError` when the line is full."""
        job = QueryJob()
        job.future = self._line.join(self._run, ask, job)
        return job

    def warm_up(self) -> None:
        """Start one process before the first query comes."""
        self._line.threads.submit(lambda: self._give_back(self._take()))

    def close(self) -> None:
        """End every process, busy or idle, and wait until they are gone."""
        with self._lock:
            self._closed = True
            living = list(self._living)
        for worker in living:
            worker.kill()
        self._line.threads.shutdown(wait=True, cancel_futures=True)
        for worker in living:
            worker.end()

    def _run(self, ask: Ask | Job, job: QueryJob) -> Reply:
        worker = self._take()
        try:
            if not job.held_by(worker):
                raise CrashedError("abandoned")
            return worker.ask(ask, self.seconds)
        finally:
            job.held_by(None)
            self._give_back(worker)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise CrashedError("the server is going down")
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    return worker
                self._living.discard(worker)
        worker = _Worker(*self._start)
        with self._lock:
            self._living.add(worker)
        return worker

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed and worker.alive():
                self._idle.append(worker)
                return
            self._living.discard(worker)
        worker.end()


class _Worker:
    """One process, as seen from the server. Its methods block: they are called in threads."""

    def __init__(self, store: Path, seconds: float, memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # daemon: a server that ends in any orderly way takes its processes with it.
        self._process = context.Process(target=_serve_queries, args=(theirs, store, seconds, memory), daemon=True)
        self._process.start()
        theirs.close()
        self._ended = False
        try:
            if self._pipe.poll(_START_SECONDS) and self._pipe.recv() == "ready":
                return
        except (EOFError, OSError):
            pass
        self.end()
        raise CrashedError("the process for queries did not start")

    def alive(self) -> bool:
        """Whether it can take a query."""
        return not self._ended and self._process.is_alive()

    def ask(self, ask: Ask | Job, seconds: float) -> Reply:
        """Have a query answered within a time, or end the process."""
        try:
            self._pipe.send(ask)
            if not self._pipe.poll(seconds):
                self.end()
                raise TooSlowError
            found = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise CrashedError("the process of the query died") from error
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


class LocalRunner:
    """For a graph in memory, which no other process can open: queries run here, and none can be ended early."""

    seconds = SECONDS

    def __init__(self, graph: KnowledgeGraph, *, workers: int = WORKERS, waiting: int = WAITING) -> None:
        self._graph = graph
        self._line = _Line(workers, waiting)

    def submit(self, ask: Ask | Job) -> QueryJob:
        """Put a query in line. Raises `BusyError` when the line is full."""
        job = QueryJob()
        job.future = self._line.join(answer, self._graph, ask)
        return job

    def warm_up(self) -> None:
        """Do nothing: there is nothing to start."""

    def close(self) -> None:
        """Let go of queries that have not begun."""
        self._line.threads.shutdown(wait=False, cancel_futures=True)


Runner = WorkerPool | LocalRunner


def runner_for(graph: KnowledgeGraph) -> Runner:
    """Return what runs queries over a graph: processes where the graph is on disk, else threads."""
    return LocalRunner(graph) if graph.store_path is None else WorkerPool(graph.store_path)


def _serve_queries(pipe: Connection, store: Path, seconds: float, memory: int) -> None:
    """Answer queries until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    graph = KnowledgeGraph.of_store(store)
    _limit_memory(memory)
    pipe.send("ready")
    while True:
        try:
            ask = pipe.recv()
            _die_after(2 * seconds + 5)
            pipe.send(_careful_answer(graph, ask))
            _die_after(0)
        except (EOFError, OSError):
            return


def _careful_answer(graph: KnowledgeGraph, ask: Ask | Job) -> Reply:
    try:
        return answer(graph, ask)
    except MemoryError:
        return Reply(400, b"the query needs more memory than a query may have")
    except Exception:
        logging.getLogger(__name__).exception("a query failed")
        return Reply(500, b"the query failed; the server's messages say why")


def _die_after(seconds: float) -> None:
    """End after a time even when the server, which should have ended this process by then, is gone itself."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(more: int) -> None:
    """Cap what a query may add to the memory: one that wants more makes the engine abort, which costs it alone.

    Called once the store is open: under a cap on the whole, the store's own threads sometimes could not start.
    """
    os.environ["RUST_BACKTRACE"] = "0"
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + more
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
