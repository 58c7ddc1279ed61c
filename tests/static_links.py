"""Links of a static site, held against its files: none leads to nothing, none loads what is foreign.

From the command line it reads any site: ``python -m tests.static_links FOLDER``.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["faults", "page_links"]

# The site writes every value in double quotes, and escapes them in text: tests/test_static_site.py holds this reading
# against an HTML parser, which would take ten times as long.
_TAG = re.compile(r"<([a-z][a-z0-9]*)\b((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s([^\s=>\"]+)=\"([^\"]*)\"")
_JSON = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_LINKS = frozenset(("action", "formaction", "href", "poster", "src", "srcset"))
_OUTSIDE = ("http", "https", "mailto")
_OURS = re.compile(r"(?:\.\./|\./)*[\w=~./-]*\.(?:html|js|css|json|wasm|gz)(?:[?#]|$)")


def page_links(text: str) -> tuple[list[tuple[str, str]], set[str]]:
    """Return the links of a page, each with the name of its element, and the names of the places in it."""
    links, ids = [], set()
    for tag, attributes in _TAG.findall(text):
        for name, escaped in _ATTRIBUTE.findall(attributes):
            value = unescape(escaped)
            if name == "id":
                ids.add(value)
            elif name in _LINKS or (name[:5] == "data-" and name != "data-address" and _looks_like_ours(value)):
                links.append((tag.lower(), value))
    for document in _JSON.findall(text):
        links += [("json", one) for one in _texts(json.loads(document)) if _looks_like_ours(one)]
    return links, ids


def _looks_like_ours(value: str) -> bool:
    return value.startswith("/") or ("/" in value and _OURS.match(value) is not None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the links of a site, each with the first page that has it, and how many others do."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    known = cache(lambda name: page_links((folder / name).read_text(encoding="utf-8"))[1])
    wanted: dict[tuple[str, str], list[str]] = {}  # what is to be there, with the pages that say so
    wrong: dict[str, list[str]] = {}
    for name in sorted(files):
        for tag, link in _links_of(folder, name):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                own = parts.hostname in ("127.0.0.1", "localhost")
                if own or tag != "a" or parts.scheme not in _OUTSIDE:
                    wrong.setdefault(f"<{tag}> {link} is absolute", []).append(name)
            elif parts.path.startswith("/"):
                wrong.setdefault(f"<{tag}> {link} leads to the root of the host", []).append(name)
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                wanted.setdefault((target if parts.path else name, unquote(parts.fragment)), []).append(name)
    for (target, anchor), pages in wanted.items():
        if target not in files:
            wrong.setdefault(f"{target} is not there", []).extend(pages)
        elif anchor and target.endswith(".html") and anchor not in known(target):
            wrong.setdefault(f"{target}#{anchor} is no place of that page", []).extend(pages)
    return [f"{fault}: {pages[0]} and {len(pages) - 1} more" for fault, pages in sorted(wrong.items())]


def _links_of(folder: Path, name: str) -> list[tuple[str, str]]:
    if name.endswith(".html"):
        return [one for one in page_links((folder / name).read_text(encoding="utf-8"))[0] if one[1]]
    if name.endswith(".css"):
        found = _IN_CSS.findall((folder / name).read_text(encoding="utf-8"))
        return [("css", one) for one in found if not one.startswith(("data:", "#"))]
    return []


if __name__ == "__main__":
    found = faults(Path(sys.argv[1]))
    print("\n".join(found) or "every link leads somewhere")
    sys.exit(bool(found))
