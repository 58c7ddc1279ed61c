"""The twenty questions that the two reviews can answer, each with its answer as a reader of the reviews would give it.

Where other sources than the reviews add to an answer, the test says what they add. Slugs stand for the characters:
`eunsoo` is Lee Eun Soo, and so on; `test_cast_of_both_reviews` holds them to names.
"""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import NamedNode

from kg.catalog import load_catalog
from kg.graph import KnowledgeGraph
from kg.paths import queries_dir
from kg.results import Table
from tests.support import cut, full

NOT_FROM_THE_REVIEWS = {"mother", "other-woman", "dayoung"}  # characters that only other sources tell of


def answer(graph: KnowledgeGraph, query: str, lang: str = "en", **parameters: str) -> list[dict[str, Any]]:
    """The rows of a query of the catalogue, IRIs cut to their last part, label columns left out."""
    table = graph.run(query, lang=lang, **parameters)
    assert isinstance(table, Table)
    columns = [name for name in table.columns if not name.endswith("_label")]
    return [{name: cut(row[name]) for name in columns} for row in table]


def test_who_plays_eunsoos_mentor(graph: KnowledgeGraph) -> None:
    table = graph.run("who-plays-the-mentor", character="Lee Eun Soo")
    assert [(row["mentor_label"], row["actor_label"]) for row in table] == [("Kang Woo Il", "Kim Joo Hun")]


@pytest.mark.parametrize("spelling", ["이은수", "lee eun-soo", "eunsoo", "soundtrack-1/eunsoo", "LEE EUN SOO"])
def test_she_is_found_in_any_spelling(graph: KnowledgeGraph, spelling: str) -> None:
    assert answer(graph, "who-plays-the-mentor", character=spelling) == [{"mentor": "wooil", "actor": "kim-joo-hun"}]


def test_everything_between_wooil_and_eunsoo(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "ties-between", one="wooil", other="eunsoo")
    # The review: composer, her mentor, and only *potentially* a love interest.
    by_review = {(row["relationship"], row["who"], row["whom"], row["certainty"]) for row in rows}
    assert ("Mentoring", "wooil", "eunsoo", "stated") in by_review
    assert ("Attraction", "wooil", "eunsoo", "possible") in by_review
    assert {"CreativeCollaboration"} <= {row["relationship"] for row in rows}
    assert ("Mentoring", "eunsoo", "wooil", "stated") not in by_review
    # What the premise does not tell: that he likes her.
    assert all(row["told"] > 1 for row in rows)


def test_who_jennifer_is(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "who-is-behind-the-name", name="Jennifer")
    assert [(row["character"], row["first_heard"] < row["owner_told"]) for row in rows] == [("eunsoo", True)]
    beats = {beat.position: beat for beat in graph.drama("soundtrack-1", "end").beats}
    assert beats[rows[0]["owner_told"]].label["en"] == "Photographs"  # she finds the photos in the middle of the series
    assert answer(graph, "who-is-behind-the-name", name="jENNIFER") == rows
    assert answer(graph, "who-is-behind-the-name", name="제니퍼") == rows
    assert answer(graph, "who-is-behind-the-name", name="Jenni") == []


def test_what_ties_seonwoo_and_eunsoo_at_the_start(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "ties-at-the-start", one="seonwoo", other="eunsoo")
    assert [(row["relationship"], row["hidden_from"]) for row in rows] == [
        ("BestFriendship", None),
        ("LivingTogether", None),
        ("OneSidedLove", "eunsoo"),
    ]
    years = graph.query(
        full(
            "SELECT ?years { id:drama/soundtrack-1/relationship/best-friends dkg:startsAt ?met ."
            " GRAPH ?g { ?met dkg:yearsBefore ?years } ?g prov:wasDerivedFrom id:source/hallyu-soundtrack-1 }"
        )
    )
    assert isinstance(years, Table)
    assert years.column("years") == [20]  # "nearly twenty years"


def test_what_ties_them_at_the_end(graph: KnowledgeGraph) -> None:
    ties = {row["relationship"]: row["since"] for row in answer(graph, "ties-at-the-end")}
    assert ties["Couple"] == "eunsoo-confesses"
    assert ties["BestFriendship"] == "become-friends"  # "the two friends together and happily in love"
    assert "OneSidedLove" not in ties


