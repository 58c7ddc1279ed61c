"""The words of the pages that measure the network of a drama."""

from __future__ import annotations

from kg.metrics.wording import MEANINGS, NETWORK_MEANINGS, NETWORK_WORDS, NODE_WORDS

__all__ = ["WORDS"]


def _headed(words: tuple[str, str]) -> tuple[str, str]:
    return words[0][:1].upper() + words[0][1:], words[1]


WORDS: dict[str, tuple[str, str]] = {
    "network_of": ("{title}: the network in numbers", "{title}: 숫자로 보는 관계망"),
    "network_title": ("The network in numbers", "숫자로 보는 관계망"),
    "network_intro_relationships": (
        "Who is central, counted from the relationships told so far. Each phase of a relationship is a tie.",
        "지금까지 나온 관계로 센 중심인물입니다. 관계의 한 국면이 하나의 연결입니다.",
    ),
    "network_intro_presence": (
        "Who is central, counted from who appears together so far, in scenes or, where no source has any, in events.",
        "지금까지 함께 나온 인물로 센 중심인물입니다. 장면 정보가 없으면 사건을 셉니다.",
    ),
    "network_relationships": ("By relationships", "관계로 세기"),
    "network_presence": ("By appearing together", "함께 나온 횟수로 세기"),
    "network_hint": (
        "Step {at} of {last}. Nothing later is counted.",
        "{last}단계 중 {at}단계입니다. 이후의 내용은 세지 않습니다.",
    ),
    "network_central": ("Who is central", "누가 중심에 있나"),
    "network_caption": (
        "Those through whom most ways between others lead come first.",
        "다른 인물들을 잇는 길이 많이 지나는 순서입니다.",
    ),
    "network_meanings": ("What the numbers mean", "숫자의 뜻"),
    "network_nobody": ("Nobody has been told so far.", "아직 나온 인물이 없습니다."),
    "network_whole": ("The whole network", "관계망 전체"),
    "network_parts": ("Characters of the parts that do not reach each other", "서로 닿지 않는 부분마다의 인물 수"),
    "network_link": ("The network in numbers", "숫자로 보는 관계망"),
    **{f"node_{name}": _headed(words) for name, words in NODE_WORDS.items()},
    **{f"node_meaning_{name}": words for name, words in MEANINGS.items()},
    **{f"net_{name}": _headed(words) for name, words in NETWORK_WORDS.items()},
    **{f"net_meaning_{name}": words for name, words in NETWORK_MEANINGS.items()},
}
