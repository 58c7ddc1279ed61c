"""What follows from the data, and what must not: every trap of other systems is set here once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.build import check_data
from kg.errors import InconsistencyError
from kg.ontology import ALIGNMENTS, Ontology
from kg.paths import data_dir
from kg.reason import close
from kg.vocab import DKG, GRAPH_BASE, GRAPH_INFERRED, GRAPH_PROVENANCE, ID_BASE, OWL, RDF, compact
from tests.support import ROOT

PREFIXES = f"""
@prefix dkg: <{DKG.base}> .
@prefix : <{ID_BASE}> .
@prefix owl: <{OWL.base}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def quads(turtle: str) -> list[Quad]:
    graph = NamedNode(GRAPH_BASE + "test")
    triples = parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def told(found: Iterable[Quad]) -> set[tuple[str, str, str]]:
    """Statements in short: ('wooil', 'mentorOf', 'eunsoo')."""

    def short(value: str) -> str:
        return value.removeprefix(ID_BASE).removeprefix(DKG.base)

    return {(short(q.subject.value), short(q.predicate.value), short(str(getattr(q.object, "value", q.object))))
            for q in found}  # fmt: skip


def closed(turtle: str, ontology: Ontology) -> set[tuple[str, str, str]]:
    return told(close(quads(turtle), ontology))


def test_a_mentor_is_mentor_one_way(ontology: Ontology) -> None:
    found = closed(":m a dkg:Mentoring ; dkg:mentor :wooil ; dkg:mentee :eunsoo .", ontology)
    assert ("wooil", "mentorOf", "eunsoo") in found
    assert ("eunsoo", "menteeOf", "wooil") in found
    assert ("eunsoo", "mentorOf", "wooil") not in found
    assert ("wooil", "menteeOf", "eunsoo") not in found
    # Only the neutral tie goes both ways.
    assert {("wooil", "tiedTo", "eunsoo"), ("eunsoo", "tiedTo", "wooil")} <= found


def test_a_role_says_the_type_of_its_phase(ontology: Ontology) -> None:
    found = closed(":m dkg:mentor :wooil ; dkg:mentee :eunsoo .", ontology)
    assert ("m", str(RDF.type.value), "Mentoring") in found
    assert ("wooil", str(RDF.type.value), "Character") in found


def test_a_marriage_gives_the_edges_of_its_supertypes(ontology: Ontology) -> None:
    found = closed(":m a dkg:Marriage ; dkg:spouse :mari , :gyeolhan .", ontology)
    for edge in ("spouseOf", "loverOf", "tiedTo"):
        assert {("mari", edge, "gyeolhan"), ("gyeolhan", edge, "mari")} <= found, edge


def test_cast_follows_from_performances(ontology: Ontology) -> None:
    found = closed(
        """:p a dkg:Performance ; dkg:inDrama :one ; dkg:performer :actor ; dkg:portrays :role .
           :q a dkg:Performance ; dkg:inDrama :one ; dkg:performer :other .""", ontology,
    )  # fmt: skip
    assert {
        ("role", "playedBy", "actor"),
        ("actor", "plays", "role"),
        ("actor", "actedIn", "one"),
        ("one", "hasCastMember", "actor"),
        ("actor", "coStarOf", "other"),
        ("other", "coStarOf", "actor"),
    } <= found


@pytest.mark.parametrize(
    ("years", "before"),
    [
        (":a dkg:yearsBefore 8.0 . :b dkg:yearsBefore 4.0 .", {("a", "before", "b")}),
        (":a dkg:yearsAfter 1.0 . :b dkg:yearsAfter 2.5 .", {("a", "before", "b")}),
        (":a dkg:yearsBefore 1.0 . :b dkg:yearsAfter 1.0 .", {("a", "before", "b")}),
        (":a dkg:yearsBefore 4.0 . :b dkg:yearsBefore 4.0 .", set()),
        # Sources that disagree on whether a is before b give no order ...
        (":a dkg:yearsBefore 4.0 , 6.0 . :b dkg:yearsBefore 5.0 .", set()),
        # ... and those that agree on the order, whatever the number, do.
        (":a dkg:yearsBefore 19.0 , 20.0 . :b dkg:yearsBefore 5.0 .", {("a", "before", "b")}),
        (":a dkg:yearsBefore 4.0 ; dkg:yearsAfter 1.0 . :b dkg:yearsBefore 3.0 .", set()),
    ],
)  # fmt: skip
def test_events_are_ordered_by_their_years(ontology: Ontology, years: str, before: set[tuple[str, str, str]]) -> None:
    found = closed(f":a a dkg:Event ; dkg:inDrama :d . :b a dkg:Event ; dkg:inDrama :d . {years}", ontology)
    assert {statement for statement in found if statement[1] == "before"} == before


