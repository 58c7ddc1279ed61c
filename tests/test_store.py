"""The store answers questions, and nothing that a question says can change it, reach out of it or out of its place."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import BuildError, QueryError, QueryRefusedError, QuerySyntaxError
from kg.results import Table, Triples
from kg.sparqltext import Term, bind, uses_keyword
from kg.store import EmbeddedStore

EX = "http://example.org/"
A, B, P = NamedNode(EX + "a"), NamedNode(EX + "b"), NamedNode(EX + "p")
ONE, TWO, SECRET = (NamedNode(f"{EX}graph/{name}") for name in ("one", "two", "secret"))
QUADS = [
    Quad(A, P, Literal("told twice"), ONE),
    Quad(A, P, Literal("told twice"), TWO),
    Quad(A, P, Literal("told once"), TWO),
    Quad(B, P, Literal("secret"), SECRET),
]


@pytest.fixture
def store() -> EmbeddedStore:
    return EmbeddedStore.of(QUADS)


def values(answer: Table | Triples, name: str) -> list[object]:
    assert isinstance(answer, Table)
    return answer.column(name)


def test_a_statement_of_two_sources_counts_once(store: EmbeddedStore) -> None:
    assert values(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "n") == [3]
    assert values(store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), "n") == [4]


def test_a_store_on_disk_answers_the_same(tmp_path: Path) -> None:
    EmbeddedStore.write(tmp_path / "store", QUADS)
    opened = EmbeddedStore.open(tmp_path / "store")
    assert values(opened.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "n") == [3]
    again = EmbeddedStore.open(tmp_path / "store")  # two readers at once
    assert values(again.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "n") == [3]


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"there is no store in .*; run: kg build"):
        EmbeddedStore.open(tmp_path / "nothing")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "CURRENT").write_text("rubbish\n")
    with pytest.raises(BuildError, match="cannot be opened"):
        EmbeddedStore.open(tmp_path / "broken")


def test_every_kind_of_question(store: EmbeddedStore) -> None:
    assert store.query("ASK { ?s ?p 'secret' }").boolean is True  # type: ignore[union-attr]
    assert store.query("ASK { ?s ?p 'nothing' }").boolean is False  # type: ignore[union-attr]
    assert len(store.query(f"CONSTRUCT {{ ?s <{EX}q> ?o }} WHERE {{ ?s ?p ?o }}")) == 3
    assert {triple.subject for triple in store.query(f"DESCRIBE <{A.value}>")} == {A}  # type: ignore[union-attr]


ESCAPES = [
    "SELECT ?o { ?s ?p ?o }",
    "SELECT ?o { GRAPH ?g { ?s ?p ?o } }",
    f"SELECT ?o {{ GRAPH <{SECRET.value}> {{ ?s ?p ?o }} }}",
    f"SELECT ?o FROM <{SECRET.value}> {{ ?s ?p ?o }}",
    f"SELECT ?o FROM NAMED <{SECRET.value}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"SELECT ?o FROM <{ONE.value}> FROM <{SECRET.value}> {{ ?s ?p ?o }}",
    "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?o { ?s (<x:>|!<x:>)* ?o }",
    f"SELECT ?o {{ {{ SELECT ?o {{ GRAPH <{SECRET.value}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT ?o { GRAPH ?g { } GRAPH ?g { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", ESCAPES)
def test_nothing_outside_the_chosen_graphs_is_reached(store: EmbeddedStore, query: str) -> None:
    found = values(store.query(query, graphs=[ONE, TWO]), "o")
    assert "secret" not in found
    assert SECRET.value not in str(found)


def test_the_escapes_would_find_the_secret_where_it_is_allowed(store: EmbeddedStore) -> None:
    """So that the test above can fail."""
    found = [values(store.query(query, graphs=[ONE, TWO, SECRET]), "o") for query in ESCAPES]
    assert sum("secret" in values for values in found) >= len(ESCAPES) - 1


def test_describe_and_construct_stay_inside_too(store: EmbeddedStore) -> None:
    assert len(store.query(f"DESCRIBE <{B.value}>", graphs=[ONE])) == 0
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }", graphs=[ONE])) == 1
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }", graphs=[])) == 0


def test_the_chosen_graphs_are_a_union_of_distinct_triples(store: EmbeddedStore) -> None:
    assert values(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", graphs=[ONE, TWO]), "n") == [2]


def test_many_choices_of_graphs_one_after_the_other() -> None:
    graphs = [NamedNode(f"{EX}graph/{n}") for n in range(80)]
    store = EmbeddedStore.of(Quad(A, P, Literal(str(n)), graph) for n, graph in enumerate(graphs))
    for _ in range(2):
        for n, graph in enumerate(graphs):
            assert values(store.query("SELECT ?o { ?s ?p ?o }", graphs=[graph]), "o") == [str(n)]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what came in there."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(b"connected")

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        stop.set()
        thread.join()


SERVICES = [
    "SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { service %s { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT %s { ?s ?p ?o } }",
    "SELECT * { SERVICE%s{ ?s ?p ?o } }",
    "SELECT * {\n\tSERVICE\n\n%s\t{ ?s ?p ?o } }",
    "SELECT * { SERVICE # %s\n %s { ?s ?p ?o } }",
    "SELECT * { # it's a comment with a quote\nSERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'it\\'s' . SERVICE %s { ?s ?p ?o } }",
    'SELECT * { ?s ?p """ " """ . SERVICE %s { ?s ?p ?o } }',
    "SELECT * { ?s ?p '''#''' . SERVICE %s { ?s ?p ?o } }",
    "SELECT * { BIND(%s AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "ASK { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(1<2) SERVICE %s { ?s ?p ?o } FILTER(3>2) }",
    "SELECT * { ?s ?p ?o FILTER(?o<?s#\n) SERVICE %s { ?s ?p ?o } }",
    "PREFIX x: <http://x/#> SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s a 5.SERVICE %s { ?s ?p ?o } }",
    "PREFIX a: <x:> SELECT * { ?s ?p a:.SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p _:b.SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'@en.SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o }SERVICE %s { ?s ?p ?o }",
    # What the engine takes for a call and a search for the word would miss.
    "SELECT * { ?s ?p ?o.SERVICE#\n%s{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE %s { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE %s { ?a ?b ?c } }",
    "SELECT * { SERVICESILENT%s{ ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:%p/> SELECT * { SERVICE:s { ?s ?p ?o } }",
    "PREFIX SERVICE: <http://127.0.0.1:%p/> SELECT * { SERVICE SERVICE:s { ?s ?p ?o } }",
    "PREFIX a: <http://h:8> SELECT * { ?s a:p ?o . ?s ?p a:SERVICE %s { ?a ?b ?c } }",
    "PREFIX a: <x:> SELECT * { OPTIONAL { ?s ?p a:b\\#c } SERVICE %s { ?s ?p ?o } }",
    "PREFIX a: <x:> SELECT * { OPTIONAL { ?s ?p a:b\\'c } SERVICE %s { ?s ?p ?o } OPTIONAL { ?s ?p 'x' } }",
    "SELECT * { OPTIONAL { ?s ?p <http://x/\\u0041#> } SERVICE %s { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:%p/> SELECT * { FILTER(1<2)SERVICE:s#>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER('a'<'x'&&'>'!=1) SERVICE %s { ?s ?p ?o } # '\n }",
    "SELECT * { FILTER EXISTS { SERVICE %s { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE %s { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE %s { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { LATERAL { SERVICE %s { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_no_question_calls_another_host(store: EmbeddedStore, query: str, listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    text = query.replace("%s", f"<http://127.0.0.1:{port}/sparql>").replace("%p", str(port))
    with pytest.raises(QueryError):
        store.query(text)
    with pytest.raises(QueryError):
        store.query(text, graphs=[ONE])
    assert heard == []


