"""What is known of a thing, a graph or a term, and why a statement holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph.given import thing_named, viewpoint_at
from kg.graph.held import Held

if TYPE_CHECKING:
    from kg.explain import Explanation, Given
    from kg.linked import Description, GraphPage, Terms


__all__ = ["Describing"]


class Describing(Held):
    """What is known of each thing, and why."""

    def describe(
        self, thing: str, positions: Mapping[str, int | str] | None = None, *, others: int | str = "premise",
        inferred: bool = True,
    ) -> Description:  # fmt: skip
        """Return what is known of the thing of an IRI: statements, who tells them, what leads to it, labels of it all.

        ``positions`` and ``others`` say how far somebody is, as in `at`; by default nothing is spoilt. Without
        ``inferred`` there is only what sources tell, which takes a hundredth of the time for a busy person. Raises
        `NotFoundError` where nothing is told so far, whether or not it is later, and what `at` raises.

        >>> import kg
        >>> found = kg.open().describe("https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo")
        >>> found.label["ko"], "Hallyu Reviews" in str(found.to_dict())
        ('이은수', True)
        """
        describe = self._parts.things.describe if inferred else self._parts.things.told
        return describe(thing_named(thing), viewpoint_at(self.store, positions, others))

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
