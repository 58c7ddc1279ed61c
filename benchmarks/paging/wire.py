"""What the first view of a page brings over the wire: compressed, headers and all, with nothing kept from before."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from benchmarks.paging.found import Found
from benchmarks.paging.windows import DESK, window
from benchmarks.tour import FIRST_VIEWS

__all__ = ["GOAL", "measured", "of_page"]

GOAL = 200.0  # KB besides the chart library
_LIBRARY = "/static/vis-network"


def measured(browser: Browser, server: str) -> list[Found]:
    """Weigh each page of `FIRST_VIEWS`."""
    return [one for name, path in FIRST_VIEWS.items() for one in of_page(browser, server, path, name)]


def of_page(browser: Browser, server: str, path: str, name: str, other: float | None = None) -> list[Found]:
    """Weigh one page; ``other`` is the weight of what one would use instead, without its library."""
    sizes = _arrived(browser, f"{server}{path}")
    library = sum(size for url, size in sizes if _LIBRARY in url) / 1000
    rest = sum(size for url, size in sizes if _LIBRARY not in url) / 1000
    heaviest = sorted(((size, url) for url, size in sizes if _LIBRARY not in url), reverse=True)[:3]
    parts = ", ".join(f"{url.removeprefix(server).split('?')[0]} {size / 1000:.0f}" for size, url in heaviest)
    found = [Found("bytes", name, DESK.name, "KB besides the chart library", rest, GOAL, other=other, because=parts)]
    if library:
        found.append(Found("bytes", name, DESK.name, "KB of the chart library", library))
    return found


def _arrived(browser: Browser, address: str) -> list[tuple[str, int]]:
    """Return what was fetched until nothing more came, and how many bytes each took."""
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def began(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["response"]["url"]

    def ended(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    with window(browser, DESK) as (page, line):
        line.on("Network.responseReceived", began)
        line.on("Network.loadingFinished", ended)
        line.send("Network.enable")
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(500)
    return [(urls[one], size) for one, size in sizes.items() if urls.get(one, "").startswith("http")]
