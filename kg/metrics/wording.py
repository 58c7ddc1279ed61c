"""What measures are called and what they mean in a story, in both languages; docs/analysis.md defines them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MEANINGS", "NETWORK_MEANINGS", "NETWORK_WORDS", "NODE_WORDS", "PARTS"]

Pair = tuple[str, str]

NODE_WORDS: Mapping[str, Pair] = {
    "degree": ("degree", "연결 정도"),
    "strength": ("strength", "연결 강도"),
    "betweenness": ("betweenness", "매개 중심성"),
    "closeness": ("closeness", "근접 중심성"),
    "eigenvector": ("eigenvector", "고유벡터 중심성"),
    "pagerank": ("PageRank", "페이지랭크"),
    "clustering": ("clustering", "군집 계수"),
}
"""Measures of a character: (English, Korean)."""
MEANINGS: Mapping[str, Pair] = {
    "degree": ("with how many others somebody is tied", "몇 사람과 이어져 있는가"),
    "strength": ("how many ties there are to others in all", "다른 사람과의 관계가 모두 몇 개인가"),
    "betweenness": (
        "how many of the shortest ways between two others lead through somebody, as a share",
        "다른 두 사람을 잇는 가장 짧은 길 가운데 이 인물을 지나는 몫",
    ),
    "closeness": (
        "how near somebody is to everybody else, 1 for next to all",
        "모두에게 얼마나 가까운가, 바로 곁이면 1",
    ),
    "eigenvector": ("whether somebody is tied to those who are central themselves", "중심에 있는 이들과 이어져 있는가"),
    "pagerank": (
        "where one ends up who follows the ties in their direction",
        "관계의 방향을 따라가다 보면 얼마나 자주 닿는가",
    ),
    "clustering": ("how many of those around somebody are tied to each other, as a share", "주변 인물끼리 이어진 몫"),
}
NETWORK_WORDS: Mapping[str, Pair] = {
    "size": ("characters", "인물"),
    "pairs": ("pairs that are tied", "이어진 쌍"),
    "ties": ("ties", "관계"),
    "density": ("density", "밀도"),
    "mean_degree": ("mean degree", "평균 연결 정도"),
    "diameter": ("diameter", "지름"),
    "mean_distance": ("mean distance", "평균 거리"),
    "longest_distance": ("longest distance within a part", "부분 안의 최장 거리"),
    "mean_distance_within": ("mean distance within a part", "부분 안의 평균 거리"),
    "clustering": ("mean clustering", "평균 군집 계수"),
    "clustering_defined": ("mean clustering, of two neighbours or more", "평균 군집 계수, 이웃 둘 이상"),
    "transitivity": ("transitivity", "전이성"),
    "reciprocity": ("reciprocity", "상호성"),
    "assortativity": ("assortativity", "동류성"),
    "positive": ("share of positive ties", "긍정적 관계의 비율"),
    "negative": ("share of negative ties", "부정적 관계의 비율"),
}
"""Measures of a network."""
PARTS: Pair = ("characters of the parts that do not reach each other", "서로 닿지 않는 부분마다의 인물 수")
"""What the sizes of the components are called."""
NETWORK_MEANINGS: Mapping[str, Pair] = {
    "density": ("pairs that are tied, of all pairs", "모든 쌍 가운데 이어진 쌍"),
    "diameter": ("steps between the two who are farthest from each other", "가장 먼 두 사람 사이의 걸음 수"),
    "mean_distance": ("steps between two characters, on average", "두 인물 사이의 평균 걸음 수"),
    "clustering": (
        "how many of those around somebody are tied to each other, on average",
        "주변 인물끼리 이어진 몫의 평균",
    ),
    "transitivity": ("of all chains of three, the share that is closed", "세 사람의 사슬 가운데 닫힌 몫"),
    "reciprocity": (
        "of the ties with a direction, the share that is returned",
        "방향이 있는 관계 가운데 되돌아오는 몫",
    ),
    "assortativity": (
        "below 0 where a few leads are tied to many minor characters",
        "0보다 작으면 주연 몇몇이 많은 조연과 이어져 있다",
    ),
    "positive": (
        "of all ties, those between who are fond of each other or stand by each other",
        "모든 관계 가운데 서로 아끼거나 곁을 지키는 사이",
    ),
    "negative": ("of all ties, those that set one against the other", "모든 관계 가운데 맞서는 사이"),
}