def test_events_of_two_dramas_have_no_order(ontology: Ontology) -> None:
    found = closed(":a dkg:inDrama :d ; dkg:yearsBefore 8.0 . :b dkg:inDrama :e ; dkg:yearsBefore 4.0 .", ontology)
    assert not {statement for statement in found if statement[1] in ("before", "after")}


def test_nobody_is_tied_to_themselves(ontology: Ontology) -> None:
    everything = []
    for name, kind in ontology.relationship_types.items():
        if kind.symmetric:
            everything.append(f":{name} a dkg:{name} ; dkg:{kind.subject_role} :a , :b .")
        elif kind.subject_role:
            everything.append(f":{name} a dkg:{name} ; dkg:{kind.subject_role} :a ; dkg:{kind.object_role} :b .")
    everything.append(":p dkg:performer :x ; dkg:portrays :a ; dkg:inDrama :d . :q dkg:performer :y ; dkg:inDrama :d .")
    found = closed("\n".join(everything), ontology)
    assert len(found) > 200
    assert not {statement for statement in found if statement[0] == statement[2]}


def test_nobody_is_a_co_star_of_themselves(ontology: Ontology) -> None:
    found = closed(":p dkg:performer :x ; dkg:inDrama :d . :q dkg:performer :x ; dkg:inDrama :d .", ontology)
    assert not {statement for statement in found if statement[1] == "coStarOf"}


def test_exes_are_no_lovers(ontology: Ontology) -> None:
    found = closed(":f a dkg:FormerCouple ; dkg:formerPartner :a , :b .", ontology)
    assert {("a", "exLoverOf", "b"), ("b", "exLoverOf", "a")} <= found
    assert not {statement for statement in found if statement[1] in ("loverOf", "inLoveWith", "spouseOf", "lovedBy")}


def test_love_from_one_side_stays_on_that_side(ontology: Ontology) -> None:
    found = closed(":l a dkg:OneSidedLove ; dkg:lover :seonwoo ; dkg:beloved :eunsoo .", ontology)
    assert ("seonwoo", "inLoveWith", "eunsoo") in found
    assert not {s for s in found if s[0] == "eunsoo" and s[1] in ("inLoveWith", "loverOf")}


@pytest.mark.parametrize("pair", ["names", "romanisations", "two actors of one role"])
def test_namesakes_stay_apart(ontology: Ontology, pair: str) -> None:
    facts = {
        "names": ':a a dkg:Person ; skos:prefLabel "전혜진"@ko . :b a dkg:Person ; skos:prefLabel "전혜진"@ko .',
        "romanisations": ':a a dkg:Actor ; skos:altLabel "Noh" . :b a dkg:Actor ; skos:altLabel "Noh" .',
        "two actors of one role": ":p dkg:performer :a ; dkg:portrays :r . :q dkg:performer :b ; dkg:portrays :r .",
    }
    found = closed(facts[pair] + " :a owl:differentFrom :b .", ontology)
    assert not {statement for statement in found if "sameAs" in statement[1]}


def test_an_alias_does_not_become_its_owner(ontology: Ontology) -> None:
    found = closed(
        """:jennifer a dkg:Alias ; dkg:denotes :eunsoo ; dkg:inDrama :d .
           :l a dkg:OneSidedLove ; dkg:lover :seonwoo ; dkg:beloved :eunsoo .""", ontology,
    )  # fmt: skip
    assert not {statement for statement in found if statement[0] == "jennifer" and statement[1] != "tiedTo"} - {
        ("jennifer", str(RDF.type.value), "Alias")
    }
    assert not {statement for statement in found if "sameAs" in statement[1]}


def test_alignments_are_never_reasoned_over(ontology: Ontology) -> None:
    assert (ontology.folder / ALIGNMENTS).is_file()
    foreign = [quad for quad in ontology.quads() if "schema.org" in str(quad) or "foaf" in str(quad)]
    assert foreign == []
    found = close(quads(":d a dkg:Drama . :c a dkg:Character ; dkg:characterIn :d . :x a dkg:Actor ."), ontology)
    assert {compact(q.object.value) for q in found if q.predicate == RDF.type} <= {"dkg:Person", "dkg:Drama"}


