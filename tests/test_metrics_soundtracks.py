"""The measures of the two Soundtracks, worked out by hand from data/dramas/soundtrack-*.yaml.

The working is written down beside each number, with a letter for each character. "S–E 9" is a pair with nine phases.

Soundtrack #1, at the end. S Seon Woo, E Eun Soo, W Woo Il, J Jay Jun, M Mari, G Gyeol Han, D Dong Hyeon, T Eun Soo's
mother, X her ex, A the mentor abroad, O the other woman:

    S–E 9 (best friends, love both ways, care both ways, housemates twice, driving lesson, couple)
    E–W 5 (mentor, song, possible interest, likes her, on good terms)   S–W 1 (jealous)   E–J 1   W–J 1
    M–G 2 (friends, married)   M–E 1   M–S 1   G–E 1   G–S 1
    T–E 1 (mother)   X–E 3 (couple, betrayal, exes)   D–S 2 (partner, manages)   A–S 2 (mentor, works)   O–S 1 (likes)

    15 pairs, 32 ties. Leaves of S: D, A, O; leaves of E: T, X.

Soundtrack #2, at the end. H Hyeon Seo, S Su Ho, K K, J Jin Kyeong, C Chang Sik, B her son, D her daughter, Q the
doctor, Y Da Young, who is tied to nobody:

    H–S 11 (students, music, couple, exes, drawn both ways, lessons, housemates, couple again, discord, jealousy)
    H–K 3 (duets, drawn, housemates)   S–K 3 (client, housemates, jealous)   J–S 1 (wary)
    J–H 2 (friends, helps)   J–B 1   J–D 1   B–D 1   H–B 2 (lessons, care)   H–D 2   J–C 2   S–C 2   Q–S 1

    13 pairs, 32 ties. Leaf of S: Q.
"""

from __future__ import annotations

from fractions import Fraction
from math import log

import pytest

from kg.drama import Drama
from kg.graph import KnowledgeGraph
from kg.metrics import Metrics
from kg.story import Story

FIRST = {
    "S": "seonwoo", "E": "eunsoo", "W": "wooil", "J": "jayjun", "M": "mari", "G": "gyeolhan", "D": "donghyeon",
    "T": "mother", "X": "ex", "A": "mentor-abroad", "O": "other-woman",
}  # fmt: skip
SECOND = {
    "H": "hyeonseo", "S": "suho", "K": "k", "J": "jinkyeong", "C": "changsik", "B": "son", "D": "daughter",
    "Q": "doctor", "Y": "dayoung",
}  # fmt: skip
LETTERS = {"soundtrack-1": {v: k for k, v in FIRST.items()}, "soundtrack-2": {v: k for k, v in SECOND.items()}}


def letter(iri: str | None) -> str:
    """The letter of a character."""
    if iri is None:
        return ""
    _, _, drama, _, slug = iri.rsplit("/", 4)
    return LETTERS[drama][slug]


def letters(iris: object) -> str:
    return "".join(sorted(map(letter, iris)))  # type: ignore[call-overload]


def slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def of_each(found: Metrics, measure: str) -> dict[str, float | None]:
    return {letter(one.node): getattr(one, measure) for one in found.nodes}


@pytest.fixture(scope="module")
def first(graph: KnowledgeGraph) -> Drama:
    return graph.drama("soundtrack-1", at="end")


@pytest.fixture(scope="module")
def second(graph: KnowledgeGraph) -> Drama:
    return graph.drama("soundtrack-2", at="end")


