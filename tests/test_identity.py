"""Who is one person: what identifiers and decisions say, and never a name."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.build import build, check_data
from kg.errors import DataError
from kg.graph import KnowledgeGraph
from kg.load.curated import read_collection
from kg.load.identity import Identity
from kg.load.loaded import new_load
from kg.load.quads import people_statements, source_statements
from kg.model import Citation, Identifier, Name, Person, Source, Text
from kg.names import is_hangul, name_readings, romanisation_keys
from kg.names.syllables import SURNAMES, compose, decompose
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.store import EmbeddedStore
from kg.suspects import Suspect, find_suspects
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, OWL, RDF, SKOS, thing
from tests.conftest import Run
from tests.support import ROOT

SHARED = ROOT.parent / "shared"
CITED = (Citation("herald", "article"),)


# Spellings of one name


@pytest.mark.parametrize(
    ("hangul", "spellings"),
    [
        ("박형식", ["Park Hyung-sik", "Park Hyungsik", "Park Hyung Shik", "Pak Hyŏng-sik", "Pak Hyong-sik",
                 "Bak Hyeong-sik", "Bahk Hyung Sik", "PARK HYUNG SIK", "Hyung-sik Park", "박 형식"]),
        ("이정은", ["Lee Jung-eun", "Yi Chŏng-ŭn", "I Jeong-eun", "Rhee Jung Eun", "Lee Jeong Eun", "Li Jungeun"]),
        ("노정의", ["Roh Jeong-eui", "Noh Jung Ui", "No Chŏng-ŭi", "Noh Jung Yi"]),
        ("류준열", ["Ryu Jun-yeol", "Ryoo Joon Yeol", "Yoo Jun Yeol", "Yu Jun-yeol"]),
        ("유연석", ["Yoo Yeon-seok", "Yu Yŏn-sŏk", "Ryu Yeon Seok", "You Yeon Suk"]),
        ("최우식", ["Choi Woo-shik", "Choe U-sik", "Ch'oe U-sik", "Choi Wooshik"]),
        ("정소민", ["Jung So-min", "Jeong So-min", "Chung So Min", "Chŏng So-min"]),
        ("조정석", ["Cho Jung-seok", "Jo Jeong-seok", "Cho Chŏng-sŏk", "Jo Jung Suk"]),
        ("임윤아", ["Lim Yoon-a", "Im Yun-a", "Yim Yoon Ah", "Im Yoona", "Rim Yun-a"]),
        ("엄기준", ["Uhm Ki-joon", "Eom Gi-jun", "Um Ki Joon", "Ŏm Ki-jun"]),
        ("황보라", ["Hwang Bo-ra", "Whang Bo Ra"]),
        ("남궁민", ["Namkoong Min", "Namgung Min", "Nam Goong Min"]),
        ("선우은숙", ["Sunwoo Eun-sook", "Seonu Eun-suk"]),
        ("김희애", ["Kim Hee-ae", "Gim Hui-ae", "Kim Hŭi-ae"]),
        ("허성태", ["Heo Sung-tae", "Hur Sung Tae", "Huh Seong-tae", "Hŏ Sŏng-t'ae", "Her Sung-tae"]),
        ("석민", ["Sŏngmin", "Seokmin", "Seok-min"]),
        ("수지", ["Suzy", "Su-ji", "Sooji"]),
        ("연상엽", ["Steven Sang-yeop Yeon"]),
    ],
)  # fmt: skip
def test_common_spellings_of_a_name_share_a_key(hangul: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert romanisation_keys(hangul) & romanisation_keys(spelling), spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김희원", "Kim Hee Sun"), ("박보검", "Park Bo-young"), ("이정은", "Lee Jung-ah"), ("지현우", "Ji Hyun-jin"),
        ("Kim Yoo Jung", "Kim Soo Jung"), ("Lee Jong-suk", "Lee Jin-wook"), ("Miura Haruma", "Miura Shohei"),
        ("", "Kim"), ("!!!", "???"),
    ],
)  # fmt: skip
def test_other_names_share_none(one: str, other: str) -> None:
    assert not romanisation_keys(one) & romanisation_keys(other)


ONSETS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅌㅍㅎ"
RR_ONSETS = dict(zip(ONSETS, ("g", "n", "d", "r", "m", "b", "s", "", "j", "ch", "t", "p", "h"), strict=True))
MR_ONSETS = dict(zip(ONSETS, ("k", "n", "t", "r", "m", "p", "s", "", "ch", "ch'", "t'", "p'", "h"), strict=True))
VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
VOWELS = "ㅏㅐㅑㅓㅔㅕㅖㅗㅘㅚㅛㅜㅝㅟㅠㅡㅢㅣ"
RR_VOWELS = dict(zip(VOWELS, (
    "a", "ae", "ya", "eo", "e", "yeo", "ye", "o", "wa", "oe", "yo", "u", "wo", "wi", "yu", "eu", "ui", "i",
), strict=True))  # fmt: skip
MR_VOWELS = {**RR_VOWELS, "ㅓ": "ŏ", "ㅕ": "yŏ", "ㅝ": "wŏ", "ㅡ": "ŭ", "ㅢ": "ŭi"}
CODAS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅇ": "ng"}


def revised(text: str) -> str:
    """A name in the Revised Romanisation, syllable by syllable, as its rule for names has it."""
    return "-".join(RR_ONSETS[onset] + RR_VOWELS[vowel] + CODAS[coda] for onset, vowel, coda in map(decompose, text))


def mccune(text: str) -> str:
    """A name in McCune-Reischauer: a consonant is unvoiced at its beginning, and voiced between voiced sounds."""
    parts: list[str] = []
    before = "ㄱ"
    for onset, vowel, coda in map(decompose, text):
        first = MR_ONSETS[onset]
        parts.append(
            (VOICED.get(first, first) if before in ("", *"ㄴㄹㅁㅇ") else first) + MR_VOWELS[vowel] + CODAS[coda]
        )
        before = coda
    return "-".join(parts)


# Syllables that names are made of; a cluster of consonants is in none.
SYLLABLE = st.builds(
    compose,
    st.sampled_from(ONSETS),
    st.sampled_from("ㅏㅐㅓㅔㅕㅖㅗㅛㅜㅝㅠㅡㅣ"),
    st.sampled_from(["", *"ㄱㄴㄹㅁㅂㅇ"]),
)
SURNAME = st.sampled_from(sorted(SURNAMES))


@given(family=SURNAME, given_name=st.lists(SYLLABLE, min_size=1, max_size=2).map("".join))
def test_the_systems_of_romanisation_share_a_key_with_the_hangul(family: str, given_name: str) -> None:
    keys = romanisation_keys(family + given_name)
    for system in (revised, mccune):
        first, rest = system(family).replace("-", ""), system(given_name)
        for spelling in (f"{first} {rest}", f"{first} {rest.replace('-', ' ')}", f"{first.upper()} {rest.title()}"):
            assert keys & romanisation_keys(spelling), spelling


@given(st.text(max_size=200))
def test_any_text_has_keys(text: str) -> None:
    assert len(name_readings(text)) <= 49
    assert all(0 <= cost <= 2 for cost in name_readings(text).values())


def test_long_names_take_no_time() -> None:
    assert name_readings("Yeou" * 100_000) is not None
    assert name_readings("a e i o u " * 10_000) is not None


def pairs_of_facts() -> Iterator[tuple[str, str]]:
    for path in sorted((SHARED / "facts").glob("*.yaml")):
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for character in found.get("characters", ()):
            if character.get("played_by") and character.get("played_by_ko"):
                hangul = str(character["played_by_ko"])
                yield str(character["played_by"]), hangul
                if match := re.fullmatch(r"\d+-(.+)", str(character.get("mdl_person", ""))):
                    yield match[1].replace("-", " "), hangul


@pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the facts are not beside the checkout")
def test_the_actors_of_the_facts_share_a_key_with_their_hangul() -> None:
    """What is left are names for the stage, earlier names, names of other languages and two slips of a source."""
    pairs = set(pairs_of_facts())
    apart = sorted(
        (latin, hangul) for latin, hangul in pairs if not romanisation_keys(latin) & romanisation_keys(hangul)
    )
    assert len(pairs) > 450
    assert len(apart) <= 0.05 * len(pairs), apart
    usual = [pair for pair in pairs if any(
        name_readings(pair[0]).get(key) == 0 == name_readings(pair[1]).get(key) for key in romanisation_keys(pair[0])
    )]  # fmt: skip
    assert len(usual) >= 0.92 * len(pairs)


# Decisions


def decide(data: Path, *lines: str) -> Path:
    """Write decisions, each from its first line."""
    path = data / "identity.yaml"
    rest = "\n    because: {en: so it is, ko: 그렇다}\n    from: herald @ article\n    decided: 2026-01-31\n"
    path.write_text("decisions:\n" + "".join(f"  - {line}{rest}" for line in lines), encoding="utf-8")
    return path


def problems_of(data: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_collection(data)
    return [
        f"{Path(problem.where.file).name}:{problem.where.line}: {problem.message}; {problem.hint}"
        for problem in caught.value.problems
    ]


SAME_ACTOR = 'same: [actor-one, "other:5"]'
WRONG = {
    "one alone": (["same: [actor-one]"], "identity.yaml:2: 'same:' needs two people"),
    "nobody": (["same: [actor-one, actor-tow]"], "identity.yaml:2: unknown person 'actor-tow'; did you mean"),
    "no slug": (["same: [actor-one, Actor Two]"], "identity.yaml:2: 'Actor Two' is not a person's slug or a cat"),
    "named twice": (['same: [actor-one, "x:1", "x:1"]'], "identity.yaml:2: 'x:1' is named twice"),
    "said twice": ([SAME_ACTOR, 'same: ["other:5", actor-one]'], "identity.yaml:6: that actor-one and other:5 are s"),
    "said in people.yaml": (
        ["different: [actor-one, actor-one-too]"],
        "identity.yaml:2: that actor-one and actor-one-too are different is said twice; say it in one place; see",
    ),
    "same and different": (
        [SAME_ACTOR, 'different: [actor-one, "other:5"]'],
        "identity.yaml:6: 'actor-one' and 'other:5' are said to be two people here, and one person by",
    ),
    "same and different by others": (
        ['same: ["a:1", "a:2"]', 'same: ["a:2", "a:3"]', 'different: ["a:1", "b:1", "a:3"]'],
        "identity.yaml:10: 'a:1' and 'a:3' are said to be two people here, and one person by",
    ),
    "different from oneself by an identifier": (
        ['different: [actor-one, "mydramalist:1-actor-one"]'],
        "identity.yaml:2: 'actor-one' and 'mydramalist:1-actor-one' are said to be two people here, and one person by",
    ),
    "same, and different_from": (
        ['same: [actor-one-too, "mydramalist:1-actor-one"]'],
        "people.yaml:11: 'actor-one' and 'actor-one-too' are said to be two people here, and one person by",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_decision_is_named_with_its_line(tiny: Path, name: str) -> None:
    lines, message = WRONG[name]
    decide(tiny, *lines)
    assert any(problem.startswith(message) for problem in problems_of(tiny)), problems_of(tiny)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("because", "becuase", "unknown key 'becuase' in a decision; did you mean 'because'?"),
        ("    decided: 2026-01-31\n", "", "a decision has no 'decided:'"),
        ("2026-01-31", "soon", "'soon' is not a date"),
        ("herald @ article", "heralt @ article", "unknown source 'heralt'; did you mean 'herald'?"),
        ("same:", "maybe:", "unknown key 'maybe' in a decision"),
        ("decisions:", "decision:", "unknown key 'decision' in an identity file"),
    ],
)
def test_the_layout_of_the_file_is_checked(tiny: Path, old: str, new: str, message: str) -> None:
    path = decide(tiny, SAME_ACTOR)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(f": {message}" in problem and problem.startswith("identity.yaml:") for problem in problems_of(tiny))


def test_two_people_with_one_identifier_are_a_mistake_unless_they_are_one(tiny: Path) -> None:
    people = (tiny / "people.yaml").read_text(encoding="utf-8").replace("    different_from: [actor-one-too]\n", "")
    second = '    identifiers:\n      - {id: "mydramalist:1-actor-one", from: herald @ article}\n'
    (tiny / "people.yaml").write_text(people + second, encoding="utf-8")
    (problem,) = problems_of(tiny)
    assert "the identifier 'mydramalist:1-actor-one' of 'actor-one-too' is that of 'actor-one' too" in problem
    decide(tiny, "same: [actor-one, actor-one-too]")
    identity = Identity.of(read_collection(tiny))
    assert identity.given_up == {"actor-one-too": "actor-one"}


def test_a_chain_of_decisions_leaves_one_slug(tiny: Path) -> None:
    decide(tiny, 'same: ["a:2", "a:1"]', 'same: ["a:1", actor-one-too]', 'same: ["b:1", "b:2", "b:3"]')
    identity = Identity.of(read_collection(tiny))
    assert identity.people == {
        "a:1": "actor-one-too", "a:2": "actor-one-too", "b:2": "b:1", "b:3": "b:1",
        "mydramalist:1-actor-one": "actor-one",
    }  # fmt: skip


@given(
    links=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), max_size=12)
)
def test_whoever_is_tied_has_one_slug_and_nobody_else(links: list[tuple[int, int]]) -> None:
    from kg.model import Collection, Decision

    decisions = tuple(
        Decision("same", (f"c:{one}", f"c:{other}"), Text("x", "x"), CITED, "2026-01-31") for one, other in links
    )
    identity = Identity.of(Collection(decisions=decisions))
    reachable = {n: {n} for n in range(10)}
    for _ in range(10):
        for one, other in links:
            both = reachable[one] | reachable[other]
            for n in both:
                reachable[n] = reachable[n] | both
    stays = {n: identity.people.get(f"c:{n}", f"c:{n}") for n in range(10)}
    for one, other in combinations(range(10), 2):
        assert (stays[one] == stays[other]) == (other in reachable[one])


def test_one_person_with_two_slugs_is_one_in_the_graph(tiny: Path, tmp_path: Path) -> None:
    people = (tiny / "people.yaml").read_text(encoding="utf-8").replace("    different_from: [actor-one-too]\n", "")
    (tiny / "people.yaml").write_text(people, encoding="utf-8")
    drama = tiny / "dramas/tiny.yaml"
    text = drama.read_text(encoding="utf-8")
    cast = "    played_by:\n      - {person: actor-one-too, billing: lead, from: herald @ article}\n"
    bob = "      - {en: Bob, from: gazette @ Story 1}\n"
    drama.write_text(text.replace(bob, bob + cast), encoding="utf-8")
    decide(tiny, "same: [actor-one-too, actor-one]")
    graph = KnowledgeGraph.of_build(build(tiny, tmp_path / "builds", ontology_dir()))
    assert graph.summary is not None
    assert graph.summary.people == 1
    assert not graph.query(f"ASK {{ ?s ?p <{ID_BASE}person/actor-one> }}").boolean  # type: ignore[union-attr]
    names = f"SELECT ?n {{ <{ID_BASE}person/actor-one-too> skos:prefLabel|skos:altLabel ?n }} ORDER BY ?n"
    assert [row["n"] for row in graph.query(names)] == ["Actor One", "Actor Uno", "배우 하나"]  # type: ignore[union-attr]
    plays = f"SELECT ?c {{ ?p dkg:performer <{ID_BASE}person/actor-one-too> ; dkg:portrays ?c }}"
    assert len(graph.query(plays)) == 2  # type: ignore[arg-type]
    # And a change of the drama alone knows it too.
    drama.write_text(drama.read_text(encoding="utf-8").replace("en: baker", "en: cook"), encoding="utf-8")
    said: list[str] = []
    again = build(tiny, tmp_path / "builds", ontology_dir(), tell=said.append)
    assert said == ["1 of 1 drama changed"]
    whole = build(tiny, tmp_path / "whole", ontology_dir())
    assert (
        KnowledgeGraph.of_build(again).query(plays).to_dicts() == KnowledgeGraph.of_build(whole).query(plays).to_dicts()
    )  # type: ignore[union-attr]


def loaded_people(data: Path, *people: Person) -> None:
    with new_load(data, "cast") as into:
        into.add(source_statements([Source("mdl", "catalogue", Text("A catalogue", "목록"))], ()).quads)
        into.add(people_statements(people).quads)


def catalogue_person(slug: str, name: str) -> Person:
    cited = (Citation("mdl", "cast"),)
    return Person(slug, (Name(name, "en", cited),), identifiers=(Identifier(slug, cited),))


def test_a_decision_can_be_asked_for_with_its_evidence(tiny: Path, tmp_path: Path) -> None:
    loaded_people(tiny, catalogue_person("other:5", "Actor Eins"), catalogue_person("other:6", "Actor Sechs"))
    decide(tiny, SAME_ACTOR, 'different: [actor-one, "other:6"]', 'different: [actor-one-too, "nobody:1"]')
    graph = KnowledgeGraph.of_build(build(tiny, tmp_path / "builds", ontology_dir()))
    same = """SELECT ?entry ?why ?day ?place ?source {
      GRAPH ?g { ?d a dkg:IdentityDecision ; dkg:verdictOnIdentity "same" ; dkg:decidesOn ?who ; dkg:ofEntry ?entry ;
                 dkg:reason ?why ; dkg:decidedOn ?day ; dkg:locator ?place }
      ?g prov:wasDerivedFrom ?source . ?who skos:prefLabel "Actor One"@en FILTER(LANG(?why) = "en") } ORDER BY ?entry"""
    herald = f"{ID_BASE}source/herald"
    assert [tuple(row.values()) for row in graph.query(same)] == [  # type: ignore[union-attr]
        ("actor-one", "so it is", "2026-01-31", "article", herald),
        ("other:5", "so it is", "2026-01-31", "article", herald),
    ]
    why = graph.explain("actor-one", OWL.differentFrom, thing("person", "other:6"))
    (telling,) = why.proofs[0].tellings
    assert (telling.source, telling.places) == (herald, ("article",))
    assert not graph.query("ASK { ?a owl:sameAs ?b }").boolean  # type: ignore[union-attr]
    names = f"SELECT ?n {{ <{ID_BASE}person/actor-one> skos:altLabel ?n }}"
    assert "Actor Eins" in [row["n"] for row in graph.query(names)]  # type: ignore[union-attr]


def test_a_decision_on_entries_that_nobody_loaded_waits(tiny: Path, ontology: Ontology) -> None:
    decide(tiny, 'same: ["nobody:1", "nobody:2"]')
    assert not [quad for quad in check_data(tiny, ontology)[1] if quad.object == DKG.IdentityDecision]


# Suspects


def store_of(people: list[Person], credits: dict[str, list[str]], years: dict[str, int] | None = None) -> EmbeddedStore:
    """A store of people and of whom each drama is cast with."""
    quads = people_statements(people).quads
    graph = NamedNode(f"{GRAPH_BASE}people/herald")
    for drama, cast in credits.items():
        node = thing("drama", drama)
        quads.append(Quad(node, SKOS.prefLabel, Literal(drama.title(), language="en"), graph))
        quads += [Quad(node, DKG.year, Literal(year), graph) for year in [(years or {}).get(drama)] if year]
        for who in cast:
            performance = thing("performance", drama, who)
            quads += [
                Quad(performance, RDF.type, DKG.Performance, graph),
                Quad(performance, DKG.inDrama, node, graph),
                Quad(performance, DKG.performer, thing("person", who), graph),
                Quad(performance, DKG.portrays, thing("drama", drama, "character", who), graph),
            ]
    return EmbeddedStore.of(quads)


def human(slug: str, *names: str, identifiers: tuple[str, ...] = ()) -> Person:
    return Person(
        slug,
        tuple(Name(name, "ko" if is_hangul(name) else "en", CITED) for name in names),
        identifiers=tuple(Identifier(one, CITED) for one in identifiers),
    )


def only(found: list[Suspect]) -> Suspect:
    (suspect,) = found
    return suspect


def test_evidence_is_shown_for_and_against() -> None:
    people = [
        human("kim-hee-won", "Kim Hee Won", "김희원"),
        human("c:1-kim-hui-won", "Kim Hui-won", identifiers=("c:1-kim-hui-won",)),
        human("friend", "Somebody Else"),
    ]
    credits = {"old": ["c:1-kim-hui-won", "friend"], "new": ["kim-hee-won", "friend"]}
    found = only(find_suspects(store_of(people, credits, {"old": 1980, "new": 2022})))
    assert (found.one, found.other) == ("c:1-kim-hui-won", "kim-hee-won")
    assert found.speaks_for == ("both may be spellings of 김희원", "co-stars in common: Somebody Else")
    assert found.speaks_against == ("42 years lie between their works",)
    assert found.undecided == ("how c:1-kim-hui-won is written in hangul", "whether one catalogue knows both")
    assert found.years == ("1980", "2022")
    assert found.co_stars == ("friend",)


def test_who_shares_a_drama_and_a_name_is_rather_two() -> None:
    people = [human("one", "Kim Min-seok", "김민석"), human("two", "Kim Min-seok", "김민석")]
    found = only(find_suspects(store_of(people, {"tale": ["one", "two"]})))
    assert found.speaks_for[0] == "the same hangul, 김민석"
    assert found.speaks_against == ("both are in the cast of Tale",)


def test_one_identifier_ties_more_than_a_name() -> None:
    people = [human("one", "Suzy", identifiers=("c:5",)), human("two", "Bae Su-ji", identifiers=("c:5",)),
              human("three", "Suzy", identifiers=("c:6",))]  # fmt: skip
    first, second = find_suspects(store_of(people, {}))
    assert (first.one, first.other, first.speaks_for) == ("one", "two", ("both have the identifier c:5",))
    assert (second.one, second.other) == ("one", "three")
    assert second.speaks_against == ("c keeps them apart",)


def test_different_hangul_is_another_name() -> None:
    """Jung-eun may be 정은 and 중은, but whose hangul is known is not guessed at."""
    people = [human("one", "Lee Jung-eun", "이정은"), human("two", "Lee Jung-eun", "이중은")]
    assert find_suspects(store_of(people, {}), everything=True) == []


def test_likeness_of_spelling_within_one_catalogue_is_shown_on_request() -> None:
    people = [human("c:1", "Park Ju Hyun", identifiers=("c:1",)), human("c:2", "Park Joo Hyun", identifiers=("c:2",))]
    store = store_of(people, {})
    assert find_suspects(store) == []
    assert only(find_suspects(store, everything=True)).speaks_against == ("c keeps them apart",)
    assert only(find_suspects(store, person="c:1"))


@pytest.mark.skipif(not (SHARED / "datasets").is_dir(), reason="the data sets are not beside the checkout")
def test_every_known_namesake_is_a_suspect_and_none_is_merged() -> None:
    folder = SHARED / "datasets/mdl-2025"
    with (folder / "namesakes-kr.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (folder / "cast.csv").open(encoding="utf-8") as file:
        others = {
            row["person_slug"]: row["person_name"] for row, _ in zip(csv.DictReader(file), range(8000), strict=False)
        }
    names = {**others, **{row["person_slug"]: row["person_name"] for row in rows}}
    people = [human(f"mydramalist:{slug}", name, identifiers=(f"mydramalist:{slug}",)) for slug, name in names.items()]
    found = {frozenset((suspect.one, suspect.other)) for suspect in find_suspects(store_of(people, {}))}
    by_name: dict[str, set[str]] = {}
    for row in rows:
        by_name.setdefault(row["person_name"], set()).add(f"mydramalist:{row['person_slug']}")
    assert len(by_name) == 102
    pairs = [frozenset(pair) for slugs in by_name.values() for pair in combinations(slugs, 2)]
    assert set(pairs) <= found


def test_what_is_decided_is_no_suspect_any_more(tiny: Path, tmp_path: Path, kg_command: Run) -> None:
    loaded_people(tiny, catalogue_person("other:5", "Actor Uno"), catalogue_person("other:6", "Actor Uno"))
    command = ("suspects", "--data", str(tiny), "--builds", str(tmp_path / "builds"), "--format", "json")
    before = json.loads(kg_command(*command).stdout)
    assert {(found["one"], found["other"]) for found in before} == {
        ("actor-one", "other:5"), ("actor-one", "other:6"), ("other:5", "other:6"),
    }  # fmt: skip
    # The lines to paste are a decision as soon as somebody says why and from where.
    lines = next(found["decision"] for found in before if found["other"] == "other:5" and found["one"] == "actor-one")
    filled = lines.replace("{en: , ko: }", "{en: seen, ko: 확인}").replace("[]", "[herald @ article]")
    (tiny / "identity.yaml").write_text(f"decisions:\n{lines}", encoding="utf-8")
    assert "expected English text, found nothing" in " ".join(problems_of(tiny))
    (tiny / "identity.yaml").write_text(f"decisions:\n{filled}", encoding="utf-8")
    with (tiny / "identity.yaml").open("a", encoding="utf-8") as file:
        file.write(filled.replace('same: [actor-one, "other:5"]', 'different: [actor-one, "other:6"]'))
    done = kg_command(*command)
    assert done.returncode == 0
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("fmt", ["text", "table", "csv"])
def test_suspects_on_the_command_line(tiny: Path, tmp_path: Path, kg_command: Run, fmt: str) -> None:
    loaded_people(tiny, catalogue_person("other:5", "=Actor\u202f\u00a0Uno"), catalogue_person("other:6", "=Actor Uno"))
    done = kg_command("suspects", "--data", str(tiny), "--builds", str(tmp_path / "builds"), "--format", fmt)
    assert done.returncode == 0, done.stderr
    assert "other:6" in done.stdout
    assert "suspects" in done.stderr
    if fmt == "csv":
        (row, *_) = csv.DictReader(done.stdout.splitlines(keepends=True))
        assert not any(cell.startswith("=") for cell in row.values())
        assert "because:" in row["decision"]
