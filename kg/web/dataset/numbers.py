"""The statistics of a graph, for many who ask at once."""

from __future__ import annotations

import asyncio

from starlette.concurrency import run_in_threadpool

from kg.dataset import Statistics
from kg.graph import KnowledgeGraph

__all__ = ["Numbers"]


class Numbers:
    """The statistics of one graph. While they are counted, whoever else asks waits without holding a thread."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._counting = asyncio.Lock()

    async def get(self) -> Statistics:
        """Return them, counted once."""
        async with self._counting:
            return await run_in_threadpool(self._graph.statistics)
