"""Finding things by what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.graph.given import viewpoint_of_texts
from kg.graph.held import Held
from kg.search import KINDS, Hits, SeenNames, resolve

__all__ = ["Finding"]


class Finding(Held):
    """What finds a thing by a name."""

    def find(self, kind: str, name: str) -> NamedNode:
        """Return the IRI of the one drama, character, person, theme or source of that name.

        Raises `NotFoundError` with the nearest names, or with the slugs to choose from.
        """
        return resolve(self.store, kind, name)

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        seen: Iterable[str] | None = None,
        lang: str = "en",
        most: int = 20,
    ) -> Hits:
        """Return the dramas, characters, people and themes that a text finds, the best first.

        The text is a name in any spelling, the beginning of one, some of its words, first consonants (ㅂㅎㅅ), or
        nearly one of these; docs/search.md says how it finds. ``kind`` limits it to one kind. ``seen`` is a viewpoint
        as in `at_texts`: ``["*=end"]`` tells all. Where it is None, only the premise of every drama is told, and of a
        graph that is a view what that tells. Of the names of one thing that fit equally well, ``matched`` is the one
        in ``lang``. Raises `NotFoundError` for a viewpoint that is none, and ValueError for a kind that is none.

        >>> import kg
        >>> g = kg.open()
        >>> [(hit.label["en"], hit.matched, hit.how) for hit in g.search("ㅂㅎㅅ", kind="person")]
        [('Park Hyung Sik', '박형식', 'choseong')]
        >>> [hit.path for hit in g.search("Jennifer")], [hit.path for hit in g.search("Jennifer", seen=["*=end"])]
        ([], ['soundtrack-1/eunsoo'])
        """
        if kind not in (None, *KINDS):
            raise ValueError(f"'{kind}' is no kind of thing: it is one of {', '.join(KINDS)}")
        names = self.names(() if seen is None and not self._parts.of_view else seen)
        return names.search(text, kind=kind, lang=lang, most=most)

    def names(self, seen: Iterable[str] | None = None) -> SeenNames:
        """Return what things are called, to complete what somebody types, as far as they may know it.

        ``seen`` is a viewpoint as in `at_texts`; None tells every name. Raises `NotFoundError` for what is none.

        >>> import kg
        >>> names = kg.open().names()
        >>> [(one.value, one.detail) for one in names.complete("character", "이은", lang="ko")]
        [('이은수', '사운드트랙#1')]
        """
        return SeenNames(self._parts.names, None if seen is None else viewpoint_of_texts(self.store, seen))
