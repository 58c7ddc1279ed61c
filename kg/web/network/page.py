"""The page of a drama's network: its values, laid out for the template."""

from __future__ import annotations

from collections.abc import Mapping

from kg.drama import Drama
from kg.metrics import Metrics, NetworkMetrics, NodeMetrics
from kg.metrics.wording import NETWORK_MEANINGS, NETWORK_WORDS, NODE_WORDS
from kg.projection import CharacterNetwork
from kg.web.dramas.queries import ask_drama
from kg.web.network.numbers import number
from kg.web.network.story_part import shape_of, sources_of, tracks_of
from kg.web.templating import Reader, page

__all__ = ["PATHS", "network_page"]

PATHS: Mapping[CharacterNetwork, str] = {"relationships": "network", "presence": "presence"}
"""The last part of the address of each network."""


def network_page(drama: Drama, of: CharacterNetwork, found: Metrics, reader: Reader) -> str:
    """Render how central the characters are and what their network is like; ``of`` names the network."""
    names = {row.iri: row for row in drama.characters}
    by_node = {one.node: one for one in found.nodes}
    ranked = [by_node[node] for node in found.table().column("node") if node in names]
    return page(
        "drama_network.html",
        reader,
        drama=drama,
        of=of,
        paths=PATHS,
        rows=[(names[one.node], _cells(one), one.betweenness) for one in ranked] if found.network.pairs else (),
        columns=tuple(NODE_WORDS),
        most=max((one.betweenness for one in found.nodes), default=0.0),
        whole=_whole(found.network),
        meanings=NETWORK_MEANINGS,
        parts=[part.nodes for part in found.network.components],
        asks=ask_drama(drama, reader),
        tracks=tracks_of(drama, of),
        **(_story(drama) if of == "relationships" else {"shape": None, "sources": ()}),
    )


def _story(drama: Drama) -> dict[str, object]:
    sources = sources_of(drama, drama.story)
    return {"shape": shape_of(drama), "sources": sources if len(sources) > 1 else ()}


def _cells(one: NodeMetrics) -> dict[str, str]:
    return {name: number(getattr(one, name)) for name in NODE_WORDS}


def _whole(network: NetworkMetrics) -> dict[str, str]:
    """Return the measures that have a value, by name."""
    known = network.known()
    return {name: number(known[name]) for name in NETWORK_WORDS if name in known}