def test_the_characters_of_the_first(first: Drama) -> None:
    found = first.metrics()
    assert of_each(found, "degree") == dict(zip("SEWJMGDTXAO", (7, 7, 3, 2, 3, 3, 1, 1, 1, 1, 1), strict=True))
    # S 9+1+1+1+2+2+1, E 9+5+1+1+1+1+3, W 5+1+1, M and G 2+1+1
    assert of_each(found, "strength") == dict(zip("SEWJMGDTXAO", (17, 21, 7, 2, 4, 4, 2, 1, 3, 2, 1), strict=True))
    # Of the 45 pairs of others, the shortest ways lead through
    #   S: two of D A O (3), one of these and one of the 7 others (21), W–M and W–G by one of two ways (½ + ½): 25
    #   E: T–X (1), T or X and one of the 8 others (16), J–S, J–D, J–A, J–O by one of two ways (4 · ½), J–M, J–G (2),
    #      W–M, W–G (½ + ½): 22
    #   W: J–S, J–D, J–A, J–O by the other way (4 · ½): 2
    # As a check: all distances less one add up to 25 + 22 + 2 = 49, as 31 pairs two apart and 9 three apart do.
    nobody = dict.fromkeys("JMGDTXAO", 0)
    assert of_each(found, "betweenness") == pytest.approx({"S": 25 / 45, "E": 22 / 45, "W": 2 / 45} | nobody)
    # 10 others are 7·1 + 3·2 steps from S and from E, and 3·1 + 7·2 from W
    closeness = of_each(found, "closeness")
    assert [closeness[one] for one in "SEW"] == pytest.approx([10 / 13, 10 / 13, 10 / 17])
    # Ties among the neighbours of S: E–W, E–M, E–G, M–G of 21; of E: S–W, S–M, S–G, W–J, M–G of 21; of W: E–J, E–S of 3
    alone = dict.fromkeys("DTXAO")
    expected = {"S": 4 / 21, "E": 5 / 21, "W": 2 / 3, "J": 1, "M": 1, "G": 1}
    assert of_each(found, "clustering") == {**{who: pytest.approx(n) for who, n in expected.items()}, **alone}


def test_the_network_of_the_first(first: Drama) -> None:
    found = first.metrics().network
    assert (found.size, found.pairs, found.ties, found.max_degree) == (11, 15, 32, 7)
    assert (found.density, found.mean_degree) == pytest.approx((15 / 55, 30 / 11))
    # The farthest: D–S–E–T. 15 pairs are one step apart, 31 two, and 9 three: D, A, O with T, X and J.
    assert (found.diameter, found.mean_distance) == (3, pytest.approx((15 + 62 + 27) / 55))
    local = 4 / 21 + 5 / 21 + 2 / 3 + 3
    assert (found.clustering, found.clustering_defined) == pytest.approx((local / 11, local / 6))
    # Triangles SEW, SEM, SEG, SMG, EMG, EWJ; chains of three 21 + 21 + 3 + 1 + 3 + 3
    assert found.transitivity == pytest.approx(3 * 6 / 52)
    # Directions: S to E and back, and W to E, E to J, S to W, T to E, X to E, D to S, A to S, O to S: two of ten return
    assert found.reciprocity == pytest.approx(2 / 10)
    # Fond: best friends, care twice, couple; W mentors E; M–G twice, and their four friendships; X–E were a
    # couple; A mentors S. Against: S is jealous of W, X betrayed E. The other 17, love that is one-sided among
    # them, say neither.
    assert (found.positive, found.negative) == pytest.approx((13 / 32, 2 / 32))


