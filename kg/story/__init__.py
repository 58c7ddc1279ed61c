"""What a drama's network says of its story: over the beats, in arcs, triangles and groups, and by source."""

from kg.story.arcs import Arc, ArcStep
from kg.story.balance import Balance, SignedTriangle
from kg.story.beats import NODE_MEASURES
from kg.story.common import CommonArc, CommonArcs, common_arcs
from kg.story.communities import Communities
from kg.story.cuts import Bridge, CutCharacter, GoBetween
from kg.story.mentors import MentorInLove
from kg.story.sources import SourceNetwork
from kg.story.story import TABLES, Story
from kg.story.triangles import LoveTriangle

__all__ = [
    "NODE_MEASURES",
    "TABLES",
    "Arc",
    "ArcStep",
    "Balance",
    "Bridge",
    "CommonArc",
    "CommonArcs",
    "Communities",
    "CutCharacter",
    "GoBetween",
    "LoveTriangle",
    "MentorInLove",
    "SignedTriangle",
    "SourceNetwork",
    "Story",
    "common_arcs",
]
