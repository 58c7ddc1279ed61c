"""The page of what was found, and the one that invites to search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.search import Hit
from kg.web.search.asked import SearchAsked
from kg.web.search.marking import marked
from kg.web.templating import Reader, page
from kg.web.words.search import LITERAL

__all__ = ["invite_page", "results_page"]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A hit as the page shows it: its name with what matched marked, its name in the other language, and why."""

    address: str
    name: Markup
    other: Markup | None
    detail: Markup
    why: str | None
    lead: bool


def invite_page(reader: Reader, asked: SearchAsked, examples: Sequence[Mapping[str, str]]) -> str:
    """Render the page without a text; ``examples`` are names by language."""
    at = asked.far.whole
    found: dict[str, str] = {}
    for names in examples:
        for lang in sorted(names, key=lambda lang: lang != reader.lang):
            found.setdefault(names[lang], lang)
    links = [(reader.link("/search", q=text, at=at), text, lang) for text, lang in found.items()]
    return page("search.html", reader, searched="", searched_at=at, examples=links, groups=None, near=[], whole=None)


def results_page(reader: Reader, asked: SearchAsked, hits: Sequence[Hit], near: Sequence[Hit]) -> str:
    """Render what was found, or where nothing was, what is ``near``."""
    text, at = asked.text or "", asked.far.whole
    groups = list(_grouped(reader, asked, hits))
    return page(
        "search.html",
        reader,
        searched=text,
        searched_at=at,
        total=len(hits),
        most=asked.most if len(hits) == asked.most else None,
        groups=groups,
        kind=asked.kind,
        whole=reader.link("/search", q=text, at=at) if asked.kind else None,
        near=[_shown(reader, asked, one) for one in near],
        examples=[],
    )


def _grouped(reader: Reader, asked: SearchAsked, hits: Sequence[Hit]) -> Iterator[tuple[str, str | None, list[_Shown]]]:
    """Yield the kinds, that of the best hit first, each with its hits and, where there may be more, its address."""
    kinds = dict.fromkeys(hit.kind for hit in hits)
    for kind in kinds:
        alone = reader.link("/search", q=asked.text, kind=kind, at=asked.far.whole)
        shown = [_shown(reader, asked, hit) for hit in hits if hit.kind == kind]
        yield kind, alone if len(kinds) > 1 and len(hits) == asked.most else None, shown


def _shown(reader: Reader, asked: SearchAsked, hit: Hit) -> _Shown:
    name = reader.plain(hit.label)
    others = {lang: text for lang, text in hit.label.items() if text != name}
    other = next(iter(others.items()), None)
    text = asked.text or ""
    in_name, in_other = marked(name, text), marked(other[1], text) if other else None
    seen = hit.how in LITERAL and hit.matched in (name, other and other[1])
    lang = next((lang for lang, label in hit.label.items() if label == name), reader.lang)
    return _Shown(
        reader.link(f"/{hit.kind}/{hit.path}", at=asked.far.at(hit.iri)),
        _in(lang, reader, in_name or Markup.escape(name)),
        _in(other[0], reader, in_other or Markup.escape(other[1])) if other else None,
        reader.text(hit.detail),
        None if seen else reader.words(f"search_how_{hit.how}", matched=hit.matched),
        hit.lead and hit.kind != "drama",
    )


def _in(lang: str, reader: Reader, text: Markup) -> Markup:
    return text if lang == reader.lang else Markup('<span lang="{}">{}</span>').format(lang, text)
