"""Dramas from Wikidata, over SPARQL: found, gathered, turned into `kg.model` values and written as one load.

`find` says which dramas, `queries` what is asked, `client`, `answers`, `ask` and `kept` how, `gather` collects the
answers about some dramas, `convert` and `kinship` make model values of them, and `run` writes these to the load.
"""

from __future__ import annotations

from kg.load.wikidata.client import DEFAULT_ENDPOINT, Endpoint, Limits
from kg.load.wikidata.find import Selection
from kg.load.wikidata.run import Report, load_wikidata

__all__ = ["DEFAULT_ENDPOINT", "Endpoint", "Limits", "Report", "Selection", "load_wikidata"]
