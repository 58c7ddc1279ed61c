"""What the parts of the dataset and its endpoint are called and hold, in both languages."""

from __future__ import annotations

__all__ = ["PART_TEXTS", "SERVICE_COMMENT", "SERVICE_TITLE"]

_Texts = dict[str, str]

# Part -> its title, and what it holds.
PART_TEXTS: dict[str, tuple[_Texts, _Texts]] = {
    "told": (
        {"en": "What is told", "ko": "밝혀진 내용"},
        {
            "en": "All named graphs but that of inferences: what sources tell, what is known of the sources, and the vocabulary.",
            "ko": "추론 그래프를 뺀 모든 이름 있는 그래프. 출처가 말하는 내용, 출처에 관한 정보, 어휘가 들어 있습니다.",
        },
    ),
    "inferred": (
        {"en": "What is inferred", "ko": "추론된 내용"},
        {
            "en": "What follows from what is told by the OWL 2 RL axioms of the ontology and by its rules, and is not told itself. It was worked out when the graph was built; queries infer nothing.",
            "ko": "밝혀진 내용에서 온톨로지의 OWL 2 RL 공리와 규칙으로 따라 나오되 직접 밝혀지지는 않은 내용입니다. 그래프를 만들 때 계산해 두며, 질의할 때는 추론하지 않습니다.",
        },
    ),
    "all": (
        {"en": "Everything", "ko": "전체"},
        {
            "en": "What is told and what is inferred, together.",
            "ko": "밝혀진 내용과 추론된 내용을 모두 담습니다.",
        },
    ),
    "sources": (
        {"en": "What sources tell", "ko": "출처가 말하는 내용"},
        {
            "en": "A named graph for each source and beat of a drama, graph:{drama}/{source}/{beat}, and for each source on real people, graph:people/{source}. The graph provenance describes each.",
            "ko": "드라마마다 출처와 단계별로 그래프가 하나씩(graph:{drama}/{source}/{beat}), 실제 인물은 출처별로 하나씩(graph:people/{source}) 있습니다. 각 그래프는 provenance 그래프에 설명되어 있습니다.",
        },
    ),
    "provenance": (
        {"en": "Provenance", "ko": "출처 정보"},
        {
            "en": "Sources, the beats of the telling, and for each graph of a source which source it is and when it is told.",
            "ko": "출처와 이야기의 단계, 그리고 그래프마다 어느 출처이며 언제 밝혀지는지를 담습니다.",
        },
    ),
    "ontology": (
        {"en": "Ontology", "ko": "온톨로지"},
        {"en": "Classes, properties and relationship types.", "ko": "클래스와 속성, 관계의 종류입니다."},
    ),
    "themes": (
        {"en": "Themes", "ko": "주제"},
        {"en": "The themes, as a SKOS concept scheme.", "ko": "주제를 SKOS 개념 체계로 나타냅니다."},
    ),
    "alignments": (
        {"en": "Alignments", "ko": "다른 어휘와의 대응"},
        {
            "en": "How terms relate to those of other vocabularies. Nothing is inferred from it.",
            "ko": "다른 어휘의 용어와 어떻게 대응하는지를 담습니다. 추론에는 쓰지 않습니다.",
        },
    ),
}

SERVICE_TITLE = {"en": "SPARQL endpoint of Drama KG", "ko": "드라마 KG의 SPARQL 엔드포인트"}
SERVICE_COMMENT = {
    "en": "A query calls no other service. The endpoint itself infers nothing: what follows by OWL 2 RL and by the ontology's rules was worked out before, and is in the default graph and in graph:inferred. Answers may spoil; with at=DRAMA=BEAT, or with https://w3id.org/drama-kg/view/premise as the default graph, they tell no more than somebody has watched.",
    "ko": "질의는 다른 서비스를 부르지 않습니다. 엔드포인트는 추론하지 않습니다. OWL 2 RL과 온톨로지의 규칙으로 따라 나오는 내용은 미리 계산되어 기본 그래프와 graph:inferred에 있습니다. 결과에 스포일러가 있을 수 있습니다. at=드라마=단계를 붙이거나 https://w3id.org/drama-kg/view/premise를 기본 그래프로 하면 본 데까지만 답합니다.",
}
