"""Queries of strangers run in processes of their own, so that one that never ends can be ended.

There are two lanes. Each query begins in the quick one, where it gets a fraction of a second; most need less. One that
is not done by then moves on to the slow lane with its process if there is a place; if not, its process is ended, and
it begins again once there is one. So long queries wait for each other, and short ones do not wait for them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.store.addresses import Addresses
from kg.store.remote import RemoteStore
from kg.web.sparql.limits import Limits
from kg.web.sparql.processes.answer import Ask, Reply, answer
from kg.web.sparql.processes.job import Job
from kg.web.sparql.processes.lanes import BusyError, Lane
from kg.web.sparql.processes.process import CrashedError, QueryProcess

__all__ = ["BusyError", "CrashedError", "LocalRunner", "QueryJob", "Runner", "TooSlowError", "WorkerPool",
           "runner_for"]  # fmt: skip


class TooSlowError(Exception):
    """A query had not ended at its deadline."""


class QueryJob:
    """A query on its way. Its ``future`` gives a `Reply`, or raises `BusyError`, `TooSlowError` or `CrashedError`."""

    future: Future[Reply]

    def __init__(self, ask: Ask | Job, queue_seconds: float) -> None:
        self.ask = ask
        self.queue_seconds = queue_seconds
        self.give_up = time.monotonic() + queue_seconds
        self.abandoned = False
        self._lock = threading.Lock()
        self._process: QueryProcess | None = None

    def abandon(self) -> None:
        """End the query, whether it still waits or runs: nobody wants its answer any more."""
        self.future.cancel()
        with self._lock:
            self.abandoned = True
            if self._process is not None:
                self._process.kill()

    def held_by(self, process: QueryProcess | None) -> None:
        """Note which process works on it. Raises `CrashedError` for a job that was abandoned."""
        with self._lock:
            self._process = process
            if process is not None and self.abandoned:
                raise CrashedError("abandoned")


class _Line:
    """The threads that see to queries, those that wait included; there is room for so many and no more."""

    def __init__(self, places: int, queue: int) -> None:
        self._room = threading.BoundedSemaphore(places + queue)
        self._lock = threading.Lock()
        self.length = 0
        self.threads = ThreadPoolExecutor(max_workers=places + queue, thread_name_prefix="query")

    def join(self, run: object, *args: object) -> Future[Reply]:
        """Put a call in line. Raises `BusyError` when the line is full or closed."""
        if not self._room.acquire(blocking=False):
            raise BusyError("too many queries are waiting")
        try:
            future: Future[Reply] = self.threads.submit(run, *args)  # type: ignore[arg-type]
        except RuntimeError as error:
            self._room.release()
            raise BusyError("the server is going down") from error
        with self._lock:
            self.length += 1
        future.add_done_callback(self._left)
        return future

    def _left(self, _: object) -> None:
        with self._lock:
            self.length -= 1
        self._room.release()


@dataclass(slots=True)
class _Place:
    """A place in a lane, with the process in it."""

    lane: Lane
    process: QueryProcess

    def move_to(self, lane: Lane) -> bool:
        """Go on in another lane, if it has a place; tell whether it has."""
        if not lane.enter_now():
            return False
        self.lane.leave()
        self.lane = lane
        return True


def _enter(lane: Lane, job: QueryJob, unwanted: Callable[[], bool]) -> None:
    """Wait for a place. Raises `BusyError` for who waits too long, `CrashedError` for whom nobody wants any more."""
    try:
        if not lane.enter(job.give_up, unwanted):
            raise CrashedError("abandoned")
    except BusyError:
        text = f"the query could not begin within {job.queue_seconds:g} seconds: others are running"
        raise BusyError(text) from None


class WorkerPool:
    """Processes that answer queries over a store in a folder or at an address; ``build`` names what they read.

    What a server holds may change, so that a store at an address has no name.
    """

    def __init__(self, store: Path | Addresses, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.build = store.parent.name if isinstance(store, Path) else None
        self._store = store
        self._line = _Line(2 * self.limits.workers, self.limits.queue)
        self._quick = Lane(self.limits.workers)
        self._slow = Lane(self.limits.workers)
        self._idle: list[QueryProcess] = []
        self._living: set[QueryProcess] = set()
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, ask: Ask | Job) -> QueryJob:
        """Put a query in line. Raises `BusyError` when the line is full."""
        job = QueryJob(ask, self.limits.queue_seconds)
        job.future = self._line.join(self._run, job)
        return job

    @property
    def running(self) -> tuple[int, int]:
        """How many queries run in the quick lane and in the slow one."""
        return self._quick.taken, self._slow.taken

    @property
    def seen_to(self) -> int:
        """How many queries run or wait."""
        return self._line.length

    def warm_up(self) -> None:
        """Start one process before the first query comes."""
        self._line.threads.submit(lambda: self._give_back(self._take()))

    def close(self) -> None:
        """End every process, busy or idle, and wait until they are gone."""
        with self._lock:
            self._closed = True
            living = list(self._living)
        for process in living:
            process.kill()
        self._quick.look_again()
        self._slow.look_again()
        self._line.threads.shutdown(wait=True, cancel_futures=True)
        for process in living:
            process.end()

    def _run(self, job: QueryJob) -> Reply:
        """See to one query, from lane to lane."""
        with self._place(self._quick, job) as place:
            reply = place.process.reply_within(self.limits.quick_seconds)
            if reply is None and place.move_to(self._slow):
                reply = self._reply(place.process)
            if reply is not None:
                return reply
        with self._place(self._slow, job) as place:
            return self._reply(place.process)

    def _reply(self, process: QueryProcess) -> Reply:
        reply = process.reply_within(self.limits.query_seconds)
        if reply is None:
            raise TooSlowError
        return reply

    @contextmanager
    def _place(self, lane: Lane, job: QueryJob) -> Iterator[_Place]:
        """Wait for a place in a lane, and have a process begin with the query there."""
        _enter(lane, job, lambda: self._closed or job.abandoned)
        place = None
        try:
            process = self._take()
            place = _Place(lane, process)
            try:
                job.held_by(process)
                process.begin(job.ask)
                yield place
            finally:
                job.held_by(None)
                self._give_back(process)
        finally:
            (place.lane if place else lane).leave()

    def _take(self) -> QueryProcess:
        with self._lock:
            if self._closed:
                raise CrashedError("the server is going down")
            while self._idle:
                process = self._idle.pop()
                if process.free():
                    return process
                self._living.discard(process)
        process = QueryProcess(self._store, self.limits)
        with self._lock:
            if not self._closed:
                self._living.add(process)
                return process
        process.end()
        raise CrashedError("the server is going down")

    def _give_back(self, process: QueryProcess) -> None:
        """Keep a process for the next query, or end one that is still busy with the last."""
        with self._lock:
            if not self._closed and process.free():
                self._idle.append(process)
                return
            self._living.discard(process)
        process.end()


class LocalRunner:
    """For a graph that no other process can open: queries run in threads here, and none can be ended early."""

    build: str | None = None

    def __init__(self, graph: KnowledgeGraph, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._graph = graph
        self._line = _Line(self.limits.workers, self.limits.queue)
        self._lane = Lane(self.limits.workers)

    def submit(self, ask: Ask | Job) -> QueryJob:
        """Put a query in line. Raises `BusyError` when the line is full."""
        job = QueryJob(ask, self.limits.queue_seconds)
        job.future = self._line.join(self._run, job)
        return job

    def warm_up(self) -> None:
        """Do nothing: there is nothing to start."""

    def close(self) -> None:
        """Let go of queries that have not begun."""
        self._line.threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: QueryJob) -> Reply:
        _enter(self._lane, job, lambda: job.abandoned)
        try:
            return answer(self._graph, job.ask, self.limits)
        finally:
            self._lane.leave()


Runner = WorkerPool | LocalRunner


def runner_for(graph: KnowledgeGraph, limits: Limits | None = None) -> Runner:
    """Return what runs queries over a graph: processes where the graph is on disk, else threads."""
    if isinstance(graph.store, RemoteStore):
        return WorkerPool(graph.store.addresses, limits)
    return LocalRunner(graph, limits) if graph.store_path is None else WorkerPool(graph.store_path, limits)
