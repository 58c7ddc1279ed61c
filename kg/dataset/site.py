"""The addresses that a description names: those that never change, and those of the server that gives it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.dataset.about import HOME

__all__ = ["AGENT", "DATASET", "VOID_DOCUMENT", "Site", "fragment"]

DATASET = NamedNode(HOME + "/dataset")
VOID_DOCUMENT = NamedNode(HOME + "/void")
AGENT = NamedNode(HOME + "/dataset#authors")


@dataclass(frozen=True, slots=True)
class Site:
    """A server, by its address without a slash at the end. Raises ValueError for what is no address of the web."""

    base: str

    def __post_init__(self) -> None:
        if not self.base.startswith(("http://", "https://")):
            raise ValueError(f"{self.base!r} is no address of the web")
        NamedNode(self.base)

    def at(self, path: str) -> NamedNode:
        """Return the address of a path.

        >>> Site("https://example.org").at("/sparql").value
        'https://example.org/sparql'
        """
        return NamedNode(self.base + path)

    @property
    def endpoint(self) -> NamedNode:
        """The SPARQL endpoint."""
        return self.at("/sparql")

    @property
    def service(self) -> NamedNode:
        """The service behind the endpoint, as a thing that can be described."""
        return self.at("/sparql#service")

    def dump(self, name: str) -> NamedNode:
        """Return the address of a dump."""
        return self.at(f"/dump/{name}")


def fragment(of: NamedNode, *names: str) -> NamedNode:
    """Return an IRI below another, for one of its parts.

    >>> fragment(DATASET, "told", "nq").value
    'https://w3id.org/drama-kg/dataset#told-nq'
    """
    return NamedNode(f"{of.value}#{'-'.join(names)}")
