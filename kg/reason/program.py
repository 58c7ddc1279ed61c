"""The rules of an ontology folder: compiled once for each version of its files, and kept on disk."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, Store, Triple

from kg.errors import DataError, Problem, Where, did_you_mean
from kg.files import write_whole
from kg.ontology import CORE_FILES, Ontology
from kg.paths import build_dir
from kg.reason.rules import Rule
from kg.vocab import DKG, GRAPH_THEMES, OWL, RDF, RDFS, SKOS, compact

if TYPE_CHECKING:
    from kg.reason.rulebook import Rulebook

__all__ = ["Program", "UnsupportedError"]

# Words for people, which are most of an ontology and no rule's concern.
_TEXTS = frozenset(
    [f"{RDFS.base}{name}" for name in ("label", "comment", "isDefinedBy", "seeAlso")]
    + [f"{SKOS.base}{name}" for name in ("prefLabel", "altLabel", "definition", "example", "scopeNote")]
)


class UnsupportedError(ValueError):
    """An ontology says what no rule covers; ``terms`` are the IRIs of its words for it."""

    def __init__(self, terms: Sequence[str]) -> None:
        super().__init__(f"no rule covers {', '.join(compact(term) for term in terms)}")
        self.terms = terms


@dataclass(frozen=True)
class Program:
    """Everything that follows from an ontology, as rules.

    ``facts`` are statements about individuals that the ontology itself makes, as N-Triples lines.

    >>> from kg.ontology import load_ontology
    >>> program = Program.of(load_ontology())
    >>> any(rule.name == "prp-spo2" for rule in program.rules)
    True
    """

    rules: tuple[Rule, ...]
    facts: tuple[str, ...] = field(default=())

    @cached_property
    def digest(self) -> str:
        """A hash of the rules and facts."""
        text = json.dumps([[rule.to_json() for rule in self.rules], self.facts])
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    @cached_property
    def by_head(self) -> Mapping[tuple[str, str], Sequence[Rule]]:
        """The rules by what follows from them: predicate and, for a type, the class."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.rules:
            if rule.head is not None:
                found.setdefault(rule.head.relation, []).append(rule)
        return found

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules in numbers."""
        from kg.reason.rulebook import Rulebook

        return Rulebook(self.rules)

    @classmethod
    def of(cls, ontology: Ontology) -> Program:
        """Return the rules of an ontology folder.

        Raises `DataError` for a construct that no rule covers, and for a file of ``rules/`` that is no rule.
        """
        return _of_ontology(ontology)

    @classmethod
    def of_axioms(cls, triples: Iterable[Triple], rules: Iterable[tuple[str, str]] = ()) -> Program:
        """Compile axioms, and CONSTRUCT rules by name.

        Raises `UnsupportedError` for what no rule covers, and `kg.reason.construct.BadRuleError`.

        >>> from pyoxigraph import RdfFormat, parse
        >>> text = "@prefix owl: <http://www.w3.org/2002/07/owl#> . <urn:p> a owl:SymmetricProperty ."
        >>> axioms = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
        >>> [rule.name for rule in Program.of_axioms(axioms).rules if rule.head]
        ['prp-symp']
        """
        # Compiling needs rdflib and owlrl, which running the rules does not.
        from kg.reason.axioms import close_axioms, unsupported
        from kg.reason.construct import rules_of_construct
        from kg.reason.owl_rules import rules_of_axioms

        given = _with_stable_names(triples)
        missing = unsupported(given)
        if missing:
            raise UnsupportedError(missing)
        found = rules_of_axioms(close_axioms(given))
        store = Store()
        store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in given)
        for name, text in rules:
            found += rules_of_construct(name, text, store)
        _check_strata(found)
        return cls(tuple(dict.fromkeys(found)), tuple(f"{triple} ." for triple in given if _is_fact(triple)))


def _with_stable_names(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with blank nodes named by what they are, so that the same axioms give the same rules."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _is_fact(triple: Triple) -> bool:
    return triple.predicate.value in (OWL.base + "sameAs", OWL.base + "differentFrom")


def _check_strata(rules: list[Rule]) -> None:
    """Raise `BadRuleError` where what must be absent could itself be inferred: the order of rules would then matter."""
    from kg.reason.construct import BadRuleError

    inferred = {rule.head.relation for rule in rules if rule.head is not None}
    for rule in rules:
        for absence in rule.absent:
            for atom in absence.body:
                if atom.relation in inferred:
                    raise BadRuleError(rule.name, f"FILTER NOT EXISTS over {atom.predicate}, which can be inferred")


@lru_cache(maxsize=8)
def _of_ontology(ontology: Ontology) -> Program:
    """Return the rules of an ontology as it was read: who asks for many proofs reads no file for each."""
    digest = _digest(ontology)
    found = _COMPILED.get(digest)
    if found is None:
        found = _COMPILED[digest] = _program(ontology, digest)
    return found


def _digest(ontology: Ontology) -> str:
    """Return a hash of what the rules are made from."""
    from importlib.metadata import version

    digest = hashlib.sha256(version("owlrl").encode())
    # The compiler is hashed too: rules that an older one made are no longer what the ontology says.
    compiler = sorted(Path(__file__).parent.glob("*.py"))
    for path in (*_sources(ontology.folder), *compiler):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def _sources(folder: Path) -> list[Path]:
    return [*(folder / name for name in CORE_FILES if name != "presentation.ttl"), *sorted(folder.glob("rules/*.rq"))]


_COMPILED: dict[str, Program] = {}


def _program(ontology: Ontology, digest: str) -> Program:
    kept = build_dir() / "rules" / f"{digest}.json"
    try:
        stored = json.loads(kept.read_text(encoding="utf-8"))
        return Program(tuple(map(Rule.from_json, stored["rules"])), tuple(stored["facts"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    program = _compile(ontology)
    _keep(kept, {"rules": [rule.to_json() for rule in program.rules], "facts": program.facts})
    return program


def _keep(path: Path, value: object) -> None:
    """Write the compiled rules for later processes; where that is impossible they compile them again."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(value, ensure_ascii=False))


