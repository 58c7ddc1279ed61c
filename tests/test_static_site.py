"""The site as files: names that no two pages share, links that lead to files, nothing told early, the same again."""

from __future__ import annotations

import gzip
import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from kg.build import build
from kg.cli import main
from kg.errors import DramaKGError
from kg.graph import KnowledgeGraph
from kg.paths import ontology_dir
from kg.store import EmbeddedStore
from kg.web.export import Options, export_site
from kg.web.export.addresses import Address
from kg.web.export.errors import ExportError
from kg.web.export.graphs import PREMISE, graph_file, step_file
from kg.web.export.scope import LEFT_OUT, Reason, Scope
from kg.web.export.writing import folder_of_site
from tests.static_leaks import leaks
from tests.static_links import faults, page_links
from tests.support import ROOT

SECRETS = (
    "낯선 사람",
    "the stranger",
    "제빵사",
    "baker",
    "finds a letter",
    "앤이 편지",
)  # of tests/tiny, told at step 2


# Addresses and files.

parts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda part: "/" not in part)
lines = st.lists(st.tuples(parts, st.text(st.characters(exclude_categories=["Cs"]))), max_size=3)
addresses = st.builds(
    lambda path, fields, lang: Address(tuple(path), tuple(sorted(one for one in fields if one[0] != "lang")), lang),
    st.lists(parts | st.sampled_from(["con", "CON", "nul.txt", "..", ".", "en", "a.json", "SHA256SUMS"]), max_size=3),
    lines,
    st.sampled_from(["en", "ko", None]),
)  # fmt: skip


@settings(deadline=None)
@given(addresses)
@example(Address(("drama", "x.json"), (("at", "2"),)))
@example(Address(("en",)))
@example(Address(("a" * 300, "b" * 300 + ".csv"), (("q", "C" * 300),), "ko"))
@example(Address(("dump", "SHA256SUMS")))
@example(Address(("dump", "sha256sums")))
def test_a_file_leads_back_to_its_address(address: Address) -> None:
    assert Address.of_file(address.file) == address
    assert Address.read(address.text) == address


@settings(deadline=None)
@given(addresses, addresses)
def test_no_two_addresses_share_a_file_on_any_file_system(one: Address, other: Address) -> None:
    if one == other:
        return
    first, second = one.file.casefold(), other.file.casefold()
    assert first != second
    # A folder of one is no file of the other.
    assert not second.startswith(f"{first}/")


@settings(deadline=None)
@given(addresses)
def test_names_of_files_mean_nothing_to_any_file_system(address: Address) -> None:
    *folders, name = address.file.split("/")
    for folder in folders:
        assert re.fullmatch(r"[a-z0-9_=~-]{1,110}", folder)
    assert re.fullmatch(r"SHA256SUMS|[a-z0-9_~.-]{1,120}", name)
    for part in (*folders, name):
        assert part.split(".")[0].split("=")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
        assert not part.endswith(".")
        assert part not in (".", "..")


@settings(deadline=None)
@given(addresses, addresses)
def test_a_relative_link_leads_to_the_file(page: Address, target: Address) -> None:
    from_folder = posixpath.dirname(page.file)
    assert posixpath.normpath(posixpath.join(from_folder, target.link_from(page))) == target.file


@pytest.mark.parametrize("text", ["https://a.org/x", "//a.org/x", "x", "mailto:a@b.org", "/a%ff", ""])
def test_what_is_no_address_of_the_site(text: str) -> None:
    with pytest.raises(ValueError, match=r"no address|decode"):
        Address.read(text)


