"""What the pictures of a drama's two networks say and rest on: of relationships, and of who appears together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import QueryError
from kg.figure.spec import Text
from kg.ontology import Ontology
from kg.projection import CharacterNetwork, Choice, checked_characters, project_drama
from kg.views import View

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["OF", "PHASES", "Wording", "network_to_draw"]

# What all pictures of relationships rest on. Without a view too, it tells nothing of what comes after the beat.
PHASES = """
SELECT ?phase ?type ?role ?character (MIN(?position) AS ?told) (MIN(?until) AS ?ended) WHERE {
  GRAPH ?graph { ?phase dkg:inDrama ?drama ; dkg:ofArc ?arc ; a ?type ; ?role ?character }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
  FILTER(?position <= ?at)
  ?type dkg:subjectRole ?any .
  ?role rdfs:subPropertyOf+ dkg:party .
  OPTIONAL {
    GRAPH ?ending { ?phase dkg:endsAt ?event }
    GRAPH graph:provenance { ?ending dkg:revealedAt/dkg:position ?until }
    FILTER(?until <= ?at)
  }
} GROUP BY ?phase ?type ?role ?character ORDER BY ?told ?phase ?role ?character
"""
_PRESENCE = """
SELECT ?unit ?character (MIN(?position) AS ?told) WHERE {
  { GRAPH ?graph { ?unit a dkg:Scene ; dkg:inDrama ?drama ; dkg:speaker ?character } }
  UNION
  {
    GRAPH ?graph { ?unit dkg:inDrama ?drama ; dkg:participant|dkg:agent|dkg:addressee ?character }
    FILTER NOT EXISTS {
      GRAPH ?other { ?scene a dkg:Scene ; dkg:inDrama ?drama ; dkg:speaker ?speaker }
      GRAPH graph:provenance { ?other dkg:revealedAt/dkg:position ?earlier }
      FILTER(?earlier <= ?at)
    }
  }
  GRAPH graph:provenance { ?graph dkg:revealedAt/dkg:position ?position }
  FILTER(?position <= ?at)
} GROUP BY ?unit ?character ORDER BY ?told ?unit ?character
"""


class Wording(NamedTuple):
    """The query of a network, the heading of its picture, what that and one of centrality show, and what is missing."""

    query: str
    heading: Text
    network: Text
    centrality: Text
    missing: str


OF: Mapping[CharacterNetwork, Wording] = {
    "relationships": Wording(
        PHASES,
        {"en": "network of relationships", "ko": "관계 네트워크"},
        {
            "en": "Circles are characters, by {measure}; lines are as wide as there are phases of relationships. "
                  "{shown} of {total} characters",
            "ko": "원은 인물({measure}), 선의 굵기는 관계의 수. 인물 {total}명 중 {shown}명",
        },
        {
            "en": "{measure} of each character in the network of relationships, at each step of the telling; the leads "
                  "and those who come highest by name",
            "ko": "이야기의 단계마다 관계 네트워크에서 각 인물의 {measure}; 주연과 가장 높이 오른 인물은 이름을 적음",
        },
        "relationships",
    ),
    "presence": Wording(
        _PRESENCE,
        {"en": "who appears together", "ko": "함께 나오는 인물"},
        {
            "en": "Circles are characters, by {measure}; lines are as wide as there are scenes or events in which two "
                  "appear together. {shown} of {total} characters",
            "ko": "원은 인물({measure}), 선의 굵기는 함께 나온 장면이나 사건의 수. 인물 {total}명 중 {shown}명",
        },
        {
            "en": "{measure} of each character in the network of who appears together, at each step of the telling; "
                  "the leads and those who come highest by name",
            "ko": "이야기의 단계마다 함께 나오는 인물의 네트워크에서 각 인물의 {measure}; 주연과 가장 높이 오른 인물은 "
                  "이름을 적음",
        },
        "presence",
    ),
}  # fmt: skip
"""By network."""


def network_to_draw(view: View, ontology: Ontology, of: CharacterNetwork) -> nx.Graph[str]:
    """Return a network as sources tell it. Raises `QueryError` for another."""
    try:
        checked_characters(of)
    except ValueError as error:
        raise QueryError(str(error)) from None
    return project_drama(view, ontology, Choice(of, told="asserted" if of == "relationships" else None))
