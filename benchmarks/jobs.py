"""One measurement in a process of its own, so that its peak memory is its own and it can be ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Outcome", "run"]

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measurement found, or why it found nothing."""

    values: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""


def run(module: str, limit: float, *, fresh: bool = False, **arguments: object) -> Outcome:
    """Run ``benchmarks.<module>.measure(**arguments)`` in a new process, for at most so many seconds.

    ``fresh`` has it start without the rules that an earlier process compiled.
    """
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        answer = Path(folder) / "answer.json"
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        if fresh:
            environment["KG_BUILD"] = str(Path(folder) / "build")
        job = json.dumps({"module": module, "arguments": arguments, "answer": str(answer)})
        command = [sys.executable, "-m", "benchmarks.worker", job]
        try:
            done = subprocess.run(
                command, cwd=_ROOT, env=environment, timeout=limit, capture_output=True, text=True, check=False
            )
        except subprocess.TimeoutExpired:
            return Outcome(trouble=f"ended after {limit:.0f} s")
        if done.returncode or not answer.exists():
            last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
            return Outcome(trouble=f"failed: {last[0][:200]}")
        return Outcome(json.loads(answer.read_text(encoding="utf-8")))
