"""Terms of a statement as people give them: a name, a slug, a prefixed name or an IRI."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFoundError, did_you_mean
from kg.ontology import Ontology
from kg.search import resolve
from kg.store import GraphStore
from kg.vocab import DKG, ID_BASE, PREFIXES, RDF

__all__ = ["Given", "predicate_of", "thing_of"]

_PATH = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+){2}")  # soundtrack-1/relationship/couple
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
    for name in (text, _camel(text)):
        if name.isidentifier() and ontology.declares(DKG.base + name):
            return NamedNode(DKG.base + name)
    labelled = ontology.labelled_properties(text)
    if len(labelled) == 1:
        return labelled[0]
    if labelled:
        names = ", ".join(sorted(node.value.removeprefix(DKG.base) for node in labelled))
        raise NotFoundError(f"more than one property is called '{text[:60]}': {names}")
    hint = did_you_mean(text, ontology.local_names)
    raise NotFoundError(f"'{text[:60]}' is no property of the ontology" + (f"; {hint}" if hint else ""))


def _camel(text: str) -> str:
    """Return words as a name of the ontology.

    >>> _camel("mentor of")
    'mentorOf'
    """
    first, *rest = text.split() or [""]
    return first[:1].lower() + first[1:] + "".join(word.capitalize() for word in rest)


def thing_of(store: GraphStore, ontology: Ontology, given: Given) -> NamedNode | Literal:
    """Return the thing that is meant: a name in any spelling of its letters, a slug, a term of the ontology or an IRI.

    Raises `NotFoundError` when nothing, or more than one thing, is called so.
    """
    if isinstance(given, NamedNode | Literal):
        return given
    if not isinstance(given, str):
        raise TypeError(f"a thing is a name, an IRI or a term, not {given!r}")
    found = _iri(given)
    if found is not None:
        return found
    if given.isidentifier() and ontology.declares(DKG.base + given):
        return NamedNode(DKG.base + given)
    if _PATH.fullmatch(given):
        node = NamedNode(f"{ID_BASE}drama/{given}")
        if any(True for _ in store.union(node)):
            return node
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
