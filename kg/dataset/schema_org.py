"""The dataset as search engines read it: schema.org/Dataset in JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.dataset.about import HOME, About
from kg.dataset.dumps import Dump, File, dumps
from kg.dataset.site import DATASET, Site

__all__ = ["schema_org"]


def schema_org(about: About, site: Site, files: Sequence[File]) -> dict[str, Any]:
    """Return the description of the dataset, a JSON-LD document."""
    written = {file.dump: file for file in files}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET.value,
        "name": about.title["en"],
        "alternateName": about.title["ko"],
        "description": about.abstract["en"],
        "url": site.at("/dataset").value,
        "sameAs": HOME,
        "identifier": DATASET.value,
        "version": about.full_version,
        "license": about.licence,
        "datePublished": about.released,
        "dateModified": about.modified,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "ko"],
        "keywords": list(about.keywords),
        "creator": [{"@type": "Organization", "name": author} for author in about.authors],
        "creditText": about.citation(),
        "distribution": [_download(dump, site, written.get(dump)) for dump in dumps()],
    }


def _download(dump: Dump, site: Site, file: File | None) -> dict[str, Any]:
    download = {
        "@type": "DataDownload",
        "name": dump.name,
        "encodingFormat": [dump.media_type, "application/gzip"],
        "contentUrl": site.dump(dump.name).value,
    }
    if file is not None:
        download |= {"contentSize": f"{file.size} B", "sha256": file.sha256}
    return download
