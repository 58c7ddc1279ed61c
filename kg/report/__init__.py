"""What of each drama is covered and what is thin: numbers of all dramas, and the words behind those of one."""

from __future__ import annotations

from kg.report.measures import coverage_table, measure_queries
from kg.report.thin import Lack, lacks
from kg.report.told import TABLES, Claim, Coverage, Disagreement, NamedOnly, Share, Side, coverage_of
from kg.report.wording import LACKS, MEASURES, UNWANTED, WHOLES, lack_text

__all__ = [
    "LACKS", "MEASURES", "TABLES", "UNWANTED", "WHOLES", "Claim", "Coverage", "Disagreement", "Lack", "NamedOnly",
    "Share", "Side", "coverage_of", "coverage_table", "lack_text", "lacks", "measure_queries",
]  # fmt: skip
