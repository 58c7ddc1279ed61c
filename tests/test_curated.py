"""Reading curated files: limits, line numbers, and that what is written can be read again as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase, digits

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.errors import DataError, Problem
from kg.load.curated import parse_story_time, read_collection, read_drama
from kg.load.files import BILLINGS, CERTAINTIES, GROUP_KINDS
from kg.load.quads import to_statements
from kg.load.write import drama_to_yaml, people_to_yaml, sources_to_yaml
from kg.load.yamltree import MAX_BYTES, MAX_DEPTH
from kg.model import (
    Alias,
    Beat,
    Casting,
    Character,
    Citation,
    Collection,
    Drama,
    Event,
    Group,
    Identifier,
    Judgement,
    Membership,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Remark,
    SecondTime,
    Source,
    StoryTime,
    Text,
    ThemeUse,
)  # fmt: skip
from kg.names import unwanted_character
from kg.ontology import load_ontology
from kg.paths import data_dir
from kg.results import Table
from kg.store import EmbeddedStore
from tests.support import ROOT, line_of

HEAD = "drama: x\ncoverage: thin\nnames:\n  - {en: X, from: a @ b}\n"


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "x.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(tmp_path: Path, content: str | bytes) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        read_drama(written(tmp_path, content))
    return list(caught.value.problems)


def test_a_file_of_100_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 100 * 1024 * 1024)
    load_ontology().relationship_types  # noqa: B018  (read before memory is watched)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="104,857,600 bytes, more than the 5,242,880 allowed"):
            read_drama(path)
        assert tracemalloc.get_traced_memory()[1] < MAX_BYTES  # its size is asked, and nothing of it is read
    finally:
        tracemalloc.stop()


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    comment = "#" * (MAX_BYTES - len(HEAD) - 1) + "\n"
    assert read_drama(written(tmp_path, HEAD + comment)).slug == "x"
    assert "more than" in problems(tmp_path, HEAD + "#" + comment)[0].message


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    found = problems(tmp_path, content)
    assert len(found) == 1
    assert found[0].where.line <= content.count("\n") + 1
    assert "empty" in found[0].message or "expected a drama file" in found[0].message


@pytest.mark.parametrize("content", ["text", "- a\n- b\n", "[]", "42", "'x'"])
def test_a_file_that_is_no_mapping(tmp_path: Path, content: str) -> None:
    (found,) = problems(tmp_path, content)
    assert found.message == "expected a drama file with 'key: value' lines"


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "{a: ", "[["])
def test_a_hundred_thousand_brackets_do_not_end_the_process(tmp_path: Path, bracket: str) -> None:
    """In a process of its own: the parser recurses in C, and a deep enough file would take the process with it."""
    path = written(tmp_path, "drama: " + bracket * 100_000)
    code = f"from pathlib import Path; from kg.load.curated import read_drama; read_drama(Path({str(path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1  # a Python error, no signal
    assert "DataError" in done.stderr
    assert "deep" in done.stderr or "does not parse" in done.stderr


def test_nesting_up_to_the_limit_is_only_wrong(tmp_path: Path) -> None:
    deep = "drama: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert not any("deep" in problem.message for problem in problems(tmp_path, deep))
    (found,) = problems(tmp_path, "drama: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert found.message == f"nested more than {MAX_DEPTH} deep"


def test_aliases_are_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    (found,) = problems(tmp_path, bomb)
    assert (found.where.line, found.message) == (2, "YAML aliases (*name) are not used here")


def test_a_long_text(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, HEAD.replace("en: X", f"en: {'x' * 2001}"))
    assert (found.where.line, found.message) == (4, "text of 2,001 characters; at most 2,000 are allowed")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing\.yaml:1: cannot be read: No such file"):
        read_drama(tmp_path / "nothing.yaml")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        read_drama(tmp_path)


def test_crlf_is_read_with_right_lines(tmp_path: Path) -> None:
    text = HEAD.replace("\n", "\r\n")
    drama = read_drama(written(tmp_path, text))
    assert drama == read_drama(written(tmp_path, HEAD))
    (found,) = problems(tmp_path, text.encode() + b"\r\ncast:\r\n  - {persn: x, person: y, from: a @ b}\r\n")
    assert (found.where.line, found.message) == (7, "unknown key 'persn' in a casting")


def test_crlf_in_the_shipped_data_makes_no_difference(data: Path) -> None:
    before = read_collection(data)
    for path in data.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_collection(data) == before


def test_cr_alone_is_named_once_with_other_problems_in_the_right_line(tmp_path: Path) -> None:
    found = problems(tmp_path, (HEAD + "coverge: thin\n").replace("\n", "\r"))
    assert [(problem.where.line, problem.message) for problem in found] == [
        (1, "a line ends in a carriage return alone"),
        (5, "unknown key 'coverge' in a drama file"),
    ]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"], ids=["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark(tmp_path: Path, mark: bytes) -> None:
    found = problems(tmp_path, mark + HEAD.encode())
    assert [(problem.where.line, problem.message) for problem in found] == [(1, "starts with a byte-order mark")]


def test_a_byte_order_mark_does_not_hide_other_problems(tmp_path: Path) -> None:
    found = problems(tmp_path, b"\xef\xbb\xbf" + HEAD.encode() + b"coverge: thin\n")
    assert [problem.where.line for problem in found] == [1, 5]


@pytest.mark.parametrize(
    ("encoding", "byte"), [("cp949", "0xbb"), ("utf-16-le", "0xac")], ids=["euc-kr", "utf-16 without a mark"]
)
def test_what_is_not_utf8(tmp_path: Path, encoding: str, byte: str) -> None:
    content = "drama: x\ncoverage: thin\nnames:\n  - {ko: 사운드}\n"
    found = problems(tmp_path, content.encode(encoding))
    assert len(found) == 1
    if encoding == "cp949":
        assert (found[0].where.line, found[0].message) == (4, f"is not UTF-8 (byte {byte})")
        assert found[0].hint == "save it as UTF-8"


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe", "\ud800"])
def test_raw_control_characters(tmp_path: Path, char: str) -> None:
    found = problems(tmp_path, HEAD.replace("en: X", f'en: "X{char}"').encode("utf-8", "surrogatepass"))
    assert len(found) == 1
    assert found[0].where.line in (1, 3, 4)


@pytest.mark.parametrize(
    "escape", [r"\0", r"\a", r"\e", r"\x7f", r"\u202e", r"\u2066", r"\u200f", r"\uE000", r"\L", r"\P"]
)
def test_escaped_characters_that_nobody_sees(tmp_path: Path, escape: str) -> None:
    (found,) = problems(tmp_path, HEAD.replace("en: X", f'en: "X{escape}"'))
    assert found.where.line == 4
    assert found.message.startswith("text holds an invisible character, U+")


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_line_ends_that_no_editor_shows_do_not_shift_lines(tmp_path: Path, char: str) -> None:
    found = problems(tmp_path, HEAD.replace("en: X", f"en: X{char}Y") + "coverge: thin\n")
    assert [(problem.where.line, problem.message) for problem in found] == [
        (4, f"text holds an invisible line end, U+{ord(char):04X}"),
        (5, "unknown key 'coverge' in a drama file"),
    ]


@pytest.mark.parametrize(
    ("line", "cut"),
    [("verdict: Soundtrack #1", True), ('verdict: "Soundtrack #1"', False), ("verdict: x # a comment", False),
     ("verdict: Soundtrack#1", False), ("verdict: good  #2 of many", True)],
)  # fmt: skip
def test_a_title_cut_by_a_comment(tmp_path: Path, line: str, cut: bool) -> None:
    (tmp_path / "sources.yaml").write_text(
        f"sources:\n  a:\n    kind: review\n    title: {{en: A, ko: 가}}\n    {line}\n"
    )
    (tmp_path / "people.yaml").write_text("people: {}\n")
    if not cut:
        assert read_collection(tmp_path).sources[0].verdict
        return
    with pytest.raises(DataError, match=r"sources\.yaml:5: .*is cut short: YAML takes ' #' for a comment"):
        read_collection(tmp_path)


def test_a_tab_is_named_with_its_line(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "drama: x\ncoverage: thin\nnames:\n\t- {en: X, from: a @ b}\n")
    assert found.where.line == 4
    assert found.message.startswith("YAML does not parse: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("drama: x\nnames: [\n", 3),
        ('drama: "x\ncoverage: thin\n', 3),
        ("drama: x\n  coverage: thin\n", 2),
        ("drama: @x\n", 1),
    ],
)
def test_yaml_that_does_not_parse(tmp_path: Path, text: str, line: int) -> None:
    (found,) = problems(tmp_path, text)
    assert found.message.startswith("YAML does not parse: ")
    assert found.where.line == line
    assert found.hint == "check the quotes and the indentation of this line and the one above"


def test_words_are_never_taken_for_something_else(tmp_path: Path) -> None:
    """Not the Norway problem: every scalar is the text that stands there."""
    for word in ("NO", "on", "null", "~", "1:10", "0x1F", "1e3", "2022-03-23", "=", "<<"):
        drama = read_drama(written(tmp_path, HEAD.replace("en: X", f"en: {word}")))
        assert drama.names[0].text == word


def test_values_remember_their_lines() -> None:
    path = data_dir() / "dramas" / "soundtrack-1.yaml"
    text = path.read_text(encoding="utf-8")
    drama = read_drama(path)
    jayjun = next(character for character in drama.characters if character.slug == "jayjun")
    assert jayjun.where is not None
    assert jayjun.where.line == line_of(text, "  jayjun:\n") + 1
    kiss = next(event for event in drama.events if event.slug == "kiss")
    assert kiss.where is not None
    assert kiss.where.line == line_of(text, "  kiss:\n") + 1


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("present", StoryTime("present")),
        ("before", StoryTime("before")),
        ("after", StoryTime("after")),
        ("8 years before", StoryTime("before", Decimal(8))),
        ("1 year after", StoryTime("after", Decimal(1))),
        ("about 20 years before", StoryTime("before", Decimal(20), about=True)),
        ("9.5 years before", StoryTime("before", Decimal("9.5"))),
    ],
)
def test_story_times(text: str, time: StoryTime) -> None:
    assert parse_story_time(text) == time


slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=30)
    .map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
    .filter(lambda text: text and not unwanted_character(text) and unicodedata.is_normalized("NFC", text))
)
places = words.filter(lambda text: text.strip() == text)
citations = st.builds(Citation, slugs, places)
cited = st.lists(citations, min_size=1, max_size=3).map(tuple)
texts = st.builds(Text, words, words)
told = st.none() | slugs
names = st.lists(st.builds(Name, words, st.sampled_from(["en", "ko"]), cited, told), min_size=1, max_size=3).map(tuple)
remarks = st.builds(Remark, texts, cited, told)
slug_lists = st.lists(slugs, max_size=3).map(tuple)
castings = st.builds(Casting, slugs, cited, st.none() | st.sampled_from(BILLINGS), told)
years = st.decimals(0, 9999, places=1).map(lambda number: number.normalize() + 0).filter(
    lambda number: "E" not in str(number)
)  # fmt: skip
times = st.one_of(
    st.builds(StoryTime, st.sampled_from(["before", "present", "after"])),
    st.builds(StoryTime, st.sampled_from(["before", "after"]), years, st.booleans()),
)
production = st.one_of(
    st.builds(ProductionFact, st.just("year"), st.integers(1900, 2100), cited, told),
    st.builds(ProductionFact, st.just("episodes"), st.integers(1, 2000), cited, told),
    st.builds(ProductionFact, st.sampled_from(["platform", "network"]), words, cited, told),
    st.builds(ProductionFact, st.sampled_from(["genre", "setting"]), texts, cited, told),
    st.builds(ProductionFact, st.sampled_from(["director", "writer", "sequel_of"]), slugs, cited, told),
    st.builds(ProductionFact, st.just("first_aired"), st.dates(date(1950, 1, 1)).map(str), cited, told),
    st.builds(ProductionFact, st.just("identifier"), slugs.map("x:{}".format), cited, told),
)


def table(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3, unique_by=lambda value: value.slug).map(tuple)  # type: ignore[attr-defined]


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3).map(tuple)


characters = st.one_of(
    st.builds(
        Character, slugs, names=names, told=told, occupation=several(remarks), played_by=several(castings),
        groups=several(st.builds(Membership, slugs, cited, told)), notes=several(remarks),
    ),
    st.builds(Character, slugs, described_as=remarks, told=told),
)  # fmt: skip
events = st.builds(
    Event, slugs, texts, cited, slugs, st.sampled_from(sorted(load_ontology().event_kinds)), st.none() | times,
    several(st.builds(SecondTime, times, cited)), slug_lists, slug_lists, slug_lists, slug_lists, slug_lists,
    st.none() | texts, st.none() | texts, slug_lists,
)  # fmt: skip


@st.composite
def relationships(draw: st.DrawFn) -> Relationship:
    kind = draw(st.sampled_from([kind for kind in load_ontology().relationship_types.values() if kind.roles]))
    filled = draw(st.lists(st.sampled_from(kind.roles), min_size=1, unique=True))
    return Relationship(
        draw(slugs), kind.name,
        tuple((role, tuple(draw(st.lists(slugs, min_size=1, max_size=3)))) for role in filled),
        draw(cited), draw(slugs), draw(told), draw(told), draw(slug_lists), draw(told),
        draw(st.none() | st.sampled_from(CERTAINTIES)), draw(st.none() | texts), draw(st.none() | texts),
        draw(slug_lists),
    )  # fmt: skip


def _alias(slug: str, names: tuple[Name, ...], denotes: str, told: str | None, owner: str | None) -> Alias:
    return Alias(slug, names, denotes, told, owner, names[0].cited)


dramas = st.builds(
    Drama,
    slugs,
    names,
    st.sampled_from(["full", "thin"]),
    beats=table(st.builds(Beat, slugs, texts, st.none() | st.integers(1, 2000))),
    production=several(production),
    groups=table(st.builds(Group, slugs, names, st.sampled_from(GROUP_KINDS), told)),
    characters=table(characters),
    cast=several(castings),
    aliases=table(st.builds(_alias, slugs, names, slugs, told, told)),
    present=told,
    events=table(events),
    relationships=table(relationships()),
    themes=several(st.builds(ThemeUse, slugs, cited, told)),
    open=several(remarks),
)
people = st.builds(
    Person, slugs, names, several(remarks), several(st.builds(Identifier, slugs.map("x:{}".format), cited)), slug_lists,
    several(remarks),
)  # fmt: skip
letters = st.text(ascii_lowercase, min_size=1, max_size=8)
judgements = st.builds(
    Judgement, slugs, letters, st.sampled_from(["positive", "mixed", "negative"]), slugs, texts, places
)
sources = st.builds(
    Source, slugs, st.just("review"), texts, st.none() | words, st.none() | words,
    st.none() | st.text(ascii_lowercase + digits + "/?=#", max_size=9).map("https://x.kr/{}".format),
    st.none() | st.builds(Citation, slugs, slugs),
    st.none() | st.sampled_from(["en", "ko"]), told, st.none() | words, st.none() | words, table(judgements),
)  # fmt: skip

GENEROUS = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    # Explaining a failure would try variants of these large values for many minutes.
    phases=[phase for phase in Phase if phase != Phase.explain],
)


@GENEROUS
@given(drama=dramas)
def test_a_drama_that_is_written_is_read_as_it_was(tmp_path: Path, drama: Drama) -> None:
    text = drama_to_yaml(drama)
    assert read_drama(written(tmp_path, text)) == drama
    assert drama_to_yaml(read_drama(written(tmp_path, text))) == text


@GENEROUS
@given(
    persons=st.lists(people, max_size=3, unique_by=lambda person: person.slug),
    papers=st.lists(sources, max_size=3, unique_by=lambda source: source.slug),
)
def test_people_and_sources_that_are_written_are_read_as_they_were(
    tmp_path: Path, persons: list[Person], papers: list[Source]
) -> None:
    (tmp_path / "people.yaml").write_text(people_to_yaml(persons), encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(sources_to_yaml(papers), encoding="utf-8")
    try:
        read = read_collection(tmp_path)
    except DataError as error:
        # What is made up here refers to things that are not there; nothing else may be wrong with it.
        wrong = [p.message for p in error.problems]
        allowed = ("unknown ", "the name '", "cannot be different from itself")
        assert all(any(part in message for part in allowed) for message in wrong), wrong
    else:
        assert read == Collection((), tuple(persons), tuple(papers))


def test_the_shipped_data_survives_being_written(data: Path) -> None:
    before = read_collection(data)
    for drama in before.dramas:
        (data / "dramas" / f"{drama.slug}.yaml").write_text(drama_to_yaml(drama), encoding="utf-8")
    (data / "people.yaml").write_text(people_to_yaml(before.people), encoding="utf-8")
    (data / "sources.yaml").write_text(sources_to_yaml(before.sources), encoding="utf-8")
    after = read_collection(data)
    assert after == before
    assert set(to_statements(after).quads) == set(to_statements(before).quads)


HOSTILE = [
    "<script>alert(1)</script>", '"', "'", "\\", "\\n", "a: b", "- a", "# no comment", "{", "}", "[", "&a", "*a",
    "!tag", "%x", "@x", "`x`", "|", ">", "? x", '" } DROP ALL #', "?drama", "$x", "'''", '"""', "null", "\\u0022",
    "한글 이름", "ﬁ", "𐍈", "Ünïcödé", "é", "👩‍🚀", "=1+1", "@SUM(A1)", "{{ 7*7 }}", "${x}", "\ufeffx",
    "x" * 2000, "a #1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_label_comes_out_as_it_went_in(tmp_path: Path, text: str) -> None:
    here = (Citation("src", text),)
    both = Text(text, text)
    drama = Drama(
        slug="x",
        names=(Name(text, "en", here), Name(text, "ko", here)),
        beats=(Beat("premise", both),),
        production=(ProductionFact("platform", text, here), ProductionFact("genre", both, here)),
        groups=(Group("g", (Name(text, "en", here),), "work"),),
        characters=(
            Character("a", (Name(text, "en", here),), occupation=(Remark(both, here),), notes=(Remark(both, here),)),
            Character("b", described_as=Remark(both, here)),
        ),
        aliases=(Alias("n", (Name(text, "en", here),), "a", denotes_cited=here),),
        events=(Event("e", both, here, "premise", why=both, outcome=both),),
        relationships=(
            Relationship("r", "Friendship", (("friend", ("a", "b")),), here, "premise", why=both, note=both),
        ),
        open=(Remark(both, here),),
    )
    path = written(tmp_path, drama_to_yaml(drama))
    read = read_drama(path)
    assert read == drama
    source = Source("src", "article", both, publisher=text, author=text)
    store = EmbeddedStore.of(to_statements(Collection((read,), (), (source,))).quads)
    found = store.query(
        "SELECT DISTINCT ?what { GRAPH ?g { ?s ?what ?text FILTER(STR(?text) = STR(?given)) } } ORDER BY ?what",
        bindings={"given": Literal(text)},
    )
    assert isinstance(found, Table)
    expected = {"author", "genre", "leavesOpen", "locator", "note", "occupation", "outcome", "platform",
                "prefLabel", "publisher", "reason"}  # fmt: skip
    assert {iri.replace("#", "/").rsplit("/", 1)[-1] for iri in found.column("what")} == expected


def test_a_description_is_told_with_its_character(tiny: Path) -> None:
    """A character whose only name comes later would be a nameless node of a chart."""
    path = tiny / "dramas" / "tiny.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("described_as: {") == 1
    path.write_text(text.replace("described_as: {", "described_as: {told: end, "), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"tiny\.yaml:\d+: the description of a character is told later than the character"
    ):
        read_collection(tiny)
