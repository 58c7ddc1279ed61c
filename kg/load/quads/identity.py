"""Decisions on who is one person to quads, told by the sources that they rest on."""

from __future__ import annotations

from collections.abc import Container
from itertools import permutations

from pyoxigraph import Literal

from kg.load.identity import Identity
from kg.load.quads.writer import Fact, Writer, texts
from kg.model import Decision
from kg.vocab import DKG, OWL, RDF, XSD, thing

__all__ = ["DecisionWriter"]


class DecisionWriter(Writer):
    """Decisions stand beside what their sources say of people, and are always visible as that is."""

    def write(self, decision: Decision, identity: Identity, people: Container[str]) -> None:
        """Add one decision, unless it is only about entries of catalogues that nobody has loaded."""
        found = dict.fromkeys(identity.people.get(str(slug), str(slug)) for slug in decision.people)
        known = [slug for slug in found if slug in people]
        if not known:
            return
        node = thing("identity", "--".join(sorted(map(str, decision.people))))
        self._origin(node, decision.where)
        facts: list[Fact] = [
            (RDF.type, DKG.IdentityDecision),
            (DKG.verdictOnIdentity, Literal(decision.verdict)),
            (DKG.decidedOn, Literal(str(decision.decided), datatype=XSD.date)),
            *((DKG.decidesOn, thing("person", slug)) for slug in known),
            *((DKG.ofEntry, Literal(str(slug))) for slug in decision.people),
            *((DKG.reason, text) for text in texts(decision.because)),
        ]
        for citation in decision.cited:
            graph = self._graph(f"people/{citation.source}", citation.source, None)
            self._add(graph, node, citation.place, facts)
            if decision.verdict == "different":
                for one, other in permutations(known, 2):
                    self._add(
                        graph, thing("person", one), citation.place, [(OWL.differentFrom, thing("person", other))]
                    )