def place(text: str, lang: str = "en") -> str:
    scope = Scope({"x": 4}, languages=("en", "ko"), dumps=False)
    found = scope.place(Address.read(text), lang)
    return found.address.text + (f" because of {found.reason.value}" if found.reason else "")


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/drama/x?at=2", "/drama/x?at=2&lang=en"),
        ("/drama/x?at=premise&lang=ko", "/drama/x?at=premise&lang=ko"),
        ("/drama/x?at=1", "/drama/x?at=premise&lang=en"),
        ("/drama/x?at=end", "/drama/x?at=4&lang=en"),
        ("/drama/x?at=99", "/drama/x?at=premise&lang=en"),  # rather too little than too much
        ("/drama/x?utm_source=a", "/drama/x?at=premise&lang=en"),
        ("/drama/thin?at=1", "/drama/thin?lang=en"),
        ("/drama/x.json?at=3&lang=ko", "/drama/x.json?at=3"),
        ("/theme/family?at=x%3D3", "/theme/family?lang=en"),
        ("/person/iu?at=x%3D2", "/person/iu?lang=en"),
        ("/person/iu?at=end", "/not-here?lang=en because of steps"),
        ("/path?at=end", "/not-here?lang=en because of steps"),
        ("/search?q=iu&lang=en", "/search?lang=en"),
        ("/id/person/iu", "/not-here?lang=en because of linked-data"),
        ("/queries/cast?drama=x", "/not-here?lang=en because of answers"),
        ("/dump/drama-kg-all.nq.gz", "/not-here?lang=en because of dumps"),
    ],
)
def test_what_is_a_page_of_its_own(asked: str, page: str) -> None:
    assert place(asked) == page


# A site.


class Links(HTMLParser):
    """The addresses in a page, and the places in it, as a parser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: set[tuple[str, str]] = set()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note them."""
        given = dict(attrs)
        self.ids |= {value for value in [given.get("id")] if value}
        self.addresses |= {(tag, given[name] or "") for name in ("href", "src", "action") if name in given}


@pytest.fixture(scope="module")
def tiny_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("tiny")
    shutil.copytree(ROOT / "tests" / "tiny", folder / "data")
    return KnowledgeGraph.of_build(build(folder / "data", folder / "builds", ontology_dir()))