def test_since_when_each_is_in_love(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "since-when-in-love")
    assert rows == [
        # Hers began on the same day, 8 years ago; he learns of it when she confesses.
        {"lover": "eunsoo", "beloved": "seonwoo", "since": "military-service", "years_before": 8,
         "learns_at": "eunsoo-confesses"},
        {"lover": "seonwoo", "beloved": "eunsoo", "since": "military-service", "years_before": 8,
         "learns_at": "finds-photos"},
    ]  # fmt: skip
    # She understands it only after he has gone abroad: her love is told later than his.
    told = {row["who"]: row["told"] for row in answer(graph, "ties-between", one="seonwoo", other="eunsoo")
            if row["relationship"] == "OneSidedLove"}  # fmt: skip
    assert told["seonwoo"] == 1
    assert told["eunsoo"] > told["seonwoo"]


def test_three_confessions_of_the_review(graph: KnowledgeGraph) -> None:
    rows = [row for row in answer(graph, "confessions") if row["by"] != "wooil"]  # his is in another source
    assert [(row["by"], row["to"], row["years_before"], row["years_after"]) for row in rows] == [
        ("seonwoo", "eunsoo", 4, None),
        ("seonwoo", "eunsoo", None, None),
        ("eunsoo", "seonwoo", None, 1),
    ]
    forestalled, interrupted, accepted = (row["outcome"] for row in rows)
    assert "could never date him" in forestalled
    assert "cuts in" in interrupted
    assert "accepts" in accepted
    assert graph.query(
        full("ASK { id:drama/soundtrack-1/event/eunsoo-confesses dkg:leadsTo ?kiss . ?kiss a dkg:Kiss }")
    )


def test_who_encourages_the_match(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "who-encourages-the-match")
    assert [(row["friend"], row["encouraged"], row["years_before"]) for row in rows] == [
        ("gyeolhan", "eunsoo", 4),
        ("mari", "eunsoo", 4),
        ("gyeolhan", "eunsoo", None),  # and again in the present
        ("mari", "eunsoo", None),
    ]


def test_why_he_keeps_silent(graph: KnowledgeGraph) -> None:
    rows = [row for row in answer(graph, "why-keep-silent") if row["who"] == "seonwoo"]
    assert [row["concealed_from"] for row in rows] == ["eunsoo"]
    assert "chooses not to" in rows[0]["reason"]
    assert "fear of losing her" in rows[0]["reason"]
    assert [row["reason"] for row in answer(graph, "why-keep-silent", lang="ko") if row["who"] == "seonwoo"] != [
        rows[0]["reason"]
    ]


def test_the_discovery_that_turns_the_plot(graph: KnowledgeGraph) -> None:
    found = [row for row in answer(graph, "turning-discoveries") if row["discovery"] == "finds-photos"]
    assert [(row["by"], row["came_of"]) for row in found] == [("eunsoo", "asks-for-trip-photos")]
    trip = graph.query(
        full(
            "SELECT ?years { id:drama/soundtrack-1/event/trip-last-year dkg:yearsBefore ?years ;"
            " dkg:before id:drama/soundtrack-1/event/asks-for-trip-photos }"
        )
    )
    assert isinstance(trip, Table)
    assert trip.column("years") == [1]


def test_what_sets_the_plot_in_motion(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "what-sets-it-in-motion")
    by_wooil = [row for row in rows if row["by"] == "wooil"]
    assert [(row["act"], row["occupation"], row["leads_to"]) for row in by_wooil] == [
        ("lyric-falls-flat", "composer", "asks-to-live-together")
    ]
    # The single is Jay Jun's, whom Seo In Guk plays.
    jay = graph.query(full("SELECT ?actor { id:drama/soundtrack-1/character/jayjun dkg:playedBy ?actor }"))
    assert isinstance(jay, Table)
    assert [cut(actor) for actor in jay.column("actor")] == ["seo-in-guk"]


def test_who_manages_seonwoo(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "who-manages-whom")
    assert [(row["manager"], row["actor"], row["managed"], row["event"]) for row in rows] == [
        ("donghyeon", "yoon-byung-hee", "seonwoo", "postpones-show")
    ]
    assert "imposter" in rows[0]["reason"]


