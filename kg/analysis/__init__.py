"""The questions behind the pages: how people are connected, who somebody is, and which dramas are alike and why."""

from kg.analysis.alike import Likeness, Reason, find_alike
from kg.analysis.credits import Credits
from kg.analysis.features import Features
from kg.analysis.paths import Path, Paths, Shared, Step, find_paths
from kg.analysis.profiles import ActorProfile, CharacterProfile, CoStar, Tie, actor_profile, character_profile
from kg.analysis.told import Told
from kg.analysis.values import Credit, DramaRef, Named

__all__ = [
    "ActorProfile",
    "CharacterProfile",
    "CoStar",
    "Credit",
    "Credits",
    "DramaRef",
    "Features",
    "Likeness",
    "Named",
    "Path",
    "Paths",
    "Reason",
    "Shared",
    "Step",
    "Tie",
    "Told",
    "actor_profile",
    "character_profile",
    "find_alike",
    "find_paths",
]
