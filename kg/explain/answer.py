"""Explanations as values, and as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from kg.explain.wording import WORDS
from kg.reason import Atom
from kg.results import Triples

__all__ = ["Explanation", "Step", "Telling"]

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a statement is told: a source, the places in it that its subject is told at, and the beat.

    ``beat`` is None for what no beat tells (statements about people), and ``source`` for the ontology itself.
    """

    graph: str
    source: str | None
    title: Texts
    places: tuple[str, ...]
    beat: int | None

    def words(self, lang: str) -> str:
        """Say it in a line."""
        said = WORDS[lang]
        title = self.title.get(lang) or next(iter(self.title.values()), self.source or self.graph)
        parts = [title, *(["; ".join(self.places)] if self.places else [])]
        if self.beat is not None:
            parts.append(said["step"].format(self.beat))
        return said["told_by"].format(", ".join(parts))


@dataclass(frozen=True, slots=True)
class Step:
    """A statement of a proof: told by sources, or following by ``rule`` from ``premises``.

    ``words`` says the statement and ``reason`` the rule, in English and Korean; ``rule`` is the name of the rule in
    OWL 2
    RL's tables or of its file in ``ontology/rules``, None for what is told. ``axioms`` are the statements of the
    ontology that the rule comes from, as N-Triples terms.
    """

    statement: Atom
    words: Texts
    tellings: tuple[Telling, ...] = ()
    rule: str | None = None
    reason: Texts | None = None
    axioms: tuple[tuple[str, str, str], ...] = ()
    premises: tuple[Step, ...] = ()

    def walk(self) -> Iterator[Step]:
        """Yield the step and all that it rests on."""
        yield self
        for premise in self.premises:
            yield from premise.walk()

    def lines(self, lang: str, first: str = "", rest: str = "", *, silent: bool = False) -> Iterator[str]:
        """Yield the tree as lines of text; ``silent`` leaves out who tells the statement."""
        yield first + self.words[lang]
        inner = rest + "   "
        if not silent:
            yield from (inner + telling.words(lang) for telling in self.tellings)
        if self.reason:
            yield f"{inner}{WORDS[lang]['because']} {self.reason[lang]}"
        for number, premise in enumerate(self.premises, 1):
            last = number == len(self.premises)
            # What the same sources tell in the same places is said together, and its sources once.
            more = not last and bool(premise.tellings) and premise.tellings == self.premises[number].tellings
            yield from premise.lines(
                lang, inner + ("└─ " if last else "├─ "), inner + ("   " if last else "│  "), silent=more
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as JSON values."""
        return {
            "statement": list(self.statement.terms),
            "words": dict(self.words),
            "told_by": [
                {"source": t.source, "title": dict(t.title), "places": list(t.places), "beat": t.beat, "graph": t.graph}
                for t in self.tellings
            ],
            "rule": self.rule,
            "reason": dict(self.reason) if self.reason else None,
            "axioms": [list(axiom) for axiom in self.axioms],
            "premises": [premise.to_dict() for premise in self.premises],
        }


@dataclass(frozen=True)
class Explanation:
    """Why a statement holds: one tree for each way to know it that rests on other sources, shortest first.

    ``names`` are those of every term, written as in N-Triples, in the proofs.
    """

    statement: Atom
    proofs: tuple[Step, ...]
    names: Mapping[str, Texts]

    def text(self, lang: str = "en") -> str:
        """Say it in words, "en" or "ko"."""
        parts = []
        for number, proof in enumerate(self.proofs, 1):
            if len(self.proofs) > 1:
                parts.append(WORDS[lang]["way"].format(number, len(self.proofs)))
            parts.append("\n".join(proof.lines(lang)))
        return "\n\n".join(parts) if len(self.proofs) == 1 else "\n".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"statement": list(self.statement.terms), "proofs": [proof.to_dict() for proof in self.proofs]}

    def sparql(self) -> str:
        """Return a query for what the proofs rest on: their statements that are told, each with graph and source."""
        told = dict.fromkeys(step.statement.terms for proof in self.proofs for step in proof.walk() if step.tellings)
        rows = "\n".join(f"    ({' '.join(terms)})" for terms in told)
        return f"""SELECT DISTINCT ?s ?p ?o ?graph ?source WHERE {{
  VALUES (?s ?p ?o) {{
{rows}
  }}
  GRAPH ?graph {{ ?s ?p ?o }} FILTER(?graph != graph:inferred)
  OPTIONAL {{ ?graph prov:wasDerivedFrom ?source }}
}} ORDER BY ?s ?p ?o ?graph
"""

    def to_rdf(self) -> Triples:
        """Return the proofs in RDF: statements as `prov:Entity`, rules applied as `prov:Activity`."""
        from kg.explain.provenance import to_triples

        return Triples(dict.fromkeys(to_triples(self)))

    def _repr_html_(self) -> str:
        return f'<pre style="white-space:pre-wrap">{escape(self.text())}</pre>'

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002 (IPython gives both)
        printer.text(self.text())

    def __str__(self) -> str:
        return self.text()
