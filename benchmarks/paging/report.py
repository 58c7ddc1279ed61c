"""The report: a table for each part, each number beside its goal and what a plain pyvis page has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.paging.found import Found

__all__ = ["report"]

_TITLES = {
    "bytes": "What the first view brings over the wire",
    "shift": "How much a page jumps while it loads",
    "frames": "How smoothly a chart moves",
    "waits": "How long one waits",
}
_HEAD = (
    "| page | how | what | measured | goal | kept | plain pyvis | ratio | of that |",
    "|---|---|---|---|---|---|---|---|---|",
)


def report(found: Sequence[Found], machine: Mapping[str, str]) -> str:
    """Return the report as Markdown.

    >>> print(report([Found("bytes", "start", "desk", "KB", 40, 200)], {"cores": "2"}).splitlines()[-1])
    | start | desk | KB | 40 | < 200 | yes |  |  |  |
    """
    lines = ["# The pages in a browser\n", ", ".join(f"{name} {value}" for name, value in machine.items()) + ".\n"]
    missed = [one for one in found if one.kept is False]
    lines.append(f"{sum(one.kept is True for one in found)} goals kept, {len(missed)} missed.")
    for part, title in _TITLES.items():
        rows = [one for one in found if one.part == part]
        if rows:
            lines += [f"\n## {title}\n", *_HEAD, *(_row(one) for one in rows)]
    return "\n".join(lines)


def _row(one: Found) -> str:
    goal = "" if one.goal is None else f"{'≥' if one.least else '<'} {_short(one.goal)}"
    kept = {None: "", True: "yes", False: "**no**"}[one.kept]
    other, ratio = ("", "") if one.other is None else (_short(one.other), f"{one.other / one.value:.2g}")
    cells = (one.what, one.how, one.number, _short(one.value), goal, kept, other, ratio, one.because.replace("|", "/"))
    return "| " + " | ".join(cells) + " |"


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1 else f"{value:.3g}"
