"""A page of the application as one of the static site: its links lead to files, its head has what headers would say."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from kg.figure.safe import script_json
from kg.web.assets import own_address
from kg.web.export.addresses import Address
from kg.web.export.costars import CO_STARS
from kg.web.export.policy import policy_of
from kg.web.export.scope import Place, Scope

__all__ = ["Rewritten", "rewritten"]

_LINKS = frozenset(("action", "formaction", "href", "src"))
_WORDS = ("data-en", "data-ko", "data-label")  # what stands in them is text, whatever it begins with
_IN_JSON = ("address", "href", "link", "url", "why")  # ends of keys whose values are addresses of pages

# What pages of the application have besides, by their paths: scripts of ours, and data as scripts, which a page from a
# disk may load too.
_SCRIPTS: dict[tuple[str, ...], tuple[str, ...]] = {("path",): ("path.js",)}
_DATA: dict[tuple[str, ...], tuple[Address, ...]] = {("path",): (CO_STARS,)}

Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Rewritten:
    """A page as it is written, and the addresses that it leads to."""

    text: str
    leads_to: set[Address] = field(default_factory=set)


def rewritten(text: str, page: Address, scope: Scope, instead: Callable[[Place], str], base: str | None) -> Rewritten:
    """Return a page with relative links; ``instead`` is the HTML in the place of a form that needs a server.

    ``base`` is where the site will stand, for its canonical address, if that is known.
    """
    work = _Work(text, page, scope, instead, base)
    work.feed(text)
    work.close()
    return Rewritten(work.result(), work.leads_to)


class _Work(HTMLParser):
    """Collects edits of the text, which stays as it is everywhere else."""

    def __init__(
        self, text: str, page: Address, scope: Scope, instead: Callable[[Place], str], base: str | None
    ) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._page = page
        self._scope = scope
        self._instead = instead
        self._base = base
        self._edits: list[tuple[int, int, str]] = []
        self._lines = [0]
        for line in text.split("\n"):  # as the parser counts them
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._form: tuple[int, Place] | None = None
        self._json_from: int | None = None
        self.leads_to: set[Address] = set()

    def result(self) -> str:
        """Return the text with its edits."""
        parts, done = [], 0
        for start, end, new in self._edits:
            parts += [self._text[done:start], new]
            done = end
        return "".join([*parts, self._text[done:]])

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Rewrite the addresses of an element."""
        start = self._offset()
        end = start + len(self.get_starttag_text() or "")
        if self._form is not None:
            return
        given = dict(attrs)
        if tag == "script" and given.get("type") == "application/json":
            self._json_from = end
        if tag == "form":
            place = self._place(given.get("action") or "")
            if place is not None and place.reason is not None:
                self._form = (start, place)
                return
        new = self._with_links(tag, attrs)
        if new is None:
            self._edits.append((start, end, ""))
            return
        if tag == "html":
            new = [*new, ("data-static", ""), ("data-root", _root(self._page)), ("data-address", self._page.text)]
        if new != attrs:
            self._edits.append((start, end, _element(tag, new)))
        if tag == "head":
            self._edits.append((end, end, self._head()))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Rewrite the addresses of an element of a drawing."""
        start = self._offset()
        new = self._with_links(tag, attrs) if self._form is None else attrs
        if new != attrs:
            end = start + len(self.get_starttag_text() or "")
            self._edits.append((start, end, "" if new is None else _element(tag, new).replace(">", "/>")))

    def handle_endtag(self, tag: str) -> None:
        """Put what stands instead of a form that needs a server."""
        if tag == "form" and self._form is not None:
            start, place = self._form
            self._form = None
            end = self._text.index(">", self._offset()) + 1
            link = self._link(place, place.reason.value if place.reason else "")
            self._edits.append((start, end, self._instead(place).replace("{link}", escape(link))))
        if tag == "script" and self._json_from is not None:
            start, end = self._json_from, self._offset()
            self._json_from = None
            document = json.loads(self._text[start:end])
            new = self._document(document)
            if new != document:
                self._edits.append((start, end, script_json(new)))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _with_links(self, tag: str, attrs: Attributes) -> Attributes | None:
        """Return attributes with relative addresses; None for an element that leads to what the site has not."""
        new: Attributes = []
        for name, value in attrs:
            is_link = name in _LINKS or (name.startswith("data-") and not name.startswith(_WORDS))
            place = self._place(value) if is_link and value else None
            if place is None or value is None:
                new.append((name, value))
                continue
            if place.reason is not None and tag == "link":
                return None
            anchor = place.reason.value if place.reason else urlsplit(value).fragment
            new.append((name, self._link(place, anchor)))
        return new

    def _place(self, value: str) -> Place | None:
        """Return where an address of this site leads; None for any other text."""
        if not value.startswith("/") or value.startswith("//"):
            return None
        try:
            return self._scope.place(Address.read(value), self._page.lang or "en")
        except ValueError:
            return None

    def _link(self, place: Place, anchor: str) -> str:
        self.leads_to.add(place.address)
        fields = [(key, value) for key, value in place.asked if key != "lang"]
        query = f"?{urlencode(fields)}" if fields else ""
        return f"{place.address.link_from(self._page)}{query}{f'#{anchor}' if anchor else ''}"

    def _document(self, value: Any, key: str = "") -> Any:
        """Return JSON with relative addresses."""
        if isinstance(value, dict):
            return {name: self._document(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self._document(one, key) for one in value]
        place = self._place(value) if isinstance(value, str) and key.lower().endswith(_IN_JSON) else None
        return value if place is None else self._link(place, urlsplit(value).fragment)

    def _head(self) -> str:
        """Return what a page's head has that a server would say in headers."""
        lines = [f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy_of(self._page))}">',
                 '<meta name="referrer" content="no-referrer">']  # fmt: skip
        if self._base:
            lines.append(f'<link rel="canonical" href="{escape(f"{self._base}/{self._page.file}")}">')
        for name in _SCRIPTS.get(self._page.parts, ()):
            script = self._place(own_address(name) or "")
            if script is not None:
                lines.append(f'<script src="{escape(self._link(script, ""))}" defer></script>')
        for data in _DATA.get(self._page.parts, ()):
            lines.append(f'<script src="{escape(self._link(Place(data), ""))}" defer></script>')
        return "\n".join(lines)


def _root(page: Address) -> str:
    """Return how a page names the folder of the whole site."""
    return "../" * page.file.count("/") or "./"


def _element(tag: str, attrs: Attributes) -> str:
    written = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs)
    return f"<{tag}{written}>"
