"""Curated values as statements in named graphs: a golden file by isomorphism, and which graph a late fact stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib.compare import graph_diff, isomorphic

from kg.load.curated import read_collection
from kg.load.quads import Statements, arc_iri, event_iri, relationship_iri, to_statements
from kg.paths import data_dir
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, ID_BASE, PREFIXES, PROV, RDF
from tests.support import ROOT, line_of

TINY = ROOT / "tests" / "tiny"
# What holds between two things told; it stands in a graph of the later one, and has no place of its own.
LINKS = (DKG.before, DKG.leadsTo, DKG.laterPhase)
GOLDEN = ROOT / "tests" / "golden" / "tiny.trig"


@pytest.fixture(scope="module")
def statements() -> Statements:
    return to_statements(read_collection(TINY))


@pytest.fixture(scope="module")
def lines(statements: Statements) -> set[str]:
    return {short(quad) for quad in statements.quads}


def short(quad: Quad) -> str:
    """A statement in short, its graph first: "gazette/2: event/secret-letter before event/goodbye"."""

    def cut(text: str) -> str:
        for base in (f"{GRAPH_BASE}tiny/", GRAPH_BASE, f"{ID_BASE}drama/tiny/", ID_BASE, DKG.base):
            text = text.replace(base, "")
        return text.rsplit("#", 1)[-1] if text.startswith("http") else text

    value = cut(getattr(quad.object, "value", str(quad.object)))
    return f"{cut(quad.graph_name.value)}: {cut(quad.subject.value)} {cut(quad.predicate.value)} {value}"


def as_datasets(text: str) -> dict[str, rdflib.Graph]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    return {str(graph.identifier): graph for graph in dataset.graphs() if len(graph)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_tiny_drama_is_as_in_the_golden_file(statements: Statements, request: pytest.FixtureRequest) -> None:
    """By isomorphism, graph by graph; `pytest --regenerate-golden` writes it anew, for a person to read through."""
    ordered = sorted(set(statements.quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    made = (serialize(ordered, format=RdfFormat.TRIG, prefixes=PREFIXES) or b"").decode()
    if request.config.getoption("--regenerate-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(made, encoding="utf-8")
        pytest.skip(f"wrote {GOLDEN}: read it before you commit it")
    found, golden = as_datasets(made), as_datasets(GOLDEN.read_text(encoding="utf-8"))
    assert set(found) == set(golden)
    for name, graph in golden.items():
        if not isomorphic(found[name], graph):
            _, missing, extra = graph_diff(graph, found[name])
            lost, new = (part.serialize(format="nt") for part in (missing, extra))
            pytest.fail(f"{name}:\nmissing\n{lost}\nnot expected\n{new}")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        # what is told when it is told
        ("gazette/1: character/ann prefLabel Ann", "a name"),
        ("herald/1: character/ann prefLabel Ann", "the same name, by another source"),
        ("gazette/2: character/ann occupation baker", "an occupation told later than the character"),
        ("herald/2: drama/tiny altLabel The Tiny One", "a second title told later"),
        ("gazette/2: character/stranger prefLabel the stranger", "a character who comes late"),
        ("gazette/2: character/stranger isUnnamed true", "without a name"),
        ("gazette/2: drama/tiny hasTheme theme/first-love", "a late theme"),
        ("gazette/3: drama/tiny leavesOpen who wrote the letter", "a late open question"),
        # an alias and its owner
        ("gazette/1: alias/sunshine prefLabel Sunshine", "the alias is heard at once"),
        ("gazette/3: alias/sunshine denotes character/ann", "whose it is, at the end"),
        # starts, ends and what becomes known, with their events
        ("gazette/1: relationship/couple startsAt event/meeting", "a start at the premise"),
        ("gazette/3: relationship/couple endsAt event/goodbye", "the end of it, when that is told"),
        ("herald/3: relationship/couple endsAt event/goodbye", "by each of its sources"),
        ("gazette/3: relationship/love becomesKnownAt event/goodbye", "when she learns it"),
        ("gazette/2: relationship/love concealedFrom character/ann", "but not that it is hidden"),
        ("gazette/2: relationship/love certainty possible", "nor how sure it is"),
        # the story's clock
        ("gazette/1: event/school yearsBefore 10", "a number of the first source"),
        ("gazette/1: event/school isApproximate true", "about"),
        ("herald/1: event/school yearsBefore 9.5", "and of the second"),
        ("gazette/1: event/school before event/meeting", "before the present"),
        ("gazette/2: event/meeting before event/secret-letter", "an order as soon as both are told"),
        ("gazette/3: event/secret-letter leadsTo event/goodbye", "what it leads to, when that is told"),
        ("gazette/3: event/meeting before event/goodbye", "after the present"),
        ("gazette/2: event/secret-letter agent character/ann", "who acts"),
        ("gazette/2: event/secret-letter reason by chance", "and why"),
        # phases of a pair
        ("gazette/3: relationship/couple laterPhase relationship/exes", "the next phase, when that is told"),
        ("gazette/1: relationship/couple ofArc arc/ann--bob", "one arc for a pair"),
        ("gazette/3: relationship/exes ofArc arc/ann--bob", "whichever is named first"),
        # production
        ("gazette/1: drama/tiny year 2020", "one source"),
        ("herald/1: drama/tiny year 2021", "and another that disagrees"),
        ("gazette/1: drama/tiny exactMatch https://www.themoviedb.org/tv/99", "an outside page, never sameAs"),
        # people are always visible
        ("people/gazette: person/actor-one prefLabel Actor One", "a person"),
        ("people/herald: person/actor-one altLabel Actor Uno", "a second spelling"),
        ("people/gazette: person/actor-one prefLabel 배우 하나", "a Korean name"),
        ("people/herald: person/actor-one differentFrom person/actor-one-too", "a namesake"),
        ("people/herald: person/actor-one exactMatch https://mydramalist.com/people/1-actor-one", "an outside page"),
        # beats: that they are there is no secret, their names are
        ("provenance: beat/2 position 2", "a beat"),
        ("beats/2: beat/2 episode 2", "its episode is told with it"),
        ("beats/2: beat/2 prefLabel The middle", "its name is told with it"),
        ("provenance: beats/2 revealedAt beat/2", "and not before"),
        # reviews
        ("provenance: source/gazette grade A-", "a grade"),
        ("provenance: source/gazette/judgement/music stance positive", "a judgement"),
    ],
)  # fmt: skip
def test_a_fact_stands_in_the_graph_of_its_source_and_beat(lines: set[str], line: str, why: str) -> None:
    if line.startswith("people/herald: person/actor-one differentFrom"):
        assert {line, line.replace("people/herald", "people/gazette")} & lines, why
        return
    assert line in lines, f"{why}: {line}"


@pytest.mark.parametrize(
    "line",
    [
        "gazette/1: relationship/couple endsAt event/goodbye",
        "gazette/2: relationship/couple endsAt event/goodbye",
        "gazette/1: alias/sunshine denotes character/ann",
        "gazette/2: event/secret-letter leadsTo event/goodbye",
        "gazette/1: relationship/couple laterPhase relationship/exes",
        "gazette/1: character/ann occupation baker",
        "gazette/2: relationship/love becomesKnownAt event/goodbye",
    ],
)
def test_no_late_fact_stands_in_an_early_graph(lines: set[str], line: str) -> None:
    assert line not in lines
    assert any(found.split(": ", 1)[1] == line.split(": ", 1)[1] for found in lines)


def test_every_graph_says_where_it_comes_from_and_when(statements: Statements) -> None:
    described: dict[str, dict[str, str]] = {}
    for quad in statements.quads:
        if quad.graph_name == GRAPH_PROVENANCE and quad.subject.value.startswith(GRAPH_BASE):
            described.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    for quad in statements.quads:
        name = quad.graph_name.value
        if name == GRAPH_PROVENANCE.value:
            continue
        path = name.removeprefix(GRAPH_BASE).split("/")
        facts = described[name]
        if path[0] == "people":
            assert facts == {PROV.wasDerivedFrom.value: f"{ID_BASE}source/{path[1]}"}
        elif path[1] == "beats":
            assert facts == {DKG.revealedAt.value: f"{ID_BASE}drama/tiny/beat/{path[2]}"}
        else:
            assert facts == {
                PROV.wasDerivedFrom.value: f"{ID_BASE}source/{path[1]}",
                DKG.revealedAt.value: f"{ID_BASE}drama/tiny/beat/{path[2]}",
            }


def test_every_thing_has_its_place_in_the_source(statements: Statements) -> None:
    located = {(q.graph_name.value, q.subject.value) for q in statements.quads if q.predicate == DKG.locator}
    for quad in statements.quads:
        if (
            "/beats/" not in quad.graph_name.value
            and quad.graph_name != GRAPH_PROVENANCE
            and quad.predicate not in LINKS
        ):
            assert (quad.graph_name.value, quad.subject.value) in located, quad


def test_a_place_is_that_of_the_thing_itself() -> None:
    """What only ties two things, such as which phase begins later, lends neither the other's place in a source."""
    collection = read_collection(data_dir())
    statements = to_statements(collection)
    shown: dict[str, set[tuple[str, str]]] = {}
    for quad in statements.quads:
        if quad.predicate == DKG.locator and quad.graph_name != GRAPH_PROVENANCE:
            source = quad.graph_name.value.removeprefix(GRAPH_BASE).split("/")[1]
            shown.setdefault(quad.subject.value, set()).add((source, quad.object.value))
    for drama in collection.dramas:
        for phase in drama.relationships:
            written = {(citation.source, citation.place) for citation in phase.cited}
            assert shown[relationship_iri(drama.slug, phase.slug).value] == written, phase.slug
        for event in drama.events:
            cited = [*event.cited, *(citation for second in event.also for citation in second.cited)]
            written = {(citation.source, citation.place) for citation in cited}
            assert shown[event_iri(drama.slug, event.slug).value] == written, event.slug


