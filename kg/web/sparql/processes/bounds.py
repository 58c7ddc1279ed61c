"""What a process that works for others may take: memory and time."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

__all__ = ["die_after", "limit_memory"]


def die_after(seconds: float) -> None:
    """End after a time even when the server, which should have ended this process by then, is gone itself; 0: never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(more: int) -> None:
    """Cap what the process may add to its memory: the engine aborts when it wants more, which costs that work alone.

    Called once the store is open: under a cap on the whole, the store's own threads sometimes could not start.
    """
    os.environ["RUST_BACKTRACE"] = "0"
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + more
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
