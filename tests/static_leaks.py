"""The files of a static site, each looked through for what is told later than it may tell: the leak audit's words."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.audit import Told
from kg.audit.phrases import Phrases, pieces
from kg.audit.untold import Untold
from kg.graph import KnowledgeGraph
from kg.vocab import ID_BASE
from kg.web.export.addresses import Address
from kg.web.words import every_word

__all__ = ["leaks", "told_by"]

_TEXT = (".html", ".js", ".json", ".csv", ".gz", ".svg", ".txt", ".ttl", ".tsv")
# Questions are answered about the whole of the drama that they name, and say so, as on the server.
_WHOLE = ("queries",)


def told_by(file: str) -> tuple[str, int] | None:
    """Return the slug of the drama and the position of the step that a file may tell, beside all premises.

    None stands for the premises alone.

    >>> told_by("ko/drama/soundtrack-1/at=2/index.html"), told_by("search/soundtrack-1/3.js")
    (('soundtrack-1', 2), ('soundtrack-1', 3))
    """
    address = Address.of_file(file)
    match address.parts:
        case ("drama" | "character", slug, *_):
            at = dict(address.fields).get("at", "")
            return (slug.removesuffix(".json"), int(at)) if at.isdigit() else None
        case ("search", slug, name) | ("sparql", "data", slug, name):
            return slug, int(name.partition(".")[0])
    return None


def leaks(folder: Path, graph: KnowledgeGraph) -> Iterator[str]:
    """Yield each phrase in a file of a site that is told later than the file may tell."""
    untold = Untold(Told(graph.store.told()), every_word())
    by_step = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _TEXT and name != "drama-kg-site.json" and Address.of_file(name).parts[:1] != _WHOLE:
            by_step[told_by(name)].append(path)
    for step, paths in by_step.items():
        yield from _found(paths, _hidden(graph, untold, step), folder)


def _hidden(graph: KnowledgeGraph, untold: Untold, step: tuple[str, int] | None) -> set[str]:
    """Return what is told later than a step of one drama and the premise of all others."""
    iris = {row["slug"]: f"{ID_BASE}drama/{row['slug']}" for row in graph.dramas()}
    hidden = set(untold.phrases(iris.values(), 1))
    if step is not None:
        own = [iris[step[0]]]
        hidden = (hidden - set(untold.phrases(own, 1))) | set(untold.phrases(own, step[1]))
    return hidden


def _found(paths: Iterable[Path], hidden: set[str], folder: Path) -> Iterator[str]:
    looked_for, clean = Phrases(hidden), set()
    for path in paths:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for piece in pieces(content.decode("utf-8")):
            if piece not in clean:
                found = looked_for.found_in(piece)
                clean.add(piece)
                yield from (f"{path.relative_to(folder)}: {phrase}" for phrase in found)
