"""The names of the terms of W3C and other standards that the graph uses, which its own ontology does not name."""

from __future__ import annotations

from collections.abc import Mapping

from kg.vocab import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

__all__ = ["STANDARD_NAMES"]

_NAMES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    RDF.base: {"type": ("is a", "종류")},
    RDFS.base: {
        "label": ("label", "이름표"),
        "comment": ("comment", "설명"),
        "subClassOf": ("kind of", "상위 부류"),
        "subPropertyOf": ("kind of", "상위 속성"),
        "domain": ("domain", "정의역"),
        "range": ("range", "치역"),
        "seeAlso": ("see also", "함께 볼 것"),
    },
    OWL.base: {
        "sameAs": ("same as", "동일한 것"),
        "differentFrom": ("different from", "다른 것"),
        "inverseOf": ("inverse of", "역관계"),
        "Class": ("class", "부류"),
        "ObjectProperty": ("property between things", "관계 속성"),
        "DatatypeProperty": ("property with a value", "값 속성"),
        "AnnotationProperty": ("annotation", "주석 속성"),
        "SymmetricProperty": ("symmetric property", "대칭 속성"),
        "TransitiveProperty": ("transitive property", "이행 속성"),
        "Ontology": ("ontology", "온톨로지"),
        "versionInfo": ("version", "판"),
        "propertyChainAxiom": ("chain", "속성 사슬"),
    },
    SKOS.base: {
        "prefLabel": ("name", "이름"),
        "altLabel": ("other name", "다른 이름"),
        "definition": ("definition", "뜻"),
        "scopeNote": ("scope note", "쓰임"),
        "example": ("example", "보기"),
        "note": ("note", "메모"),
        "notation": ("notation", "표기"),
        "broader": ("broader", "상위 주제"),
        "narrower": ("narrower", "하위 주제"),
        "related": ("related", "관련 주제"),
        "inScheme": ("in scheme", "속한 체계"),
        "topConceptOf": ("top concept of", "최상위 주제로 둔 체계"),
        "hasTopConcept": ("top concept", "최상위 주제"),
        "exactMatch": ("exact match", "정확히 일치"),
        "closeMatch": ("close match", "거의 일치"),
        "relatedMatch": ("related match", "관련"),
        "Concept": ("concept", "개념"),
        "ConceptScheme": ("concept scheme", "개념 체계"),
    },
    PROV.base: {
        "wasDerivedFrom": ("derived from", "출처"),
        "Entity": ("entity", "개체"),
    },
    DCTERMS.base: {
        "license": ("licence", "이용 허락"),
        "title": ("title", "제목"),
        "description": ("description", "설명"),
    },
}
STANDARD_NAMES: Mapping[str, Mapping[str, str]] = {
    base + name: {"en": english, "ko": korean}
    for base, names in _NAMES.items()
    for name, (english, korean) in names.items()
}
"""Names in English and Korean, by IRI."""
