"""How long to wait before asking a busy server again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["asked_wait", "own_wait"]

_BUSY = 429


def asked_wait(header: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, never less than 0; None where it says nothing useful.

    It holds seconds or a date (RFC 9110, 10.2.3).

    >>> asked_wait("120")
    120.0
    >>> asked_wait("Fri, 20 Nov 2026 10:00:30 GMT", datetime(2026, 11, 20, 10, tzinfo=UTC))
    30.0
    >>> asked_wait("soon") is None
    True
    """
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


def own_wait(attempt: int, status: int | None) -> float:
    """Return the seconds to wait after failure number ``attempt`` where the server names none.

    A minute after 429, as the Wikidata Query Service asks of its clients; else twice as long each time.

    >>> [own_wait(attempt, 503) for attempt in (1, 2, 3)], own_wait(1, 429)
    ([2.0, 4.0, 8.0], 60.0)
    """
    return 60.0 if status == _BUSY else float(2**attempt)
