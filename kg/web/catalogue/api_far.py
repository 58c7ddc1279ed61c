"""The field ``at``, how far somebody is, in the three forms that addresses take, for programs.

A pattern says what can be read. Whether there is such a drama or such a beat, only the data says; the formats tell what
tries the description (`tests/openapi_hooks.py`) which texts name some.
"""

from __future__ import annotations

from kg.web.catalogue.api_parts import Part, field

__all__ = ["at_beat", "at_dramas", "how_far"]

_BEAT = "(premise|end|[0-9]{1,4})"
_IN_DRAMA = rf"([a-z0-9][a-z0-9-]{{0,60}}|\*)={_BEAT}"
_LIST = f"{_IN_DRAMA}(;{_IN_DRAMA})*"


def at_beat() -> Part:
    """Return the field of an address that is about one drama: a beat."""
    return _field(
        "How far to tell: a beat's number, 'premise' or 'end'. Without it, or empty, the premise is told.",
        "beat", f"^{_BEAT}?$", "2",
    )  # fmt: skip


def at_dramas() -> Part:
    """Return the field of a question: a beat for each drama that is named."""
    return _field(
        "How far you are: DRAMA=BEAT, several with ';'. A beat is a number, 'premise' or 'end'; '*' is every other "
        "drama; of one named twice, the earlier beat counts. Without it, only what is known before the first "
        "episode is told.",
        "beats", f"^({_LIST})?$", "*=end",
    )  # fmt: skip


def how_far(*, of_one: bool = False) -> Part:
    """Return the field of an address that needs no drama to be named; ``of_one`` where a thing may be of one drama."""
    alone = " For a thing of one drama, also a beat's number." if of_one else ""
    return _field(
        "How far you are: 'premise' or 'end' of every drama, or DRAMA=BEAT, several with ';', where '*' is every other "
        f"drama.{alone} Without it, only what is known before the first episode is told.",
        "far", f"^({_BEAT if of_one else 'premise|end'}|{_LIST})?$", "end",
    )  # fmt: skip


def _field(description: str, form: str, pattern: str, example: str) -> Part:
    schema: Part = {"type": "string", "format": form, "pattern": pattern}
    return field("at", description, schema, example)
