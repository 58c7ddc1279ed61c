"""Comparing names as people write them, and which text may stand in the data."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import SLUG, fold, is_nfc, unwanted_character

SPELLINGS = [
    ["Park Hyung-sik", "Park Hyung Sik", "PARK HYUNGSIK", "park  hyung sik", "ParkHyung_Sik", "Ｐａｒｋ Hyung Sik"],
    ["Soundtrack #1", "soundtrack 1", "SOUNDTRACK#1"],
    ["사운드트랙 #2", "사운드트랙#2", "사운드트랙2", unicodedata.normalize("NFD", "사운드트랙 #2")],
    ["K", "k", " K. "],
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_different_names_have_different_keys() -> None:
    names = [spellings[0] for spellings in SPELLINGS] + ["Soundtrack #2", "Park Hyung Shik", "박형식", "박형석"]
    assert len({fold(name) for name in names}) == len(names)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["", "a\nb", "é", "한글", "👩‍🚀", "a b", "“quoted”", "a\u00a0b", "\u200d"])
def test_text_that_may_stand(text: str) -> None:
    assert unwanted_character(text) == ""


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x00", "U+0000"), ("\t", "U+0009"), ("\r", "U+000D"), ("\x1b", "U+001B"), ("\x9b", "U+009B"),
        ("\u200e", "U+200E LEFT-TO-RIGHT MARK"), ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"), ("\u061c", "U+061C ARABIC LETTER MARK"),
        ("\u2028", "U+2028 LINE SEPARATOR"), ("\ud800", "U+D800"), ("\ue000", "U+E000"),
    ],
)  # fmt: skip
def test_text_that_may_not(char: str, name: str) -> None:
    assert unwanted_character(f"a{char}b{char}").startswith(name)


def test_nfc() -> None:
    assert is_nfc("한글 café")
    assert not is_nfc(unicodedata.normalize("NFD", "한글"))
    assert not is_nfc("cafe\u0301")


@pytest.mark.parametrize(("text", "is_slug"), [
    ("a", True), ("soundtrack-1", True), ("1", True), ("", False), ("-a", False), ("a-", False), ("a--b", False),
    ("A", False), ("a_b", False), ("a/b", False), ("é", False), ("a\n", False), ("..", False), ("a b", False),
])  # fmt: skip
def test_slugs(text: str, is_slug: bool) -> None:
    assert bool(re.fullmatch(SLUG, text)) is is_slug
