"""Why a statement holds: told by which sources and where in them, or following from which statements by which axiom."""

from __future__ import annotations

from kg.explain.answer import Explanation, Step, Telling
from kg.explain.find import explain, explain_named
from kg.explain.terms import Given

__all__ = ["Explanation", "Given", "Step", "Telling", "explain", "explain_named"]