def test_characters_whom_no_review_names(graph: KnowledgeGraph) -> None:
    rows = {(row["drama"], row["character"], row["actor"]) for row in answer(graph, "unnamed-characters")}
    assert {row for row in rows if row[0].startswith("soundtrack") and row[1] not in NOT_FROM_THE_REVIEWS} == {
        ("soundtrack-1", "ex", None),
        ("soundtrack-1", "mentor-abroad", None),
        ("soundtrack-2", "doctor", None),
        ("soundtrack-2", "son", "choi-e-jun"),
        ("soundtrack-2", "daughter", "kim-yun-seul"),
    }


def test_who_mentors_and_teaches_whom(graph: KnowledgeGraph) -> None:
    rows = {(row["guide"], row["how"], row["learner"]) for row in answer(graph, "mentors-and-teachers")}
    assert rows == {
        ("wooil", "mentorOf", "eunsoo"),
        ("mentor-abroad", "mentorOf", "seonwoo"),
        ("seonwoo", "teacherOf", "eunsoo"),
        ("hyeonseo", "teacherOf", "suho"),
        ("hyeonseo", "teacherOf", "son"),
        ("hyeonseo", "teacherOf", "daughter"),
    }
    taught = {(row["learner"], row["what"]) for row in answer(graph, "mentors-and-teachers") if row["what"]}
    assert {("suho", "piano"), ("son", "piano"), ("daughter", "piano"), ("eunsoo", "driving")} <= taught


def test_what_hyeonseo_and_suho_were_before(graph: KnowledgeGraph) -> None:
    rows = {(row["relationship"], row["until"]) for row in answer(graph, "what-they-were-before")}
    assert {("Couple", "breakup"), ("CreativeCollaboration", "breakup")} <= rows
    assert "FormerCouple" in {relationship for relationship, _ in rows}
    # Teaching begins in the present, and is no part of the answer; nor is the second love.
    assert not {relationship for relationship, _ in rows} & {"Teaching", "Attraction", "Jealousy", "Discord"}


def test_the_phases_of_hyeonseo_and_suho(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "phases-of-a-pair")
    assert [row["step"] for row in rows] == list(range(1, len(rows) + 1))
    order = [row["phase"] for row in rows]
    as_told = ["fellow-students", "first-couple", "exes", "suho-still-drawn-to-hyeonseo", "hyeonseo-teaches-suho",
               "lovers-again", "suho-jealous-of-her-independence"]  # fmt: skip
    assert [phase for phase in order if phase in as_told] == as_told
    assert "suho-jealous-of-k" not in order  # it is about her, and between him and K
    ends = {row["phase"]: row["ends"] for row in rows}
    assert ends["first-couple"] == "breakup"
    assert ends["lovers-again"] is None  # whether they commit to each other is left open
    assert order == [row["phase"] for row in answer(graph, "phases-of-a-pair", one="suho", other="hyeonseo")]


def test_the_chain_of_events_that_reunites_them(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "chain-of-events", drama="Soundtrack #2")
    chain = [(row["event"], row["by"]) for row in rows]
    told_by_the_review = [
        ("founds-company", "suho"),
        ("overworks", None),
        ("faints", None),
        ("doctor-orders-rest", "doctor"),
        ("suggests-piano", "changsik"),
        ("rings-a-tutor", "changsik"),
    ]
    assert [link for link in chain if link in told_by_the_review] == told_by_the_review
    assert {row["actor"] for row in rows if row["by"] == "changsik"} == {"kwon-seung-woo"}
    rung = graph.query(
        full("ASK { id:drama/soundtrack-2/event/rings-a-tutor dkg:addressee id:drama/soundtrack-2/character/hyeonseo }")
    )
    assert rung


def test_who_is_jealous_and_over_what(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "jealousies", drama="soundtrack-2")
    assert [(row["jealous"], row["rival"], row["over"]) for row in rows] == [
        ("suho", "k", "hyeonseo"),
        ("suho", None, "hyeonseo"),  # later, of her independence
    ]
    assert "K" in rows[0]["reason"]
    assert "own feet" in rows[1]["reason"]
    # The duets bring it on.
    assert graph.query(
        full(
            "ASK { id:drama/soundtrack-2/relationship/suho-jealous-of-k"
            " dkg:startsAt id:drama/soundtrack-2/event/plays-duets }"
        )
    )


