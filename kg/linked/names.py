"""What things are called in each language, as far as somebody may know: labels, or words made from what they tie."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.linked.standard import STANDARD_NAMES
from kg.linked.values import Texts
from kg.linked.visible import Visible
from kg.names import LANGUAGES
from kg.ontology import Ontology
from kg.store import GraphStore
from kg.views import Viewpoint
from kg.vocab import DKG, PROV, RDF, RDFS, SKOS

__all__ = ["Names"]

_LABELS = (SKOS.prefLabel, RDFS.label, NamedNode("http://purl.org/dc/terms/title"))
# What names a thing that has no label: its class, and the things that it ties by these, in this order.
_TIES = (DKG.between, DKG.performer, DKG.decidesOn, PROV.wasDerivedFrom, DKG.revealedAt)
_IN_DRAMA = (DKG.Performance, DKG.Scene)  # whose names say of which drama


class Names:
    """The names of the things of one store."""

    def __init__(self, store: GraphStore, visible: Visible, ontology: Ontology) -> None:
        self._store = store
        self._visible = visible
        firsts = [kind.subject_role for kind in ontology.relationship_types.values()]
        seconds = [kind.object_role for kind in ontology.relationship_types.values()]
        roles = dict.fromkeys(role for role in (*firsts, *seconds) if role)
        ties = (*(NamedNode(DKG.base + role) for role in roles), *_TIES)
        # In the order of a sentence: who mentors before who is mentored, the source before the beat.
        self._ranks = {tie: rank for rank, tie in enumerate(ties)}

    def of(self, things: Iterable[NamedNode], viewpoint: Viewpoint) -> dict[str, Texts]:
        """Return the names of each thing that has any, by IRI."""
        wanted = list(dict.fromkeys(things))
        self._store.expect(wanted)
        found = ((thing.value, self._name(thing, viewpoint)) for thing in wanted)
        return {iri: names for iri, names in found if names}

    def _name(self, thing: NamedNode, viewpoint: Viewpoint) -> Texts:
        return self._label(thing, viewpoint) or STANDARD_NAMES.get(thing.value) or self._made(thing, viewpoint)

    def _label(self, thing: NamedNode, viewpoint: Viewpoint) -> dict[str, str]:
        found: dict[str, str] = {}
        for predicate in _LABELS:
            for quad in self._visible.of(thing, predicate, viewpoint):
                if isinstance(quad.object, Literal):
                    found.setdefault(quad.object.language or "en", quad.object.value)
        return dict(sorted(found.items()))

    def _made(self, thing: NamedNode, viewpoint: Viewpoint) -> Texts:
        """Return words for a thing without a label: "mentoring: Kang Woo Il, Lee Eun Soo"."""
        quads = list(self._store.told(subject=thing))
        kinds = self._objects(sorted((quad for quad in quads if quad.predicate == RDF.type), key=str), viewpoint)
        kind = self._label(kinds[0], viewpoint) if kinds else {}
        ranks = {**self._ranks, DKG.inDrama: len(self._ranks)} if set(kinds) & set(_IN_DRAMA) else self._ranks
        ties = sorted((q for q in quads if q.predicate in ranks), key=lambda q: (ranks[q.predicate], str(q)))
        tied = dict.fromkeys(self._objects(ties, viewpoint))
        self._store.expect(tied)
        labels = [label for one in tied if (label := self._label(one, viewpoint))]
        if not labels:
            return {}
        found = {}
        for lang in LANGUAGES:
            words = ", ".join(label.get(lang) or next(iter(label.values())) for label in labels)
            found[lang] = f"{kind[lang]}: {words}" if lang in kind else words
        return found

    def _objects(self, quads: Iterable[Quad], viewpoint: Viewpoint) -> list[NamedNode]:
        """Return what those of the statements name that may be seen."""
        named = ((quad, quad.object) for quad in quads)
        return [thing for quad, thing in named if isinstance(thing, NamedNode) and self._visible.sees(quad, viewpoint)]
