"""The chart's own words, in both languages of the switch: one place for the template and the script."""

from __future__ import annotations

__all__ = ["DETAILS", "PLACES", "WORDS", "place_text"]

# What is told of a relationship beside its word: key -> (English, Korean). The pages use these too.
DETAILS: dict[str, tuple[str, str]] = {
    "why": ("Why", "이유"),
    "since": ("Since", "시작"),
    "until": ("Until", "끝"),
    "hidden_from": ("Hidden from", "모르는 사람"),
    "known_at": ("Comes to be known", "알려지는 계기"),
}

# Places in a source, which the data names in English, in Korean. A heading of a source stays what it is.
PLACES: dict[str, str] = {
    "address": "주소",
    "article": "본문",
    "cast list": "출연진",
    "crew": "제작진",
    "details": "상세 정보",
    "genres": "장르",
    "header": "머리글",
    "identifier": "식별자",
    "interview": "인터뷰",
    "native title": "원제",
    "related titles": "관련 작품",
    "synopsis": "줄거리",
    "tags": "태그",
    "title": "제목",
}

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "toolbar": "Chart tools",
        "canvas": "Relationship chart. Every relationship is also in the list below.",
        "language": "Language",
        "zoom_in": "Zoom in",
        "zoom_out": "Zoom out",
        "fit": "Fit",
        "reset": "Reset",
        "save": "Save PNG",
        "legend": "Lines",
        "legend_hint": "Press a kind of line to hide or show it",
        "directed": "one-sided",
        "ended": "ended",
        "uncertain": "uncertain",
        "new": "first told at this point",
        "new_short": "NEW",
        "list": "As a list",
        "characters": "Characters",
        "relationships": "Relationships",
        "sources": "Sources",
        "otherwise": "another source says otherwise",
        "disputed": "sources differ",
        "no_script": "A script draws the chart, and scripts are off here. Everything it shows is in the list below.",
        "brand": "Drama KG",
        "page": "Open page",
        "close": "Close",
        "lead": "lead",
        "unnamed": "unnamed",
        "to": "to",
        "and": "and",
        "played_by": "played by",
        "no_ties": "No relationships are told yet.",
        "empty": "No characters to show yet",
        "empty_hint": "They appear here as the story tells them.",
        "zoom_hint": "Ctrl + wheel zooms, dragging moves the chart",
    },
    "ko": {
        "toolbar": "관계도 도구",
        "canvas": "인물관계도. 모든 관계는 아래 목록에도 있습니다.",
        "language": "언어",
        "zoom_in": "확대",
        "zoom_out": "축소",
        "fit": "전체 보기",
        "reset": "처음으로",
        "save": "PNG 저장",
        "legend": "관계선",
        "legend_hint": "관계를 누르면 숨기거나 다시 볼 수 있습니다",
        "directed": "한쪽 방향",
        "ended": "지난 관계",
        "uncertain": "불확실",
        "new": "이 시점에 처음 공개",
        "new_short": "NEW",
        "list": "목록으로 보기",
        "characters": "등장인물",
        "relationships": "관계",
        "sources": "출처",
        "otherwise": "다른 출처는 다르게 말함",
        "disputed": "출처마다 다름",
        "no_script": "스크립트가 꺼져 있어 관계도를 그릴 수 없습니다. 같은 내용이 아래 목록에 있습니다.",
        "brand": "드라마 KG",
        "page": "페이지 열기",
        "close": "닫기",
        "lead": "주연",
        "unnamed": "이름 미상",
        "to": "상대",
        "and": "그리고",
        "played_by": "출연",
        "no_ties": "아직 공개된 관계가 없습니다.",
        "empty": "아직 보여 줄 인물이 없습니다",
        "empty_hint": "이야기가 진행되면 여기에 나타납니다.",
        "zoom_hint": "Ctrl + 휠로 확대하고 끌어서 움직입니다",
    },
}


def place_text(place: str) -> dict[str, str]:
    """Return a place in a source in both languages.

    >>> place_text("cast list"), place_text("Synopsis 1")
    ({'en': 'cast list', 'ko': '출연진'}, {'en': 'Synopsis 1', 'ko': 'Synopsis 1'})
    """
    return {"en": place, "ko": PLACES.get(place, place)}