def test_productions_side_by_side(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "compare-productions")
    assert [
        (row["drama"], row["year"], row["episodes"], set(row["platforms"].split(", ")), row["verdict"], row["grade"])
        for row in rows
    ] == [
        ("soundtrack-1", 2022, 4, {"Disney+"}, "WATCH", None),
        ("soundtrack-2", 2023, 6, {"Disney+", "Hulu"}, None, "B+"),
    ]


def test_where_the_reviews_differ(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "what-reviews-think")
    first, second = "hallyu-soundtrack-1", "kdramalove-soundtrack-2"
    stances = {(row["aspect"], row["review"], row["drama"], row["stance"]) for row in rows}
    assert ("songs", first, "soundtrack-1", "mixed") in stances  # nice, none phenomenal
    assert ("score", first, "soundtrack-1", "positive") in stances
    assert ("music", second, "soundtrack-2", "positive") in stances
    assert {drama for aspect, _, drama, _ in stances if aspect == "cinematography"} == {"soundtrack-1", "soundtrack-2"}
    # Only the second review speaks of both dramas, and finds the second not as good as the first.
    dramas = {review: {row["drama"] for row in rows if row["review"] == review} for review in (first, second)}
    assert dramas[first] == {"soundtrack-1"}
    assert {"soundtrack-1", "soundtrack-2"} <= dramas[second]
    assert any(row["review"] == second and row["stance"] == "mixed" and "hypnotic" in row["opinion"] for row in rows)


def test_what_the_reviews_leave_open(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "what-stays-open")
    ends = [row for row in rows if row["drama"] == "soundtrack-2" and "how the story ends" in row["open"]]
    assert [row["source"] for row in ends] == ["kdramalove-soundtrack-2"]
    # The first review does tell the end.
    assert not [row for row in rows if row["drama"] == "soundtrack-1" and "end" in row["open"].split()]


CAST_OF_THE_REVIEWS = {
    "soundtrack-1": {
        "Han Seon Woo": "Park Hyung Sik",
        "Lee Eun Soo": "Han So Hee",
        "Kang Woo Il": "Kim Joo Hun",
        "Jay Jun": "Seo In Guk",
        "Mari": "Park Min Jung",
        "Gyeol Han": "Park Hoon",
        "Yoon Dong Hyeon": "Yoon Byung Hee",
    },
    "soundtrack-2": {
        "Do Hyeon Seo": "Keum Sae Rok",
        "Ji Su Ho": "Noh Sang Hyun",
        "K": "Sohn Jeong Hyuck",
        "Kim Jin Kyeong": "Jeon Hye Jin",
        "Hong Chang Sik": "Kwon Seung Woo",
        "Jin Kyeong's son": "Choi E Jun",
        "Jin Kyeong's daughter": "Kim Yun Seul",
    },
}


@pytest.mark.parametrize("drama", CAST_OF_THE_REVIEWS)
def test_cast_of_both_reviews(graph: KnowledgeGraph, drama: str) -> None:
    table = graph.run("cast", drama=drama)
    cast = {
        row["character_label"]: row["actor_label"] for row in table if cut(row["character"]) not in NOT_FROM_THE_REVIEWS
    }
    assert cast == CAST_OF_THE_REVIEWS[drama]


def test_the_reviews_tell_fourteen_performances(graph: KnowledgeGraph) -> None:
    told = graph.query(
        full(
            """SELECT ?review (COUNT(DISTINCT ?performance) AS ?performances) {
             VALUES (?review ?drama) { (id:source/hallyu-soundtrack-1 id:drama/soundtrack-1)
                                       (id:source/kdramalove-soundtrack-2 id:drama/soundtrack-2) }
             GRAPH ?g { ?performance a dkg:Performance ; dkg:inDrama ?drama ; dkg:portrays ?character }
             ?g prov:wasDerivedFrom ?review } GROUP BY ?review ORDER BY ?review"""
        )
    )
    assert isinstance(told, Table)
    assert told.column("performances") == [7, 7]


