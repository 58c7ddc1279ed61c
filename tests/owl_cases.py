"""Small ontologies with data for the tests of the reasoner, and a plain reading of rules to hold it against.

Classes are ``:A`` to ``:D``, properties ``:p`` to ``:s``, things ``:a`` to ``:e`` and two blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from hypothesis import Phase, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from kg.reason import Atom, Program, Rule
from kg.reason.rules import Comparison, is_variable

__all__ = [
    "BASE",
    "EQUALITY",
    "PREFIXES",
    "Case",
    "Plain",
    "atom_of",
    "atoms",
    "data_lines",
    "ontologies",
    "triples_of",
]

BASE = "urn:x:"
PREFIXES = f"""
@prefix : <{BASE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples_of(turtle: str) -> list[Triple]:
    """Parse Turtle under our prefixes."""
    return [quad.triple for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)]


def atom_of(triple: Triple) -> Atom:
    """Return a triple as an atom without variables."""
    return Atom(str(triple.subject), str(triple.predicate), str(triple.object))


def atoms(triples: Iterable[Triple]) -> set[Atom]:
    """Return triples as atoms without variables."""
    return set(map(atom_of, triples))


@dataclass(frozen=True)
class Case:
    """An ontology and data, in Turtle, a line for each axiom and statement."""

    axioms: tuple[str, ...]
    data: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(["Case:", *self.axioms, "---", *self.data])

    @cached_property
    def ontology(self) -> list[Triple]:
        """The axioms as triples."""
        return triples_of("\n".join(self.axioms))

    @cached_property
    def statements(self) -> list[Triple]:
        """The data as triples."""
        return triples_of("\n".join(self.data))

    @cached_property
    def asserted(self) -> set[Atom]:
        """What is asserted: the data, and what the ontology says of things."""
        said = (t for t in self.ontology if t.predicate.value.endswith(("#sameAs", "#differentFrom")))
        return atoms([*self.statements, *said])

    @cached_property
    def program(self) -> Program:
        """The axioms as rules."""
        return Program.of_axioms(self.ontology)


def smallest(case: Case, wrong: Callable[[Case], object]) -> Case:
    """Take lines away from a case as long as something is wrong with it: Hypothesis would take many minutes."""
    for part in ("axioms", "data"):
        for line in getattr(case, part):
            fewer = replace(case, **{part: tuple(other for other in getattr(case, part) if other != line)})
            if wrong(fewer):
                case = fewer
    return case


# To find what is wrong is for Hypothesis, to make it small for `smallest`.
QUICKLY = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])

_CLASSES = [f":{name}" for name in "ABCD"]
_PROPERTIES = [f":{name}" for name in "pqrs"]
_THINGS = [f":{name}" for name in "abcde"]
_LITERALS = ['"x"', '"y"@en', "1", "2"]

# What anything may be said to be: a name, or an expression of some kind over names.
_named = st.sampled_from(_CLASSES)
_property = st.sampled_from(_PROPERTIES)
_thing = st.sampled_from(_THINGS)
_value = st.sampled_from([*_THINGS, *_THINGS, *_LITERALS])
_filler = st.sampled_from([*_CLASSES, *_CLASSES, "owl:Thing"])
_limit = st.sampled_from(['"0"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger'])