def test_the_characters_of_the_second(second: Drama) -> None:
    found = second.metrics()
    assert of_each(found, "degree") == dict(zip("HSKJCBDQY", (5, 5, 2, 5, 2, 3, 3, 1, 0), strict=True))
    assert of_each(found, "strength") == dict(zip("HSKJCBDQY", (20, 18, 6, 7, 4, 4, 4, 1, 0), strict=True))
    # Of the 28 pairs of others:
    #   S: Q and each of 6 (6), K–C (1), H–C and K–J by one of two ways (½ + ½): 8
    #   J: C–B, C–D (2), H–C, S–B, S–D, Q–B, Q–D by one of two ways (5 · ½): 4½
    #   H: K–B, K–D (2), K–J, S–B, S–D, Q–B, Q–D by one of two ways (5 · ½): 4½
    nobody = dict.fromkeys("KCBDQY", 0)
    assert of_each(found, "betweenness") == pytest.approx({"S": 8 / 28, "J": 4.5 / 28, "H": 4.5 / 28} | nobody)
    # 7 of the 8 others are 5·1 + 2·2 steps from S, H and J
    closeness = of_each(found, "closeness")
    assert [closeness[one] for one in "SHJY"] == pytest.approx([*[7 / 8 * 7 / 9] * 2, 7 / 8 * 7 / 9, 0])
    # H: S–K, S–J, J–B, J–D, B–D of 10; S: H–K, H–J, J–C of 10; J: H–S, H–B, H–D, B–D, S–C of 10
    expected = {"H": 5 / 10, "S": 3 / 10, "J": 5 / 10, "K": 1, "C": 1, "B": 1, "D": 1}
    assert of_each(found, "clustering") == {
        **{who: pytest.approx(n) for who, n in expected.items()}, "Q": None, "Y": None,
    }  # fmt: skip


def test_the_network_of_the_second(second: Drama) -> None:
    found = second.metrics().network
    assert (found.size, found.pairs, found.ties, found.max_degree) == (9, 13, 32, 5)
    assert found.density == pytest.approx(13 / 36)
    # Y is apart. In the part of eight 13 pairs are one step apart, Q–B and Q–D three, the other 13 two.
    assert (found.diameter, found.mean_distance, found.longest_distance) == (None, None, 3)
    assert found.mean_distance_within == pytest.approx((13 + 26 + 6) / 28)
    assert [part.nodes for part in found.components] == [8, 1]
    assert (found.clustering, found.clustering_defined) == pytest.approx((5.3 / 9, 5.3 / 7))
    # HSK, HSJ, SJC, JBD, HBD, HJB, HJD; chains 10 + 10 + 1 + 10 + 1 + 3 + 3
    assert found.transitivity == pytest.approx(3 * 7 / 38)
    # S and H, K and S, J and C both ways; K–H, J–H, J–B, J–D, H–B, H–D, J–S, Q–S one way
    assert found.reciprocity == pytest.approx(6 / 14)
    # Fond: couple, couple again, J–H friends and helps, H cares for B and for D, S–C friends. Against: S is
    # jealous of K and of what H wants, they are at odds, J is wary of S. Lessons, and the doctor's care, say
    # neither.
    assert (found.positive, found.negative) == pytest.approx((7 / 32, 4 / 32))


def test_who_becomes_central_when(first: Drama, second: Drama) -> None:
    """Eun Soo is central once the song is told, and Seon Woo in the end, when the other woman comes."""
    rows = first.story.over_beats("betweenness").to_dicts()
    over = {who: [row["value"] for row in rows if letter(row["node"]) == who] for who in "SE"}
    # premise: of 10 pairs D with E, M, G lead through S. lyric, of 15: D with 5 others; W, J with S, M, G, D.
    # two under one roof, of 21 (S–W, T): S: D with 6, W–M, W–G by half; E: T with 6, J–S, J–D, W–M, W–G by half,
    #   J–M, J–G.
    # photographs, of 28 (X): S: D with 7, and 1; E: T–X, T and X with 6 each, and 4.
    # unsaid, of 36 (A): S: D–A, D and A with 7 each, and 1; E: T–X, T and X with 7 each, 4, and J–A by half.
    assert over["S"] == pytest.approx([3 / 10, 5 / 15, 7 / 21, 8 / 28, 16 / 36, 16 / 36, 25 / 45])
    assert over["E"] == pytest.approx([0, 8 / 15, 10 / 21, 17 / 28, 19.5 / 36, 19.5 / 36, 22 / 45])
    rows = second.story.over_beats("betweenness").to_dicts()
    over = {who: [row["value"] for row in rows if letter(row["node"]) == who] for who in "HSJ"}
    # premise: H, S and K are all tied. Then J, B, D reach S, K, C, Q through H alone (12 of 28), and C and Q all
    # others through S (1 + 10), until J–S and J–C are told at the end.
    assert over["H"] == pytest.approx([0, *[12 / 28] * 4, 4.5 / 28])
    assert over["S"] == pytest.approx([0, *[11 / 28] * 4, 8 / 28])
    assert over["J"] == pytest.approx([0, 0, 0, 0, 0, 4.5 / 28])
    network = first.story.network_over_beats().to_dicts()
    assert [row["ties"] for row in network] == [11, 15, 17, 21, 28, 29, 32]
    assert [row["components"] for row in network] == [2, 1, 1, 1, 1, 1, 1]  # at the premise nothing ties W to anybody


