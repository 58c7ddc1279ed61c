"""Dramas from Wikidata: what is taken over and what is not, and what becomes of a server's faults.

The server is real (tests/wikidata_server.py): a SPARQL engine on loopback over triples in Wikidata's own shape.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.cli.load_wikidata import wikidata_command
from kg.errors import LoadError
from kg.load.wikidata import Endpoint, Limits, Report, Selection, load_wikidata
from kg.load.wikidata.answers import read_answer
from kg.load.wikidata.client import TooMuchError
from kg.load.wikidata.patience import asked_wait
from kg.load.wikidata.ranks import best_ranked
from kg.load.wikidata.terms import local
from kg.load.wikidata.wording import clean
from kg.names import is_nfc, unwanted_character
from kg.ontology import Ontology
from kg.reason import close
from kg.validate import validate
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, OWL
from tests import wikidata_server as faulty
from tests.support import ROOT
from tests.wikidata_server import Items, Unknown, Wikidata, drawn, serving_wikidata

SERIES, MINISERIES, KDRAMA = "Q5398426", "Q1259759", "Q1195543"
ONE, TWO, OLD, FILM, FOREIGN = "Q100001", "Q100002", "Q100003", "Q100004", "Q100005"
SEO, PARK, LEE, CHOI, YOON, KIM = (f"Q20000{number}" for number in range(1, 7))
ARA, BORA, CHAN, KING, SWORD, GHOST = (f"Q30000{number}" for number in range(1, 7))
TV, STREAM, ROMANCE = "Q400001", "Q400002", "Q400003"


def day(text: str) -> tuple[str, int]:
    return f"{text}T00:00:00Z", 11


def a_small_wikidata() -> Items:
    """Two dramas of one series, an old one, a film and a foreign one, with everything that has a trap in it."""
    items = Items()
    items.say(MINISERIES, "P279", SERIES)
    items.say(KDRAMA, "P279", SERIES)
    items.say("Q15773317", "P279", "Q95074")
    items.say("Q500001", "P279", "Q63241860")
    items.label(TV, en="KBS2", ko="KBS 2TV")
    items.label(STREAM, en="Netflix", ko="넷플릭스")
    items.say(STREAM, "P31", "Q500001")
    items.label(ROMANCE, en="romance", ko="로맨스")
    _dramas(items)
    _people(items)
    _characters(items)
    return items


def _dramas(items: Items) -> None:
    items.label(ONE, en="Spring Rain", ko="봄비", aliases={"en": ["Rain of Spring", "Spring Rain"], "ko": ["봄 비"]})
    items.say(ONE, "P31", KDRAMA)
    items.say(ONE, "P495", "Q884")
    items.say(ONE, "P580", day("2021-03-05"))
    items.say(ONE, "P582", ("2021-01-01T00:00:00Z", 9))
    items.say(ONE, "P1113", 16)
    items.say(ONE, "P1113", 99, rank="deprecated")
    items.say(ONE, "P345", Literal("tt0000001"))
    items.say(ONE, "P345", Literal("no> <id"))
    items.say(ONE, "P449", TV)
    items.say(ONE, "P449", STREAM)
    items.say(ONE, "P136", ROMANCE)
    items.say(ONE, "P57", YOON)
    items.say(ONE, "P57", Unknown)
    items.say(ONE, "P58", LEE, rank="deprecated")
    items.say(ONE, "P179", "Q600001")
    items.say(ONE, "P674", BORA)
    items.say(ONE, "P161", SEO, P453=ARA)
    items.say(ONE, "P161", PARK, P453=BORA, P4633=[Literal("Bo-ra"), Literal("Masked Singer")])
    items.say(ONE, "P161", LEE, P4633=Literal("이웃"))
    items.say(ONE, "P161", CHOI)
    items.say(ONE, "P161", KIM, rank="deprecated")
    items.say(ONE, "P161", Unknown)
    items.say(ONE, "P161", YOON, P453=KING)
    items.label(TWO, ko="봄비 2")
    items.say(TWO, "P31", MINISERIES)
    items.say(TWO, "P495", "Q884")
    items.say(TWO, "P577", ("2023-01-01T00:00:00Z", 9))
    items.say(TWO, "P577", day("2024-05-01"))
    items.say(TWO, "P179", "Q600001", P155=ONE)
    items.say(TWO, "P161", SEO)
    items.say(TWO, "P161", LEE, rank="preferred", P453=ARA)
    items.label(OLD, en="Long Ago")
    items.say(OLD, "P31", SERIES)
    items.say(OLD, "P495", "Q884")
    items.say(OLD, "P580", day("2001-01-02"))
    items.say(OLD, "P577", day("2022-01-02"))  # abroad, later
    items.say(ONE, "P155", OLD)  # shown before in the same hour: no sequel
    items.label(FILM, en="A Film")
    items.say(FILM, "P31", "Q11424")
    items.say(FILM, "P495", "Q884")
    items.say(FILM, "P580", day("2021-01-02"))
    items.label(FOREIGN, en="Elsewhere")
    items.say(FOREIGN, "P31", SERIES)
    items.say(FOREIGN, "P495", "Q17")
    items.say(FOREIGN, "P580", day("2021-01-02"))
    items.merge("Q700001", ONE)


def _people(items: Items) -> None:
    items.label(SEO, en="Seo Ji-woo", ko="서지우", aliases={"en": ["Seo Jiwoo\u202e"], "ko": ["지우"], "fr": ["Séo"]})
    items.say(SEO, "P345", Literal("nm0000001"))
    items.label(PARK, mul="Park Ha-neul")
    items.label(LEE, ja="李", de="Lee Min-a")
    items.label(YOON, en="Yoon Seo")
    items.label(CHOI, ko="최")


def _characters(items: Items) -> None:
    for character in (ARA, BORA, CHAN, GHOST):
        items.say(character, "P31", "Q15773317")
    items.label(ARA, en="Ara", ko="아라")
    items.label(BORA, en="Bora", aliases={"en": ["Bo Ra"]})
    items.label(CHAN, ko="찬")
    items.label(KING, en="Sejong the Great")
    items.say(KING, "P31", "Q5")
    items.say(KING, "P22", CHAN)
    items.label(SWORD, en="Sword")
    items.say(SWORD, "P31", "Q12791")
    for present in (ARA, CHAN, SWORD, GHOST):
        items.say(present, "P1441", ONE)
    items.say(ARA, "P1441", TWO)
    items.say(CHAN, "P175", KIM)  # nobody of the cast, but the drama is Chan's only work
    items.say(ARA, "P175", CHOI)  # of the cast
    items.say(ARA, "P175", PARK, rank="deprecated")
    items.say(ARA, "P26", CHAN)
    items.say(CHAN, "P26", ARA)
    items.say(ARA, "P22", BORA)
    items.say(BORA, "P40", ARA)
    items.say(ARA, "P3373", CHAN, P1039="Q800001")
    items.say(ARA, "P451", BORA, rank="deprecated")
    items.say(ARA, "P25", FOREIGN)
    items.say(ARA, "P25", ARA)


@pytest.fixture(scope="module")
def small() -> Store:
    return a_small_wikidata().finish()


@pytest.fixture
def wikidata(small: Store) -> Iterator[Wikidata]:
    with serving_wikidata(small) as served:
        yield served


Loader = Callable[..., Report]


@pytest.fixture
def load(wikidata: Wikidata, tmp_path: Path, ontology: Ontology) -> Loader:
    """Load from the small Wikidata; the waits go to ``waits`` and take no time."""

    def run(selection: Selection | None = None, waits: list[float] | None = None, **limits: float) -> Report:
        slept: list[float] = [] if waits is None else waits
        endpoint = Endpoint(wikidata.address, limits=Limits(**limits), sleep=slept.append)  # type: ignore[arg-type]
        return load_wikidata(
            selection or Selection(dramas=(ONE, TWO)), tmp_path, "wikidata", endpoint, ontology=ontology
        )

    return run


def quads_of(report: Report) -> list[Quad]:
    return list(parse(path=str(report.path), format=RdfFormat.N_QUADS))


def facts(report: Report) -> set[str]:
    """Every statement as ``graph: subject property value``, without the long parts."""
    found = set()
    for quad in quads_of(report):
        graph = quad.graph_name.value.removeprefix(GRAPH_BASE)  # type: ignore[union-attr]
        parts = [quad.subject.value.removeprefix(ID_BASE), local(quad.predicate)]  # type: ignore[union-attr]
        value = quad.object
        language = f"@{value.language}" if isinstance(value, Literal) and value.language else ""
        found.add(f"{graph}: {' '.join(parts)} {value.value.removeprefix(ID_BASE).removeprefix(DKG.base)}{language}")  # type: ignore[union-attr]
    return found


D1, D2 = f"drama/wikidata:{ONE}", f"drama/wikidata:{TWO}"
G1, G2, GP = f"wikidata:{ONE}/wikidata/1", f"wikidata:{TWO}/wikidata/1", "people/wikidata"
LAST = f"wikidata:{ONE}/wikidata/2"
C1 = f"{D1}/character/wikidata:"
ACTS = f"performance/wikidata:{ONE}/wikidata:"


@pytest.mark.parametrize(
    "fact",
    [
        f"{G1}: {D1} type Drama",
        f"{G1}: {D1} coverage thin",
        f"{G1}: {D1} prefLabel Spring Rain@en",
        f"{G1}: {D1} prefLabel 봄비@ko",
        f"{G1}: {D1} altLabel Rain of Spring@en",
        f"{G1}: {D1} altLabel 봄 비@ko",
        f"{G1}: {D1} locator {ONE} alias",
        f"{G1}: {D1} identifier wikidata:{ONE}",
        f"{G1}: {D1} exactMatch http://www.wikidata.org/entity/{ONE}",
        f"{G1}: {D1} identifier imdb:tt0000001",
        f"{G1}: {D1} network KBS2",
        f"{G1}: {D1} platform Netflix",
        f"{G1}: {D1} genre 로맨스@ko",
        f"{G1}: {D1} episodeCount 16",
        f"{G1}: {D1} firstAired 2021-03-05",
        f"{G1}: {D1} director person/wikidata:{YOON}",
        f"{G1}: {D1} locator {ONE} P57",
        f"{G2}: {D2} year 2023",
        f"{G2}: {D2} prefLabel 봄비 2@ko",
        f"{G2}: {D2} sequelOf {D1}",
        f"{G2}: {D2} locator {TWO} P179",
        # the cast
        f"{G1}: {ACTS}{SEO} performer person/wikidata:{SEO}",
        f"{G1}: {ACTS}{SEO} portrays {C1}{ARA}",
        f"{G1}: {ACTS}{SEO} locator {ONE} P161",
        f"{G1}: {ACTS}{PARK} portrays {C1}{BORA}",
        f"{G1}: {ACTS}{PARK} portrays {C1}{PARK}-role",
        f"{G1}: {C1}{PARK}-role prefLabel Masked Singer@en",
        f"{G1}: {C1}{LEE}-role prefLabel 이웃@ko",
        f"{G1}: {ACTS}{CHOI} portrays {C1}{ARA}",
        f"{G1}: {ACTS}{CHOI} locator {ARA} P175",
        f"{G1}: {ACTS}{KIM} portrays {C1}{CHAN}",
        f"{G1}: {ACTS}{YOON} portrays {C1}{KING}",
        f"{G1}: {C1}{ARA} prefLabel 아라@ko",
        f"{G1}: {C1}{ARA} locator {ARA} P1441",
        f"{G1}: {C1}{ARA} exactMatch http://www.wikidata.org/entity/{ARA}",
        f"{G1}: {C1}{BORA} locator {ONE} P674",
        f"{G1}: {C1}{CHAN} prefLabel 찬@ko",
        f"{G1}: {C1}{GHOST} isUnnamed true",
        f"{G2}: performance/wikidata:{TWO}/wikidata:{LEE} portrays {D2}/character/wikidata:{ARA}",
        # people
        f"{GP}: person/wikidata:{SEO} prefLabel 서지우@ko",
        f"{GP}: person/wikidata:{SEO} altLabel Seo Jiwoo@en",
        f"{GP}: person/wikidata:{SEO} identifier imdb:nm0000001",
        f"{GP}: person/wikidata:{SEO} exactMatch http://www.wikidata.org/entity/{SEO}",
        f"{GP}: person/wikidata:{PARK} prefLabel Park Ha-neul@en",
        f"{GP}: person/wikidata:{LEE} prefLabel Lee Min-a@en",
        f"{GP}: person/wikidata:{KIM} prefLabel {KIM}@en",
        # relationships, at the last beat
        f"{LAST}: {D1}/relationship/wikidata:marriage-{ARA}-{CHAN} type Marriage",
        f"{LAST}: {D1}/relationship/wikidata:marriage-{ARA}-{CHAN} locator {CHAN} P26",
        f"{LAST}: {D1}/relationship/wikidata:parenthood-{BORA}-{ARA} parent {C1}{BORA}",
        f"{LAST}: {D1}/relationship/wikidata:parenthood-{BORA}-{ARA} child {C1}{ARA}",
        f"{LAST}: {D1}/relationship/wikidata:parenthood-{BORA}-{ARA} locator {ARA} P22",
        f"{LAST}: {D1}/relationship/wikidata:parenthood-{BORA}-{ARA} locator {BORA} P40",
        f"{LAST}: {D1}/relationship/wikidata:kinship-{ARA}-{CHAN} type Kinship",
        # where it comes from
        f"provenance: graph/{LAST} revealedAt {D1}/beat/2",
        "provenance: source/wikidata publisher Wikidata",
        "provenance: source/wikidata license https://creativecommons.org/publicdomain/zero/1.0/",
    ],
)
def test_what_wikidata_says_is_told(fact: str, told: set[str]) -> None:
    assert fact in told


@pytest.fixture(scope="module")
def told(small: Store, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The statements of a load of both dramas."""
    with serving_wikidata(small) as wikidata:
        data = tmp_path_factory.mktemp("told")
        report = load_wikidata(Selection(dramas=(TWO, ONE)), data, "wikidata", Endpoint(wikidata.address))
        return {fact.replace(GRAPH_BASE, "graph/") for fact in facts(report)}


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("episodeCount 99", "a deprecated value"),
        ("no> <id", "an identifier that is none"),
        ("lastAired", "the year is known, the day is not"),
        ("firstAired 2024", "only the year of the earliest is known"),
        ("writer", "a deprecated writer"),
        (f"{D1} sequelOf", "shown before in the same hour"),
        (f"{ACTS}{PARK} portrays {C1}{ARA}", "a deprecated performer"),
        (f"performance/wikidata:{TWO}/wikidata:{SEO}", "another cast statement is preferred"),
        (
            f"performance/wikidata:{TWO}/wikidata:{CHOI}",
            "the character's item knows no works, and they are not in this cast",
        ),
        (SWORD, "present in the work, and no character"),
        ("Bo-ra@", "words that repeat a name of the role's item"),
        ("role-2", "one role in words"),
        (f"exactMatch http://www.wikidata.org/entity/{KING}", "a king is not the same as his role"),
        (f"{KING} P22", "a king's father is history"),
        ("relationship/wikidata:couple", "a deprecated partner"),
        (FOREIGN, "no character of the drama"),
        ("Séo", "an alias in another language"),
        ("李", "a label in letters that cannot stand in for an English one"),
        ("\u202e", "characters that change the direction of a page"),
        ("http://www.w3.org/2002/07/owl#sameAs", "never the same"),
        (f"drama/wikidata:{TWO}/beat/2", "a drama without relationships has no second beat"),
    ],
)
def test_what_is_not_told(part: str, why: str, told: set[str]) -> None:
    assert not [fact for fact in told if part in fact], why