def test_the_listener_would_hear_the_engine(listener: tuple[int, list[bytes]]) -> None:
    """So that the test above can fail: without the check, the engine does call."""
    port, heard = listener
    with pytest.raises((OSError, RuntimeError, ValueError)):
        list(Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert heard


def test_a_plain_service_is_refused_with_a_reason(store: EmbeddedStore) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE is not allowed: a query here never calls another host"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE <x:> {}' }",
        'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE",
        "PREFIX service: <x:> SELECT * { ?s service:service ?o }",
        "SELECT * { ?s ?p ?o . ?s ?p 'x'@service }",
        "PREFIX e: <http://e/> SELECT * { ?s e:military-service e:service.}",
        "SELECT * { ?s <http://e/service> ?o {} }",
        "SELECT * { ?s ?p 'SERVICE <x:> { ?s ?p ?o }' } # SERVICE ?x {",
    ],
)
def test_the_word_alone_is_no_call(store: EmbeddedStore, query: str) -> None:
    assert isinstance(store.query(query), Table)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "insert data { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <x:g>",
        "LOAD <file:///etc/passwd>",
        "LOAD <http://127.0.0.1:1/x>",
        "COPY DEFAULT TO <x:g>",
        "# a comment\nDROP ALL",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_an_update_is_refused_and_changes_nothing(store: EmbeddedStore, update: str) -> None:
    with pytest.raises(QueryRefusedError, match="this is an update"):
        store.query(update)
    assert values(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "n") == [3]


