"""IRIs and addresses: the path of each IRI is that of w3id.org, and an ending chooses the form of the answer."""

from __future__ import annotations

from kg.linked import BASE

__all__ = ["FORMS", "iri_of", "parts_of", "split_ending"]

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "nt": "application/n-triples",
    "trig": "application/trig",
}
"""The endings, each with its media type, best first."""
_ROOTS = ("id", "graph", "view", "ontology", "shapes")
_LONGEST = 600  # characters of a path


def parts_of(iri: str) -> tuple[str, str] | None:
    """Return path and fragment of the page of one of our IRIs, not yet quoted; None for any other IRI.

    An IRI that itself ends like a form (a slug of a catalogue may) gets ``.html`` behind it.

    >>> parts_of("https://w3id.org/drama-kg/id/person/park-hyung-sik")
    ('/id/person/park-hyung-sik', '')
    >>> parts_of("https://w3id.org/drama-kg/ontology#Mentoring"), parts_of("https://example.org/")
    (('/ontology', 'Mentoring'), None)
    """
    if not iri.startswith(BASE):
        return None
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    if path.split("/")[0] not in _ROOTS:
        return None
    return f"/{path}" + (".html" if split_ending(path)[1] else ""), fragment


def split_ending(path: str) -> tuple[str, str | None]:
    """Return a path without the ending that chooses a form, and that ending.

    >>> split_ending("id/person/iu.ttl"), split_ending("id/person/mydramalist:1-a.b")
    (('id/person/iu', 'ttl'), ('id/person/mydramalist:1-a.b', None))
    """
    stem, dot, ending = path.rpartition(".")
    return (stem, ending) if dot and ending in FORMS else (path, None)


def iri_of(path: str) -> str | None:
    """Return the IRI that a path without ending stands for; None for what can be none."""
    if len(path) > _LONGEST or any(char.isspace() or char in '<>"{}|\\^`' or char < " " for char in path):
        return None
    return BASE + path.removeprefix("/")