@pytest.fixture(scope="module")
def site(tiny_graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny drama, with its dumps."""
    folder = tmp_path_factory.mktemp("site") / "public"
    report = export_site(tiny_graph, folder, Options(jobs=1))
    assert report.pages > 500
    assert report.files == len(list(files_of(folder))) - 2  # the marks
    return folder


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_every_link_leads_to_a_file(site: Path, soundtracks_site: Path) -> None:
    assert faults(site) == []
    assert faults(soundtracks_site) == []


def test_links_are_read_as_a_parser_reads_them(soundtracks_site: Path) -> None:
    for name in ("index.html", "en/drama/soundtrack-1/at=7/index.html", "ko/path/index.html", "en/sparql/index.html"):
        text = (soundtracks_site / name).read_text(encoding="utf-8")
        links, ids = page_links(text)
        parsed = Links(text)
        assert ids == parsed.ids
        assert parsed.addresses <= set(links)
        assert {tag for tag, _ in set(links) - parsed.addresses} <= {"json", "html", "form", "div", "script"}


def test_every_fault_of_a_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "there.html").write_text('<p id="here"></p>')
    (tmp_path / "a" / "page.html").write_text(
        '<a href="there.html#here">good</a> <a href="https://example.org/">good</a> <a href="#own" id="own">good</a>'
        '<a href="gone.html">1</a> <a href="there.html#gone">2</a> <a href="/a/there.html">3</a>'
        '<img src="https://example.org/x.png"> <a href="http://127.0.0.1:8000/x">5</a> <a href="../../x.html">6</a>'
        '<form data-index="../search/names.js"></form>'
        '<script type="application/json">{"why": "why/index.html"}</script>'
    )
    (tmp_path / "own.css").write_text("p { background: url(gone.svg); } b { background: url('data:,') }")
    assert [fault.partition(":")[0].split("<a> ")[-1] for fault in faults(tmp_path)] == [
        "../x.html is not there", "/a/there.html leads to the root of the host", "http",
        "<img> https", "a/gone.html is not there", "a/there.html#gone is no place of that page",
        "a/why/index.html is not there", "gone.svg is not there", "search/names.js is not there",
    ]  # fmt: skip


def test_every_page_says_what_it_may_load(soundtracks_site: Path) -> None:
    for path in files_of(soundtracks_site):
        if path.suffix == ".html" and 'http-equiv="refresh"' not in (text := path.read_text(encoding="utf-8")):
            (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
            assert "default-src &#x27;self&#x27;" in policy, path
            assert "unsafe-inline" not in policy
            assert ("wasm" in policy) == ("sparql" in path.parts)


def test_what_is_left_out_says_why(site: Path) -> None:
    text = (site / Address(LEFT_OUT.parts, (), "en").file).read_text(encoding="utf-8")
    assert {reason.value for reason in Reason if reason is not Reason.DUMPS} <= Links(text).ids
    assert (site / "dump" / "SHA256SUMS").is_file()


def test_steps_tell_no_more_than_theirs(site: Path) -> None:
    later = {"at=2", "at=3", "dump", "2.nq.gz", "3.nq.gz", "2.js", "3.js"}
    early = [path for path in files_of(site) if not later & set(path.parts)]
    assert [path for path in early if any(secret.encode() in content_of(path) for secret in SECRETS)] == []
    for lang, secret in (("en", "the stranger"), ("ko", "낯선 사람")):
        assert secret in (site / lang / "drama/tiny/at=2/index.html").read_text(encoding="utf-8")


def test_no_file_tells_what_is_told_later(soundtracks_site: Path, graph: KnowledgeGraph) -> None:
    """No page, script or graph holds a word of what the audit of pages knows to be told after its step."""
    assert list(leaks(soundtracks_site, graph)) == []


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("ko/drama/soundtrack-1/at=premise/index.html", "ko/drama/soundtrack-1/at=2/index.html"),
        ("search/names.js", "search/soundtrack-1/7.js"),
        ("sparql/data/soundtrack-2/2.nq.gz", "sparql/data/soundtrack-2/5.nq.gz"),
        ("en/person/iu/index.html", "en/drama/soundtrack-2/at=3/index.html"),
    ],
)
def test_a_leak_is_found(soundtracks_site: Path, graph: KnowledgeGraph, tmp_path: Path, early: str, late: str) -> None:
    (tmp_path / early).parent.mkdir(parents=True)
    shutil.copy(soundtracks_site / late, tmp_path / early)
    assert next(leaks(tmp_path, graph)).startswith(early)


def test_who_is_told_later_has_a_page_that_says_where_to_look(soundtracks_site: Path) -> None:
    """A step of the drama leads there, and the pages of people are about premises."""
    text = (soundtracks_site / "en/person/kim-yun-seul/index.html").read_text(encoding="utf-8")
    assert 'url=../../not-here/index.html#steps"' in text


def test_the_same_graph_gives_the_same_bytes(site: Path, tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    """In other processes, whose sets come in another order."""
    again = tmp_path / "again"
    assert begun(tiny_graph, again).wait() == 0
    assert [path.relative_to(again) for path in files_of(again)] == [path.relative_to(site) for path in files_of(site)]
    differ = [path for path in files_of(again) if path.read_bytes() != (site / path.relative_to(again)).read_bytes()]
    assert differ == []


def begun(graph: KnowledgeGraph, folder: Path) -> subprocess.Popen[bytes]:
    """Begin to write a site by two processes and one above them."""
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from kg.graph import KnowledgeGraph\nfrom kg.build import current_build\n"
        "from kg.web.export import Options, export_site\n"
        "if __name__ == '__main__': export_site(KnowledgeGraph.of_build(current_build(Path(sys.argv[1]))), "
        "Path(sys.argv[2]), Options(jobs=2))"
    )
    assert graph.store_path is not None
    script = folder.with_suffix(".py")
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    return subprocess.Popen(
        [sys.executable, str(script), str(graph.store_path.parent.parent), str(folder)], env=environment
    )


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads what processes there are from /proc")
def test_who_kills_the_command_ends_its_processes_and_keeps_the_old_site(
    site: Path, tiny_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    shutil.copytree(site / "static", folder / "static")
    (folder / "drama-kg-site.json").write_text("{}")
    before = {path: path.read_bytes() for path in files_of(folder)}
    command = begun(tiny_graph, folder)

    def drafts() -> list[Path]:
        return [path for path in tmp_path.iterdir() if path.name.startswith(".public.")]

    until(lambda: any(path.suffix == ".html" for draft in drafts() for path in draft.rglob("*")))
    children = children_of(command.pid)
    assert len(children) >= 2
    command.kill()
    command.wait()
    until(lambda: not [one for one in children if runs(one)])
    assert {path: path.read_bytes() for path in files_of(folder)} == before
    with pytest.raises(DramaKGError, match="enough"):  # the next run clears away what is left, whatever becomes of it
        export_site(tiny_graph, folder, Options(dumps=False, jobs=1), enough)
    assert drafts() == []
    assert {path: path.read_bytes() for path in files_of(folder)} == before


def children_of(process: int) -> list[int]:
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for text in lists for child in text.read_text().split()]


def runs(process: int) -> bool:
    """Tell whether a process runs; one that has ended may stay in the list until somebody asks how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(holds: Callable[[], object]) -> None:
    last = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)


