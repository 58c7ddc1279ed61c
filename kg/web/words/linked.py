"""Words of the pages of things and of the ontology."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "linked_nothing": ("Nothing in the graph has this address.", "이 주소에 해당하는 것이 그래프에 없습니다."),
    "linked_untold": (
        "Nothing is told of this as far as you have watched. It may be told later.",
        "지금까지 본 데까지는 이에 대해 알려진 것이 없습니다. 나중에 나올 수도 있습니다.",
    ),
    "linked_to_end": ("Look at it as told to the end (spoilers)", "끝까지 밝혀진 대로 보기(스포일러)"),
    "linked_at": (
        "This belongs to no single drama: say how far you are as at=soundtrack-1=2, or at=end for everything.",
        "한 드라마에만 속한 것이 아닙니다. at=soundtrack-1=2처럼 드라마를 밝히거나, 모두 보려면 at=end라고 쓰세요.",
    ),
    "linked_no_step": ("There is no step {at}: there are {last}.", "{at}단계는 없습니다. 모두 {last}단계입니다."),
    "linked_page": (
        "'{page}' is no page: give a number from 1.",
        "‘{page}’은(는) 쪽 번호가 아닙니다. 1부터 세는 숫자를 쓰세요.",
    ),
    "linked_forms": ("This can be answered as one of: {forms}", "다음 형식으로 답할 수 있습니다: {forms}"),
    "linked_own_drama": ("The page of this drama", "이 드라마의 페이지"),
    "linked_own_character": ("On the page of the drama", "드라마 페이지에서 보기"),
    "linked_own_theme": ("The dramas of this theme", "이 주제의 드라마"),
    "linked_as": ("As data", "데이터로"),
    "linked_ask": ("As a query", "질의로"),
    "linked_iri": ("The name of this in data", "데이터에서 쓰는 이름"),
    "linked_part_of": ("In the drama {title}", "드라마 {title}"),
    "linked_steps": ("As told by step", "여기까지 밝혀진 대로:"),
    "linked_premise_free": (
        "Told as far as the premise of every drama: no spoilers.",
        "모든 드라마의 첫 회 이전에 알려진 내용만 담았습니다. 스포일러가 없습니다.",
    ),
    "linked_far": ("Told as far as {at}.", "{at}까지 밝혀진 내용입니다."),
    "linked_all": ("Told to the end of every drama.", "모든 드라마의 끝까지 밝혀진 내용입니다."),
    "linked_said": ("What is said of it", "이에 대해 알려진 것"),
    "linked_property": ("Property", "속성"),
    "linked_value": ("Value", "값"),
    "linked_told_by": ("Told by", "출처"),
    "linked_subject": ("Subject", "주어"),
    "linked_follows": ("follows", "추론"),
    "linked_leads": ("What leads here", "이것을 가리키는 것"),
    "linked_leads_text": (
        "Things of which this is a value. Dashed: it follows, no source says so.",
        "이것을 값으로 갖는 것들입니다. 점선은 출처에는 없고 추론된 것입니다.",
    ),
    "linked_no_leads": ("Nothing leads here so far.", "아직 이것을 가리키는 것이 없습니다."),
    "linked_more": ("and {n} more", "외 {n}개"),
    "linked_sources+1": ("{n} source", "출처 {n}개"),
    "linked_sources": ("{n} sources", "출처 {n}개"),
    # named graphs and views
    "graph_title": ("Named graph", "이름 붙은 그래프"),
    "graph_is_ontology": (
        "The ontology: classes, properties, and how charts draw them.",
        "온톨로지: 부류와 속성, 인물관계도에 그리는 방법.",
    ),
    "graph_is_themes": ("The tree of themes.", "주제의 나무."),
    "graph_is_alignments": (
        "How our terms relate to other vocabularies. No reasoner reads it.",
        "우리 용어와 다른 어휘의 관계. 추론에는 쓰지 않습니다.",
    ),
    "graph_is_provenance": (
        "Sources, beats, judgements of reviews, and of each graph who tells it and when.",
        "출처와 전개 단계, 리뷰의 평가, 그래프마다 누가 언제 말하는지.",
    ),
    "graph_is_inferred": (
        "What follows by the ontology and its rules. It depends on what has been told, so this page shows it for the dramas that at=soundtrack-1=2 names; the endpoint has all of it.",
        "온톨로지와 규칙에 따라 추론된 것입니다. 무엇이 밝혀졌는지에 달려 있으므로 이 페이지는 at=soundtrack-1=2처럼 밝힌 드라마의 것만 보여 줍니다. 전체는 질의로 볼 수 있습니다.",
    ),
    "graph_is_told": (
        "What one source tells at one step, or says of people.",
        "한 출처가 한 단계에서 말하는 것, 또는 사람에 대해 말하는 것.",
    ),
    "graph_holds+1": ("It holds {n} statement", "진술 {n}개"),
    "graph_holds": ("It holds {n} statements", "진술 {n}개"),
    "graph_page": ("Page {n} of {last}", "{last}쪽 가운데 {n}쪽"),
    "graph_next": ("Next", "다음"),
    "graph_before": ("Previous", "이전"),
    "view_title": ("View", "보기 범위"),
    "view_is": (
        "A view is the graph as somebody may see it who has watched so far: what has been told by then, and what follows from that. Name it as the default graph of a query.",
        "보기 범위는 거기까지 본 사람이 보아도 되는 그래프입니다. 그때까지 밝혀진 것과 그로부터 추론된 것만 들어 있습니다. 질의의 기본 그래프로 지정하세요.",
    ),
    "view_end": ("to the end", "끝까지"),
    "view_rest": ("every other drama to step {at}", "다른 드라마는 {at}단계까지"),
    "view_rest_premise": ("of every other drama the premise", "다른 드라마는 첫 회 이전까지"),
    "view_rest_end": ("every other drama to the end", "다른 드라마는 끝까지"),
    "view_how": ("In any SPARQL client", "SPARQL 클라이언트에서"),
    "view_try": ("Ask it here", "여기서 질의하기"),
}
