"""Pages that only the static site has, made with the templates of the others; their links are rewritten like all."""

from __future__ import annotations

from html import escape

from markupsafe import Markup
from starlette.requests import Request

from kg.names import LANGUAGES
from kg.web.assets import export_tags
from kg.web.export.addresses import Address
from kg.web.export.scope import LEFT_OUT, Place, Reason
from kg.web.templating import Reader, page
from kg.web.words import Words

__all__ = ["DOOR", "instead_of_form", "own_page"]

DOOR = Address()
"""The page at the root of the site, which leads to a language."""
_TONGUES = {"en": "English", "ko": "한국어"}


def own_page(address: Address, *, dumps: bool) -> str | None:
    """Return a page of the static site, None for an address that the application answers."""
    reader = _reader(address)
    if address == DOOR:
        tags = Markup(export_tags("door"))  # noqa: S704 - our own elements
        return page("export/door.html", reader, tongues=_TONGUES.items(), door_tags=tags)
    if address.parts == LEFT_OUT.parts and address.lang in LANGUAGES:
        reasons = [reason.value for reason in Reason if not (dumps and reason is Reason.DUMPS)]
        return page("export/not_here.html", reader, reasons=reasons)
    return None


def instead_of_form(place: Place) -> str:
    """Return what stands where a form was that needs a server; ``{link}`` is to be the address of the reasons."""
    say = Words(place.address.lang or "en")
    return f'<p class="quiet">{escape(say("static_form"))} <a href="{{link}}">{escape(say("static_why"))}</a></p>'


def _reader(address: Address) -> Reader:
    query = f"lang={address.lang}" if address.lang else ""
    scope = {"type": "http", "method": "GET", "path": address.text.partition("?")[0], "headers": [],
             "query_string": query.encode()}  # fmt: skip
    return Reader(Request(scope))
