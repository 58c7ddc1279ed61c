"""Our closure is owlrl's, term by term, on two thousand drawn cases and on the shipped data.

owlrl closes ontology and data together and makes whatever its rules make; ours closes the ontology once and the data
after it. So that the two can be compared, `cleaned` leaves out of owlrl's closure

* statements about terms of the ontology (properties, classes with and without a name, nodes of lists): they are
  compiled into rules, and nobody asks the data's closure for them;
* statements whose subject is a literal, which is no legal RDF; rules may use them on the way, and both do;
* reflexive owl:sameAs (eq-ref), which says of everything that it is itself;
* that something is an owl:Thing, which everything is, or is of a class without a name, which nobody can ask for;

`Owlrl.one_time_rules` leaves out

* what owlrl notes of every graph (types of datatypes, of literals, of owl:Thing and owl:Nothing: dt-type1, dt-type2,
  cls-thing, cls-nothing1, prp-ap);

and `Owlrl.store_triple` leaves out

* owl:sameAs with a literal. By dt-diff and eq-diff1 two values of a functional property are a contradiction, which
  owlrl has no rule for; it replaces the one by the other everywhere instead. Equal values in different writing (1 and
  1.0, dt-eq) are no contradiction for us, and are not replaced by one another either.

Where owlrl deviates from the tables of the W3C, the tables win. Tests below show each:

* prp-key looks at all keys but the last, so with one key any two instances that have it are the same;
* prp-adp and eq-diff2 never look at the last member of the list, so a list of two does nothing;
* eq-diff2 reads a list once: where its members are the same, eq-rep-o has put both into each place, and it sees one.

They are got around without taking away a rule: the last member of a list is written twice, and `by_owlrl` looks for
eq-diff2 itself. And everything is an owl:Thing, so a key of owl:Thing is a key of everything; owlrl, which looks for
the type, is told of each thing.

Left out of the draws is what `kg.reason` refuses by name (tests/test_reason_rules.py), and owl:sameAs between classes
or between properties in the data (eq-rep-p): our data says nothing of the ontology's terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

import pytest
import rdflib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from owlrl import OWLRL_Semantics
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse
from rdflib import OWL, RDF
from rdflib.collection import Collection as RdfList

from kg.load.curated import read_collection
from kg.load.quads import to_statements
from kg.ontology import Ontology
from kg.paths import data_dir
from kg.reason import Atom, Closure, Program
from kg.vocab import GRAPH_THEMES, ID_BASE
from tests.owl_cases import BASE, EQUALITY, QUICKLY, Case, Plain, atoms, data_lines, ontologies, smallest, triples_of

DATASETS = 4  # for each drawn ontology
THINGS = {rdflib.URIRef(BASE + name) for name in "abcde"} | {rdflib.BNode("d0"), rdflib.BNode("d1")}


class Owlrl(OWLRL_Semantics):  # type: ignore[misc]
    """owlrl's rules without what the docstring of this module names."""

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(graph, axioms=False, daxioms=False, rdfs=False)

    def one_time_rules(self) -> None:
        """Note nothing that every graph has."""

    def _equality(self, triple: Any, cycle: int) -> None:
        if triple[1] == OWL.sameAs:
            super()._equality(triple, cycle)
        elif triple[1] == OWL.differentFrom and triple[0] == triple[2]:
            self.add_error(f"eq-ref and eq-diff1: {triple[0]}")

    def store_triple(self, triple: Any) -> None:
        subject, predicate, value = triple
        if predicate == OWL.sameAs:
            literals = [isinstance(term, rdflib.Literal) for term in (subject, value)]
            if all(literals) and subject != value:
                self.add_error(f"dt-diff and eq-diff1: {subject} {value}")
            if any(literals) or subject == value:
                return
        super().store_triple(triple)


