"""The report's own words, in both languages: for the command line and for the pages."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LACKS", "MEASURES", "UNWANTED", "WHOLES", "lack_text"]

# What is counted of a drama: the column of `coverage_table` -> (English, Korean).
MEASURES: Mapping[str, tuple[str, str]] = {
    "characters": ("characters", "인물"),
    "characters_named": ("whose name is known", "이름이 알려진 인물"),
    "characters_ko": ("of these, with a Korean name", "그중 한글 이름이 있는 인물"),
    "characters_cast": ("whose actor is known", "배우가 알려진 인물"),
    "characters_tied": ("with a relationship", "관계가 있는 인물"),
    "relationships": ("relationships", "관계"),
    "uncertain": ("possible, inferred or doubted", "불확실한 관계"),
    "pairs": ("pairs of characters with a relationship", "관계가 있는 인물 쌍"),
    "events": ("events", "사건"),
    "single": ("relationships and events that one source alone tells", "출처가 하나뿐인 관계와 사건"),
    "groups": ("groups", "집단"),
    "families": ("families among them", "그중 가족"),
    "families_parentless": ("without parents", "부모 관계가 없는 가족"),
    "themes": ("themes", "소재와 주제"),
    "beats": ("steps of the telling", "이야기 단계"),
    "sources": ("sources", "출처"),
    "statements": ("statements", "진술"),
    "late": ("told after the first quarter of the steps", "앞 4분의 1 단계 뒤에 나온 진술"),
    "disagreements": ("disagreements between sources", "출처끼리 다른 점"),
    "open": ("questions that stay open", "풀리지 않은 것"),
    "texts": ("texts", "글"),
    "texts_ko": ("with Korean words", "한국어로도 쓴 글"),
    "people": ("people of the cast and the crew", "출연진과 제작진"),
    "people_by_name": ("known by name alone", "이름으로만 알려진 사람"),
}
# The columns that count a part of another; of some, a small part is the better one.
WHOLES: Mapping[str, str] = {
    "characters_named": "characters",
    "characters_ko": "characters_named",
    "characters_cast": "characters",
    "characters_tied": "characters",
    "uncertain": "relationships",
    "families_parentless": "families",
    "late": "statements",
    "texts_ko": "texts",
    "people_by_name": "people",
}
UNWANTED = frozenset({"uncertain", "families_parentless", "people_by_name"})

# What is thin: key -> (English, Korean). None of them says anything of the story.
LACKS: Mapping[str, tuple[str, str]] = {
    "thin": ("only a line of a filmography or a catalogue", "출연작 목록이나 작품 목록의 한 줄뿐"),
    "no_characters": ("no characters", "인물 없음"),
    "no_relationships": ("no relationships", "관계 없음"),
    "no_events": ("no events", "사건 없음"),
    "no_groups": ("no groups", "집단 없음"),
    "no_themes": ("no themes", "주제 없음"),
    "untied": ("characters without a relationship: {n} of {of}", "관계가 없는 인물: {of}명 중 {n}명"),
    "uncast": ("characters whose actor is not known: {n} of {of}", "배우를 모르는 인물: {of}명 중 {n}명"),
    "without_korean_name": (
        "named characters without a Korean name: {n} of {of}",
        "한글 이름이 없는 인물: {of}명 중 {n}명",
    ),
    "parentless": ("families without parents: {n} of {of}", "부모 관계가 없는 가족: {of}곳 중 {n}곳"),
    "one_step": ("everything is told in one step", "모든 내용이 한 단계에 나옴"),
    "early": ("no statement after the first quarter of the steps", "앞 4분의 1 단계 뒤에 나온 진술 없음"),
    "one_source": ("one source tells everything", "출처가 하나뿐"),
    "without_korean_text": ("texts without Korean: {n} of {of}", "한국어가 없는 글: {of}건 중 {n}건"),
    "by_name": ("people known by name alone: {n} of {of}", "이름으로만 알려진 사람: {of}명 중 {n}명"),
}


def lack_text(key: str, n: int = 0, of: int = 0, *, lang: str = "en") -> str:
    """Return what is thin, in words.

    >>> lack_text("untied", 9, 14), lack_text("no_events", lang="ko")
    ('characters without a relationship: 9 of 14', '사건 없음')
    """
    return LACKS[key][lang == "ko"].format(n=f"{n:,}", of=f"{of:,}")
