"""Profiles and the verb: problems with their line, a load that dies, memory, and the real catalogue."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import Quad

from benchmarks.tabling import measure, write_table
from kg.cli import main
from kg.errors import DataError, LoadError
from kg.load.loaded import new_load
from kg.load.tables import Reject, find_profile, load_table, read_profile, shipped_profiles
from kg.load.tables.layout import profile_file as profile_layout
from kg.ontology import Ontology
from kg.validate import validate
from tests.support import ROOT, line_of
from tests.tables import Loaded, cast_row, loaded, reasons

CATALOGUE = ROOT.parent / "shared" / "datasets" / "mdl-2025"
real = pytest.mark.skipif(
    not CATALOGUE.is_dir(), reason=f"the catalogue is not in {CATALOGUE}: it is not ours to publish"
)
PLAIN = """\
drama,title,native_title,year,person,name,native_name,character,billing,place
mine:1,"Love, Again",다시 사랑,2020,mine:p1,Kim Min-ji,김민지,Han Seo-yeon,lead,cast 1
mine:1,"Love, Again",다시 사랑,2020,mine:p2,Kim Min-ji,김민지,,guest,cast 2
mydramalist:33898-itaewon-class,Itaewon Class,,,mydramalist:9854-ahn-bo-hyun,Ahn Bo Hyun,,Jang Geun Won,support,
"""


def profile_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


OWN = """\
profile: own
about: {en: my list, ko: 내 목록}
drama:
  scheme: own
  id: number
  title: name
person:
  scheme: own
  id: who
  name: who
