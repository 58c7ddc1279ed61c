"""Proving that views tell nothing that is told later: see `audit`."""

from kg.audit.compare import Finding
from kg.audit.run import ALL, Check, Checked, Report, Shown, ViewsOf, audit, checks_ahead
from kg.audit.told import Reach, Told

__all__ = ["ALL", "Check", "Checked", "Finding", "Reach", "Report", "Shown", "Told", "ViewsOf", "audit", "checks_ahead"]
