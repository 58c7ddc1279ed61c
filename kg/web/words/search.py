"""Words of the search box and of the page of what was found."""

from __future__ import annotations

from collections.abc import Callable

from kg.search import HOW

__all__ = ["LITERAL", "WORDS", "hows"]

LITERAL = ("same", "begins", "word", "inside")
"""The ways in which a text stands in a name as it is written: of a name that is shown, nothing more is said."""

WORDS: dict[str, tuple[str, str]] = {
    # the box
    "search_label": ("Search dramas, people, characters and themes", "드라마, 사람, 등장인물, 주제 검색"),
    "search_hint": ("Park Hyung-sik, 박형식, ㅂㅎㅅ", "박형식, ㅂㅎㅅ, Park Hyung-sik"),
    "search_go": ("Search", "검색"),
    "search_results": ("Search results", "검색 결과"),
    "search_n": ("{n} results", "결과 {n}건"),
    "search_n+1": ("{n} result", "결과 {n}건"),
    "search_none": ("Nothing is called “{text}” here.", "‘{text}’: 여기에 그런 이름이 없습니다."),
    "search_near": ("Did you mean one of these?", "혹시 이것을 찾으셨나요?"),
    "search_all": ("All results for “{text}”", "‘{text}’ 검색 결과 모두 보기"),
    "search_lead": ("lead", "주연"),
    # kinds of what is found
    "search_kind_drama": ("Dramas", "드라마"),
    "search_kind_person": ("People", "사람"),
    "search_kind_character": ("Characters", "등장인물"),
    "search_kind_theme": ("Themes", "주제"),
    "search_only_drama": ("Only dramas", "드라마만 보기"),
    "search_only_person": ("Only people", "사람만 보기"),
    "search_only_character": ("Only characters", "등장인물만 보기"),
    "search_only_theme": ("Only themes", "주제만 보기"),
    "search_every_kind": ("Show every kind", "모두 보기"),
    # why it is found: the keys of kg.search.HOW
    **{f"search_how_{how}": ("also called {matched}", "다른 이름: {matched}") for how in LITERAL},
    "search_how_choseong": ("first consonants of {matched}", "초성: {matched}"),
    "search_how_romanised": ("sounds like {matched}", "발음이 비슷한 이름: {matched}"),
    "search_how_keyboard": ("{matched} in the other keyboard layout", "자판을 바꾸면: {matched}"),
    "search_how_typo": ("nearly {matched}", "비슷한 이름: {matched}"),
    "search_how_alias": ("also known as {matched}", "별칭: {matched}"),
    # the page
    "search_title": ("Search", "검색"),
    "search_title_of": ("“{text}”", "‘{text}’ 검색"),
    "search_intro": (
        "Type a name as you know it: in English or hangul, by first consonants (ㅂㅎㅅ), in any romanisation, with or without spaces. Only what is known as far as you have watched is found.",
        "아는 대로 입력하세요. 한글, 영어, 초성(ㅂㅎㅅ), 어떤 로마자 표기든 띄어쓰기와 상관없이 찾습니다. 내가 본 데까지 알려진 것만 나옵니다.",
    ),
    "search_try": ("For example", "예를 들면"),
    "search_first": ("The first {n} results", "처음 {n}건"),
    "search_far": (
        "Try another spelling, or a part of the name.",
        "다르게 적거나 이름의 일부만 적어 보세요.",
    ),
    "search_premise": (
        "Only what is known before the first episode of each drama is searched. To find what you have watched too, choose your step on the page of the drama, or write it into the address: {example}.",
        "각 드라마의 첫 회 이전에 알려진 것만 찾습니다. 본 데까지 찾으려면 드라마 페이지에서 단계를 고르거나, 주소에 이렇게 쓰세요: {example}",
    ),
    "search_kinds": (
        "'kind' is one of {kinds}, not “{kind}”.",
        "찾을 수 있는 종류가 아닙니다: ‘{kind}’. 종류: {kinds}",
    ),
    "search_lang": ("'lang' is one of {langs}, not “{lang}”.", "쓸 수 없는 언어입니다: ‘{lang}’. 언어: {langs}"),
    "search_most": ("'most' is a number from 1 to {most}.", "'most'에는 1부터 {most}까지의 숫자를 쓰세요."),
    "search_long": (
        "The text to search for has {n} characters. At most {most} are possible: a name, or a part of one.",
        "검색어가 {n}자입니다. {most}자까지만 쓸 수 있습니다. 이름이나 이름의 일부를 적어 주세요.",
    ),
}  # fmt: skip


def hows(say: Callable[..., str]) -> dict[str, str]:
    """Return why something is found, for each way of finding it; ``{matched}`` is to be the name."""
    return {how: say(f"search_how_{how}", matched="{matched}") for how in HOW}