def node(term: object) -> Any:
    """A term of pyoxigraph as one of rdflib, whatever it is written like."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    plain = term.language or term.datatype.value.endswith("#string")
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def text(term: Any) -> str:
    """A term of rdflib as in N-Triples, by pyoxigraph."""
    if isinstance(term, rdflib.URIRef):
        return str(NamedNode(str(term)))
    if isinstance(term, rdflib.BNode):
        return str(BlankNode(str(term)))
    return str(Literal(str(term), language=term.language, datatype=term.datatype and NamedNode(str(term.datatype))))


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph


def cleaned(graph: rdflib.Graph, is_thing: Callable[[Any], bool]) -> Iterator[Atom]:
    """The statements of a closure that are about things; the docstring of this module says which are not."""
    for subject, predicate, value in graph:
        if not is_thing(subject):
            continue
        if predicate == RDF.type and (value == OWL.Thing or isinstance(value, rdflib.BNode)):
            continue
        if predicate == OWL.sameAs and subject == value:
            continue
        yield Atom(text(subject), text(predicate), text(value))


def write_the_last_twice(graph: rdflib.Graph) -> None:
    """Change the lists whose last member owlrl does not look at."""
    disjoint = {(one, OWL.members) for one in graph.subjects(RDF.type, OWL.AllDisjointProperties)}
    for one, predicate in {*disjoint, *((kind, OWL.hasKey) for kind in graph.subjects(OWL.hasKey))}:
        heads = list(graph.objects(one, predicate))
        graph.remove((one, predicate, None))
        for head in heads:
            members = list(graph.items(head))
            longer = rdflib.BNode()
            RdfList(graph, longer, [*members, members[-1]])
            graph.add((one, predicate, longer))


def by_owlrl(case: Case) -> tuple[set[Atom], bool]:
    """What owlrl infers, and whether it finds a contradiction."""
    graph = graph_of([*case.ontology, *case.statements])
    write_the_last_twice(graph)
    if (OWL.Thing, OWL.hasKey, None) in graph:
        values = {value for value in graph.objects() if isinstance(value, rdflib.Literal)}
        for thing in THINGS | values:  # an inverse makes a value the subject, and so one that may have the key
            graph.add((thing, RDF.type, OWL.Thing))
    apart = [
        list(graph.items(head))
        for one in graph.subjects(RDF.type, OWL.AllDifferent)
        for predicate in (OWL.members, OWL.distinctMembers)
        for head in graph.objects(one, predicate)
    ]
    semantics = Owlrl(graph)
    semantics.closure()
    eq_diff2 = any((one, OWL.sameAs, other) in graph for members in apart for one, other in combinations(members, 2))
    found = set(cleaned(graph, lambda term: term in THINGS))
    return found - atoms(case.ontology) - atoms(case.statements), bool(semantics.error_messages) or eq_diff2


Drawn = tuple[tuple[str, ...], list[tuple[str, ...]]]


def drawn(axioms: st.SearchStrategy[tuple[str, ...]], *, odd: int = 2) -> st.SearchStrategy[Drawn]:
    """An ontology, and some data for it."""
    return st.tuples(axioms, st.lists(data_lines(odd=odd), min_size=DATASETS, max_size=DATASETS))


def wrong(case: Case, program: Program | None = None) -> str:
    """What our closure has too much and too little, and whether it contradicts itself where owlrl's does not."""
    expected, contradicts = by_owlrl(case)
    closure = Closure.of(case.statements, program or case.program)
    found = atoms(closure.inferred())
    parts = {"too much": found - expected, "too little": expected - found}
    if bool(closure.clashes()) != contradicts:
        parts["contradictions"] = {Atom(clash.rule, "", "") for clash in closure.clashes()} or {Atom("none", "", "")}
    return "; ".join(f"{name}: {part}" for name, part in parts.items() if part)


def compare(given_: Drawn) -> None:
    axioms, datasets = given_
    program = Program.of_axioms(triples_of("\n".join(axioms)))
    for data in datasets:
        case = Case(axioms, data)
        if wrong(case, program):
            small = smallest(case, wrong)
            pytest.fail(f"{wrong(small)}\n{small}")


# Five times a hundred ontologies with four sets of data each: two thousand cases.
hundred = settings(QUICKLY, max_examples=100)


@hundred
@given(drawn(ontologies(properties=(2, 6), classes=(0, 2), same=(0, 1), against=(0, 1)), odd=1))
def test_axioms_about_properties(given_: Drawn) -> None:
    compare(given_)


@hundred
@given(drawn(ontologies(properties=(0, 2), classes=(2, 6), same=(0, 0), against=(0, 1)), odd=1))
def test_axioms_about_classes(given_: Drawn) -> None:
    compare(given_)


@hundred
@given(drawn(ontologies(properties=(0, 3), classes=(0, 3), same=(1, 3), against=(0, 1)), odd=3))
def test_axioms_that_make_things_the_same(given_: Drawn) -> None:
    compare(given_)


