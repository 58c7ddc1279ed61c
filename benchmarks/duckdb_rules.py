"""The compiled rules as SQL in DuckDB, semi-naive: what `kg.reason` would be with a database under it.

A fact is a row (r, a, b). For ``rdf:type`` r is the class, as a negative number, and a and b are both the thing, so
that a rule of one atom is always "r becomes h, with a and b in some order": all of those are one join with a table.
The other rules are grouped by shape, and each shape is one join with the table of its relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from benchmarks.duckdb_shapes import Shape, compile_shapes
from benchmarks.reasoner import TYPE, Compile, compared_variables, number, predicates_of
from kg.reason.rules import Atom, Rule, is_variable

__all__ = ["Reasoner"]

_READ = """
CREATE TABLE line AS
SELECT split_part(l, ' ', 1) AS s, split_part(l, ' ', 2) AS p, substr(l, length(s) + length(p) + 3) AS rest
FROM read_csv(
    ?, delim = '\x01', header = false, columns = {'l': 'VARCHAR'}, quote = '', escape = '', auto_detect = false
)
WHERE p IN (SELECT unnest(?)) AND (l[-3] = '>' OR p IN (SELECT unnest(?)))
"""
_NUMBER_TERMS = """
CREATE TABLE term AS
SELECT t, (row_number() OVER ())::INTEGER AS id
FROM (SELECT s AS t FROM line UNION SELECT left(rest, -2) FROM line UNION SELECT unnest(?))
"""
_FACTS = """
CREATE TABLE fact AS
SELECT DISTINCT CASE WHEN p.t = $type THEN -o.id ELSE p.id END AS r,
       s.id AS a, CASE WHEN p.t = $type THEN s.id ELSE o.id END AS b, 0::UTINYINT AS round
