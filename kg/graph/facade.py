"""`KnowledgeGraph`: what can be asked of the graph, each question handed to the part that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.build import Build, Summary, in_use
from kg.catalog import CatalogQuery, find_query, run_query, written_out, wrong_values
from kg.complete import SeenNames
from kg.drama import Drama
from kg.errors import QueryError
from kg.graph.given import graph_names, thing_named, viewpoint_at, viewpoint_of_texts
from kg.graph.parts import Parts
from kg.labels import labels_of
from kg.listing import LISTING
from kg.names import LANGUAGES
from kg.ontology import Ontology, load_ontology
from kg.report import coverage_table
from kg.results import Answer, Table
from kg.search import resolve
from kg.store import EmbeddedStore, GraphStore, Term
from kg.themes import Theme, ThemeDrama
from kg.views import FIRST, Viewpoint, Views, as_table

if TYPE_CHECKING:
    from kg.dataset import Dump, File, Statistics
    from kg.explain import Explanation, Given
    from kg.figure import Figure
    from kg.linked import Description, GraphPage, Terms

__all__ = ["KnowledgeGraph"]

Found = TypeVar("Found")


class KnowledgeGraph:
    """The graph: ask it, look at it, take it apart.

    >>> import kg
    >>> g = kg.open()
    >>> [row["title"] for row in g.dramas() if row["coverage"] == "full"]
    ['Soundtrack #1', 'Soundtrack #2']
    """

    def __init__(
        self,
        store: GraphStore,
        ontology: Ontology,
        summary: Summary | None = None,
        store_path: Path | None = None,
        store_url: str | None = None,
        whole: KnowledgeGraph | None = None,
    ) -> None:
        self.store = store
        self.ontology = ontology
        self.summary = summary
        self.store_path = store_path
        self.store_url = store_url
        self._views = Views(store, ontology)
        self._parts: Parts = Parts(store, ontology, self._views, store_path, whole._parts if whole else None)

    @classmethod
    def of_build(cls, found: Build) -> KnowledgeGraph:
        """Open a build."""
        return cls(EmbeddedStore.open(found.store_path), load_ontology(), found.summary, found.store_path)

    @classmethod
    def of_store(cls, path: Path) -> KnowledgeGraph:
        """Open the store of a build, which another process may have open too. Raises `BuildError`."""
        return cls(EmbeddedStore.open(path), load_ontology(), store_path=path)

    @classmethod
    def of_url(cls, url: str) -> KnowledgeGraph:
        """Open the build on a SPARQL server, by its address for queries (docs/stores.md). Raises `StoreError`."""
        from kg.store.remote import RemoteStore

        store = RemoteStore.open(url)
        return cls(store, load_ontology(), Summary.read(store.state.summary), store_url=url)

    def query(
        self,
        sparql: str,
        bindings: Mapping[str, Term] | None = None,
        graphs: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query over everything, told early or late, or over the named graphs ``graphs`` alone.

        Their union is the default graph, and ``GRAPH`` finds each of them, or those of ``named`` where that is given.
        Returns a `Table` for SELECT and ASK, `Triples` for CONSTRUCT and DESCRIBE. Raises `QueryError`.

        >>> import kg
        >>> answer = kg.open().query("SELECT ?year { ?review dkg:grade 'B+' ; dkg:reviews/dkg:year ?year }")
        >>> answer.to_dicts()
        [{'year': 2023}]
        """
        default, others = graph_names(sparql, graphs, named)
        return self.store.query(sparql, bindings=bindings, graphs=default, named=others).drawn_by(self.figure)

    def figure(self, answer: Answer, lang: str = "en") -> Figure:
        """Return an answer as a picture, a network whose things have the names of this graph; or ``answer.figure()``.

        Raises `QueryError` with the reason where an answer has no picture.

        >>> import kg
        >>> g = kg.open()
        >>> [edge.label["ko"] for edge in g.figure(g.run("ties-at-the-end")).chart.edges]
        ['절친', '돌봄', '돌봄', '연인']
        """
        from kg.figure import figure_of

        found = labels_of(self.store, answer.things(), lang)
        labels = {iri: {label.language or "en": label.value} for iri, label in found.items()}
        return figure_of(answer, labels, ontology=self.ontology, lang=lang)

    def read(
        self,
        sparql: str,
        take: Callable[[QuerySolutions | QueryBoolean | QueryTriples], Found],
        graphs: Sequence[str] | None = None,
        named: Sequence[str] | None = None,
    ) -> Found:
        """Answer a query as `query` does, for ``take`` to read as far as it wants; return what it makes of it."""
        default, others = graph_names(sparql, graphs, named)
        return self.store.read(sparql, take, graphs=default, named=others)

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
        return self._parts.queries

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
        found, values = self._asked(query, lang, parameters)
        answer = run_query(self.store, found, values)
        if isinstance(answer, Table):
            answer = answer.labelled(labels_of(self.store, answer.things(), lang))
        return answer.drawn_by(self.figure)

    def sparql_of(self, query: str, /, *, lang: str = "en", **parameters: str | int) -> str:
        """Return a query of the catalogue as `run` would ask it, for any SPARQL client: with its parameters filled in.

        Raises what `run` raises.

        >>> import kg
        >>> print(kg.open().sparql_of("who-plays-the-mentor", character="Lee Eun Soo").splitlines()[2].strip())
        ?mentor dkg:mentorOf <https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo> .
        """
        return written_out(self.store, *self._asked(query, lang, parameters))

    def wrong_values(self, query: str, /, **parameters: str | int) -> dict[str, str]:
        """Return what is wrong with the parameters of a query of the catalogue, a sentence for each wrong one.

        >>> import kg
        >>> kg.open().wrong_values("cast", drama="Soundtrack #3")
        {'drama': "no drama is called 'Soundtrack #3'; did you mean 'Soundtrack #2' or 'Soundtrack #1'?"}
        """
        return wrong_values(self.store, *self._asked(query, "en", parameters))

    def names(self, seen: Iterable[str] | None = None) -> SeenNames:
        """Return what things are called, to complete what somebody types, as far as they may know it.

        ``seen`` is a viewpoint as in `at_texts`; None tells every name. Raises `NotFoundError` for what is none.

        >>> import kg
        >>> names = kg.open().names()
        >>> [(one.value, one.detail) for one in names.complete("character", "이은", lang="ko")]
        [('이은수', '사운드트랙#1')]
        """
        return SeenNames(self._parts.names, None if seen is None else viewpoint_of_texts(self.store, seen))

    def _asked(self, query: str, lang: str, parameters: Mapping[str, str | int]) -> tuple[CatalogQuery, dict[str, str]]:
        """Return a query of the catalogue and its parameters as text, the language among them if it takes one."""
        found = find_query(self.queries(), query)
        values = {name: str(value) for name, value in parameters.items()}
        if any(parameter.name == "lang" for parameter in found.parameters):
            values.setdefault("lang", lang)
        return found, values

    def dramas(self) -> Table:
        """Return every drama: slug, titles, coverage ("full" or "thin"), year, episodes, number of beats.

        It is what the premise tells of them, and spoils nothing.
        """
        return as_table(self.store.query(LISTING))

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
        return self._seen_from(viewpoint_at(self.store, positions, others))

    def at_texts(self, texts: Iterable[str]) -> KnowledgeGraph:
        """Return the graph as `at` does, for a viewpoint as people write it: ``soundtrack-1=2``, ``*=end``."""
        return self._seen_from(viewpoint_of_texts(self.store, texts))

    def _seen_from(self, viewpoint: Viewpoint) -> KnowledgeGraph:
        return KnowledgeGraph(self._views.seen(viewpoint).closed, self.ontology, whole=self)

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
        return self._parts.themes.at(viewpoint_at(self.store, positions, others))

    @property
    def theme_tree(self) -> Mapping[str, Theme]:
        """Every theme, by slug."""
        return self._parts.theme_tree

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
        return self._parts.things.describe(thing_named(thing), viewpoint_at(self.store, positions, others))

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
        return self._parts.graphs.page(thing_named(graph), viewpoint_at(self.store, positions, others), start, count)

    @property
    def terms(self) -> Terms:
        """The classes and properties of the ontology with all that is said of them, and where each is used.

        >>> import kg
        >>> terms = kg.open().terms
        >>> terms.terms["mentorOf"].chains, [query.id for query in terms.uses["mentorOf"].queries][-1]
        ((('mentorIn', 'mentee'),), 'who-plays-the-mentor')
        """
        return self._parts.terms

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

    def statistics(self) -> Statistics:
        """Return how much is in the graph, by class, property and kind of named graph (docs/dataset.md).

        It is counted once for each build, in a second for each hundred thousand triples, and kept beside the store.

        >>> import kg
        >>> kg.open().statistics().parts["themes"].graphs
        1
        """
        return self._parts.statistics

    def dump(
        self,
        folder: str | Path,
        part: str | Sequence[str] = ("told", "inferred", "all"),
        format: str | Sequence[str] = ("nq", "trig", "jsonld", "ttl"),
        progress: Callable[[Dump, int], None] = lambda _dump, _statements: None,
    ) -> list[File]:
        """Write the whole graph into a folder as compressed files, with their checksums in ``SHA256SUMS``.

        ``part`` is one or several of "told", "inferred" and "all", ``format`` of "nq", "trig", "jsonld" and "ttl"
        (which has no named graphs: each triple is in it once). The same graph gives the same bytes. ``progress`` is
        called with each dump as it grows. Raises `QueryError` and `DramaKGError`.

        >>> import kg, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [file.dump.name for file in kg.open().dump(folder, "inferred", "nq")]
        ['drama-kg-inferred.nq.gz']
        """
        from kg.dataset import choose_dumps, write_dumps

        return write_dumps(self.store, Path(folder), choose_dumps(part, format), progress)

    def labels(self, things: Sequence[NamedNode], lang: str = "en") -> dict[str, str]:
        """Return what things and terms are called, by IRI, in a language or another; some have no label.

        >>> import kg
        >>> kg.open().labels([NamedNode("https://w3id.org/drama-kg/ontology#Mentoring")], "ko")
        {'https://w3id.org/drama-kg/ontology#Mentoring': '멘토 관계'}
        """
        return {iri: label.value for iri, label in labels_of(self.store, things, lang).items()}

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
