"""Pages that only the static site has, made with the templates of the others; their links are rewritten like all."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from kg.graph import KnowledgeGraph
from kg.listing import titles_of
from kg.names import LANGUAGES
from kg.web.assets import export_tags
from kg.web.export.addresses import Address
from kg.web.export.reader import reader_of
from kg.web.export.scope import LEFT_OUT, Place, Reason, Scope
from kg.web.export.sparql_page import sparql_page
from kg.web.templating import page
from kg.web.words import Words

__all__ = ["DOOR", "instead_of_form", "own_page"]

DOOR = Address()
"""The page at the root of the site, which leads to a language."""
_TONGUES = {"en": "English", "ko": "한국어"}


def own_page(address: Address, graph: KnowledgeGraph, scope: Scope) -> str | None:
    """Return a page of the static site, None for an address that the application answers."""
    if address == DOOR:
        reader = reader_of(address)
        tags = Markup(export_tags("door"))  # noqa: S704 - our own elements
        return page("export/door.html", reader, tongues=_TONGUES.items(), door_tags=tags)
    if address.lang not in LANGUAGES:
        return None
    if address.parts == LEFT_OUT.parts:
        reasons = [reason.value for reason in Reason if not (scope.dumps and reason is Reason.DUMPS)]
        return page("export/not_here.html", reader_of(address), reasons=reasons)
    if address.parts == ("sparql",):
        return sparql_page(reader_of(address), graph, scope)
    if address.parts == ("surprise",):
        rows = {row["slug"]: titles_of(row) for row in graph.dramas() if row["coverage"] == "full"}
        dramas = [(slug, titles) for slug, titles in sorted(rows.items()) if scope.has(slug)]
        tags = Markup(export_tags("surprise"))  # noqa: S704 - our own elements
        return page("export/surprise.html", reader_of(address), dramas=dramas, tags=tags)
    return None


def instead_of_form(place: Place) -> str:
    """Return what stands where a form was that needs a server; ``{link}`` is to be the address of the reasons."""
    say = Words(place.address.lang or "en")
    return f'<p class="quiet">{escape(say("static_form"))} <a href="{{link}}">{escape(say("static_why"))}</a></p>'
