"""Themes: one tree that all dramas share, what the structure of a story shows, and nothing of it too early."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.testclient import TestClient

from kg.audit import Told, audit, checks_ahead
from kg.build import check_data
from kg.drama import Drama
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.names import fold
from kg.ontology import Ontology, load_ontology
from kg.reason import Closure, Program, close
from kg.store import EmbeddedStore
from kg.themes import theme_tree
from kg.vocab import DKG, ID_BASE, RDF, thing
from kg.web.dramas.theme_page import ThemePages

THEME = f"{ID_BASE}theme/"
ONE = thing("drama", "soundtrack-1")

# A story of four: ann and bob are billed, cat and dan are not.
CAST = """
@prefix : <urn:t:> . @prefix dkg: <https://w3id.org/drama-kg/ontology#> .
:pa dkg:portrays :ann ; dkg:billing "lead" ; dkg:inDrama :drama .
:pb dkg:portrays :bob ; dkg:billing "main" ; dkg:inDrama :drama .
:pc dkg:portrays :cat ; dkg:billing "support" ; dkg:inDrama :drama .
"""
FRIENDS = ":friends a dkg:BestFriendship ; dkg:friend :ann , :bob . "
COUPLE = ":couple a dkg:Couple ; dkg:partner :ann , :bob . "
EXES = ":exes a dkg:FormerCouple ; dkg:formerPartner :ann , :bob . "
HOME = ":home a dkg:LivingTogether ; dkg:housemate :ann , :bob . "
LOVE = ":love a dkg:OneSidedLove ; dkg:lover :bob ; dkg:beloved :ann . "
LESSON = ":lesson a dkg:Teaching ; dkg:teacher :ann ; dkg:student :bob . "
RIVALS = ":rivals a dkg:Rivalry ; dkg:competitor :ann , :bob . "
CRUSH = ":crush a dkg:Attraction ; dkg:admirer :cat ; dkg:admired :ann . "
KIN = ":kin a dkg:Parenthood ; dkg:parent :cat ; dkg:child :ann . "

SHOWN = {
    "friends first": (FRIENDS + COUPLE + ":friends dkg:laterPhase :couple .", "friends-to-lovers", True),
    "friends after": (FRIENDS + COUPLE + ":couple dkg:laterPhase :friends .", "friends-to-lovers", False),
    "friends, a match that is only possible": (
        FRIENDS + COUPLE + ':couple dkg:certainty "possible" . :friends dkg:laterPhase :couple .',
        "friends-to-lovers", False,
    ),
    "a friendship that is doubted": (
        FRIENDS + COUPLE + ':friends dkg:certainty "doubted" . :friends dkg:laterPhase :couple .',
        "friends-to-lovers", False,
    ),
    "a match that a source implies": (
        FRIENDS + COUPLE + ':couple dkg:certainty "inferred" . :friends dkg:laterPhase :couple .',
        "friends-to-lovers", True,
    ),
    "friends whom families engage": (
        FRIENDS + ":match a dkg:Engagement ; dkg:fiance :ann , :bob . :friends dkg:laterPhase :match .",
        "friends-to-lovers", False,
    ),
    "friends in the background": (
        ":f a dkg:Friendship ; dkg:friend :cat , :dan . :f dkg:laterPhase :m . "
        ":m a dkg:Marriage ; dkg:spouse :cat , :dan .",
        "friends-to-lovers", False,
    ),
    "childhood friends": (
        ":f a dkg:ChildhoodFriendship ; dkg:friend :ann , :bob . :f dkg:laterPhase :couple ." + COUPLE,
        "childhood-friends-to-lovers", True,
    ),
    "a couple again": (EXES + COUPLE + ":exes dkg:laterPhase :couple .", "second-chance-romance", True),
    "a couple that parts": (EXES + COUPLE + ":couple dkg:laterPhase :exes .", "second-chance-romance", False),
    "exes under one roof": (EXES + HOME + ":exes dkg:laterPhase :home .", "exes-reunited", True),
    "exes who meet": (EXES + ":meet a dkg:Reunion ; dkg:participant :ann , :bob .", "exes-reunited", True),
    "exes, and another meeting": (EXES + ":meet a dkg:Reunion ; dkg:participant :ann , :cat .", "exes-reunited", False),
    "rivals first": (RIVALS + COUPLE + ":rivals dkg:laterPhase :couple .", "rivals-to-lovers", True),
    "rivals after": (RIVALS + COUPLE + ":couple dkg:laterPhase :rivals .", "rivals-to-lovers", False),
    "rivals who become friends": (RIVALS + FRIENDS + ":rivals dkg:laterPhase :friends .", "rivals-to-friends", True),
    "friends who become enemies": (
        FRIENDS + ":hate a dkg:Hostility ; dkg:hostile :ann ; dkg:target :bob . :friends dkg:laterPhase :hate .",
        "friends-to-enemies", True,
    ),
    "a contract that becomes love": (
        ":deal a dkg:ContractRelationship ; dkg:contractPartner :ann , :bob . :deal dkg:laterPhase :couple ." + COUPLE,
        "contract-to-love", True,
    ),
    "a love at home": (HOME + LOVE, "housemates-in-love", True),
    "a couple that moves in": (HOME + COUPLE + ":couple dkg:laterPhase :home .", "housemates-in-love", False),
    "a lesson and a love": (LESSON + LOVE + ":love dkg:laterPhase :lesson .", "mentor-in-love", True),
    "a lesson alone": (LESSON, "mentor-in-love", False),
    "a boss and a couple": (
        ":boss a dkg:Management ; dkg:manager :ann ; dkg:managed :bob . :boss dkg:laterPhase :couple ." + COUPLE,
        "office-romance", True,
    ),
    "a boss, and a couple elsewhere": (
        ":boss a dkg:Management ; dkg:manager :ann ; dkg:managed :cat ." + COUPLE, "office-romance", False,
    ),
    "two who love one": (LOVE + CRUSH, "love-triangle", True),
    "one who loves one": (LOVE, "love-triangle", False),
    "two couples one after the other": (
        COUPLE + ":other a dkg:Couple ; dkg:partner :ann , :cat .", "love-triangle", False,
    ),
    "a love that may be": (LOVE + CRUSH + ':crush dkg:certainty "possible" .', "love-triangle", False),
    "four": (COUPLE + CRUSH + ":x a dkg:OneSidedLove ; dkg:lover :dan ; dkg:beloved :bob .", "love-square", True),
    "three": (COUPLE + CRUSH + ":x a dkg:OneSidedLove ; dkg:lover :cat ; dkg:beloved :bob .", "love-square", False),
    "a birth that is kept secret": (KIN + ":kin dkg:concealedFrom :ann .", "birth-secret", True),
    "a birth that all know": (KIN, "birth-secret", False),
    "another mother on paper": (
        KIN + ":paper a dkg:LegalParenthood ; dkg:legalParent :dan ; dkg:legalChild :ann .", "birth-secret", True,
    ),
    "a parent avenged": (
        KIN + ":k a dkg:Killing ; dkg:killer :dan ; dkg:victim :cat . :e a dkg:Enmity ; dkg:enemy :ann , :dan .",
        "revenge", True,
    ),
    "an enmity for another reason": (KIN + ":e a dkg:Enmity ; dkg:enemy :ann , :dan .", "revenge", False),
    "a father against the match": (
        COUPLE + KIN + ":h a dkg:Hostility ; dkg:hostile :cat ; dkg:target :bob .", "forbidden-love", True,
    ),
    "families at war": (
        COUPLE + KIN + ":k2 a dkg:Parenthood ; dkg:parent :dan ; dkg:child :bob . "
        ":e a dkg:Enmity ; dkg:enemy :cat , :dan .",
        "love-across-families", True,
    ),
    "brothers who compete": (
        ":s a dkg:Siblinghood ; dkg:sibling :ann , :bob . :s dkg:laterPhase :rivals ." + RIVALS,
        "sibling-rivalry", True,
    ),
    "a mother-in-law": (
        ":m a dkg:Marriage ; dkg:spouse :ann , :bob . :h a dkg:Hostility ; dkg:hostile :cat ; dkg:target :bob ." + KIN,
        "in-laws", True,
    ),
    "a type that stands for a theme": (LOVE, "one-sided-love", True),
    "the same of others": (":l a dkg:OneSidedLove ; dkg:lover :cat ; dkg:beloved :dan .", "one-sided-love", False),
}  # fmt: skip


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(CAST + text, format=RdfFormat.TURTLE)]


def shown(given_: list[Triple]) -> set[str]:
    """What follows from statements of one drama."""
    found = Closure.of(given_, Program.of(load_ontology())).inferred()
    return {
        str(triple.object).strip("<>").removeprefix(THEME) for triple in found if triple.predicate == DKG.showsTheme
    }


def test_no_name_leads_to_two_themes() -> None:
    owner: dict[tuple[str, str], str] = {}
    for slug, theme in theme_tree(load_ontology()).items():
        assert set(theme.label) == set(theme.definition) == {"en", "ko"}
        names = [*theme.label.items(), *((lang, name) for lang, also in theme.also.items() for name in also)]
        for lang, name in names:
            assert owner.setdefault((lang, fold(name)), slug) == slug, (
                f"{name!r} is {owner[lang, fold(name)]} and {slug}"
            )


def test_the_tree_holds_together() -> None:
    tree = theme_tree(load_ontology())
    for slug, theme in tree.items():
        assert all(slug in tree[one].narrower for one in theme.broader)
        assert all(slug in tree[one].broader for one in theme.narrower)
    assert {tree["friends-to-lovers"].broader, tree["fencing"].broader} == {("romance",), ("sports",)}


@pytest.mark.parametrize("case", SHOWN)
def test_a_theme_is_shown_or_not(case: str) -> None:
    text, theme, expected = SHOWN[case]
    assert (theme in shown(triples(text))) == expected


def test_every_rule_has_a_case_that_shows_it_and_every_theme_of_a_rule_is_one() -> None:
    themes = {
        rule.head.object.strip("<>").removeprefix(THEME)
        for rule in Program.of(load_ontology()).rules
        if rule.head and rule.name.startswith(("sign-", "shows-")) and not rule.head.object.startswith("?")
    }
    assert themes <= set(theme_tree(load_ontology()))
    by_type = {
        str(quad.object).strip("<>").removeprefix(THEME)
        for quad in load_ontology().quads()
        if quad.predicate.value == f"{DKG.base}standsForTheme"
    }
    assert themes - by_type <= {theme for _, theme, expected in SHOWN.values() if expected}


PEOPLE = ("ann", "bob", "cat", "dan")
TYPES = (
    ("Friendship", "friend", "friend"), ("Couple", "partner", "partner"),
    ("FormerCouple", "formerPartner", "formerPartner"),
    ("OneSidedLove", "lover", "beloved"), ("Attraction", "admirer", "admired"), ("Rivalry", "competitor", "competitor"),
    ("LivingTogether", "housemate", "housemate"), ("Mentoring", "mentor", "mentee"), ("Marriage", "spouse", "spouse"),
    ("Parenthood", "parent", "child"), ("Hostility", "hostile", "target"), ("Killing", "killer", "victim"),
)  # fmt: skip
PHASES = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.permutations(PEOPLE).map(lambda order: tuple(order[:2])),
        st.sampled_from(["", "", "possible", "inferred"]),
    ),
    max_size=9,
)


def story(phases: list[tuple[tuple[str, str, str], tuple[str, str], str]], told: set[int]) -> list[Triple]:
    """Statements of the phases that have been told, in the order of the list."""
    found, node = triples(""), "urn:t:{}".format
    for number, ((kind, one, other), pair, certainty) in enumerate(phases):
        if number not in told:
            continue
        phase = NamedNode(node(f"phase{number}"))
        found.append(Triple(phase, RDF.type, NamedNode(DKG.base + kind)))
        found += [
            Triple(phase, NamedNode(DKG.base + role), NamedNode(node(who)))
            for role, who in zip((one, other), pair, strict=True)
        ]
        if certainty:
            found.append(Triple(phase, DKG.certainty, Literal(certainty)))
        for later in range(number + 1, len(phases)):
            if later in told and set(phases[later][1]) == set(pair):
                found.append(Triple(phase, DKG.laterPhase, NamedNode(node(f"phase{later}"))))
    return found


@settings(max_examples=40, deadline=None)
@given(PHASES, st.sets(st.integers(0, 8)))
def test_who_has_been_told_less_is_shown_less(
    phases: list[tuple[tuple[str, str, str], tuple[str, str], str]], told: set[int]
) -> None:
    assert shown(story(phases, told)) <= shown(story(phases, set(range(len(phases)))))


def test_friends_to_lovers_is_shown_at_the_end_and_not_before(graph: KnowledgeGraph) -> None:
    """Two friends in the background marry before the story begins: that is not what the drama shows."""

    def of(at: int | str) -> dict[str, tuple[bool, bool]]:
        return {use.theme: (bool(use.said), use.shown) for use in graph.drama("soundtrack-1", at=at).compared_themes}

    premise, end = of("premise"), of("end")
    assert "friends-to-lovers" not in premise
    assert end["friends-to-lovers"] == (True, True)
    assert premise["housemates-in-love"] == (False, True)
    assert premise["photography"] == (True, False)
    assert set(premise) < set(end)
    with pytest.raises(NotFoundError):
        graph.drama("soundtrack-1", at=6).explain("id:drama/soundtrack-1", "showsTheme", "id:theme/friends-to-lovers")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_proof_leads_to_the_two_relationships(graph: KnowledgeGraph, lang: str) -> None:
    proof = graph.explain("soundtrack-1", "showsTheme", "friends-to-lovers").proofs[0]
    statements = " ".join(str(step.statement) for step in proof.walk())
    assert "relationship/best-friends" in statements
    assert "relationship/couple" in statements
    words = [step.reason[lang] for step in proof.walk() if step.rule == "sign-friends-to-lovers"]
    assert words == [{
        "en": "Friends to lovers: two who are friends become a couple.",
        "ko": "친구에서 연인으로: 친구이던 두 사람이 연인이 된다.",
    }[lang]]  # fmt: skip


def test_the_second_drama_gives_love_another_chance(graph: KnowledgeGraph) -> None:
    end = {use.theme for use in graph.drama("soundtrack-2", at="end").compared_themes if use.shown}
    assert {"exes-reunited", "second-chance-romance", "love-triangle", "cohabitation"} <= end
    premise = {use.theme for use in graph.drama("soundtrack-2").compared_themes if use.shown}
    assert "second-chance-romance" not in premise


@pytest.mark.parametrize(
    "positions",
    [{}, {"soundtrack-1": "end"}, {"soundtrack-1": 3, "soundtrack-2": 2}],
    ids=["premise", "end", "some way"],
)
def test_over_all_dramas_it_is_as_in_each(graph: KnowledgeGraph, positions: dict[str, int | str]) -> None:
    for slug in ("soundtrack-1", "soundtrack-2"):
        told = graph.themes(positions)
        all_ = {
            (theme, use.said, use.shown)
            for theme, uses in told.items()
            for use in uses
            if use.drama == thing("drama", slug).value
        }
        drama = graph.drama(slug, at=positions.get(slug, "premise"))
        assert all_ == {(use.theme, bool(use.said), use.shown) for use in drama.compared_themes}


def test_the_query_of_the_catalogue_agrees(graph: KnowledgeGraph) -> None:
    rows = {(row["theme"].removeprefix(THEME), row["said"], row["shown"]) for row in graph.run("themes-said-and-shown")}
    end = graph.drama("soundtrack-1", at="end").compared_themes
    assert rows == {(use.theme, bool(use.said), use.shown) for use in end}
    assert any(row["only_shown"] for row in graph.run("themes-of-all-dramas"))


def test_the_pages_spoil_nothing_unless_they_are_asked_to(client: TestClient) -> None:
    address = "/theme/friends-to-lovers"
    assert "/drama/soundtrack-1" not in client.get(address).text
    assert "/drama/soundtrack-1" not in client.get(address, params={"at": "soundtrack-1=6"}).text
    for at, kept in (
        ("soundtrack-1=end", "at=end"),
        ("soundtrack-1=7", "at=7"),
        ("*=end", "at=end"),
        ("end", "at=end"),
    ):
        page = client.get(address, params={"at": at}).text
        assert f'href="/drama/soundtrack-1?{kept}"' in page, at
        assert (
            "/drama/soundtrack-1/why?s=id%3Adrama%2Fsoundtrack-1&amp;p=showsTheme&amp;o=id%3Atheme%2Ffriends-to-lovers"
            in page
        )
    assert client.get("/themes").text.count("friends to lovers") <= client.get("/themes?at=end").text.count(
        "friends to lovers"
    )


def test_a_narrower_theme_counts_for_the_broader_one(client: TestClient) -> None:
    page = client.get("/theme/romance", params={"at": "soundtrack-1=end", "lang": "ko"}).text
    row = page.split('href="/drama/soundtrack-1?at=end&amp;lang=ko"', 1)[1].split("</ul>", 1)[0]
    assert "친구에서 연인으로" in row
    assert "lang=ko" in row


def test_the_page_of_a_drama_compares(client: TestClient) -> None:
    page = client.get("/drama/soundtrack-1?at=7&lang=en").text
    section = page.split('id="themes"', 1)[1].split("</section>", 1)[0]
    kinds = section.split("theme-kind")[1:]
    assert ["friends to lovers" in kind for kind in kinds] == [True, False, False]
    assert ["photography" in kind for kind in kinds] == [False, True, False]
    assert ["love square" in kind for kind in kinds] == [False, False, True]
    assert "/theme/photography?at=soundtrack-1%3D7" in section
    document = client.get("/drama/soundtrack-1.json?at=end").json()
    assert {"love-square"} < {one["theme"] for one in document["themes_compared"] if one["shown"] and not one["said"]}


def test_a_theme_by_its_name_and_one_that_there_is_not(client: TestClient) -> None:
    moved = client.get("/theme/삼각관계", params={"at": "end"}, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (307, "/theme/love-triangle?at=end")
    missing = client.get("/theme/<script>love trianglee")
    assert missing.status_code == 404
    assert "<script>love" not in missing.text
    assert "/theme/love-triangle" in missing.text


@pytest.mark.parametrize("at", ["nothing", "soundtrack-1=1;soundtrack-1", ";".join(["x=1"] * 99)])
def test_what_is_no_viewpoint_is_refused(client: TestClient, at: str) -> None:
    for address in ("/themes", "/theme/romance"):
        answer = client.get(address, params={"at": at})
        assert answer.status_code == 400
        assert "Traceback" not in answer.text


TOLD_LATE = """
  crush: {type: OneSidedLove, lover: stranger, beloved: ann, told: middle, from: gazette @ Story 3}
  again: {type: Couple, partner: [ann, bob], told: end, from: gazette @ Story 3}

