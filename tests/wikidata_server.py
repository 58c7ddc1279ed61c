"""A SPARQL endpoint on loopback that is shaped like Wikidata's: a real engine over triples that tests write.

`Items` writes triples as Wikidata's own export has them: statements with ranks and qualifiers, values with a precision,
``wdt:`` for the best-ranked. `Wikidata` serves them, and has faults on request. By hand: ``python -m
tests.wikidata_server 1000`` serves a thousand drawn dramas.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

__all__ = [
    "Fault", "Items", "Unknown", "Wikidata", "cut", "drawn", "dropped", "endless", "garbled", "html", "redirect",
    "serving_wikidata", "slow", "status", "without_variable",
]  # fmt: skip

_ENTITY = "http://www.wikidata.org/entity/"
_PROP = "http://www.wikidata.org/prop/"
_WIKIBASE = "http://wikiba.se/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RANKS = {"deprecated": 0, "normal": 1, "preferred": 2}


class Unknown:
    """Wikidata's "unknown value": somebody or something, nobody knows which."""


Value = str | int | tuple[str, int] | Literal | type[Unknown]


class Items:
    """Writes items as Wikidata exports them."""

    def __init__(self) -> None:
        self.store = Store()
        self._statements: dict[tuple[str, str], list[tuple[int, NamedNode | Literal | BlankNode]]] = {}
        self._count = 0

    def label(self, item: str, *, aliases: Mapping[str, Sequence[str]] | None = None, **labels: str) -> None:
        """Give an item labels by language (``en_gb`` is en-gb), and aliases."""
        for language, text in labels.items():
            self._add(_item(item), _RDFS + "label", Literal(text, language=language.replace("_", "-")))
        for language, texts in (aliases or {}).items():
            for text in texts:
                self._add(_item(item), _SKOS + "altLabel", Literal(text, language=language))

    def say(
        self, item: str, prop: str, value: Value, rank: str = "normal", **qualifiers: Value | Sequence[Value]
    ) -> None:
        """Add a statement. A value is an item's id, a number, a time with its precision, a literal or `Unknown`."""
        self._count += 1
        statement = NamedNode(f"{_ENTITY}statement/{item}-{self._count:08d}")
        term = self._term(value)
        self._add(_item(item), _PROP + prop, statement)
        self._add(statement, f"{_PROP}statement/{prop}", term)
        self._add(statement, _WIKIBASE + "rank", NamedNode(f"{_WIKIBASE}{rank.title()}Rank"))
        if isinstance(value, tuple):
            node = NamedNode(f"http://www.wikidata.org/value/{self._count:08d}")
            self._add(statement, f"{_PROP}statement/value/{prop}", node)
            self._add(node, _WIKIBASE + "timeValue", term)
            self._add(node, _WIKIBASE + "timePrecision", Literal(value[1]))
        for name, given in qualifiers.items():
            for one in given if isinstance(given, list) else [given]:
                self._add(statement, f"{_PROP}qualifier/{name}", self._term(one))
        self._statements.setdefault((item, prop), []).append((_RANKS[rank], term))

    def merge(self, old: str, new: str) -> None:
        """Leave a redirect where an item was merged into another."""
        self._add(_item(old), "http://www.w3.org/2002/07/owl#sameAs", _item(new))

    def finish(self) -> Store:
        """Add the best-ranked values as ``wdt:`` and return the store."""
        for (item, prop), ranked in self._statements.items():
            best = max(1, *(rank for rank, _ in ranked))
            for rank, term in ranked:
                if rank == best:
                    self._add(_item(item), f"{_PROP}direct/{prop}", term)
        return self.store

    def _add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal | BlankNode) -> None:
        self.store.add(Quad(subject, NamedNode(predicate), value))

    def _term(self, value: Value | Sequence[Value]) -> NamedNode | Literal | BlankNode:
        if value is Unknown:
            return BlankNode()
        if isinstance(value, tuple):
            return Literal(str(value[0]), datatype=NamedNode(_XSD + "dateTime"))
        if isinstance(value, int):
            return Literal(str(value), datatype=NamedNode(_XSD + "decimal"))
        if isinstance(value, str):
            return _item(value)
        assert isinstance(value, Literal)
        return value


def _item(item: str) -> NamedNode:
    return NamedNode(_ENTITY + item)


Fault = Callable[["_Handler", bytes], None]


