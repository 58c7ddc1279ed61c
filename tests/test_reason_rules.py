"""What an ontology folder may say: what is refused, and where it stands; what works without a line of Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import Triple

from kg.errors import DataError, InconsistencyError
from kg.ontology import CORE_FILES, Ontology
from kg.reason import Atom, Closure, Program, Rule, check
from kg.reason.clashes import clash_texts
from kg.reason.construct import BadRuleError
from kg.reason.rules import Absence, Comparison
from kg.vocab import DKG, XSD
from tests.owl_cases import QUICKLY, ontologies, triples_of
from tests.support import ROOT, line_of

TURTLE = f"""
@prefix dkg: <{DKG.base}> .
@prefix : <urn:x:> .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped ontology that a test may change."""
    return Path(shutil.copytree(ROOT / "ontology", tmp_path / "ontology"))


@pytest.fixture
def add(folder: Path) -> Callable[[str], Ontology]:
    """Add Turtle to the relationships of the copy."""

    def adding(turtle: str) -> Ontology:
        path = folder / "relationships.ttl"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n@prefix xsd: <{XSD.base}> .\n{turtle}\n", encoding="utf-8")
        return Ontology(folder)

    return adding


def closed(ontology: Ontology, turtle: str) -> set[Triple]:
    return set(Closure.of(triples_of(TURTLE + turtle), Program.of(ontology)).inferred())


def said(turtle: str) -> set[Triple]:
    return set(triples_of(TURTLE + turtle))


Adding = Callable[[str], Ontology]


@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        ("dkg:Narcissist rdfs:subClassOf [ owl:onProperty dkg:lover ; owl:hasSelf true ] .", "owl:hasSelf"),
        ("dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:minCardinality 2 ] .", "owl:minCardinality"),
        ("dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:cardinality 2 ] .", "owl:cardinality"),
        ("dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:maxCardinality 2 ] .", "owl:maxCardinality 2"),
        (
            "dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:onClass dkg:Character ;"
            " owl:maxQualifiedCardinality 3 ] .",
            "owl:maxQualifiedCardinality 3",
        ),
        (
            "dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:onClass dkg:Character ;"
            " owl:minQualifiedCardinality 1 ] .",
            "owl:minQualifiedCardinality",
        ),
        (
            "dkg:Couple rdfs:subClassOf [ owl:onProperty dkg:partner ; owl:qualifiedCardinality 1 ] .",
            "owl:qualifiedCardinality",
        ),
        ("dkg:Couple owl:disjointUnionOf ( dkg:Marriage dkg:Engagement ) .", "owl:disjointUnionOf"),
        ("dkg:tiedTo a owl:ReflexiveProperty .", "owl:ReflexiveProperty"),
        (
            "dkg:Event rdfs:subClassOf [ owl:onProperty dkg:yearsBefore ; owl:onDataRange xsd:decimal ;"
            " owl:maxQualifiedCardinality 1 ] .",
            "owl:onDataRange",
        ),
        (
            "dkg:yearsBefore rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:decimal ;"
            " owl:withRestrictions ( [ xsd:minInclusive 0 ] ) ] .",
            "owl:onDatatype",
        ),
        (
            "[ owl:onProperty dkg:yearsBefore ; owl:someValuesFrom xsd:integer ] rdfs:subClassOf dkg:Event .",
            "owl:someValuesFrom xsd:integer",
        ),
        ("dkg:tiedTo owl:unheardOf dkg:tiedTo .", "owl:unheardOf"),
        ("owl:Thing rdfs:subClassOf dkg:Character .", "owl:Thing as a subclass"),
        ("dkg:Everybody owl:unionOf ( dkg:Character owl:Thing ) .", "owl:Thing as a subclass or in a list"),
    ],
)
def test_what_no_rule_covers_is_refused_by_name(add: Adding, folder: Path, turtle: str, named: str) -> None:
    ontology = add(turtle)
    with pytest.raises(DataError) as caught:
        Program.of(ontology)
    path = folder / "relationships.ttl"
    found = [problem for problem in caught.value.problems if named in problem.message]
    assert found, caught.value
    assert "is not reasoned over" in found[0].message
    term = named.split(maxsplit=1)[0]
    if term not in ("owl:Thing", "owl:someValuesFrom"):  # the shipped ontology has these too, and earlier
        assert found[0].where.file == str(path)
        assert found[0].where.line == line_of(path.read_text(encoding="utf-8"), term)


def test_all_that_is_refused_is_named_at_once(add: Adding) -> None:
    ontology = add(
        "dkg:a a owl:ReflexiveProperty . dkg:A rdfs:subClassOf [ owl:onProperty dkg:a ; owl:hasSelf true ] ."
    )
    with pytest.raises(DataError) as caught:
        Program.of(ontology)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("turtle", ["dkg:Couple owl:sameAs dkg:Marriage .", "dkg:friend owl:sameAs dkg:party ."])
def test_classes_and_properties_that_are_the_same_are_refused(add: Adding, folder: Path, turtle: str) -> None:
    with pytest.raises(DataError) as caught:
        Program.of(add(turtle))
    [problem] = caught.value.problems
    assert problem.message.startswith(turtle.split(maxsplit=1)[0])
    assert "write owl:equivalentClass or owl:equivalentProperty" in problem.message
    text = (folder / "relationships.ttl").read_text(encoding="utf-8")
    assert problem.where.line == line_of(text, turtle)


def test_texts_and_declarations_are_no_axioms(add: Adding) -> None:
    """Whatever is written to be read is no reason to refuse an ontology."""
    before = Program.of(Ontology(ROOT / "ontology"))
    ontology = add(
        'dkg:Old a owl:Class , owl:DeprecatedClass ; owl:deprecated true ; rdfs:seeAlso dkg:Couple ; rdfs:label "old" ;'
        ' owl:versionInfo "1" ; rdfs:isDefinedBy dkg:ontology ; rdfs:comment "gone" .'
    )
    assert Program.of(ontology) == before


HEAD = f"PREFIX dkg: <{DKG.base}>\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"


@pytest.fixture
def few_axioms(tmp_path: Path) -> Path:
    """An ontology of three axioms, which is compiled at once."""
    folder = tmp_path / "few"
    (folder / "rules").mkdir(parents=True)
    for name in CORE_FILES:
        (folder / name).write_text("", encoding="utf-8")
    (folder / "drama-kg.ttl").write_text(
        f"""@prefix dkg: <{DKG.base}> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        dkg:friendOf a owl:ObjectProperty , owl:SymmetricProperty .
        dkg:Couple a owl:Class .
        dkg:partner a owl:ObjectProperty ; rdfs:domain dkg:Couple .
        """,
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b", "does not parse"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b OPTIONAL { ?b dkg:friendOf ?c } }", "OPTIONAL"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?c BIND ( ?c AS ?b ) }", "BIND"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b MINUS { ?b dkg:friendOf ?a } }", "MINUS"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b VALUES ?b { dkg:x } }", "VALUES"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { GRAPH ?g { ?a dkg:friendOf ?b } }", "GRAPH"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b FILTER ( isIRI(?b) ) }", "compare"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?c }", "?b is in no pattern"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b FILTER ( ?a != ?d ) }", "?d is in no pattern"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a ?how ?b }", "the predicate ?how is not settled"),
        ("CONSTRUCT { ?a dkg:tiedTo ?a } WHERE { ?a rdf:type ?what }", "the class ?what is not settled"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf+ ?b }", "a rule needs a pattern about things"),
        ("CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:friendOf ?b } LIMIT 3", "no FROM, ORDER BY, LIMIT"),
        ("SELECT ?a WHERE { ?a dkg:friendOf ?b }", "a rule is CONSTRUCT"),
        ("ASK { ?a dkg:friendOf ?b }", "a rule is CONSTRUCT"),
        (
            "CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:party ?b FILTER NOT EXISTS { ?a dkg:friendOf ?b } }",
            "friendOf>, which can be inferred",
        ),
        (
            "CONSTRUCT { ?a dkg:tiedTo ?b } WHERE { ?a dkg:party ?b FILTER NOT EXISTS { ?a rdf:type dkg:Couple } }",
            "which can be inferred",
        ),
    ],
)
def test_a_file_that_is_no_rule_is_named(few_axioms: Path, rule: str, why: str) -> None:
    path = few_axioms / "rules" / "mine.rq"
    path.write_text(HEAD + rule, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Program.of(Ontology(few_axioms))
    [problem] = caught.value.problems
    assert problem.where.file == str(path)
    assert "is no rule" in problem.message
    assert why in problem.message


SWORN_SIBLINGS = """
dkg:SwornSiblinghood a owl:Class ;
    rdfs:subClassOf dkg:Siblinghood ;
    dkg:subjectRole dkg:swornSibling ; dkg:objectRole dkg:swornSibling ; dkg:derivedEdge dkg:swornSiblingOf .