@pytest.mark.parametrize(
    ("query", "line"),
    [("SELECT * { ?s ?p }", 1), ("SELECT *\n\n{ ?s ! ?o }", 3), ("SELECT *\n{ ?s ?p 'service' .\n ?s ?p }", 3)],
)
def test_a_question_that_does_not_parse(store: EmbeddedStore, query: str, line: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query(query)
    first, shown, pointer = str(caught.value).splitlines()
    place = re.match(r"the query does not parse at line (\d+), column (\d+): \w", first)
    assert place
    assert int(place[1]) == line
    assert shown == "  " + query.splitlines()[line - 1]  # the line itself, and a sign below the place
    assert pointer == " " * (int(place[2]) + 1) + "^"
    assert 1 <= int(place[2]) <= len(query.splitlines()[line - 1]) + 1


def test_an_unknown_prefix_is_an_error_of_the_question(store: EmbeddedStore) -> None:
    with pytest.raises(QuerySyntaxError):
        store.query("SELECT * { ?s nope:p ?o }")


def test_nothing_at_all_is_an_error_of_the_question(store: EmbeddedStore) -> None:
    for text in ("", " ", "\n", "#", "\0", "}" * 5000, "(" * 100_000):
        with pytest.raises(QueryError):
            store.query(text)


HOSTILE = [
    '"', "'", "\\", '"""', "\n", "\r", "\t", "}", "# comment", '" } DROP ALL #', "' . ?s ?p ?o . '", "?s", "$s",
    "\\u0022", "\u202e", "\x00", "\x1b[31m", "한글", "𐍈", "<script>alert(1)</script>", "@en", '"@en', '"^^<x:y>',
    "\u2028",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_bound_text_is_that_text(text: str) -> None:
    store = EmbeddedStore.of([Quad(A, P, Literal(text), ONE), Quad(B, P, Literal("other"), ONE)])
    found = store.query("SELECT ?s { ?s ?p ?text }", bindings={"text": Literal(text)})
    assert values(found, "s") == [A.value]


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from(["", "en"]))
def test_any_bound_text_is_that_text(text: str, language: str) -> None:
    literal = Literal(text, language=language) if language else Literal(text)
    store = EmbeddedStore.of([Quad(A, P, literal, ONE), Quad(B, P, Literal("other"), ONE)])
    assert values(store.query("SELECT ?s { ?s ?p ?text }", bindings={"text": literal}), "s") == [A.value]
    assert values(store.query("SELECT (STR(?text) AS ?t) {}", bindings={"text": literal}), "t") == [text]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?o { ?x ?p ?o } # ?x", "SELECT ?o { <x:a> ?p ?o } # ?x"),
        ("SELECT ?o { ?x ?p '?x' }", "SELECT ?o { <x:a> ?p '?x' }"),
        ("SELECT ?o { ?x ?p <http://h/?x> }", "SELECT ?o { <x:a> ?p <http://h/?x> }"),
        ('SELECT ?o { ?x ?p """ ?x " ?x """ }', 'SELECT ?o { <x:a> ?p """ ?x " ?x """ }'),
        ("SELECT ?o { $x ?p ?xx }", "SELECT ?o { <x:a> ?p ?xx }"),
        ("SELECT ?o { ?s <x:p>?x }", "SELECT ?o { ?s <x:p><x:a> }"),
        ("SELECT ?o { ?s (<x:p>)?/<x:x> ?o }", "SELECT ?o { ?s (<x:p>)?/<x:x> ?o }"),
    ],
)
def test_only_the_variable_is_replaced(query: str, expected: str) -> None:
    assert bind(query, {"x": NamedNode("x:a")}) == expected


