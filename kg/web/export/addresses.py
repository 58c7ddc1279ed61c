"""Addresses of pages as paths of files, in both directions: no two addresses share a file, on any file system.

``/drama/soundtrack-1?at=2&lang=ko`` is ``ko/drama/soundtrack-1/at=2/index.html``. A name of a file holds small ASCII
letters, digits, ``-``, ``~``, and ``=`` between the name and the value of a field; any other byte is ``_`` with two hex
digits, so that neither upper case, Unicode forms, ``..`` nor the reserved names of Windows can clash or lead elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from posixpath import commonprefix
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from kg.names import LANGUAGES

__all__ = ["ENDINGS", "Address"]

ENDINGS = frozenset(
    ("css", "csv", "gz", "js", "json", "jsonld", "nq", "nt", "png", "rdfxml", "svg", "trig", "tsv", "ttl", "txt")
) | frozenset(("wasm", "xml"))
"""What the last part of the address of a file that is no page ends with."""

_PAGE = "index.html"
_NAMED = "SHA256SUMS"  # a file whose name is told to people, without an ending
_UNITS = [chr(byte) if re.match(r"[a-z0-9~-]", chr(byte)) else f"_{byte:02x}" for byte in range(256)]
_ESCAPED = re.compile(r"_([0-9a-f]{2})")
_GOES_ON = "__"  # ends a folder whose name is too long for one; no name holds it otherwise
_LONGEST = 100  # characters of a part, far below what a file system takes
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|sha256sums)(?![a-z0-9~_-])")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the site: the parts of its path, its fields but the language, and the language.

    >>> page = Address.read("/drama/soundtrack-1?lang=ko&at=2")
    >>> page.file, Address.of_file(page.file) == page, page.text
    ('ko/drama/soundtrack-1/at=2/index.html', True, '/drama/soundtrack-1?at=2&lang=ko')
    """

    parts: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    lang: str | None = None

    @classmethod
    def read(cls, text: str) -> Address:
        """Read an address without scheme and host; its fragment is left out. Raises ValueError for any other."""
        return _read(text)

    @property
    def text(self) -> str:
        """The address as one asks the application for it."""
        fields = [*self.fields, *([("lang", self.lang)] if self.lang else [])]
        query = "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in fields)
        path = "/" + "/".join(quote(part, safe=":;=~*") for part in self.parts)
        return f"{path}?{query}" if query else path

    @property
    def is_file(self) -> bool:
        """Whether it is a file for programs by its ending, and no page."""
        stem, _, ending = self.parts[-1].rpartition(".") if self.parts else ("", "", "")
        return (bool(stem) and ending in ENDINGS) or self.parts[-1:] == (_NAMED,)

    @property
    def file(self) -> str:
        """The path of its file in the folder of the site, with ``/``."""
        return _file(self)

    @classmethod
    def of_file(cls, path: str) -> Address:
        """Return the address of a file, as `file` gives it. Raises ValueError for any other path."""
        *folders, name = path.split("/")
        lang = folders.pop(0) if folders and folders[0] in LANGUAGES else None
        stem, dot, ending = name.rpartition(".")
        names = list(_joined(folders + ([] if name in (_PAGE, _NAMED) else [stem])))
        parts = tuple(_unescaped(one) for one in names if "=" not in one)
        if name == _NAMED:
            parts = (*parts, name)
        elif name != _PAGE and parts:
            parts = (*parts[:-1], f"{parts[-1]}{dot}{ending}")
        fields = (tuple(map(_unescaped, one.split("=", 1))) for one in names if "=" in one)
        found = cls(parts, tuple(fields), lang)  # type: ignore[arg-type]
        if found.file != path:
            raise ValueError(f"'{path[:80]}' is no file of this site")
        return found

    def link_from(self, page: Address) -> str:
        """Return the relative address of this one's file on another's page; as in all links, ``index.html`` is named.

        >>> Address.read("/theme/family?lang=en").link_from(Address.read("/drama/x?at=2&lang=en"))
        '../../../theme/family/index.html'
        """
        *folders, name = self.file.split("/")
        above = page.file.split("/")[:-1]
        same = len(commonprefix([folders, above]))
        return "/".join([*[".."] * (len(above) - same), *folders[same:], name])


@lru_cache(maxsize=20_000)
def _read(text: str) -> Address:
    """Return the address that a text says; most links stand on many pages."""
    found = urlsplit(text)
    if found.scheme or found.netloc or not found.path.startswith("/"):
        raise ValueError(f"'{text[:80]}' is no address of this site")
    parts = tuple(unquote(part, errors="strict") for part in found.path.split("/")[1:] if part)
    fields = parse_qsl(found.query, keep_blank_values=True, errors="strict")
    lang = next((value for key, value in fields if key == "lang" and value in LANGUAGES), None)
    return Address(parts, tuple(sorted(field for field in fields if field[0] != "lang")), lang)


@lru_cache(maxsize=50_000)
def _file(address: Address) -> str:
    """Return the path of an address's file; each is asked for by every page that links to it."""
    parts = list(address.parts)
    name = parts.pop() if address.is_file else None
    folders = [address.lang] if address.lang else []
    for place, part in enumerate(parts):
        folders += _folders(part, keep=bool(address.lang) or place > 0)
    for key, value in address.fields:
        folders += _cut([*_units(key), "=", *_units(value)])
    if name is None:
        return "/".join([*folders, _PAGE])
    if name == _NAMED:
        return "/".join([*folders, name])
    stem, _, ending = name.rpartition(".")
    *front, last = _cut(_units(stem, dots=True))
    return "/".join([*folders, *front, f"{last}.{ending}"])


def _units(text: str, *, dots: bool = False) -> list[str]:
    """Return a text byte by byte, each as it is or escaped; ``dots`` inside it may stay."""
    units = [_UNITS[byte] for byte in text.encode()]
    return units[:1] + ["." if dots and unit == "_2e" else unit for unit in units[1:]]


def _folders(part: str, *, keep: bool) -> list[str]:
    """Return a part as folders; without ``keep`` it may not be taken for a language."""
    units = _units(part)
    if not keep and part in LANGUAGES:
        units[0] = f"_{ord(part[0]):02x}"
    return _cut(units)


def _cut(units: Sequence[str]) -> list[str]:
    """Return units as names that are short enough and mean nothing to any file system."""
    names, name = [], ""
    for unit in units:
        if len(name) + len(unit) > _LONGEST:
            names.append(name + _GOES_ON)
            name = ""
        name += unit
    return [f"_{ord(one[0]):02x}{one[1:]}" if _RESERVED.match(one) else one for one in [*names, name]]


def _joined(folders: Sequence[str]) -> Iterator[str]:
    begun = ""
    for folder in folders:
        if folder.endswith(_GOES_ON):
            begun += folder.removesuffix(_GOES_ON)
        else:
            yield begun + folder
            begun = ""


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), name).encode("latin-1").decode()