def enough(_done: int, _known: int) -> None:
    raise DramaKGError("enough")


def test_a_site_that_was_being_exchanged_comes_back(site: Path, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lost = tmp_path / f".public.{gone.pid}.old"
    shutil.copytree(site / "static", lost / "static")
    (lost / "drama-kg-site.json").write_text("{}")
    (tmp_path / ".public.mine").mkdir()
    with pytest.raises(DramaKGError, match="enough"), folder_of_site(tmp_path / "public"):
        raise DramaKGError("enough")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".public.mine", "public"]
    assert (tmp_path / "public" / "static").is_dir()


def test_the_files_of_a_step_are_what_is_seen_there(graph: KnowledgeGraph) -> None:
    """Loaded one after the other, they are what a server would ask at that step: inferences and all."""

    def statements(address: Address) -> set[Quad]:
        packed = graph_file(graph, address)
        assert packed is not None
        return set(parse(gzip.decompress(packed), format=RdfFormat.N_QUADS))

    loaded = statements(PREMISE)
    for position in range(2, 8):
        loaded |= statements(step_file("soundtrack-1", position))
        seen = graph.at({"soundtrack-1": position}).store
        named = cast("EmbeddedStore", seen).named_graphs()
        expected = set(seen.told_of((None, graph_name) for graph_name in named))
        assert {quad for quad in loaded if not nameless(quad)} == {quad for quad in expected if not nameless(quad)}


def nameless(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def test_a_folder_with_something_else_is_left_alone(tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds something else"):
        export_site(tiny_graph, tmp_path / "mine", Options(dumps=False))
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match="is no folder"):
        export_site(tiny_graph, tmp_path / "file", Options(dumps=False))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "letter.txt", "mine"]


def test_a_run_that_fails_leaves_the_site_before(site: Path, tiny_graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    shutil.copytree(site / "static", folder / "static")
    (folder / "drama-kg-site.json").write_text("{}")

    with pytest.raises(DramaKGError, match="enough"):
        export_site(tiny_graph, folder, Options(dumps=False, jobs=1), enough)
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
    assert (folder / "static").is_dir()


def test_the_command(tiny_graph: KnowledgeGraph) -> None:
    runner = CliRunner()
    assert "site FOLDER" in runner.invoke(main, ["export", "--help"]).output
    assert "--no-dumps" in runner.invoke(main, ["export", "site", "--help"]).output
    wrong = runner.invoke(main, ["export", "site", "x", "--base", "example.org"])
    assert wrong.exit_code == 2
    assert "such as https://example.org/dramas" in wrong.output
