"""Asking in SPARQL, in one's own words or by a query of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.catalog import CatalogQuery, find_query, run_query, written_out, wrong_values
from kg.checked import checked_language
from kg.graph.given import graph_names
from kg.graph.held import Held
from kg.labels import labels_of, names_of
from kg.results import Answer, Table, Triples
from kg.store import Term

if TYPE_CHECKING:
    import networkx as nx

    from kg.figure import Figure


Found = TypeVar("Found")


__all__ = ["Asking"]


class Asking(Held):
    """What can be asked in SPARQL."""

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
        answer = self.store.query(sparql, bindings=bindings, graphs=default, named=others)
        return answer.drawn_by(self.figure).named_by(self.labels)

    def figure(self, answer: Answer | nx.Graph[str], lang: str = "en") -> Figure:
        """Return an answer as a picture, a network whose things have the names of this graph; or ``answer.figure()``.

        It draws a network of `to_networkx` too: lines as wide as ties are strong, and of a large one the nodes with the
        strongest ties (`kg.figure.figure_of_network`). Raises `QueryError` with the reason where there is no picture,
        and for what is neither, or a ``lang`` other than "en" and "ko".

        >>> import kg
        >>> g = kg.open()
        >>> [edge.label["ko"] for edge in g.figure(g.run("ties-at-the-end")).chart.edges]
        ['절친', '돌봄', '돌봄', '연인']
        """
        from kg.figure import figure_of, figure_of_network

        if not isinstance(answer, Table | Triples):
            return figure_of_network(answer, lang, ontology=self.ontology)
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
        checked_language(lang)
        found, values = self._asked(query, lang, parameters)
        answer = run_query(self.store, found, values)
        if isinstance(answer, Table):
            answer = self.labelled(answer, lang)
        return answer.drawn_by(self.figure).named_by(lambda things: self.labels(things, lang))

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

    def labels(self, things: Sequence[NamedNode], lang: str = "en") -> dict[str, str]:
        """Return what things and terms are called, by IRI, in a language or another; some have no label.

        >>> import kg
        >>> kg.open().labels([NamedNode("https://w3id.org/drama-kg/ontology#Mentoring")], "ko")
        {'https://w3id.org/drama-kg/ontology#Mentoring': '멘토 관계'}
        """
        return names_of(self.store, things, lang)

    def labelled(self, table: Table, lang: str = "en") -> Table:
        """Return a table with the names of its things in columns beside them: ``x_label`` after ``x``.

        >>> import kg
        >>> g = kg.open()
        >>> g.labelled(g.query("SELECT ?who { ?who dkg:mentorOf ?other }"), "ko").to_dicts()[0]["who_label"]
        '강우일'
        """
        return table.labelled(labels_of(self.store, table.things(), lang))

    def _asked(self, query: str, lang: str, parameters: Mapping[str, str | int]) -> tuple[CatalogQuery, dict[str, str]]:
        """Return a query of the catalogue and its parameters as text, the language among them if it takes one."""
        found = find_query(self.queries(), query)
        values = {name: str(value) for name, value in parameters.items()}
        if any(parameter.name == "lang" for parameter in found.parameters):
            values.setdefault("lang", lang)
        return found, values
