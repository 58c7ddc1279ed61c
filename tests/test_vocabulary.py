"""The terms that the code speaks of are those of the ontology, and a misspelt one raises."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kg import vocab
from kg.ontology import Ontology
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, PREFIXES, Vocabulary, compact, thing


@pytest.mark.parametrize("term", sorted(DKG))
def test_every_term_is_declared(ontology: Ontology, term: str) -> None:
    assert ontology.declares(DKG.base + term)


@pytest.mark.parametrize(
    ("wrong", "right"), [("Charater", "Character"), ("revealdAt", "revealedAt"), ("hasThem", "hasTheme")]
)
def test_a_misspelt_term_raises(wrong: str, right: str) -> None:
    with pytest.raises(AttributeError, match=rf"has no term '{wrong}'; did you mean .*'{right}'"):
        getattr(DKG, wrong)


@pytest.mark.parametrize("name", ["RDF", "RDFS", "OWL", "SKOS", "PROV", "XSD"])
def test_foreign_vocabularies_are_closed_too(name: str) -> None:
    vocabulary = getattr(vocab, name)
    assert isinstance(vocabulary, Vocabulary)
    with pytest.raises(AttributeError):
        vocabulary.nonsense  # noqa: B018
    for term in vocabulary:
        assert getattr(vocabulary, term) == NamedNode(vocabulary.base + term)


def test_relationship_types_are_read_from_the_ontology_alone(ontology: Ontology) -> None:
    """So that a new type touches ontology/ alone."""
    assert not set(DKG) & (set(ontology.relationship_types) - {"Relationship"})


def test_addresses_are_the_public_ones() -> None:
    """These IRIs are a contract (DESIGN.md, section 2); they never change."""
    assert DKG.base == "https://w3id.org/drama-kg/ontology#"
    assert ID_BASE == "https://w3id.org/drama-kg/id/"
    assert GRAPH_BASE == "https://w3id.org/drama-kg/graph/"
    assert [node.value.removeprefix(GRAPH_BASE) for node in (
        vocab.GRAPH_ONTOLOGY, vocab.GRAPH_THEMES, vocab.GRAPH_PROVENANCE, vocab.GRAPH_INFERRED,
    )] == ["ontology", "themes", "provenance", "inferred"]  # fmt: skip


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://w3id.org/drama-kg/id/person/x", "id:person/x"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        ("http://example.org/x", "http://example.org/x"),
        ("", ""),
    ],
)
def test_short_names(iri: str, shown: str) -> None:
    assert compact(iri) == shown


def test_prefixes_are_distinct() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert thing("a", "b").value == f"{ID_BASE}a/b"
