"""What holds of all pages: addresses, headers, languages, and what they never load."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.dramas.pages import Pages
from tests.asking import HTML
from tests.live import serving


@pytest.mark.parametrize(
    ("path", "status", "said", "leads"),
    [
        ("/nope", 404, "처음 화면에서", 'href="/dramas?lang=ko"'),
        ("/drama/soundtrak-1", 404, "혹시 이것을 찾으셨나요?", 'href="/drama/soundtrack-1?lang=ko"'),
        ("/drama/soundtrack-1?at=99", 400, "‘99’ 단계가 없습니다", 'href="/drama/soundtrack-1?at=7&amp;lang=ko"'),
        ("/themes?at=2", 400, "한 드라마에만 속한 것이 아닙니다", 'href="/themes?lang=ko"'),
        ("//evil.example/drama?at=1", 404, "처음 화면에서", 'href="/?lang=ko"'),
    ],
)
def test_a_wrong_address_says_where_to_go(client: TestClient, path: str, status: int, said: str, leads: str) -> None:
    answer = client.get(f"http://testserver{path}{'&' if '?' in path else '?'}lang=ko", headers=HTML)
    assert answer.status_code == status
    assert said in answer.text
    assert leads in answer.text
    assert 'id="search-large"' in answer.text
    assert 'href="//' not in answer.text


def test_language_by_header_by_address_and_kept_in_links(client: TestClient) -> None:
    korean = client.get("/", headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"})
    assert '<html lang="ko">' in korean.text
    assert 'href="/drama/soundtrack-1"' in korean.text
    assert "Accept-Language" in korean.headers["vary"]
    chosen = client.get("/?lang=ko").text
    assert 'href="/drama/soundtrack-1?lang=ko"' in chosen
    assert 'href="/?lang=en"' in chosen
    step = client.get("/drama/soundtrack-1?at=3&lang=ko").text
    assert 'href="/drama/soundtrack-1?at=4&amp;lang=ko"' in step
    assert 'href="/drama/soundtrack-1?at=3&amp;lang=en"' in step
    assert "한선우" in step
    assert client.get("/?lang=klingon").status_code == 200


def test_health(client: TestClient) -> None:
    found = client.get("/health").json()
    assert found["status"] == "ok"
    assert found["dramas"] == 2


def test_static_files_are_for_ever_and_nothing_else_is_served(client: TestClient) -> None:
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/drama/soundtrack-1").text)
    assert len(names) == len(set(names)) > 7
    for name in names:
        answer = client.get(name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    for path in ("/static/site.css", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/drama/soundtrack-1", "/sparql", "/health", "/nope", "/drama/soundtrack-1.json"]
)
def test_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=HTML).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_have_nothing_inline_and_nothing_foreign(client: TestClient) -> None:
    for path in ("/", "/drama/soundtrack-1?at=end", "/drama/mother", "/sparql"):
        page = client.get(path, headers=HTML).text
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
        assert [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "json" not in tag] == []
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!/static/)', page) == []
        for link in re.findall(r'<a [^>]*href="https?:[^>]*>', page):
            assert 'rel="noopener noreferrer nofollow"' in link


def test_a_bug_shows_no_trace(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(graph), raise_server_exceptions=False) as broken:
        monkeypatch.setattr(KnowledgeGraph, "drama", lambda *_, **__: 1 / 0)
        answer = broken.get("/drama/soundtrack-1", headers=HTML)
        assert answer.status_code == 500
        assert "ZeroDivision" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/", "/drama/soundtrack-1", "/data", "/drama/soundtrack-1/data", "/ontology", "/themes"]
)
def test_fields_that_a_page_does_not_know_change_nothing_in_it(client: TestClient, path: str) -> None:
    """Else each of them would have the page made anew, and kept."""
    plain = client.get(path, headers=HTML)
    assert client.get(path, params={"x": "1", "y": "2"}, headers=HTML).text == plain.text


def test_health_answers_while_every_thread_makes_pages(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pages, "start", lambda self, request: (time.sleep(1.0), PlainTextResponse("late"))[1])
    with serving(graph) as server, ThreadPoolExecutor(120) as threads:
        asked = [threads.submit(httpx2.get, f"{server}/", timeout=60) for _ in range(120)]
        time.sleep(0.5)
        begun = time.monotonic()
        assert httpx2.get(f"{server}/health", timeout=60).status_code == 200
        assert time.monotonic() - begun < 5  # the pages take fifteen
        assert all(one.result().status_code == 200 for one in asked)