def test_nothing_between_characters_is_told_at_the_premise(told: set[str]) -> None:
    late = [fact for fact in told if "/relationship/" in fact or "/arc/" in fact]
    assert late
    assert all(fact.startswith(LAST) for fact in late)
    assert not [fact for fact in told if fact.startswith(f"{G1}:") and "P26" in fact]


def test_it_keeps_the_shapes_and_contradicts_nothing(load: Loader, ontology: Ontology) -> None:
    quads = quads_of(load())
    assert validate(quads, ontology, {}) == []
    close(quads, ontology)
    assert not [quad for quad in quads if quad.predicate == OWL.sameAs]


def test_what_is_left_out_is_counted(load: Loader) -> None:
    left_out = load().left_out
    assert left_out["cast members whom Wikidata does not know"] == 1
    assert left_out["control characters in a text"] == 1
    assert left_out["relations to characters who are not in the same drama"] >= 1
    assert left_out["relations of real people who have a role"] == 1


def test_the_same_input_gives_the_same_bytes(load: Loader, wikidata: Wikidata) -> None:
    first = load().path.read_bytes()
    assert load(Selection(dramas=(TWO, ONE, TWO))).path.read_bytes() == first
    wikidata.packed = True
    assert load().path.read_bytes() == first


def test_the_series_of_a_country(load: Loader) -> None:
    def dramas(**wanted: object) -> list[str]:
        report = load(Selection(**wanted))  # type: ignore[arg-type]
        return sorted(fact.split("wikidata:")[-1].split()[0] for fact in facts(report) if fact.endswith("type Drama"))

    assert dramas(country="Q884") == [ONE, TWO, OLD]
    assert dramas(country="Q884", since=2020) == [ONE, TWO]
    assert dramas(country="Q884", since=2023) == [TWO]
    with pytest.raises(LoadError, match="no series of Q884 first aired since 2050"):
        dramas(country="Q884", since=2050)


