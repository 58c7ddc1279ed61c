"""Who made the dataset, under which licence, which version it is, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.build import Summary
from kg.paths import citation_file
from kg.version import __version__, full_version

__all__ = ["HOME", "LICENCES", "About", "about"]

HOME = "https://w3id.org/drama-kg"

# SPDX's short names, which the citation file has, and where each licence can be read.
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
}
_OF_DATA, _OF_SOFTWARE = "CC-BY-4.0", "Apache-2.0"
_TITLE_KO = "드라마 KG: 한국 드라마 지식 그래프"
_ABSTRACT_KO = (
    "한국 드라마의 인물과 배우, 관계, 주제를 연결 데이터로 나타냅니다. 관계에는 단계와 방향이 있고, "
    "모든 진술에는 출처와 그것이 알려지는 시점이 있습니다."
)


@dataclass(frozen=True, slots=True)
class About:
    """What people cite. Texts are by language; ``build`` and ``built`` are empty for a graph that no build made."""

    title: dict[str, str]
    abstract: dict[str, str]
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    released: str
    version: str
    build: str
    built: str

    @property
    def licence(self) -> str:
        """The address of the data's licence."""
        return LICENCES[_OF_DATA]

    @property
    def software_licence(self) -> str:
        """The address of the software's licence."""
        return LICENCES[_OF_SOFTWARE]

    @property
    def full_version(self) -> str:
        """The version with the build (a hash of every file that it was made from): two that agree hold the same."""
        return full_version(self.build)

    @property
    def modified(self) -> str:
        """When the graph was built, as a date; where no build made it, when the version came out."""
        return (self.built or self.released)[:10]

    def citation(self) -> str:
        """Return a line for a list of references."""
        build = f", build {self.build} of {self.modified}" if self.build else ""
        title = self.title["en"]
        return f"{self._by} ({self.released[:4]}). {title} (version {self.version}{build}) [Data set]. {HOME}"

    def bibtex(self) -> str:
        """Return an entry for a file of references."""
        build = f", build {self.build} of {self.modified}" if self.build else ""
        fields = {
            "author": " and ".join(f"{{{author}}}" for author in self.authors),
            "title": f"{{{self.title['en']}}}",
            "year": self.released[:4],
            "version": self.version,
            "url": HOME,
            "note": f"Data set, version {self.version}{build}",
        }
        lines = "".join(f"  {name:<7} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{drama-kg-{self.version},\n{lines}}}\n"

    @property
    def _by(self) -> str:
        return ", ".join(self.authors)


def about(summary: Summary | None = None) -> About:
    """Return what ``CITATION.cff`` says of the work, with the version of the graph that a build holds."""
    cff = _cff(citation_file())
    return About(
        title={"en": cff["title"], "ko": _TITLE_KO},
        abstract={"en": cff["abstract"], "ko": _ABSTRACT_KO},
        authors=tuple(author["name"].removeprefix("The ") for author in cff["authors"]),
        keywords=tuple(cff["keywords"]),
        released=str(cff["date-released"]),
        version=__version__,
        build=summary.fingerprint if summary else "",
        built=summary.built if summary else "",
    )


@lru_cache(maxsize=1)
def _cff(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)  # noqa: S101 - the file is ours
    return found
