"""The machine and the packages that a measurement was made with, and what a process takes of it."""

from __future__ import annotations

import os
import platform
import resource
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["available_mib", "describe", "peak_mib", "used_mib", "versions"]

_PACKAGES = (
    "pyoxigraph", "polars", "numpy", "networkx", "igraph", "rdflib", "owlrl", "reasonable", "nemo-python", "duckdb",
)  # fmt: skip


def peak_mib() -> int:
    """Return the peak memory of this process in MiB.

    Linux counts in ``ru_maxrss`` what the parent had when it started the process, so its own counter is asked first.
    """
    return _status_mib("VmHWM:")


def used_mib() -> int:
    """Return how much memory this process has now in MiB; the peak, where the system does not say."""
    return _status_mib("VmRSS:")


def _status_mib(counter: str) -> int:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(counter)) // 1024
    except (OSError, StopIteration):
        unit = 1 << 20 if platform.system() == "Darwin" else 1 << 10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def available_mib() -> float:
    """Return how much memory a new process could have."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") / (1 << 20)


def describe() -> dict[str, str]:
    """Return processor, cores, memory and system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{memory:.1f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def versions() -> dict[str, str]:
    """Return the versions of the packages that are measured and installed."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"
