"""Words of the page for SPARQL."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "sparql_title": ("Ask the graph", "그래프에 묻기"),
    "sparql_intro": (
        "A SPARQL query goes over everything, told early or late, and its answer may spoil, unless you say how far you are. Prefixes such as {prefixes} are known.",
        "SPARQL 질의는 처음부터 끝까지 모든 내용을 대상으로 하므로, 어디까지 보셨는지 적지 않으면 스포일러가 있을 수 있습니다. {prefixes} 같은 접두사는 선언하지 않아도 됩니다.",
    ),
    "sparql_limits": (
        "A query may run {seconds} seconds and have {kilobytes} kB, its answer {megabytes} MB. For programs: add {example} to the address, or json, xml, tsv, ttl, nt, rdfxml, jsonld.",
        "질의는 {seconds}초, {kilobytes}kB까지, 결과는 {megabytes}MB까지입니다. 프로그램에서는 주소에 {example} 또는 json, xml, tsv, ttl, nt, rdfxml, jsonld를 붙이세요.",
    ),
    "far_title": ("How far are you?", "어디까지 보셨나요?"),
    "far_at": ("Tell only as far as", "여기까지만 보기"),
    "far_free": ("Only the premise of every drama", "모든 드라마를 첫 회 이전까지만"),
    "far_shown": ("Shown as told by {at}; of every other drama, only the premise.", "{at}까지 밝혀진 내용만 보여 줍니다. 다른 드라마는 첫 회 이전까지만 보여 줍니다."),
    "far_shown_free": ("Shown as told before the first episode of every drama.", "모든 드라마의 첫 회 이전에 알려진 내용만 보여 줍니다."),
    "far_shown_all": ("Everything is shown, to the end of every drama.", "모든 드라마를 끝까지 보여 줍니다."),
    "query": ("Query", "질의"),
    "run": ("Run", "실행"),
    "run_hint": ("or Ctrl + Enter", "또는 Ctrl + Enter"),
    "examples": ("To start from", "예시"),
    "catalogue_n": ("{n} questions with their SPARQL", "질문 {n}개와 그 SPARQL"),
    "catalogue_search": ("Find a question", "질문 찾기"),
    "editor_hint": ("Ctrl + Space completes, Esc leaves the editor.", "Ctrl + Space로 자동 완성, Esc로 편집기에서 나가기."),
    "tab_add": ("Another query", "새 질의"),
    "tab_close": ("Close this query", "이 질의 닫기"),
    "running": ("Looking …", "찾는 중…"),
    "failed": ("The server gave no answer.", "서버가 응답하지 않았습니다."),
    "view_table": ("Table", "표"),
    "view_picture": ("Picture", "그림"),
    "sparql_link": ("SPARQL", "SPARQL"),
    "answer": ("Answer", "결과"),
    "rows_n": ("{n} rows", "{n}행"),
    "rows_n+1": ("{n} row", "{n}행"),
    "rows_cut": ("The first {shown} of {n} rows. A download has them all.", "전체 {n}행 가운데 처음 {shown}행입니다. 내려받으면 모두 볼 수 있습니다."),
    "no_rows": ("Nothing in the graph fits.", "조건에 맞는 것이 없습니다."),
    "yes": ("Yes", "예"),
    "no": ("No", "아니요"),
    "download": ("Download", "내려받기"),
    "query_wrong": ("The query could not be answered", "질의를 처리하지 못했습니다"),
    "example_cast": ("Who plays whom", "누가 누구를 연기하나"),
    "example_ties": ("All relationships and their kinds", "모든 관계와 그 종류"),
    "example_mentor": ("Mentors, and where it is told", "멘토와 그 출처"),
    "example_graph": ("A drama as triples", "드라마 하나를 트리플로"),
}  # fmt: skip
