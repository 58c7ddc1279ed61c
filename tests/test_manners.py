"""A wrong address gets a page that says what is wrong and where to go, and no page asks or sends what it should not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.graph import KnowledgeGraph
from kg.web.inprocess import Page, Site
from tests.pages import KINDS

LONG = "x" * 10_240


@pytest.fixture(scope="module")
def site(graph: KnowledgeGraph) -> Iterator[Site]:
    with Site(graph) as site:
        yield site


def ask(site: Site, address: str) -> Page:
    return site.pages([address])[0]


BEATS = ("0", "-1", "99", "abc", "1.5", "9" * 20, "1;2", "soundtrack-1=", "=1", "%00", "%ff", "１")
WRONG = [
    *((404, f"/drama/{slug}") for slug in ("no-such", "%00", "a%00b", "%ff%fe", "%ED%A0%80", LONG, "..%2f..%2fetc")),
    *((400, f"/drama/soundtrack-1{part}?at={at}") for part in ("", ".json", "/data") for at in BEATS[:7]),
    *((400, f"/character/soundtrack-1/eunsoo?at={at}") for at in BEATS[:7]),
    *((400, f"/person/park-hyung-sik?at={at}") for at in BEATS),
    *((400, f"/theme/cohabitation?at={at}") for at in BEATS[2:5]),
    *((400, f"/search?q=park&at={at}") for at in ("abc", "1.5")),
    (404, "/drama/no-such.json"),
    (400, "/drama/soundtrack-1/why"),
    (404, "/drama/soundtrack-1/why?s=a&p=b&o=c"),
    (404, "/character/soundtrack-1/no-such"),
    (404, "/character/no-such/eunsoo"),
    (404, "/character/soundtrack-1"),
    (404, "/person/no-such"),
    (404, "/person/%ED%A0%80"),
    (400, f"/person/{LONG}"),
    (404, f"/character/{LONG}/{LONG}"),
    (400, "/path?from=park-hyung-sik&to=park-hyung-sik"),
    (404, "/path?from=park-hyung-sik&to=no-such"),
    (400, "/path?from=%00&to=%ff"),
    (400, "/search?q=%ff%fe"),
    (400, "/queries/complete?type=person&q=%ff"),
    (400, f"/search?q={LONG}"),
    (400, f"/search.json?q={LONG}"),
    (400, "/search.json"),
    (404, "/theme/no-such"),
    (404, f"/theme/{LONG}"),
    (404, "/id/drama/no-such"),
    (404, "/id/person/no-such.ttl"),
    (404, "/graph/no-such"),
    (404, "/queries/no-such"),
    (404, "/static/no-such.js"),
    (404, "/static/..%2F..%2Fapp.py"),
    (404, "/drama/../../etc/passwd"),
    (404, "/%2F%2Fevil.example"),
    (404, "//evil.example/drama"),
]


@pytest.mark.parametrize(("status", "address"), WRONG, ids=[address[:60] for _, address in WRONG])
def test_a_wrong_address_gets_a_page_that_helps(site: Site, status: int, address: str) -> None:
    answer = ask(site, address)
    assert answer.status == status
    assert answer.header("content-type") == "text/html; charset=utf-8"
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    said = re.sub(r"<[^>]*>", " ", main.partition(">")[2]).split()
    assert len(said) > 5, "it says what is wrong"
    assert re.search(r'<a [^>]*href="/', main) or "<form" in main, "it leads on"
    assert "Traceback" not in answer.text
    assert "kg/web" not in answer.text
    assert not re.search(r'(?:href|src|action)="//', answer.text), "no address of this site may lead to another"


@pytest.mark.parametrize("at", ["no-such=1", "soundtrack-1=99", "soundtrack-1=0"])
@pytest.mark.parametrize("path", ["/person/park-hyung-sik", "/theme/cohabitation"])
def test_what_a_browser_remembers_of_another_build_tells_nothing(site: Site, path: str, at: str) -> None:
    answers = [ask(site, address) for address in (path, f"{path}?at={at}")]
    assert [answer.status for answer in answers] == [200, 200]
    said = r'<div class="left-out" role="status"><p>([^<]*)</p></div>'
    told = [re.sub(r'href="[^"]*"', "", answer.text.partition("<main")[2]) for answer in answers]
    assert told[0] == re.sub(said, "", told[1])
    left = re.search(said, told[1])
    assert left is not None, "the page says what it leaves out"
    assert at.partition("=")[0] in left[1]
    data = f"/search.json?q=a&at={at}" if path.startswith("/theme") else f"{path}.json?at={at}"
    assert ask(site, data).status == 400, "programs are told"


@pytest.mark.parametrize("address", ["/?lang=xx", "/drama/soundtrack-1?lang=xx", "/person/park-hyung-sik?lang=%00"])
def test_a_language_that_is_not_spoken_here_is_the_reader_s_own(site: Site, address: str) -> None:
    answer = ask(site, address)
    assert answer.status == 200
    assert '<html lang="en"' in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_pages_keep_to_themselves(site: Site, kind: str) -> None:
    answer = ask(site, KINDS[kind])
    assert answer.status == (404 if kind == "problem" else 200)
    assert not answer.header("set-cookie")
    policy = answer.header("content-security-policy")
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
    assert "http" not in policy
    body = answer.body.decode()
    assert not re.search(r"<[a-z][^>]* on[a-z]+=", body), "no script in an attribute"
    assert not re.search(r"<style|<[a-z][^>]* style=", body), "no inline style"
    for script in re.findall(r"<script\b([^>]*)>", body):
        assert "src=" in script or re.search(r'type="application/(ld\+)?json"', script), "no inline script"
    for tag in re.findall(r"<(?:script|link|img|iframe|source|form)\b[^>]*>", body):
        for address in re.findall(r'(?:src|href|action)="([^"]*)"', tag):
            if 'rel="canonical"' not in tag:
                assert not re.match(r"(?:[a-z]+:)?//", address) or address.startswith("http://127.0.0.1"), tag
