"""Dumps are made once for a build, when somebody first asks: in a process of its own, which gives way to queries."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.dataset import CHECKSUMS, File, dump_files, write_dumps
from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph

__all__ = ["Preparing"]

_AGAIN_SECONDS = 60.0  # after which making them is tried again where it failed
_LOOK_SECONDS = 0.1


class Preparing:
    """The folder of the dumps of a graph, and who makes them.

    They lie beside the store of a build and outlive the server. Where that folder cannot be written, or the graph is in
    memory, they lie in a folder that goes away with the server.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._passing: TemporaryDirectory[str] | None = None
        self._folder = graph.store_path.parent / "dumps" if graph.store_path else None
        self._worker: BaseProcess | threading.Thread | None = None
        self._begun = 0.0
        self._lock = threading.Lock()

    def files(self) -> list[File]:
        """Return the dumps once all are made, else none; they are being made from then on."""
        found = [] if self._folder is None else dump_files(self._folder)
        if not found:
            self._begin()
        return found

    async def file(self, name: str, seconds: float) -> Path | None:
        """Return the path of a dump, or of the checksums, waiting some seconds for it; None where it takes longer."""
        last = time.monotonic() + seconds
        while True:
            if self._folder is not None and (self._folder / name).is_file():
                return self._folder / name
            self._begin()
            if time.monotonic() > last:
                return None
            await asyncio.sleep(_LOOK_SECONDS)

    async def all(self, seconds: float) -> list[File]:
        """Return all dumps, waiting some seconds for them; none where it takes longer."""
        await self.file(CHECKSUMS, seconds)
        return self.files()

    def close(self) -> None:
        """End making them; what is half made goes away, or is taken for nothing."""
        with self._lock:
            worker, self._worker = self._worker, None
            self._begun = float("inf")
        if isinstance(worker, BaseProcess):
            worker.terminate()
            worker.join()
        elif worker is not None:
            worker.join()
        if self._passing is not None:
            self._passing.cleanup()

    def _begin(self) -> None:
        """Have them made, unless that is under way or has just failed."""
        with self._lock:
            if (self._worker and self._worker.is_alive()) or time.monotonic() < self._begun + _AGAIN_SECONDS:
                return
            self._begun = time.monotonic()
            folder = self._writable_folder()
            if self._graph.store_path is None:
                self._worker = threading.Thread(target=_make_here, args=(self._graph, folder), daemon=True)
            else:
                context = multiprocessing.get_context("spawn")
                self._worker = context.Process(target=_make, args=(self._graph.store_path, folder), daemon=True)
            self._worker.start()

    def _writable_folder(self) -> Path:
        above = self._folder.parent if self._folder and not self._folder.exists() else self._folder
        if self._folder is None or above is None or not os.access(above, os.W_OK):
            self._passing = self._passing or TemporaryDirectory(prefix="kg-dumps-")
            self._folder = Path(self._passing.name)
        return self._folder


def _make(store: Path, folder: Path) -> None:
    """Make the dumps of a store, in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    with suppress(OSError, AttributeError):
        os.nice(10)
    _make_here(KnowledgeGraph.of_store(store), folder)


def _make_here(graph: KnowledgeGraph, folder: Path) -> None:
    try:
        write_dumps(graph.store, folder, keep=True)
    except DramaKGError:
        logging.getLogger(__name__).exception("the dumps could not be made")
