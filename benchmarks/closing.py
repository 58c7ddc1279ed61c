"""The closure of a sample by one reasoner: time, memory and what was inferred."""

from __future__ import annotations

import importlib
import time
from pathlib import Path

import numpy as np

from benchmarks.answers import fingerprints
from benchmarks.machine import peak_mib
from benchmarks.reasoner import Closing
from kg.ontology import load_ontology
from kg.reason.program import Program

__all__ = ["answer_file", "measure"]


def answer_file(folder: Path, engine: str) -> Path:
    """Return where the fingerprints of what an engine inferred are kept."""
    return folder / f"inferred-{engine}.npy"


def measure(engine: str, folder: str, *, keep: bool) -> dict[str, float]:
    """Close a sample; ``keep`` says whether to write down what was inferred.

    The compiled rules are given to the engines that are measured against ours for nothing; ours compiles them.
    """
    reasoner: Closing = importlib.import_module(f"benchmarks.{engine}_rules").Reasoner(
        lambda: Program.of(load_ontology())
    )
    path = Path(folder)
    started, processor_before = time.perf_counter(), time.process_time()
    reasoner.prepare()
    prepared, processor = time.perf_counter(), time.process_time()
    reasoner.load(path / "data.nt")
    loaded = time.perf_counter()
    reasoner.close()
    closed = time.perf_counter()
    # The processor's time is that of all threads; on a busy machine it says more than the clock.
    found = {
        "ontology": prepared - started,
        "load": loaded - prepared,
        "close": closed - loaded,
        "total": closed - started,
        "cpu": time.process_time() - processor,
        "cpu_total": time.process_time() - processor_before,
        "mib": peak_mib(),
        "clashes": reasoner.clashes,
    }
    if keep:
        inferred = np.setdiff1d(fingerprints(reasoner.inferred()), np.load(path / "asserted.npy"), assume_unique=True)
        np.save(answer_file(path, engine), inferred)
        found["inferred"] = len(inferred)
    return found
