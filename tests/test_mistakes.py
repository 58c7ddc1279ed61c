"""A copy of the data with many mistakes: each is named with its file and line and, where there is one, the right name.

Every mistake is made twice: alone, and all of them together in one run of ``kg build``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.build import build, current_build
from kg.errors import DataError, Problem
from kg.graph import KnowledgeGraph
from kg.load.curated import read_collection
from kg.paths import ontology_dir
from tests.conftest import Run
from tests.support import line_of

ONE, TWO = "dramas/soundtrack-1.yaml", "dramas/soundtrack-2.yaml"
PEOPLE, SOURCES = "people.yaml", "sources.yaml"


@dataclass(frozen=True)
class Mistake:
    """``old`` becomes ``new``; the problem must be in the line of ``at``, which stands once in the spoilt file."""

    name: str
    file: str
    old: str
    new: str
    at: str
    message: str
    hint: str = ""

    def make(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.name}: '{self.old}' is {text.count(self.old)} times in {self.file}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8", newline="")

    def line(self, folder: Path) -> int:
        text = (folder / self.file).read_text(encoding="utf-8")
        assert text.count(self.at) == 1, f"{self.name}: '{self.at}' is {text.count(self.at)} times in {self.file}"
        return line_of(text, self.at)

    def fits(self, problem: Problem, folder: Path) -> bool:
        """Whether a problem names this mistake, its line and what would be right."""
        return (
            Path(problem.where.file).resolve() == (folder / self.file).resolve()
            and problem.where.line == self.line(folder)
            and self.message in problem.message
            and self.hint in problem.hint
        )


MISTAKES = [
    Mistake("unknown key", ONE, "coverage: full\n", "coverage: full\ncovrage: full\n", "covrage",
            "unknown key 'covrage' in a drama file", "did you mean 'coverage'?"),
    Mistake("unknown character", ONE, "    mentor: wooil\n", "    mentor: wooill\n", "wooill",
            "unknown character 'wooill'", "did you mean 'wooil'?"),
    Mistake("unknown person", ONE, "person: han-so-hee,", "person: han-so-he,", "han-so-he,",
            "unknown person 'han-so-he'", "'han-so-hee'"),
    Mistake("unknown theme", ONE, "theme: flashbacks", "theme: flashback", "theme: flashback,",
            "unknown theme 'flashback'", "'flashbacks'"),
    Mistake("unknown beat", ONE, "    told: apart\n    from: hallyu-soundtrack-1 @ Synopsis 1\n",
            "    told: aprat\n    from: hallyu-soundtrack-1 @ Synopsis 1\n", "aprat",
            "unknown beat 'aprat'", "did you mean 'apart'?"),
    Mistake("unknown relationship type", ONE, "type: Betrayal\n", "type: Betrayel\n", "Betrayel",
            "unknown relationship type 'Betrayel'", "did you mean 'Betrayal'?"),
    Mistake("unknown event kind", ONE, "kind: Gift\n", "kind: Gfit\n", "Gfit",
            "unknown event kind 'Gfit'", "did you mean 'Gift'?"),
    Mistake("unknown event", ONE, "    starts: driving-lesson\n", "    starts: driving-leson\n", "driving-leson",
            "unknown event 'driving-leson'", "did you mean 'driving-lesson'?"),
    Mistake("unknown group", ONE, "{group: eunsoo-family,", "{group: eunso-family,", "eunso-family",
            "unknown group 'eunso-family'", "did you mean 'eunsoo-family'?"),
    Mistake("unknown source", ONE, "{network: Disney+, from: mydramalist-", "{network: Disney+, from: mydramallist-",
            "mydramallist-", "unknown source 'mydramallist-soundtrack-1'", "'mydramalist-soundtrack-1'"),
    Mistake("unknown alias owner", ONE, "    denotes: eunsoo\n", "    denotes: eunsu\n", "eunsu",
            "unknown character 'eunsu'", "did you mean 'eunsoo'?"),
    Mistake("unknown disagreement", ONE, "    disagrees_with: [housemates]\n", "    disagrees_with: [housmates]\n",
            "housmates", "unknown relationship 'housmates'", "'housemates'"),
    Mistake("a citation without a place", ONE, "ko: 미니시리즈}, from: [hallyu-soundtrack-1 @ Synopsis 1,",
            "ko: 미니시리즈}, from: [hallyu-soundtrack-1,", "미니시리즈",
            "'hallyu-soundtrack-1' is not a citation", "write the source's slug, ' @ ' and the place in it"),
    Mistake("no source at all", ONE, "themes:\n", "themes:\n  - {theme: piano}\n", "{theme: piano}",
            "a theme has no 'from:'"),
    Mistake("one party", ONE, "  housemates:\n    type: LivingTogether\n    housemate: [seonwoo, eunsoo]\n",
            "  housemates:\n    type: LivingTogether\n    housemate: [seonwoo]\n", "  housemates:\n",
            "the relationship 'housemates' has only one party, 'seonwoo'",
            "LivingTogether needs another character as housemate"),
    Mistake("no subject", TWO, "    doctor: doctor\n", "", "  doctor-of-suho:\n",
            "the relationship 'doctor-of-suho' has no 'doctor:'", "add doctor: and who it is"),
    Mistake("the same party twice", ONE, "businessPartner: [donghyeon, seonwoo]",
            "businessPartner: [donghyeon, seonwoo, donghyeon]", "donghyeon, seonwoo, donghyeon]",
            "names 'donghyeon' twice as businessPartner"),
    Mistake("a role of another type", ONE, "    jealous: seonwoo\n", "    jealous: seonwoo\n    mentor: gyeolhan\n",
            "mentor: gyeolhan", "has the role 'mentor', which Jealousy does not have", "jealous and rival"),
    Mistake("the same slug twice", ONE, "  mari:\n    names:\n",
            "  mari:\n    names: [{en: M, from: tmdb-soundtrack-1 @ x}]\n  mari:\n    names:\n",
            "  mari:\n    names:\n",
            "the character 'mari' is there twice (first in line "),
    Mistake("the same key twice", ONE, "    betrayer: ex\n", "    betrayer: ex\n    betrayer: wooil\n",
            "betrayer: wooil", "the key 'betrayer' is there twice (first in line "),
    Mistake("a character with a person's slug", ONE, "  other-woman:\n",
            "  kim-hee-won:\n    described_as: {en: x, ko: x, from: tmdb-soundtrack-1 @ x}\n  other-woman:\n",
            "  kim-hee-won:\n", "the character 'kim-hee-won' has the slug of a person (",
            "a slug names one thing: change the character's"),
    Mistake("an end before its start", TWO, "    starts: fall-in-love\n    ends: breakup\n",
            "    starts: breakup\n    ends: fall-in-love\n", "ends: fall-in-love",
            "the relationship 'first-couple' ends at 'fall-in-love', which comes before its start 'breakup'",
            "swap them"),
    Mistake("decomposed hangul", ONE, "ko: 한선우,", "ko: \u1112\u1161\u11ab선우,", "\u1112\u1161\u11ab",
            "is not in Unicode form NFC", "save it as NFC"),
    Mistake("a decomposed accent", ONE, "in a café, weeps", "in a cafe\u0301, weeps", "cafe\u0301",
            "is not in Unicode form NFC", "save it as NFC"),
    Mistake("a direction override", ONE, "en: \"admires Woo Il", "en: \"admires \u202eWoo Il", "\u202e",
            "invisible character, U+202E RIGHT-TO-LEFT OVERRIDE", "delete it"),
    Mistake("an escaped control character", ONE, "en: \"keeps an untidy home", "en: \"keeps an \\x07untidy home",
            "\\x07", "invisible character, U+0007"),
    Mistake("cut by a comment", ONE, "  - {en: Soundtrack, from: hallyu-soundtrack-1 @ Synopsis 1}\n",
            "  - en: Soundtrack #1\n    from: hallyu-soundtrack-1 @ Synopsis 1\n", "en: Soundtrack #1",
            "'Soundtrack' is cut short: YAML takes ' #' for a comment", "quote it: \"Soundtrack #1\""),
    Mistake("no number", ONE, "{episodes: 4,", "{episodes: four,", "four",
            "'four' is not a number of episodes", "a number from 1 to 2000"),
    Mistake("no such day", ONE, "{last_aired: 2022-04-13,", "{last_aired: 2022-02-30,", "2022-02-30",
            "'2022-02-30' is not a date", "write it as 2022-03-23"),
    Mistake("unknown billing", TWO, "billing: guest,", "billing: gust,", "gust",
            "unknown billing 'gust'", "did you mean 'guest'?"),
    Mistake("no story time", TWO, "{when: 6 years before,", "{when: six years ago,", "six years ago",
            "'six years ago' is not a story time", "write: 8 years before"),
    Mistake("a capital in a slug", TWO, "  drift-apart:\n", "  Drift-apart:\n", "Drift-apart",
            "'Drift-apart' is not a slug for", "a slug has lower-case letters"),
    Mistake("told before what it belongs to", TWO, "ko: 수호의 의사, from:", "ko: 수호의 의사, told: premise, from:",
            "told: premise, from:", "something of 'doctor' is told at 'premise', but what it belongs to is first known "
            "at 'month-off'", "write told: month-off or later"),
    Mistake("a mention before the character is known", ONE,
            "    parent: mother\n    child: eunsoo\n    told: living-together\n",
            "    parent: mother\n    child: eunsoo\n    told: premise\n", "    parent: mother\n",
            "is told at beat 1 but mentions 'mother', who is first known at beat 3", "tell it at 'living-together'"),
    Mistake("two fields where one is needed", TWO, "  dayoung:\n    names:\n",
            "  dayoung:\n    described_as: {en: x, ko: x, from: tmdb-soundtrack-1 @ x}\n    names:\n",
            "    described_as: {en: x, ko: x, from: tmdb",
            "a character needs exactly one of names, described_as; it has names and described_as"),
    Mistake("a theme twice", TWO, "  - {theme: overwork,",
            "  - {theme: piano, from: tmdb-soundtrack-1 @ x}\n  - {theme: overwork,", "{theme: piano, from: tmdb",
            "the theme 'piano' is there twice", "one entry"),
    Mistake("known, but concealed from nobody", ONE, "    type: Parenthood\n",
            "    type: Parenthood\n    known_at: returns\n", "  mother-of-eunsoo:\n",
            "says when it becomes known, but not from whom it was concealed", "add concealed_from"),
    Mistake("different from itself", PEOPLE, "    different_from: [jeon-hye-jin-1976]\n",
            "    different_from: [jeon-hye-jin-1976, jeon-hye-jin]\n", "jeon-hye-jin-1976, jeon-hye-jin]",
            "'jeon-hye-jin' cannot be different from itself"),
    Mistake("no name", PEOPLE, "  choi-e-jun:\n",
            "  nobody:\n    names: []\n  choi-e-jun:\n", "    names: []",
            "the person 'nobody' has no name", "add - {en:"),
    Mistake("a verdict of no review", SOURCES, "  mydramalist-soundtrack-1:\n    kind: catalogue\n",
            "  mydramalist-soundtrack-1:\n    kind: catalogue\n    verdict: GOOD\n", "    kind: catalogue\n    verdict",
            "the source 'mydramalist-soundtrack-1' is no review but has a verdict", "write kind: review"),
    Mistake("a review of no drama", SOURCES, "    reviews: soundtrack-2\n", "    reviews: soundtrack-3\n",
            "soundtrack-3", "unknown drama 'soundtrack-3'", "'soundtrack-1'"),
    Mistake("no web address", SOURCES, "    address: https://kdramalove.com/Soundtrack2",
            "    address: kdramalove.com/Soundtrack2", "address: kdramalove", "is not a web address", "http:// or https://"),
]  # fmt: skip


def spoil_bytes(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes())) and None


def make_huge(folder: Path) -> None:
    """A file that says it has 100 MB, and takes no room on the disk."""
    with (folder / "dramas/huge.yaml").open("wb") as file:
        os.truncate(file.fileno(), 100 * 1024 * 1024)


def wrong_ending(folder: Path) -> None:
    shutil.copy(folder / "dramas/agency.yaml", folder / "dramas/second.yml")


def cr_only(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r")


# What is wrong with a whole file: how it is made, and the place and words of the problem.
FILES: dict[str, tuple[Callable[[Path], None], str, int, str]] = {
    "YAML that does not parse": (
        spoil_bytes("dramas/agency.yaml", lambda text: b"drama: agency\nnames: [{en: Agency\n"),
        "dramas/agency.yaml", 3,
        "YAML does not parse",
    ),
    "a byte-order mark": (
        spoil_bytes("dramas/mother.yaml", lambda text: b"\xef\xbb\xbf" + text), "dramas/mother.yaml", 1,
        "starts with a byte-order mark",
    ),
    "CR alone": (
        spoil_bytes("dramas/my-liberation-notes.yaml", cr_only), "dramas/my-liberation-notes.yaml", 1,
        "a line ends in a carriage return alone",
    ),
    "an empty file": (
        spoil_bytes("dramas/ruler-of-your-own-world.yaml", lambda text: b""), "dramas/ruler-of-your-own-world.yaml", 1,
        "the file is empty",
    ),
    "a file of 100 MB": (make_huge, "dramas/huge.yaml", 1, "104,857,600 bytes, more than the 5,242,880 allowed"),
    "an ending that is not read": (wrong_ending, "dramas/second.yml", 1, "is not read"),
}  # fmt: skip


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        read_collection(folder)
    return caught.value.problems


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_is_named_where_it_stands(data: Path, mistake: Mistake) -> None:
    mistake.make(data)
    problems = problems_of(data)
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert mistake.fits(problems[0], data), f"{problems[0]} (expected in line {mistake.line(data)})"


@pytest.mark.parametrize("name", FILES)
def test_one_broken_file_is_named(data: Path, name: str) -> None:
    make, file, line, message = FILES[name]
    make(data)
    problems = problems_of(data)
    assert [(Path(p.where.file).resolve(), p.where.line) for p in problems] == [((data / file).resolve(), line)]
    assert message in problems[0].message
    assert problems[0].hint


def test_a_file_under_the_wrong_name(data: Path) -> None:
    (data / "dramas/mother.yaml").rename(data / "dramas/mutter.yaml")
    (problem,) = problems_of(data)
    assert problem.message == "the drama 'mother' is in a file named mutter.yaml"
    assert problem.where.line == line_of((data / "dramas/mutter.yaml").read_text(encoding="utf-8"), "drama: mother")
    assert "mother.yaml" in problem.hint


def test_the_same_drama_in_two_files(data: Path) -> None:
    shutil.copy(data / "dramas/mother.yaml", data / "dramas/mother-two.yaml")
    assert "the drama 'mother' is there twice" in {problem.message for problem in problems_of(data)}


def test_events_in_a_circle(data: Path) -> None:
    path = data / TWO
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    leads_to: [faints]\n", "    after: [faints]\n    leads_to: [faints]\n"))
    (problem,) = problems_of(data)
    assert "events go round in a circle:" in problem.message
    assert set(re.findall(r"[a-z-]+", problem.message.split(":")[1])) == {"faints", "overworks"}


def test_no_folder(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "nowhere")
    assert problem.message == "no such folder"


def test_a_missing_file_hides_nothing_else(data: Path) -> None:
    (data / PEOPLE).unlink()
    MISTAKES[1].make(data)
    problems = problems_of(data)
    assert len(problems) == 2, "\n".join(map(str, problems))
    assert any(problem.where.file.endswith(PEOPLE) and "cannot be read" in problem.message for problem in problems)
    assert any(MISTAKES[1].fits(problem, data) for problem in problems)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The data with every mistake in it, and a folder with a build from before they were made."""
    folder = tmp_path_factory.mktemp("mistakes")
    tests = Path(__file__).resolve().parent
    data = Path(shutil.copytree(tests.parent / "data", folder / "data"))
    build(tests / "tiny", folder / "builds", ontology_dir())
    for mistake in MISTAKES:
        mistake.make(data)
    for make, *_ in FILES.values():
        make(data)
    return data, folder / "builds"


