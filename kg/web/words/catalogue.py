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
    "queries_own": ("A question of your own goes to {link}.", "다른 질문은 {link}에서 직접 쓸 수 있습니다."),
    "queries_api": ("For programs: {link}.", "프로그램에서는 {link}를 쓰세요."),
    "queries_all": ("All questions", "모든 질문"),
    "api_title": ("For programs", "프로그램에서 쓰기"),
    "view_network": ("with a picture", "그림 있음"),
    # a query
    "ask_it": ("Ask", "묻기"),
    "type_drama": ("drama", "드라마"),
    "type_character": ("character", "인물"),
    "type_person": ("person", "사람"),
    "type_theme": ("theme", "주제"),
    "type_source": ("source", "출처"),
    "type_text": ("text", "글"),
    "type_integer": ("number", "숫자"),
    "field_hint": ("A name in English or Korean, a slug or an IRI", "한글·영문 이름, 슬러그 또는 IRI"),
    "field_wrong": ("Not found", "찾을 수 없음"),
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
    "picture": ("As a picture", "그림으로"),
    "as_table": ("As a table", "표로"),
    "take_away": ("Take it away", "가져가기"),
    "open_editor": ("Open in the editor", "편집기에서 열기"),
    "line_sparql": ("SPARQL", "SPARQL"),
    "line_shell": ("In a terminal", "터미널에서"),
    "line_python": ("In Python", "파이썬에서"),
    "line_curl": ("From any program", "다른 프로그램에서"),
    "copy": ("Copy", "복사"),
    "copied": ("Copied", "복사됨"),
    "query_failed": ("The question could not be answered", "질문에 답하지 못했습니다"),
    "values_wrong": ("Something in the form is not known", "알 수 없는 값이 있습니다"),
    "did_you_mean_one": ("Did you mean:", "혹시 이것인가요?"),
    "no_query": ("There is no question “{name}” here.", "여기에 없는 질문입니다: ‘{name}’"),
}  # fmt: skip
