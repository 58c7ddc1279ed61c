"""Why a statement holds: every step is a rule, every leaf is asserted, and no proof is shorter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Triple

from kg.load.curated import read_collection
from kg.load.quads import to_statements
from kg.ontology import Ontology
from kg.reason import Atom, Closure, Program, Proof, Prover, Rule
from kg.reason.rules import is_variable
from tests.owl_cases import BASE, EQUALITY, QUICKLY, Case, Plain, atom_of, atoms, data_lines, ontologies, triples_of
from tests.support import ROOT

TAKES_BACK = """
    PREFIX : <urn:x:>
    CONSTRUCT { ?a :q ?b } WHERE { ?a :p ?b . ?a :p ?c FILTER ( ?b != ?c ) FILTER NOT EXISTS { ?a :hidden ?b } }
"""


def steps_of(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from steps_of(premise)


def binding_of(rule: Rule, proof: Proof) -> dict[str, str]:
    """The values of a rule's variables in a step; fails where the step is no application of the rule."""
    assert rule.head is not None
    assert len(rule.body) == len(proof.premises)
    binding: dict[str, str] = {}
    for pattern, statement in zip(
        (rule.head, *rule.body), (proof.statement, *(premise.statement for premise in proof.premises)), strict=True
    ):
        for slot, term in zip(pattern.terms, statement.terms, strict=True):
            assert binding.setdefault(slot, term) == term if is_variable(slot) else slot == term, (rule, proof)
    return binding


def check(proof: Proof, rules: dict[str, Rule], plain: Plain) -> None:
    """Every step is an application of a rule, and what no rule gives is asserted."""
    for step in steps_of(proof):
        if step.rule is None:
            assert step.premises == ()
            assert step.statement in plain.asserted
        else:
            known = rules[repr(step.rule)]
            binding = binding_of(known, step)
            fixed = Rule(known.name, known.head, known.body, known.filters, known.absent).under(binding)
            assert plain.solutions(fixed), step
        assert step.statement not in [other.statement for premise in step.premises for other in steps_of(premise)]
    assert set(proof.leaves()) <= plain.asserted
    assert proof.steps == sum(1 for _ in steps_of(proof))


def prove_everything(case: Case, program: Program) -> None:
    closure = Closure.of(case.statements, program)
    plain = Plain(program.rules, case.asserted)
    rules = {repr(rule): rule for rule in (*program.rules, *EQUALITY)}
    sizes = plain.sizes()
    inferred = atoms(closure.inferred())
    assert inferred == {one for one in plain.statements - plain.asserted if is_shown(one)}
    prover = Prover(program, closure)
    for statement in sorted(inferred, key=repr):
        proof = prover.proof(statement)
        assert proof is not None, (statement, case)
        assert proof.statement == statement
        check(proof, rules, plain)
        assert proof.steps == sizes[statement], (proof, sizes[statement], case)
    for statement in [Atom(f"<{BASE}{s}>", f"<{BASE}{p}>", f"<{BASE}{o}>") for s in "abc" for p in "pq" for o in "abc"]:
        if statement not in plain.statements:
            assert prover.proof(statement) is None
        if statement in plain.asserted:
            assert prover.proof(statement) == Proof(statement)


def is_shown(statement: Atom) -> bool:
    """Whether a closure shows a statement: about a thing, and of a class that has a name."""
    if statement.subject.startswith('"') or (
        statement.predicate.endswith("#type>") and statement.object.startswith("_:")
    ):
        return False
    return not statement.object.endswith("#Thing>")


proved = settings(QUICKLY, max_examples=100)


@proved
@given(st.builds(Case, ontologies(same=(0, 0)), data_lines(odd=0)))
def test_proofs_by_axioms(case: Case) -> None:
    prove_everything(case, case.program)


@proved
@given(st.builds(Case, ontologies(properties=(0, 3), classes=(0, 2), same=(1, 2)), data_lines(odd=2)))
def test_proofs_by_what_is_the_same(case: Case) -> None:
    prove_everything(case, case.program)


@proved
@given(st.builds(Case, ontologies(same=(0, 0)), data_lines(odd=0)))
def test_proofs_by_a_rule_that_can_be_taken_back(case: Case) -> None:
    prove_everything(case, Program.of_axioms(case.ontology, [("takes-back", TAKES_BACK)]))


def test_everything_inferred_of_a_small_drama_is_proved(ontology: Ontology) -> None:
    """All of tests/tiny, and that the proofs are the shortest."""
    data = {quad.triple for quad in to_statements(read_collection(ROOT / "tests" / "tiny", ontology), ontology).quads}
    program = Program.of(ontology)
    closure = Closure.of(data, program)
    inferred = list(closure.inferred())
    assert len(inferred) > 50
    facts = atoms(data) | {Atom(*line.removesuffix(" .").split(" ", 2)) for line in program.facts}
    relations = {statement.predicate for statement in facts | atoms(inferred)}
    near = [rule for rule in program.rules if rule.head and all(atom.predicate in relations for atom in rule.body)]
    plain = Plain(near, facts)
    sizes = plain.sizes()
    rules = {repr(rule): rule for rule in program.rules}
    prover = Prover(program, closure)
    for statement in sorted(atoms(inferred), key=repr):
        proof = prover.proof(statement)
        assert proof is not None, statement
        check(proof, rules, plain)
        assert proof.steps == sizes[statement], proof


