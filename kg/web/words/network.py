"""The words of the pages that measure the network of a drama."""

from __future__ import annotations

from kg.metrics.wording import MEANINGS, NETWORK_MEANINGS, NETWORK_WORDS, NODE_WORDS, PARTS

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
    "network_nobody": ("Nobody is tied to anybody so far.", "아직 서로 이어진 인물이 없습니다."),
    "network_whole": ("The whole network", "관계망 전체"),
    "network_parts": _headed(PARTS),
    "network_when": ("Who becomes central when", "누가 언제 중심이 되나"),
    "network_when_caption": (
        "Betweenness at each step: through whom the ways between others lead.",
        "단계마다의 매개 중심성: 다른 인물들을 잇는 길이 누구를 지나는가.",
    ),
    "network_not_yet": ("not yet", "아직"),
    "network_shape": ("What it says of the story", "관계망이 들려주는 이야기"),
    "shape_triangles": ("Love triangles", "삼각관계"),
    "shape_sought_by": ("is sought by", "를 좋아하는 사람:"),
    "shape_mentors": ("Mentors and teachers, and love", "멘토와 사랑"),
    "shape_guides": ("guides", "멘토 대상:"),
    "shape_splitting": ("Who holds the chart together", "빠지면 관계망이 나뉘는 인물"),
    "shape_parts": ("without them, parts of {parts}", "없으면 {parts}명씩 나뉜다"),
    "shape_bridges": ("Only ways between two sides", "두 쪽을 잇는 유일한 관계"),
    "shape_balance": ("Triples in balance: friends of friends are friends", "균형 잡힌 세 사람: 친구의 친구는 친구"),
    "shape_frustrated": ("Not in balance:", "균형이 깨진 세 사람:"),
    "shape_communities": ("Who has most to do with each other", "서로 가장 많이 얽힌 인물들"),
    "shape_agreement": (
        "Agreement with the groups that sources name (adjusted Rand index, 1 for the same): {n}",
        "자료가 말하는 집단과의 일치도(수정 랜드 지수, 같으면 1): {n}",
    ),
    "network_by_source": ("By source", "자료별 관계망"),
    "network_by_source_caption": (
        "What each source tells of the network, and whom it puts in the middle.",
        "자료마다 전하는 관계와 중심에 두는 인물입니다.",
    ),
    "network_alone": ("Told nowhere else", "이 자료에만 있음"),
    "network_most_central": ("Most central", "가장 중심인 인물"),
    "network_link": ("The network in numbers", "숫자로 보는 관계망"),
    **{f"node_{name}": _headed(words) for name, words in NODE_WORDS.items()},
    **{f"node_meaning_{name}": words for name, words in MEANINGS.items()},
    **{f"net_{name}": _headed(words) for name, words in NETWORK_WORDS.items()},
    **{f"net_meaning_{name}": words for name, words in NETWORK_MEANINGS.items()},
}