def test_a_country_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch, load: Loader, wikidata: Wikidata) -> None:
    monkeypatch.setattr("kg.load.wikidata.find._PAGE", 1)
    assert load(Selection(country="Q884")).dramas == 3
    assert sum("LIMIT 1" in query for query in wikidata.queries) == 4


def test_a_merged_item_is_followed(load: Loader) -> None:
    assert f"{G1}: {D1} coverage thin" in facts(load(Selection(dramas=("Q700001",))))


@pytest.mark.parametrize("item", [FILM, "Q999999999"])
def test_what_is_no_series_is_refused(item: str, load: Loader) -> None:
    with pytest.raises(LoadError, match=f"no television series {item}; a drama's item is an instance"):
        load(Selection(dramas=(ONE, item)))


@pytest.mark.parametrize("item", ["", "Q0", "q1", "P31", "Q1 ", "Q1\n", "Q1> ?s ?p ?o . <Q", "Q" + "9" * 13, "Q１"])
def test_an_item_is_an_item(item: str) -> None:
    with pytest.raises(LoadError, match="is no Wikidata item"):
        Selection(dramas=(item,))


@pytest.mark.parametrize("wanted", [{}, {"dramas": (ONE,), "country": "Q884"}, {"country": "Q884", "since": 20}])
def test_a_selection_is_clear(wanted: dict[str, object]) -> None:
    with pytest.raises(LoadError):
        Selection(**wanted)  # type: ignore[arg-type]