def test_arcs(first: Drama) -> None:
    arcs = {letters((arc.one, arc.other)): arc for arc in first.story.arcs}
    assert [slug(step.phase) for step in arcs["EW"].steps] == [
        "wooil-mentors-eunsoo", "wooil-and-eunsoo-make-a-song", "wooil-possible-love-interest", "wooil-likes-eunsoo",
        "wooil-and-eunsoo-on-good-terms",
    ]  # fmt: skip
    assert [(letter(step.subject), letter(step.object), step.told) for step in arcs["EW"].steps] == [
        ("W", "E", 2), ("", "", 2), ("W", "E", 5), ("W", "E", 5), ("", "", 7),
    ]  # fmt: skip
    assert [step.doubted for step in arcs["EW"].steps] == [False, False, True, False, False]
    assert arcs["ES"].types == (
        "BestFriendship", "OneSidedLove", "OneSidedLove", "Care", "Care", "LivingTogether", "LivingTogether",
        "Teaching", "Couple",
    )  # fmt: skip
    # Two sources disagree on how long they live together, and on what D is to S.
    assert [step.disputed for step in arcs["ES"].steps] == [False] * 5 + [True, True, False, False]
    assert [step.disputed for step in arcs["DS"].steps] == [True, True]
    assert (slug(arcs["ES"].steps[1].starts or ""), slug(arcs["ES"].steps[1].ends or "")) == (
        "military-service", "eunsoo-confesses",
    )  # fmt: skip
    assert len(arcs) == 15


def test_the_commonest_arcs(graph: KnowledgeGraph) -> None:
    """What is in doubt or in dispute is passed over, and so is a phase of the same type as that before it."""
    found = graph.arcs(seen=["soundtrack-1=end", "soundtrack-2=end"], most=99)
    steps = {one.types: sorted(map(slug, one.dramas)) for one in found.steps}
    both = ["soundtrack-1", "soundtrack-2"]
    assert steps["Couple", "FormerCouple"] == ["soundtrack-2"]  # of X and E a betrayal lies between
    assert steps["CreativeCollaboration", "Attraction"] == both  # W–E, and K–H
    assert steps["FormerCouple", "Attraction"] == ["soundtrack-2"]
    whole = {one.types for one in found.sequences}
    assert ("BestFriendship", "OneSidedLove", "Care", "Teaching", "Couple") in whole
    assert ("Mentoring", "CreativeCollaboration", "Attraction", "CreativeCollaboration") in whole
    assert not any("Management" in types for types in whole)
    early = graph.arcs(seen=["soundtrack-1=1", "soundtrack-2=1"], most=99)
    assert ("Couple", "FormerCouple") in {one.types for one in early.steps}  # H and S, before the story begins
    assert not any("OneSidedLove" in one.types and "Couple" in one.types for one in early.steps)


