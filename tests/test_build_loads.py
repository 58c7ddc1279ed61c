"""What a build takes of loads: checked, under the slugs that stay in use, and never told early."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.build import Build, build, check_data, checking
from kg.build.loads import Curated, LoadFile, read_loads
from kg.errors import DataError
from kg.graph import KnowledgeGraph
from kg.load.identity import Identity
from kg.load.loaded import new_load
from kg.load.quads import drama_statements, people_statements, source_statements
from kg.model import (
    Beat,
    Casting,
    Character,
    Citation,
    Drama,
    Identifier,
    Name,
    Person,
    ProductionFact,
    Relationship,
    Source,
    Text,
)
from kg.ontology import Ontology
from kg.paths import ontology_dir
from kg.vocab import DKG, GRAPH_BASE, GRAPH_PROVENANCE, ID_BASE, RDF, SKOS, thing
from tests.support import ROOT
from tests.test_incremental import assert_same_as_whole, quads_of, rebuilt

ONTOLOGY = ontology_dir()
CITED = (Citation("mdl", "cast"),)
SOURCE = Source("mdl", "catalogue", Text("A catalogue", "목록"))
ITAEWON, MINA = "mydramalist:33898-itaewon-class", "mydramalist:7-mina"
THIN = """\
drama: itaewon-class
coverage: thin
names:
  - {en: "Itaewon Class", from: gazette @ Title}
production:
  - {identifier: "mydramalist:33898-itaewon-class", from: gazette @ Facts 1}
cast:
  - {person: actor-one, billing: lead, from: gazette @ Cast 1}