@dataclass
class Wikidata:
    """A served store. Each of ``faults`` stands in for one answer, in turn; None lets one through.

    ``queries`` and ``agents`` are what was asked, and by whom.
    """

    store: Store
    address: str = ""
    packed: bool = False
    faults: list[Fault | None] = field(default_factory=list)
    always: Fault | None = None
    too_many: int = 0  # items in one VALUES from which a query runs out of time
    queries: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def requests(self) -> int:
        return len(self.queries)

    def results(self, query: str) -> bytes:
        solutions = self.store.query(query)
        assert isinstance(solutions, QuerySolutions)
        return solutions.serialize(format=QueryResultsFormat.JSON) or b""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wikidata: Wikidata

    def do_POST(self) -> None:
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        wikidata = self.wikidata
        with wikidata.lock:
            wikidata.queries.append(query)
            wikidata.agents.append(self.headers["User-Agent"])
            fault = wikidata.faults.pop(0) if wikidata.faults else wikidata.always
            if fault is None and wikidata.too_many and query.count("wd:Q") >= wikidata.too_many:
                fault = status(500)
        body = wikidata.results(query) if self.path.startswith("/sparql") else b"{}"
        if fault is not None:
            fault(self, body)
        else:
            self.reply(200, body)

    def reply(self, code: int, body: bytes, kind: str = "application/sparql-results+json", **headers: str) -> None:
        packed = self.wikidata.packed and code == 200 and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            body = gzip.compress(body)
            headers["Content_Encoding"] = "gzip"
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("Content_Length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


def status(code: int, **headers: str) -> Fault:
    """An HTTP error; ``Retry_After`` is the header Retry-After."""
    return lambda handler, _body: handler.reply(code, b"", "text/plain", **headers)


def redirect(code: int, location: str) -> Fault:
    return status(code, Location=location)


def html(handler: _Handler, _body: bytes) -> None:
    """A page of somebody in between, who wants you to log in."""
    handler.reply(200, b"<!doctype html><title>Log in</title>", "text/html; charset=utf-8")


def garbled(handler: _Handler, body: bytes) -> None:
    """What the query service sends when time runs out in the middle of an answer."""
    handler.reply(200, body[: len(body) // 2] + b"\njava.util.concurrent.TimeoutException\n")


def without_variable(handler: _Handler, _body: bytes) -> None:
    handler.reply(200, b'{"head":{"vars":["x"]},"results":{"bindings":[]}}')


def cut(handler: _Handler, body: bytes) -> None:
    """Half an answer, and the connection is gone."""
    handler.close_connection = True
    handler.reply(200, body[: len(body) // 2], Content_Length=str(len(body)))


def dropped(handler: _Handler, _body: bytes) -> None:
    """The connection is gone before an answer."""
    handler.close_connection = True


def slow(seconds: float) -> Fault:
    """An answer that comes byte by byte, each soon enough for a socket's own timeout."""

    def drip(handler: _Handler, body: bytes) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        last = time.monotonic() + seconds
        with suppress(OSError):
            for byte in body:
                if time.monotonic() > last:
                    return
                handler.wfile.write(bytes([byte]))
                time.sleep(0.05)

    return drip


def endless(packed: bool = False) -> Fault:
    """An answer of 64 MiB; as gzip it is 64 KiB on the wire."""

    def send(handler: _Handler, _body: bytes) -> None:
        body = b" " * (64 << 20)
        handler.close_connection = True
        with suppress(OSError):
            if packed:
                handler.reply(200, gzip.compress(body), Content_Encoding="gzip")
            else:
                handler.reply(200, body)

    return send


@contextmanager
def serving_wikidata(store: Store) -> Iterator[Wikidata]:
    """Serve a store on a loopback port."""
    wikidata = Wikidata(store)
    handler = type("Handler", (_Handler,), {"wikidata": wikidata})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    wikidata.address = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield wikidata
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def drawn(dramas: int, seed: int = 7, cast: int = 30) -> Store:
    """Draw series of South Korea with casts that overlap, characters, and relations between these."""
    draw = random.Random(seed)
    items = Items()
    for item, broader in (("Q1366112", "Q5398426"), ("Q1259759", "Q5398426"), ("Q15773317", "Q95074")):
        items.say(item, "P279", broader)
    people = [f"Q{9_000_000 + number}" for number in range(dramas * 6)]
    for number, person in enumerate(people):
        items.label(person, en=f"Kim {number}", ko=f"김{number}", aliases={"en": [f"Gim {number}"]})
        items.say(person, "P345", Literal(f"nm{number:07d}"))
    for genre in range(20):
        items.label(f"Q{100 + genre}", en=f"genre {genre}", ko=f"장르 {genre}")
    for number in range(dramas):
        drama = f"Q{1_000_000 + number * 7}"
        items.label(drama, en=f"Drama {number}", ko=f"드라마 {number}")
        items.say(drama, "P31", draw.choice(["Q5398426", "Q1366112", "Q1259759"]))
        items.say(drama, "P495", "Q884")
        items.say(drama, "P580", (f"{draw.randint(2020, 2024)}-03-{draw.randint(1, 28):02d}T00:00:00Z", 11))
        items.say(drama, "P1113", draw.randint(4, 50))
        items.say(drama, "P136", f"Q{100 + draw.randrange(20)}")
        items.say(drama, "P57", draw.choice(people))
        _draw_cast(items, draw, drama, number, draw.sample(people, cast))
    return items.finish()


def _draw_cast(items: Items, draw: random.Random, drama: str, number: int, cast: Sequence[str]) -> None:
    roles: list[str] = []
    for place, person in enumerate(cast):
        if place >= 8:
            items.say(drama, "P161", person, P4633=Literal(f"Role {place}")) if place % 2 else items.say(
                drama, "P161", person
            )
            continue
        character = f"Q{5_000_000 + number * 10 + place}"
        items.label(character, en=f"Character {number}.{place}")
        items.say(character, "P31", "Q15773317")
        items.say(character, "P1441", drama)
        items.say(drama, "P161", person, P453=character)
        if roles:
            items.say(character, draw.choice(["P26", "P22", "P40", "P3373"]), draw.choice(roles))
        roles.append(character)


def _main() -> None:
    with serving_wikidata(drawn(int(sys.argv[1]))) as wikidata:
        print(json.dumps({"address": wikidata.address}), flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    _main()
