"""Work for the processes that answer queries, other than the text of a stranger's query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.web.sparql.limits import Limits
    from kg.web.sparql.processes.answer import Reply

__all__ = ["Job"]


class Job(ABC):
    """Something to do with the graph, under the same deadline and limits; it is pickled on its way to the process."""

    @abstractmethod
    def run(self, graph: KnowledgeGraph, limits: Limits) -> Reply:
        """Do it; every problem that its values can have is a reply, not an exception."""
