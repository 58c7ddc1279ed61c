"""The page about the dataset in a real Chromium: nothing in it is stopped by our policy, and a download arrives."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_fits_and_its_data_is_readable(page: Page, server: str, lang: str, width: int) -> None:
    httpx2.get(f"{server}/dump/SHA256SUMS", timeout=60)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server}/dataset?lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    described = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(described or "")["@type"] == "Dataset"
    assert page.locator(".dump").count() == 12
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "with all opened"


def test_a_reader_finds_it_and_takes_a_dump_away(page: Page, server: str, tmp_path: Path) -> None:
    httpx2.get(f"{server}/dump/SHA256SUMS", timeout=60)
    page.goto(f"{server}/?lang=en")
    page.get_by_role("link", name="Dataset and downloads").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="N-Quads What is told").click()
    download.value.save_as(tmp_path / "told.nq.gz")
    assert download.value.suggested_filename == "drama-kg-told.nq.gz"
    assert gzip.decompress((tmp_path / "told.nq.gz").read_bytes()).count(b"\n") > 1000