# Faults


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (faulty.status(429, Retry_After="7"), 7),
        (faulty.status(429), 60),
        (faulty.status(503, Retry_After="nonsense"), 2),
        (faulty.status(503), 2),
        (faulty.status(502), 2),
        (faulty.cut, 2),
        (faulty.dropped, 2),
    ],
)
def test_a_busy_server_is_asked_again(fault: faulty.Fault, wait: float, load: Loader, wikidata: Wikidata) -> None:
    before = load().path.read_bytes()
    waits: list[float] = []
    wikidata.faults = [None, fault, None, None, fault, fault]
    assert load(waits=waits).path.read_bytes() == before
    assert waits[0] == wait
    assert len(waits) == 3


def test_retry_after_may_be_a_date(load: Loader, wikidata: Wikidata) -> None:
    waits: list[float] = []
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    wikidata.faults = [faulty.status(429, Retry_After=at)]
    load(waits=waits)
    assert 80 < waits[0] <= 90


def test_a_long_wait_is_left_to_people(load: Loader, wikidata: Wikidata) -> None:
    waits: list[float] = []
    wikidata.faults = [None, None, faulty.status(429, Retry_After="7200")]
    with pytest.raises(LoadError, match=r"asks to wait 7,200 seconds.*what was fetched is kept"):
        load(waits=waits)
    assert waits == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faulty.html, "answers with text/html, not with SPARQL results; is this the address"),
        (faulty.garbled, "not SPARQL results in JSON"),
        (faulty.without_variable, "answers without 'item', which was asked for"),
        (faulty.status(404), "HTTP 404; is this the address"),
        (faulty.status(403), "HTTP 403: it does not let you in; say who you are with --contact"),
        (faulty.status(500), "HTTP 500: the query was too much for it"),
        (faulty.status(503), "HTTP 503, 5 times in a row; try again later"),
        (faulty.dropped, "cannot be reached"),
        (faulty.redirect(302, "http://localhost:1/sparql"), "redirects to http://localhost:1, which is refused"),
        (faulty.redirect(302, "http://127.0.0.1:1/sparql"), "redirects to http://127.0.0.1:1, which is refused"),
        (faulty.redirect(302, "file:///etc/passwd"), "is no address of an endpoint"),
        (faulty.redirect(303, "/sparql"), "HTTP 303"),
        (faulty.redirect(301, "/sparql"), "redirects in a circle"),
        (faulty.status(304), "HTTP 304"),
    ],
)
def test_a_fault_that_stays_is_told(fault: faulty.Fault, message: str, load: Loader, wikidata: Wikidata) -> None:
    """It names the host and what to do, and the load before stays as it was."""
    path = load().path
    before = path.read_bytes()
    wikidata.always = fault
    with pytest.raises(LoadError, match=r"127\.0\.0\.1|no address") as error:
        load()
    assert message in str(error.value)
    assert path.read_bytes() == before


