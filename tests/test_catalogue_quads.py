"""The fast writer of catalogues says what the writers of curated files say, and escapes what it must."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg.load.quads import to_statements
from kg.load.quads.catalogue import CatalogueDrama, CataloguePerson, CatalogueWriter, Credit, Role, literal
from kg.model import (
    Casting,
    Character,
    Citation,
    Collection,
    Drama,
    Identifier,
    Name,
    Person,
    ProductionFact,
    Remark,
    Text,
    ThemeUse,
)
from kg.vocab import DKG
from tests.tables import Kept

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(TEXT, st.sampled_from(["", "en", "ko", "zh-Hant"]))
def test_what_is_escaped_is_read_back(text: str, language: str) -> None:
    line = f"<http://a/b> <http://a/c> {literal(text, language)} <http://a/d> .\n"
    (quad,) = parse(line.encode(), format=RdfFormat.N_QUADS)
    assert quad.object == (Literal(text, language=language) if language else Literal(text))


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
SLUGS = st.sampled_from(["mydramalist:1-a.b", "mydramalist:2-c", "mine:a~20b"])


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[CatalogueDrama, list[CataloguePerson], list[Credit]]:
    """A drama, its people and its credits."""
    drama = draw(SLUGS)
    people = [
        CataloguePerson(
            slug,
            f"mydramalist:{number}",
            {"en": draw(NAMES)},
            tuple((n, "en") for n in draw(st.lists(NAMES, max_size=2))),
        )
        for number, slug in enumerate(draw(st.lists(SLUGS, unique=True, max_size=3)))
    ]
    credits_ = []
    for person in people:
        roles = tuple(
            Role(
                f"{person.slug}~r{number}",
                (draw(NAMES), *(draw(st.lists(NAMES, max_size=2)) if named else [])),
                tuple(draw(st.lists(NAMES, max_size=2))),
                (draw(NAMES), "ko") if named and draw(st.booleans()) else None,
                named,
            )
            for number in range(draw(st.integers(0, 2)))
            for named in [draw(st.booleans())]
        )
        jobs = tuple(draw(st.lists(st.sampled_from(["director", "writer"]), unique=True, max_size=2)))
        credits_.append(Credit(drama, person.slug, draw(st.sampled_from(["", "main", "guest"])), roles, jobs))
    facts = draw(
        st.lists(
            st.sampled_from(
                [
                    ("year", "2020"),
                    ("episodes", "16"),
                    ("network", 'a "b"'),
                    ("first_aired", "2020-01-31"),
                    ("sequel_of", "x"),
                ]
            ),
            unique=True,
        )
    )
    return (
        CatalogueDrama(
            drama, "mydramalist:1 a", {"en": draw(NAMES), "ko": draw(NAMES)}, ((draw(NAMES), "en"),),
            facts=tuple(facts),
            genres=(Text("romance", "로맨스"), Text(draw(NAMES))), themes=("jealousy",),
        ),
        people,
        credits_,
    )  # fmt: skip


def written(drama: CatalogueDrama, people: list[CataloguePerson], credits_: list[Credit]) -> set[Quad]:
    kept = Kept()
    writer = CatalogueWriter(kept.write)
    writer.graph(drama.slug, "cat")
    writer.drama(drama, "cat", "here")
    writer.facts(drama, "cat", "here")
    if people:
        writer.people_graph("cat")
    for person in people:
        writer.person(person, "cat", "here")
    for credit in credits_:
        writer.credit(credit, "cat", "here")
    writer.flush()
    return kept.all


def as_model(drama: CatalogueDrama, people: list[CataloguePerson], credits_: list[Credit]) -> Collection:
    """The same as values that the curated files' writers take."""
    cited = (Citation("cat", "here"),)

    def names(main: Any, others: Any) -> tuple[Name, ...]:
        return tuple(Name(t, lang, cited) for lang, t in main.items()) + tuple(
            Name(t, lang, cited) for t, lang in others
        )

    def character(role: Role, credit: Credit) -> Character:
        own = tuple(Name(name, "en", cited) for name in role.names) if role.named else ()
        native = (Name(*role.native, cited),) if role.native else ()
        return Character(
            role.slug,
            names=own + native,
            described_as=None if role.named else Remark(Text(role.names[0]), cited),
            played_by=(Casting(credit.person, cited, credit.billing or None),),
            notes=tuple(Remark(Text(note), cited) for note in role.notes),
        )

    facts = [ProductionFact(k, int(v) if v.isdigit() else v, cited) for k, v in drama.facts]
    facts += [ProductionFact("genre", genre, cited) for genre in drama.genres]
    facts += [ProductionFact(job, credit.person, cited) for credit in credits_ for job in credit.jobs]
    facts.append(ProductionFact("identifier", drama.identifier.replace(" ", "%20"), cited))
    made = Drama(
        drama.slug,
        names(drama.names, drama.others),
        coverage="thin",
        production=tuple(facts),
        characters=tuple(character(role, credit) for credit in credits_ for role in credit.roles),
        cast=tuple(Casting(credit.person, cited, credit.billing or None) for credit in credits_),
        themes=tuple(ThemeUse(theme, cited) for theme in drama.themes),
    )
    return Collection(
        (made,),
        tuple(Person(p.slug, names(p.names, p.others), identifiers=(Identifier(p.identifier, cited),)) for p in people),
        (),
    )


@given(catalogues())
@settings(max_examples=60, deadline=None)
def test_the_fast_writer_says_what_the_others_say(made: tuple[Any, Any, Any]) -> None:
    ours, theirs = written(*made), set(to_statements(as_model(*made)).quads)
    # The identifier itself is the catalogue's; only the address that it leads to is escaped.
    theirs = {
        Quad(q.subject, q.predicate, Literal(q.object.value.replace("%20", " ")), q.graph_name)
        if q.predicate == DKG.identifier and isinstance(q.object, Literal)
        else q
        for q in theirs
    }
    assert ours == theirs
