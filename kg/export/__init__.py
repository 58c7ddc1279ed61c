"""Characters, relations and networks as other tools read them: CSV with its description, GEXF, GraphML."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.export.csvw import describe
from kg.export.graphs import network_graph, relation_graph, to_gexf, to_graphml
from kg.export.rows import read_exported
from kg.export.tables import TABLES, csv_text, table_rows
from kg.names import LANGUAGES
from kg.ontology import Ontology
from kg.store import GraphStore
from kg.views import View, as_table

__all__ = ["FORMATS", "WHATS", "dramas_with", "export_views"]

WHATS = ("relations", "network", "characters")
FORMATS = ("csv", "csvw", "gexf", "graphml")

_IN_DRAMAS = {
    "relations": "?phase dkg:ofArc ?arc ; dkg:inDrama ?drama",
    "network": "?unit dkg:speaker|dkg:participant ?who ; dkg:inDrama ?drama",
    # Of a thousand filmographies nobody wants the characters unless a drama is named.
    "characters": """
        ?character dkg:characterIn ?drama
        FILTER(EXISTS { ?drama dkg:coverage "full" } || EXISTS { ?phase dkg:ofArc ?arc ; dkg:inDrama ?drama })""",
}


def dramas_with(store: GraphStore, what: str) -> list[NamedNode]:
    """Return the dramas of a closed store that have something of a kind (`WHATS`) to export, by IRI.

    Characters are those of dramas of which more is known than a cast.
    """
    pattern = _IN_DRAMAS.get(what, _IN_DRAMAS["characters"])
    answer = as_table(store.query(f"SELECT DISTINCT ?drama {{ {pattern} }} ORDER BY ?drama"))
    return [drama for (drama,) in answer.terms if isinstance(drama, NamedNode)]


def export_views(
    views: Sequence[View], ontology: Ontology, what: str, format: str, lang: str = "en", url: str | None = None
) -> str:
    """Return what has been told in some views, as text in a format.

    ``what`` is one of `WHATS`: relations and networks as CSV (``csv``), ``gexf`` or ``graphml``, characters as CSV.
    ``csvw`` describes the CSV whose address, seen from the description, is ``url``. Raises `QueryError` for what cannot
    be had.
    """
    _check(what, format, lang)
    exported = [read_exported(view, ontology, alone=len(views) == 1) for view in views]
    if format == "csv":
        return csv_text(TABLES[what], table_rows(what, exported, lang))
    if format == "csvw":
        name = exported[0].slug.replace(":", "-") if len(exported) == 1 else "dramas"
        return describe(what, exported, url or f"{name}-{what}.csv")
    graph = relation_graph(exported, lang) if what == "relations" else network_graph(exported, lang)
    return to_gexf(graph) if format == "gexf" else to_graphml(graph)


def _check(what: str, format: str, lang: str) -> None:
    for name, given, choice in (("what", what, WHATS), ("format", format, FORMATS), ("lang", lang, LANGUAGES)):
        if given not in choice:
            raise QueryError(f"'{name}' is {', '.join(choice[:-1])} or {choice[-1]}, not {given!r}")
    if what == "characters" and format in ("gexf", "graphml"):
        raise QueryError(f"characters alone are no network: export relations or the network as {format}")
