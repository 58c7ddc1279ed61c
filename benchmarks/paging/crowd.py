"""``python -m benchmarks.paging.crowd``: serve a generated drama of sixty characters, as ``kg serve`` would."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.generate import collection
from benchmarks.naming import korean_names
from kg.graph import KnowledgeGraph
from kg.load.quads import to_statements
from kg.model import Character, Collection, Group, Membership, Name
from kg.ontology import load_ontology
from kg.store import EmbeddedStore
from kg.web.server import serve

__all__ = ["CHARACTERS", "RELATIONSHIPS", "SLUG", "crowd", "crowd_graph"]

CHARACTERS = 60
RELATIONSHIPS = 100
SLUG = "drama-0"

_GROUPS = (("family", "Family", "가족"), ("company", "Company", "회사"), ("school", "School", "학교"),
           ("friends", "Friends", "친구들"), ("work", "Hospital", "병원"), ("place", "Village", "마을"))  # fmt: skip


def crowd(seed: int = 1) -> Collection:
    """Return one drama of five steps with so many characters, in six groups, and phases told at each step."""
    rng = random.Random(seed)
    made = collection(1, seed, CHARACTERS, RELATIONSHIPS)
    drama = made.dramas[0]
    cited = drama.names[0].cited
    groups = tuple(
        Group(f"g{place}", (Name(english, "en", cited), Name(hangul, "ko", cited)), kind)
        for place, (kind, english, hangul) in enumerate(_GROUPS)
    )

    def placed(character: Character) -> Character:
        member = Membership(rng.choice(groups).slug, cited)
        return replace(character, names=korean_names(character.names, rng), groups=(member,))

    people = tuple(replace(person, names=korean_names(person.names, rng)) for person in made.people)
    drama = replace(drama, groups=groups, characters=tuple(placed(one) for one in drama.characters))
    return replace(made, dramas=(drama,), people=people)


def crowd_graph() -> KnowledgeGraph:
    """Return the graph of `crowd`."""
    ontology = load_ontology()
    return KnowledgeGraph(EmbeddedStore.of(to_statements(crowd()).quads, ontology.quads()), ontology)


if __name__ == "__main__":
    serve(crowd_graph(), port=0, ready=lambda address: print(address, flush=True))