@hundred
@given(drawn(ontologies(properties=(1, 3), classes=(1, 3), same=(0, 1), against=(2, 5))))
def test_axioms_that_forbid_something(given_: Drawn) -> None:
    compare(given_)


@hundred
@given(drawn(ontologies()))
def test_axioms_of_every_kind(given_: Drawn) -> None:
    compare(given_)


RULES = {
    "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o", "prp-dom", "prp-rng", "prp-fp", "prp-ifp", "prp-symp", "prp-trp",
    "prp-spo1", "prp-spo2", "prp-eqp", "prp-inv1", "prp-inv2", "prp-key", "cls-int1", "cls-int2", "cls-uni",
    "cls-svf1", "cls-svf2", "cls-avf", "cls-hv1", "cls-hv2", "cls-maxc2", "cls-maxqc3", "cls-maxqc4", "cls-oo",
    "cax-sco", "cax-eqc",
}  # fmt: skip
CONTRADICTIONS = {
    "eq-diff1", "eq-diff2", "prp-irp", "prp-asyp", "prp-pdw", "prp-adp", "prp-npa1", "cls-nothing2", "cls-com",
    "cls-maxc1", "cls-maxqc1", "cls-maxqc2", "cax-dw", "cax-adc", "dt-diff",
}  # fmt: skip


def test_the_draws_use_every_rule_and_most_of_them_several() -> None:
    """What the tests above compare is worth something only if the rules have work to do."""
    used: Counter[str] = Counter()
    rules_of_case: list[int] = []

    @settings(max_examples=120, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(drawn(ontologies(properties=(1, 4), classes=(2, 5), same=(1, 4), against=(3, 6))))
    def collect(given_: Drawn) -> None:
        axioms, datasets = given_
        program = Program.of_axioms(triples_of("\n".join(axioms)))
        for case in (Case(axioms, data) for data in datasets[:2]):
            plain = Plain(program.rules, case.asserted)
            inferred = plain.statements - plain.asserted
            names = {
                rule.name
                for rule in (*program.rules, *EQUALITY)
                if rule.head is not None and any(rule.head.under(one) in inferred for one in plain.solutions(rule))
            }
            rules_of_case.append(len(names))
            used.update(names)
            used.update(clash.rule for clash in Closure.of(case.statements, program).clashes())

    collect()
    assert set(used) >= RULES | CONTRADICTIONS, sorted((RULES | CONTRADICTIONS) - set(used))
    assert sum(1 for count in rules_of_case if count >= 3) > len(rules_of_case) / 2
    assert sum(1 for count in rules_of_case if count >= 6) > len(rules_of_case) / 4


def untouched_owlrl(turtle: str) -> tuple[rdflib.Graph, list[str]]:
    graph = graph_of(triples_of(turtle))
    semantics = OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    semantics.closure()
    return graph, semantics.error_messages


def ours(turtle: str) -> Closure:
    """The closure of a text that holds ontology and data."""
    triples = triples_of(turtle)
    return Closure.of(triples, Program.of_axioms(triples))


SAME_B = (rdflib.URIRef(BASE + "a"), OWL.sameAs, rdflib.URIRef(BASE + "b"))


@pytest.mark.parametrize(
    ("turtle", "rule"),
    [
        # Table 5, prp-adp: T(?x, owl:members, (p1 ... pn)), T(?u, pi, ?v), T(?u, pj, ?v), 1 <= i < j <= n: false
        ("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :a :p :b ; :q :b .", "prp-adp"),
        # Table 4, eq-diff2: T(?x, owl:members, (z1 ... zn)), T(zi, owl:sameAs, zj), 1 <= i < j <= n: false
        ("[] a owl:AllDifferent ; owl:members ( :a :b ) . :a owl:sameAs :b .", "eq-diff2"),
        ("[] a owl:AllDifferent ; owl:distinctMembers ( :c :a :b ) . :a owl:sameAs :b .", "eq-diff2"),
        # Table 8, dt-diff, and table 4, eq-diff1: values that are not equal are different, and cannot be the same
        (":p a owl:FunctionalProperty . :a :p 1 , 2 .", "dt-diff"),
    ],
)
def test_where_owlrl_leaves_the_tables(turtle: str, rule: str) -> None:
    """owlrl finds no contradiction where the tables have one."""
    assert untouched_owlrl(turtle)[1] == []
    assert {clash.rule for clash in ours(turtle).clashes()} == {rule}


def test_owlrl_makes_things_the_same_that_have_different_keys() -> None:
    """Table 5, prp-key: T(?x, p1, ?z1) ... T(?x, pn, ?zn) and T(?y, p1, ?z1) ... T(?y, pn, ?zn), up to the last."""
    different = ":C owl:hasKey ( :p ) . :a a :C ; :p 1 . :b a :C ; :p 2 ."
    assert SAME_B in untouched_owlrl(different)[0]
    assert list(ours(different).inferred()) == []
    equal = ":C owl:hasKey ( :p ) . :a a :C ; :p 1 . :b a :C ; :p 1 ."
    assert set(triples_of(":a owl:sameAs :b . :b owl:sameAs :a .")) == set(ours(equal).inferred())


def test_owlrl_replaces_a_value_by_another_everywhere() -> None:
    turtle = ":p a owl:FunctionalProperty . :a :p 1 , 2 . :b :q 1 ."
    assert (rdflib.URIRef(BASE + "b"), rdflib.URIRef(BASE + "q"), rdflib.Literal(2)) in untouched_owlrl(turtle)[0]
    assert list(ours(turtle).inferred()) == []


def test_equal_values_in_different_writing_are_no_contradiction() -> None:
    assert ours(':p a owl:FunctionalProperty . :a :p 1 , 1.0 , "1.00"^^xsd:decimal .').clashes() == []


def is_ours(term: Any) -> bool:
    return isinstance(term, rdflib.URIRef) and str(term).startswith(ID_BASE)


def is_logic(triple: Triple) -> bool:
    """Whether an axiom means something to owlrl, as `kg.reason.owl` had it: declarations and texts do not."""
    silent = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology", "label", "comment",
              "isDefinedBy", "seeAlso", "versionInfo", "versionIRI")  # fmt: skip
    names = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")
    term = triple.object if triple.predicate.value == str(RDF.type) else triple.predicate
    if not isinstance(term, NamedNode):
        return False
    is_list = triple.predicate.value in (str(RDF.first), str(RDF.rest))
    return is_list or (term.value.startswith(names) and term.value.rsplit("#", 1)[-1] not in silent)


