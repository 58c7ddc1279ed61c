"""``/ontology``: every class and property, from the ontology's own files; and ``/shapes``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from kg.figure import chart_fragment, terms_chart
from kg.graph import KnowledgeGraph
from kg.kept import Kept
from kg.linked import BASE, Term
from kg.results import Triples
from kg.vocab import DKG, SKOS, compact
from kg.web.linked.answer import answer, form_of, preflight
from kg.web.linked.diagram import role_picture
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["OntologyPages"]

_MOST_MADE = 20  # pages
_MEDIA = {".ttl": "text/turtle", ".rq": "application/sparql-query", ".jsonld": "application/ld+json"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: the topmost terms of its tree, and all terms in the order of the tree with their depth."""

    key: str
    rows: tuple[tuple[int, Term], ...]


class OntologyPages:
    """The pages of the ontology of one graph. It never changes, so each page is made once for each language."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        self._made = Kept[str](_MOST_MADE)

    def ontology(self, request: Request) -> Response:
        """``/ontology``: all terms; in data the core files together."""
        ready = preflight(request)
        if ready is not None:
            return ready
        form = form_of(request)
        forms = _rdf(self._graph.terms.to_rdf) | {"json": self._json}
        return answer(request, form, {"html": lambda: self._once("ontology.html", request, self._values), **forms})

    def shapes(self, request: Request) -> Response:
        """``/shapes``: what every drama must keep."""
        ready = preflight(request)
        if ready is not None:
            return ready
        terms = self._graph.terms
        forms = _rdf(lambda: Triples(terms.shapes_turtle)) | {
            "json": lambda: json.dumps([asdict(shape) for shape in terms.shapes], ensure_ascii=False)
        }
        made = {"html": lambda: self._once("shapes.html", request, self._shape_values), **forms}
        return answer(request, form_of(request), made)

    def file(self, request: Request) -> Response:
        """``/ontology/{name}``: a file of the ontology as it is written, comments and all."""
        path = self._graph.terms.files().get(request.path_params["name"])
        if path is None:
            raise ProblemError(404, Reader(request).words("linked_nothing"))
        headers = {**OPEN_TO_ALL, "cache-control": "no-cache", "content-type": f"{_MEDIA[path.suffix]}; charset=utf-8"}
        return Response(path.read_bytes(), 200, headers)

    def _once(self, template: str, request: Request, values: Callable[[Reader], Mapping[str, object]]) -> str:
        """Return a page, made once for each language; its links do not depend on how it was asked for."""
        reader = Reader(request, ())
        root = template.removesuffix(".html")
        addresses = {form: f"/{root}.{form}" for form in ("ttl", "jsonld", "json", "nt", "trig")}
        key = (template, reader.lang, str(reader.explicit), reader.same_in("en"))
        return self._made.get(key, lambda: page(template, reader, addresses=addresses, **values(reader)))

    @cached_property
    def _chart_words(self) -> Mapping[str, Mapping[str, str]]:
        return {name: kind.chart_label for name, kind in self._graph.ontology.relationship_types.items()}

    def _values(self, reader: Reader) -> Mapping[str, object]:
        terms, uses = self._graph.terms.terms, self._graph.terms.uses
        chart = terms_chart(terms, lambda name: f"#{name}")
        return {
            "terms": terms,
            "uses": uses,
            "sections": self._sections,
            "letters": _letters(terms),
            "about": self._about,
            "rules": self._graph.terms.rules,
            "files": [f"/ontology/{name}" for name in self._graph.terms.files() if not name.startswith("rules/")],
            "chart": chart_fragment(chart, lang=reader.lang),
            "picture": lambda term: role_picture(term, terms, self._chart_words.get(term.name, {}), reader),
            "legend": lambda term: reader.text(term.line.legend) if term.line else "",
            "asking": lambda query: reader.link("/sparql", query=query, **{"spoiler-free": "1"}),
            "short": _short,
            "mapping": lambda iri: reader.words("term_" + iri.rsplit("#", 1)[-1]),
        }

    def _shape_values(self, reader: Reader) -> Mapping[str, object]:
        del reader
        return {"shapes": self._graph.terms.shapes, "terms": self._graph.terms.terms}

    @cached_property
    def _about(self) -> Mapping[str, Mapping[str, str]]:
        """What the ontology says of itself, by property and language."""
        found: dict[str, dict[str, str]] = {}
        for triple in self._graph.terms.to_rdf():
            if getattr(triple.subject, "value", "") == f"{BASE}ontology":
                name = triple.predicate.value.replace("#", "/").rsplit("/", 1)[-1]
                language = getattr(triple.object, "language", None) or "en"
                found.setdefault(name, {})[language] = triple.object.value  # type: ignore[union-attr]
        return found

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        terms = self._graph.terms.terms
        relations, events = _below("Relationship", terms), _below("Event", terms)
        roles, edges = _below("party", terms), _below("tiedTo", terms)
        inverse_roles = {name for name, one in terms.items() if any(other in roles for other in one.inverses)} - edges
        placed = relations | events | roles | edges | inverse_roles
        rest = {name for name in terms if name not in placed}

        def of(kind: str) -> set[str]:
            return {name for name in rest if terms[name].kind == kind}

        parts = {
            "core": of("class"), "relations": relations, "events": events, "object": of("object"),
            "roles": roles, "edges": edges, "datatype": of("datatype"), "annotation": of("annotation"),
            "inverse_roles": inverse_roles,
        }  # fmt: skip
        return tuple(Section(key, tuple(_in_tree(names, terms))) for key, names in parts.items())

    def _json(self) -> str:
        terms = self._graph.terms
        rows = [
            {**asdict(term), "iri": term.iri, "count": terms.uses[name].count} for name, term in terms.terms.items()
        ]
        return json.dumps(rows, ensure_ascii=False)


def _rdf(made: Callable[[], Triples]) -> dict[str, Callable[[], bytes | str]]:
    # TriG of one graph is Turtle.
    return {
        "ttl": lambda: made().serialize("ttl"),
        "jsonld": lambda: made().serialize("jsonld"),
        "nt": lambda: made().serialize("nt"),
        "trig": lambda: made().serialize("ttl"),
    }


def _below(top: str, terms: Mapping[str, Term]) -> set[str]:
    """Return a term and all that are below it."""
    found, level = {top}, [top]
    while level:
        level = [below for name in level for below in terms[name].below if below in terms and below not in found]
        found.update(level)
    return found


def _in_tree(names: set[str], terms: Mapping[str, Term]) -> Iterable[tuple[int, Term]]:
    """Yield terms as a tree is read, each once, with its depth."""
    done: set[str] = set()

    def walk(name: str, depth: int) -> Iterable[tuple[int, Term]]:
        if name in done:
            return
        done.add(name)
        yield depth, terms[name]
        for below in sorted(terms[name].below, key=str.casefold):
            if below in names:
                yield from walk(below, depth + 1)

    tops = (name for name in names if not any(above in names for above in terms[name].above))
    for top in sorted(tops, key=str.casefold):
        yield from walk(top, 0)


def _letters(terms: Mapping[str, Term]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(terms, key=str.casefold):
        found.setdefault(name[0].upper(), []).append(name)
    return found


_FOREIGN = {
    "https://schema.org/": "schema", "http://xmlns.com/foaf/0.1/": "foaf", "http://purl.org/dc/terms/": "dcterms",
    "http://iflastandards.info/ns/lrm/lrmoo/": "lrmoo", "http://iflastandards.info/ns/fr/frbr/frbroo/": "frbroo",
    "http://purl.org/ontology/po/": "po", "https://w3id.org/golem/ontology#": "golem",
    "http://purl.org/vocab/relationship/": "rel", SKOS.base: "skos", DKG.base: "dkg",
}  # fmt: skip


def _short(iri: str) -> str:
    for base, prefix in _FOREIGN.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return compact(iri)
