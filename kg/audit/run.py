"""The audit: every drama at every beat, and several dramas at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.audit.compare import Finding, differences, interference, observe
from kg.audit.growth import Growth
from kg.audit.told import Reach, Told
from kg.audit.worlds import other_worlds
from kg.ontology import Ontology
from kg.reason import close
from kg.store import EmbeddedStore, GraphStore
from kg.views import Seen, Viewpoint, Views
from kg.vocab import GRAPH_PROVENANCE

__all__ = ["ALL", "Check", "Checked", "Report", "Shown", "ViewsOf", "audit", "checks_ahead"]

ALL = "all dramas"

ViewsOf = Callable[[GraphStore, Ontology], Views]
Shown = Callable[[EmbeddedStore, str, int], Mapping[str, bytes]]
"""What else is made of a view and shown: pages of a drama (by its IRI) at a beat, by name."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked of one view.

    ``told`` and ``inferred`` count the statements in it, ``later`` the graphs that are told later; ``worlds`` in which
    these are different were compared by ``observed`` things each. ``taken_back`` has what was inferred at the beat
    before and no longer is, with the rule.
    """

    drama: str
    beat: str
    last: str
    told: int
    inferred: int
    later: int
    worlds: int
    observed: int
    taken_back: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found."""

    checked: tuple[Checked, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong."""
        return tuple(finding for one in self.checked for finding in one.findings)


@dataclass(frozen=True, slots=True)
class Check:
    """A view to check."""

    drama: str
    beat: str
    last: str
    reach: Reach

    @property
    def name(self) -> tuple[str, str]:
        """The drama and the beat, for people."""
        return self.drama, self.beat


def checks_ahead(told: Told) -> list[Check]:
    """Return the views to check: each drama alone at each beat, each beside the others' premises, and all at once."""
    found = []
    for drama, last in told.dramas.items():
        slug = drama.rsplit("/", 1)[-1]
        for beat in range(1, last + 1):
            found.append(Check(slug, str(beat), str(last), Reach({drama: beat}, 1, only=True)))
        for beat in range(2, last + 1):
            found.append(Check(f"{slug} beside others", str(beat), str(last), Reach({drama: beat}, 1)))
    return [*found, Check(ALL, "premise", "end", Reach()), Check(ALL, "end", "end", Reach(others=None))]


def audit(
    store: GraphStore,
    ontology: Ontology,
    *,
    checks: Sequence[Check] | None = None,
    views: ViewsOf = Views,
    shown: Shown | None = None,
    progress: Callable[[str], None] = lambda _name: None,
) -> Report:
    """Prove that views hold what may be seen, all of it, and nothing that depends on anything told later.

    What may be seen is worked out again from the statements of the whole store, and closed; and each view is made once
    more in stores in which everything later is gone, replaced, or joined by much more (`kg.audit.worlds`): it must be
    the same, byte for byte, and so must what ``shown`` makes of it. ``checks`` are those of `checks_ahead` to make;
    None makes all.
    """
    told = Told(store.told())
    return _Audit(told, store, ontology, views, shown).run(checks_ahead(told) if checks is None else checks, progress)


class _Audit:
    def __init__(self, told: Told, store: GraphStore, ontology: Ontology, views: ViewsOf, shown: Shown | None) -> None:
        self._told = told
        self._public = self._told.public()
        self._ontology = ontology
        self._views_of = views
        self._shown = shown
        self._views = views(store, ontology)
        # What other worlds are compared with is in memory too, like they are: stores differ in the order of answers.
        self._here = EmbeddedStore.of(self._told.quads)
        self._views_here = views(self._here, ontology)
        self._growth = Growth(ontology)

    def run(self, checks: Sequence[Check], progress: Callable[[str], None]) -> Report:
        checked: list[Checked] = []
        before: tuple[str, list[Quad]] = "", []
        for check in checks:
            progress(f"{check.drama} at {check.beat}")
            seen = _seen(self._views, check.reach)
            held = [quad for quad in seen.closed.told() if quad not in self._public]
            taken_back: list[tuple[str, str]] = []
            findings = list(self._content(check, seen))
            if before[0] == check.drama and check.drama != ALL:
                findings += self._growth.between(check.name, before[1], held, taken_back)
            before = check.drama, held
            worlds, observed, apart = self._other_worlds(check)
            inferred = len(seen.inferred)
            checked.append(
                Checked(*check.name, check.last, len(held) - inferred, inferred, len(self._told.late(check.reach)),
                        worlds, observed, tuple(taken_back), tuple(sorted({*findings, *apart})))
            )  # fmt: skip
        return Report(tuple(checked))

    def _content(self, check: Check, seen: Seen) -> Iterator[Finding]:
        """Yield where a view differs from what may be seen, worked out again."""
        expected = self._told.may_be_seen(check.reach)
        follows = set(close(expected, self._ontology, verify=False))
        yield from differences(check.name, self._told, expected | self._public, seen.asserted)
        yield from differences(check.name, self._told, expected | self._public | follows, seen.closed)
        if check.reach == Reach(others=None):
            silent = self._told.silent()
            whole = {q for q in self._told.quads if not _describes(q, silent)}
            for quad in whole ^ (expected | self._public | follows):
                problem = "is not seen even at the end" if quad in whole else "does not follow in the whole graph"
                graph = getattr(quad.graph_name, "value", "")
                yield Finding(*check.name, problem, str(quad.triple), graph, self._told.where(quad))

    def _other_worlds(self, check: Check) -> tuple[int, int, list[Finding]]:
        """Return how many other worlds there are, what was observed in each, and by what they can be told apart."""
        here = self._observed(check, self._here, self._views_here)
        findings: list[Finding] = []
        count = 0
        for world, quads in other_worlds(self._told, check.reach):
            count += 1
            store = EmbeddedStore.of(quads)
            there = self._observed(check, store, self._views_of(store, self._ontology))
            findings += interference(check.name, world, here, there)
        return count, len(here), findings

    def _observed(self, check: Check, store: EmbeddedStore, views: Views) -> dict[str, bytes]:
        found = observe(_seen(views, check.reach))
        if self._shown is not None and check.reach.only:
            for drama, position in check.reach.positions.items():
                found |= self._shown(store, drama, position or 1)
        return found


def _seen(views: Views, reach: Reach) -> Seen:
    positions = {NamedNode(drama): position for drama, position in reach.positions.items()}
    if reach.only:
        ((drama, position),) = positions.items()
        return views.drama(drama, "end" if position is None else position).seen
    return views.seen(Viewpoint.of(positions, reach.others))


def _describes(quad: Quad, subjects: set[str]) -> bool:
    return quad.graph_name == GRAPH_PROVENANCE and getattr(quad.subject, "value", "") in subjects