def _compile(ontology: Ontology) -> Program:
    from kg.reason.construct import BadRuleError

    folder = ontology.folder
    themes = {quad.triple for quad in ontology.quads() if quad.graph_name == GRAPH_THEMES}
    triples = {quad.triple for quad in ontology.quads() if quad.predicate.value not in _TEXTS} - themes
    undeclared = list(_undeclared(triples, ontology))
    if undeclared:
        raise DataError(undeclared)
    paths = sorted(folder.glob("rules/*.rq"))
    try:
        program = Program.of_axioms(triples, [(path.stem, path.read_text(encoding="utf-8")) for path in paths])
    except UnsupportedError as error:
        raise DataError([Problem(_find(folder, term), _refusal(term)) for term in error.terms]) from error
    except BadRuleError as error:
        path = folder / "rules" / f"{error.rule}.rq"
        raise DataError([Problem(Where(str(path), 1), f"is no rule: {error}")]) from error
    same = _same_terms(triples)
    if same:
        refusal = _refusal("owl:sameAs")
        raise DataError([Problem(_find(folder, iri, "sameAs"), f"{compact(iri)}: {refusal}") for iri in same])
    return Program(program.rules, (*program.facts, *sorted(f"{triple} ." for triple in themes if _relates(triple))))


def _undeclared(triples: Iterable[Triple], ontology: Ontology) -> Iterator[Problem]:
    """Find terms of our namespace that are declared nowhere: misspelt ones, from which nothing would follow."""
    used = {term for triple in triples for term in (triple.predicate, triple.object) if isinstance(term, NamedNode)}
    names = ontology.local_names
    for iri in sorted(term.value for term in used if term.value.startswith(DKG.base)):
        name = iri.removeprefix(DKG.base)
        if name not in names:
            yield Problem(_find(ontology.folder, iri), f"dkg:{name} is declared nowhere", did_you_mean(name, names))


def _relates(triple: Triple) -> bool:
    return isinstance(triple.object, NamedNode)


def _same_terms(triples: set[Triple]) -> list[str]:
    """Return the classes and properties that are said to be owl:sameAs something."""
    declared = {t.subject for t in triples if t.predicate == RDF.type and str(t.object).startswith(f"<{OWL.base}")}
    same = (t for t in triples if t.predicate == OWL.sameAs and {t.subject, t.object} & declared)
    return [str(t.subject).strip("<>") for t in same]


def _refusal(term: str) -> str:
    if term == "owl:sameAs":
        instead = "write owl:equivalentClass or owl:equivalentProperty"
        return f"owl:sameAs between classes or properties is not reasoned over; {instead}"
    return f"{compact(term)} is not reasoned over: OWL 2 RL has no rule for it, or ours do not cover it"


def _find(folder: Path, term: str, beside: str = "") -> Where:
    """Return the first line of the ontology's files that names a term, and another word beside it."""
    name = term.split(maxsplit=1)[0].replace("#", "/").rsplit("/", 1)[-1]
    named = re.compile(rf"(?<=:){re.escape(name)}(?![\w-])|#{re.escape(name)}>")
    for path in (folder / file for file in CORE_FILES):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if named.search(line) and beside in line and not line.startswith("#"):
                return Where(str(path), number)
    return _find(folder, term) if beside else Where(str(folder), 0)
