"""Which addresses a reader can come to at a beat of a drama: by links, by searching, and by guessing."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from kg.linked import BASE
from kg.names import LANGUAGES
from kg.vocab import ID_BASE
from kg.web.inprocess import Page, Site

__all__ = ["Reading", "by_chance", "visits"]

_LINK = re.compile(r"""\b(?:href|src|data-[a-z-]+)=["']([^"']+)["']""")
# What tells everything and says so, and what shows nothing of a drama. The report /data is about the data as a whole,
# for those who work with it.
_WHOLE = ("/static/", "/sparql", "/queries", "/dataset", "/dump", "/ontology", "/shapes", "/graph-store",
          "/.well-known", "/health", "/data")  # fmt: skip
# What speaks of all dramas at once takes long: who reads a selection reads it once for all, and not at each drama.
_SHARED = ("/graph/", "/theme/", "/themes")
_WORDS = frozenset(("drama", "character", "relationship", "arc", "event", "beat", "performance", "alias", "group",
                    "person", "theme", "source", "judgement", "why", "data", "themes", "network",
                    "presence"))  # fmt: skip
_DEPTH = 4
# Of what shows much of a drama, and differs from one to the next, more is read where only some of each kind is.
_TIMES = {"character": 4, "search.json": 3, "drama/why": 3}


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader who is at a beat of a drama (its slug), or of every drama where none is named.

    What is hidden they search and guess: ``names``, ``titles`` of dramas and ``things`` by their IRIs; of ``edges``
    they ask why they hold, and how the ``people`` are connected with the first of them. ``most`` limits how many
    addresses of each kind are asked, None asks all.
    """

    slug: str | None
    beat: int
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    edges: tuple[tuple[str, str, str], ...] = ()
    people: tuple[str, ...] = ()
    most: int | None = None

    @property
    def whole(self) -> str | None:
        """How far they are, as the addresses of what is in no drama say it; None is every premise."""
        if self.slug is None and self.beat == 1:
            return None
        return f"{self.slug or '*'}={self.beat}"

    def first(self) -> Iterator[str]:
        """Yield the addresses to begin with."""
        if self.slug is None:
            for path in ("/", "/themes", "/graph/provenance", "/graph/themes.ttl", "/path", "/search"):
                yield _address(path, at=self.whole)
            if self.beat == 1:
                yield "/search/names.js"
            return
        yield f"/search/{self.slug}/{self.beat}.js"
        for lang in LANGUAGES:
            yield _address(f"/drama/{self.slug}", at=self.beat, lang=lang)
        yield _address(f"/drama/{self.slug}.json", at=self.beat)
        yield _address(f"/drama/{self.slug}/data", at=self.beat)
        yield _address(f"/id/drama/{self.slug}.trig", at=self.beat)

    def guesses(self) -> Iterator[str]:
        """Yield the addresses of what is hidden, which nobody has linked."""
        for thing in self.things:
            yield _address(f"/{thing.removeprefix(BASE)}.ttl", at=self.whole)
            drama, kind, slug = thing.removeprefix(f"{ID_BASE}drama/").split("/", 2)
            if kind == "character":
                yield _address(f"/character/{drama}/{slug}", at=self.beat)
        for name in self.names:
            yield _address("/search.json", q=name, at=self.whole)
            yield _address("/search", q=name, at=self.whole)
        for title in self.titles:
            yield _address(f"/drama/{title}", at=self.beat)
        for person in self.people[1:]:
            yield _address("/path", **{"from": self.people[0], "to": person, "at": self.whole})
        for subject, predicate, obj in self.edges:
            yield _address(f"/drama/{self.slug}/why", s=subject, p=predicate, o=obj, at=self.beat)

    def leads_on(self, address: str) -> bool:
        """Tell whether an address is one of this drama, or of all, as far as this reader is."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(_WHOLE):
            return False
        at = parse_qs(parts.query).get("at", [None])
        if self.slug is None:
            return at == [self.whole]
        own = re.match(rf"/(?:id/)?(?:drama|character)/{re.escape(self.slug)}(?:[./]|$)", parts.path) is not None
        if own:
            return at in ([str(self.beat)], [self.whole]) or (self.beat == 1 and at == [None])
        return at == [self.whole] and (self.most is None or not parts.path.startswith(_SHARED))


def visits(site: Site, reading: Reading) -> dict[str, Page]:
    """Return the pages that a reader can come to, by address: what is linked from what is linked, and guesses."""
    found: dict[str, Page] = {}
    counted = Counter(_kind(address) for address in reading.first())
    ahead = [*reading.first(), *_some(reading.guesses(), reading, Counter())]
    for _ in range(_DEPTH):
        pages = site.pages(ahead)
        found.update((page.address, page) for page in pages)
        linked = {link: None for page in pages for link in _links(page) if link not in found and reading.leads_on(link)}
        ahead = _some(linked, reading, counted)
        if not ahead:
            break
    return found


def by_chance(address: str) -> bool:
    """Tell whether an address answers by drawing lots: two answers are alike by chance alone.

    >>> by_chance("/surprise?lang=ko"), by_chance("/drama/x")
    (True, False)
    """
    return urlsplit(address).path == "/surprise"


def _some(addresses: Iterable[str], reading: Reading, counted: Counter[str]) -> list[str]:
    """Return so many of each kind as may be asked, others at other beats."""
    wanted = dict.fromkeys(addresses)
    if reading.most is None:
        return list(wanted)
    found = []
    for address in sorted(wanted, key=lambda one: blake2b(f"{reading.beat}{one}".encode(), digest_size=8).digest()):
        kind = _kind(address)
        if kind.startswith("id/"):  # all forms of a thing are written from the same statements
            kind = kind.partition(".")[0]
        counted[kind] += 1
        if counted[kind] <= reading.most * _TIMES.get(kind, 1):
            found.append(address)
    return found


def _kind(address: str) -> str:
    """Return what sort of address it is: the words of its path that name no thing, the form, and how it is asked.

    >>> _kind("/id/drama/x/relationship/y.ttl?at=x%3D2"), _kind("/drama/x/why?s=a&p=b&o=c&at=2&lang=ko")
    ('id/drama/relationship.ttl', 'drama/why')
    """
    parts = urlsplit(address)
    *words, last = parts.path.strip("/").split("/")
    stem, dot, ending = last.rpartition(".")
    words.append(stem if dot else last)
    kind = "/".join(words[:1] + [word for word in words[1:] if word in _WORDS])
    asked = parse_qs(parts.query).get("format", [ending if dot else ""])[0]
    return f"{kind}.{asked}" if asked else kind


def _links(page: Page) -> Iterator[str]:
    if "html" in page.header("content-type"):
        for match in _LINK.finditer(page.body.decode("utf-8", "replace")):
            yield html.unescape(match[1]).partition("#")[0]
    if page.header("location"):
        yield page.header("location")


def _address(path: str, **fields: object) -> str:
    given = {name: value for name, value in fields.items() if value is not None}
    return f"{quote(path)}?{urlencode(given)}" if given else quote(path)
