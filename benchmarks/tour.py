"""Every kind of page, each by an address over the two Soundtracks, and what is done there before a picture is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.waiting import until

__all__ = ["CHART_DRAWN", "FIRST_VIEWS", "TOUR", "Stop"]

CHART_DRAWN = "window.dramaChart && dramaChart.view.spots"
FIRST_VIEWS = {
    "start page": "/",
    "drama": "/drama/soundtrack-1",
    "person": "/person/park-hyung-sik",
    "path": "/path?from=park-hyung-sik&to=han-so-hee",
    "search": "/search?q=park",
}
"""The pages whose first view is weighed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the tour: its name, its address, its status and what is done on it; ``whole`` if it needs all data."""

    name: str
    path: str
    status: int = 200
    act: Callable[[Page], None] | None = None
    whole: bool = False

    def address(self, server: str, lang: str) -> str:
        """Return the whole address, in a language."""
        return f"{server}{self.path}{'&' if '?' in self.path else '?'}lang={lang}"


def _choose_lead(page: Page) -> None:
    """Open the panel of the character with the most ties."""
    until(page, CHART_DRAWN)
    page.evaluate(
        "dramaChart.restore({ focus: [...dramaChart.view.nodes.keys()]"
        ".sort((a, b) => dramaChart.view.neighbours(b).size - dramaChart.view.neighbours(a).size)[0] })"
    )


def _show_as(view: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        until(page, CHART_DRAWN)
        page.locator(f"[data-view={view}]").click()

    return press


def _type_a_name(page: Page) -> None:
    box = page.locator("input[type=search]:visible").first
    box.press_sequentially("ㅂㅎㅅ")
    page.wait_for_timeout(400)


TOUR = (
    Stop("start", "/"),
    Stop("start-typing", "/", act=_type_a_name),
    Stop("dramas", "/dramas"),
    Stop("drama-premise", "/drama/soundtrack-1"),
    Stop("drama-step-2", "/drama/soundtrack-1?at=2"),
    Stop("drama-end", "/drama/soundtrack-1?at=end"),
    Stop("drama-one-line", "/drama/mother"),
    Stop("chart-panel", "/drama/soundtrack-1?at=end", act=_choose_lead),
    Stop("chart-list", "/drama/soundtrack-1?at=end", act=_show_as("list")),
    Stop("chart-table", "/drama/soundtrack-1?at=end", act=_show_as("table")),
    Stop("why", "/drama/soundtrack-1/why?s=wooil&p=mentorOf&o=eunsoo&at=3"),
    Stop("character", "/character/soundtrack-1/eunsoo?at=3"),
    Stop("person", "/person/park-hyung-sik?at=soundtrack-1=3"),
    Stop("path", "/path?from=park-hyung-sik&to=han-so-hee"),
    Stop("path-longer", "/path?from=park-hyung-sik&to=noh-sang-hyun", whole=True),
    Stop("path-empty", "/path"),
    Stop("search", "/search?q=park"),
    Stop("search-nothing", "/search?q=zzxqwvv"),
    Stop("themes", "/themes"),
    Stop("theme", "/theme/cohabitation?at=soundtrack-1=3"),
    Stop("surprise", "/surprise"),
    Stop("problem-unknown", "/drama/soundtrak-1", status=404),
    Stop("problem-step", "/drama/soundtrack-1?at=99", status=400),
    Stop("queries", "/queries"),
    Stop("query", "/queries/cast"),
    Stop("sparql", "/sparql"),
    Stop("ontology", "/ontology"),
    Stop("data", "/data"),
    Stop("dataset", "/dataset"),
    Stop("thing", "/id/drama/soundtrack-1/character/eunsoo?at=3"),
)
"""Every page of which a picture is taken."""