def test_an_address_that_gives_the_end_away_waits_for_it() -> None:
    statements = to_statements(read_collection(data_dir()))
    (quad,) = [q for q in statements.quads if q.predicate == DKG.address and "became-a-couple" in q.object.value]
    assert quad.graph_name.value == f"{GRAPH_BASE}soundtrack-1/kbizoom-soundtrack-1/7"


def test_who_is_jealous_over_somebody_is_in_no_pair_with_them() -> None:
    statements = to_statements(read_collection(data_dir()))
    phase = relationship_iri("soundtrack-2", "suho-jealous-of-k")
    arcs = {
        q.object.value.rsplit("/", 1)[-1] for q in statements.quads if q.subject == phase and q.predicate == DKG.ofArc
    }
    assert arcs == {"k--suho"}


def test_locators_are_the_places_that_the_curator_wrote(lines: set[str]) -> None:
    assert "gazette/3: relationship/exes locator Story 3" in lines
    assert "herald/1: relationship/couple locator article" in lines


def test_origins_lead_to_the_line_in_the_file(statements: Statements) -> None:
    text = (TINY / "dramas/tiny.yaml").read_text(encoding="utf-8")
    where = statements.origins[f"{ID_BASE}drama/tiny/event/goodbye"]
    assert Path(where.file).name == "tiny.yaml"
    assert where.line == line_of(text, "  goodbye:\n") + 1
    typed = {quad.subject.value for quad in statements.quads if quad.predicate == RDF.type}
    assert typed <= set(statements.origins)


def test_no_fact_of_the_golden_file_is_an_identity(statements: Statements) -> None:
    assert not [quad for quad in statements.quads if quad.predicate.value.endswith("sameAs")]


def test_an_arc_has_one_name_from_both_sides() -> None:
    assert arc_iri("d", "b", "a") == arc_iri("d", "a", "b")
    assert arc_iri("d", "a", "b").value.endswith("/arc/a--b")


def test_the_same_data_gives_the_same_quads(statements: Statements) -> None:
    assert to_statements(read_collection(TINY)).quads == statements.quads
