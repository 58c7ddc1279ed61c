"""``python -m benchmarks.exploring``: how long it takes to connect two people, and to find what is like a drama.

The graph is generated: as many people as one says, in dramas of 3 to 12 actors of whom a few are in very many; a third
of the dramas have themes. Everything is asked of a real store, at the premise and again at the end. Times are those of
the processor, so that other work on the machine counts for little.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from statistics import median, quantiles

import click

from kg.errors import NoPathError
from kg.graph import KnowledgeGraph
from kg.load.quads import to_statements
from kg.model import (
    Beat,
    Casting,
    Character,
    Citation,
    Collection,
    Drama,
    Name,
    Person,
    ProductionFact,
    Source,
    Text,
    ThemeUse,
)  # fmt: skip
from kg.ontology import load_ontology
from kg.store import EmbeddedStore

__all__ = ["main"]

_CITED = (Citation("generated", "row"),)
_BILLINGS = ("lead", "main", "support", None)
_KNOWN = 0.4  # the share of parts that people take who are drawn by 1 / rank


def _name(words: str) -> tuple[Name, ...]:
    return (Name(words, "en", _CITED),)


def _collection(people: int, seed: int) -> Collection:
    rng = random.Random(seed)
    themes = sorted(load_ontology().themes)
    unused = [f"person-{number}" for number in range(people)]
    rng.shuffle(unused)
    dramas = []
    while unused:
        cast: dict[str, None] = {}
        for _ in range(rng.randint(3, 12)):
            if unused and rng.random() > _KNOWN:
                cast[unused.pop()] = None
            else:
                cast[f"person-{int(people ** rng.random()) - 1}"] = None
        dramas.append(_drama(len(dramas), list(cast), rng, themes))
    return Collection(
        dramas=tuple(dramas),
        people=tuple(Person(f"person-{number}", _name(f"Person {number}")) for number in range(people)),
        sources=(Source("generated", "catalogue", Text("generated", "생성")),),
    )


def _drama(number: int, cast: list[str], rng: random.Random, themes: list[str]) -> Drama:
    full = number % 3 == 0
    beats = tuple(Beat(f"b{place}", Text(f"Beat {place}", f"{place}")) for place in (1, 2, 3))
    return Drama(
        slug=f"drama-{number}",
        names=_name(f"Drama {number}"),
        coverage="full" if full else "thin",
        beats=beats,
        production=(ProductionFact("year", rng.randint(1995, 2025), _CITED),),
        characters=tuple(
            Character(f"c{place}", _name(f"Character {number}-{place}"),
                      played_by=(Casting(actor, _CITED, rng.choice(_BILLINGS), rng.choice((None, None, None, "b3"))),))
            for place, actor in enumerate(cast)
        ),
        themes=tuple(ThemeUse(slug, _CITED) for slug in rng.sample(themes, 4)) if full else (),
    )  # fmt: skip


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return 1000 * (time.process_time() - start)


def _show(what: str, took: list[float]) -> None:
    slow = quantiles(took, n=100)[98] if len(took) > 1 else took[0]
    click.echo(f"{what:<44} {median(took):9.1f} ms   99 of 100 within {slow:9.1f} ms   slowest {max(took):9.1f} ms")


@click.command()
@click.option("--people", default=50_000, show_default=True)
@click.option("--asked", default=300, show_default=True, help="How many paths and dramas are asked for.")
@click.option("--seed", default=1, show_default=True)
def main(people: int, asked: int, seed: int) -> None:
    """Measure g.path and g.similar on a generated graph."""
    ontology, rng = load_ontology(), random.Random(f"asked {seed}")
    made = _collection(people, seed)
    store = EmbeddedStore.of([*to_statements(made, ontology).quads, *ontology.quads()])
    graph = KnowledgeGraph(store, ontology)
    click.echo(f"{people:,} people, {len(made.dramas):,} dramas, {sum(len(d.characters) for d in made.dramas):,} parts")
    pairs = [tuple(f"person-{number}" for number in rng.sample(range(people), 2)) for _ in range(asked)]
    found: dict[int, int] = {}

    def path(one: str, other: str, seen: list[str]) -> None:
        try:
            found_now = graph.path(one, other, seen=seen).distance
        except NoPathError:
            found_now = 0
        found[found_now] = found.get(found_now, 0) + 1

    for seen in ([], ["*=end"]):
        where = "to the end" if seen else "at the premise"
        _show(f"the first path {where}", [_milliseconds(lambda: path(*pairs[0], seen))])  # noqa: B023
        found.clear()
        _show(f"a path {where}", [_milliseconds(lambda: path(*pair, seen)) for pair in pairs])  # noqa: B023
        click.echo(f"  how many by distance, 0 for none: {dict(sorted(found.items()))}")
        dramas = [f"drama-{rng.randrange(len(made.dramas))}" for _ in range(asked)]
        _show(f"the first similar {where}", [_milliseconds(lambda: graph.similar(dramas[0], seen=seen))])  # noqa: B023
        _show(f"similar {where}", [_milliseconds(lambda: graph.similar(drama, seen=seen)) for drama in dramas])  # noqa: B023


if __name__ == "__main__":
    main()