def test_the_two_dramas_share_no_actor(graph: KnowledgeGraph) -> None:
    assert not graph.query(full("ASK { ?actor dkg:actedIn id:drama/soundtrack-1 , id:drama/soundtrack-2 }"))
    assert not graph.query(
        full(
            "ASK { ?a dkg:actedIn id:drama/soundtrack-1 . ?b dkg:actedIn id:drama/soundtrack-2 . ?a dkg:coStarOf+ ?b }"
        )
    )


def test_a_singer_whom_a_review_only_mentions_is_no_cast_member(graph: KnowledgeGraph) -> None:
    assert not graph.query(
        full('ASK { ?s ?p ?o FILTER(CONTAINS(LCASE(STR(?o)), "seok jin") || CONTAINS(STR(?o), "BTS")) }')
    )


def test_where_sources_disagree(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "where-sources-disagree")
    numbers = {(row["thing"], row["property"], row["value"], row["other_value"]) for row in rows}
    assert numbers == {("become-friends", "yearsBefore", 19, 20), ("breakup", "yearsBefore", 4, 6)}
    # The review says nearly twenty; another source says nineteen.
    assert any(row["other_source"] == "hallyu-soundtrack-1" for row in rows)


def test_statements_that_cannot_both_be_true(graph: KnowledgeGraph) -> None:
    rows = answer(graph, "statements-that-disagree")
    assert {
        "statement": "donghyeon-manages-seonwoo",
        "kind": "Management",
        "told_by": 'Hallyu Reviews on "Soundtrack #1"',
        "against": "donghyeon-partner-of-seonwoo",
        "other_kind": "BusinessPartnership",
        "against_by": "MyDramaList page of Soundtrack #1 (stored copy)",
    } in rows
    assert len({(row["statement"], row["against"]) for row in rows}) == len(rows)


def test_the_roles_that_review_two_gives_its_actors(graph: KnowledgeGraph) -> None:
    def roles(actor: str) -> set[tuple[str, str | None]]:
        return {(row["drama"], row["character"]) for row in answer(graph, "roles-of-an-actor", actor=actor)}

    assert roles("Noh Sang Hyun") == {("soundtrack-2", "suho"), ("curtain-call", "north-korean-soldier")}
    assert {drama for drama, _ in roles("Keum Sae Rok")} == {"soundtrack-2", "youth-of-may"}
    others = {"ruler-of-your-own-world", "mother", "my-liberation-notes", "agency"}
    assert {drama for drama, _ in roles("jeon-hye-jin")} == {"soundtrack-2", *others}
    assert roles("손정혁") == {("soundtrack-2", "k")}  # "his very first drama"


# A default may name nothing that the premise does not tell, which these two dramas have no alias for.
INSTEAD = {"who-is-behind-the-name": {"name": "Jennifer"}}


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", sorted(load_catalog(queries_dir())))
def test_every_query_answers_as_it_stands(graph: KnowledgeGraph, name: str, lang: str) -> None:
    table = graph.run(name, lang=lang, **INSTEAD.get(name, {}))
    assert isinstance(table, Table)
    assert len(table) > 0
    if lang == "ko":
        labels = [value for name in table.columns if name.endswith("_label") for value in table.column(name) if value]
        korean = [label for label in labels if any("가" <= char <= "힣" for char in label)]
        # Some people and titles have no Korean name in any source; most have.
        assert len(korean) * 2 > len(labels)


@pytest.mark.parametrize("name", sorted(load_catalog(queries_dir())))
def test_no_answer_has_a_row_twice(graph: KnowledgeGraph, name: str) -> None:
    table = graph.run(name)
    assert isinstance(table, Table)
    rows = [tuple(map(str, row)) for row in table.terms]
    assert len(rows) == len(set(rows))


def test_every_labelled_thing_is_labelled(graph: KnowledgeGraph) -> None:
    table = graph.run("cast")
    assert isinstance(table, Table)
    assert table.columns == ("character", "character_label", "actor", "actor_label", "billing")
    assert all(isinstance(row[0], NamedNode) and row[1] is not None for row in table.terms)