def test_a_redirect_on_the_same_host_is_followed(load: Loader, wikidata: Wikidata) -> None:
    first = load().path.read_bytes()
    wikidata.faults = [faulty.redirect(308, "/sparql/elsewhere"), None, faulty.redirect(302, wikidata.address + "?x=1")]
    assert load().path.read_bytes() == first


def test_no_redirect_from_https_to_http() -> None:
    endpoint = Endpoint("https://example.org/sparql")
    error = _redirect_error("http://example.org/sparql")
    with pytest.raises(LoadError, match=r"redirects to http://example\.org, which is refused"):
        endpoint._redirect(endpoint.address, error)
    plain = Endpoint("http://example.org/sparql")
    up = _redirect_error("https://example.org/sparql")
    assert plain._redirect(plain.address, up) == "https://example.org/sparql"


def _redirect_error(location: str):  # type: ignore[no-untyped-def]
    from email.message import Message
    from urllib.error import HTTPError

    headers = Message()
    headers["Location"] = location
    return HTTPError("x", 301, "Moved", headers, None)


def test_a_slow_answer_ends(load: Loader, wikidata: Wikidata) -> None:
    wikidata.always = faulty.slow(3)
    with pytest.raises(LoadError, match=r"127.0.0.1:\d+ (took more than|did not answer within) 0.3 s"):
        load(Selection(dramas=(ONE,)), timeout=0.3)


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_answer_ends(packed: bool, load: Loader, wikidata: Wikidata) -> None:
    wikidata.always = faulty.endless(packed)
    with pytest.raises(LoadError, match="more than 1 MiB, which is refused"):
        load(Selection(dramas=(ONE,)), largest=1 << 20)