def proof_in(turtle: str, goal: str) -> Proof | None:
    """The proof of one statement from a text that holds ontology and data."""
    triples = triples_of(turtle)
    program = Program.of_axioms(triples)
    return Prover(program, Closure.of(triples, program)).proof(atom_of(triples_of(goal)[0]))


@pytest.mark.parametrize(
    "axioms",
    [
        ":p owl:inverseOf :q . :q rdfs:subPropertyOf :p . :q owl:inverseOf :p .",
        ":p a owl:SymmetricProperty , owl:TransitiveProperty .",
        ":p owl:equivalentProperty :q . :q rdfs:subPropertyOf :p . :p owl:inverseOf :p .",
        ":p owl:propertyChainAxiom ( :p :p ) . :p owl:inverseOf :p . :p owl:propertyChainAxiom ( :p :p :p ) .",
        ":p a owl:SymmetricProperty . :q owl:inverseOf :p . :p owl:propertyChainAxiom ( :p :q :p ) .",
    ],
)
def test_rules_that_go_round_in_circles_end(axioms: str) -> None:
    data = " :a :p :b . :b :p :c . :c :p :a ."
    proof = proof_in(axioms + data, ":b :p :a .")
    assert proof is not None
    assert proof.steps <= 4
    for goal in (":a :p :d .", ":d :p :a .", ":a :r :b ."):
        assert proof_in(axioms + data, goal) is None


def test_a_proof_rests_on_what_is_asserted_even_where_its_conclusion_gives_it_back() -> None:
    """:b is an :A because of :a :p :b, and that it is gives :a :p :b again: no proof may go round."""
    proof = proof_in(
        ":p rdfs:range :A ; owl:inverseOf :q . :A rdfs:subClassOf [ owl:onProperty :q ; owl:hasValue :a ] . :a :p :b .",
        ":b a :A .",
    )
    assert proof is not None
    assert [atom.object for atom in proof.leaves()] == ["<urn:x:b>"]


def test_a_literal_is_no_way_to_another_thing() -> None:
    """A value that :a has beside :a itself, in a functional property, does not make :a of other things' values."""
    axioms = ":p a owl:FunctionalProperty . "
    assert proof_in(axioms + ':a :p :a , "x" . :b :q "x" .', ":b :q :a .") is None


def test_what_is_asserted_needs_no_rule() -> None:
    assert proof_in(":p a owl:SymmetricProperty . :a :p :b . :b :p :a .", ":a :p :b .") == Proof(
        Atom("<urn:x:a>", "<urn:x:p>", "<urn:x:b>")
    )


@pytest.mark.parametrize("members", [160])
def test_a_large_group_is_closed_and_explained(members: int) -> None:
    """Everybody is related to everybody: as many facts as there are pairs, and no statement more."""
    axioms = triples_of(":p a owl:SymmetricProperty , owl:TransitiveProperty .")
    program = Program.of_axioms(axioms)
    star = triples_of("".join(f":n0 :p :n{number} ." for number in range(1, members)))
    closure = Closure.of(star, program)
    assert len(closure) == members**2
    prover = Prover(program, closure)
    for one, other, steps in ((0, 5, 1), (5, 0, 2), (5, 6, 4), (159, 1, 4), (7, 7, 4), (0, 0, 4)):
        proof = prover.proof(atom_of(triples_of(f":n{one} :p :n{other} .")[0]))
        assert proof is not None
        assert proof.steps == steps, (one, other)
    assert prover.proof(atom_of(triples_of(":n1 :p :n160 .")[0])) is None


def test_a_large_group_with_one_role_is_explained(ontology: Ontology) -> None:
    """A phase of 160 friends: each pair by the phase that both have a part in."""
    base = "https://w3id.org/drama-kg/ontology#"
    roles = "".join(f"<{base}friend> :n{number} ; " for number in range(160))
    data: list[Triple] = triples_of(f":phase a <{base}Friendship> ; {roles} .")
    program = Program.of(ontology)
    closure = Closure.of(data, program)
    edges = [one for one in atoms(closure.inferred()) if one.predicate == f"<{base}friendOf>"]
    assert len(edges) == 160 * 159
    prover = Prover(program, closure)
    for statement in sorted(edges, key=repr)[::6000]:
        proof = prover.proof(statement)
        assert proof is not None
        assert len(proof.leaves()) == 3
        assert proof.steps == 4
