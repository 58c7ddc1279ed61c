"""The page of a named graph: what it is, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from kg.linked import GraphPage, drama_slug_of
from kg.linked.values import Node
from kg.vocab import GRAPH_BASE, compact
from kg.web.far import Far
from kg.web.linked.addresses import parts_of
from kg.web.linked.thing_page import Dramas, Pointer, thing_link
from kg.web.templating import Reader, page

__all__ = ["GRAPH_ROWS", "render_graph"]

GRAPH_ROWS = 100
"""The statements on one page."""
_STANDING = ("ontology", "themes", "alignments", "provenance", "inferred")


def render_graph(
    found: GraphPage, number: int, reader: Reader, far: Far, dramas: Dramas, addresses: Mapping[str, str]
) -> str:
    """Render the page; ``addresses`` has those of the other forms."""
    iri = found.description.iri
    names = {**found.description.names, **found.names}

    def cell(term: Node) -> Pointer:
        if isinstance(term, NamedNode):
            return thing_link(term.value, names, reader, far)
        if isinstance(term, Literal) and term.language:
            return Pointer(Markup('<span lang="{}">{}</span>').format(term.language, term.value), None)
        return Pointer(Markup.escape(term.value if isinstance(term, Literal) else str(term)), None)

    parts = parts_of(iri)
    path = parts[0] if parts else "/"
    own = iri.removeprefix(GRAPH_BASE)
    slug = drama_slug_of(iri)
    last = max(1, ceil(found.total / GRAPH_ROWS))
    telling = next((one for one in found.description.statements), None)
    return page(
        "graph.html",
        reader,
        iri=iri,
        name=compact(iri),
        about=f"graph_is_{own}" if own in _STANDING else None,
        described=[
            (thing_link(one.property, names, reader, far), cell(one.value)) for one in found.description.statements
        ],
        told=telling is not None,
        drama=(slug, dramas.titles.get(slug, {"en": slug})) if slug else None,
        rows=[(cell(t.subject), cell(t.predicate), cell(t.object)) for t in found.statements],
        total=found.total,
        number=number,
        last=last,
        turn=lambda n: reader.link(path, at=far.at(iri), page=n if n > 1 else None),
        query=reader.link("/sparql", query=_QUERY.format(iri=iri), **far.asking),
        far=far,
        addresses=addresses,
        end=reader.link(path, at="end"),
        premise=reader.link(path),
    )


_QUERY = "SELECT ?subject ?property ?value WHERE {{\n  GRAPH <{iri}> {{ ?subject ?property ?value }}\n}} LIMIT 1000"
