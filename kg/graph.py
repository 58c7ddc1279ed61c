"""`KnowledgeGraph`, the one facade through which the command line, the pages and notebooks ask the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.build import Build, Progress, Summary, build, current_build, in_use, is_current
from kg.catalog import CatalogQuery, find_query, load_catalog, run_query
from kg.drama import Drama
from kg.errors import NotFoundError, QueryError
from kg.labels import labels_of
from kg.names import LANGUAGES
from kg.ontology import Ontology, load_ontology
from kg.paths import build_dir, data_dir, ontology_dir, queries_dir
from kg.report import coverage_table
from kg.results import Answer, Table
from kg.search import resolve
from kg.store import EmbeddedStore, Term
from kg.themes import AllThemes, Theme, ThemeDrama, theme_tree
from kg.views import FIRST, Viewpoint, Views, as_table, last_beat, parse_viewpoint, position_of
from kg.vocab import VIEW_BASE

if TYPE_CHECKING:
    from kg.explain import Explanation, Given
    from kg.linked import Description, GraphPage, Graphs, Terms, Things

__all__ = ["KnowledgeGraph", "ensure_build", "open_graph"]

# What the premise tells of each drama, and how many beats there are: a list of dramas spoils nothing.
_DRAMAS = """
SELECT ?drama ?slug ?title ?title_ko ?coverage ?year ?episodes ?beats WHERE {
  { SELECT ?drama (MAX(?n) AS ?beats) WHERE { ?beat dkg:inDrama ?drama ; dkg:position ?n } GROUP BY ?drama }
  { SELECT ?drama (MIN(?c) AS ?coverage) WHERE {
      GRAPH ?g { ?drama dkg:coverage ?c } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?y) AS ?year) WHERE {
      GRAPH ?g { ?drama dkg:year ?y } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MAX(?e) AS ?episodes) WHERE {
      GRAPH ?g { ?drama dkg:episodeCount ?e } ?g dkg:revealedAt/dkg:position 1 } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?en) AS ?title) WHERE {
      GRAPH ?g { ?drama a dkg:Drama ; skos:prefLabel ?en } ?g dkg:revealedAt/dkg:position 1
      FILTER(LANG(?en) = "en") } GROUP BY ?drama }
  OPTIONAL { SELECT ?drama (MIN(?ko) AS ?title_ko) WHERE {
      GRAPH ?g { ?drama a dkg:Drama ; skos:prefLabel ?ko } ?g dkg:revealedAt/dkg:position 1
      FILTER(LANG(?ko) = "ko") } GROUP BY ?drama }
  BIND(STRAFTER(STR(?drama), "id/drama/") AS ?slug)
} ORDER BY ?coverage ?title
"""


def ensure_build(
    data: Path | None = None, builds: Path | None = None, progress: Progress = lambda _step: None
) -> tuple[Build, bool]:
    """Return the build of a data folder, made first where there is none or its files have changed.

    The second value tells whether it was made now. Raises what `kg.build.build` raises.
    """
    data, builds = data or data_dir(), builds or build_dir()
    found = current_build(builds)
    if found is not None and is_current(found, data, ontology_dir()):
        return found, False
    return build(data, builds, ontology_dir(), progress), True


class KnowledgeGraph:
    """The graph: ask it, look at it, take it apart.

    >>> import kg
    >>> g = kg.open()
    >>> [row["title"] for row in g.dramas() if row["coverage"] == "full"]
    ['Soundtrack #1', 'Soundtrack #2']
    """

    def __init__(
        self,
        store: EmbeddedStore,
        ontology: Ontology,
        summary: Summary | None = None,
        store_path: Path | None = None,
    ) -> None:
        self.store = store
        self.ontology = ontology
        self.summary = summary
        self.store_path = store_path
        self._catalog: dict[str, CatalogQuery] | None = None
        self._views = Views(store, ontology)

    @classmethod
    def of_build(cls, found: Build) -> KnowledgeGraph:
        """Open a build."""
        return cls(EmbeddedStore.open(found.store_path), load_ontology(), found.summary, found.store_path)

    @classmethod
    def of_store(cls, path: Path) -> KnowledgeGraph:
        """Open the store of a build, which another process may have open too. Raises `BuildError`."""
        return cls(EmbeddedStore.open(path), load_ontology(), store_path=path)

    def query(
        self, sparql: str, bindings: Mapping[str, Term] | None = None, graphs: Sequence[str] | None = None
    ) -> Answer:
        """Answer a SPARQL 1.1 query over everything, told early or late, or over the named graphs ``graphs`` alone.

        Returns a `Table` for SELECT and ASK, `Triples` for CONSTRUCT and DESCRIBE. Raises `QueryError`.

        >>> import kg
        >>> answer = kg.open().query("SELECT ?year { ?review dkg:grade 'B+' ; dkg:reviews/dkg:year ?year }")
        >>> answer.to_dicts()
        [{'year': 2023}]
        """
        if VIEW_BASE in sparql:
            raise QueryError("a view is no graph to be named in FROM: use g.at(...), --at, at=... or default-graph-uri")
        try:
            chosen = None if graphs is None else [NamedNode(iri) for iri in graphs]
        except ValueError as error:
            raise QueryError(f"the name of a graph is no IRI: {error}") from error
        return self.store.query(sparql, bindings=bindings, graphs=chosen)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep the build that this graph reads from being deleted by later ones, for as long as it is served."""
        if self.store_path is None:
            yield
            return
        with in_use(self.store_path.parent):
            yield

    def queries(self) -> dict[str, CatalogQuery]:
        """Return the catalogue of queries, by id."""
        if self._catalog is None:
            self._catalog = load_catalog(queries_dir())
        return self._catalog

    def run(self, query: str, /, *, lang: str = "en", **parameters: str | int) -> Answer:
        """Run a query of the catalogue, with parameters as a person would type them.

        A table has, beside each column of IRIs, one of labels in ``lang`` ("en" or "ko"), or in the other language
        where there is none. Raises `NotFoundError` for an unknown query or name, `QueryError` for a wrong parameter.

        >>> import kg
        >>> kg.open().run("who-plays-the-mentor", character="Lee Eun Soo").column("actor_label")
        ['Kim Joo Hun']
        """
        if lang not in LANGUAGES:
            raise QueryError(f"'lang' is {' or '.join(LANGUAGES)}, not {lang!r}")
        found = find_query(self.queries(), query)
        values = {name: str(value) for name, value in parameters.items()}
        if any(parameter.name == "lang" for parameter in found.parameters):
            values.setdefault("lang", lang)
        answer = run_query(self.store, found, values)
        return answer.labelled(labels_of(self.store, answer.things(), lang)) if isinstance(answer, Table) else answer

    def dramas(self) -> Table:
        """Return every drama: slug, titles, coverage ("full" or "thin"), year, episodes, number of beats.

        It is what the premise tells of them, and spoils nothing.
        """
        return as_table(self.store.query(_DRAMAS))

    def coverage(self, drama: str | None = None, *, thin: bool = True) -> Table:
        """Return how much is known of each drama, or of one, in numbers, with what is thin in words (docs/data.md).

        The numbers are of all that is told: they spoil nothing. `Drama.coverage` has the words behind those of one
        drama, as far as it has been told. ``thin=False`` leaves out the dramas of which only a few facts are known.
        Raises `NotFoundError`.

        >>> import kg
        >>> kg.open().coverage("soundtrack-1").column("characters")
        [11]
        """
        return coverage_table(self.store, None if drama is None else self.find("drama", drama), thin=thin)

    def drama(self, name: str, at: int | str = FIRST) -> Drama:
        """Return a drama by title, slug or IRI, as told by the beat ``at``: a position, "premise" or "end".

        By default that is the premise, which spoils nothing. Raises `NotFoundError`, and TypeError for what is no beat.

        >>> import kg
        >>> [row.names["en"] for row in kg.open().drama("사운드트랙 #2").characters if row.billing == "lead"]
        ['Do Hyeon Seo', 'Ji Su Ho']
        """
        return Drama(self._views.drama(self.find("drama", name), at), self.ontology)

    def at(self, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise") -> KnowledgeGraph:
        """Return the graph as somebody may see it who is at these beats: drama → position, "premise" or "end".

        Of every drama that is not named only the premise is told, unless ``others`` says "end" or a position; so
        ``g.at()`` spoils nothing. What follows is inferred anew from what may be seen: nothing that is told later is
        in an answer, not even as something that it implies. Where ``others`` is a position, a drama with fewer beats is
        told to its end.

        Raises `NotFoundError`, and TypeError for what is no beat.

        >>> import kg
        >>> question = "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'Lee Eun Soo'@en }"
        >>> g = kg.open()
        >>> g.at({"Soundtrack #1": 2}).query(question).boolean, g.at({"Soundtrack #1": "end"}).query(question).boolean
        (False, True)
        """
        if positions is not None and not isinstance(positions, Mapping):
            raise TypeError(f"at() takes beats by drama, such as {{'soundtrack-1': 2}}, not {positions!r}")
        given = {name: position_of(beat) for name, beat in (positions or {}).items()}
        return self._seen_from(given, position_of(others))

    def _seen_from(self, positions: Mapping[str, int | None], rest: int | None) -> KnowledgeGraph:
        return KnowledgeGraph(self._views.seen(self._viewpoint(positions, rest)).closed, self.ontology)

    def _viewpoint(self, positions: Mapping[str, int | None], rest: int | None) -> Viewpoint:
        named: dict[NamedNode, int | None] = {}
        for name, position in positions.items():
            drama = self.find("drama", name)
            if drama in named:
                raise NotFoundError(f"{drama.value} is named twice, once as '{name[:60]}'")
            if position is not None and not FIRST <= position <= last_beat(self.store, drama):
                last = last_beat(self.store, drama)
                raise NotFoundError(f"there is no beat {position}: {drama.value} has beats 1 to {last}")
            named[drama] = position
        if rest is not None and rest < FIRST:
            raise NotFoundError(f"there is no beat {rest}: a drama has beats from 1")
        return Viewpoint.of(named, rest)

    def at_texts(self, texts: Iterable[str]) -> KnowledgeGraph:
        """Return the graph as `at` does, for a viewpoint as people write it: ``soundtrack-1=2``, ``*=end``."""
        positions = parse_viewpoint(texts)
        others = positions.pop("*", FIRST)
        return self._seen_from(positions, others)

    def themes(
        self, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise"
    ) -> dict[str, tuple[ThemeDrama, ...]]:
        """Return which dramas have which theme, by the theme's slug: according to sources, or by what the story shows.

        ``positions`` and ``others`` say how far somebody is, as in `at`; by default nothing is spoilt. Raises what
        `at` raises.

        >>> import kg
        >>> g = kg.open()
        >>> end = g.themes({"soundtrack-1": "end"})["friends-to-lovers"]
        >>> [(one.said, one.shown) for one in end if one.drama.endswith("/soundtrack-1")]
        [(True, True)]
        >>> [one for one in g.themes().get("friends-to-lovers", ()) if one.drama.endswith("/soundtrack-1")]
        []
        """
        return self._all_themes.at(self._from(positions, others))

    @cached_property
    def theme_tree(self) -> Mapping[str, Theme]:
        """Every theme, by slug."""
        return theme_tree(self.ontology)

    @cached_property
    def _all_themes(self) -> AllThemes:
        return AllThemes(self.store, self._views)

    def describe(
        self, thing: str, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise"
    ) -> Description:
        """Return what is known of the thing of an IRI: statements, who tells them, what leads to it, labels of it all.

        ``positions`` and ``others`` say how far somebody is, as in `at`; by default nothing is spoilt. Raises
        `NotFoundError` where nothing is told so far, whether or not it is later, and what `at` raises.

        >>> import kg
        >>> found = kg.open().describe("https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo")
        >>> found.label["ko"], "Hallyu Reviews" in str(found.to_dict())
        ('이은수', True)
        """
        return self._things.describe(_named(thing), self._from(positions, others))

    def describe_graph(
        self, graph: str, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise",
        start: int = 0, count: int = 100,
    ) -> GraphPage:  # fmt: skip
        """Return ``count`` statements of a named graph from the place ``start`` on, as far as somebody may see them.

        Of ``graph:inferred`` there are those of the dramas that ``positions`` names. Raises what `describe` raises.

        >>> import kg
        >>> page = kg.open().describe_graph("https://w3id.org/drama-kg/graph/soundtrack-1/beats/1")
        >>> page.total
        2
        """
        return self._graphs.page(_named(graph), self._from(positions, others), start, count)

    def _from(self, positions: Mapping[str, int | str] | None, others: int | str) -> Viewpoint:
        given = {name: position_of(beat) for name, beat in (positions or {}).items()}
        return self._viewpoint(given, position_of(others))

    @cached_property
    def terms(self) -> Terms:
        """The classes and properties of the ontology with all that is said of them, and where each is used.

        >>> import kg
        >>> terms = kg.open().terms
        >>> terms.terms["mentorOf"].chains, [query.id for query in terms.uses["mentorOf"].queries][-1]
        ((('mentorIn', 'mentee'),), 'who-plays-the-mentor')
        """
        from kg.linked import Terms

        return Terms(self.store, self.ontology, self.queries())

    @cached_property
    def _things(self) -> Things:
        from kg.linked import Things

        return Things(self.store, self._views, self.ontology, self._all_themes)

    @cached_property
    def _graphs(self) -> Graphs:
        from kg.linked import Graphs

        return Graphs(self.store, self._views, self._things)

    def explain(self, subject: Given, predicate: str | NamedNode, object: Given) -> Explanation:
        """Return why a statement holds: told by which sources, or following from what by which axiom or rule.

        Each of the three is a name, a slug, a prefixed name, an IRI or an RDF term. In a graph of `at`, a proof uses
        only what may be seen there. Raises `NotFoundError` when the statement is neither told nor follows.

        >>> import kg
        >>> why = kg.open().explain("wooil", "mentorOf", "eunsoo")
        >>> [step.rule for step in why.proofs[0].walk()][:2]
        ['prp-spo2', 'prp-inv2']
        """
        from kg.explain import explain_named

        return explain_named(self.store, self.ontology, subject, predicate, object)

    def export(
        self,
        what: str = "relations",
        format: str = "csv",
        drama: str | Sequence[str] | None = None,
        *,
        lang: str = "en",
        url: str | None = None,
    ) -> str:
        """Return relations, the network or the characters of dramas as text that other tools read.

        ``what`` is "relations", "network" (who appears with whom) or "characters"; ``format`` is "csv", laid out as
        DraCor's, "csvw" (its description, for a CSV at ``url``), "gexf" or "graphml". ``drama`` names one drama or
        several, None all that have any. In a graph of `at` nothing is exported that may not be seen there. Raises
        `NotFoundError` and `QueryError`.

        >>> import kg
        >>> print(kg.open().at({"soundtrack-1": 2}).export(drama="soundtrack-1").splitlines()[0])
        Source,Type,Target,Relation
        """
        from kg.export import dramas_with, export_views

        names = [drama] if isinstance(drama, str) else drama
        found = dramas_with(self.store, what) if names is None else [self.find("drama", one) for one in names]
        views = [self._views.drama(one, "end") for one in dict.fromkeys(found)]
        return export_views(views, self.ontology, what, format, lang, url)

    def find(self, kind: str, name: str) -> NamedNode:
        """Return the IRI of the one drama, character, person, theme or source of that name.

        Raises `NotFoundError` with the nearest names, or with the slugs to choose from.
        """
        return resolve(self.store, kind, name)

    def _repr_html_(self) -> str:
        if self.summary is None:
            return "<p>Drama KG</p>"
        s = self.summary
        return f"<p>Drama KG: {s.dramas} dramas, {s.characters} characters, {s.relationships} relationships</p>"


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise NotFoundError(f"'{iri[:60]}' is no IRI: {error}") from error


def open_graph(data: str | Path | None = None, builds: str | Path | None = None) -> KnowledgeGraph:
    """Open the knowledge graph, building it first where there is no build or the data has changed.

    ``data`` is a folder of curated files and ``builds`` where builds go; by default the data that came with the
    package (or ``$KG_DATA``) and the checkout's ``.kg`` or the user's cache (or ``$KG_BUILD``).

    Raises `DataError`, `InconsistencyError` or `BuildError`.
    """
    found, _ = ensure_build(Path(data) if data else None, Path(builds) if builds else None)
    return KnowledgeGraph.of_build(found)