dkg:swornSibling a owl:ObjectProperty ;
    rdfs:subPropertyOf dkg:sibling ; rdfs:domain dkg:SwornSiblinghood ; rdfs:range dkg:Character .
dkg:swornSiblingOf a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf dkg:siblingOf .
"""


def test_a_new_symmetric_relationship_needs_no_python(add: Adding) -> None:
    found = closed(add(SWORN_SIBLINGS), ":phase dkg:swornSibling :one , :other .")
    edges = ":one {0} :other . :other {0} :one . "
    expected = [edges.format(f"dkg:{edge}") for edge in ("swornSiblingOf", "siblingOf", "tiedTo")]
    assert said(" ".join(expected)) <= found
    assert said(":phase a dkg:SwornSiblinghood , dkg:Siblinghood , dkg:Relationship . :one a dkg:Character .") <= found
    assert not [triple for triple in found if triple.subject == triple.object]
    assert closed(Ontology(ROOT / "ontology"), ":phase dkg:swornSibling :one , :other .") == set()


def test_a_new_subclass_and_a_new_subproperty_need_no_python(add: Adding) -> None:
    ontology = add("dkg:Villain rdfs:subClassOf dkg:Character . dkg:archenemyOf rdfs:subPropertyOf dkg:tiedTo .")
    found = closed(ontology, ":one a dkg:Villain ; dkg:archenemyOf :other .")
    assert said(":one a dkg:Character ; dkg:tiedTo :other . :other dkg:tiedTo :one .") <= found


def test_a_new_chain_and_a_new_inverse_need_no_python(add: Adding) -> None:
    ontology = add(
        "dkg:auntOrUncleOf owl:propertyChainAxiom ( dkg:siblingOf dkg:parentOf ) ; owl:inverseOf dkg:nieceOrNephewOf ."
    )
    data = ":phase dkg:sibling :aunt , :mother . :mother dkg:parentOf :child ."
    assert said(":aunt dkg:auntOrUncleOf :child . :child dkg:nieceOrNephewOf :aunt .") <= closed(ontology, data)


def test_a_new_rule_needs_no_python(folder: Path) -> None:
    (folder / "rules" / "rivals.rq").write_text(
        f"{HEAD} CONSTRUCT {{ ?a dkg:rivalInLoveOf ?b }} "
        "WHERE { ?a dkg:inLoveWith ?c . ?b dkg:inLoveWith ?c . FILTER ( ?a != ?b ) }",
        encoding="utf-8",
    )
    found = closed(Ontology(folder), ":l dkg:lover :a ; dkg:beloved :c . :m dkg:lover :b ; dkg:beloved :c .")
    assert said(":a dkg:rivalInLoveOf :b . :b dkg:rivalInLoveOf :a .") <= found


def test_a_new_disjointness_is_checked(add: Adding) -> None:
    ontology = add("dkg:OneSidedLove owl:disjointWith dkg:Friendship .")
    closure = Closure.of(triples_of(TURTLE + ":l dkg:lover :a ; dkg:friend :b ."), Program.of(ontology))
    with pytest.raises(InconsistencyError):
        check(closure, Program.of(ontology))


def test_the_same_folder_gives_the_same_rules_whatever_its_place(folder: Path) -> None:
    assert Program.of(Ontology(folder)).digest == Program.of(Ontology(ROOT / "ontology")).digest


@QUICKLY
@given(ontologies())
def test_the_same_axioms_give_the_same_rules(axioms: tuple[str, ...]) -> None:
    """Classes without a name get other names whenever they are read, and neither they nor the order count."""
    one = Program.of_axioms(triples_of("\n".join(axioms)))
    other = Program.of_axioms(reversed(triples_of("\n".join(reversed(axioms)))))
    assert set(one.rules) == set(other.rules)
    assert sorted(one.facts) == sorted(other.facts)


@QUICKLY
@given(ontologies())
def test_a_rule_is_read_as_it_was_written(axioms: tuple[str, ...]) -> None:
    for rule in Program.of_axioms(triples_of("\n".join(axioms))).rules:
        assert Rule.from_json(json.loads(json.dumps(rule.to_json()))) == rule


def test_a_rule_with_everything_is_read_as_it_was_written(ontology: Ontology) -> None:
    rule = Rule(
        "all",
        Atom("?x", "<urn:p>", '"1"^^<urn:t>'),
        (Atom("?x", "<urn:q>", "?y"), Atom("_:b", "<urn:r>", "?y")),
        ((Comparison("?x", "!=", "?y"), Comparison("?y", "<", '"2"')), (Comparison("?x", "=", "?x"),)),
        (Absence((Atom("?x", "<urn:s>", "?z"),), ((Comparison("?z", ">=", "?y"),),)), Absence(())),
        (Atom("<urn:a>", "<urn:b>", "<urn:c>"),),
    )
    assert Rule.from_json(json.loads(json.dumps(rule.to_json()))) == rule
    for kept in Program.of(ontology).rules:
        assert Rule.from_json(json.loads(json.dumps(kept.to_json()))) == kept
    assert any(rule.defeasible for rule in Program.of(ontology).rules)


def in_new_process(folder: Path, builds: Path) -> tuple[int, str]:
    """How many rules another process has for an ontology, and their hash."""
    code = (
        "import sys; from pathlib import Path; from kg.ontology import Ontology; from kg.reason import Program;"
        "program = Program.of(Ontology(Path(sys.argv[1]))); print(len(program.rules), program.digest)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env={**os.environ, "KG_BUILD": str(builds), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    count, digest = done.stdout.split()
    return int(count), digest


def test_compiled_rules_are_kept_and_used_and_made_again_where_they_are_spoilt(folder: Path, tmp_path: Path) -> None:
    builds = tmp_path / "builds"
    first = in_new_process(folder, builds)
    [kept] = (builds / "rules").glob("*.json")
    whole = kept.read_text(encoding="utf-8")
    # With one rule less in it, the file shows whether it is read.
    stored = json.loads(whole)
    kept.write_text(json.dumps({**stored, "rules": stored["rules"][1:]}), encoding="utf-8")
    assert in_new_process(folder, builds)[0] == first[0] - 1
    for spoilt in (whole[: len(whole) // 2], "", "[]", "{}", '{"rules": [[1]], "facts": []}', "\0"):
        kept.write_text(spoilt, encoding="utf-8")
        assert in_new_process(folder, builds) == first, spoilt
        assert kept.read_text(encoding="utf-8") == whole
    # Another version of a file has rules of its own.
    path = folder / "relationships.ttl"
    path.write_text(path.read_text(encoding="utf-8") + SWORN_SIBLINGS, encoding="utf-8")
    assert in_new_process(folder, builds)[0] > first[0]


def test_rules_that_cannot_be_kept_are_used_all_the_same(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    assert in_new_process(folder, blocked / "builds") == in_new_process(folder, tmp_path / "builds")


def clashes_of(turtle: str) -> str:
    triples = triples_of(turtle)
    program = Program.of_axioms(triples)
    return "\n".join(clash_texts(Closure.of([t for t in triples if is_data(t)], program), program))


def is_data(triple: Triple) -> bool:
    return triple.predicate.value.startswith("urn:x:") or (
        str(triple.object).startswith("<urn:x:") and (triple.predicate.value.endswith(("#type", "#sameAs")))
    )


@pytest.mark.parametrize(
    ("turtle", "causes"),
    [
        (":A owl:disjointWith :B . :a a :A , :B .", ["a rdf:type A", "a rdf:type B"]),
        # inferred on both sides
        (
            ":p rdfs:domain :A . :q rdfs:range :B . :A owl:disjointWith :B . :a :p :c . :d :q :a . :e :p :e .",
            ["a p c", "d q a"],
        ),
        (
            ":p owl:propertyChainAxiom ( :q :r ) ; a owl:IrreflexiveProperty . :a :q :b . :b :r :a . :b :r :c .",
            ["a q b", "b r a"],
        ),
        (
            ":p a owl:FunctionalProperty . [] a owl:AllDifferent ; owl:members ( :a :b ) . :c :p :a , :b .",
            ["c p a", "c p b"],
        ),
        (
            ":p a owl:SymmetricProperty , owl:AsymmetricProperty . :a :p :b .",
            ["a p b"],
        ),
        (
            ":p a owl:FunctionalProperty . :q rdfs:subPropertyOf :p . :a :p 1 ; :q 2 .",
            [
                'a p "1"^^<http://www.w3.org/2001/XMLSchema#integer>',
                'a q "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
            ],
        ),
        (
            ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] ."
            " :q owl:inverseOf :p . :a a :A . :b :q :a .",
            ["a rdf:type A", "b q a"],
        ),
        (
            ":p owl:propertyDisjointWith :q . :a owl:sameAs :b . :a :p :c . :b :q :c .",
            ["a owl:sameAs b", "a p c", "b q c"],
        ),
    ],
)
def test_a_contradiction_names_the_asserted_statements_that_cause_it(turtle: str, causes: list[str]) -> None:
    text = clashes_of(turtle)
    first = text.split("the data contradicts itself: ")[1]
    named = {line.strip().replace("urn:x:", "") for line in first.splitlines()[1:]}
    assert named == set(causes), text


def test_a_rule_by_itself_says_what_is_wrong_with_it() -> None:
    with pytest.raises(BadRuleError) as caught:
        Program.of_axioms([], [("mine", "CONSTRUCT { ?a <urn:p> ?b } WHERE { ?a <urn:q> ?c }")])
    assert caught.value.rule == "mine"


def test_a_misspelt_term_of_the_ontology_is_named(add: Adding, folder: Path) -> None:
    changed = add("dkg:Foo a owl:Class ; rdfs:subClassOf dkg:Kinshp ; dkg:derivedEgde dkg:siblingOf .")
    with pytest.raises(DataError) as caught:
        Program.of(changed)
    text = str(caught.value)
    assert "relationships.ttl:" in text or "drama-kg.ttl:" in text
    assert "dkg:Kinshp is declared nowhere; did you mean 'Kinship'" in text
    assert "dkg:derivedEgde is declared nowhere; did you mean 'derivedEdge'" in text
