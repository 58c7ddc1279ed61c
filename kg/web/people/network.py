"""A person in the middle of those who have played beside them, as a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kg.analysis import ActorProfile, CoStar, DramaRef, Named
from kg.figure import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode
from kg.names import LANGUAGES
from kg.web.words import Words

__all__ = ["MOST_DRAWN", "drawn_of", "network_chart"]

MOST_DRAWN = 18
"""People around the one in the middle."""
_MOST_OF_ONE = 4  # of those who share a single drama, by drama
_ONCE = ChartKind("once", {"en": "in one drama", "ko": "한 작품"}, "#5b6675", "#aeb8c7", (), 1.6)
_OFTEN = ChartKind("often", {"en": "in several dramas", "ko": "여러 작품"}, "#c8243f", "#ff7f95", (), 3.0)

Texts = Mapping[str, str]
Link = Callable[[str], str | None]


def drawn_of(co_stars: tuple[CoStar, ...]) -> list[CoStar]:
    """Return those who are drawn: who shares several dramas first, then some of each drama that is told in full."""
    several = [one for one in co_stars if len(one.dramas) > 1]
    single = sorted((one for one in co_stars if len(one.dramas) == 1), key=lambda one: not one.dramas[0].full)
    found = [*several, *_some_of_each(single)]
    return found[:MOST_DRAWN]


def _some_of_each(co_stars: list[CoStar]) -> Iterator[CoStar]:
    counts: Counter[str] = Counter()
    for one in co_stars:
        counts[one.dramas[0].iri] += 1
        if counts[one.dramas[0].iri] <= _MOST_OF_ONE:
            yield one


def network_chart(profile: ActorProfile, words: Words, link: Link) -> Chart:
    """Return the chart: those with one drama in common in a box of that drama, the others free, with all on the line.

    ``link`` gives the address of a person's page.
    """
    drawn, total = drawn_of(profile.co_stars), len(profile.co_stars)
    boxes = {one.dramas[0].iri: one.dramas[0] for one in drawn if len(one.dramas) == 1}
    name, count = profile.person.name, "person_network_all" if total == len(drawn) else "person_network_some"
    in_each = {lang: words.in_language(lang) for lang in LANGUAGES}
    return Chart(
        title={lang: say("person_network", name=name(lang)) for lang, say in in_each.items()},
        caption={lang: say(count, n=total, shown=len(drawn)) for lang, say in in_each.items()},
        nodes=(ChartNode(profile.person.iri, _texts(profile.person), lead=True), *(_node(one, link) for one in drawn)),
        edges=tuple(_edge(profile.person.iri, one, in_each) for one in drawn),
        groups=tuple(ChartGroup(iri, _texts(drama)) for iri, drama in boxes.items()),
        kinds=(_OFTEN, _ONCE),
    )


def _node(one: CoStar, link: Link) -> ChartNode:
    group = one.dramas[0].iri if len(one.dramas) == 1 else None
    return ChartNode(one.person.iri, _texts(one.person), group=group, href=link(one.person.iri))


def _edge(middle: str, one: CoStar, words: Mapping[str, Words]) -> ChartEdge:
    often, dramas = len(one.dramas) > 1, len(one.dramas)
    label = {lang: say.count("person_together", dramas) if often else "" for lang, say in words.items()}
    kind = _OFTEN if often else _ONCE
    details = tuple(_texts(drama) for drama in one.dramas)
    return ChartEdge(f"with-{one.person.iri}", middle, one.person.iri, kind.id, label, details=details)


def _texts(one: Named | DramaRef) -> Texts:
    """Return names that surely have English, the language that a chart falls back to."""
    return {**one.names, "en": one.name("en")}
