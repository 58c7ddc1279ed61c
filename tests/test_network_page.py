"""The pages of a drama's network: the numbers of Python, as far as told and no further."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.projection import CharacterNetwork
from tests.asking import HTML

ONE = "/drama/soundtrack-1"
EUNSOO = "https://w3id.org/drama-kg/id/drama/soundtrack-1/character/eunsoo"


def rows_of(page: str) -> list[list[str]]:
    """The cells of each row of the measures."""
    table = page.partition('<table role="table" class="stack measures">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", table.partition("<tbody")[2], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("at", [1, 4, 7])
@pytest.mark.parametrize(("path", "of"), [("network", "relationships"), ("presence", "presence")])
def test_page_file_and_python_have_the_same_numbers(
    client: TestClient, graph: KnowledgeGraph, path: str, of: str, at: int
) -> None:
    drama = graph.drama("soundtrack-1", at=at)
    found = drama.metrics(of)  # type: ignore[arg-type]
    names = {row.iri: row.names["en"] for row in drama.characters}
    page = rows_of(client.get(f"{ONE}/{path}?at={at}", headers=HTML).text)
    assert [row[0] for row in page] == [names[node] for node in found.table().column("node")]
    assert [int(row[1]) for row in page] == found.table().column("degree")
    document = client.get(f"{ONE}/{path}.json?at={at}").json()
    assert document == {
        "drama": drama.iri, "of": of, "told": {"position": at, "last": 7, "complete": at == 7}, **found.to_dict(),
    }  # fmt: skip
    sheet = list(csv.DictReader(io.StringIO(client.get(f"{ONE}/{path}.csv?at={at}").text)))
    assert [float(row["betweenness"]) for row in sheet] == found.table().column("betweenness")
    assert [row["node_label"] for row in sheet] == [row[0] for row in page]


def test_only_the_premise_is_counted_without_a_step(client: TestClient) -> None:
    bare, premise, end = (client.get(f"{ONE}/network{at}").text for at in ("", "?at=1", "?at=end"))
    assert rows_of(bare) == rows_of(premise)
    assert len(rows_of(end)) > len(rows_of(premise))
    assert "mentor abroad" in end
    assert "mentor abroad" not in premise


def test_parts_that_do_not_reach_each_other_are_said(client: TestClient) -> None:
    text = client.get(f"{ONE}/presence?at=1").text
    assert "do not reach each other" in text
    assert "do not reach each other" not in client.get(f"{ONE}/presence?at=end").text


def test_what_there_is_not_is_said(client: TestClient) -> None:
    assert client.get("/drama/no-such/network").status_code == 404
    answer = client.get(f"{ONE}/network?at=99", headers=HTML)
    assert answer.status_code == 400
    assert f"{ONE}/network?at=1" in answer.text
    assert client.get(f"{ONE}/networks").status_code == 404


def test_korean_names_and_words(client: TestClient) -> None:
    text = client.get(f"{ONE}/network?lang=ko&at=2").text
    assert "숫자로 보는 관계망" in text
    assert "이은수" in text
    assert 'href="/drama/soundtrack-1/presence?at=2&amp;lang=ko"' in text


def section_of(page: str, name: str) -> str:
    """The text of a section, by the identity of its heading."""
    found = page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split()).replace(" ,", ",")


@pytest.mark.parametrize(("path", "of"), [("network", "relationships"), ("presence", "presence")])
def test_who_becomes_central_is_told_as_far_as_the_reader_is(
    client: TestClient, graph: KnowledgeGraph, path: str, of: CharacterNetwork
) -> None:
    text = client.get(f"{ONE}/{path}?at=3").text
    when = section_of(text, "when")
    assert "Step 3" in when
    assert "Step 4" not in when
    measured = [graph.drama("soundtrack-1", at=at).metrics(of) for at in (1, 2, 3)]
    betweenness = [found.of(EUNSOO).betweenness for found in measured]
    assert " ".join(f"{value:.2f}" if value else "0" for value in betweenness) in when
    points = re.findall(r'<polyline points="([^"]+)"', text)
    assert all(len(line.split()) <= 3 for line in points)
    assert 'aria-labelledby="when"' not in client.get(f"{ONE}/{path}").text  # of one step there is no line


def test_what_stands_out_is_named(client: TestClient) -> None:
    shape = section_of(client.get(f"{ONE}/network?at=end").text, "shape")
    assert "Lee Eun Soo ← is sought by Han Seon Woo, Kang Woo Il ended" in shape
    assert "Kang Woo Il → guides Lee Eun Soo" in shape
    assert "Han Seon Woo without them, parts of 7, 1, 1, 1" in shape
    assert "4 of 5" in shape
    early = section_of(client.get(f"{ONE}/network?at=1").text, "shape")
    assert "Kang Woo Il" not in early
    assert "None told so far." in early


def test_each_source_has_its_network(client: TestClient, graph: KnowledgeGraph) -> None:
    text = section_of(client.get(f"{ONE}/network?at=end").text, "by-source")
    drama = graph.drama("soundtrack-1", at="end")
    titles = {row.iri: row.title["en"] for row in drama.sources}
    for one in drama.story.by_source():
        row = f"{titles[one.source]} {len(one.characters)} {len(one.phases)} {len(one.only_here)} "
        assert (row in text) == bool(one.phases)
