"""What the page of a person shows, arranged for its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kg.analysis import ActorProfile, Credit, DramaRef, Named
from kg.figure import chart_fragment
from kg.figure.wording import place_text
from kg.linked import Description
from kg.web.far import Far
from kg.web.linked.links import iri_place
from kg.web.people.finding import LONGEST_NAME
from kg.web.people.network import network_chart
from kg.web.people.queries import ask_person
from kg.web.templating import Reader, address, outside_link, page

__all__ = ["SourceShown", "kinds_of", "person_page", "sources_told"]

_CO_STARS_SHOWN = 24
_JOBS = ("performer", "director", "writer")
Texts = Mapping[str, str]
Work = tuple[DramaRef, tuple[Named, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source of what is said of a person, the address of its page, and the places in it."""

    iri: str
    names: Texts
    places: tuple[str, ...]


def person_page(
    profile: ActorProfile,
    found: Description,
    known_for: Mapping[str, str],
    reader: Reader,
    far: Far,
    *,
    at_premise: bool,
) -> str:
    """Render the page of a person; ``found`` is what sources say of them, ``known_for`` a drama of each namesake.

    ``at_premise`` says that the person is told of at the premise, where else there is no page to lead to.
    """
    iri, here = profile.person.iri, f"/person/{profile.person.slug}"
    return page(
        "person.html",
        reader,
        profile=profile,
        far=far,
        kinds=kinds_of(profile),
        spellings=[(lang, text) for lang, texts in profile.also.items() for text in texts],
        namesakes=[(other, known_for.get(other.iri)) for other in profile.namesakes],
        works=_works(profile),
        chart=_chart(profile, reader, far),
        shown=_CO_STARS_SHOWN,
        links=_outside(profile),
        sources=[_shown(source, reader, far) for source in sources_told(found)],
        place_text=place_text,
        asks=ask_person(iri, reader, far),
        as_json=address(f"{here}.json", at=far.whole),
        premise=reader.link(here) if at_premise else None,
        end=reader.link(here, at="end"),
        most=LONGEST_NAME,
    )


def kinds_of(profile: ActorProfile) -> list[str]:
    """Return what somebody is known to do: "performer", "director", "writer"."""
    return list(dict.fromkeys(sorted((credit.job for credit in profile.credits), key=_JOBS.index)))


def _works(profile: ActorProfile) -> list[Work]:
    """Return the dramas that somebody plays in, each once, with all parts and billings."""
    by_drama: dict[str, list[Credit]] = {}
    for credit in profile.roles:
        by_drama.setdefault(credit.drama.iri, []).append(credit)
    return [
        (
            credits[0].drama,
            tuple({part.iri: part for credit in credits for part in credit.characters}.values()),
            tuple(dict.fromkeys(credit.billing for credit in credits if credit.billing)),
        )
        for credits in by_drama.values()
    ]


def _chart(profile: ActorProfile, reader: Reader, far: Far) -> str:
    """Return the picture of those who have played beside somebody, empty where nobody has."""
    if not profile.co_stars:
        return ""

    def link(iri: str) -> str:
        return reader.link(f"/person/{iri.rsplit('/', 1)[-1]}", at=far.whole)

    return chart_fragment(network_chart(profile, reader.words, link), lang=reader.lang)


def _outside(profile: ActorProfile) -> list[tuple[str, str]]:
    """Return the pages that other sites have of a person: the site's name and the address."""
    found = (link for link in profile.links if outside_link(link))
    return [(link.split("/")[2].removeprefix("www."), link) for link in found]


def sources_told(found: Description) -> Iterator[SourceShown]:
    """Yield the sources of what is said of a thing, each once with its places, in the order of their names."""
    places: dict[str, dict[str, None]] = {}
    for telling in (telling for statement in found.statements for telling in statement.tellings):
        if telling.source is not None:
            places.setdefault(telling.source, {}).update(dict.fromkeys(telling.places))
    for iri, places_in in sorted(places.items()):
        yield SourceShown(iri, found.names.get(iri, {"en": iri.rsplit("/", 1)[-1]}), tuple(places_in))


def _shown(source: SourceShown, reader: Reader, far: Far) -> tuple[Markup, str | None, tuple[str, ...]]:
    place = iri_place(source.iri, far)
    href = reader.link(place.path, place.anchor, at=place.at) if place else None
    return reader.text(source.names), href, source.places
