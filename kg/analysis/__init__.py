"""The questions behind the pages: how people are connected, who somebody is, and which dramas are alike and why."""

from kg.analysis.alike import Likeness, Reason, find_alike
from kg.analysis.credits import Credits
from kg.analysis.features import Features
from kg.analysis.meant import kind_of, meant
from kg.analysis.path_words import drama_words, part_words
from kg.analysis.paths import Path, Paths, Shared, Step, find_paths
from kg.analysis.profiles import ActorProfile, CharacterProfile, CoStar, Tie, actor_profile, character_profile
from kg.analysis.tables import likeness_table, paths_table, relationships_table, roles_table, uses_table
from kg.analysis.theme_profile import ThemeProfile, ThemeUse, theme_profile
from kg.analysis.told import Told
from kg.analysis.turns import SeenPhases
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
    "SeenPhases",
    "Shared",
    "Step",
    "ThemeProfile",
    "ThemeUse",
    "Tie",
    "Told",
    "actor_profile",
    "character_profile",
    "drama_words",
    "find_alike",
    "find_paths",
    "kind_of",
    "likeness_table",
    "meant",
    "part_words",
    "paths_table",
    "relationships_table",
    "roles_table",
    "theme_profile",
    "uses_table",
]
