"""Answers as tables and triples, in every format, with whatever text is in them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
import sys
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.paths import extra_command
from kg.results import Table, Triples, python_value, short
from kg.store import EmbeddedStore
from kg.vocab import DKG, XSD
from tests.support import ROOT

G, S, P = (NamedNode(f"http://example.org/{name}") for name in "gsp")


def ask(query: str, *values: Literal | NamedNode) -> Table:
    store = EmbeddedStore.of(Quad(S, P, value, G) for value in values)
    answer = store.query(query)
    assert isinstance(answer, Table)
    return answer


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (Literal("4", datatype=XSD.integer), 4),
        (Literal("-0", datatype=XSD.integer), 0),
        (Literal("9.50", datatype=XSD.decimal), Decimal("9.50")),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("0", datatype=XSD.boolean), False),
        (Literal("1e3", datatype=NamedNode(XSD.base + "double")), 1000.0),
        (Literal("2022-03-23", datatype=XSD.date), "2022-03-23"),
        (Literal("x", language="en"), "x"),
        (Literal("not a number", datatype=XSD.integer), "not a number"),
        (Literal("9" * 5000, datatype=XSD.integer), "9" * 5000),
        (NamedNode("http://x/y"), "http://x/y"),
        (None, None),
    ],
)
def test_plain_values(literal: Literal | NamedNode | None, value: object) -> None:
    found = python_value(literal)
    assert found == value
    assert type(found) is type(value)


def test_rows_columns_and_things() -> None:
    table = ask("SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?o", Literal(1), Literal(2))
    assert table.columns == ("s", "o", "none")
    assert table.column("o") == [1, 2]
    assert list(table) == table.to_dicts() == [{"s": S.value, "o": n, "none": None} for n in (1, 2)]
    assert table.things() == [S]
    assert (len(table), bool(table), table.boolean) == (2, True, None)
    with pytest.raises(KeyError):
        table.column("nothing")


def test_no_rows() -> None:
    table = ask("SELECT ?s { ?s ?p ?o }")
    assert (table.columns, len(table), bool(table)) == (("s",), 0, False)
    assert table.to_csv() == "s\r\n"


def test_labels_stand_beside_their_things() -> None:
    table = ask("SELECT ?s ?o { ?s ?p ?o }", Literal("x")).labelled({S.value: Literal("이름", language="ko")})
    assert table.columns == ("s", "s_label", "o")
    assert table.terms[0][1] == Literal("이름", language="ko")
    assert table.for_people() == (["s", "o"], [["이름", "x"]])
    assert ask("SELECT ?o { ?s ?p ?o }", Literal("x")).labelled({S.value: Literal("x")}).columns == ("o",)


NASTY = 'a,"b"\n\t;=1+1 한글 \\ <b>&'


def test_csv_tsv_json_and_xml_say_the_same() -> None:
    table = ask("SELECT ?o { ?s ?p ?o }", Literal(NASTY))
    assert list(csv.reader(io.StringIO(table.to_csv(), newline=""))) == [["o"], [NASTY]]
    assert json.loads(table.serialize("json"))["results"]["bindings"][0]["o"]["value"] == NASTY
    name = "{http://www.w3.org/2005/sparql-results#}literal"
    assert [element.text for element in ET.fromstring(table.serialize("xml")).iter(name)] == [NASTY]
    tsv = table.serialize("tsv").decode().splitlines()
    assert tsv[0] == "?o"
    assert len(tsv) == 2  # a line end in a value is escaped
    with pytest.raises(ValueError, match="a table can be csv, tsv, json or xml, not 'ttl'"):
        table.serialize("ttl")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40))
def test_any_text_comes_through_csv_and_json(text: str) -> None:
    table = ask("SELECT ?o { ?s ?p ?o }", Literal(text))
    assert table.column("o") == [text]
    assert list(csv.reader(io.StringIO(table.to_csv(), newline="")))[1:] in ([[text]], [[]])
    assert json.loads(table.serialize("json"))["results"]["bindings"][0]["o"]["value"] == text


def test_yes_and_no() -> None:
    yes = ask("ASK { ?s ?p ?o }", Literal("x"))
    assert (yes.boolean, bool(yes), len(yes), yes.columns) == (True, True, 0, ())
    assert json.loads(yes.serialize("json"))["boolean"] is True
    for fmt in ("csv", "tsv"):
        with pytest.raises(ValueError, match=f"a yes or no cannot be written as {fmt}"):
            yes.serialize(fmt)


def test_html_escapes_everything() -> None:
    table = ask("SELECT ?o { ?s ?p ?o }", Literal("<script>alert('x')</script>"))
    html = table._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<strong>yes</strong>" in ask("ASK {}")._repr_html_()


_COLUMNS = """SELECT ?n ?part ?r ?b ?d ?t ?s ?mixed ?big ?none { VALUES (?n ?part ?r ?b ?d ?t ?s ?mixed ?big ?none) {
  (1 2 1.5 true "2022-03-23"^^xsd:date "2022-03-23T10:00:00+09:00"^^xsd:dateTime "가" 1 1 UNDEF)
  (2 UNDEF 2e0 false "0900-04-13"^^xsd:date UNDEF "x"@en "x" 123456789012345678901 UNDEF)
} }"""


def test_columns_of_data_frames_have_types() -> None:
    table = ask(_COLUMNS)
    pandas, polars = table.to_pandas(), table.to_polars()
    assert pandas.columns.tolist() == polars.columns == list(table.columns)
    assert [str(kind) for kind in pandas.dtypes[:6]] == [
        "int64", "Int64", "float64", "bool", "datetime64[us]", "datetime64[us]"
    ]  # fmt: skip
    assert [str(kind) for kind in polars.dtypes] == [
        "Int64", "Int64", "Float64", "Boolean", "Date", "Datetime(time_unit='us', time_zone=None)",
        "String", "String", "String", "String",
    ]  # fmt: skip
    assert polars.rows()[0][:7] == (
        1, 2, 1.5, True, datetime.date(2022, 3, 23), datetime.datetime(2022, 3, 23, 1), "가"
    )  # fmt: skip
    assert polars["mixed"].to_list() == ["1", "x"]
    assert pandas["mixed"].tolist() == [1, "x"]
    assert polars["big"].to_list() == ["1", "123456789012345678901"]
    assert polars["none"].null_count() == 2
    assert pandas["none"].isna().all()


def test_data_frames_of_nothing_and_of_what_is_no_number() -> None:
    none = ask("SELECT ?s ?o { ?s ?p ?o }")
    assert none.to_pandas().shape == none.to_polars().shape == (0, 2)
    odd = ask("SELECT ?o { ?s ?p ?o }", Literal("not a number", datatype=XSD.integer))
    assert odd.to_pandas()["o"].tolist() == odd.to_polars()["o"].to_list() == ["not a number"]


_VALUES = st.one_of(st.integers(-(2**70), 2**70), st.text(st.characters(codec="utf-8"), max_size=5), st.booleans())


@given(st.lists(st.none() | _VALUES, max_size=6))
def test_no_value_is_lost_in_a_data_frame(values: list[Any]) -> None:
    table = Table.of_rows(["x"], [[one] for one in values])
    assert table.to_pandas()["x"].isna().tolist() == [one is None for one in values]
    found = table.to_polars()["x"].to_list()
    assert [one is None for one in found] == [one is None for one in values]
    said = {True: "true", False: "false"}
    assert [str(said.get(one, one) if isinstance(one, bool) else one) for one in found] == [
        str(said[one] if isinstance(one, bool) else one) for one in values
    ]


def test_without_pandas_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from kg.store import EmbeddedStore\n"
        "EmbeddedStore.of([]).query('SELECT * { ?s ?p ?o }').to_pandas()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert f"ImportError: to_pandas() needs pandas: {extra_command('notebook')}" in done.stderr


@pytest.mark.parametrize(
    ("fmt", "rdf"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("rdfxml", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_triples_in_every_format(fmt: str, rdf: RdfFormat) -> None:
    triples = [Triple(S, DKG.note, Literal(NASTY.replace("\t", " "), language="en"))]
    found = [quad.triple for quad in parse(Triples(triples).serialize(fmt), format=rdf)]
    assert found == triples


def test_turtle_is_short() -> None:
    text = Triples([Triple(S, DKG.note, Literal("x"))]).to_turtle()
    assert 'dkg:note "x"' in text
    with pytest.raises(ValueError, match="triples can be ttl, nt, rdfxml, jsonld, trig or nq, not 'csv'"):
        Triples([]).serialize("csv")
    assert len(Triples([])) == 0


def test_terms_in_short() -> None:
    assert short(DKG.note) == "dkg:note"
    assert short(None) == ""
    assert short(Literal("4", datatype=XSD.integer)) == "4"
