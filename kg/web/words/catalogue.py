"""Words of the catalogue of queries."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    # what queries are about: the first tag of each
    "tag_people": ("People and parts", "인물과 배역"),
    "tag_ties": ("Relationships", "관계"),
    "tag_love": ("Love and what stands in its way", "사랑과 장애물"),
    "tag_story": ("The story", "이야기"),
    "tag_themes": ("Themes", "소재와 주제"),
    "tag_sources": ("Sources and reviews", "출처와 리뷰"),
    "tag_other": ("Other questions", "그 밖의 질문"),
    # the list
    "queries": ("Questions", "질문"),
    "queries_title": ("Questions to the graph", "그래프에 묻는 질문"),
    "queries_intro": (
        "{n} questions that are ready to be asked. Choose one, say of whom or what, and take the answer as a table, a picture or data.",
        "바로 물어볼 수 있는 질문 {n}개입니다. 고르고, 누구(무엇)에 대해 물을지 적으면 표와 그림, 데이터로 답을 받습니다.",
    ),
    "queries_own": ("Write a question of your own in SPARQL", "SPARQL로 직접 질문하기"),
    "queries_api": ("How programs ask", "프로그램에서 묻는 방법"),
    "queries_all": ("All questions", "모든 질문"),
    "api_intro": (
        "Every question of the catalogue is an address that gives its answer as JSON, CSV, TSV or XML, from any site's script and without a key. So is the rest of what is below.",
        "모든 질문에는 답을 JSON, CSV, TSV, XML로 주는 주소가 있습니다. 키 없이, 어느 사이트의 스크립트에서나 쓸 수 있습니다.",
    ),
    "api_title": ("For programs", "프로그램에서 쓰기"),
    "view_network": ("with a picture", "그림 있음"),
    # a query
    "ask_it": ("Ask", "묻기"),
    "type_drama": ("Drama", "드라마"),
    "type_character": ("Character", "인물"),
    "type_person": ("Person", "사람"),
    "type_theme": ("Theme", "주제"),
    "type_source": ("Source", "출처"),
    "type_text": ("Text", "글"),
    "type_integer": ("Number", "숫자"),
    "wrong_name": ("Nothing, or more than one thing, is called “{value}” here.", "‘{value}’: 그런 이름이 없거나 여럿입니다."),
    "wrong_number": ("“{value}” is no whole number.", "‘{value}’: 정수가 아닙니다."),
    "suggestions": ("Suggestions", "제안"),
    "far_watched": ("How far have you watched?", "어디까지 보셨나요?"),
    "far_steps": ("Up to these steps", "본 데까지"),
    "far_everything": ("Tell everything, to the end of every drama (spoilers)", "모든 드라마를 끝까지 보기(스포일러)"),
    "far_is_free": ("Told here: what is known before the first episode. It spoils nothing.", "첫 회 이전에 알려진 내용만 보여 줍니다. 스포일러가 없습니다."),
    "far_is_all": ("Told here: everything, to the end of every drama.", "모든 드라마를 끝까지 보여 줍니다."),
    "far_is_at": ("Told here: as far as {at}. Of every other drama, what is known before its first episode.", "{at}까지 보여 줍니다. 다른 드라마는 첫 회 이전까지만 보여 줍니다."),
    "far_is_at_all": ("Told here: as far as {at}, and every other drama to its end.", "{at}까지 보여 주고, 다른 드라마는 끝까지 보여 줍니다."),
    "nothing_yet": ("Nothing fits, as far as this page may tell.", "이 페이지가 보여 줄 수 있는 데까지는 맞는 것이 없습니다."),
    "nothing_at_all": ("Nothing in the graph fits.", "조건에 맞는 것이 없습니다."),
    "tell_all": ("Tell everything (spoilers)", "끝까지 보기(스포일러)"),
    "take_away": ("Take it away", "가져가기"),
    "open_editor": ("Open in the editor", "편집기에서 열기"),
    "line_sparql": ("SPARQL", "SPARQL"),
    "line_shell": ("In a terminal", "터미널에서"),
    "line_python": ("In Python", "파이썬에서"),
    "line_curl": ("From any program", "다른 프로그램에서"),
    "copy": ("Copy", "복사"),
    "copied": ("Copied", "복사됨"),
    "query_failed": ("The question could not be answered", "질문에 답하지 못했습니다"),
    "no_field": ("this question has no field '{name}'; {hint}", "이 질문에 없는 항목입니다: ‘{name}’. 항목: {known}"),
    "field_twice": ("'{name}' is given twice", "‘{name}’이(가) 두 번 적혀 있습니다."),
    "field_long": (
        "'{name}' is one line of at most {most} characters",
        "‘{name}’에는 한 줄로 {most}자까지만 쓸 수 있습니다.",
    ),
    "no_query": ("There is no question “{name}” here.", "여기에 없는 질문입니다: ‘{name}’"),
}  # fmt: skip
