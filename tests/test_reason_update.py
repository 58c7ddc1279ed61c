"""A closure that is changed is the closure of the changed statements."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from benchmarks.generate import collection
from kg.load.quads import to_statements
from kg.ontology import Ontology
from kg.reason import Closure, Program
from kg.reason.fixpoint import PORTION
from tests.owl_cases import QUICKLY, data_lines, ontologies, triples_of

RULES = {
    # Things come in an order where no other number disagrees, as in ontology/rules/story-order.rq.
    "order": """
        PREFIX : <urn:x:>
        CONSTRUCT { ?a :after ?b } WHERE {
          ?a :year ?x ; :r ?where . ?b :year ?y ; :r ?where .
          FILTER ( ?x > ?y )
          FILTER NOT EXISTS { ?a :year ?x2 . ?b :year ?y2 . FILTER ( ?x2 <= ?y2 ) }
          FILTER NOT EXISTS { ?a :hidden ?why }
        }""",
    "alone": "PREFIX : <urn:x:> CONSTRUCT { ?a :p ?b } WHERE { ?a :q ?b FILTER NOT EXISTS { ?b :hidden ?a } }",
    "lone-class": "PREFIX : <urn:x:> CONSTRUCT { ?a a :A } WHERE { ?a :s ?b FILTER NOT EXISTS { ?a a :Hidden } }",
    "others": "PREFIX : <urn:x:> CONSTRUCT { ?a :s ?b } WHERE { ?a :p ?c . ?b :p ?c FILTER ( ?a != ?b ) }",
}

_someone = st.sampled_from([":a", ":b", ":c", ":d", ":e", "_:d0"])
_more = st.one_of(
    st.tuples(_someone, st.sampled_from([":year 1", ":year 2", ":year 3.5", ":year 3"])).map(" ".join),
    st.tuples(_someone, st.just(":hidden"), _someone).map(" ".join),
    st.tuples(_someone, st.just("a :Hidden")).map(" ".join),
    # Terms, properties and classes that no rule knows.
    st.tuples(_someone, st.sampled_from([":new :p1", ":newer :p2", "a :New", "a :Newer", ":p :new"])).map(" ".join),
).map("{} .".format)
_same = st.tuples(_someone, st.just("owl:sameAs"), _someone).map(" ".join).map("{} .".format)


Steps = list[tuple[list[str], bool]]


def _edits(*, same: bool) -> st.SearchStrategy[Steps]:
    """What the statements are to be at each step, and whether the closure is kept on disk before it."""
    pool = st.tuples(
        data_lines(odd=1 if same else 0), st.lists(_more, max_size=10), st.lists(_same, max_size=2 if same else 0)
    ).map(lambda parts: [line for part in parts for line in part])
    without = st.one_of(
        st.sets(st.integers(0, 25), max_size=3), st.sets(st.integers(0, 25), max_size=20), st.just(None)
    )
    return st.tuples(pool, st.lists(st.tuples(without, st.booleans()), min_size=4, max_size=7)).map(_steps)


def _steps(drawn: tuple[list[str], list[tuple[set[int] | None, bool]]]) -> Steps:
    pool, parts = drawn
    return [
        ([line for n, line in enumerate(pool) if without is not None and n not in without], on_disk)
        for without, on_disk in parts
    ]


def follow(axioms: tuple[str, ...], names: set[str], steps: Steps, folder: Path) -> int:
    """Change a closure step by step and compare it with one from scratch; return how many changes were seen."""
    program = Program.of_axioms(triples_of("\n".join(axioms)), [(name, RULES[name]) for name in sorted(names)])
    asserted: set[Triple] = set()
    closure = Closure.of([], program)
    before = set(closure.inferred())
    seen = 0
    for number, (lines, on_disk) in enumerate(steps):
        if on_disk:
            closure.save(folder / str(number))
            closure = Closure.open(folder / str(number), program)
        wanted = set(triples_of("\n".join(lines)))
        # Some that are not there are removed, and some that are there are added: neither changes anything.
        lost, gained = closure.update(asserted - wanted | set(NEVER), wanted)
        asserted = wanted
        scratch = Closure.of(asserted, program)
        after = set(closure.inferred())
        assert after == set(scratch.inferred())
        assert len(closure) == len(scratch)
        assert {clash.rule for clash in closure.clashes()} == {clash.rule for clash in scratch.clashes()}
        assert lost == before - after
        assert gained == after - before
        before = after
        seen += bool(lost) + bool(gained)
    return seen


NEVER = triples_of(":nobody :p :nobody ; :never :nobody ; a :Never .")
edited = settings(QUICKLY, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
_names = st.sets(st.sampled_from(sorted(RULES)))
_few = {"properties": (1, 5), "classes": (0, 3), "against": (0, 1)}


@edited
@given(ontologies(**_few, same=(0, 0)), _edits(same=False))
def test_axioms_alone(tmp_path_factory: pytest.TempPathFactory, axioms: tuple[str, ...], steps: Steps) -> None:
    follow(axioms, set(), steps, tmp_path_factory.mktemp("closures"))


@edited
@given(ontologies(**_few, same=(0, 0)), _names, _edits(same=False))
def test_with_rules_that_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory,
    axioms: tuple[str, ...],
    names: set[str],
    steps: Steps,
) -> None:
    follow(axioms, names, steps, tmp_path_factory.mktemp("closures"))


@edited
@given(ontologies(**_few, same=(1, 3)), _names, _edits(same=True))
def test_with_things_that_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    axioms: tuple[str, ...],
    names: set[str],
    steps: Steps,
) -> None:
    follow(axioms, names, steps, tmp_path_factory.mktemp("closures"))


def test_the_drawn_changes_change_something(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the tests above compare is worth something only if there is something to lose and to gain."""
    seen: list[int] = []

    @settings(max_examples=60, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(ontologies(**_few, same=(0, 0)), _names, _edits(same=False))
    def collect(axioms: tuple[str, ...], names: set[str], steps: Steps) -> None:
        seen.append(follow(axioms, names, steps, tmp_path_factory.mktemp("closures")))

    collect()
    assert sum(1 for changes in seen if changes >= 3) > len(seen) / 2


def test_what_the_ontology_says_of_things_stays() -> None:
    program = Program.of_axioms(triples_of(":a owl:sameAs :b . :p a owl:SymmetricProperty ."))
    data = triples_of(":a :q :c . :a owl:sameAs :b .")
    closure = Closure.of(data, program)
    lost, gained = closure.update(data, [])
    assert lost == set(triples_of(":b :q :c ."))
    assert gained == set()
    assert set(closure.inferred()) == set(triples_of(":b owl:sameAs :a ."))


def test_what_is_the_same_is_known_before_anything_is_missed() -> None:
    """A rule with FILTER NOT EXISTS waits for what owl:sameAs puts there, from scratch and after a change."""
    program = Program.of_axioms([], [("alone", RULES["alone"])])
    without = triples_of(":a :q :b . :c :hidden :a .")
    with_it = triples_of(":a :q :b . :c :hidden :a . :c owl:sameAs :b .")
    assert triples_of(":a :p :b .")[0] in set(Closure.of(without, program).inferred())
    closure = Closure.of(with_it, program)
    assert triples_of(":a :p :b .")[0] not in set(closure.inferred())
    closure = Closure.of(without, program)
    lost, _ = closure.update([], triples_of(":c owl:sameAs :b ."))
    assert lost == set(triples_of(":a :p :b ."))


@pytest.fixture(scope="module")
def dramas(ontology: Ontology) -> list[set[Triple]]:
    """What each of some generated dramas says, with the people; two readings of the first one."""
    whole = collection(4, seed=3)
    other = collection(4, seed=4)
    found = []
    for drama in (*whole.dramas, other.dramas[0]):
        one = replace(whole, dramas=(drama,), people=whole.people)
        found.append({quad.triple for quad in to_statements(one, ontology).quads})
    return found


def test_a_drama_is_taken_out_and_put_back(ontology: Ontology, dramas: list[set[Triple]]) -> None:
    program = Program.of(ontology)
    everything = set().union(*dramas[:4])
    others = set().union(*dramas[1:4])
    closure = Closure.of(everything, program)
    before = set(closure.inferred())
    lost, gained = closure.update(everything - others, [])
    assert set(closure.inferred()) == set(Closure.of(others, program).inferred()) == before - lost
    assert len(lost) > 100
    assert gained == set()
    back = closure.update([], everything - others)
    assert back == (set(), lost)
    assert set(closure.inferred()) == before


def test_a_drama_is_replaced(ontology: Ontology, dramas: list[set[Triple]], tmp_path: Path) -> None:
    program = Program.of(ontology)
    old, new = set().union(*dramas[:4]), set().union(*dramas[1:])
    Closure.of(old, program).save(tmp_path / "closure")
    closure = Closure.open(tmp_path / "closure", program)
    before = set(closure.inferred())
    lost, gained = closure.update(old - new, new - old)
    after = set(closure.inferred())
    assert after == set(Closure.of(new, program).inferred())
    assert (lost, gained) == (before - after, after - before)
    assert lost
    assert gained


def test_one_statement_at_a_time(ontology: Ontology, dramas: list[set[Triple]]) -> None:
    program = Program.of(ontology)
    asserted = set(dramas[0])
    closure = Closure.of(asserted, program)
    for triple in sorted(asserted, key=str)[::15]:
        before = set(closure.inferred())
        lost, gained = closure.update([triple], [])
        after = set(closure.inferred())
        assert after == set(Closure.of(asserted - {triple}, program).inferred()), triple
        assert (lost, gained) == (before - after, after - before), triple
        assert closure.update([], [triple]) == (gained, lost), triple


def test_more_goes_than_is_looked_at_at_once() -> None:
    """Facts are taken in portions; what rested on a fact of any portion goes with it."""
    program = Program.of_axioms(triples_of(":p rdfs:subPropertyOf :q . :q rdfs:domain :A ."))
    p, value = NamedNode("urn:x:p"), NamedNode("urn:x:value")
    many = [Triple(NamedNode(f"urn:x:n{n}"), p, value) for n in range(2 * PORTION)]
    closure = Closure.of(many, program)
    lost, gained = closure.update(many[1:], [])
    assert len(lost) == 2 * (len(many) - 1)
    assert gained == set()
    assert set(closure.inferred()) == set(Closure.of(many[:1], program).inferred())