def test_a_character_that_is_a_person_is_refused_with_the_statements(ontology: Ontology) -> None:
    data = quads(":x a dkg:Character ; dkg:characterIn :d . :p a dkg:Performance ; dkg:performer :x ; dkg:inDrama :d .")
    with pytest.raises(InconsistencyError) as caught:
        close(data, ontology)
    text = str(caught.value)
    assert "the data contradicts itself" in text
    assert "id:x rdf:type dkg:Character" in text
    assert DKG.base not in text  # names for people
    assert told(close(data, ontology, verify=False)) > {("x", str(RDF.type.value), "Actor")}


def test_two_different_things_said_to_be_the_same_are_refused(ontology: Ontology) -> None:
    with pytest.raises(InconsistencyError):
        close(quads(":a owl:sameAs :b . :a owl:differentFrom :b ."), ontology)


@pytest.fixture(scope="module")
def asserted(ontology: Ontology) -> list[Quad]:
    return check_data(data_dir(), ontology)[1]


@pytest.fixture(scope="module")
def inferred(asserted: list[Quad], ontology: Ontology) -> list[Quad]:
    return close(asserted, ontology)


def test_only_statements_about_things_are_inferred(inferred: list[Quad]) -> None:
    assert len(inferred) > 1000
    for quad in inferred:
        assert quad.graph_name == GRAPH_INFERRED
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.startswith(ID_BASE), quad  # no literal, no schema, no axiomatic triple
        assert isinstance(quad.object, NamedNode), quad
        assert quad.predicate.value.startswith(DKG.base) or quad.predicate in (RDF.type, OWL.differentFrom), quad
        if quad.predicate == RDF.type:
            assert quad.object.value.startswith((DKG.base, "http://www.w3.org/2004/02/skos/core#")), quad
        else:
            assert quad.subject != quad.object, quad


def test_nothing_asserted_is_inferred_again(asserted: list[Quad], inferred: list[Quad]) -> None:
    assert not {quad.triple for quad in asserted} & {quad.triple for quad in inferred}
    assert len({quad.triple for quad in inferred}) == len(inferred)


def test_closing_again_adds_nothing(asserted: list[Quad], inferred: list[Quad], ontology: Ontology) -> None:
    assert close([*asserted, *inferred], ontology) == []


def test_nothing_inferred_depends_on_the_order_of_the_data(ontology: Ontology) -> None:
    tiny = check_data(ROOT / "tests" / "tiny", ontology)[1]
    assert close(list(reversed(tiny)), ontology) == close(tiny, ontology)


@pytest.mark.parametrize("drama", ["soundtrack-1", "soundtrack-2"])
def test_what_follows_at_a_beat_still_follows_at_the_next(asserted: list[Quad], ontology: Ontology, drama: str) -> None:
    """Filter, then close: what is inferred from the statements told by beat n is inferred at beat n + 1 too.

    `dkg:before` between events is the one exception: story-order.rq says that one event comes before another only as
    long as no source disagrees, and a source that disagrees may be heard of late. It is left out here, and
    `test_an_order_may_be_taken_back` shows why.
    """
    beats = {
        quad.subject.value: int(quad.object.value.rsplit("/", 1)[-1])
        for quad in asserted
        if quad.graph_name == GRAPH_PROVENANCE
        and quad.predicate == DKG.revealedAt
        and quad.object.value.startswith(f"{ID_BASE}drama/{drama}/beat/")
    }
    assert len(set(beats.values())) in (6, 7)
    last = max(beats.values())
    previous: set[str] = set()
    sizes = []
    for beat in range(1, last + 1):
        seen = [quad for quad in asserted if beats.get(quad.graph_name.value, last + 1) <= beat]
        follows = {str(quad.triple) for quad in [*seen, *close(seen, ontology)] if quad.predicate != DKG.before
                   and quad.predicate.value != DKG.base + "after"}  # fmt: skip
        assert previous <= follows, sorted(previous - follows)[:5]
        previous = follows
        sizes.append(len(follows))
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_an_order_may_be_taken_back(ontology: Ontology) -> None:
    """Why the test above leaves out `dkg:before`: a second opinion takes an order back."""
    early = ":a dkg:inDrama :d ; dkg:yearsBefore 8.0 . :b dkg:inDrama :d ; dkg:yearsBefore 4.0 ."
    assert ("a", "before", "b") in closed(early, ontology)
    assert ("a", "before", "b") not in closed(early + " :a dkg:yearsBefore 3.0 .", ontology)


def test_numbers_are_not_lost_to_the_reasoner(asserted: list[Quad], inferred: list[Quad]) -> None:
    """The years that the rules compare stay literals of the asserted graphs and are never inferred."""
    years = {quad.predicate for quad in asserted if isinstance(quad.object, Literal)}
    assert DKG.yearsBefore in years
    assert not [quad for quad in inferred if quad.predicate in (DKG.yearsBefore, DKG.yearsAfter)]
