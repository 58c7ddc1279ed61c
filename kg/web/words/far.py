"""Words for how far a reader is, as an address says it."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "at_unread": (
        "“{text}” does not say how far you are. Write a drama with a step, such as at=soundtrack-1=2, or at=end for everything.",
        "어디까지 보았는지 알 수 없습니다: ‘{text}’. at=soundtrack-1=2처럼 드라마와 단계를 쓰거나, 모두 보려면 at=end라고 쓰세요.",
    ),
    "at_unread_step": (
        "“{text}” is no step. Write its number, “premise” or “end”.",
        "단계가 아닙니다: ‘{text}’. 단계의 번호나 premise 또는 end를 쓰세요.",
    ),
    "at_no_drama": (
        "The address says how far you are in “{name}”, but there is no such drama here. That part is left out.",
        "주소에 적힌 드라마는 여기에 없어서 그 부분은 빼고 보여 줍니다: ‘{name}’",
    ),
    "at_no_step": (
        "The address says step {at} of {title}, which has {last}. That part is left out, and the premise of it is told.",
        "‘{title}’은(는) {last}단계까지 있어서, 주소에 적힌 {at}단계는 빼고 첫 회 이전의 내용만 보여 줍니다.",
    ),
}  # fmt: skip