def _text(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw a text: a pattern with each ``{}`` filled in."""
    return st.tuples(*parts).map(lambda drawn: pattern.format(*drawn))


def _many(part: st.SearchStrategy[str], least: int, most: int, *, unique: bool = True) -> st.SearchStrategy[str]:
    """Draw a list of Turtle."""
    return st.lists(part, min_size=least, max_size=most, unique=unique).map(lambda drawn: f"( {' '.join(drawn)} )")


def _expressions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    on = "[ a owl:Restriction ; owl:onProperty {} ; "
    filler = st.one_of(inner, _filler)
    return st.one_of(
        _text(on + "owl:someValuesFrom {} ]", _property, filler),
        _text(on + "owl:allValuesFrom {} ]", _property, filler),
        _text(on + "owl:hasValue {} ]", _property, _value),
        _text(on + "owl:maxCardinality {} ]", _property, _limit),
        _text(on + "owl:maxQualifiedCardinality {} ; owl:onClass {} ]", _property, _limit, filler),
        _text("[ owl:intersectionOf {} ]", _many(inner, 1, 3)),
        _text("[ owl:unionOf {} ]", _many(inner, 1, 3)),
        _text("[ owl:oneOf {} ]", _many(_thing, 1, 3)),
        _text("[ owl:complementOf {} ]", inner),
    )


_class = st.one_of(_named, _expressions(_named), _expressions(st.one_of(_named, _expressions(_named))))

_about_properties = st.one_of(
    _text("{} rdfs:subPropertyOf {} .", _property, _property),
    _text("{} owl:equivalentProperty {} .", _property, _property),
    _text("{} owl:inverseOf {} .", _property, _property),
    _text("{} a owl:SymmetricProperty .", _property),
    _text("{} a owl:TransitiveProperty .", _property),
    _text("{} owl:propertyChainAxiom {} .", _property, _many(_property, 1, 4, unique=False)),
    _text("{} rdfs:domain {} .", _property, _class),
    _text("{} rdfs:range {} .", _property, _class),
)
_about_classes = st.one_of(
    _text("{} rdfs:subClassOf {} .", _class, _class),
    _text("{} rdfs:subClassOf {} .", _named, _class),
    _text("{} rdfs:subClassOf {} .", _class, _named),
    _text("{} owl:equivalentClass {} .", _named, _class),
    _text("[ owl:onProperty {} ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf {} .", _property, _named),
    _text("{} owl:intersectionOf {} .", _named, _many(_named, 2, 3)),
    _text("{} owl:unionOf {} .", _named, _many(_named, 2, 3)),
    _text("{} owl:oneOf {} .", _named, _many(_thing, 1, 3)),
)
_about_sameness = st.one_of(
    _text("{} a owl:FunctionalProperty .", _property),
    _text("{} a owl:InverseFunctionalProperty .", _property),
    _text("{} owl:hasKey {} .", st.one_of(_named, _named, st.just("owl:Thing")), _many(_property, 1, 3)),
    _text("{} rdfs:subClassOf [ owl:onProperty {} ; owl:maxCardinality {} ] .", _named, _property, _limit),
    _text("{} rdfs:subClassOf [ owl:onProperty {} ; owl:maxQualifiedCardinality {} ; owl:onClass {} ] .",
          _named, _property, _limit, _filler),
    _text("{} rdfs:subClassOf [ owl:onProperty {} ; owl:maxQualifiedCardinality {} ; owl:onClass owl:Thing ] .",
          _named, _property, _limit),
    _text("{} owl:sameAs {} .", _thing, _thing),
)  # fmt: skip
_against = st.one_of(
    _text("{} a owl:AsymmetricProperty .", _property),
    _text("{} a owl:IrreflexiveProperty .", _property),
    _text("{} owl:propertyDisjointWith {} .", _property, _property),
    _text("[] a owl:AllDisjointProperties ; owl:members {} .", _many(_property, 2, 4)),
    _text("{} owl:disjointWith {} .", _named, _class),
    _text("[] a owl:AllDisjointClasses ; owl:members {} .", _many(_class, 2, 4)),
    _text("{} owl:complementOf {} .", _named, _named),
    _text("{} rdfs:subClassOf owl:Nothing .", _class),
    _text("[] a owl:NegativePropertyAssertion ; owl:sourceIndividual {} ; owl:assertionProperty {} ; "
          "owl:targetIndividual {} .", _thing, _property, _thing),
    _text("[] a owl:NegativePropertyAssertion ; owl:sourceIndividual {} ; owl:assertionProperty {} ; "
          "owl:targetValue {} .", _thing, _property, st.sampled_from(_LITERALS)),
    _text("[] a owl:AllDifferent ; owl:members {} .", _many(_thing, 2, 4)),
    _text("[] a owl:AllDifferent ; owl:distinctMembers {} .", _many(_thing, 2, 4)),
    _text("{} owl:differentFrom {} .", _thing, _thing),
)  # fmt: skip

_someone = st.sampled_from([*_THINGS, *_THINGS, "_:d0", "_:d1"])
_statement = st.one_of(
    _text("{} {} {} .", _someone, _property, _someone),
    _text("{} {} {} .", _someone, _property, _someone),
    _text("{} {} {} .", _someone, _property, st.sampled_from(_LITERALS)),
    _text("{} a {} .", _someone, _named),
    _text("{} a {} .", _someone, _named),
)
_data_odd = st.one_of(
    _text("{} owl:sameAs {} .", _someone, _someone),
    _text("{} owl:differentFrom {} .", _someone, _someone),
    _text("{} a {} .", _someone, st.sampled_from(["owl:Thing", "owl:Nothing"])),
)


def _lines(*parts: tuple[st.SearchStrategy[str], int, int]) -> st.SearchStrategy[tuple[str, ...]]:
    drawn = (st.lists(part, min_size=least, max_size=most, unique=True) for part, least, most in parts)
    return st.tuples(*drawn).map(lambda lists: tuple(line for lines in lists for line in lines))


def ontologies(
    *,
    properties: tuple[int, int] = (1, 5),
    classes: tuple[int, int] = (1, 5),
    same: tuple[int, int] = (0, 1),
    against: tuple[int, int] = (0, 2),
) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw the axioms of an ontology: how many, at least and at most, of each kind.

    The kinds: those about properties, about classes, those that make things the same, and those that forbid something.
    """
    return _lines(
        (_about_properties, *properties), (_about_classes, *classes), (_about_sameness, *same), (_against, *against)
    )


def data_lines(*, odd: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw data; ``odd`` is how many statements there may be about sameness, owl:Thing and owl:Nothing."""
    return _lines((_statement, 8, 14), (_data_odd, 0, odd))


# The rules of table 4 for what is the same, without eq-ref (nothing is said to be the same as itself) and eq-rep-p.
_SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
EQUALITY = (
    Rule("eq-sym", Atom("?y", _SAME, "?x"), (Atom("?x", _SAME, "?y"),)),
    Rule("eq-trans", Atom("?x", _SAME, "?z"), (Atom("?x", _SAME, "?y"), Atom("?y", _SAME, "?z"))),
    Rule("eq-rep-s", Atom("?y", "?p", "?o"), (Atom("?x", _SAME, "?y"), Atom("?x", "?p", "?o"))),
    Rule("eq-rep-o", Atom("?s", "?p", "?y"), (Atom("?x", _SAME, "?y"), Atom("?s", "?p", "?x"))),
)


class Plain:
    """The closure of statements under rules as one would do it by hand: every rule on everything until nothing is new.

    Rules with something absent wait until the others have nothing to say.
    """

    def __init__(self, rules: Iterable[Rule], asserted: Iterable[Atom]) -> None:
        self._rules = [rule for rule in (*rules, *EQUALITY) if rule.head is not None]
        self.asserted = set(asserted)
        self.statements = set(self.asserted)
        self._by_predicate: dict[str, set[Atom]] = {}
        self._note(self.asserted)
        self._run([rule for rule in self._rules if not rule.defeasible])
        self._run(self._rules)

    def _note(self, fresh: Iterable[Atom]) -> None:
        for statement in fresh:
            self._by_predicate.setdefault(statement.predicate, set()).add(statement)

    def _run(self, rules: list[Rule]) -> None:
        while fresh := {head for head, _ in self._applications(rules)} - self.statements:
            self.statements |= fresh
            self._note(fresh)

    def _applications(self, rules: Iterable[Rule]) -> Iterator[tuple[Atom, tuple[Atom, ...]]]:
        """Yield each conclusion with its premises, for all rules on all statements."""
        for rule in rules:
            assert rule.head is not None
            for binding in self.solutions(rule):
                head = rule.head.under(binding)
                if head.predicate == _SAME and (
                    head.subject == head.object or '"' in (head.subject[0], head.object[0])
                ):
                    continue
                yield head, tuple(atom.under(binding) for atom in rule.body)

    def solutions(self, rule: Rule) -> list[dict[str, str]]:
        """Return the bindings under which a rule applies."""
        found = [one for one in self._joined(rule.body, {}) if _pass(rule.filters, one)]
        return [
            one
            for one in found
            if not any(_pass(no.filters, more) for no in rule.absent for more in self._joined(no.body, one))
        ]

    def _joined(self, body: tuple[Atom, ...], binding: dict[str, str]) -> Iterator[dict[str, str]]:
        if not body:
            yield binding
            return
        first = body[0].under(binding)
        everything = self.statements if is_variable(first.predicate) else self._by_predicate.get(first.predicate, ())
        for statement in everything:
            more = dict(binding)
            if all(more.setdefault(slot, term) == term if is_variable(slot) else slot == term
                   for slot, term in zip(first.terms, statement.terms, strict=True)):  # fmt: skip
                yield from self._joined(body[1:], more)

    def sizes(self) -> dict[Atom, int]:
        """Return how many statements the smallest proof of each statement has: tried until none gets smaller."""
        steps = list(self._applications(self._rules))
        found = dict.fromkeys(self.asserted, 1)
        changed = True
        while changed:
            changed = False
            for head, premises in steps:
                if all(premise in found for premise in premises):
                    size = 1 + sum(found[premise] for premise in premises)
                    if size < found.get(head, size + 1):
                        found[head] = size
                        changed = True
        return found


def _is_literal(same: Atom) -> bool:
    return same.subject.startswith('"') or same.object.startswith('"')


def _pass(filters: Iterable[tuple[Comparison, ...]], binding: Mapping[str, str]) -> bool:
    return all(any(_compare(test, binding) for test in choice) for choice in filters)


def _compare(test: Comparison, binding: Mapping[str, str]) -> bool:
    left, right = (binding.get(side, side) for side in (test.left, test.right))
    if test.operator in ("=", "!="):
        return (left == right) == (test.operator == "=")
    one, other = (float(side.split('"')[1]) for side in (left, right))
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[test.operator]