"""


def person(slug: str, name: str) -> Person:
    return Person(slug, (Name(name, "en", CITED),), identifiers=(Identifier(slug, CITED),))


def drama(
    slug: str, title: str, cast: dict[str, tuple[str, str]], facts: Iterable[tuple[str, str | int]] = ()
) -> Drama:
    """A loaded drama; ``cast`` says which role and billing each person has."""
    characters = tuple(
        Character(who, (Name(role, "en", CITED),), played_by=(Casting(who, CITED, billing),))
        for who, (role, billing) in cast.items()
    )
    production = (
        ProductionFact("identifier", slug, CITED),
        *(ProductionFact(key, value, CITED) for key, value in facts),
    )
    return Drama(slug, (Name(title, "en", CITED),), "thin", production=production, characters=characters)


def load(data: Path, ontology: Ontology, *dramas: Drama, people: Iterable[Person] = (), name: str = "mdl") -> Path:
    """Load dramas and people as a loader does."""
    with new_load(data, name) as into:
        into.add(source_statements([SOURCE], ()).quads)
        for one in dramas:
            into.add(drama_statements(one, ontology).quads)
        into.add(people_statements(people).quads)
    return data / "loaded" / f"{name}.nq"


ACTOR = person("mydramalist:1-actor-one", "Actor Won")
WITH_ACTOR = drama(
    ITAEWON, "ITAEWON CLASS", {"mydramalist:1-actor-one": ("Park Sae Ro Yi", "main"), MINA: ("Oh Soo Ah", "support")}
)
OTHER = drama("mydramalist:8-other", "Other", {MINA: ("Somebody", "main")}, [("year", 2001)])
PEOPLE = (ACTOR, person(MINA, "Mina"))


@pytest.fixture
def data(tiny: Path) -> Path:
    return tiny


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def built_graph(data: Path, builds: Path) -> tuple[Build, KnowledgeGraph]:
    found = build(data, builds, ONTOLOGY)
    return found, KnowledgeGraph.of_build(found)


def column(graph: KnowledgeGraph, sparql: str, name: str) -> list[object]:
    return [row[name] for row in graph.query(sparql)]  # type: ignore[union-attr]


def test_loaded_dramas_are_asked_seen_and_counted(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    load(data, ontology, WITH_ACTOR, OTHER, people=PEOPLE)
    found, graph = built_graph(data, tmp_path / "builds")
    held = found.summary
    assert (held.dramas, held.thin_dramas, held.loaded_dramas, held.left_out) == (1, 2, 2, 0)
    assert (held.characters, held.people, held.sources) == (3 + 3, 2 + 1, 3)
    assert {row["slug"] for row in graph.dramas()} == {"tiny", ITAEWON, "mydramalist:8-other"}
    view = graph.drama("Other")
    assert (view.slug, view.position, view.last) == ("mydramalist:8-other", 1, 1)
    assert [character.names["en"] for character in view.characters] == ["Somebody"]
    assert graph.at().query("ASK { ?p dkg:actedIn ?d . ?d skos:prefLabel 'Other'@en }").boolean  # type: ignore[union-attr]
    # The load calls the actor by the catalogue's identifier, which people.yaml gives.
    costars = "SELECT ?o { <https://w3id.org/drama-kg/id/person/actor-one> dkg:coStarOf ?o }"
    assert column(graph, costars, "o") == [f"{ID_BASE}person/{MINA}"]
    names = "SELECT ?n { <https://w3id.org/drama-kg/id/person/actor-one> skos:prefLabel ?n FILTER(LANG(?n) = 'en') }"
    assert column(graph, names, "n") == ["Actor One"]  # the catalogue's spelling is another one
    assert [path.name for path in found.path.iterdir() if path.suffix == ".nq"] == []


def test_the_counts_of_a_build_are_those_of_its_store(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    load(data, ontology, WITH_ACTOR, OTHER, people=PEOPLE)
    found, graph = built_graph(data, tmp_path / "builds")
    counted = (
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?graphs) { GRAPH ?g { ?s ?p ?o }"
        " FILTER(?g NOT IN (graph:inferred, graph:ontology, graph:themes, graph:alignments)) }"
    )
    (row,) = graph.query(counted)  # type: ignore[misc]
    assert (row["n"], row["graphs"]) == (found.summary.asserted, found.summary.graphs)
    inferred = "SELECT (COUNT(*) AS ?n) { GRAPH graph:inferred { ?s ?p ?o } }"
    assert column(graph, inferred, "n") == [found.summary.inferred]
    store = Store.read_only(str(found.store_path))
    named = {quad.triple for quad in store if isinstance(quad.graph_name, NamedNode)}
    union = [quad.triple for quad in store if not isinstance(quad.graph_name, NamedNode)]
    assert set(union) == named
    assert len(union) == len(named)


def test_a_drama_that_a_curated_file_tells_in_full_is_left_out(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    """A catalogue does not say when something is told: it could spoil."""
    edit(data / "dramas/tiny.yaml", "tmdb_tv:99", ITAEWON)
    sequel = replace(OTHER, production=(*OTHER.production, ProductionFact("sequel_of", ITAEWON, CITED)))
    load(data, ontology, WITH_ACTOR, sequel, people=PEOPLE)
    found, graph = built_graph(data, tmp_path / "builds")
    assert (found.summary.left_out, found.summary.loaded_dramas, found.summary.characters) == (1, 1, 4)
    text = " ".join(map(str, quads_of(found)))
    assert "Oh Soo Ah" not in text
    assert f"drama/{ITAEWON}" not in text
    assert f"graph/{ITAEWON}" not in text
    assert column(graph, "SELECT ?d { ?x dkg:sequelOf ?d }", "d") == [f"{ID_BASE}drama/tiny"]


def test_a_drama_that_a_curated_file_tells_thinly_gets_more(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    (data / "dramas/itaewon-class.yaml").write_text(THIN, encoding="utf-8")
    load(data, ontology, WITH_ACTOR, people=PEOPLE)
    found, graph = built_graph(data, tmp_path / "builds")
    assert (found.summary.thin_dramas, found.summary.loaded_dramas) == (1, 0)
    drama_names = "SELECT ?p ?n { <https://w3id.org/drama-kg/id/drama/itaewon-class> ?p ?n FILTER(ISLITERAL(?n)) }"
    said = {(row["p"].rpartition("#")[2], row["n"]) for row in graph.query(drama_names)}  # type: ignore[union-attr]
    assert {("prefLabel", "Itaewon Class"), ("altLabel", "ITAEWON CLASS"), ("coverage", "thin")} <= said
    performance = thing("performance", "itaewon-class", "actor-one").value
    assert column(graph, f"SELECT ?b {{ <{performance}> dkg:billing ?b }}", "b") == ["lead"]
    roles = [character.names["en"] for character in graph.drama("itaewon-class").characters]
    assert sorted(roles) == ["Oh Soo Ah", "Park Sae Ro Yi"]
    told_by = "SELECT DISTINCT ?g { GRAPH ?g { ?x dkg:portrays ?y } FILTER(CONTAINS(STR(?g), 'itaewon')) }"
    assert column(graph, told_by, "g") == [f"{GRAPH_BASE}itaewon-class/mdl/1"]


def test_the_one_role_of_one_performer_is_one_character(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    role = THIN.replace(
        "cast:\n", "characters:\n  saeroyi:\n    names: [{en: Saeroyi, from: gazette @ Cast 1}]\n"
    ).replace("  - {person", "    played_by:\n      - {person")
    (data / "dramas/itaewon-class.yaml").write_text(role, encoding="utf-8")
    load(data, ontology, WITH_ACTOR, people=PEOPLE)
    _, graph = built_graph(data, tmp_path / "builds")
    saeroyi = thing("drama", "itaewon-class", "character", "saeroyi")
    names = f"SELECT ?p ?n {{ {saeroyi} ?p ?n FILTER(LANG(?n) = 'en') }}"
    said = {(row["p"].rpartition("#")[2], row["n"]) for row in graph.query(names)}  # type: ignore[union-attr]
    assert said == {("prefLabel", "Saeroyi"), ("altLabel", "Park Sae Ro Yi")}
    assert len(graph.drama("itaewon-class").characters) == 2


def test_two_loads_of_one_catalogue_add_up(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    """Each may spell a name in its own way: the first by the name of the load is preferred."""
    respelt = replace(OTHER, names=(Name("The Other", "en", CITED),))
    load(data, ontology, OTHER, people=PEOPLE, name="a")
    load(data, ontology, respelt, people=[person(MINA, "Min A")], name="b")
    _, graph = built_graph(data, tmp_path / "builds")
    labels = (
        "SELECT ?n { VALUES ?p { skos:prefLabel skos:altLabel } ?d a dkg:Drama ; ?p ?n ; dkg:year 2001 } ORDER BY ?p"
    )
    assert column(graph, labels, "n") == ["The Other", "Other"]
    assert sorted(column(graph, f"SELECT ?n {{ <{ID_BASE}person/{MINA}> skos:altLabel ?n }}", "n")) == ["Min A"]


def bad(*terms: str) -> str:
    return " ".join((*terms, ".\n"))


G, PROVENANCE = f"<{GRAPH_BASE}{ITAEWON}/mdl/1>", str(GRAPH_PROVENANCE)
D, NOTE = f"<{ID_BASE}drama/{ITAEWON}>", str(DKG.note)
WRONG = {
    "not N-Quads": ("this is no statement\n", "not N-Quads"),
    "half a line": (f'{D} {NOTE} "x"', "not N-Quads"),
    "no graph": (bad(D, NOTE, '"x"@en'), "a statement without a graph"),
    "no graph, a tricky literal": (bad(D, NOTE, f'"a {G}"'), "a statement without a graph"),
    "the ontology": (bad(D, NOTE, '"x"@en', f"<{GRAPH_BASE}ontology>"), "may not write into"),
    "inferences": (bad(D, NOTE, '"x"@en', f"<{GRAPH_BASE}inferred>"), "may not write into"),
    "a curated graph": (bad(D, NOTE, '"x"@en', f"<{GRAPH_BASE}tiny/gazette/1>"), "may not write into"),
    "another's graph": (bad(D, NOTE, '"x"@en', "<https://example.org/g>"), "may not write into"),
    "a curated drama": (bad(f"<{ID_BASE}drama/tiny>", NOTE, '"x"@en', G), "may not speak of"),
    "a curated person": (
        bad(f"<{ID_BASE}person/actor-one>", NOTE, '"x"@en', f"<{GRAPH_BASE}people/mdl>"),
        "may not speak of",
    ),
    "a theme": (bad(f"<{ID_BASE}theme/revenge>", NOTE, '"x"@en', G), "may not speak of"),
    "a blank node": (bad("_:b", NOTE, '"x"@en', G), "may not speak of"),
    "another drama's graph": (bad(f"<{ID_BASE}drama/mydramalist:9-x>", NOTE, '"x"@en', G), "is not what"),
    "a person in a drama's graph": (bad(f"<{ID_BASE}person/{MINA}>", NOTE, '"x"@en', G), "is not what"),
    "an unknown property": (bad(D, f"<{DKG.base}nott>", '"x"@en', G), "unknown property"),
    "an axiom": (
        bad(D, "<http://www.w3.org/2000/01/rdf-schema#subClassOf>", f"<{DKG.base}Drama>", G),
        "unknown property",
    ),
    "an unknown class": (bad(D, str(RDF.type), f"<{DKG.base}Dramma>", G), "unknown class"),
    "a script": (bad(D, str(SKOS.exactMatch), "<javascript:alert(1)>", G), "may not be a value"),
    "a name turned round": (bad(D, str(SKOS.altLabel), '"a\u202eb"@en', G), "invisible character"),
    "a control character": (bad(D, str(SKOS.altLabel), '"a\\u0007b"@en', G), "control character"),
    "not NFC": (bad(D, str(SKOS.altLabel), '"\u1112\u1161\u11ab"@ko', G), "form NFC"),
    "much text": (bad(D, NOTE, f'"{"x" * 5000}"@en', G), "characters"),
    "a graph told early": (
        bad(f"<{GRAPH_BASE}{ITAEWON}/mdl/2>", str(DKG.revealedAt), f"<{ID_BASE}drama/{ITAEWON}/beat/1>", PROVENANCE),
        "is not what the name of the graph says",
    ),
    "a graph told in another drama": (
        bad(G, str(DKG.revealedAt), f"<{ID_BASE}drama/tiny/beat/1>", PROVENANCE),
        "is not what the name of the graph says",
    ),
    "a curated graph told early": (
        bad(f"<{GRAPH_BASE}tiny/gazette/3>", str(DKG.revealedAt), f"<{ID_BASE}drama/tiny/beat/1>", PROVENANCE),
        "may not speak of",
    ),
    "another's source": (
        bad(G, "<http://www.w3.org/ns/prov#wasDerivedFrom>", f"<{ID_BASE}source/gazette>", PROVENANCE),
        "is not what the name of the graph says",
    ),
    "a character in the provenance": (
        bad(f"<{ID_BASE}drama/{ITAEWON}/character/x>", NOTE, '"x"@en', PROVENANCE),
        "about sources, beats and graphs alone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_a_load_may_not_have_is_named(data: Path, ontology: Ontology, name: str) -> None:
    line, message = WRONG[name]
    path = load(data, ontology, WITH_ACTOR, people=PEOPLE)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = len(lines) if name == "half a line" else 7
    path.write_text("".join([*lines[:place], line, *lines[place:]]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        check_data(data, ontology)
    (problem,) = caught.value.problems
    assert message in problem.message, problem
    assert (Path(problem.where.file).resolve(), problem.where.line) == (path.resolve(), place + 1)


def test_every_bad_line_is_named_beside_the_mistakes_of_curated_files(data: Path, ontology: Ontology) -> None:
    path = load(data, ontology, WITH_ACTOR, people=PEOPLE)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(WRONG[name][0] for name in ("no graph", "inferences", "a script"))
    edit(data / "people.yaml", "from: herald @ article}", "from: heralt @ article}")
    with pytest.raises(DataError) as caught:
        check_data(data, ontology)
    files = [Path(problem.where.file).name for problem in caught.value.problems]
    assert files.count("mdl.nq") == 3
    assert "people.yaml" in files


def test_many_bad_lines_are_not_all_told(data: Path, ontology: Ontology) -> None:
    path = load(data, ontology, WITH_ACTOR, people=PEOPLE)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f'{D} {NOTE} "{n}" .\n' for n in range(1000))
    with pytest.raises(DataError) as caught:
        check_data(data, ontology)
    assert len(caught.value.problems) == 21


def test_a_graph_that_no_beat_tells_is_named(data: Path, ontology: Ontology) -> None:
    path = load(data, ontology, WITH_ACTOR, people=PEOPLE)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (line.startswith(G) and str(DKG.revealedAt) in line)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(DataError, match=r"mdl\.nq:\d+: nothing says at which beat .*/mdl/1> is told"):
        check_data(data, ontology)


def test_a_load_that_breaks_a_shape_is_named_with_its_line(data: Path, ontology: Ontology) -> None:
    path = load(data, ontology, WITH_ACTOR, OTHER, people=PEOPLE)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    nameless = [line for line in lines if f'"Somebody"@en <{GRAPH_BASE}' not in line]
    path.write_text("".join(nameless), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        check_data(data, ontology)
    (problem, *_) = caught.value.problems
    character = f"<{ID_BASE}drama/mydramalist:8-other/character/{MINA}>"
    assert "needs" in problem.message
    assert nameless[problem.where.line - 1].startswith(character)


def test_a_curated_description_of_a_source_stands(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    with new_load(data, "mdl") as into:
        gazette = Source(
            "gazette", "catalogue", Text("Something else", "다른 것"), address="https://example.org/ending"
        )
        into.add(source_statements([gazette], ()).quads)
    _, graph = built_graph(data, tmp_path / "builds")
    title = "SELECT ?t { <https://w3id.org/drama-kg/id/source/gazette> skos:prefLabel ?t FILTER(LANG(?t) = 'en') }"
    assert column(graph, title, "t") == ["The Gazette on Tiny"]


def test_a_table_beside_the_curated_files_is_built(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    table = data / "tables/mine.csv"
    table.parent.mkdir()
    table.write_text("drama,title,person,name,character,billing\nx,X,p,P Q,Somebody,support\n", encoding="utf-8")
    found, graph = built_graph(data, tmp_path / "builds")
    assert found.summary.loaded_dramas == 1
    assert column(graph, "SELECT ?n { ?d a dkg:Drama ; skos:prefLabel ?n ; dkg:coverage 'thin' }", "n") == ["X"]
    table.write_text("drama,title,person,name,character,billing\nx,X,p,P Q,Somebody,supporter\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.csv:2: .*supporter"):
        check_data(data, ontology)


# A build from the one before

Edit = Callable[[Path], object]
EDITS: dict[str, tuple[Edit, str]] = {
    "a curated drama": (lambda data: edit(data / "dramas/tiny.yaml", "en: baker,", "en: cook,"), ""),
    "another actor": (lambda data: edit(data / "dramas/tiny.yaml", "person: actor-one,", "person: actor-one-too,"), ""),
    "a drama that nobody loaded": (
        lambda data: (data / "dramas/new.yaml").write_text(THIN.replace("itaewon-class", "new").replace("33898", "1")),
        "",
    ),
    "a new drama of a loaded one": (
        lambda data: (data / "dramas/class.yaml").write_text(
            THIN.replace("33898-itaewon-class", "8-other").replace("drama: itaewon-class", "drama: class")
        ),
        "loads tell of",
    ),
    "an identifier less": (lambda data: edit(data / "dramas/full.yaml", ":5-full", ":6-full"), "loads tell of"),
    "thin instead of full": (lambda data: edit(data / "dramas/full.yaml", "coverage: full", "coverage: thin"), ""),
    "a telling of its own": (
        lambda data: edit(
            data / "dramas/itaewon-class.yaml",
            "thin",
            "thin\nbeats: {premise: {en: Before, ko: 이전}, end: {en: End, ko: 끝}}",
        ),
        "loads add to",
    ),
    "what loads add to": (
        lambda data: edit(data / "dramas/itaewon-class.yaml", "Itaewon Class", "ITAEWON CLASS"),
        "loads add to",
    ),
    "one less that loads add to": (lambda data: (data / "dramas/itaewon-class.yaml").unlink(), "loads add to"),
    "one less that leaves a load out": (lambda data: (data / "dramas/full.yaml").unlink(), "loads tell of"),
    "an identifier that nobody loaded": (
        lambda data: edit(data / "dramas/tiny.yaml", "tmdb_tv:99", "mydramalist:9-nobody"),
        "",
    ),
    "a load": (lambda data: (data / "loaded/mdl.nq").open("a").write("# nothing\n"), "loaded/mdl.nq has changed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    """Tiny, a curated drama that leaves its load out, one that loads add to, and a build."""
    folder = tmp_path_factory.mktemp("loads")
    data = Path(shutil.copytree(ROOT / "tests/tiny", folder / "data"))
    (data / "dramas/itaewon-class.yaml").write_text(THIN, encoding="utf-8")
    full = (data / "dramas/tiny.yaml").read_text(encoding="utf-8").replace("drama: tiny\n", "drama: full\n")
    (data / "dramas/full.yaml").write_text(full.replace("tmdb_tv:99", "mydramalist:5-full"), encoding="utf-8")
    spoiler = drama("mydramalist:5-full", "Full", {MINA: ("The killer", "main")})
    load(data, ontology, WITH_ACTOR, OTHER, spoiler, people=PEOPLE)
    build(data, folder / "builds", ONTOLOGY)
    return folder


@pytest.mark.parametrize("name", EDITS)
def test_a_build_from_the_one_before_is_the_whole_one(once: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(once, tmp_path / "kg"))
    change, why_whole = EDITS[name]
    change(folder / "data")
    found, said = rebuilt(folder / "data", folder / "builds")
    assert ("building everything" in said) == bool(why_whole), said
    assert why_whole in said
    assert_same_as_whole(found, folder / "data", tmp_path / "whole")


def test_what_a_build_found_sound_is_checked_again_where_curated_files_speak_of_it(
    once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(once, tmp_path / "kg"))
    looked_at: list[int] = []

    real = checking._slices
    monkeypatch.setattr(
        checking, "_slices", lambda things, *rest: (looked_at.append(len(things)), real(things, *rest))[1]
    )
    edit(folder / "data/people.yaml", "en: singer,", "en: dancer,")
    found, _ = rebuilt(folder / "data", folder / "builds")
    edit(folder / "data/dramas/full.yaml", "mydramalist:5-full", "mydramalist:6-full")
    rebuilt(folder / "data", folder / "builds")
    assert 0 < looked_at[0] < looked_at[1]
    assert found.summary.left_out == 1


def test_two_dramas_with_one_identifier_that_is_loaded(once: Path, tmp_path: Path, ontology: Ontology) -> None:
    folder = Path(shutil.copytree(once, tmp_path / "kg"))
    edit(folder / "data/dramas/tiny.yaml", "tmdb_tv:99", "mydramalist:5-full")
    with pytest.raises(
        DataError, match=r"tiny\.yaml:1: the identifier 'mydramalist:5-full' of 'tiny' is that of 'full'"
    ):
        build(folder / "data", folder / "builds", ONTOLOGY)


def test_nothing_of_a_load_is_told_before_its_beat(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    """A load with beats of its own, such as a play, is told by them."""
    ending = replace(
        drama("dracor:ger000001", "A Play", {}),
        beats=(Beat("premise", Text("Before", "이전")), Beat("act-1", Text("Act 1", "1막"))),
        characters=(
            Character("one", (Name("One", "en", CITED),)),
            Character("two", (Name("Two", "en", CITED),), told="act-1"),
        ),
        relationships=(Relationship("love", "Couple", (("partner", ("one", "two")),), CITED, told="act-1"),),
    )
    load(data, ontology, ending)
    _, graph = built_graph(data, tmp_path / "builds")
    ask = "ASK { ?a dkg:loverOf ?b . ?a skos:prefLabel 'One'@en }"
    assert not graph.at({"A Play": 1}).query(ask).boolean  # type: ignore[union-attr]
    assert graph.at({"A Play": 2}).query(ask).boolean  # type: ignore[union-attr]


def test_reading_a_load_again_and_again_gives_the_same(data: Path, tmp_path: Path, ontology: Ontology) -> None:
    """What is written depends on the statements alone, whatever their order was."""
    path = load(data, ontology, WITH_ACTOR, OTHER, people=PEOPLE)
    identity = Identity({ITAEWON: "itaewon-class"}, {"mydramalist:1-actor-one": "actor-one"})
    before = None
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        path.write_text("".join(lines), encoding="utf-8")
        problems: list[object] = []
        found = read_loads(
            [LoadFile.of(path)],
            identity,
            Curated([], identity),
            {},
            ontology,
            tmp_path / "out.nq",
            problems,  # type: ignore[arg-type]
        )
        assert not problems
        quads = set(found.quads())
        assert before in (None, quads)
        before = quads
    assert before is not None
    assert (
        Quad(
            thing("performance", "itaewon-class", "actor-one"),
            DKG.billing,
            Literal("main"),
            NamedNode(f"{GRAPH_BASE}itaewon-class/mdl/1"),
        )
        in before
    )
