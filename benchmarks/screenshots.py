"""``python -m benchmarks.screenshots``: pictures of every kind of page, for a person to look at.

Each page of the tour is taken at the size of a desk and of a phone, in light and dark, in English and Korean, as a real
`kg serve` shows it to a real Chromium; `index.html` beside them has them all.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import click
from playwright.sync_api import Browser, Page

from benchmarks.album import write_album
from benchmarks.chromium import chromium
from benchmarks.paging.windows import SIZES, Size, window
from benchmarks.served import served
from benchmarks.tour import CHART_DRAWN, TOUR, Stop
from benchmarks.waiting import until

__all__ = ["main", "take"]

SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ko")
_SETTLED = 300  # ms after which nothing moves
_HIGHEST = 5000  # pixels; a list of a hundred dramas looks the same further down


@click.command(help="Take a picture of every kind of page, at two sizes, light and dark, in English and Korean.")
@click.option("--page", "names", multiple=True, type=click.Choice([one.name for one in TOUR]),
              help="Pages of the tour; all if not given.")  # fmt: skip
@click.option("--server", help="A server that runs already.  [one of its own]")
@click.option("--out", default="screenshots", show_default=True, type=click.Path(path_type=Path, file_okay=False))
def main(names: tuple[str, ...], server: str | None, out: Path) -> None:
    """Take the pictures, and write the page that shows them."""
    out.mkdir(parents=True, exist_ok=True)
    stops = [one for one in TOUR if not names or one.name in names]
    if server is not None:
        wrong = _all(stops, server.rstrip("/"), out)
    else:
        with served(out / "server.log") as address:
            wrong = _all(stops, address, out)
    write_album(out)
    click.echo(f"{len(stops) * len(SIZES) * len(SCHEMES) * len(LANGUAGES)} pictures: {out / 'index.html'}")
    if wrong:
        raise click.ClickException("\n".join(("not as they should be:", *wrong)))


def _all(stops: list[Stop], server: str, out: Path) -> list[str]:
    wrong = []
    with chromium() as browser:
        for size, scheme in product(SIZES, SCHEMES):
            click.echo(f"{size.name}, {scheme}", err=True)
            wrong += take(browser, stops, server, size, scheme, out)
    return wrong


def take(browser: Browser, stops: list[Stop], server: str, size: Size, scheme: str, out: Path) -> list[str]:
    """Take a picture of each page in each language; return what is wrong: another status, wider than the window."""
    wrong = []
    with window(browser, size, scheme) as (page, _):
        for stop, lang in product(stops, LANGUAGES):
            answer = page.goto(stop.address(server, lang), wait_until="load")
            if answer is None or answer.status != stop.status:
                wrong.append(f"{page.url}: {answer and answer.status}, not {stop.status}")
            if page.locator(".drama-chart").count():
                until(page, CHART_DRAWN)
            if stop.act is not None:
                stop.act(page)
            page.wait_for_timeout(_SETTLED)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{page.url}: wider than {size.name}")
            _picture(page, size, out / f"{stop.name}.{lang}.{size.name}.{scheme}.jpg")
    return wrong


def _picture(page: Page, size: Size, path: Path) -> None:
    high = min(_HIGHEST, int(page.evaluate("document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": size.width, "height": max(high, size.height)}
    page.screenshot(path=path, type="jpeg", quality=82, full_page=True, clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
