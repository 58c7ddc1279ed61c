"""Reading the whole site at every beat, to prove that no page holds what is told later: see `audit_pages`."""

from kg.web.audit.run import Visited, audit_pages, search_pages

__all__ = ["Visited", "audit_pages", "search_pages"]