FROM line JOIN term p ON p.t = line.p JOIN term s ON s.t = line.s JOIN term o ON o.t = left(line.rest, -2)
"""
_INFERRED = """
SELECT s.t, CASE WHEN r < 0 THEN ? ELSE p.t END, o.t
FROM fact JOIN term s ON s.id = a JOIN term p ON p.id = abs(r) JOIN term o ON o.id = CASE WHEN r < 0 THEN -r ELSE b END
WHERE round > 0
"""
_LINEAR = """
SELECT h AS r, CASE WHEN swap_a THEN b ELSE a END AS a, CASE WHEN swap_b THEN b ELSE a END AS b
FROM {source} JOIN linear ON linear.r = {source}.r
"""
_NEW = "SELECT DISTINCT r, a, b FROM ({rows}) ANTI JOIN fact USING (r, a, b)"
_APPEND = f"INSERT INTO fact SELECT r, a, b, {{round}} FROM ({_NEW})"


def _is_text(atom: Atom, rule: Rule) -> bool:
    """Tell whether a pattern asks for a text, or for a value that is compared with one."""
    if atom.object.startswith('"'):
        return True
    clauses = (*rule.filters, *(clause for absence in rule.absent for clause in absence.filters))
    pairs = {(one.left, one.right) for clause in clauses for one in clause if one.operator in ("=", "!=")}
    return any(atom.object in pair and any(side.startswith('"') for side in pair) for pair in pairs)


def _terms_of(rule: Rule) -> Iterator[str]:
    """Yield the terms that a rule matches or compares for equality."""
    for atom in rule.atoms():
        yield from atom.terms
    for clause in (*rule.filters, *(clause for absence in rule.absent for clause in absence.filters)):
        for one in clause:
            if one.operator in ("=", "!="):
                yield from (one.left, one.right)


class Reasoner:
    """A database with facts, and rules as statements over them."""

    def __init__(self, compile_rules: Compile) -> None:
        rules = compile_rules().rules
        self._rules = rules
        self.clashes = 0
        self._base = duckdb.connect()

    def prepare(self) -> None:
        """Nothing: the rules are given."""

    def load(self, path: Path) -> None:
        """Read what the rules can use of a file of N-Triples."""
        used = sorted(predicates_of(self._rules))
        texts = {atom.predicate for rule in self._rules for atom in rule.atoms() if _is_text(atom, rule)}
        values = sorted({atom.predicate for atom, _ in compared_variables(self._rules)} | texts)
        constants = {term for rule in self._rules for term in _terms_of(rule) if not is_variable(term)}
        self._base.execute(_READ, [str(path), used, values])
        self._base.execute(_NUMBER_TERMS, [sorted(constants)])
        self._base.execute(_FACTS, {"type": TYPE})
        self._base.execute("DROP TABLE line")
        found = self._base.execute(
            "SELECT t, id FROM term WHERE t IN (SELECT unnest(?))", [sorted(constants)]
        ).fetchall()
        self._ids = dict(found)
        self._number_values()

    def close(self) -> None:
        """Add what follows until nothing new does."""
        linear, shapes = compile_shapes(self._rules, self._ids)
        self._base.execute("CREATE TABLE linear (r INTEGER, h INTEGER, swap_a BOOLEAN, swap_b BOOLEAN)")
        self._insert("linear", [(r, *step) for r, steps in linear.items() for step in steps])
        for shape in shapes:
            self._base.execute(f"CREATE TABLE {shape.table} ({', '.join(f'{c} INTEGER' for c in shape.columns)})")
            self._insert(shape.table, shape.rows)
        self._base.execute(_APPEND.format(round=1, rows=_LINEAR.format(source="fact")))
        self._base.execute("CREATE TEMP TABLE delta AS SELECT r, a, b FROM fact")
        done = 0
        while changed := self._changed():
            done += 1
            rows = [sql for shape in shapes if shape.head for sql in shape.statements(changed, done)]
            if not rows:
                break
            self._step(rows, done + 1)
        self.clashes = sum(self._count(shape) for shape in shapes if not shape.head)

    def inferred(self) -> Iterator[tuple[str, str, str]]:
        """Yield what was added."""
        found = self._base.execute(_INFERRED, [TYPE])
        while rows := found.fetchmany(100_000):
            yield from rows

    def _step(self, rows: list[str], number_of_round: int) -> None:
        """Add the new ones of some rows, and what follows from those by one atom; they are the next delta."""
        new = _NEW.format(rows=" UNION ALL ".join(rows))
        self._base.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS {new}")
        self._base.execute(f"INSERT INTO fact SELECT r, a, b, {number_of_round} FROM fresh")
        self._base.execute(_APPEND.format(round=number_of_round, rows=_LINEAR.format(source="fresh")))
        self._base.execute(
            f"CREATE OR REPLACE TEMP TABLE delta AS SELECT r, a, b FROM fact WHERE round = {number_of_round}"
        )

    def _changed(self) -> set[int]:
        return {r for (r,) in self._base.execute("SELECT DISTINCT r FROM delta").fetchall()}

    def _count(self, shape: Shape) -> int:
        found = self._base.execute(f"SELECT count(*) FROM ({shape.statement(0, 0, every=True)})").fetchone()
        return int(found[0]) if found else 0

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            places = ", ".join("?" * len(rows[0]))
            everything = ", ".join([f"({places})"] * len(rows))
            self._base.execute(f"INSERT INTO {table} VALUES {everything}", [value for row in rows for value in row])

    def _number_values(self) -> None:
        """Number the values that the rules compare."""
        relations = [self._ids[atom.predicate] for atom, _ in compared_variables(self._rules)]
        terms = self._base.execute(
            "SELECT DISTINCT t, id FROM fact JOIN term ON id = b WHERE r IN (SELECT unnest(?))", [relations]
        ).fetchall()
        self._base.execute("CREATE TABLE number (id INTEGER, value DOUBLE)")
        self._insert("number", [(term_id, value) for term, term_id in terms if (value := number(term)) is not None])
