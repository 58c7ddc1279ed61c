"""Tables into loads: rows, cells, what was seen, the plain layout and those of the catalogue."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import LoadError
from kg.load.tables import find_profile, load_table
from kg.load.tables.rows import MAX_ROW, csv_rows, json_rows, lines_of
from kg.load.tables.seen import Seen
from kg.ontology import Ontology
from kg.validate import validate
from kg.vocab import DKG, GRAPH_BASE, ID_BASE, RDF, SKOS
from tests.tables import Kept, Loaded, cast_row, reasons

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


# rows


def rows_of(data: bytes, **options: Any) -> list[tuple[int, list[str], str]]:
    return [
        (r.line, list(r.cells), r.fault.message if r.fault else "")
        for r in csv_rows(lines_of(io.BytesIO(data), "t.csv"), **options)
    ]


GOOD = b"a,b\n1,2\n"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (GOOD + b"1\n3,4\n", 3, "1 cell, where the header has 2"),
        (GOOD + b"1,2,3\n3,4\n", 3, "3 cells, where the header has 2"),
        (GOOD + b'1,"open\n3,4\n', 3, "a quotation mark opens here and is never closed"),
        (GOOD + b'"x"y,2\n3,4\n', 3, "text follows a closing quotation mark"),
        (GOOD + b"1,a\rb\n3,4\n", 3, "a carriage return stands within the line"),
        (GOOD + b"1," + b"x" * (MAX_ROW + 10) + b"\n3,4\n", 3, f"the line is longer than {MAX_ROW:,} bytes"),
        (GOOD + b"1," + b"x" * (2 * MAX_ROW) + b"\n3,4\n", 3, f"the line is longer than {MAX_ROW:,} bytes"),
        (GOOD + b"1," + b"x" * 140_000 + b"\n3,4\n", 3, "a cell is too long"),
        (GOOD + b'1,"a\nb\nc",3\n3,4\n', 3, "3 cells, where the header has 2"),
    ],
    ids=["few", "many", "open", "after", "return", "long", "longer", "cell", "many-lines"],
)  # fmt: skip
def test_a_row_that_cannot_be_read_costs_that_row(data: bytes, line: int, message: str) -> None:
    rows = rows_of(data)
    assert (line, message) in [(at, fault) for at, _, fault in rows]
    assert rows[-1][1:] == (["3", "4"], "")
    assert rows[-1][0] == data.count(b"\n")


def test_a_quotation_mark_that_is_never_closed_takes_no_other_row_with_it() -> None:
    rest = b"".join(b"%d,ok\n" % number for number in range(5000))
    rows = rows_of(GOOD + b'1,"open\n' + rest)
    assert [row for row in rows if row[2]] == [
        (3, ['1,"open'], "a quotation mark opens here and is not closed within 50 lines")
    ]
    assert len(rows) == 2 + 1 + 5000
    assert rows[-1] == (5003, ["4999", "ok"], "")


def test_marks_line_ends_and_cells_of_many_lines() -> None:
    assert rows_of(b'\xef\xbb\xbfa,b\r\n1,"x\r\ny"\r\n\r\n3,4') == [
        (1, ["a", "b"], ""), (2, ["1", "x\r\ny"], ""), (5, ["3", "4"], ""),
    ]  # fmt: skip
    assert rows_of(b'a\tb\n"1\t2\n', delimiter="\t", quotes=False)[1][1] == ['"1', "2"]


@pytest.mark.parametrize("data", [b"\xff\xfea\0,\0b\0", "a,b\n1,2".encode("utf-16-be"), b"PK\x03\x04\0\0\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match=r"t\.csv is not UTF-8 text .* save it as UTF-8"):
        rows_of(data)


def test_lines_that_end_in_a_return_alone_are_refused() -> None:
    with pytest.raises(LoadError, match="end in a carriage return alone: save it with LF"):
        rows_of(b"a,b\r1,2\r3,4\r")


@given(st.lists(st.sampled_from(["a", '"', ",", "\n", "\r\n", "é", "\0", "\r", "1,2\n", 'x"y', "\u2028"]), max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_line_is_in_a_row_or_a_fault(pieces: list[str]) -> None:
    data = f"a,b\n{''.join(pieces)}\n7,8\n".encode()
    try:
        rows = rows_of(data)
    except LoadError:
        return
    assert [at for at, *_ in rows] == sorted({at for at, *_ in rows})
    assert rows[-1][0] == data.count(b"\n")
    if not rows[-1][2]:
        assert rows[-1][1] == ["7", "8"]


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_a_load(data: bytes) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"kg-any-{os.getpid()}.csv"
    path.write_bytes(b"drama,title,person,name,character\n" + data)
    kept, rejects = Kept(), []
    try:
        report = load_table(path, find_profile("plain"), kept, name="any", rejected=rejects.append)  # type: ignore[arg-type]
    except LoadError:
        return
    finally:
        path.unlink()
    assert report.rows == report.credits + report.rejected + report.repeated + report.left_out
    assert kept.all  # what was written can be read


def test_json_lines() -> None:
    lines = [
        '{"a": "x", "b": ["1", 2, null]}', "", '{"a": 3.5}', '{"a": {"x": 1}}', "[1]", "{", "[" * 100_000,
        '{"a": ["no"]}', '{"a": true, "b": "one"}', '{"a": ' + "9" * 5000 + "}",
    ]  # fmt: skip
    found = list(json_rows(lines_of(io.BytesIO("\n".join(lines).encode()), "t.jsonl"), ["a", "b"], frozenset("b")))
    assert [(r.line, r.fault.message.split(":")[0] if r.fault else list(r.cells)) for r in found] == [
        (1, ["x", ("1", "2", "")]),
        (3, ["3.5", ""]),
        (4, "'a' is an object"),
        (5, "is no JSON object"),
        (6, "is no JSON"),
        (7, "is no JSON"),
        (8, "'a' is a list"),
        (9, ["true", "one"]),
        (10, "is no JSON"),
    ]


# what was seen


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), TEXT), max_size=60))
def test_what_was_seen_is_a_mapping_however_little_fits_in_memory(pairs: list[tuple[str, str]]) -> None:
    with Seen(limit=3) as seen:
        known: dict[str, str] = {}
        for key, value in pairs:
            assert seen.get(key) == known.get(key)
            seen[key] = known[key] = value
        for key in "abcdefghi":
            assert seen.get(key) == known.get(key)


# the plain layout

PLAIN = """\
drama,title,native_title,year,person,name,native_name,character,billing,place
mine:1,"Love, Again",다시 사랑,2020,mine:p1,Kim Min-ji,김민지,Han Seo-yeon,lead,cast 1
mine:1,"Love, Again",다시 사랑,2020,mine:p2,Kim Min-ji,김민지,,guest,cast 2
mydramalist:33898-itaewon-class,Itaewon Class,,,mydramalist:9854-ahn-bo-hyun,Ahn Bo Hyun,,Jang Geun Won,support,
"""


def test_the_plain_layout(table: Callable[..., Loaded], ontology: Ontology) -> None:
    kept, report, rejects = table(PLAIN)
    assert not rejects
    assert (report.rows, report.credits, report.dramas, report.people, report.characters) == (3, 3, 2, 3, 2)
    itaewon = "drama/mydramalist:33898-itaewon-class"
    assert kept.short >= {
        "drama/mine:1 prefLabel 'Love, Again'@en",
        "drama/mine:1 prefLabel '다시 사랑'@ko",
        "drama/mine:1 coverage 'thin'",
        "drama/mine:1 year '2020'",
        "drama/mine:1 identifier 'mine:1'",
        "person/mine:p1 prefLabel '김민지'@ko",
        "drama/mine:1/character/mine:p1 prefLabel 'Han Seo-yeon'@en",
        "performance/mine:1/mine:p1 portrays drama/mine:1/character/mine:p1",
        "performance/mine:1/mine:p1 billing 'lead'",
        "performance/mine:1/mine:p1 locator 'cast 1'",
        "performance/mine:1/mine:p2 billing 'guest'",
        f"{itaewon} exactMatch https://mydramalist.com/33898-itaewon-class",
        "person/mydramalist:9854-ahn-bo-hyun exactMatch https://mydramalist.com/people/9854-ahn-bo-hyun",
        "source/mine sourceKind 'catalogue'",
    }
    assert not any("sameAs" in line for line in kept.short)
    assert validate(kept.all, ontology, {}) == []


def test_namesakes_stay_two_and_a_person_with_two_names_is_one(
    table: Callable[..., Loaded], ontology: Ontology
) -> None:
    kept, report, _ = table(
        "drama,title,person,name,native_name,character\n"
        "x:1,One,x:p1,Lee Ji-eun,,A\nx:1,One,x:p2,Lee Ji-eun,,A\nx:2,Two,x:p1,IU,이지은,B\nx:2,Two!,x:p3,Cho,,C\n"
    )
    assert report.people == 3
    assert kept.short >= {
        "person/x:p1 prefLabel 'Lee Ji-eun'@en", "person/x:p2 prefLabel 'Lee Ji-eun'@en",
        "person/x:p1 altLabel 'IU'@en", "person/x:p1 prefLabel '이지은'@ko", "drama/x:2 altLabel 'Two!'@en",
    }  # fmt: skip
    assert "person/x:p1 prefLabel 'IU'@en" not in kept.short
    # Two characters of one name are two: nobody is merged by a label.
    assert {"drama/x:1/character/x:p1 prefLabel 'A'@en", "drama/x:1/character/x:p2 prefLabel 'A'@en"} <= kept.short
    assert validate(kept.all, ontology, {}) == []


def test_rows_about_one_performer(table: Callable[..., Loaded], ontology: Ontology) -> None:
    head = "drama,title,person,name,character,native_character,character_aliases,character_note,character_id,billing\n"
    kept, report, rejects = table(
        head + "x:1,One,x:p1,Kim,A,가,Aa|Ab,the twin,,main\n"  # a role
        "x:1,One,x:p1,Kim,A,가,Aa|Ab,the twin,,main\n"  # the same again
        "x:1,One,x:p1,Kim,B,,,,,\n"  # a second one
        "x:1,One,x:p1,Kim,C,,,,,guest\n"  # a billing that is another
        "x:1,One,x:p2,Lee,Young D,,,,d7,support\nx:1,One,x:p3,Cho,D,,,,d7,support\n"  # two who play one role
        "x:1,One,x:p4,Goo,,가,,,,\n"  # Korean alone
    )
    assert (report.credits, report.repeated) == (4, 1)
    assert reasons(rejects) == [
        (5, "an earlier row has this person as 'main' in this drama, this one as 'guest'; "
            "make them one: a performance has one billing"),
        (8, "character: the row says more of a character, and has no name in English; one role a row, with its name"),
    ]  # fmt: skip
    role = "drama/x:1/character"
    assert kept.short >= {
        f"{role}/x:p1 altLabel 'Aa'@en", f"{role}/x:p1 prefLabel '가'@ko", f"{role}/x:p1 note 'the twin'@en",
        f"performance/x:1/x:p1 portrays {role}/x:p1~r2", f"{role}/x:p1~r2 prefLabel 'B'@en",
        f"performance/x:1/x:p2 portrays {role}/mine_character:d7",
        f"performance/x:1/x:p3 portrays {role}/mine_character:d7",
        f"{role}/mine_character:d7 prefLabel 'Young D'@en", f"{role}/mine_character:d7 altLabel 'D'@en",
    }  # fmt: skip
    assert not any("x:p1~r3" in line for line in kept.short)
    assert validate(kept.all, ontology, {}) == []


def test_things_of_the_curated_files_are_not_described_again(table: Callable[..., Loaded]) -> None:
    kept, report, rejects = table(
        "drama,person,name,character,billing,source,job\n"
        "kg:soundtrack-1,kg:park-hyung-sik,,Extra,guest,wiki-soundtrack-1,\n"
        "kg:soundtrack-1,kg:kim-hee-won,,,,wiki-soundtrack-1,director\n"
        "kg:soundtrack-1,kg:park-hyung-sik,,X,,No Slug,\n"
        "kg:Soundtrack,kg:p,,X,,,\n"
    )
    assert [line for line, _ in reasons(rejects)] == [4, 5]
    assert (report.credits, report.dramas, report.people) == (2, 0, 0)
    graph = NamedNode(f"{GRAPH_BASE}soundtrack-1/wiki-soundtrack-1/1")
    drama = NamedNode(f"{ID_BASE}drama/soundtrack-1")
    assert {q.predicate for q in kept.all if q.subject == drama} == {DKG.director, DKG.locator}
    assert {q.graph_name for q in kept.all if q.predicate == DKG.portrays} == {graph}
    assert not any(q.predicate == RDF.type and q.object in (DKG.Person, DKG.Drama) for q in kept.all)


def test_a_credit_needs_a_title_and_a_name_and_an_identifier(table: Callable[..., Loaded]) -> None:
    _, report, rejects = table(
        "drama,title,person,name,character,year,episodes\n"
        "x:1,,x:p1,Kim,A,,\n,One,x:p1,Kim,A,,\nx:1,One,,Kim,A,,\nx:1,One,x:p2,,A,,\nx:1,One,x:p1,Kim,A,20x0,\n"
        "x:1,One,x:p1,Kim,A,,0\nX y:1,One,x:p1,Kim,A,,\nx:" + "9" * 300 + ",One,x:p1,Kim,A,,\nx:1,,x:p9,Kim,A,,\n"
    )
    assert report.credits == 0
    assert [reason for _, reason in reasons(rejects)] == [
        "the drama of this credit has no title; give it in the first row of the drama",
        "drama: is empty; a thing is called after its identifier",
        "person: is empty; a thing is called after its identifier",
        "the person has no name; a person needs one, in English or in another language",
        "year: '20x0' is not a whole number from 1900 to 2100; or list it under empty:",
        "episodes: '0' is not a whole number from 1 to 2000; or list it under empty:",
        "drama: 'X y' is no name of a catalogue; write mydramalist:33898",
        "drama: an identifier of 300 characters; at most 200 are allowed",
        "the drama of this credit has no title; give it in the first row of the drama",
    ]


def test_a_rejected_row_leaves_nothing_behind(table: Callable[..., Loaded]) -> None:
    kept, _, rejects = table("drama,title,person,name,character,billing\nx:1,One,x:p1,Kim,A,star\n")
    assert reasons(rejects) == [
        (2, "billing: the profile does not know the word 'star'; one of: lead, main, support, guest")
    ]
    assert kept.text == ""


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("Caf\u0065\u0301".encode(), "Café"),  # NFC
        ("\u200bA\ufeff  B\u00a0".encode(), "A B"),  # no width, white space
        ("a\u202eb".encode(), "character: holds an invisible character, U+202E RIGHT-TO-LEFT OVERRIDE; delete it"),
        (b"a\0b", "character: holds an invisible character, U+0000 control character; delete it"),
        (b"a\x1b[31m", "character: holds an invisible character, U+001B control character; delete it"),
        (b"a\xe9b", "character: is not UTF-8 (byte 0xe9); save the file as UTF-8"),
        (b"x" * 5000, "character: holds 5,000 characters; at most 4,000 are allowed"),
        (b"'Quoted'", "Quoted"),
    ],
)  # fmt: skip
def test_cells(table: Callable[..., Loaded], cell: bytes, outcome: str) -> None:
    kept, _, rejects = table(b"drama,title,person,name,character\nx:1,One,x:p,Kim," + cell + b"\n")
    if rejects:
        assert reasons(rejects)[0][1] == outcome
    else:
        names = [q.object.value for q in kept.all if q.predicate == SKOS.prefLabel and "/character/" in str(q.subject)]
        assert names == [outcome]


# the layouts of the catalogue


@pytest.mark.parametrize(
    ("cell", "characters"),
    [
        ("A", [("A",)]),
        ("A / B", [("A", "alt B")]),
        ('Princess Catherine / "Kate"', [("Princess Catherine", "alt Kate")]),
        ("A | B [1950]", [("A",), ("B", "note 1950")]),
        ("Han Ji Min [Hee Tae's father]", [("Han Ji Min", "note Hee Tae's father")]),
        ("Seo Jung Eun / Ji Eun Dong [Teen]", [("Seo Jung Eun", "alt Ji Eun Dong", "note Teen")]),
        ("[Yeo Jin's dad]", [("Yeo Jin's dad", "unnamed")]),
        ("[Server / Ocean diver] (Ep. 3)", [("Server / Ocean diver", "unnamed", "note Ep. 3")]),
        ("{Love Set} [IU's boyfriend] (Ep. 1)", [("IU's boyfriend", "unnamed", "note Love Set", "note Ep. 1")]),
        ("{Iron Blood & Loyalty} / {Jiu Yin} Mei Chao / Mei Hua (Ep. 1-3, 5)",
         [("Mei Chao", "alt Mei Hua", "note Iron Blood & Loyalty", "note Jiu Yin", "note Ep. 1-3, 5")]),
        ("Cho Ma Ru [Police officer] | \"Pink Chicken\" [Idol]",
         [("Cho Ma Ru", "note Police officer"), ("Pink Chicken", "note Idol")]),
        ("Tokoshima [Apartment | manager]| B", [("Tokoshima", "note Apartment | manager"), ("B",)]),
        ("Ton (Ep. 3-4) | Otto (Ep. 6-8)", [("Ton", "note Ep. 3-4"), ("Otto", "note Ep. 6-8")]),
        ("(Ep. 4)", []), ("{Friend Zone}", []), ("Himself", []), ("", []),
    ],
)  # fmt: skip
def test_cells_of_characters(table: Callable[..., Loaded], cell: str, characters: list[tuple[str, ...]]) -> None:
    kept, report, rejects = table(cast_row(cell), "mdl-cast")
    assert not rejects
    assert report.credits == 1
    found = []
    for place in range(1, len(characters) + 1):
        node = f"drama/mydramalist:1-d/character/mydramalist:2-p{'' if place == 1 else f'~r{place}'}"
        lines = {line.removeprefix(f"{node} ") for line in kept.short if line.startswith(f"{node} ")}
        kinds = {"prefLabel": "", "altLabel": "alt ", "note": "note "}
        said = {kinds[k] + v[1:-4] for line in lines for k, _, v in [line.partition(" ")] if k in kinds}
        found.append(said | ({"unnamed"} if "isUnnamed 'true'" in lines else set()))
    assert found == [set(one) for one in characters]
    assert report.characters == len(characters)


@pytest.mark.parametrize("cell", ["Xiao Han [Doctor)", "Kang Hyuk [Detective]]", "O Bong Gyu [Representative", "5-8"])
def test_cells_of_characters_with_typing_errors_are_left_to_people(table: Callable[..., Loaded], cell: str) -> None:
    _, _, rejects = table(cast_row(cell), "mdl-cast")
    ((line, reason),) = reasons(rejects)
    assert line == 2
    assert reason.startswith(f"character_as_listed: '{cell}' fits no pattern of the profile; write it like")


def test_roles_and_programmes(table: Callable[..., Loaded]) -> None:
    for word, billing in (
        ("Main Role", "main"),
        ("support role", "support"),
        ("Guest", "guest"),
        ("Unknown", None),
        ("", None),
    ):
        kept, _, _ = table(cast_row("A", word), "mdl-cast")
        assert [q.object.value for q in kept.all if q.predicate == DKG.billing] == ([billing] if billing else [])
    kept, report, _ = table(cast_row("[MC]", "Main Host", "TV Program"), "mdl-cast")
    assert (report.credits, report.characters) == (1, 0)
    _, report, rejects = table(cast_row("A", "Main Rol"), "mdl-cast")
    assert reasons(rejects) == [
        (2, "role: the profile does not know the word 'Main Rol'; did you mean 'main role' or 'main host'?")
    ]


def test_titles(table: Callable[..., Loaded], ontology: Ontology) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*find_profile("mdl-titles").columns, "rating"], restval="")
    writer.writeheader()
    base = {"mdl_slug": "1-d", "title": "D", "country": "South Korea"}
    writer.writerow({
        **base, "native_title": "디", "also_known_as": "Dee ,  Dee, Again ,  디이", "year": "2011", "episodes": "16",
        "aired": "Jan 17, 2011 - Oct  8, 2011", "original_network": "iQiyi Tencent Video", "genres": "Romance|Noir",
        "tags": "Unrequited Love|Web Series", "rating": "8.1",
    })  # fmt: skip
    writer.writerow({**base, "mdl_slug": "2-e", "episodes": "0", "aired": "Jan 17, 2011 - ?"})
    writer.writerow({**base, "mdl_slug": "3-f", "native_title": "大切", "country": "Japan", "aired": "May  3, 2013"})
    writer.writerow({**base, "mdl_slug": "4-g", "aired": "Feb 30, 2013"})
    writer.writerow({**base, "mdl_slug": "5-h", "aired": "soon"})
    kept, report, rejects = table(out.getvalue(), "mdl-titles")
    assert reasons(rejects) == [
        (5, "aired: '2013-Feb-30' is no day of a year; write it like Jan 17, 2011 - Mar 28, 2011"),
        (6, "aired: 'soon' does not fit the pattern of the profile; write it like Jan 17, 2011 - Mar 28, 2011"),
    ]
    one = "drama/mydramalist:1-d"
    assert {line for line in kept.short if line.startswith((one + " ", "drama/mydramalist:3-f prefLabel"))} == {
        f"{one} type Drama", f"{one} coverage 'thin'", f"{one} locator 'details'",
        f"{one} identifier 'mydramalist:1-d'", f"{one} exactMatch https://mydramalist.com/1-d",
        f"{one} prefLabel 'D'@en", f"{one} prefLabel '디'@ko",
        f"{one} altLabel 'Dee'", f"{one} altLabel 'Dee, Again'", f"{one} altLabel '디이'@ko", f"{one} year '2011'",
        f"{one} episodeCount '16'", f"{one} firstAired '2011-01-17'", f"{one} lastAired '2011-10-08'",
        f"{one} network 'iQiyi'", f"{one} network 'Tencent Video'", f"{one} genre 'romance'@en",
        f"{one} genre '로맨스'@ko",
        f"{one} genre 'Noir'@en", f"{one} hasTheme theme/one-sided-love",
        "drama/mydramalist:3-f prefLabel 'D'@en", "drama/mydramalist:3-f prefLabel '大切'@ja",
    }  # fmt: skip
    assert "drama/mydramalist:2-e firstAired '2011-01-17'" in kept.short
    assert not any(
        line.startswith(("drama/mydramalist:2-e lastAired", "drama/mydramalist:2-e episode")) for line in kept.short
    )
    assert report.themes_dropped == 1
    assert validate(kept.all, ontology, {}) == []


def test_crew_and_sequels(table: Callable[..., Loaded], ontology: Ontology) -> None:
    kept, report, _ = table(
        "mdl_slug,role,person_slug,person_name\n1-d,screenwriter & director,2-p,P\n1-d,director,2-p,P\n", "mdl-crew"
    )
    assert {
        "drama/mydramalist:1-d writer person/mydramalist:2-p",
        "drama/mydramalist:1-d director person/mydramalist:2-p",
    } <= kept.short
    kept, report, rejects = table(
        "mdl_slug,title,related_slug,related_title,relation\n"
        "1-d,D,2-e,D 2,Korean sequel\n1-d,D,3-f,F,Thai remake\n1-d,D,1-d,D,Thai sequel\n",
        "mdl-related",
    )
    assert "drama/mydramalist:2-e sequelOf drama/mydramalist:1-d" in kept.short
    assert (report.dramas, report.left_out) == (2, 1)
    assert reasons(rejects) == [(4, "a drama is the sequel of itself; two different identifiers")]
    assert validate(kept.all, ontology, {}) == []
