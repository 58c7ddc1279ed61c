"""Why a statement holds: the right proof, in words that a person can check, from what may be seen and nothing else."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, Triple

from kg.cli import main
from kg.errors import NotFoundError
from kg.explain import Explanation, Step, explain
from kg.explain.wording import with_particles
from kg.figure import proof_chart, proof_figure
from kg.graph import KnowledgeGraph
from kg.reason import Closure, Program
from kg.store import EmbeddedStore
from kg.vocab import DKG, GRAPH_BASE, GRAPH_INFERRED, ID_BASE, PROV, RDF


@pytest.fixture(scope="module")
def mentor(graph: KnowledgeGraph) -> Explanation:
    return graph.explain("wooil", "mentorOf", "eunsoo")


def leaves(step: Step) -> list[Step]:
    return [one for one in step.walk() if one.rule is None]


def test_a_chain_is_explained_down_to_what_sources_tell(mentor: Explanation) -> None:
    proof = mentor.proofs[0]
    assert proof.rule == "prp-spo2"
    assert [premise.rule for premise in proof.premises] == ["prp-inv2", None]
    assert proof.axioms[0][:2] == (f"<{DKG.base}mentorOf>", "<http://www.w3.org/2002/07/owl#propertyChainAxiom>")
    told = leaves(proof)
    assert len(told) == 2
    for leaf in told:
        assert {telling.beat for telling in leaf.tellings} == {2}
        assert any("Hallyu Reviews" in telling.title["en"] for telling in leaf.tellings)
        assert all(telling.places for telling in leaf.tellings)


def test_words_in_both_languages(mentor: Explanation) -> None:
    english, korean = mentor.text("en"), mentor.text("ko")
    assert english.splitlines()[0] == "Kang Woo Il – mentor of → Lee Eun Soo"
    assert "because “mentor of” is “mentor in”, then “mentee”" in english
    assert "step 2 of the telling" in english
    assert korean.splitlines()[0] == "강우일 – 멘토 → 이은수"
    assert "이야기 2단계" in korean
    assert "은/는" not in korean
    # Who tells both is said once, below the second.
    couple = leaves(mentor.proofs[0])
    assert english.count("told by moneytree100") <= len(couple)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("‘멘토’은/는", "‘멘토’는"),
        ("‘연인’은/는", "‘연인’은"),
        ("이은수이/가", "이은수가"),
        ("강우일과/와", "강우일과"),
        ("K을/를", "K을"),
    ],
)
def test_korean_particles_follow_the_sound(text: str, said: str) -> None:
    assert with_particles(text) == said


def test_a_told_statement_names_its_sources_and_places(graph: KnowledgeGraph) -> None:
    found = graph.explain("seonwoo", "a", "Character")
    assert found.proofs[0].rule is None
    assert [telling.beat for telling in found.proofs[0].tellings] == [1] * len(found.proofs[0].tellings)
    assert any(telling.places == ("Photography 1", "Synopsis 1") for telling in found.proofs[0].tellings)


def test_other_ways_are_told_by_other_sources(graph: KnowledgeGraph) -> None:
    found = graph.explain("seonwoo", "tiedTo", "eunsoo")
    assert len(found.proofs) > 1
    seen: set[str] = set()
    for proof in found.proofs:
        sources = {str(telling.source) for leaf in leaves(proof) for telling in leaf.tellings}
        assert sources - seen, "a way that adds no source"
        seen |= sources
    sizes = [len(list(proof.walk())) for proof in found.proofs]
    assert sizes == sorted(sizes), "shortest first"


def test_a_view_explains_only_by_what_it_may_see(graph: KnowledgeGraph) -> None:
    last = graph.explain("seonwoo", "loverOf", "eunsoo")
    assert {telling.beat for leaf in leaves(last.proofs[0]) for telling in leaf.tellings} == {7}
    for beat in range(1, 7):
        with pytest.raises(NotFoundError, match="nothing tells or implies: Han Seon Woo – lover of → Lee Eun Soo"):
            graph.at({"soundtrack-1": beat}).explain("seonwoo", "loverOf", "eunsoo")
    for beat in range(1, 8):
        found = graph.at({"soundtrack-1": beat}).explain("seonwoo", "tiedTo", "eunsoo")
        beats = {telling.beat for proof in found.proofs for leaf in leaves(proof) for telling in leaf.tellings}
        assert max(one or 0 for one in beats) <= beat


def test_every_inferred_statement_of_the_data_has_a_proof(graph: KnowledgeGraph) -> None:
    """A sample of each predicate; every leaf is told by somebody."""
    by_predicate: dict[str, list[Triple]] = {}
    for quad in graph.store.told(graph=GRAPH_INFERRED):
        by_predicate.setdefault(quad.predicate.value, []).append(quad.triple)
    assert len(by_predicate) > 40
    for predicate, triples in by_predicate.items():
        for triple in triples[:: max(1, len(triples) // 5)]:
            found = explain(graph.store, graph.ontology, triple)
            assert found.proofs[0].rule is not None, predicate
            assert all(leaf.tellings for leaf in leaves(found.proofs[0])), found.text()


def test_what_follows_by_too_many_steps_is_not_called_untrue(graph: KnowledgeGraph) -> None:
    """A chain of events, each before the next: from the first to the last there are hundreds of thousands of ways."""
    events = [NamedNode(f"{ID_BASE}drama/x/event/e{n}") for n in range(120)]
    chain = [Triple(one, DKG.before, other) for one, other in pairwise(events)]
    closure = Closure.of(chain, Program.of(graph.ontology))
    told = [Quad(t.subject, t.predicate, t.object, NamedNode(f"{GRAPH_BASE}x/s/1")) for t in chain]
    follows = [Quad(t.subject, t.predicate, t.object, GRAPH_INFERRED) for t in closure.inferred()]
    store = EmbeddedStore.of([*told, *follows])
    assert explain(store, graph.ontology, Triple(events[0], DKG.before, events[2])).proofs[0].rule == "prp-trp"
    try:
        found = explain(store, graph.ontology, Triple(events[0], DKG.before, events[-1]))
    except NotFoundError as error:
        assert "this follows, but by so many steps" in str(error)
    else:
        assert len(leaves(found.proofs[0])) == len(chain)


def test_each_rule_of_the_ontology_has_words(graph: KnowledgeGraph) -> None:
    from kg.explain.wording import reason_of

    for rule in Program.of(graph.ontology).rules:
        if rule.head is not None:
            said = reason_of(rule, lambda term, _lang: term.strip("<>").rsplit("#", 1)[-1], graph.ontology.folder)
            assert said["en"] not in ("", rule.name)
            assert any("가" <= letter <= "힣" for letter in said["ko"]), rule.name
            assert "{" not in said["en"] + said["ko"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (("wooil", "mentorOf", "seonwoo"), "nothing tells or implies: Kang Woo Il – mentor of → Han Seon Woo"),
        (("wooil", "mentroOf", "eunsoo"), "'mentroOf' is no property of the ontology; did you mean 'mentorOf'"),
        (("nobody at all", "mentorOf", "eunsoo"), "no character is called 'nobody at all'"),
        (("http://[", "mentorOf", "eunsoo"), "is no IRI"),
    ],
)
def test_what_cannot_be_explained_is_said(graph: KnowledgeGraph, statement: tuple[str, str, str], message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        graph.explain(*statement)


@pytest.mark.parametrize(
    "given",
    ["wooil", "soundtrack-1/wooil", "강우일", "Kang Woo Il", "id:drama/soundtrack-1/character/wooil",
     f"<{ID_BASE}drama/soundtrack-1/character/wooil>", NamedNode(f"{ID_BASE}drama/soundtrack-1/character/wooil")],
)  # fmt: skip
def test_things_by_any_name(graph: KnowledgeGraph, mentor: Explanation, given: str | NamedNode) -> None:
    assert graph.explain(given, "dkg:mentorOf", "이은수").statement == mentor.statement


def test_a_proof_in_prov_o(graph: KnowledgeGraph, mentor: Explanation) -> None:
    triples = list(mentor.to_rdf())
    assert len(triples) == len(set(triples))
    entities = {t.subject for t in triples if t.predicate == RDF.type and t.object == PROV.Entity}
    activities = {t.subject for t in triples if t.predicate == RDF.type and t.object == PROV.Activity}
    assert (len(entities), len(activities)) == (4, 2)
    generated = {t.subject for t in triples if t.predicate == PROV.wasGeneratedBy and t.object in activities}
    primary = {t.subject for t in triples if t.predicate == PROV.hadPrimarySource}
    assert generated | primary == entities
    assert not generated & primary
    graphs = {t.object.value for t in triples if t.predicate == PROV.wasDerivedFrom}
    described = {quad.subject.value for quad in graph.store.told(predicate=PROV.wasDerivedFrom)}
    assert graphs <= described


def test_a_proof_as_a_picture(mentor: Explanation, tmp_path: Path) -> None:
    chart = proof_chart(mentor)
    assert [edge.kind for edge in chart.edges] == ["asked", "follows", "told", "told"]
    assert {node.label["en"] for node in chart.nodes if node.lead} == {"Kang Woo Il", "Lee Eun Soo"}
    assert chart.edges[0].note == mentor.proofs[0].reason
    page = proof_figure(mentor, "ko").save(tmp_path / "why.html").read_text(encoding="utf-8")
    assert "강우일 – 멘토 → 이은수" in page
    with pytest.raises(IndexError):
        proof_chart(mentor, 99)


def test_the_picture_of_a_type_and_of_a_told_statement(graph: KnowledgeGraph) -> None:
    for statement in (("wooil-mentors-eunsoo", "a", "Relationship"), ("seonwoo", "a", "Character")):
        subject = f"id:drama/soundtrack-1/relationship/{statement[0]}" if "-" in statement[0] else statement[0]
        chart = proof_chart(graph.explain(subject, *statement[1:]))
        assert chart.edges[0].kind == "asked"


@pytest.mark.parametrize("said", ["mentorOf", "mentor of", "Mentor of", "멘토", "dkg:mentorOf"])
def test_a_property_by_its_name_or_label(graph: KnowledgeGraph, mentor: Explanation, said: str) -> None:
    assert graph.explain("wooil", said, "eunsoo").statement == mentor.statement


def test_a_thing_without_a_name_by_its_path(graph: KnowledgeGraph) -> None:
    found = graph.explain("soundtrack-1/relationship/couple", "a", "Couple")
    assert found.proofs[0].rule is None
    with pytest.raises(TypeError, match="a thing is a name, an IRI or a term, not None"):
        graph.explain(None, "a", "Couple")  # type: ignore[arg-type]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    return result.exit_code, result.output


@pytest.mark.usefixtures("built")
def test_the_verb(tmp_path: Path) -> None:
    code, text = run("wooil", "mentorOf", "eunsoo", "--lang", "ko")
    assert code == 0
    assert text.startswith("강우일 – 멘토 → 이은수\n")
    code, text = run("wooil", "mentorOf", "eunsoo", "--format", "json")
    assert json.loads(text)["proofs"][0]["rule"] == "prp-spo2"
    code, text = run("wooil", "mentorOf", "eunsoo", "--format", "ttl")
    assert "prov:wasGeneratedBy" in text
    path = tmp_path / "why.html"
    code, text = run("wooil", "mentorOf", "eunsoo", "--out", str(path))
    assert code == 0
    assert path.stat().st_size > 10_000
    code, text = run("--spoiler-free", "wooil", "mentorOf", "eunsoo")
    assert code == 1
    assert "nothing tells or implies" in text
    code, text = run("--at", "soundtrack-1=2", "wooil", "mentorOf", "eunsoo")
    assert code == 0


def test_a_notebook_shows_it_escaped(graph: KnowledgeGraph, mentor: Explanation) -> None:
    assert mentor._repr_html_().startswith("<pre")
    told = Step(mentor.statement, {"en": "<script>", "ko": "<script>"})
    assert "<script>" not in Explanation(mentor.statement, (told,), {})._repr_html_()
