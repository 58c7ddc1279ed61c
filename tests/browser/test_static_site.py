"""The site as files in a real browser: from a plain file server, below a path of it, and from a folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.web.assets import own_address
from tests.browser.axe import violations
from tests.live import until

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """A file server as everybody has one."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hosted(soundtracks_site: Path) -> Iterator[str]:
    """The address of the site below a path of a file server."""
    above = soundtracks_site.parent.parent
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(above)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/fans/dramas/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def on_disk(soundtracks_site: Path) -> str:
    return soundtracks_site.as_uri() + "/"


@pytest.fixture(params=["hosted", "on_disk"])
def root(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_from_the_door_to_a_chart_at_step_2(page: Page, root: str) -> None:
    page.goto(root + "index.html")
    page.wait_for_url("**/en/index.html")
    page.get_by_role("link", name="Soundtrack #1").first.click()
    page.wait_for_url("**/en/drama/soundtrack-1/at=premise/index.html")
    expect(page.locator("canvas").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("mentor")
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**/en/drama/soundtrack-1/at=2/index.html*")
    expect(page.locator("main")).to_contain_text("Kang Woo Il")
    expect(page.locator("canvas").first).to_be_visible()
    # Links of the parts that have stayed lead on from here too.
    page.locator("header nav a").nth(1).click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    until(page, "document.querySelector('canvas') !== null")


def test_search_as_one_types(page: Page, root: str) -> None:
    page.goto(root + "en/index.html")
    box = page.get_by_role("combobox").first
    box.fill("Park Hyungsik")
    page.get_by_role("option", name="Park Hyung Sik").first.click()
    page.wait_for_url("**/en/person/park-hyung-sik/index.html")
    expect(page.locator("h1")).to_contain_text("Park Hyung Sik")


def test_the_way_between_two_people(page: Page, root: str) -> None:
    page.goto(root + "en/path/index.html?from=Park+Hyungsik&to=Han+So+Hee")
    expect(page.locator("ol.chain .chain-person")).to_have_count(2)
    expect(page.locator("ol.chain")).to_contain_text("Soundtrack #1")
    page.get_by_label("To", exact=True).fill("Nobody At All")
    page.get_by_role("button", name="Show the way").click()
    expect(page.locator("p.wrong")).to_contain_text("Nobody At All")


@pytest.mark.skipif(own_address("oxigraph.wasm") is None, reason="the package was made without the SPARQL engine")
def test_sparql_runs_in_the_browser_and_loads_no_more_than_was_chosen(page: Page, hosted: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(hosted + "en/sparql/index.html?at=soundtrack-1%3D2&query=ASK+%7B+%3Fa+dkg%3AmentorOf+%3Fb+%7D")
    assert not [url for url in asked if "wasm" in url or "nq.gz" in url]
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict")).to_have_text("Yes", timeout=30_000)
    assert [url.rpartition("/data/")[2] for url in asked if "nq.gz" in url] == ["premise.nq.gz", "soundtrack-1/2.nq.gz"]
    page.get_by_label("Tell only as far as").select_option("")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".verdict")).to_have_text("No", timeout=30_000)


def test_axe_finds_no_violation_in_files(chromium: Browser, on_disk: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, bypass_csp=True)
    page = context.new_page()
    for name in ("en/drama/soundtrack-1/at=3", "ko/path", "en/sparql", "en/not-here"):
        page.goto(f"{on_disk}{name}/index.html")
        assert violations(page) == [], name
    context.close()


def test_sparql_from_a_disk_says_what_to_do(page: Page, on_disk: str) -> None:
    page.goto(on_disk + "en/sparql/index.html")
    page.get_by_role("button", name="Load the graph").click()
    expect(page.locator(".wrong")).to_contain_text("python3 -m http.server")
    expect(page.locator(".wrong")).to_be_in_viewport()
