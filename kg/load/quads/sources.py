"""Sources to quads, with what a review thinks."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.load.quads.iris import beat_iri
from kg.load.quads.writer import Writer, texts
from kg.model import Drama, Source
from kg.vocab import DCTERMS, DKG, RDF, SKOS, XSD, thing

__all__ = ["AddressWriter", "SourceWriter", "TellingAddress", "telling_addresses"]


@dataclass(frozen=True, slots=True)
class TellingAddress:
    """The address of a source that gives something of a drama away, and the beat at which that is told."""

    source: str
    address: str
    drama: str
    beat: str


def telling_addresses(sources: Iterable[Source]) -> dict[str, list[TellingAddress]]:
    """Return the addresses that wait for a beat, by drama."""
    found: dict[str, list[TellingAddress]] = {}
    for source in sources:
        if source.address is not None and source.address_told is not None:
            drama, beat = source.address_told.source, source.address_told.place
            found.setdefault(drama, []).append(TellingAddress(source.slug, source.address, drama, beat))
    return found


class AddressWriter(Writer):
    """Addresses that give something away: they stand among the statements of the drama."""

    def write(self, telling: TellingAddress, drama: Drama) -> None:
        """Add one address, told at its beat."""
        position = drama.position(telling.beat)
        path = f"{drama.slug}/{telling.source}/{position}"
        graph = self._graph(path, telling.source, beat_iri(drama.slug, position))
        address = Literal(telling.address, datatype=XSD.anyURI)
        self._out.quads.append(Quad(thing("source", telling.source), DKG.address, address, graph))


class SourceWriter(Writer):
    """Sources, with what a review thinks."""

    def write(self, source: Source, dramas: Container[str]) -> None:
        """Add one source to the provenance graph, without an address that waits for a beat of one of ``dramas``."""
        node = thing("source", source.slug)
        self._origin(node, source.where)
        self._plain(node, RDF.type, DKG.Review if source.kind == "review" else DKG.Source)
        for title in texts(source.title):
            self._plain(node, SKOS.prefLabel, title)
        self._plain(node, DKG.sourceKind, Literal(source.kind))
        plain = (
            (DKG.publisher, source.publisher), (DKG.author, source.author), (DKG.language, source.language),
            (DKG.verdict, source.verdict), (DKG.grade, source.grade),
        )  # fmt: skip
        for predicate, value in plain:
            if value is not None:
                self._plain(node, predicate, Literal(value))
        waits = source.address_told is not None and source.address_told.source in dramas
        if source.address is not None and not waits:
            self._plain(node, DKG.address, Literal(source.address, datatype=XSD.anyURI))
        if source.licence is not None:
            self._plain(node, DCTERMS.license, NamedNode(source.licence))
        if source.reviews is not None:
            self._plain(node, DKG.reviews, thing("drama", source.reviews))
        for judgement in source.judgements:
            opinion = thing("source", source.slug, "judgement", judgement.slug)
            self._origin(opinion, judgement.where)
            self._plain(opinion, RDF.type, DKG.Judgement)
            self._plain(opinion, DKG.madeIn, node)
            self._plain(opinion, DKG.judges, thing("drama", judgement.of))
            self._plain(opinion, DKG.aspect, Literal(judgement.aspect))
            self._plain(opinion, DKG.stance, Literal(judgement.stance))
            self._plain(opinion, DKG.locator, Literal(judgement.place))
            for text in texts(judgement.text):
                self._plain(opinion, SKOS.prefLabel, text)
