"""From page to page along the links, until every page that a reader can reach is there."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from kg.build import Summary
from kg.graph import KnowledgeGraph
from kg.web.export.addresses import Address
from kg.web.export.errors import ExportError
from kg.web.export.work import Done, Task, Work

__all__ = ["Crawl"]

_MOST = 200_000  # addresses, far more than there are: who reaches this has found pages that lead to ever new ones
_AT_ONCE = 60  # addresses that are given out together

Submit = Callable[[list[Address]], Future[list[Done]]]


class Crawl:
    """The addresses that are known, and those that wait."""

    def __init__(self, starts: Iterable[Address]) -> None:
        self._known: set[Address] = set()
        self._waiting: dict[str, set[Address]] = {}
        self._dramas: dict[int, str] = {}  # that each worker was given last
        self._add(starts)

    def __len__(self) -> int:
        return len(self._known)

    def run(self, graph: KnowledgeGraph, task: Task, jobs: int) -> Iterator[Done]:
        """Write every file that the starts lead to, and yield what became of each. Raises `ExportError`, OSError.

        The pages of a drama are made together, step by step: what one needs is still kept when the next is made. With
        several ``jobs`` they are made in as many processes, where the graph is on disk.
        """
        running: dict[Future[list[Done]], int] = {}
        jobs = jobs if graph.store_path else 1
        with _workers(graph, task, jobs) as workers:
            while self._waiting or running:
                for worker in set(range(jobs)) - set(running.values()):
                    if self._waiting:
                        running[workers[worker](self._batch(worker))] = worker
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    del running[future]
                    for done in _of(future):
                        self._add(done.leads_to)
                        yield done

    def _add(self, found: Iterable[Address]) -> None:
        for address in found:
            if address not in self._known:
                self._known.add(address)
                self._waiting.setdefault(_about(address), set()).add(address)
        if len(self._known) > _MOST:
            raise ExportError(f"there are more than {_MOST:,} pages: some of them lead to ever new ones")

    def _batch(self, worker: int) -> list[Address]:
        """Take addresses that are about one drama, or about none.

        A worker goes on with its drama, whose views it has, and begins with one that no other is at.
        """
        mine = self._dramas.get(worker)
        others = {about for one, about in self._dramas.items() if one != worker}
        free = (about for about in self._waiting if about not in others)
        about = mine if mine is not None and mine in self._waiting else next(free, next(iter(self._waiting)))
        self._dramas[worker] = about
        found = self._waiting[about]
        taken = sorted(found, key=_turn)[:_AT_ONCE]
        found.difference_update(taken)
        if not found:
            del self._waiting[about]
        return taken


def _of(future: Future[list[Done]]) -> list[Done]:
    try:
        return future.result()
    except BrokenExecutor as error:
        text = "a process that made pages has ended before its time, perhaps for want of memory: try fewer --jobs"
        raise ExportError(text) from error


def _about(address: Address) -> str:
    """Return the slug of the drama that a page tells, "" for none."""
    if len(address.parts) > 1 and address.parts[0] in ("drama", "character", "search"):
        return address.parts[1].removesuffix(".json")
    if address.parts[:2] == ("sparql", "data"):
        return address.parts[2]
    return ""


def _turn(address: Address) -> tuple[int, str]:
    at = dict(address.fields).get("at", "")
    return int(at) if at.isdigit() else 0, address.text


@contextmanager
def _workers(graph: KnowledgeGraph, task: Task, jobs: int) -> Iterator[list[Submit]]:
    """Give functions that have addresses made, each in a process of its own, or one in this."""
    if jobs > 1:
        begin = partial(_begin, graph.store_path, graph.summary, task)
        context = multiprocessing.get_context("spawn")
        with ExitStack() as pools:
            yield [_submit(pools.enter_context(ProcessPoolExecutor(1, context, begin)), _do) for _ in range(jobs)]
        return
    work = Work(graph, task)
    with ThreadPoolExecutor(1) as thread:
        try:
            yield [_submit(thread, work.do)]
        finally:
            thread.submit(work.close).result()


def _submit(pool: Executor, do: Callable[[list[Address]], list[Done]]) -> Submit:
    return lambda addresses: pool.submit(do, addresses)


_works: list[Work] = []  # the one of this process, where it is one of several


def _end_with_parent() -> None:
    """End this process once the one that began it has, however that ended: nobody would ask it for anything more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _begin(store: Path | None, summary: Summary | None, task: Task) -> None:
    assert store is not None  # noqa: S101 - processes are begun for a graph on disk alone
    threading.Thread(target=_end_with_parent, daemon=True).start()
    graph = KnowledgeGraph.of_store(store)
    graph.summary = summary
    _works.append(Work(graph, task))


def _do(addresses: list[Address]) -> list[Done]:
    return _works[0].do(addresses)