def test_every_mistake_in_one_run_of_kg_build(seeded: tuple[Path, Path], kg_command: Run) -> None:
    data, builds = seeded
    before = current_build(builds)
    done = kg_command("build", "--data", str(data), "--builds", str(builds))
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    expected = len(MISTAKES) + len(FILES)
    assert expected >= 20
    assert lines[-1] == f"{expected} problems; nothing was built"
    for mistake in MISTAKES:
        place = f"{data / mistake.file}:{mistake.line(data)}: "
        found = [line for line in lines if line.startswith(place) and mistake.message in line and mistake.hint in line]
        assert len(found) == 1, f"{mistake.name}: expected {place}…{mistake.message}"
    for name, (_, file, line, message) in FILES.items():
        assert [text for text in lines if text.startswith(f"{data / file}:{line}: ") and message in text], name
    # The old build is as it was, and answers.
    after = current_build(builds)
    assert after == before
    assert after is not None
    assert KnowledgeGraph.of_build(after).query("ASK { ?x skos:prefLabel 'Ann'@en }")
    assert [path.name for path in builds.glob("build-*")] == [after.path.name]


def test_validate_names_the_same(seeded: tuple[Path, Path], kg_command: Run) -> None:
    data, _ = seeded
    done = kg_command("validate", "--data", str(data))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == len(MISTAKES) + len(FILES) + 1


def test_a_question_over_spoilt_data_is_answered_from_the_old_build(seeded: tuple[Path, Path], kg_command: Run) -> None:
    data, builds = seeded
    question = "SELECT ?name { ?x a dkg:Character ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1"
    done = kg_command("query", question, "--format", "csv", "--data", str(data), "--builds", str(builds))
    assert (done.returncode, done.stdout.split()) == (0, ["name", "Ann"])
    assert "using the build of" in done.stderr
