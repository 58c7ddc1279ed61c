"""The data that most tests ask: the two Soundtracks and six dramas of which only a line is known.

What must come out was worked out by hand from the two reviews; the other dramas would only be in its way, and in that
of a test that has to be quick. `tests/test_data.py` and `tests/test_docs.py` are about everything.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

__all__ = ["write_soundtracks"]

_ROOT = Path(__file__).resolve().parent.parent
_ENTRY = re.compile(r"^  ([a-z0-9-]+):\n(?:    .*\n|\n(?=    ))*", re.MULTILINE)


def write_soundtracks(folder: Path) -> Path:
    """Write the data into a folder that is not there yet: the drama files, and of people and sources what they name."""
    (folder / "dramas").mkdir(parents=True)
    files = [*(_ROOT / "data" / "dramas").glob("soundtrack-*.yaml"), *(_ROOT / "tests" / "thin").glob("*.yaml")]
    for path in files:
        shutil.copy(path, folder / "dramas")
    shutil.copytree(_ROOT / "data" / "schema", folder / "schema")
    dramas = "".join(path.read_text(encoding="utf-8") for path in files)
    people = _only(_ROOT / "data" / "people.yaml", set(re.findall(r"(?:person|director|writer): ([a-z0-9-]+)", dramas)))
    named = set(re.findall(r"([a-z0-9-]+) @ ", dramas + people))
    (folder / "people.yaml").write_text(people, encoding="utf-8")
    (folder / "sources.yaml").write_text(_only(_ROOT / "data" / "sources.yaml", named), encoding="utf-8")
    return folder


def _only(path: Path, slugs: set[str]) -> str:
    """The text of a file with the entries of some slugs, and of the namesakes that these name."""
    text = path.read_text(encoding="utf-8")
    entries = {match[1]: match[0] for match in _ENTRY.finditer(text)}
    namesakes = {
        other
        for slug in slugs & entries.keys()
        for others in re.findall(r"different_from: \[(.*)\]", entries[slug])
        for other in others.split(", ")
    }
    kept = slugs | namesakes
    return _ENTRY.sub(lambda match: match[0] if match[1] in kept else "", text)