def test_what_is_too_much_at_once_is_asked_in_halves(load: Loader, wikidata: Wikidata) -> None:
    first = load()
    wikidata.too_many = 13
    again = load()
    assert again.requests > first.requests
    assert sorted(facts(again)) == sorted(facts(first))


def test_a_load_that_died_goes_on(load: Loader, wikidata: Wikidata, tmp_path: Path) -> None:
    whole = load()
    text = whole.path.read_bytes()
    whole.path.unlink()
    wikidata.faults = [*[None] * 6, faulty.html]
    with pytest.raises(LoadError, match="run the same command again to go on from there"):
        load()
    assert not whole.path.exists()
    again = load()
    assert again.path.read_bytes() == text
    assert (again.reused, again.requests) == (6, whole.requests - 6)
    assert [path.name for path in (tmp_path / "loaded").iterdir()] == ["wikidata.nq"]


def test_a_load_that_was_killed_goes_on(load: Loader, wikidata: Wikidata, tmp_path: Path) -> None:
    wikidata.faults = [*[None] * 6, faulty.slow(30)]
    code = "from kg.cli.load_wikidata import wikidata_command; wikidata_command()"
    arguments = ["--drama", ONE, "--drama", TWO, "--endpoint", wikidata.address, "--data", str(tmp_path)]
    killed = subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT)
    while wikidata.requests < 7:
        assert killed.poll() is None
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    assert load().reused == 6


def test_a_kept_answer_that_is_spoiled_is_asked_again(load: Loader, wikidata: Wikidata, tmp_path: Path) -> None:
    text = load().path.read_bytes()
    wikidata.faults = [*[None] * 6, faulty.html]
    with pytest.raises(LoadError):
        load()
    kept = sorted((tmp_path / "loaded" / ".wikidata-wikidata").iterdir())
    kept[0].write_bytes(b"{")
    kept[1].write_bytes(b"\xff")
    again = load()
    assert again.reused == 4
    assert again.path.read_bytes() == text


