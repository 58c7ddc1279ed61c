"""A seeded generator of drama collections of any size; the scale is the number of dramas."""

from __future__ import annotations

import random

from kg.model import (
    Beat,
    Casting,
    Character,
    Citation,
    Collection,
    Drama,
    Event,
    Name,
    Person,
    Relationship,
    Source,
    StoryTime,
    Text,
    ThemeUse,
)  # fmt: skip
from kg.ontology import load_ontology

__all__ = ["collection"]

_CHARACTERS = 12
_RELATIONSHIPS = 20
_EVENTS = 10
_BUSY = 50  # so many actors are about equally busy; after them it is 1 / rank


def collection(
    dramas: int, seed: int = 1, characters: int = _CHARACTERS, relationships: int = _RELATIONSHIPS
) -> Collection:
    """Return dramas of so many characters and phases, and ten events each, with actors who are busy unequally."""
    rng = random.Random(seed)
    source = Source("generated", "catalogue", Text("generated", "생성"))
    cited = (Citation("generated", "row"),)
    people = tuple(
        Person(f"person-{n}", (Name(f"Person {n}", "en", cited), Name(f"배우{n}", "ko", cited)))
        for n in range(max(20, dramas * 3, characters))
    )
    return Collection(
        dramas=tuple(_drama(number, rng, people, cited, characters, relationships) for number in range(dramas)),
        people=people,
        sources=(source,),
    )


def _drama(
    number: int,
    rng: random.Random,
    people: tuple[Person, ...],
    cited: tuple[Citation, ...],
    cast: int,
    relationships: int,
) -> Drama:
    ontology = load_ontology()
    types = [kind for kind in ontology.relationship_types.values() if kind.subject_role and kind.object_role]
    beats = tuple(Beat(f"beat-{n}", Text(f"Beat {n}", f"{n}단계")) for n in range(1, 6))
    actors = _cast(rng, people, cast)
    characters = tuple(
        Character(
            slug=f"c{n}",
            names=(Name(f"Character {number}-{n}", "en", cited), Name(f"인물{number}-{n}", "ko", cited)),
            played_by=(Casting(actors[n], cited, "lead" if n < 2 else "support"),),
        )
        for n in range(cast)
    )
    events = tuple(
        Event(
            f"e{n}", Text(f"Event {n}", f"사건 {n}"), cited, told=rng.choice(beats).slug, who=(f"c{n % cast}",),
            when=StoryTime("present"), after=(f"e{n - 1}",) if n else (),
        )
        for n in range(_EVENTS)
    )  # fmt: skip
    phases = []
    for n in range(relationships):
        kind = rng.choice(types)
        one, other = (f"c{c}" for c in rng.sample(range(cast), 2))
        subject, target = str(kind.subject_role), str(kind.object_role)
        roles = ((subject, (one, other)),) if kind.symmetric else ((subject, (one,)), (target, (other,)))
        told = rng.choice(beats).slug
        phases.append(Relationship(f"r{n}", kind.name, roles, cited, told=told, starts=f"e{rng.randrange(_EVENTS)}"))
    themes = tuple(ThemeUse(slug, cited) for slug in rng.sample(sorted(ontology.themes), rng.randint(2, 6)))
    return Drama(
        slug=f"drama-{number}",
        names=(Name(f"Drama {number}", "en", cited), Name(f"드라마{number}", "ko", cited)),
        beats=beats, characters=characters, events=events, present="e0", relationships=tuple(phases), themes=themes,
    )  # fmt: skip


def _cast(rng: random.Random, people: tuple[Person, ...], wanted: int) -> list[str]:
    """Draw an actor for each character: by Zipf's law, but for the very first, so that nobody is in every drama."""
    drawn: dict[str, None] = {}
    while len(drawn) < wanted:
        rank = _BUSY * (1 + len(people) / _BUSY) ** rng.random() - _BUSY
        drawn[people[min(int(rank), len(people) - 1)].slug] = None
    return list(drawn)
