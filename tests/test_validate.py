"""The shapes: what every drama must keep is checked on the built statements, and named with its line."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.build import check_data
from kg.errors import Problem, Where
from kg.load.curated import read_collection
from kg.load.quads import to_statements
from kg.ontology import Ontology
from kg.paths import data_dir
from kg.validate import validate
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, OWL, RDF, SKOS, XSD, thing
from tests.support import ROOT

GRAPH = NamedNode(f"{GRAPH_BASE}tiny/gazette/1")
ANN, BOB, TINY = (NamedNode(f"{ID_BASE}drama/tiny{path}") for path in ("/character/ann", "/character/bob", ""))
COUPLE, MEETING, GOODBYE = (
    NamedNode(f"{ID_BASE}drama/tiny/{path}") for path in ("relationship/couple", "event/meeting", "event/goodbye")
)
SUNSHINE = NamedNode(f"{ID_BASE}drama/tiny/alias/sunshine")
PERFORMANCE = thing("performance", "tiny", "actor-one")

Sound = tuple[list[Quad], dict[str, Where]]


@pytest.fixture(scope="module")
def sound() -> Sound:
    statements = to_statements(read_collection(ROOT / "tests" / "tiny"))
    return statements.quads, statements.origins


def test_the_shipped_data_keeps_every_shape(ontology: Ontology) -> None:
    assert check_data(data_dir(), ontology)[1]


def test_the_tiny_drama_keeps_every_shape(sound: Sound, ontology: Ontology) -> None:
    quads, origins = sound
    assert validate(quads, ontology, origins) == []


MORE = [
    ((ANN, RDF.type, DKG.Person), "A character must not also be a person", ANN),
    ((ANN, SKOS.prefLabel, Literal("Anna", language="en")), "A character needs exactly one main name in English", ANN),
    ((ANN, DKG.memberOf, BOB), "A character can only be a member of a dkg:Group", ANN),
    ((PERFORMANCE, DKG.performer, thing("person", "actor-one-too")), "exactly one performer", PERFORMANCE),
    ((PERFORMANCE, DKG.billing, Literal("star")), "lead, main, support or guest", PERFORMANCE),
    ((PERFORMANCE, DKG.portrays, MEETING), "What a performer portrays must be a declared dkg:Character", PERFORMANCE),
    ((COUPLE, DKG.inDrama, thing("drama", "other")), "A relationship is in exactly one drama", COUPLE),
    ((COUPLE, DKG.startsAt, BOB), "starts, ends and becomes known at declared events", COUPLE),
    ((COUPLE, DKG.certainty, Literal("sure")), "possible, inferred or doubted", COUPLE),
    ((COUPLE, NamedNode(DKG.base + "mentor"), ANN), "which its type does not have", COUPLE),
    ((COUPLE, NamedNode(DKG.base + "partner"), thing("person", "actor-one")), "not a declared character", COUPLE),
    ((GOODBYE, DKG.before, MEETING), "comes before itself", None),
    ((GOODBYE, DKG.yearsAfter, Literal("-1", datatype=XSD.decimal)), "numbers from 0", GOODBYE),
    ((GOODBYE, DKG.participant, thing("person", "actor-one")), "must be a declared dkg:Character", GOODBYE),
    ((SUNSHINE, DKG.denotes, BOB), "denotes two characters of one drama", SUNSHINE),
    ((ANN, OWL.sameAs, BOB), "Do not use owl:sameAs", ANN),
    ((TINY, DKG.hasTheme, thing("theme", "no-such-theme")), "must be a dkg:Theme", TINY),
    ((TINY, DKG.coverage, Literal("partial")), "\"full\" or \"thin\"", TINY),
    ((ANN, DKG.note, Literal(" padded", language="en")), "must not begin or end with a space", ANN),
    ((thing("drama", "tiny", "beat", "2"), DKG.position, Literal(7)), "exactly one position", None),
]  # fmt: skip


LESS = [
    (TINY, SKOS.prefLabel, "A drama needs a title"),
    (COUPLE, DKG.ofArc, "a phase of at least one arc"),
    (COUPLE, NamedNode(DKG.base + "partner"), "has nobody in the role"),
    (GOODBYE, SKOS.prefLabel, "An event needs a label"),
    (PERFORMANCE, DKG.portrays, "A performance portrays at least one character"),
    (SUNSHINE, SKOS.prefLabel, "An alias needs a name"),
    (thing("source", "gazette"), DKG.sourceKind, "A source has one kind"),
    (thing("person", "actor-one-too"), SKOS.prefLabel, "A person needs a name"),
]


def judged_together(subjects: list[NamedNode]) -> list[list[int]]:
    """Put faults into few groups, each thing at most once in a group: pyshacl takes a second for each."""
    ranks = [subjects[:number].count(subject) for number, subject in enumerate(subjects)]
    return [[number for number, one in enumerate(ranks) if one == rank] for rank in sorted(set(ranks))]


@pytest.fixture(scope="module")
def too_many(sound: Sound, ontology: Ontology) -> dict[int, list[Problem]]:
    """What is found of each of `MORE`, beside faults of other things."""
    quads, origins = sound
    found: dict[int, list[Problem]] = {}
    for group in judged_together([triple[0] for triple, *_ in MORE]):
        more = [Quad(*MORE[number][0], GRAPH) for number in group]
        found |= dict.fromkeys(group, validate([*quads, *more], ontology, origins))
    return found


@pytest.fixture(scope="module")
def too_few(sound: Sound, ontology: Ontology) -> dict[int, list[Problem]]:
    """What is found of each of `LESS`, beside faults of other things."""
    quads, origins = sound
    found: dict[int, list[Problem]] = {}
    for group in judged_together([subject for subject, *_ in LESS]):
        taken = {LESS[number][:2] for number in group}
        assert taken <= {(quad.subject, quad.predicate) for quad in quads}
        rest = [quad for quad in quads if (quad.subject, quad.predicate) not in taken]
        found |= dict.fromkeys(group, validate(rest, ontology, origins))
    return found


@pytest.mark.parametrize("number", range(len(MORE)), ids=[message for _, message, _ in MORE])
def test_one_statement_too_many_is_named(sound: Sound, too_many: dict[int, list[Problem]], number: int) -> None:
    _, message, node = MORE[number]
    found = [problem for problem in too_many[number] if message in problem.message]
    assert found, "\n".join(map(str, too_many[number]))
    if node is not None:
        assert sound[1][node.value] in {problem.where for problem in found}


@pytest.mark.parametrize("number", range(len(LESS)), ids=[message for *_, message in LESS])
def test_one_statement_too_few_is_named(sound: Sound, too_few: dict[int, list[Problem]], number: int) -> None:
    subject, _, message = LESS[number]
    found = [problem for problem in too_few[number] if message in problem.message]
    assert found
    assert sound[1][subject.value] in {problem.where for problem in found}
    assert all(DKG.base not in problem.message for problem in found)  # short names
