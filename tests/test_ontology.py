"""The ontology says of every term what people and programs need: names, meaning, roles, edges, how it is drawn."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.errors import DataError
from kg.ontology import ALIGNMENTS, CORE_FILES, Ontology, load_ontology
from kg.paths import ontology_dir
from kg.vocab import DKG as DKG_TERMS
from kg.vocab import ID_BASE
from tests.support import ROOT

DKG = rdflib.Namespace(DKG_TERMS.base)
FOLDER = ontology_dir()
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def read(*files: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in files:
        graph.parse(FOLDER / file, format="turtle")
    return graph


SCHEMA = read("drama-kg.ttl", "relationships.ttl")
WHOLE = read(*CORE_FILES)


def declared(*kinds: rdflib.URIRef) -> list[rdflib.URIRef]:
    return sorted({term for kind in kinds for term in SCHEMA.subjects(RDF.type, kind) if str(term).startswith(DKG)})


CLASSES, PROPERTIES = declared(OWL.Class), declared(*PROPERTY_KINDS)
CONCRETE = sorted(name for name, kind in load_ontology().relationship_types.items() if kind.roles)


def local(term: rdflib.term.Node) -> str:
    return str(term).removeprefix(DKG)


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=local)
def test_every_term_has_names_a_meaning_and_an_example(term: rdflib.URIRef) -> None:
    labels = {label.language: str(label) for label in SCHEMA.objects(term, RDFS.label)}
    assert set(labels) == {"en", "ko"}
    assert re.search("[가-힣]", labels["ko"]), labels["ko"]
    comments = [str(comment) for comment in SCHEMA.objects(term, RDFS.comment) if comment.language == "en"]
    assert len(comments) == 1
    assert re.fullmatch(r"[A-Z\"].{6,}\.\)?", comments[0]), comments[0]
    assert list(SCHEMA.objects(term, SKOS.example))


def test_the_tree_of_relationships_is_wide_enough(ontology: Ontology) -> None:
    assert len(CONCRETE) >= 40
    needed = {
        "Friendship", "BestFriendship", "FirstLove", "OneSidedLove", "Couple", "Marriage", "FormerCouple", "Engagement",
        "ContractRelationship", "Parenthood", "Siblinghood", "Mentoring", "Teaching", "Management", "Employment",
        "BusinessPartnership", "ClientRelationship", "CreativeCollaboration", "Rivalry", "Enmity", "Jealousy",
        "LivingTogether", "Guardianship", "Benefaction", "Betrayal",
    }  # fmt: skip
    assert needed <= set(CONCRETE)
    assert any("olleague" in name for name in CONCRETE)


@pytest.mark.parametrize("name", CONCRETE)
def test_every_concrete_type_is_complete(ontology: Ontology, name: str) -> None:
    kind = ontology.relationship_types[name]
    assert kind.subject_role
    assert kind.object_role
    assert kind.edge
    assert set(kind.chart_label) == {"en", "ko"}
    assert all(kind.chart_label.values())
    for role in kind.roles:
        assert (DKG[role], RDF.type, OWL.ObjectProperty) in SCHEMA
        assert DKG.party in set(SCHEMA.transitive_objects(DKG[role], RDFS.subPropertyOf)), f"{role} is not under party"
    assert DKG.tiedTo in set(SCHEMA.transitive_objects(DKG[kind.edge], RDFS.subPropertyOf))


@pytest.mark.parametrize("name", CONCRETE)
def test_every_concrete_type_can_be_drawn(ontology: Ontology, name: str) -> None:
    style = ontology.style(name)
    assert re.fullmatch("#[0-9a-f]{6}", style.color)
    assert re.fullmatch("#[0-9a-f]{6}", style.color_dark)
    assert 1 <= style.width <= 5
    assert set(style.legend) == {"en", "ko"}
    assert all(part > 0 for part in style.dash)


def test_kinds_of_line_do_not_differ_by_colour_alone(ontology: Ontology) -> None:
    """Best friends, former couple and mentor must be tellable apart at a glance, in print too."""
    styles = {ontology.style(name).kind: ontology.style(name) for name in CONCRETE}
    looks = {kind: (style.dash, style.width) for kind, style in styles.items()}
    alike = {a: b for a in looks for b in looks if a < b and looks[a] == looks[b]}
    for a, b in alike.items():
        assert styles[a].color != styles[b].color
    three = [looks[ontology.style(name).kind] for name in ("BestFriendship", "FormerCouple", "Mentoring")]
    assert len(set(three)) == 3
    colors = [style.color for style in styles.values()]
    assert len(set(colors)) == len(colors)


@pytest.mark.parametrize("name", CONCRETE)
def test_an_edge_is_symmetric_as_its_type_is(ontology: Ontology, name: str) -> None:
    kind = ontology.relationship_types[name]
    edge = DKG[str(kind.edge)]
    symmetric = (edge, RDF.type, OWL.SymmetricProperty) in SCHEMA
    assert symmetric == kind.symmetric
    if not kind.symmetric:
        inverses = {*SCHEMA.objects(edge, OWL.inverseOf), *SCHEMA.subjects(OWL.inverseOf, edge)}
        assert inverses, f"{kind.edge} has no inverse"
        assert list(SCHEMA.objects(edge, OWL.propertyChainAxiom)), f"nothing gives {kind.edge}"
        assert kind.subject_role != kind.object_role


def test_only_neutral_ties_are_symmetric_above_directed_ones(ontology: Ontology) -> None:
    """Under any other symmetric property a one-sided love would come out as a mutual one."""
    symmetric = set(SCHEMA.subjects(RDF.type, OWL.SymmetricProperty))
    above = {
        local(parent)
        for edge in PROPERTIES
        if edge not in symmetric and (edge, RDF.type, OWL.ObjectProperty) in SCHEMA
        for parent in SCHEMA.transitive_objects(edge, RDFS.subPropertyOf)
        if parent in symmetric
    }
    assert above <= {"tiedTo", "relativeOf", "samePairAs"}


def test_inverses_are_said_of_pairs() -> None:
    for one, other in SCHEMA.subject_objects(OWL.inverseOf):
        assert one != other
        if not isinstance(other, rdflib.BNode):
            assert (other, RDF.type, OWL.ObjectProperty) in SCHEMA


@pytest.mark.parametrize(
    "forbidden",
    [OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.ReflexiveProperty],
    ids=lambda term: term.fragment,
)
def test_what_did_harm_elsewhere_is_left_out(forbidden: rdflib.URIRef) -> None:
    assert not list(WHOLE.subjects(RDF.type, forbidden))


def test_no_keys_no_same_as_and_one_domain_each() -> None:
    assert not list(WHOLE.subject_objects(OWL.hasKey))
    assert not list(WHOLE.subject_objects(OWL.sameAs))
    for term in PROPERTIES:
        assert len(list(SCHEMA.objects(term, RDFS.domain))) <= 1, local(term)
        assert len(list(SCHEMA.objects(term, RDFS.range))) <= 1, local(term)


def test_exes_are_under_nothing_that_loves() -> None:
    above = {local(parent) for parent in SCHEMA.transitive_objects(DKG.exLoverOf, RDFS.subPropertyOf)}
    assert "loverOf" not in above


def test_characters_are_no_persons() -> None:
    lists = [
        set(map(local, rdflib.collection.Collection(SCHEMA, members)))
        for node in SCHEMA.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in SCHEMA.objects(node, OWL.members)
    ]
    said = {frozenset((local(a), local(b))) for a, b in SCHEMA.subject_objects(OWL.disjointWith)}
    assert any({"Character", "Person"} <= members for members in lists) or frozenset(("Character", "Person")) in said


def test_every_term_of_the_ontology_that_is_used_is_declared() -> None:
    for name in (*CORE_FILES, ALIGNMENTS, "shapes.ttl"):
        for statement in read(name):
            for term in statement:
                if isinstance(term, rdflib.URIRef) and str(term).startswith(DKG) and local(term):
                    assert (term, RDF.type, None) in SCHEMA, f"{name} speaks of dkg:{local(term)}"


def test_themes_are_in_one_scheme_without_circles() -> None:
    themes = read("themes.ttl")
    concepts = set(themes.subjects(RDF.type, DKG.Theme))
    assert len(concepts) >= 40
    for concept in concepts:
        assert str(concept).startswith(f"{ID_BASE}theme/")
        labels = {label.language for label in themes.objects(concept, SKOS.prefLabel)}
        assert labels == {"en", "ko"}, concept
        assert list(themes.objects(concept, SKOS.inScheme)) == [rdflib.URIRef(f"{ID_BASE}theme")]
        broader = set(themes.objects(concept, SKOS.broader))
        assert broader <= concepts
        assert concept not in {above for parent in broader for above in themes.transitive_objects(parent, SKOS.broader)}
        for parent in broader:
            assert (parent, SKOS.narrower, concept) in themes or not list(themes.objects(parent, SKOS.narrower))


def test_the_context_names_every_term() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    about_terms = declared(OWL.AnnotationProperty)  # these describe the ontology itself, not what is in the data
    for term in {*CLASSES, *PROPERTIES} - set(about_terms):
        entry = context.get(local(term))
        assert entry is not None, f"context.jsonld has no {local(term)}"
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"dkg:{local(term)}"
    objects = [local(term) for term in PROPERTIES if (term, RDF.type, OWL.ObjectProperty) in SCHEMA]
    for name in objects:
        assert context[name]["@type"] == "@id", f"the values of {name} are things"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_the_context_reads_what_it_names() -> None:
    document = {
        "@context": json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"],
        "id": "http://example.org/m",
        "type": "Mentoring",
        "mentor": "http://example.org/w",
    }
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    subject = rdflib.URIRef("http://example.org/m")
    assert set(graph) == {
        (subject, RDF.type, DKG.Mentoring),
        (subject, DKG.mentor, rdflib.URIRef("http://example.org/w")),
    }


def test_a_broken_ontology_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "ontology"))
    (folder / "relationships.ttl").write_text("dkg:x a dkg:y\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"relationships\.ttl:"):
        Ontology(folder)
    (folder / "relationships.ttl").unlink()
    with pytest.raises(DataError, match=r"relationships\.ttl:1: cannot be read"):
        Ontology(folder)


def test_a_new_type_needs_the_ontology_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "ontology"))
    with (folder / "relationships.ttl").open("a", encoding="utf-8") as file:
        file.write(
            """
            dkg:Fandom a owl:Class ; rdfs:subClassOf dkg:Relationship ; rdfs:label "fandom"@en ;
                dkg:subjectRole dkg:fan ; dkg:objectRole dkg:idol ; dkg:derivedEdge dkg:fanOf .
            dkg:fan a owl:ObjectProperty ; rdfs:subPropertyOf dkg:party .
            dkg:idol a owl:ObjectProperty ; rdfs:subPropertyOf dkg:party .
            dkg:fanOf a owl:ObjectProperty ; rdfs:subPropertyOf dkg:tiedTo .
            """
        )
    added = Ontology(folder)
    assert added.relationship_types["Fandom"].roles == ("fan", "idol")
    assert added.relationship_types["Fandom"].sign == 0
    assert added.style("Fandom").kind == "Relationship"


def test_a_type_has_the_sign_of_the_nearest_type_above_it(ontology: Ontology, tmp_path: Path) -> None:
    signs = {name: kind.sign for name, kind in ontology.relationship_types.items()}
    kin = [kind for kind in ontology.relationship_types.values() if "Kinship" in kind.ancestors]
    assert {kind.sign for kind in kin} == {0}
    assert [signs[name] for name in ("BestFriendship", "Marriage", "Care", "MedicalCare")] == [1, 1, 1, 0]
    assert [signs[name] for name in ("Killing", "Jealousy", "Conflict")] == [-1, -1, -1]
    unsigned = ("OneSidedLove", "Attraction", "FormerCouple", "Management", "LivingTogether", "Pretence", "Esteem")
    assert {signs[name] for name in unsigned} == {0}
    folder = Path(shutil.copytree(FOLDER, tmp_path / "ontology"))
    with (folder / "relationships.ttl").open("a", encoding="utf-8") as file:
        file.write('dkg:Affair dkg:tieSign "negative" .  dkg:Rivalry dkg:tieSign "none" .')
    changed = Ontology(folder).relationship_types
    assert [changed[name].sign for name in ("Affair", "Couple", "Rivalry", "Enmity")] == [-1, 1, 0, -1]


def test_a_sign_is_one_of_three_words() -> None:
    tied = [(local(kind), str(sign)) for kind, sign in SCHEMA.subject_objects(DKG.tieSign)]
    assert {sign for _, sign in tied} == {"positive", "negative", "none"}
    assert {name for name, _ in tied} <= set(load_ontology().relationship_types)
    assert len(tied) == len(dict(tied))


def test_no_example_tells_a_story_of_the_data() -> None:
    """The ontology is part of every view, and its page is for everybody: an example would spoil for all."""
    slugs, names = set(), set()
    for path in sorted((ROOT / "data" / "dramas").glob("*.yaml")):
        for slug, character in (
            yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("characters", {}).items()
        ):
            slugs.add(slug)
            texts = [text for name in character.get("names", ()) for key, text in name.items() if key in ("en", "ko")]
            names |= {part for text in texts for part in (text, text.partition(" ")[2]) if len(part) > 1}
    names = {name for name in names if name[0].isupper() or re.search("[가-힣]", name)}
    assert len(slugs) > 300
    found = {}
    any_name = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    for term, example in SCHEMA.subject_objects(SKOS.example):
        told = set(re.findall(r"\bchar:([\w-]+)", example)) & slugs
        told |= set(any_name.findall(example))
        found |= {local(term): told} if told else {}
    assert not found
