"""The process that makes one measurement; `benchmarks.jobs` starts it."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

__all__ = ["main"]


def main() -> None:
    """Do the job that the command line describes and write its answer."""
    job = json.loads(sys.argv[1])
    module = importlib.import_module(f"benchmarks.{job['module']}")
    Path(job["answer"]).write_text(json.dumps(module.measure(**job["arguments"])), encoding="utf-8")


if __name__ == "__main__":
    main()