def test_what_is_kept_from_another_endpoint_is_not_used(load: Loader, wikidata: Wikidata) -> None:
    wikidata.faults = [None, None, faulty.html]
    with pytest.raises(LoadError):
        load()
    wikidata.address += "/other"
    assert load().reused == 0


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "example.org", "", "http://", "http://a:99999/", "http://a b/",
     "http://[::1/", "https://example.org/#x", "data:,x", "http://exämple.org/", "http://a/\nHost: b",
     f"http://{'a' * 70}.example/"],
)  # fmt: skip
def test_an_address_is_an_address(address: str) -> None:
    with pytest.raises(LoadError, match="is no address of an endpoint"):
        Endpoint(address)


def test_a_password_is_not_in_an_address() -> None:
    with pytest.raises(LoadError, match="name or a password") as error:
        Endpoint("https://me:secret@example.org/")
    assert "secret" not in str(error.value)


def test_the_client_says_who_it_is(wikidata: Wikidata) -> None:
    Endpoint(wikidata.address, contact="me@example.org").answer("SELECT * {}")
    assert wikidata.agents[0].startswith("DramaKG/")
    assert "me@example.org" in wikidata.agents[0]
    for contact in ("a\r\nX: y", "é", "x" * 300, "a) b"):
        with pytest.raises(LoadError, match="a contact is"):
            Endpoint(wikidata.address, contact=contact)


# Pieces


@given(st.binary(max_size=200) | st.builds(lambda value: json.dumps(value).encode(), st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["head", "vars", "results", "bindings", "a", "type"]), inner, max_size=4),
    max_leaves=12,
)))  # fmt: skip
def test_any_answer_is_read_or_refused(body: bytes) -> None:
    try:
        rows = read_answer(body, ["a"], "host")
    except TooMuchError as error:
        assert str(error).startswith("host answers")
    else:
        assert all(set(row) <= {"a", *row} for row in rows)


def test_a_deep_answer_is_refused() -> None:
    body = b'{"head":{"vars":["a"]},"results":{"bindings":[' + b"[" * 2_000_000
    with pytest.raises(TooMuchError):
        read_answer(body, ["a"], "host")


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    cleaned = clean(text.encode(errors="ignore").decode(), Counter())
    assert is_nfc(cleaned)
    assert not unwanted_character(cleaned)
    assert cleaned == cleaned.strip()


@given(st.text(max_size=30))
def test_any_retry_after_is_a_wait_or_nothing(header: str) -> None:
    wait = asked_wait(header)
    assert wait is None or wait >= 0


def test_best_rank() -> None:
    def row(group: str, rank: str) -> dict[str, NamedNode | Literal]:
        ranks = {"rank": NamedNode(f"http://wikiba.se/ontology#{rank}Rank")} if rank else {}
        return {"item": Literal(group), **ranks}

    rows = [row("a", "Normal"), row("a", "Preferred"), row("b", "Deprecated"), row("c", "Normal"), row("c", "")]
    assert best_ranked(rows, lambda found: found["item"]) == [rows[1], rows[3]]


# The whole


def test_many_dramas_take_few_requests(tmp_path: Path, ontology: Ontology) -> None:
    with serving_wikidata(drawn(60, cast=10)) as wikidata:
        steps: list[tuple[int, int]] = []
        report = load_wikidata(
            Selection(country="Q884", since=2020), tmp_path, "k", Endpoint(wikidata.address), ontology=ontology,
            step=lambda done, total: steps.append((done, total)),
        )  # fmt: skip
    assert (report.dramas, report.path.name) == (60, "k.nq")
    assert report.requests == wikidata.requests < 45
    assert steps == [(0, 60), (50, 60), (60, 60)]
    quads = quads_of(report)
    assert validate(quads, ontology, {}) == []
    assert len([quad for quad in quads if quad.object == DKG.Drama]) == 60


def test_the_verb(wikidata: Wikidata, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        wikidata_command,
        ["--drama", ONE, "--drama", TWO, "--endpoint", wikidata.address, "--data", str(tmp_path), "--as", "mine"],
    )
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"loaded 2 dramas: {tmp_path / 'loaded' / 'mine.nq'}\n")
    assert "left out or changed:" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--drama", "Q1", "--country", "Q2"],
        ["--drama", "Q1", "--since", "2020"],
        ["--country", "Q2", "--since", "20"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(wikidata_command, arguments).exit_code == 2
