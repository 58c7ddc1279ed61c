"""What the graph is as a whole: statistics, descriptions for programs (VoID, DCAT, Service Description), dumps."""

from __future__ import annotations

from kg.dataset.about import About, about
from kg.dataset.counting import Statistics, count, kept_statistics
from kg.dataset.dcat import dcat_description
from kg.dataset.dumps import CHECKSUMS, FORMATS, PARTS, Dump, File, choose_dumps, dump_files, dumps, write_dumps
from kg.dataset.schema_org import schema_org
from kg.dataset.serialising import RDF_TYPES, as_text
from kg.dataset.service import Limit, service_description
from kg.dataset.site import Site
from kg.dataset.void import void_description
from kg.dataset.wording import PART_TEXTS

__all__ = [
    "CHECKSUMS", "FORMATS", "PARTS", "PART_TEXTS", "RDF_TYPES", "About", "Dump", "File", "Limit", "Site", "Statistics",
    "about", "as_text", "choose_dumps", "count", "dcat_description", "dump_files", "dumps", "kept_statistics",
    "schema_org", "service_description", "void_description", "write_dumps",
]  # fmt: skip