def test_a_value_that_looks_like_a_variable_is_not_replaced_again() -> None:
    bindings: dict[str, Term] = {"x": Literal("?y"), "y": Literal("?x")}
    assert bind("SELECT * { ?a ?x ?y }", bindings) == 'SELECT * { ?a "?y" "?x" }'


def test_no_iri_can_end_itself() -> None:
    with pytest.raises(ValueError, match=r"."):
        NamedNode("http://x/> } DROP ALL #")


@pytest.mark.parametrize(
    ("text", "found"),
    [("a SERVICE b", True), ("xSERVICE", False), ("SERVICE:x", False), ("ex:SERVICE", False), ("?SERVICE", False),
     ("'SERVICE'", False), ("<SERVICE>", False), ("#SERVICE", False), ("1 < 2 SERVICE 3 > 2", True)],
)  # fmt: skip
def test_a_keyword_is_told_from_a_name(text: str, found: bool) -> None:
    assert uses_keyword(text, "SERVICE") is found


@pytest.mark.parametrize("text", ["{" * 3000 + "}" * 3000, "SELECT * { FILTER(" + "!" * 3000 + "true) }"])
def test_a_query_nested_too_deep_is_refused_before_the_parser_recurses(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="more than 100 deep"):
        store.query(text)


def test_a_long_query_is_answered_and_one_too_long_refused(store: EmbeddedStore) -> None:
    words = ", ".join(["'told once'"] * 600)
    some = f"SELECT ?s {{ ?s ?p ?o FILTER(?o IN ({words})) }}"
    assert len(some) > 5000
    assert values(store.query(some), "s") == [A.value]
    with pytest.raises(QueryError, match="at most 100,000"):
        store.query(some + "#" * 100_000)


def test_threads_may_ask_for_parts_at_once(store: EmbeddedStore) -> None:
    choices = [[ONE], [TWO], [ONE, TWO], [SECRET], [ONE, SECRET], [TWO, SECRET]]
    expected = {len(choice) * 10 + place: len(store.query("SELECT * { ?s ?p ?o }", graphs=choice))  # type: ignore[arg-type]
                for place, choice in enumerate(choices)}  # fmt: skip
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(60):
            for place, choice in enumerate(choices):
                found = len(store.query("SELECT * { ?s ?p ?o }", graphs=choice))  # type: ignore[arg-type]
                if found != expected[len(choice) * 10 + place]:
                    wrong.append((place, found))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("ASK {\n  ?s ?p }", "line 2, column 9"),
        ("SELECT ?x\nWHERE { ?x ?y }", "line 2, column 15"),
        ("ASK {\n ?s ?p ?o\n ?x }", "line 3, column 2"),
        ("SELECT * WHERE { ?s ?p ?o ", "line 1, column 27"),
        ("SELECT (COUNT(*) ?n) {}", "line 1, column 18"),
        ("SELECT ?s { ?s a dkg:Drama ?x }", "line 1, column 28"),
        ("SELECT ?s { ?s a 'é', '행렬' ?x }", "line 1, column 28"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY", "line 1, column 32"),
        ("SELECT ?s { ?s ?p '}' }}\n", "line 1, column 24"),
        ("ASK { ?s ?p ?o }\n }\n\n", "line 2, column 2"),
        ("ASK {\n ?s ?p }\n}", "line 2, column 8"),
    ],
)
def test_a_syntax_error_is_told_where_it_is(query: str, place: str) -> None:
    with pytest.raises(QuerySyntaxError, match=f"does not parse at {place}: "):
        EmbeddedStore.of([]).query(query)