def constructed(rules: Iterable[str], triples: Iterable[Triple]) -> set[Triple]:
    """What SPARQL's CONSTRUCT makes of triples, repeated until it makes nothing new."""
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    found: set[Triple] = set()
    while True:
        fresh = set()
        for rule in rules:
            answer = store.query(rule)
            assert isinstance(answer, QueryTriples)
            fresh |= set(answer)
        fresh = {
            triple
            for triple in fresh
            if Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) not in store
        }
        if not fresh:
            return found
        found |= fresh
        store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in fresh)


def test_the_shipped_data_closes_as_by_owlrl_and_sparql(ontology: Ontology) -> None:
    """The whole way of the reasoner before this one: owlrl and the rules of ontology/rules as SPARQL, in turns."""
    data = {quad.triple for quad in to_statements(read_collection(data_dir(), ontology), ontology).quads}
    own = [quad for quad in ontology.quads() if quad.graph_name != GRAPH_THEMES]
    themes = {quad.triple for quad in ontology.quads() if quad.graph_name == GRAPH_THEMES}
    axioms = {quad.triple for quad in own if is_logic(quad.triple)}
    rules = [path.read_text(encoding="utf-8") for path in sorted(ontology.folder.glob("rules/*.rq"))]
    known = {triple for triple in data | themes if isinstance(triple.object, NamedNode)}
    while True:
        fresh = constructed(rules, known | data | {quad.triple for quad in own}) - known
        graph = graph_of(known | fresh | axioms)
        semantics = Owlrl(graph)
        semantics.closure()
        assert semantics.error_messages == []
        before, known = known, known | fresh | as_triples(cleaned(graph, is_ours))
        if known == before:
            break
    closure = Closure.of(data, Program.of(ontology))
    found = atoms(closure.inferred())
    assert len(found) > 2000
    assert found == atoms(known - data - themes)
    assert closure.clashes() == []


def as_triples(statements: Iterable[Atom]) -> set[Triple]:
    text = "".join(f"{' '.join(statement.terms)} .\n" for statement in statements)
    return {quad.triple for quad in parse(text.encode(), format=RdfFormat.N_TRIPLES)}
