"""What data says stays text on every page, whatever it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from kg.build import build
from kg.graph import KnowledgeGraph
from kg.web.app import create_app
from kg.web.sparql.processes.worker import LocalRunner
from tests.asking import HTML

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
EVIL = "<script>alert(1)</script>"
HOSTILE = {
    "dramas/evil.yaml": f"""
drama: evil
coverage: full
names:
  - {{en: "{EVIL} & co", from: bad @ "{EVIL}"}}
  - {{ko: '"><img src=x onerror=alert(1)>', from: bad @ x}}
beats:
  premise: {{en: "{EVIL}", ko: "{EVIL}"}}
  after: {{en: "</script><script>alert(2)</script>", ko: "</script><script>alert(3)</script>"}}
production:
  - {{platform: "{EVIL}", from: bad @ x}}
characters:
  one:
    names: [{{en: "{EVIL}", from: bad @ x}}]
    occupation: [{{en: "' onmouseover='alert(1)", ko: "' onmouseover='alert(1)", from: bad @ x}}]
    notes: [{{en: "{EVIL}", ko: "{EVIL}", from: bad @ x}}]
    played_by: [{{person: evil-person, billing: lead, from: bad @ x}}]
  two:
    names: [{{en: "</textarea></script>", from: bad @ x}}]
aliases:
  mask:
    names: [{{en: "{EVIL}", from: bad @ x}}]
    denotes: one
events:
  bang:
    what: {{en: "{EVIL}", ko: "{EVIL}"}}
    why: {{en: "{EVIL}", ko: "{EVIL}"}}
    who: [one]
    told: premise
    from: bad @ x
relationships:
  friends:
    type: Friendship
    friend: [one, two]
    note: {{en: "{EVIL}", ko: "{EVIL}"}}
    told: premise
    from: bad @ x
open:
  - {{en: "{EVIL}", ko: "{EVIL}", from: bad @ x}}
""",
    "people.yaml": f"""
people:
  evil-person:
    names: [{{en: "{EVIL}", from: bad @ x}}]
""",
    "sources.yaml": f"""
sources:
  bad:
    kind: review
    title: {{en: "{EVIL}", ko: "{EVIL}"}}
    publisher: "{EVIL}"
    address: "https://a.example/?a=b&c='d'"
    reviews: evil
    verdict: "{EVIL}"
    judgements:
      all: {{aspect: whole, stance: positive, of: evil, en: "{EVIL}", ko: "{EVIL}", at: x}}
""",
}


class _Alive(HTMLParser):
    """What in a page could run: handlers, scripts of its own, pictures, addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    @classmethod
    def parts_of(cls, page: str) -> list[str]:
        parser = cls()
        parser.feed(page)
        return parser.parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        from_us = given.get("type") == "application/json" or (given.get("src") or "").startswith("/static/")
        own = tag == "script" and not from_us
        code = [value for name, value in attrs if name in ("href", "src") and not re.match("https?:|/|#", value or "")]
        if own or code or tag in ("img", "iframe", "object") or any(name.startswith("on") for name in given):
            self.parts.append(f"{tag} {attrs}")


def test_hostile_data_stays_text(tmp_path: Path) -> None:
    for name, text in HOSTILE.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    evil = KnowledgeGraph.of_build(build(tmp_path / "data", tmp_path / "builds", ONTOLOGY))
    with TestClient(create_app(evil, LocalRunner(evil))) as client:
        query = quote("SELECT * { ?s ?p ?o }")
        for path in ("/", "/drama/evil", "/drama/evil?at=end&lang=ko", "/drama/evil?at=9", f"/sparql?query={query}"):
            page = client.get(path, headers=HTML).text
            assert _Alive.parts_of(page) == []
        assert client.get(f"/drama/{quote(EVIL, safe='')}", headers=HTML).text.count("<script>alert") == 0
        assert client.get("/drama/evil.json?at=end").json()["titles"]["en"] == f"{EVIL} & co"


def test_only_web_addresses_become_links() -> None:
    from kg.web.templating import outside_link

    for address in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.org",
                    "java\nscript:x", " https://a", "https://a b", "", None):  # fmt: skip
        assert outside_link(address) is None
    assert outside_link("HTTPS://a.example/x?y=1#z") == "HTTPS://a.example/x?y=1#z"
