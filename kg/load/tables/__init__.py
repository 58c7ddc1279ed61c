"""Tables of catalogues: CSV, TSV and JSON Lines, through a profile that says what their columns mean.

A layout that is new is one more YAML file: `docs/loading.md` shows how to write it.
"""

from __future__ import annotations

from kg.load.tables.profile import Profile, find_profile, read_profile, shipped_profiles
from kg.load.tables.rejects import Reject, Rejects
from kg.load.tables.table import fitting_profiles, load_table, stop
from kg.load.tables.taker import Report

__all__ = [
    "Profile",
    "Reject",
    "Rejects",
    "Report",
    "find_profile",
    "fitting_profiles",
    "load_table",
    "read_profile",
    "shipped_profiles",
    "stop",
]
