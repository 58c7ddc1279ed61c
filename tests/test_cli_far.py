"""`--at` means the same for every verb, and what is offered to somebody never tells more than they know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from kg.build import Build
from kg.cli import main

Invoke = Callable[..., Result]


@pytest.fixture
def invoke(built: Build) -> Invoke:
    del built

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)

    return run


@pytest.mark.parametrize(
    ("arguments", "beat", "whole"),
    [
        (["show", "Soundtrack #1", "-f", "json"], "3", "soundtrack-1=3"),
        (["show", "soundtrack-1/eunsoo"], "4", "soundtrack-1=4"),
        (["show", "Jennifer"], "end", "*=end"),
        (["similar", "사운드트랙#1", "-f", "json"], "end", "soundtrack-1=end"),
        (["info", "soundtrack-1"], "3", "soundtrack-1=3"),
        (["export", "soundtrack-1"], "2", "soundtrack-1=2"),
        (["search", "Jennifer"], "end", "soundtrack-2=premise;*=end"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_beat_alone_is_one_of_the_drama_that_is_asked_about(
    invoke: Invoke, arguments: list[str], beat: str, whole: str
) -> None:
    short, long = (invoke(*arguments, "--at", at) for at in (beat, whole))
    assert (short.exit_code, short.stdout) == (0, long.stdout), short.stderr


@pytest.mark.parametrize(
    "arguments",
    [["show", "Park Hyung-sik"], ["path", "park-hyung-sik", "han-so-hee"], ["search", "a"], ["query", "ASK {}"]],
    ids=" ".join,
)
def test_a_beat_of_no_drama_is_wrong_usage(invoke: Invoke, arguments: list[str]) -> None:
    wrong = invoke(*arguments, "--at", "3")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "write --at DRAMA=3" in wrong.stderr


def test_a_name_that_is_told_later_looks_like_one_that_is_none(invoke: Invoke) -> None:
    untold, nothing = (invoke("show", name, "--at", "2").stderr for name in ("Jennifer", "Jrrxxxer"))
    assert untold.replace("Jennifer", "X") == nothing.replace("Jrrxxxer", "X")


def test_what_finds_nothing_is_offered_what_may_be_known(invoke: Invoke) -> None:
    found = invoke("search", "Park Hyung-sik zzzz")
    assert "did you mean 'Park Hyung Sik' (person park-hyung-sik; " in found.stderr
    assert found.stdout == "kind\tname\tdetail\tmatched\thow\tlead\tpath\n"
    early, late = (invoke("search", "Jennifer zzzz", "--at", at).stderr for at in ("soundtrack-1=2", "soundtrack-1=4"))
    assert "eunsoo" not in early
    assert "did you mean 'Lee Eun Soo' (character soundtrack-1/eunsoo; " in late


def test_offers_can_be_told_apart(invoke: Invoke) -> None:
    assert "'Park Hyung Sik' (park-hyung-sik; Soundtrack #1)?" in invoke("path", "Park Hyng", "han-so-hee").stderr
    assert "'Soundtrack #1' (soundtrack-1; 2022" in invoke("chart", "Sondtrack 1").stderr
