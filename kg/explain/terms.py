"""Terms of a statement as people give them: a name, a slug, a prefixed name or an IRI."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError, did_you_mean
from kg.ontology import Ontology
from kg.search import resolve
from kg.store import GraphStore
from kg.vocab import DKG, PREFIXES, RDF

__all__ = ["Given", "predicate_of", "thing_of"]

_KINDS = ("character", "person", "drama", "theme", "source")
Given = str | NamedNode | Literal


def predicate_of(ontology: Ontology, text: str | NamedNode) -> NamedNode:
    """Return the predicate that is meant: ``mentorOf``, ``dkg:mentorOf``, ``a`` or an IRI.

    Raises `NotFoundError`.
    """
    if isinstance(text, NamedNode):
        return text
    if text == "a":
        return RDF.type
    found = _iri(text)
    if found is not None:
        return found
    if ontology.declares(DKG.base + text):
        return NamedNode(DKG.base + text)
    hint = did_you_mean(text, ontology.local_names)
    raise NotFoundError(f"'{text[:60]}' is no property of the ontology" + (f"; {hint}" if hint else ""))


def thing_of(store: GraphStore, ontology: Ontology, given: Given) -> NamedNode | Literal:
    """Return the thing that is meant: a name in any spelling of its letters, a slug, a term of the ontology or an IRI.

    Raises `NotFoundError` when nothing, or more than one thing, is called so.
    """
    if not isinstance(given, str):
        return given
    found = _iri(given)
    if found is not None:
        return found
    if given.isidentifier() and ontology.declares(DKG.base + given):
        return NamedNode(DKG.base + given)
    problems = []
    for kind in _KINDS:
        try:
            return resolve(store, kind, given)
        except NotFoundError as error:
            problems.append(error)
    several = [error for error in problems if "more than one" in str(error)]
    raise (several or problems)[0]


def _iri(text: str) -> NamedNode | None:
    """Return the IRI that a text writes out or abbreviates, None for a text that does neither."""
    prefix, colon, rest = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + rest
    elif not text.startswith(("http://", "https://", "<http", "urn:")):
        return None
    try:
        return NamedNode(text.strip("<>"))
    except ValueError as error:
        raise NotFoundError(f"'{text[:60]}' is no IRI: {error}") from error
