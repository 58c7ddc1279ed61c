"""The curated data itself: whose words they are, that they are sourced, and that both languages are there."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import jsonschema
import networkx as nx
import pytest
import yaml

from kg.build import Build
from kg.graph import KnowledgeGraph
from kg.load.curated import read_collection
from kg.load.files import json_schemas
from kg.model import Collection, Drama, Name, Text
from kg.ontology import Ontology
from kg.results import Table
from tests.support import ROOT

DATA = ROOT / "data"
FACTS = ROOT.parent / "shared" / "facts"
RUN_OF_WORDS = 6


@pytest.fixture(scope="module")
def collection() -> Collection:
    return read_collection(DATA)


@pytest.fixture(scope="module")
def built(shipped: Build) -> Build:
    return shipped


@pytest.fixture(scope="module")
def graph(shipped: Build) -> KnowledgeGraph:
    return KnowledgeGraph.of_build(shipped)


def texts(value: object) -> Iterator[Text | Name]:
    """Every text and name inside a value."""
    if isinstance(value, Text | Name):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from texts(getattr(value, part.name))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9#]+", unicodedata.normalize("NFKD", text).casefold().replace("’", "").replace("'", ""))


def test_no_run_of_words_of_a_review_is_copied(collection: Collection, reviews: dict[str, str]) -> None:
    """In our own words: nowhere do six words stand in a row as they stand in a review."""
    runs = {
        tuple(found[at : at + RUN_OF_WORDS])
        for review in reviews.values()
        for found in (words(review),)
        for at in range(len(found) - RUN_OF_WORDS + 1)
    }
    assert len(runs) > 2000
    copied = []
    for value in texts((collection.dramas, collection.people, collection.sources)):
        text = value.text if isinstance(value, Name) else value.en
        found = words(text)
        copied += [text for at in range(len(found) - RUN_OF_WORDS + 1) if tuple(found[at : at + RUN_OF_WORDS]) in runs]
    assert copied == []


def test_the_check_above_would_find_a_copied_sentence(reviews: dict[str, str]) -> None:
    sentence = "they have never dated because they were afraid of losing what they had"
    assert any(" ".join(words(sentence)) in " ".join(words(review)) for review in reviews.values())


def test_no_comment_of_a_file_copies_a_review_either(reviews: dict[str, str]) -> None:
    whole = " ".join(" ".join(words(review)) for review in reviews.values())
    for path in sorted(DATA.rglob("*.yaml")):
        for comment in re.findall(r"(?m)(?:^|\s)# (.*)$", path.read_text(encoding="utf-8")):
            found = words(comment)
            for at in range(len(found) - RUN_OF_WORDS + 1):
                run = " ".join(found[at : at + RUN_OF_WORDS])
                assert run not in whole, f"{path.name}: {run}"


def test_every_text_is_in_korean_too(collection: Collection) -> None:
    missing = [value.en for value in texts((collection.dramas, collection.people, collection.sources))
               if isinstance(value, Text) and not value.ko]  # fmt: skip
    assert missing == []


def test_korean_text_is_korean(collection: Collection) -> None:
    for value in texts((collection.dramas, collection.people, collection.sources)):
        korean = value.ko if isinstance(value, Text) else value.text if value.language == "ko" else None
        assert korean is None or re.search("[가-힣]", korean), korean
        english = value.en if isinstance(value, Text) else value.text if value.language == "en" else ""
        # A Korean title may be quoted in English text, but English text is not Korean.
        assert len(re.findall("[가-힣]", english)) <= len(english) / 2, english


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_files_are_plain_text(path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert "\t" not in text
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_every_graph_of_statements_has_a_source_and_a_beat(graph: KnowledgeGraph) -> None:
    table = graph.query(
        """SELECT DISTINCT ?g ?source ?beat {
             GRAPH ?g { ?s ?p ?o }
             FILTER(?g NOT IN (graph:ontology, graph:themes, graph:alignments, graph:inferred, graph:provenance))
             OPTIONAL { ?g prov:wasDerivedFrom ?source . ?source dkg:sourceKind ?kind }
             OPTIONAL { ?g dkg:revealedAt ?beat . ?beat a dkg:Beat }
           }"""
    )
    assert isinstance(table, Table)
    assert len(table) > 50
    for row in table:
        path = row["g"].split("/graph/")[1].split("/")
        if path[0] == "people":
            assert row["source"]
        elif path[1] == "beats":
            assert row["beat"]
        else:
            assert row["source"], row["g"]
            assert row["beat"], row["g"]


def test_every_source_is_used(collection: Collection, graph: KnowledgeGraph) -> None:
    used = graph.query("SELECT DISTINCT ?source { ?g prov:wasDerivedFrom ?source }")
    assert isinstance(used, Table)
    found = {iri.rsplit("/", 1)[-1] for iri in used.column("source")}
    assert {str(source.slug) for source in collection.sources} - found == set()


def test_every_text_of_the_graph_is_nfc(graph: KnowledgeGraph) -> None:
    table = graph.query("SELECT DISTINCT ?text { ?s ?p ?text FILTER(ISLITERAL(?text)) }")
    assert isinstance(table, Table)
    values = [str(value) for value in table.column("text")]
    assert len(values) > 1000
    assert [value for value in values if not unicodedata.is_normalized("NFC", value)] == []


def full(collection: Collection) -> list[Drama]:
    return [drama for drama in collection.dramas if drama.coverage == "full"]


def test_the_first_beat_is_the_premise_and_has_no_episode(collection: Collection) -> None:
    for drama in full(collection):
        assert drama.beats[0].slug == "premise"
        assert drama.beats[0].episode is None


def test_the_premise_holds_no_late_event(collection: Collection) -> None:
    """By hand, from the reviews: what the makers would not tell before the first episode."""
    late = {
        "soundtrack-1": ["finds-photos", "interrupted-confession", "goes-abroad", "eunsoo-confesses", "kiss"],
        "soundtrack-2": ["faints", "rings-a-tutor", "plays-duets", "grow-close-again", "wants-her-own-business"],
    }
    for drama in (drama for drama in full(collection) if drama.slug in late):
        told = {str(event.slug): drama.position(event.told) for event in drama.events}
        assert [slug for slug in late[drama.slug] if told[slug] == 1] == []
        assert [told[slug] for slug in late[drama.slug]] == sorted(told[slug] for slug in late[drama.slug])


def test_the_summary_counts_what_is_there(collection: Collection, built: Build) -> None:
    curated = sum(len(drama.characters) for drama in collection.dramas)
    assert built.summary.characters > curated  # the characters of filmographies come to them
    assert built.summary.dramas == len(full(collection))
    assert built.summary.sources == len(collection.sources) + 1  # and the table of filmographies


@pytest.fixture(scope="module")
def validators(ontology: Ontology) -> dict[str, jsonschema.Draft202012Validator]:
    """A validator for each kind of file, by the name of its schema; each schema is one itself."""
    schemas = json_schemas(ontology)
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    return {name: jsonschema.Draft202012Validator(schema) for name, schema in schemas.items()}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_files_fit_the_schema_that_editors_use(
    path: Path, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    name = path.stem if path.parent == DATA else "drama"
    validators[f"{name}.schema.json"].validate(yaml.load(path.read_text(encoding="utf-8"), Loader=_WithoutDates))


class _WithoutDates(yaml.CSafeLoader):
    """YAML as an editor's checker reads it: numbers are numbers, dates are text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML keeps it so)
        sign: [(tag, regexp) for tag, regexp in rules if tag != "tag:yaml.org,2002:timestamp"]
        for sign, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize("change", ["unknown key", "wrong type", "no source"])
