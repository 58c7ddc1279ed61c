"""`Drama`: one drama as far as it has been told, with everything that pages and notebooks show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg import facts, networks, report, themes
from kg.errors import NotFoundError
from kg.ontology import Ontology
from kg.reason import EFFORT
from kg.report import Coverage, coverage_of
from kg.results import Answer, Table
from kg.richtext import Card, Cell, Shown
from kg.sparqltext import bind, with_prefixes
from kg.store import Term
from kg.themes import DramaTheme, read_drama_themes
from kg.version import __version__
from kg.views import View
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import NamedNode

    from kg.explain import Explanation, Given
    from kg.figure import Figure
    from kg.figure.spec import Chart, Lines
    from kg.metrics import Metrics
    from kg.plot import Plot
    from kg.projection import CharacterNetwork, Network, Told
    from kg.story import Story

__all__ = ["Drama"]

_TABLES = {**facts.TABLES, **networks.TABLES, **themes.TABLES, **report.TABLES}


class Drama(Shown):
    """A drama at a beat. Nothing that is told later can be reached through it.

    >>> import kg
    >>> drama = kg.open().drama("Soundtrack #1", at=1)
    >>> drama.position, drama.titles["ko"][:6]
    (1, '사운드트랙#')
    """

    def __init__(self, view: View, ontology: Ontology, version: str = __version__) -> None:
        self.view = view
        self.ontology = ontology
        self.version = version

    @property
    def iri(self) -> str:
        """The drama's IRI."""
        return self.view.drama.value

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def position(self) -> int:
        """How far it is told: a beat's position, from 1."""
        return self.view.position

    @property
    def last(self) -> int:
        """The position of the last beat."""
        return self.view.last

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The main title by language."""
        return facts.read_titles(self.view)

    @cached_property
    def beats(self) -> list[facts.BeatRow]:
        """Every beat; those beyond this one have no name."""
        return facts.read_beats(self.view)

    @cached_property
    def production(self) -> list[facts.ProductionRow]:
        """Facts about the making."""
        return facts.read_production(self.view)

    @cached_property
    def characters(self) -> list[networks.CharacterRow]:
        """The characters, with who plays them."""
        return networks.read_characters(self.view)

    @cached_property
    def notes(self) -> list[facts.NoteRow]:
        """What is told of characters in a few words."""
        return facts.read_notes(self.view)

    @cached_property
    def aliases(self) -> list[facts.AliasRow]:
        """Names whose owner is or was a secret."""
        return facts.read_aliases(self.view)

    @cached_property
    def performers(self) -> list[facts.PerformerRow]:
        """Those who play a part that no source names."""
        return facts.read_performers(self.view)

    @cached_property
    def groups(self) -> list[networks.GroupRow]:
        """Families, companies, places."""
        return networks.read_groups(self.view)

    @cached_property
    def phases(self) -> list[networks.PhaseRow]:
        """The phases of relationships."""
        return networks.read_phases(self.view)

    @cached_property
    def edges(self) -> frozenset[tuple[str, str, str]]:
        """What follows between two characters: IRI, local name of the property, IRI."""
        return networks.read_edges(self.view)

    @cached_property
    def events(self) -> list[facts.EventRow]:
        """The events, in the order of the telling."""
        return facts.read_events(self.view)

    @cached_property
    def themes(self) -> list[facts.ThemeRow]:
        """The themes."""
        return facts.read_themes(self.view)

    @cached_property
    def compared_themes(self) -> list[DramaTheme]:
        """The themes, those too that no source names and the structure of the story shows."""
        return read_drama_themes(self.view, self.ontology)

    @cached_property
    def sources(self) -> list[facts.SourceRow]:
        """The sources of what has been told."""
        return facts.read_sources(self.view)

    @cached_property
    def judgements(self) -> list[facts.JudgementRow]:
        """What reviews think of the drama."""
        return facts.read_judgements(self.view)

    @cached_property
    def left_open(self) -> Mapping[str, tuple[str, ...]]:
        """What sources leave untold, by language."""
        return facts.read_open(self.view)

    @cached_property
    def coverage(self) -> Coverage:
        """What rests on what: sources, disagreements, what is uncertain or open, people known by name alone.

        >>> import kg
        >>> found = kg.open().drama("Soundtrack #2").coverage.disagreements
        >>> [side.words["en"] for side in found[-1].sides], found[-1].about["en"]
        (['4', '6'], 'years before the present: Hyeon Seo and Su Ho break up')
        """
        return coverage_of(self.view, self.ontology)

    def sparql_of(self, table: str) -> str:
        """Return the query behind one of the tables of this drama, for any SPARQL client, with the drama filled in.

        Asked of `KnowledgeGraph.at` with this beat, or of the endpoint with ``at=slug=beat``, it has the table's rows.
        Raises KeyError for a table that there is not.

        >>> import kg
        >>> print(kg.open().drama("Soundtrack #1").sparql_of("left_open").splitlines()[-1])
        SELECT DISTINCT ?label WHERE { <https://w3id.org/drama-kg/id/drama/soundtrack-1> dkg:leavesOpen ?label } ORDER BY ?label
        """  # noqa: E501
        return with_prefixes(bind(_TABLES[table], {"drama": self.view.drama}), PREFIXES)

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answer a SPARQL query over what has been told of this drama; raises `QueryError`."""
        answer = self.view.query(sparql, bindings)
        return answer.named_by(self._names)

    def _names(self, things: Sequence[NamedNode]) -> dict[str, str]:
        from kg.labels import names_of

        return names_of(self.view.seen.asserted, things)

    def explain(
        self, subject: Given, predicate: str | NamedNode, object: Given, *, effort: int = EFFORT
    ) -> Explanation:
        """Return why a statement holds, by what has been told of this drama; see `KnowledgeGraph.explain`.

        ``effort`` limits the search for a proof (`kg.reason.Prover`).
        """
        from kg.explain import explain_named

        return explain_named(self.view.seen.closed, self.ontology, subject, predicate, object, effort)

    def chart(
        self,
        link: Callable[[str], str | None] = lambda _iri: None,
        why: Callable[[str, str, str], str | None] = lambda _one, _edge, _other: None,
    ) -> Chart:
        """Return what the relationship chart shows.

        ``link`` gives the address of a thing's page, or None; ``why`` that of the page that says why an edge holds, by
        the IRIs of its ends and its local name between them.
        """
        from kg.figure.drama import Links, chart_of

        return chart_of(self.view, self.ontology, Links(link, why))

    def figure(self, lang: str = "en") -> Figure:
        """Return the relationship chart, which shows itself in a notebook and saves itself as a page.

        No page says why its inferred ties hold, so it says it itself.
        """
        from kg.figure import Figure
        from kg.figure.drama import Links, chart_of
        from kg.figure.proof import proof_lines

        def proof(*statement: str) -> Lines:
            try:
                return proof_lines(self.explain(*statement))
            except NotFoundError:  # it follows by too many steps
                return ()

        return Figure(chart_of(self.view, self.ontology, Links(proof=proof)), lang=lang)

    def plot(self, what: str = "chart", lang: str = "en", **options: Any) -> Plot:
        """Return a picture for a paper, which shows itself in a notebook and saves itself as PNG, SVG or PDF.

        ``what`` is "chart" (the relationship chart), "network" (characters as large as they are central), "timeline"
        (the phases of relationships) or "centrality" (a measure over the beats). All take ``width`` (in mm, "single" or
        "double" for the columns of a journal), ``dark`` and ``title`` (False for a paper that has its own); the last
        three ``most`` (how many are shown, from 1 to 500), network and centrality ``measure`` and ``of`` (which
        network, as for `metrics`; docs/figures.md). Of a drama without relationships they are a picture with a line
        that says so.

        Raises `QueryError` for what is none of these, and ImportError without matplotlib
        (``pip install 'drama-kg[figures]'``).

        >>> import kg
        >>> plot = kg.open().drama("soundtrack-1", at=2).plot("timeline")
        >>> "As told by step 2 of 7" in plot.caption, max(plot.data.column("told"))
        (True, 2)
        """
        from kg.plot import plot_drama

        return plot_drama(self.view, self.ontology, what, self.version, {"lang": lang, **options})

    def to_networkx(self, of: Network = "relationships", *, told: Told | None = None) -> nx.Graph[str]:
        """Return characters and phases as a NetworkX multigraph, or another network of `KnowledgeGraph.to_networkx`.

        Of "relationships" the phases that sources tell are taken, unless ``told`` says "inferred". Nodes are IRIs with
        ``label``, ``label_ko``, ``billing``, ``unnamed`` and ``drama`` (a slug). Each pair that a phase ties is one
        edge, keyed by the phase's IRI, with ``type``, ``label``, ``label_ko``, ``symmetric``, ``sign`` (1, -1 or 0),
        ``ended``, ``certainty``, ``told`` (a beat's position) and ``sources`` (slugs); a symmetric phase is one edge,
        not two. Raises ValueError for another network.
        """
        from kg.projection import Choice, project_drama

        phases = "asserted" if of == "relationships" and told is None else told
        return project_drama(self.view, self.ontology, Choice(of, told=phases))

    def labelled(self, table: Table, lang: str = "en") -> Table:
        """Return a table with the names of its things, as far as told, in columns beside them."""
        from kg.labels import labels_of

        return table.labelled(labels_of(self.view.seen.asserted, table.things(), lang))

    def metrics(self, of: CharacterNetwork = "relationships") -> Metrics:
        """Return how central each character is, and what their network is like, as far as told (docs/analysis.md).

        ``of`` "relationships", each phase is a tie; ``of`` "presence", each scene or event in which two appear together
        is one, as DraCor counts them. Raises ValueError for another network.

        >>> import kg
        >>> found = kg.open().drama("soundtrack-1", at="end").metrics()
        >>> found.network.size, found.network.diameter
        (11, 3)
        """
        from kg.metrics import measure
        from kg.projection import checked_characters

        checked_characters(of)
        return measure(self.to_networkx(of))

    @cached_property
    def story(self) -> Story:
        """What the network says of the story: over the beats, arcs, triangles, communities (docs/analysis.md)."""
        from kg.story import Story

        return Story(self.view, self.ontology)

    def card(self) -> Card:
        """Return what a notebook shows of it: what it is, how far it is told, and who is who."""
        from kg.analysis import Named

        titles = dict.fromkeys((Named(self.iri, self.titles).name(), *self.titles.values()))
        beat = Named("", self.beats[self.position - 1].label).name()
        facts = {row.property: Named("", row.value).name() for row in reversed(self.production)}
        return Card.of(
            " · ".join(titles),
            (
                ("told", f"as far as step {self.position} of {self.last}"),
                ("step", beat),
                ("year", facts.get("year")), ("episodes", facts.get("episodeCount")),
                ("characters", len(self.characters)), ("phases of relationships", len(self.phases)),
                ("events", len(self.events)), ("sources", len(self.sources)),
            ),
            ("character", "played by", "billing"),
            [
                (
                    Cell(Named(one.iri, one.names).name(), one.iri),
                    ", ".join(Named(*actor).name() for actor in one.actors),
                    one.billing,
                )
                for one in self.characters
            ],
            note="drama.figure() draws it.",
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<Drama: {self.slug}, step {self.position} of {self.last}>"
