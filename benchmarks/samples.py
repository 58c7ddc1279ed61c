"""Generated samples on disk, made once for each size and version of what makes them."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from benchmarks.answers import fingerprints
from kg.ontology import load_ontology
from kg.vocab import GRAPH_THEMES

__all__ = ["Sample", "folder_for", "measure", "open_sample"]

_ROOT = Path(__file__).resolve().parent.parent
_TRIPLES_A_DRAMA = 503
_MADE_BY = (
    "benchmarks/generate.py", "benchmarks/samples.py", "benchmarks/answers.py", "kg/model.py", "kg/load/quads/*.py",
    "ontology/*.ttl",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A generated graph: ``data.nt`` (triples), ``data.nq`` (with graphs), ``ontology.nt``, ``asserted.npy``.

    ``seconds`` is the time from the model to quads.
    """

    folder: str
    size: int
    dramas: int
    triples: int
    quads: int
    seconds: float

    def file(self, name: str) -> Path:
        """Return the path of one of its files."""
        return Path(self.folder) / name


def folder_for(size: int, root: Path) -> Path:
    """Return where a sample of a size lies."""
    digest = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return root / f"{size}-{digest.hexdigest()[:12]}"


def open_sample(folder: Path) -> Sample | None:
    """Return a sample that is already there."""
    try:
        return Sample(**json.loads((folder / "sample.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def measure(size: int, folder: str) -> dict[str, object]:
    """Write a sample of about ``size`` triples."""
    from benchmarks.generate import collection
    from kg.load.quads import to_statements

    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    dramas = max(2, round(size / _TRIPLES_A_DRAMA))
    made = collection(dramas)
    started = time.perf_counter()
    quads = to_statements(made).quads
    seconds = time.perf_counter() - started
    serialize(quads, str(path / "data.nq"), RdfFormat.N_QUADS)
    # What the ontology says of themes is data to a reasoner; every engine is to read the same file.
    triples = {quad.triple for quad in (*quads, *_themes())}
    serialize(triples, str(path / "data.nt"), RdfFormat.N_TRIPLES)
    ontology = {quad.triple for quad in load_ontology().quads()}
    serialize(ontology, str(path / "ontology.nt"), RdfFormat.N_TRIPLES)
    rows = ((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in triples)
    np.save(path / "asserted.npy", fingerprints(rows))
    sample = Sample(folder, size, dramas, len(triples), len(quads), seconds)
    (path / "sample.json").write_text(json.dumps(asdict(sample)), encoding="utf-8")
    return asdict(sample)


def _themes() -> list[Quad]:
    """Return what the ontology says of themes, apart from texts."""
    return [q for q in load_ontology().quads() if q.graph_name == GRAPH_THEMES and isinstance(q.object, NamedNode)]