def test_the_schema_refuses_what_the_reader_refuses(ontology: Ontology, change: str) -> None:
    schema = json_schemas(ontology)["drama.schema.json"]
    document = yaml.load((ROOT / "tests/tiny/dramas/tiny.yaml").read_text(encoding="utf-8"), Loader=_WithoutDates)
    jsonschema.validate(document, schema)
    if change == "unknown key":
        document["chracters"] = {}
    elif change == "wrong type":
        document["relationships"]["couple"]["type"] = "Coupel"
    else:
        del document["relationships"]["couple"]["from"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(json.dumps(document)), schema)


def test_there_is_a_field(collection: Collection, built: Build) -> None:
    dramas = full(collection)
    assert len(dramas) == 36
    assert all(drama.characters and drama.relationships and drama.events and drama.themes for drama in dramas)
    assert sum(len(drama.characters) for drama in dramas) >= 500
    assert sum(len(drama.relationships) for drama in dramas) >= 800
    assert built.summary.thin_dramas > 1000


def test_hardly_anything_of_the_material_is_lost(collection: Collection) -> None:
    """A drama has as many phases as the material has ties, but for lines that say one thing twice."""
    if not FACTS.is_dir():
        pytest.skip(f"the material is not in {FACTS}")
    known = {str(drama.slug): drama for drama in collection.dramas}
    seen = 0
    for path in sorted(FACTS.glob("*.yaml")):
        slug = path.stem.replace("_", "-")
        if path.stem == "filmographies" or slug.startswith("soundtrack"):
            continue
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["relationships"]
        assert len(known[slug].relationships) >= 0.9 * len({(r["subject"], r["object"], r["type"]) for r in raw}), slug
        seen += 1
    assert seen == 34


def test_leads_are_six_degrees_apart_and_each_step_has_a_source(graph: KnowledgeGraph) -> None:
    """Performer, drama, performer: any two leads of curated dramas are tied, and a source says so of each step."""
    table = graph.query(
        """SELECT DISTINCT ?person ?drama ?source ?lead {
             GRAPH ?g { ?performance a dkg:Performance ; dkg:performer ?person ; dkg:inDrama ?drama }
             ?g prov:wasDerivedFrom ?source . ?source dkg:sourceKind ?kind
             OPTIONAL { ?performance dkg:billing ?billing . ?drama dkg:coverage "full"
                        FILTER(?billing IN ("lead", "main")) BIND(true AS ?lead) }
           }"""
    )
    assert isinstance(table, Table)
    network = nx.Graph()
    leads = set()
    for row in table:
        network.add_edge(row["person"], row["drama"], source=row["source"])
        if row["lead"]:
            leads.add(row["person"])
    assert len(leads) > 80
    assert all(data["source"] for _, _, data in network.edges(data=True))
    far = {}
    for lead in leads:
        distances = nx.single_source_shortest_path_length(network, lead)
        far.update({(lead, other): distances.get(other) for other in leads})
    assert [pair for pair, steps in far.items() if steps is None] == []
    assert max(steps // 2 for steps in far.values() if steps is not None) <= 6
