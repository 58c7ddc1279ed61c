"""Sources to quads, with what a review thinks."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.load.quads.iris import beat_iri
from kg.load.quads.writer import Writer, texts
from kg.model import Drama, Source
from kg.vocab import DKG, RDF, SKOS, XSD, thing

__all__ = ["SourceWriter"]


class SourceWriter(Writer):
    """Sources, with what a review thinks."""

    def write(self, source: Source, dramas: Mapping[str, Drama]) -> None:
        """Add one source to the provenance graph; an address that gives something away waits for its beat."""
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
        if source.address is not None:
            self._address(node, source, Literal(source.address, datatype=XSD.anyURI), dramas)
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

    def _address(self, node: NamedNode, source: Source, address: Literal, dramas: Mapping[str, Drama]) -> None:
        told = source.address_told
        drama = dramas.get(told.source) if told else None
        if told is None or drama is None:
            self._plain(node, DKG.address, address)
            return
        position = drama.position(told.place)
        graph = self._graph(f"{drama.slug}/{source.slug}/{position}", source.slug, beat_iri(drama.slug, position))
        self._out.quads.append(Quad(node, DKG.address, address, graph))