def test_love_triangles(first: Drama, second: Drama, graph: KnowledgeGraph) -> None:
    def told(story: Story) -> list[tuple[str, str, int, bool, bool]]:
        return [(letter(one.apex), letters(one.rivals), one.told, one.closed, one.past) for one in story.triangles]

    # S loves E, and X was with her (told with the photographs); W likes her (told with what goes unsaid), which
    # is over by the end. E loves S, and so does O (the end).
    assert told(first.story) == [
        ("E", "SX", 4, False, True),
        ("E", "WX", 5, False, True),
        ("E", "SW", 5, False, True),
        ("S", "EO", 7, False, False),
    ]
    assert told(graph.drama("soundtrack-1", at=5).story)[2] == ("E", "SW", 5, False, False)
    # K is drawn to H, whom S was with, and is with again from "The second verse" on; K lets go at the end. The
    # flirting of J and C is in doubt.
    assert told(second.story) == [("H", "KS", 1, False, True)]
    assert told(graph.drama("soundtrack-2", at=1).story) == [("H", "KS", 1, False, True)]
    assert told(graph.drama("soundtrack-2", at=5).story) == [("H", "KS", 1, False, False)]


def test_mentors_who_love(first: Drama, second: Drama) -> None:
    found = [
        (letter(one.guide), letter(one.guided), one.loves, one.doubted, len(one.love))
        for one in first.story.mentors_who_love
    ]
    # S taught E to drive; both loved, and are a couple. W mentors E and likes her, which another source holds possible.
    assert found == [("S", "E", "both", False, 3), ("W", "E", "guide", False, 2)]
    (lessons,) = second.story.mentors_who_love
    assert (letter(lessons.guide), letter(lessons.guided), lessons.loves) == ("H", "S", "both")
    assert {slug(phase) for phase in lessons.love} == {
        "first-couple", "exes", "suho-still-drawn-to-hyeonseo", "hyeonseo-drawn-to-suho-again", "lovers-again",
    }  # fmt: skip


def test_what_holds_the_charts_together(first: Drama, second: Drama) -> None:
    story = first.story
    assert {letters((one.one, one.other)): sorted((len(one.near), len(one.far))) for one in story.bridges} == {
        pair: [1, 10] for pair in ("DS", "AS", "OS", "ET", "EX")
    }
    cuts = {letter(one.character): [letters(part) for part in one.parts] for one in story.cut_characters if one.splits}
    assert {who: sorted(parts, key=lambda part: (-len(part), part)) for who, parts in cuts.items()} == {
        "S": ["EGJMTWX", "A", "D", "O"],
        "E": ["ADGJMOSW", "T", "X"],
    }
    # Groups: pub M G, music W J, photography D A, family T. Only S reaches D and A, only E reaches T.
    between = {(letter(one.character), *sorted((slug(one.one), slug(one.other)))) for one in story.go_betweens}
    assert between == {
        ("S", "eunsoo-family", "photography-work"),
        ("S", "music-work", "photography-work"),
        ("S", "photography-work", "pub"),
        ("E", "eunsoo-family", "music-work"),
        ("E", "eunsoo-family", "photography-work"),
        ("E", "eunsoo-family", "pub"),
    }
    assert [letters((one.one, one.other)) for one in second.story.bridges] == ["QS"]
    assert [letter(one.character) for one in second.story.cut_characters if one.splits] == ["S"]
    assert second.story.cut_characters[-1].parts == ()  # Y, who has nobody to be parted from
    assert second.story.go_betweens == ()  # S and J are tied: the company and the family need nobody


def test_balance(graph: KnowledgeGraph, first: Drama, second: Drama) -> None:
    # Fond at the premise: S–E, M–G and all four between them: four triangles, all balanced. From the third beat
    # on S is against W, who mentors E: SEW has the signs + + −. The couple X–E is over; the betrayal, which has
    # no end, closes no triangle.
    shares = [graph.drama("soundtrack-1", at=beat).story.balance for beat in range(1, 8)]
    assert [(one.share, one.whole) for one in shares] == [(1.0, True)] * 2 + [(0.8, False)] * 5
    assert [letters(one.characters) for one in first.story.balance.frustrated] == ["ESW"]
    # H–S fond since "The second verse" and at odds at the end; S–K, J–S against; J–H, S–C, H–B, H–D fond; H–K has
    # no sign, so there is no triangle. Camps: J H B D, and S C, with K on either side of nobody else.
    late, end = graph.drama("soundtrack-2", at=5).story.balance, second.story.balance
    assert [(one.share, one.triangles, one.whole) for one in (late, end)] == [(None, (), True)] * 2
    assert [letters(pair) for pair in late.ambivalent] == []
    assert [letters(pair) for pair in end.ambivalent] == ["HS"]


