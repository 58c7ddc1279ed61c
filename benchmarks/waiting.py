"""Waiting until something is true in a page.

Playwright's own ``wait_for_function`` evaluates a string inside the page when it is not true at once, which the policy
of our pages forbids.
"""

from __future__ import annotations

import time

from playwright.sync_api import Error, Page

__all__ = ["until"]


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until an expression is true in the page. Raises `AssertionError` where it never is."""
    last = time.monotonic() + seconds
    while not _true(page, expression):
        assert time.monotonic() < last, f"never true in the page: {expression}"
        page.wait_for_timeout(20)


def _true(page: Page, expression: str) -> bool:
    try:
        return bool(page.evaluate(f"!!({expression})"))
    except Error as error:
        if "context was destroyed" in str(error):
            return False
        raise
