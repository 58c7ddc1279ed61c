"""Relations and networks as NetworkX graphs that GEXF and GraphML can hold, and those as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.export.rows import Exported, ExportedCharacter, Texts, label_in

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["network_graph", "relation_graph", "to_gexf", "to_graphml", "xml_text"]

# What XML 1.0 cannot hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOOLEAN_KEY = re.compile(r'<key id="(d[0-9]+)" [^<>]*attr\.type="boolean"')
_MADE_ON = re.compile(r' lastmodifieddate="[^"]*"')


def xml_text(text: str) -> str:
    """Return text as XML can hold it, in one line: U+FFFD stands for a character that it cannot.

    >>> xml_text("a\\x00b\\n c")
    'a�b c'
    """
    return " ".join(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text).split())


def relation_graph(exported: Sequence[Exported], lang: str) -> nx.MultiDiGraph[str]:
    """Return characters and the relations between them; each pair that a phase ties is one edge.

    The edge of a symmetric relation says so in ``symmetric``: GEXF as NetworkX reads it has edges of one kind only.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=_name(exported, lang))
    for one in exported:
        for character in one.characters:
            graph.add_node(character.id, **_node(character, lang))
        for relation in one.relations:
            graph.add_edge(
                relation.source,
                relation.target,
                key=relation.id,
                **_present(
                    label=label_in(relation.labels, lang)[0],
                    **_in_languages("label", relation.labels),
                    relation=relation.relation,
                    relation_type=relation.type,
                    symmetric=not relation.directed,
                    ended=relation.last is not None,
                    certainty=relation.certainty,
                    first_beat=relation.first,
                    last_beat=relation.last,
                ),
            )
    return graph


def network_graph(exported: Sequence[Exported], lang: str) -> nx.Graph[str]:
    """Return who appears with whom; ``weight`` is how often, a strength and no length."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph(name=_name(exported, lang))
    for one in exported:
        for character in one.characters:
            if character.id in one.present:
                graph.add_node(character.id, **_node(character, lang))
        for pair in one.together:
            graph.add_edge(
                pair.source, pair.target, weight=pair.weight, counted=one.counted, first_beat=pair.first,
                last_beat=pair.last,
            )  # fmt: skip
    return graph


def to_gexf(graph: nx.Graph[str]) -> str:
    """Return a graph as GEXF 1.2 draft; the same graph always gives the same text."""
    import networkx as nx

    named = graph.copy()
    if named.is_multigraph():
        for _, _, key, data in named.edges(keys=True, data=True):  # type: ignore[call-overload]
            data["id"] = key
    text = "\n".join(nx.generate_gexf(named, version="1.2draft"))
    return f"<?xml version='1.0' encoding='utf-8'?>\n{_MADE_ON.sub('', text, count=1)}\n"


def to_graphml(graph: nx.Graph[str]) -> str:
    """Return a graph as GraphML."""
    import networkx as nx

    text = "\n".join(nx.generate_graphml(graph))
    # NetworkX writes booleans as Python does; GraphML wants those of XML Schema.
    booleans = "|".join(_BOOLEAN_KEY.findall(text))
    if booleans:
        truth = re.compile(rf'(<data key="(?:{booleans})">)(True|False)(?=</data>)')
        text = truth.sub(lambda match: match[1] + match[2].lower(), text)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n"


def _name(exported: Sequence[Exported], lang: str) -> str:
    return xml_text(label_in(exported[0].titles, lang, exported[0].slug)[0]) if len(exported) == 1 else "Drama KG"


def _node(character: ExportedCharacter, lang: str) -> dict[str, Any]:
    return _present(
        label=label_in(character.names, lang, character.id)[0],
        **_in_languages("label", character.names),
        iri=character.iri,
        drama=character.drama,
        gender=" ".join(character.genders),
        billing=character.billing,
        actors="; ".join(label_in(names, lang)[0] for names in character.actors),
        unnamed=character.unnamed,
        group=character.group,
        first_beat=character.first,
    )


def _in_languages(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in texts.items()}


def _present(**values: str | int | bool | None) -> dict[str, Any]:
    """Return the values that are there, as XML can hold them."""
    clean = {key: xml_text(value) if isinstance(value, str) else value for key, value in values.items()}
    return {key: value for key, value in clean.items() if value not in (None, "")}