def test_communities(first: Drama, second: Drama) -> None:
    def entropy(*counts: int) -> float:
        return -sum(n / sum(counts) * log(n / sum(counts)) for n in counts)

    found = first.story.communities()
    assert [letters(members) for members in found.members] == ["ADEJOSTWX", "GM"]
    # Of 32 ties 4 lead from one to the other; the ends of ties number 4 + 4 and 56: 28/32 − (8² + 56²)/64²
    assert found.modularity == pytest.approx(28 / 32 - (8**2 + 56**2) / 64**2)
    # Groups M G, W J, D A, T: of 21 pairs of these seven 3 are together in both, 1 + 10 by community, 3 by group.
    chance = Fraction(11 * 3, 21)
    assert (found.compared, found.rand) == (7, pytest.approx(float((3 - chance) / (7 - chance))))
    # Each group is in one community: what both share is all that the communities say.
    parts, groups = entropy(2, 5), entropy(2, 2, 2, 1)
    assert found.information == pytest.approx(2 * parts / (parts + groups))
    found = second.story.communities()
    assert [letters(members) for members in found.members] == ["BCDJ", "HKQS", "Y"]
    # Within: J–C 2, J–B, J–D, B–D, and H–S 11, H–K 3, S–K 3, Q–S 1; ends 4 + 7 + 4 + 4 and 20 + 18 + 6 + 1
    assert found.modularity == pytest.approx((5 + 18) / 32 - (19**2 + 45**2) / 64**2)
    # Groups S K C and J B D: 15 pairs, together in both S–K and three of the family; 6 + 1 by community, 3 + 3 by
    # group.
    chance = Fraction(7 * 6, 15)
    assert (found.compared, found.rand) == (6, pytest.approx(float((4 - chance) / (Fraction(13, 2) - chance))))
    together = entropy(4, 2) + entropy(3, 3) - entropy(1, 3, 2)
    assert found.information == pytest.approx(2 * together / (entropy(4, 2) + entropy(3, 3)))


def test_by_source(first: Drama) -> None:
    """The review that tells most has 23 of the 32 phases, ten of which nobody else tells."""
    sources = {slug(one.source): one for one in first.story.by_source()}
    review = next(iter(sources.values()))
    assert (slug(review.source), len(review.phases), len(review.shared)) == ("hallyu-soundtrack-1", 23, 13)
    assert {slug(phase) for phase in review.only_here} == {
        "eunsoo-loves-seonwoo", "seonwoo-cares-for-eunsoo", "eunsoo-cares-for-seonwoo", "wooil-and-eunsoo-make-a-song",
        "seonwoo-teaches-eunsoo-to-drive", "wooil-possible-love-interest", "ex-and-eunsoo", "ex-cheats-on-eunsoo",
        "ex-and-eunsoo-over", "donghyeon-manages-seonwoo",
    }  # fmt: skip
    # It names nine, and not the mother nor the other woman. S–E, E–W, E–J, W–J, M–E, M–S, G–E, G–S, X–E, D–S,
    # A–S; M and G are not tied by it.
    assert letters(review.characters) == "ADEGJMSWX"
    assert (review.metrics.network.pairs, review.metrics.network.ties) == (11, 23)
    pub = sources["aliencompany-soundtrack-1"]
    assert letters(pub.characters) == "EGMS"
    assert (pub.metrics.network.pairs, pub.metrics.network.density, len(pub.only_here)) == (6, 1.0, 2)