themes:
  - {theme: second-chance-romance, told: end, from: gazette @ Story 3}
"""


def test_the_pages_do_not_depend_on_what_is_told_later(tiny: Path, ontology: Ontology) -> None:
    file = tiny / "dramas" / "tiny.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("\nthemes:\n", TOLD_LATE), encoding="utf-8")
    told = check_data(tiny, ontology)[1]
    store = EmbeddedStore.of([*told, *close(told, ontology), *ontology.quads()])

    def pages(store: EmbeddedStore, drama: str, position: int) -> dict[str, bytes]:
        themes, at = ThemePages(KnowledgeGraph(store, ontology)), f"at=tiny={position}"
        found = {"the tree": themes.tree(request("/themes", at))}
        for slug in ("second-chance-romance", "romance"):
            found[slug] = themes.theme(request(f"/theme/{slug}", at, slug=slug))
        return {name: bytes(answer.body) for name, answer in found.items()}

    checks = [one for one in checks_ahead(Told(store.told())) if one.drama == "tiny"]
    report = audit(store, ontology, checks=checks, shown=pages)
    assert [str(finding) for finding in report.findings[:5]] == []
    assert all(one.taken_back == () for one in report.checked)
    shown = [themes_shown(KnowledgeGraph(store, ontology).drama("tiny", at=at)) for at in (1, 2, 3)]
    assert shown == [
        set(),
        {"one-sided-love", "love-triangle"},
        {"one-sided-love", "love-triangle", "second-chance-romance"},
    ]


def themes_shown(drama: Drama) -> set[str]:
    return {use.theme for use in drama.compared_themes if use.shown}


def request(path: str, query: str, **parameters: str) -> Request:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "path_params": parameters,
        "headers": [],
        "query_string": query.encode(),
    }
    return Request(scope)


def test_however_many_viewpoints_there_are_each_beat_is_worked_out_once(graph: KnowledgeGraph) -> None:
    mine = KnowledgeGraph(graph.store, graph.ontology)
    for at in (1, 2, 3, 2, 1, "end", 7):
        mine.themes({"soundtrack-1": at})
    asked = [at for drama, at in mine._parts.themes._shown if drama == ONE.value]
    assert sorted(asked) == [1, 2, 3, 7]