"""


def test_shipped_profiles_can_be_read_and_listed() -> None:
    profiles = shipped_profiles()
    assert {"plain", "mdl-titles", "mdl-cast", "mdl-crew", "mdl-related"} <= set(profiles)
    for name, profile in profiles.items():
        assert profile.name == name
        assert profile.about.ko


@pytest.mark.parametrize(
    ("change", "at", "problem"),
    [
        (("  title:", "  titel:"), "titel", "unknown key 'titel' in the drama; did you mean 'title'?"),
        (("id: who", "id: {colum: who}"), "colum", "unknown key 'colum' in a text; did you mean 'column'?"),
        (("name\n", "{column: name, pattern: '(?P<value>['}\n"), "pattern", "is no pattern: unterminated character"),
        (("name\n", "{column: name, pattern: '(?P<valeu>.)'}\n"), "valeu", "unknown group 'valeu' in a pattern"),
        (("name\n", "{column: name, pattern: '.*'}\n"), "pattern", "the pattern names no group"),
        (("title: name", "year: {column: a, value: b}"), "year", "a number needs exactly one of column, value; it has"),
        (
            ("title: name", "first_aired: {column: a, pattern: '(?P<year>.)'}"),
            "first",
            "the pattern lacks the group 'mon",
        ),
        (
            ("person:", "credit: {billing: {column: a, words: {Main: leed}}}\nperson:"),
            "leed",
            "unknown billing 'leed'; did",
        ),
        (
            ("profile: own", "profile: own\noptional: [whoo]"),
            "whoo",
            "no field comes from the optional column 'whoo'; did",
        ),
        (("profile: own", "profile: own\noptional: [number]"), "id: number", "the id of a drama cannot be optional"),
        (
            ("person:", "character: {name: a}\nperso:"),
            "perso",
            "unknown key 'perso' in a profile; did you mean 'person'?",
        ),
        (("scheme: own", "scheme: My Own"), "My Own", "'My Own' is not a catalogue; lower-case letters"),
    ],
)
def test_problems_of_a_profile_are_told_with_their_line(
    tmp_path: Path, change: tuple[str, str], at: str, problem: str
) -> None:
    text = OWN.replace(*change, 1)
    path = profile_file(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_profile(path)
    assert any(
        p.where.line == line_of(text, at) and str(p).split(": ", 1)[1].startswith(problem)
        for p in caught.value.problems
    ), str(caught.value)


def test_a_profile_may_not_recurse_or_grow(tmp_path: Path) -> None:
    for text in ("[" * 100_000, OWN + "only: &a {x: *a}", "x: " + "a" * 6_000_000):
        with pytest.raises(DataError):
            read_profile(profile_file(tmp_path, text))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("numbr,name,who", r"own\.yaml:5: .*has no column 'number'; did you mean 'numbr'"),
        ("number,name,who,name", "the column 'name' is there twice; rename one of them"),
        ("number;name;who", "is the separator another one"),
    ],
)
def test_a_table_must_have_the_columns(tmp_path: Path, table: Callable[..., Loaded], header: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        table(f"{header}\n1,2,3\n", profile_file(tmp_path, OWN))


def test_an_optional_column_with_a_typing_error_is_told(table: Callable[..., Loaded]) -> None:
    with pytest.raises(DataError, match=r"table\.csv:1: unknown column 'native_titel'; did you mean 'native_title'"):
        table("drama,native_titel,person,name\nx:1,t,x:2,n\n")


def test_forms_of_a_file(tmp_path: Path, table: Callable[..., Loaded]) -> None:
    form = OWN + 'file: {format: csv, delimiter: ";", quotes: "no", header: [number, name, who]}\n'
    kept, report, _ = table('1;"One;P\n', profile_file(tmp_path, form))
    assert report.credits == 1
    assert "drama/own:1 prefLabel '\"One'@en" in kept.short
    kept, report, _ = table("number\tname\twho\n1\tOne\tP\n", profile_file(tmp_path, OWN), ending="tsv")
    assert report.credits == 1
    rows = [{"number": 1, "name": "One", "who": "P", "more": {}}, {"number": 2, "name": "Two"}]
    kept, report, rejects = table("\n".join(map(json.dumps, rows)), profile_file(tmp_path, OWN), ending="jsonl")
    assert (report.credits, reasons(rejects)) == (1, [(2, "who: is empty; a thing is called after its identifier")])
    with pytest.raises(LoadError, match="is it csv, tsv or jsonl"):
        table("x", ending="txt")
    with pytest.raises(LoadError, match="is empty"):
        table("")


def test_pages_constants_and_conditions(tmp_path: Path, table: Callable[..., Loaded]) -> None:
    text = OWN.replace(
        "  title: name", '  title: name\n  page: "https://example.org/d/{id}.html"\n  network: {value: tvN}'
    )
    own = profile_file(tmp_path, text + "only: {country: [South Korea, Korea]}\n")
    rows = 'number,name,who,country\n"1 a",One,P,south korea\n2,Two,P,Japan\n'
    kept, report, _ = table(rows, own)
    assert (report.credits, report.left_out) == (1, 1)
    assert {
        "drama/own:1~20a exactMatch https://example.org/d/1%20a.html",
        "drama/own:1~20a network 'tvN'",
    } <= kept.short
    assert table(rows, own, country=["Japan"])[1].dramas == 1
    with pytest.raises(DataError, match="has no column 'land'; "):
        table(rows, own, land=["Japan"])


# the verb


def kg(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, ["load", *map(str, arguments)], catch_exceptions=False)


def test_the_verb(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "My Cast (2025).csv"
    file.write_text(PLAIN + "mine:1,,,x,=1+1,@me,,A,+lead,-c\n", encoding="utf-8")
    result = kg(file, "--profile", "plain", "--data", data)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:3] == [
        "  4 rows: 3 credits, 2 dramas, 3 people, 2 characters",
        "  1 row rejected",
    ]
    load, rejects = data / "loaded" / "my-cast-2025.nq", data / "loaded" / "my-cast-2025.rejects.csv"
    assert f"1 row could not be taken, each with its line and reason: {rejects}" in result.stderr
    first = load.read_bytes(), rejects.read_bytes()
    ((head, row),) = [list(csv.reader(rejects.open(encoding="utf-8")))]
    assert head[:4] == ["line", "reason", "drama", "title"]
    assert row[0] == "5"
    assert row[1] == "year: 'x' is not a whole number from 1900 to 2100; or list it under empty:"
    assert row[2:] == ["mine:1", "", "", "x", "'=1+1", "'@me", "", "A", "'+lead", "'-c"]
    assert kg(file, "--profile", "plain", "--data", data).exit_code == 0
    assert (load.read_bytes(), rejects.read_bytes()) == first

    strict = kg(file, "--profile", "plain", "--data", data, "--strict")
    assert strict.exit_code == 1
    assert f"{file}:5: year: 'x' is not a whole number" in strict.stderr
    assert (load.read_bytes(), rejects.read_bytes()) == first
    assert sorted(path.name for path in load.parent.iterdir()) == [load.name, rejects.name]

    file.write_text(PLAIN, encoding="utf-8")
    assert kg(file, "--profile", "plain", "--data", data, "--strict").exit_code == 0
    assert not rejects.exists()
    assert kg("--remove", "my-cast", "--data", data).exit_code == 1
    assert kg("--remove", "my-cast-2025", "--data", data).exit_code == 0
    assert list(load.parent.iterdir()) == []


def test_wrong_usage_and_help(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(cast_row("A"), encoding="utf-8")
    assert "--profile NAME" in kg("--help").stdout
    assert "wikidata" in kg().output
    no_profile = kg(file, "--data", tmp_path)
    assert no_profile.exit_code == 2
    assert "its columns fit mdl-cast" in no_profile.stderr
    assert kg(file, "--profile", "mdl-cast", "--only", "country", "--data", tmp_path).exit_code == 2
    assert kg("--profile", "plain").exit_code == 2
    wrong = kg(file, "--profile", "mdl-casts", "--data", tmp_path)
    assert wrong.exit_code == 1
    assert "did you mean 'mdl-cast'" in wrong.stderr
    assert kg(file, "--profile", "mdl-cast", "--as", "../x", "--data", tmp_path).exit_code == 1
    assert not (tmp_path / "loaded").exists()
    assert {line.split()[0] for line in kg("--list").stdout.splitlines()} == set(shipped_profiles())


def test_a_load_that_is_killed_can_be_run_again(tmp_path: Path) -> None:
    file, data = tmp_path / "big.csv", tmp_path / "data"
    rows = (
        f"x:{number // 5},Title {number // 5},x:p{number},Name {number},Role {number}\n" for number in range(60_000)
    )
    file.write_text("drama,title,person,name,character\n" + "".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "load", str(file), "--profile", "plain", "--data", str(data)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not list(data.glob("loaded/.big.nq.*")) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not (data / "loaded" / "big.nq").exists()
    small = tmp_path / "small"
    file.write_text(PLAIN, encoding="utf-8")
    assert kg(file, "--profile", "plain", "--data", data).exit_code == 0
    assert kg(file, "--profile", "plain", "--data", small).exit_code == 0
    assert (data / "loaded" / "big.nq").read_bytes() == (small / "loaded" / "big.nq").read_bytes()


PEAK = """
import sys
from functools import partial
from pathlib import Path
from benchmarks.machine import peak_mib
from kg.load.tables import find_profile, load_table, table
from kg.load.tables.seen import Seen
table.Seen = partial(Seen, limit=1000)
class Nothing:
    def add(self, quads): pass
    def write(self, lines): pass
