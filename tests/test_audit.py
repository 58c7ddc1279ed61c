"""The proof that views leak nothing: it holds for the data, and every leak that is made on purpose is caught."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad

from kg.audit import Check, Reach, Report, Told, audit, checks_ahead
from kg.build import Build, check_data
from kg.cli import main
from kg.cli.audit import shown_of
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.reason import close
from kg.store import EmbeddedStore
from kg.views import Seen, Viewpoint, Views
from kg.vocab import DKG, GRAPH_BASE, GRAPH_INFERRED, GRAPH_PROVENANCE, SKOS, thing
from tests.support import ROOT

TINY = thing("drama", "tiny")
EARLY = NamedNode(f"{GRAPH_BASE}tiny/gazette/1")
LATE = NamedNode(f"{GRAPH_BASE}tiny/gazette/3")
ANN, BOB = (thing("drama", "tiny", "character", name) for name in ("ann", "bob"))
DRAMAS = ["soundtrack-1", "soundtrack-2", "agency", "all dramas"]


def _whole(told: list[Quad], ontology: Ontology) -> EmbeddedStore:
    return EmbeddedStore.of([*told, *close(told, ontology, verify=False), *ontology.quads()])


@pytest.fixture(scope="module")
def told(ontology: Ontology) -> list[Quad]:
    """What the files of tests/tiny tell."""
    return check_data(ROOT / "tests" / "tiny", ontology)[1]


@pytest.fixture(scope="module")
def store(told: list[Quad], ontology: Ontology) -> EmbeddedStore:
    return _whole(told, ontology)


@pytest.mark.parametrize("slug", DRAMAS)
def test_nothing_leaks_and_nothing_is_missing(graph: KnowledgeGraph, slug: str) -> None:
    checks = [one for one in checks_ahead(Told(graph.store.told())) if one.drama.removesuffix(" beside others") == slug]
    report = audit(graph.store, graph.ontology, checks=checks)
    assert len(report.checked) == len(checks) > 0
    assert [str(finding) for finding in report.findings[:5]] == []
    for one in report.checked:
        assert one.worlds == (3 if one.later else 0)
        assert one.told > 50
    assert all(one.later for one in report.checked if one.beat != "end")


def test_every_beat_of_every_drama_is_checked(graph: KnowledgeGraph) -> None:
    named = {(one.drama, int(one.beat)) for one in checks_ahead(Told(graph.store.told())) if one.reach.only}
    assert named == {(row["slug"], beat) for row in graph.dramas() for beat in range(1, row["beats"] + 1)}


def test_charts_and_pages_do_not_depend_on_what_is_told_later(graph: KnowledgeGraph) -> None:
    check = Check("soundtrack-1", "4", "7", Reach({thing("drama", "soundtrack-1").value: 4}, 1, only=True))
    report = audit(graph.store, graph.ontology, checks=[check], shown=shown_of(graph.ontology))
    assert [str(finding) for finding in report.findings[:5]] == []
    assert report.checked[0].observed == 17


def test_pages_of_a_small_drama_with_a_second_title_told_late(store: EmbeddedStore, ontology: Ontology) -> None:
    report = audit(store, ontology, shown=shown_of(ontology))
    assert [str(finding) for finding in report.findings[:5]] == []
    assert [(one.drama, one.beat) for one in report.checked] == [
        ("tiny", "1"), ("tiny", "2"), ("tiny", "3"), ("tiny beside others", "2"), ("tiny beside others", "3"),
        ("all dramas", "premise"), ("all dramas", "end"),
    ]  # fmt: skip


def test_a_page_that_shows_a_late_title_is_caught(store: EmbeddedStore, ontology: Ontology) -> None:
    def shown(store: EmbeddedStore, drama: str, position: int) -> dict[str, bytes]:
        return {"the title": store.query(f"SELECT ?n {{ <{drama}> skos:altLabel ?n }} ORDER BY ?n").serialize("csv")}

    report = audit(store, ontology, shown=shown)
    found = {(finding.beat, finding.problem) for finding in report.findings}
    assert ("1", "the title depends on what is told later (which is dropped elsewhere)") in found


def test_what_a_careful_rule_takes_back_is_told_and_is_no_leak(told: list[Quad], ontology: Ontology) -> None:
    first, second = (thing("drama", "tiny", "event", name) for name in ("first", "second"))
    events = [Quad(event, DKG.inDrama, TINY, EARLY) for event in (first, second)]
    years = [Quad(first, DKG.yearsBefore, Literal(5), EARLY), Quad(second, DKG.yearsBefore, Literal(3), EARLY)]
    doubt = Quad(first, DKG.yearsAfter, Literal(1), LATE)  # before and after the present: it gives no order at all
    report = audit(_whole([*told, *events, *years, doubt], ontology), ontology)
    assert [str(finding) for finding in report.findings[:5]] == []
    taken_back = {one.beat: one.taken_back for one in report.checked if one.drama == "tiny"}
    assert taken_back["1"] == taken_back["2"] == ()
    assert (f"{first} {DKG.before} {second}", "story-order") in taken_back["3"]
    assert {rule for _, rule in taken_back["3"]} == {"story-order"}


class Leaky(Views):
    """Views with a leak: what `seen` may see, changed by `spoil`."""

    spoil: Callable[[Leaky, Viewpoint, list[Quad]], list[Quad]]

    def _told(self, viewpoint: Viewpoint) -> Iterator[Quad]:
        yield from type(self).spoil(self, viewpoint, list(super()._told(viewpoint)))

    def late(self) -> Iterator[Quad]:
        return self._store.told(graph=LATE)


def _is_early(viewpoint: Viewpoint) -> bool:
    return viewpoint.positions == ((TINY.value, 1),)


def _whole_inferred_graph(views: Leaky, _: Viewpoint, quads: list[Quad]) -> list[Quad]:
    return [*quads, *views._store.told(graph=GRAPH_INFERRED)]


def _late_in_an_early_graph(views: Leaky, viewpoint: Viewpoint, quads: list[Quad]) -> list[Quad]:
    moved = [Quad(q.subject, q.predicate, q.object, EARLY) for q in views.late() if q.predicate == DKG.denotes]
    return [*quads, *moved]


def _whole_provenance(views: Leaky, _: Viewpoint, quads: list[Quad]) -> list[Quad]:
    return list(dict.fromkeys([*quads, *views._store.told(graph=GRAPH_PROVENANCE)]))


def _told_again(views: Leaky, viewpoint: Viewpoint, quads: list[Quad]) -> list[Quad]:
    """What is known already is told again later: harmless to read, but it counts."""
    known = {quad.triple for quad in quads}
    return [*quads, *(quad for quad in views.late() if quad.triple in known and quad not in quads)]


def _one_missing(_: Leaky, viewpoint: Viewpoint, quads: list[Quad]) -> list[Quad]:
    return [quad for quad in quads if not (quad.subject == BOB and quad.predicate == SKOS.prefLabel)]


def _one_beat_more(views: Leaky, viewpoint: Viewpoint, quads: list[Quad]) -> list[Quad]:
    positions = tuple((drama, at + 1) for drama, at in viewpoint.positions if at is not None)
    return list(Views._told(views, Viewpoint(positions, viewpoint.others, viewpoint.only))) if positions else quads


def _a_count_of_everything(views: Leaky, _: Viewpoint, quads: list[Quad]) -> list[Quad]:
    return [*quads, Quad(TINY, DKG.note, Literal(sum(1 for _ in views._store.told())), EARLY)]


def _the_order_of_everything(views: Leaky, _: Viewpoint, quads: list[Quad]) -> list[Quad]:
    """The same statements, stored in an order that a later one decides."""
    return quads[::-1] if any(True for _ in views.late()) else quads


def _forgets(_: Leaky, viewpoint: Viewpoint, quads: list[Quad]) -> list[Quad]:
    return quads if _is_early(viewpoint) else [quad for quad in quads if quad.graph_name != EARLY]


@pytest.mark.parametrize(
    ("spoil", "problem", "graph"),
    [
        (_whole_inferred_graph, "is seen too early", GRAPH_INFERRED),
        (_late_in_an_early_graph, "is seen too early", EARLY),
        (_whole_provenance, "is seen too early", GRAPH_PROVENANCE),
        (_told_again, "is seen too early", None),
        (_one_missing, "is missing", EARLY),
        (_one_beat_more, "is seen too early", None),
        (_a_count_of_everything, "what is told depends on what is told later (which is poisoned elsewhere)", None),
        (_the_order_of_everything, "what is told depends on what is told later (which is dropped elsewhere)", None),
        (_forgets, "was told before and is lost", EARLY),
    ],
)  # fmt: skip
def test_a_leak_is_caught_and_named(
    told: list[Quad], ontology: Ontology, spoil: Callable[..., list[Quad]], problem: str, graph: NamedNode | None
) -> None:
    # Bob's name is told once more at the end, by another source.
    again = Quad(BOB, SKOS.prefLabel, Literal("Bob", language="en"), LATE)
    report = _audited(_whole([*told, again], ontology), ontology, type("Spoilt", (Leaky,), {"spoil": spoil}))
    found = [finding for finding in report.findings if finding.problem == problem]
    assert found, {finding.problem for finding in report.findings}
    assert all(finding.drama and finding.beat and finding.statement for finding in found)
    if graph is not None:
        assert graph.value in {finding.graph for finding in found}


def _audited(store: EmbeddedStore, ontology: Ontology, views: type[Views]) -> Report:
    checks = [one for one in checks_ahead(Told(store.told())) if one.reach.only]
    return audit(store, ontology, checks=checks, views=views)


class Closing(Seen):
    """Seen, with a mistake in what follows or in how it is kept."""

    everything: EmbeddedStore
    mistake: str

    @classmethod
    def of(cls, seen: Seen, store: EmbeddedStore, mistake: str) -> Closing:
        made = cls(seen.quads, seen._ontology, seen._always)
        made.everything, made.mistake = store, mistake
        return made

    @cached_property
    def inferred(self) -> list[Quad]:
        honest = close(self.quads, self._ontology, verify=False)
        if self.mistake == "forgets":
            return [quad for quad in honest if not quad.predicate.value.endswith("#tiedTo")]
        if self.mistake == "closes everything":
            # Only about what is seen anyway, as if that made it safe.
            known = {term for quad in self.quads for term in (quad.subject, quad.object)}
            late = self.everything.told(graph=GRAPH_INFERRED)
            return list(dict.fromkeys([*honest, *(q for q in late if {q.subject, q.object} <= known)]))
        return honest

    @cached_property
    def closed(self) -> EmbeddedStore:
        kept = EmbeddedStore.of([*self.quads, *self.inferred], self._always())
        if self.mistake == "default graph":
            kept._store.extend(Quad(q.subject, q.predicate, q.object) for q in self.everything.told(graph=LATE))
        return kept


@pytest.mark.parametrize(
    ("mistake", "problem", "statement"),
    [
        ("forgets", "is missing", "tiedTo"),
        ("closes everything", "is seen too early", "exLoverOf"),
        ("default graph", "is seen too early in the default graph", "denotes"),
    ],
)
def test_a_leak_by_inference_is_caught(
    store: EmbeddedStore, ontology: Ontology, mistake: str, problem: str, statement: str
) -> None:
    class Spoilt(Views):
        def seen(self, viewpoint: Viewpoint) -> Seen:
            return Closing.of(super().seen(viewpoint), store, mistake)

    found = [one for one in _audited(store, ontology, Spoilt).findings if one.problem == problem and one.beat == "1"]
    assert [one for one in found if statement in one.statement]


def test_inference_that_no_rule_takes_back_may_not_be_lost(told: list[Quad], ontology: Ontology) -> None:
    class Spoilt(Views):
        def seen(self, viewpoint: Viewpoint) -> Seen:
            return Closing.of(super().seen(viewpoint), self._store, "" if _is_early(viewpoint) else "forgets")

    lost = "was inferred before and is lost, though no rule takes it back"
    found = [one for one in _audited(_whole(told, ontology), ontology, Spoilt).findings if one.problem == lost]
    assert found
    assert all(one.beat == "2" and "tiedTo" in one.statement for one in found)


def test_the_verb_tells_what_it_checked(built: Build) -> None:
    result = CliRunner().invoke(main, ["audit", "spoilers", "mother", "--format", "json"])
    assert result.exit_code == 0
    (row,) = json.loads(result.stdout)["results"]["bindings"]
    assert (row["drama"]["value"], row["beat"]["value"], row["worlds"]["value"]) == ("mother", "1", "3")
    assert "nothing leaks, nothing is missing: 1 view" in result.stderr


def test_the_verb_ends_with_1_when_something_leaks(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Views, "_told", lambda views, _: views._store.told(graph=GRAPH_PROVENANCE))
    result = CliRunner().invoke(main, ["audit", "spoilers", "mother"])
    assert result.exit_code == 1
    assert "is seen too early: <" in result.stderr
    assert "mother at 1: is missing: <" in result.stderr
    assert "findings" in result.stderr


def test_the_verb_knows_no_such_drama(built: Build) -> None:
    result = CliRunner().invoke(main, ["audit", "spoilers", "soundtrack-9"])
    assert result.exit_code == 1
    assert "no drama is called 'soundtrack-9'" in result.stderr
