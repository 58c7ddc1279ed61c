"""Finding things by what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.graph.given import viewpoint_of_texts
from kg.graph.held import Held
from kg.search import SeenNames, resolve

__all__ = ["Finding"]


class Finding(Held):
    """What finds a thing by a name."""

    def find(self, kind: str, name: str) -> NamedNode:
        """Return the IRI of the one drama, character, person, theme or source of that name.

        Raises `NotFoundError` with the nearest names, or with the slugs to choose from.
        """
        return resolve(self.store, kind, name)

    def names(self, seen: Iterable[str] | None = None) -> SeenNames:
        """Return what things are called, to complete what somebody types, as far as they may know it.

        ``seen`` is a viewpoint as in `at_texts`; None tells every name. Raises `NotFoundError` for what is none.

        >>> import kg
        >>> names = kg.open().names()
        >>> [(one.value, one.detail) for one in names.complete("character", "이은", lang="ko")]
        [('이은수', '사운드트랙#1')]
        """
        return SeenNames(self._parts.names, None if seen is None else viewpoint_of_texts(self.store, seen))
