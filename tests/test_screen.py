"""The quick screen before pyshacl: nothing passes that pyshacl would complain of, in slices as in the whole."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.build.whole import CheckedFiles
from kg.errors import Problem
from kg.load.curated import read_collection
from kg.load.quads import Statements, drama_statements, people_statements, source_statements
from kg.ontology import Ontology
from kg.paths import data_dir
from kg.validate import Slice, validate, validate_slices
from kg.validate.report import complaints
from kg.validate.screen import Screen
from kg.vocab import DKG, GRAPH_BASE, OWL, RDF, RDFS, SKOS, thing
from tests.support import ROOT

GRAPH = NamedNode(f"{GRAPH_BASE}tiny/gazette/1")
ANN, OFFICE = (thing("drama", "tiny", *path) for path in (("character", "ann"), ("group", "office")))


@pytest.fixture(scope="module")
def tiny(ontology: Ontology) -> CheckedFiles:
    found = read_collection(ROOT / "tests" / "tiny")
    dramas = {str(drama.slug): drama_statements(drama, ontology) for drama in found.dramas}
    return CheckedFiles(found, source_statements(found.sources, dramas), people_statements(found.people), dramas)


@pytest.fixture(scope="module")
def screen(ontology: Ontology) -> Screen:
    return Screen(ontology.folder / "shapes.ttl", {quad.triple for quad in ontology.quads()})


def with_drama(files: CheckedFiles, quads: Iterable[Quad]) -> CheckedFiles:
    """The same files with other quads from the drama."""
    return replace(files, dramas={"tiny": Statements(list(quads), files.dramas["tiny"].origins)})


def of_the_whole(files: CheckedFiles, ontology: Ontology) -> list[Problem]:
    """What pyshacl says of everything at once."""
    origins = {iri: where for part in files.parts for iri, where in part.origins.items()}
    triples = {quad.triple for quad in (*files.quads, *ontology.quads())}
    return complaints(triples, ontology.folder / "shapes.ttl", origins)


def of_the_slices(files: CheckedFiles, ontology: Ontology) -> list[Problem]:
    return validate_slices(files.slices(), ontology)


def spoilt(files: CheckedFiles, seed: int) -> CheckedFiles:
    """A drama with one statement less, or with another value in one."""
    rng = random.Random(seed)
    quads = sorted(set(files.dramas["tiny"].quads), key=str)
    victim = rng.choice([quad for quad in quads if quad.predicate != DKG.locator])
    rest = [quad for quad in quads if quad.triple != victim.triple]
    if rng.random() < 0.4:
        return with_drama(files, rest)
    others = [quad.object for quad in files.quads if type(quad.object) is type(victim.object)]
    other = rng.choice([*others, Literal(" padded"), thing("theme", "none"), Literal(-1)])
    beside = quads if rng.random() < 0.5 else rest
    return with_drama(files, [*beside, Quad(victim.subject, victim.predicate, other, victim.graph_name)])


@pytest.mark.parametrize("seed", range(30))
def test_slices_are_judged_as_the_whole_is(tiny: CheckedFiles, ontology: Ontology, seed: int) -> None:
    files = spoilt(tiny, seed)
    assert of_the_slices(files, ontology) == of_the_whole(files, ontology)


def test_what_is_sound_passes_without_pyshacl(tiny: CheckedFiles, screen: Screen, ontology: Ontology) -> None:
    assert all(screen.passes(part.own, part.context) for part in tiny.slices())
    assert screen.passes({quad.triple for quad in ontology.quads()}, set())


def test_many_slices_are_screened_together(tiny: CheckedFiles, ontology: Ontology) -> None:
    sound = list(tiny.slices())
    broken = list(with_drama(tiny, [*tiny.dramas["tiny"].quads, Quad(ANN, DKG.memberOf, ANN, GRAPH)]).slices())
    (problem,) = validate_slices([*sound * 8, *broken], ontology)
    assert "A character can only be a member of a dkg:Group" in problem.message
    assert problem.where == tiny.dramas["tiny"].origins[ANN.value]


def test_what_another_file_lacks_is_not_this_files_problem(tiny: CheckedFiles, ontology: Ontology) -> None:
    """The person has no name here, since only its class is in the slice; the people file has it."""
    drama = next(part for part in tiny.slices() if any(t.predicate == DKG.performer for t in part.own))
    wrong = Slice(drama.own | {Triple(ANN, OWL.sameAs, OFFICE)}, drama.context, drama.origins)
    (problem,) = validate_slices([wrong], ontology)
    assert "Do not use owl:sameAs" in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sh:uniqueLang true", "sh:uniqueLang true ; sh:minLength 1"),
        ("sh:targetClass dkg:Group", "sh:targetObjectsOf dkg:memberOf"),
        ("shape:Group a sh:NodeShape", "shape:Group a sh:NodeShape , rdfs:Class"),
        ("sh:datatype xsd:date", "sh:datatype xsd:gYear"),
        ("sh:not [ sh:class dkg:Person ]", "sh:not [ sh:class dkg:Person ; sh:nodeKind sh:IRI ]"),
        ("SELECT $this ?value WHERE", "SELECT $this ?value WHERE ?"),
        ("sh:sparql shape:TwoParties", "sh:closed true ; sh:sparql shape:TwoParties"),
        ("@prefix owl:", "@prefix"),
    ],
)
def test_shapes_that_the_screen_does_not_know_are_pyshacls(
    tiny: CheckedFiles, ontology: Ontology, tmp_path: Path, old: str, new: str
) -> None:
    text = (ontology.folder / "shapes.ttl").read_text(encoding="utf-8")
    assert old in text
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(text.replace(old, new, 1), encoding="utf-8")
    screen = Screen(shapes, {quad.triple for quad in ontology.quads()})
    assert not any(screen.passes(part.own, part.context) for part in tiny.slices())


def test_statements_that_change_the_classes_are_pyshacls(screen: Screen) -> None:
    assert not screen.passes({Triple(DKG.Person, RDFS.subClassOf, DKG.Character)}, set())


# What leads from a file to what another one describes.
_TO_OTHER_FILES = {DKG.performer, DKG.director, DKG.writer, DKG.sequelOf, DKG.reviews, DKG.judges}


def test_shapes_look_no_further_into_other_files_than_the_class(ontology: Ontology) -> None:
    """A slice holds no more of what other files describe; a shape that needs more needs another `Slice`."""
    import rdflib
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(ontology.folder / "shapes.ttl", format="turtle")
    leading = {rdflib.URIRef(node.value) for node in _TO_OTHER_FILES}
    for shape, path in shapes.subject_objects(SH.path):
        if (path, rdflib.RDF.first, None) in shapes:
            assert not leading & set(Collection(shapes, path))
        if path in leading:
            assert set(shapes.predicates(shape)) <= {SH.path, SH["class"], SH.message, SH.minCount, SH.maxCount}
    queries = " ".join(str(query) for query in shapes.objects(None, SH.select))
    assert not [node for node in _TO_OTHER_FILES if f"dkg:{node.value.removeprefix(DKG.base)} " in queries]


def test_no_other_property_leads_to_other_files() -> None:
    """Every property between a drama's things and the things of other files is among those that were looked at."""
    files = read_collection(data_dir())
    dramas = {str(drama.slug): drama_statements(drama, Ontology(ROOT / "ontology")) for drama in files.dramas}
    owner: dict[str, str] = {}
    parts = {**dramas, "people": people_statements(files.people), "sources": source_statements(files.sources, dramas)}
    for name, part in parts.items():
        owner.update({quad.subject.value: name for quad in part.quads if isinstance(quad.subject, NamedNode)})
    crossing = {
        quad.predicate
        for name, part in parts.items()
        for quad in part.quads
        if isinstance(quad.object, NamedNode) and owner.get(quad.object.value, name) != name
    }
    silent = {NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), RDF.type, OWL.differentFrom, SKOS.exactMatch}
    assert crossing - silent <= _TO_OTHER_FILES


def test_the_whole_at_once(tiny: CheckedFiles, ontology: Ontology) -> None:
    origins = {iri: where for part in tiny.parts for iri, where in part.origins.items()}
    assert validate(tiny.quads, ontology, origins) == []
