"""What is kept is made once, however many ask for it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.kept import Kept


def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    kept, begun = Kept[str](3), []

    def make() -> str:
        begun.append(1)
        time.sleep(0.2)
        return "made"

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: kept.get("one", make), range(4))) == ["made"] * 4
    assert len(begun) == 1


def test_what_cannot_be_made_is_tried_again() -> None:
    kept = Kept[int](3)
    with pytest.raises(ZeroDivisionError):
        kept.get("one", lambda: 1 // 0)
    assert kept.get("one", lambda: 1) == 1
