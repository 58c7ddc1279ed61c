"""The windows that pages are measured in, with a fresh browser's memory each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page

__all__ = ["DESK", "PHONE", "SIZES", "Size", "slow", "window"]


@dataclass(frozen=True, slots=True)
class Size:
    """A size of a window, and whether it is that of a phone."""

    name: str
    width: int
    height: int
    phone: bool = False


DESK = Size("1280x900", 1280, 900)
PHONE = Size("390x844", 390, 844, phone=True)
SIZES = (DESK, PHONE)


@contextmanager
def window(browser: Browser, size: Size, scheme: str = "light", script: str = "") -> Iterator[tuple[Page, CDPSession]]:
    """Open a window in which nothing is kept from before, with a line to the browser; ``script`` runs in each page."""
    context = browser.new_context(
        viewport={"width": size.width, "height": size.height}, is_mobile=size.phone, has_touch=size.phone,
        color_scheme="dark" if scheme == "dark" else "light", locale="en-GB",
    )  # fmt: skip
    if script:
        context.add_init_script(script)
    page = context.new_page()
    try:
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def slow(line: CDPSession) -> None:
    """Have everything arrive as over a poor mobile network: 1.6 Mbit/s, 150 ms there and back."""
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000},
    )
