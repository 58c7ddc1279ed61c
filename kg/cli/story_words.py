"""What is found in a story, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any

from kg.cli.ways import DIGITS

if TYPE_CHECKING:
    from kg.story import Balance, Communities

__all__ = ["HEADINGS", "agreement_words", "balance_words", "lines_of"]

Row = Mapping[str, Any]

HEADINGS = {
    "triangles": ("love triangles", "삼각관계"),
    "mentors": ("mentors who love or are loved", "멘토와의 사랑"),
    "arcs": ("arcs of more than one phase; → is from the first to the second", "여러 단계를 거친 관계"),
    "balance": ("structural balance", "구조적 균형"),
    "cuts": (
        "without whom the chart falls apart, and into parts of how many",
        "빠지면 관계도가 나뉘는 인물, 나뉜 크기",
    ),
    "bridges": ("the only ways, and how many are on each side", "하나뿐인 길과 그 양쪽의 인물 수"),
    "go-betweens": ("who alone connects two groups", "두 무리를 잇는 유일한 인물"),
    "communities": ("communities", "공동체"),
}
"""The parts in the order in which they are shown: (English, Korean)."""
_LOVES = {
    "guide": ("the one who guides loves", "이끄는 쪽이 사랑한다"),
    "guided": ("the one who is guided loves", "배우는 쪽이 사랑한다"),
    "both": ("both love", "서로 사랑한다"),
}
_CLOSED = ("the rivals are tied by love too", "경쟁하는 두 사람 사이에도 애정이 있다")
_PAST = ("one of the ties is over", "한쪽은 끝난 사이다")
_DOUBTED = ("in doubt", "확실하지 않음")
_DISPUTED = ("in dispute", "자료마다 다름")
_ALONE = ("alone", "홀로")


def lines_of(part: str, rows: Iterable[Row], lang: str) -> list[str]:
    """Return the rows of a part, with labels, in lines."""
    return list(_LINES[part](list(rows), lang == "ko"))


def balance_words(balance: Balance, names: Mapping[str, str], lang: str) -> Iterator[str]:
    """Yield how many triangles are balanced, which are not, and who are both for and against each other."""
    korean = lang == "ko"
    if balance.triangles:
        number, of = len(balance.triangles) - len(balance.frustrated), len(balance.triangles)
        yield f"균형을 이룬 삼각형: {of}개 중 {number}개" if korean else f"balanced: {number} of {of} triangles"
    for triangle in balance.frustrated:
        signed = zip(combinations(triangle.characters, 2), triangle.signs, strict=True)
        ties = ", ".join(f"{names[one]} {'+' if sign > 0 else '−'} {names[other]}" for (one, other), sign in signed)
        yield f"{'불균형' if korean else 'not balanced'}: {ties}"
    for one, other in balance.ambivalent:
        yield f"{'애증' if korean else 'both for and against'}: {names[one]} – {names[other]}"


def agreement_words(found: Communities, lang: str) -> Iterator[str]:
    """Yield how clear the communities are, and how far they are the groups that sources name."""
    korean = lang == "ko"
    if found.modularity is not None:
        yield f"{'모듈성' if korean else 'modularity'} {found.modularity:.{DIGITS}f}"
    said = (
        ("adjusted Rand index", "수정 랜드 지수", found.rand),
        ("normalised mutual information", "정규화 상호정보량", found.information),
    )
    measures = [f"{names[korean]} {value:.{DIGITS}f}" for *names, value in said if value is not None]
    if measures:
        korean_words = f"자료가 말하는 무리와 비교(인물 {found.compared}명)"
        words = f"beside the groups of the sources ({found.compared} characters)"
        yield f"{korean_words if korean else words}: {', '.join(measures)}"


def _triangles(rows: list[Row], korean: bool) -> Iterator[str]:
    for row in rows:
        rivals = ", ".join(row[f"{end}_label"] for end in ("one", "other", "third") if row[end])
        notes = _said(((_CLOSED, row["closed"] and row["apex"]), (_PAST, row["past"])), korean)
        yield _noted(f"{row['apex_label']} ← {rivals}" if row["apex"] else rivals, notes)


def _mentors(rows: list[Row], korean: bool) -> Iterator[str]:
    for (guide, guided), found in groupby(rows, lambda row: (row["guide_label"], row["guided_label"])):
        first = next(found)
        yield _noted(
            f"{guide} → {guided}: {_LOVES[first['loves']][korean]}", _said([(_DOUBTED, first["doubted"])], korean)
        )


def _arcs(rows: list[Row], korean: bool) -> Iterator[str]:
    for (one, other), found in groupby(rows, lambda row: (row["one_label"], row["other_label"])):
        steps = [_step(row, korean) for row in found]
        if len(steps) > 1:
            yield f"{one} – {other}: {'; '.join(steps)}"


def _step(row: Row, korean: bool) -> str:
    arrow = "" if row["subject"] is None else " →" if row["subject"] == row["one"] else " ←"
    notes = _said(((_DOUBTED, row["doubted"]), (_DISPUTED, row["disputed"])), korean)
    return _noted(row["relationship_label"] + arrow, notes)


def _cuts(rows: list[Row], _korean: bool) -> Iterator[str]:
    return (f"{row['character_label']}: {row['sizes']}" for row in rows if row["splits"])


def _bridges(rows: list[Row], _korean: bool) -> Iterator[str]:
    return (f"{row['one_label']} – {row['other_label']}: {row['near']}, {row['far']}" for row in rows)


def _go_betweens(rows: list[Row], _korean: bool) -> Iterator[str]:
    return (f"{row['character_label']}: {row['one_label']} – {row['other_label']}" for row in rows)


def _communities(rows: list[Row], korean: bool) -> Iterator[str]:
    found = [[row["character_label"] for row in members] for _, members in groupby(rows, lambda row: row["community"])]
    yield from (f"{number}. {', '.join(members)}" for number, members in enumerate(found, start=1) if len(members) > 1)
    alone = [members[0] for members in found if len(members) == 1]
    if alone:
        yield f"{_ALONE[korean]}: {', '.join(alone)}"


def _said(notes: Iterable[tuple[tuple[str, str], object]], korean: bool) -> list[str]:
    """Return the words of the notes that are true."""
    return [words[korean] for words, is_so in notes if is_so]


def _noted(text: str, notes: Iterable[str]) -> str:
    """Return a text with notes in brackets.

    >>> _noted("couple", ["in doubt"]), _noted("couple", [])
    ('couple (in doubt)', 'couple')
    """
    said = ", ".join(notes)
    return f"{text} ({said})" if said else text


_LINES: Mapping[str, Callable[[list[Row], bool], Iterator[str]]] = {
    "triangles": _triangles,
    "mentors": _mentors,
    "arcs": _arcs,
    "cuts": _cuts,
    "bridges": _bridges,
    "go-betweens": _go_betweens,
    "communities": _communities,
}
