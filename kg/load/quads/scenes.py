"""The scenes of a play to quads."""

from __future__ import annotations

from pyoxigraph import Literal

from kg.load.quads.iris import character_iri
from kg.load.quads.telling import TellingWriter
from kg.load.quads.writer import texts
from kg.vocab import DKG, RDF, SKOS, thing

__all__ = ["SceneWriter"]


class SceneWriter(TellingWriter):
    """Who speaks in which scene, told at the beat of the act."""

    def write(self) -> None:
        """Add every scene of one drama."""
        for scene in self.drama.scenes:
            node = thing("drama", self.drama.slug, "scene", str(scene.number))
            self._origin(node, scene.where)
            self._say(
                node,
                self._at(scene.told),
                scene.cited,
                (RDF.type, DKG.Scene),
                (DKG.inDrama, self.node),
                (DKG.sceneNumber, Literal(scene.number)),
                *((SKOS.prefLabel, text) for text in texts(scene.label)),
                *((DKG.speaker, character_iri(self.drama.slug, slug)) for slug in scene.speakers),
            )