report = load_table(Path(sys.argv[1]), find_profile("plain"), Nothing(), name="x", rejected=lambda reject: None)
assert report.credits == int(sys.argv[2]), report
print(peak_mib())
"""


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    peaks = []
    for count in (1_500, 15_000):
        file = tmp_path / f"{count}.csv"
        with file.open("w", encoding="utf-8") as out:
            out.write("drama,title,person,name,character\n")
            out.writelines(f"x:{n // 5},Title {n // 5},x:p{n},Name {n},Role {n}\n" for n in range(count))
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(file), str(count)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] <= 8, peaks


# the real catalogue


@real
@pytest.mark.parametrize(("profile", "file"), [("mdl-titles", "titles.csv"), ("mdl-cast", "cast.csv")])
def test_the_catalogue_loads_twice_to_the_same_bytes(profile: str, file: str, tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        rejects: list[Reject] = []
        with new_load(tmp_path, profile) as load:
            report = load_table(CATALOGUE / file, find_profile(profile), load, name=profile, rejected=rejects.append)
        texts.append((tmp_path / "loaded" / f"{profile}.nq").read_bytes())
    assert texts[0] == texts[1]
    with (CATALOGUE / file).open(encoding="utf-8", newline="") as raw:
        reader, rows, line = csv.reader(raw), {}, 1
        for row in reader:
            rows[line] = row
            line = reader.line_num + 1
    assert report.rows == len(rows) - 1
    assert 0 < report.rejected < report.rows / 100
    things = report.credits if profile == "mdl-cast" else report.dramas
    assert things == report.rows - report.rejected
    for reject in rejects:
        problem = reject.problem
        assert list(reject.cells) == rows[problem.where.line]
        column = problem.message.split(":")[0]
        assert column in rows[1]
        assert problem.hint
        assert any(word in problem.message for word in ("invisible character", "fits no pattern")), problem


@real
def test_the_catalogue_keeps_the_shapes(ontology: Ontology) -> None:
    """Titles, cast and sequels of one country together, as the build sees them."""
    quads: set[Quad] = set()
    for profile in ("mdl-titles", "mdl-cast"):
        kept, report, _ = loaded(CATALOGUE / f"{profile[4:]}.csv", profile, country=["Philippines"])
        assert report.dramas == 33
        quads |= kept.all
    assert len(quads) > 3_000
    assert validate(quads, ontology, {}) == []


# the page


def blocks(language: str) -> list[str]:
    text = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_example_of_the_page_on_loading_runs(tmp_path: Path, ontology: Ontology) -> None:
    """A stranger's way: the table, the profile, the command, and what they are told."""
    (tmp_path / "my-list.csv").write_text(blocks("csv")[0], encoding="utf-8")
    (tmp_path / "my-list.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    (command,) = [line for block in blocks("sh") for line in block.splitlines() if "my-list.yaml" in line]
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "KG_DATA": "data", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    told, rejects = blocks("text")
    assert re.sub(r"[0-9.]+ s:", "0.1 s:", done.stdout) == told
    assert (tmp_path / "data" / "loaded" / "my-list.rejects.csv").read_text(encoding="utf-8") == rejects
    kept, _, _ = loaded(tmp_path / "my-list.csv", tmp_path / "my-list.yaml")
    role = "drama/mylist:7/character/mylist"
    assert {
        f"{role}:a12 altLabel 'Captain Moon'@en", f"{role}:a31~r2 note '1987'@en", f"{role}:a40 isUnnamed 'true'",
        "drama/mylist:7 firstAired '2019-10-03'", "drama/mylist:7 hasTheme theme/first-love",
    } <= kept.short  # fmt: skip
    assert validate(kept.all, ontology, {}) == []


def test_the_page_on_loading_names_every_key_and_column() -> None:
    page = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
    layout = profile_layout().fields
    parts = [layout[part].fields for part in ("drama", "person", "character", "credit")]
    for key in (*layout, *(key for part in parts for key in part), *find_profile("plain").columns):
        assert f"`{key}`" in page, key
    for name in shipped_profiles():
        assert name in page


def test_the_benchmark_compares_what_both_say(tmp_path: Path) -> None:
    file = tmp_path / "credits.csv"
    write_table(file, 600)
    ours, theirs = (measure(engine, str(file)) for engine in ("ours", "rdflib"))
    assert ours["rows"] == theirs["rows"] == 600
    assert ours["hash"] == theirs["hash"]
