"""Words of the page about limits."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "limits_title": ("What a query may take", "질의의 제한"),
    "limits_intro": (
        "So that no query can hurt the others. An answer that is too long has its first rows or triples, and says so: in the header {header}, and in the answer where its format has a place for it. For the rest, ask in parts (LIMIT and OFFSET after ORDER BY), or run a server of your own.",
        "어떤 질의도 다른 질의를 방해하지 못하게 합니다. 너무 긴 결과는 처음 행이나 트리플만 보내고, 헤더 {header}와 (형식이 허용하면) 결과 안에 그렇게 적습니다. 나머지는 나누어 묻거나(ORDER BY 뒤에 LIMIT와 OFFSET) 서버를 직접 띄우세요.",
    ),
    "limit_query_seconds": ("A query may run; then it is stopped (504)", "질의 실행 시간, 넘으면 중단 (504)"),
    "limit_answer_rows": ("Rows or triples of an answer; a longer one is cut", "결과의 행 또는 트리플 수, 넘으면 잘림"),
    "limit_answer_bytes": ("Size of an answer; a longer one is cut", "결과의 크기, 넘으면 잘림"),
    "limit_request_bytes": ("Size of what is posted (413)", "보내는 내용의 크기 (413)"),
    "limit_workers": ("Long queries that run at once", "동시에 실행되는 긴 질의 수"),
    "limit_quick_seconds": ("A query that runs longer counts as long, and gives way", "이보다 오래 걸리면 긴 질의로 보고 양보"),
    "limit_queue": ("Queries that may wait (503)", "기다릴 수 있는 질의 수 (503)"),
    "limit_queue_seconds": ("A query may wait to begin (503)", "시작을 기다리는 시간 (503)"),
    "limit_worker_memory": ("Memory that a query may take", "질의가 쓸 수 있는 메모리"),
    "limit_seconds": ("{n} s", "{n}초"),
    "limits_ask": ("Ask the graph", "그래프에 묻기"),
}  # fmt: skip
