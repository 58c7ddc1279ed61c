"""The audit of pages: each is read at each beat, here and in a world in which nobody tells more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, cached_property

from kg.audit import ALL, Finding, Told
from kg.audit.compare import interference
from kg.audit.phrases import Phrases, pieces
from kg.audit.untold import Untold
from kg.audit.worlds import told_until
from kg.graph import KnowledgeGraph
from kg.store import EmbeddedStore
from kg.vocab import ID_BASE
from kg.web.audit.visits import Reading, by_chance, visits
from kg.web.inprocess import Page, Site
from kg.web.search.asked import LONGEST
from kg.web.words import every_word

__all__ = ["Visited", "audit_pages", "search_pages"]

SiteOf = Callable[[KnowledgeGraph], Site]
_EXPORTS = (("network", "graphml"), ("relations", "csv"), ("characters", "csv"), ("relations", "gexf"))
_BLANK = re.compile(r"_:[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True)
class Visited:
    """What was read at a beat of a drama, or of all: ``pages`` were looked through for ``phrases``.

    ``findings`` is what is wrong.
    """

    drama: str
    beat: int
    phrases: int
    pages: int
    findings: tuple[Finding, ...]


def audit_pages(
    graph: KnowledgeGraph,
    *,
    dramas: Collection[str] | None = None,
    beats: Collection[int] | None = None,
    most: int | None = None,
    site_of: SiteOf = Site,
    progress: Callable[[str], None] = lambda _name: None,
) -> Iterator[Visited]:
    """Read every page of dramas (their slugs; None for all) at each beat but the last; yield what was read at each.

    Two things are proved. No page holds a phrase that is told later and may be seen nowhere by then. And each page is
    the same, byte for byte, in a world in which no drama is told further: no count, order, place in a chart or reason
    depends on what is hidden. ``most`` limits how many addresses of each kind are read at a beat.
    """
    told = Told(graph.store.told())
    untold = Untold(told, every_word())
    wanted = {iri: last for iri, last in told.dramas.items() if dramas is None or _slug(iri) in dramas}
    copy = cache(lambda: KnowledgeGraph(EmbeddedStore.of(told.quads), graph.ontology))
    for beat in range(1, max(wanted.values(), default=1)):
        ahead = [iri for iri, last in wanted.items() if last > beat]
        if not ahead or (beats is not None and beat not in beats):
            continue
        world = KnowledgeGraph(EmbeddedStore.of(told_until(told, beat)), graph.ontology)
        with ExitStack() as opened:
            here, there = opened.enter_context(site_of(graph)), opened.enter_context(site_of(world))
            again = lambda: opened.enter_context(site_of(copy()))  # noqa: E731 - it is called before the loop goes on
            both = _Both(here, there, again, untold, beat, most)
            for iri in ahead:
                progress(f"{_slug(iri)} at {beat}")
                yield both.drama(iri)
            progress(f"{ALL} at {beat}")
            yield both.all_dramas(list(told.dramas))
        progress(f"exports at {beat}")
        yield _exported(graph, world, beat, untold.phrases(told.dramas, beat), most)


class _Both:
    """The site, and the site in a world in which no more is told; ``again`` opens the site over a copy in memory.

    That world is in memory. A page that is not the same there is asked for once more: stores differ in the order of
    what nobody sorts.
    """

    def __init__(
        self, here: Site, there: Site, again: Callable[[], Site], untold: Untold, beat: int, most: int | None
    ) -> None:
        self._here, self._there, self._open_again = here, there, again
        self._untold = untold
        self._beat = beat
        self._most = most

    @cached_property
    def _again(self) -> Site:
        return self._open_again()

    def drama(self, iri: str) -> Visited:
        """Read what a reader of one drama can come to."""
        hidden = self._untold.phrases([iri], self._beat)
        return self._read(_reading(self._untold, iri, self._beat, hidden, self._most), hidden)

    def all_dramas(self, dramas: list[str]) -> Visited:
        """Read what somebody can come to who is as far in every drama."""
        hidden = self._untold.phrases(dramas, self._beat)
        things = tuple(self._untold.things(dramas, self._beat))
        return self._read(Reading(None, self._beat, _names(hidden), (), things, most=self._most), hidden)

    def _read(self, reading: Reading, hidden: Mapping[str, str]) -> Visited:
        pages = visits(self._here, reading)
        name = reading.slug or ALL, str(self._beat)
        findings = set(_said_too_early(pages.values(), hidden, name))
        there = dict(zip(pages, self._there.pages(pages), strict=True))
        apart = [
            address for address, page in there.items()
            if not by_chance(address) and _comparable(pages[address]) != _comparable(page)
        ]  # fmt: skip
        for page in self._again.pages(apart) if apart else ():
            findings.update(_told_apart(page, there[page.address], name))
        return Visited(name[0], self._beat, len(hidden), len(pages), tuple(sorted(findings)))


def search_pages(site: Site, untold: Untold, slug: str, beat: int, *, most: int | None = None) -> Visited:
    """Look through the pages of a drama at a beat for phrases that are told later: a part of `audit_pages`.

    It takes a small part of the time, for it reads one world alone; a count or a place that runs ahead is not found.
    ``most`` limits how many addresses of each kind are read.
    """
    iri = f"{ID_BASE}drama/{slug}"
    hidden = untold.phrases([iri], beat)
    pages = visits(site, _reading(untold, iri, beat, hidden, most)).values()
    name = slug, str(beat)
    broken = (page for page in pages if page.status >= 500)
    findings = set(_said_too_early(pages, hidden, name))
    findings.update(Finding(*name, f"{page.address} could not be made", str(page.status)) for page in broken)
    return Visited(slug, beat, len(hidden), len(pages), tuple(sorted(findings)))


def _reading(untold: Untold, iri: str, beat: int, hidden: Mapping[str, str], most: int | None) -> Reading:
    return Reading(
        _slug(iri), beat, _names(hidden), tuple(untold.titles(iri, beat)), tuple(untold.things([iri], beat)),
        tuple(untold.edges(iri, beat)), tuple(untold.people(iri)), most,
    )  # fmt: skip


def _exported(
    graph: KnowledgeGraph, world: KnowledgeGraph, beat: int, hidden: Mapping[str, str], most: int | None
) -> Visited:
    """Compare what is exported by somebody who is at a beat of every drama; of a selection, one table at each beat."""
    here, there = graph.at(others=beat), world.at(others=beat)
    name = "exports", str(beat)
    findings: set[Finding] = set()
    wanted = _EXPORTS if most is None else (_EXPORTS[beat % len(_EXPORTS)],)
    for what, form in wanted:
        file = Page(f"{what}.{form}", 200, (), here.export(what, form).encode())
        findings.update(_said_too_early([file], hidden, name))
        findings.update(_told_apart(file, replace(file, body=there.export(what, form).encode()), name))
    return Visited("exports", beat, len(hidden), len(wanted), tuple(sorted(findings)))


def _names(hidden: Mapping[str, str]) -> tuple[str, ...]:
    named = (phrase for phrase, what in hidden.items() if what in ("skos:prefLabel", "skos:altLabel"))
    return tuple(phrase for phrase in named if len(phrase) <= LONGEST)


def _said_too_early(pages: Iterable[Page], hidden: Mapping[str, str], name: tuple[str, str]) -> Iterator[Finding]:
    """Yield the phrases that pages hold and that are told later; what the reader asked for may be said back."""
    looked_for = Phrases(hidden)
    clean: set[str] = set()
    for page in pages:
        for piece in pieces(page.text):
            found = () if piece in clean else looked_for.found_in(piece)
            if not found:
                clean.add(piece)
                continue
            asked = " ".join(pieces(page.address.replace("+", " ")))
            for phrase in found:
                if phrase not in asked:
                    yield Finding(*name, f"{page.address} holds what is told later", phrase, "", hidden[phrase])


def _told_apart(here: Page, there: Page, name: tuple[str, str]) -> Iterator[Finding]:
    one, other = _comparable(here), _comparable(there)
    if one != other:
        yield from interference(name, "dropped", {here.address: one.encode()}, {here.address: other.encode()})


def _comparable(page: Page) -> str:
    """Return an answer as it is compared: blank nodes are named anew each time, and JSON objects have no order."""
    headers = "\n".join(f"{name}: {value}" for name, value in page.headers if name != "content-length")
    text = page.body.decode("utf-8", "replace")
    if "json" in page.header("content-type"):
        text = json.dumps(json.loads(text), sort_keys=True, indent=0, ensure_ascii=False)
    names: dict[str, str] = {}
    text = _BLANK.sub(lambda match: names.setdefault(match[0], f"_:b{len(names)}"), text)
    return f"{page.status}\n{headers}\n{text}"


def _slug(iri: str) -> str:
    return iri.removeprefix(f"{ID_BASE}drama/")
