"""From values to HTML: the templates, the reader's language, and links that keep it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from kg.figure import glyph, static_tags
from kg.names import LANGUAGES
from kg.web.assets import drama_tags, editor_tags, offline_search, own_tags, start_tags
from kg.web.negotiate import best_language
from kg.web.words import Words
from kg.web.words.search import LITERAL, hows

__all__ = ["Reader", "address", "outside_link", "page"]

_HERE = Path(__file__).parent


class Reader:
    """Who reads a page: their language, and whether the address says so (then links say so too).

    ``fields`` are those of the address that the page knows, each once: what else stands there changes nothing in it.
    None keeps all.
    """

    def __init__(self, request: Request, fields: Collection[str] | None = None) -> None:
        chosen = request.query_params.get("lang")
        self.explicit = chosen in LANGUAGES
        accepted = best_language(request.headers.get("accept-language"), LANGUAGES)
        self.lang = chosen if chosen is not None and self.explicit else accepted
        self.words = Words(self.lang)
        self._path = request.url.path
        given = request.query_params
        pairs = given.multi_items() if fields is None else [(key, given[key]) for key in fields if key in given]
        self.left_out: list[str] = []
        """What is said above the page: parts of its address that name nothing."""
        self._others = [(key, value) for key, value in pairs if key != "lang"]

    def link(self, path: str, anchor: str = "", **fields: object) -> str:
        """Return the address of a page in the reader's language."""
        return address(path, anchor, **fields, lang=self.lang if self.explicit else None)

    def same_in(self, lang: str) -> str:
        """Return the address of this very page in another language."""
        path = "/" + self._path.lstrip("/")  # "//host" would lead to another host
        return f"{quote(path)}?{urlencode([*self._others, ('lang', lang)])}"

    def text(self, texts: Mapping[str, str] | None) -> Markup:
        """Return a text in the reader's language or, marked as such, in the language that there is."""
        if not texts:
            return Markup("")
        lang = self.lang if texts.get(self.lang) else next(iter(texts)) if "en" not in texts else "en"
        if lang == self.lang:
            return Markup.escape(texts[lang])
        return Markup('<span lang="{}">{}</span>').format(lang, texts[lang])

    def lines(self, texts: Mapping[str, Sequence[str]]) -> list[Markup]:
        """Return the texts in the reader's language or, marked as such, those in the language that there is."""
        lang = next((lang for lang in (self.lang, "en", *texts) if texts.get(lang)), self.lang)
        return [self.text({lang: text}) for text in texts.get(lang, ())]

    def plain(self, texts: Mapping[str, str]) -> str:
        """Return a text in the reader's language or another, for where no markup can stand."""
        return texts.get(self.lang) or texts.get("en") or next(iter(texts.values()), "")


def address(path: str, anchor: str = "", **fields: object) -> str:
    """Return the address of a page of this site; a field that is None is left out.

    >>> address("/drama/soundtrack-1", "character-eunsoo", at=2, lang=None)
    '/drama/soundtrack-1?at=2#character-eunsoo'
    """
    query = _query(tuple((key, str(value)) for key, value in fields.items() if value is not None))
    return f"{_quoted(path)}{f'?{query}' if query else ''}{f'#{quote(anchor)}' if anchor else ''}"


# A page has hundreds of links, most of them to the same few pages and as far as the same reader is.
_query = lru_cache(maxsize=2048)(urlencode)
_quoted = lru_cache(maxsize=2048)(partial(quote, safe="/:;=~*"))


def outside_link(address: str | None) -> str | None:
    """Return an address on the web as it is; None for any other (``javascript:``, ``file:``, a path).

    >>> outside_link("https://a.org/x"), outside_link("javascript:alert(1)"), outside_link("/x")
    ('https://a.org/x', None, None)
    """
    if not address or len(address) > 2000 or any(char.isspace() or char in "\\\x7f" for char in address):
        return None
    return address if address.lower().startswith(("https://", "http://")) else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # All are our own elements, whose addresses hold hashes.
    tags = {
        "own_tags": own_tags(), "drama_tags": drama_tags(), "chart_tags": static_tags(), "editor_tags": editor_tags(),
        "start_tags": start_tags(),
    }  # fmt: skip
    environment.globals.update({name: Markup(text) for name, text in tags.items()})  # noqa: S704
    environment.globals.update(offline_search=offline_search(), search_hows=hows, search_literal=LITERAL)
    environment.filters.update(outside_link=outside_link, glyph=glyph)
    return environment


def page(template: str, reader: Reader, **values: object) -> str:
    """Render a page."""
    say: Callable[..., str] = reader.words
    return _environment().get_template(template).render(reader=reader, say=say, lang=reader.lang, **values)
