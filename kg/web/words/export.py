"""Words that only the static site has."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "static_title": ("What this copy does without", "이 사본에 없는 것"),
    "static_intro": (
        "These pages are files: nothing answers behind them. Everything that a reader needs is in them, and searches, paths between people and SPARQL run in your browser. What is left out needs the program itself, which is free and runs on your own computer: install it and type {command}.",
        "이 페이지들은 파일이며 뒤에서 응답하는 서버가 없습니다. 읽는 데 필요한 것은 모두 들어 있고, 검색과 사람 사이의 경로, SPARQL은 브라우저에서 실행됩니다. 빠진 것은 프로그램이 있어야 합니다. 프로그램은 무료이고 자신의 컴퓨터에서 돌아갑니다. 설치한 뒤 {command}를 입력하세요.",
    ),
    "static_home": ("To the dramas", "드라마 목록으로"),
    "static_linked-data": ("Linked data pages", "링크드 데이터 페이지"),
    "static_linked-data_text": (
        "A page for each IRI of the graph, as far as one has watched each drama, in six formats: there are more of them than a file host should hold. The SPARQL page asks the same statements.",
        "그래프의 각 IRI를 위한 페이지로, 드라마마다 어디까지 보았는지에 따라 여섯 형식으로 제공됩니다. 파일로 두기에는 너무 많습니다. SPARQL 페이지에서 같은 진술을 물을 수 있습니다.",
    ),
    "static_answers": ("Questions with your own values", "값을 직접 넣는 질문"),
    "static_answers_text": (
        "The questions of the catalogue are here with the answers to the values that they start with. For others, open the question in the SPARQL page and change it there.",
        "질문 목록에는 처음 값에 대한 답이 들어 있습니다. 다른 값으로 물으려면 SPARQL 페이지에서 질문을 열어 바꾸세요.",
    ),
    "static_endpoint": ("The SPARQL endpoint and the interface for programs", "SPARQL 엔드포인트와 프로그램용 인터페이스"),
    "static_endpoint_text": (
        "Programs cannot send a query to files. They can read the files of each drama, or the dumps where these are part of this copy.",
        "프로그램은 파일에 질의를 보낼 수 없습니다. 대신 드라마마다 있는 파일이나, 이 사본에 덤프가 있으면 덤프를 읽을 수 있습니다.",
    ),
    "static_dumps": ("The dumps", "덤프"),
    "static_dumps_text": (
        "The whole graph as files was left out when this copy was made.",
        "이 사본을 만들 때 그래프 전체 파일은 뺐습니다.",
    ),
    "static_proofs": ("Proofs as PROV-O", "PROV-O 형식의 증명"),
    "static_proofs_text": (
        "Why a statement holds is told on its page; the same in Turtle and JSON is left out.",
        "진술이 성립하는 이유는 그 페이지에 있습니다. Turtle과 JSON 형식은 뺐습니다.",
    ),
    "static_dramas": ("Other dramas", "다른 드라마"),
    "static_dramas_text": (
        "This copy may hold the pages of some dramas alone.",
        "이 사본에는 일부 드라마의 페이지만 들어 있을 수 있습니다.",
    ),
    "static_form": ("This form needs the program that made this copy.", "이 양식은 이 사본을 만든 프로그램이 있어야 쓸 수 있습니다."),
    "static_why": ("Why, and what works here instead", "이유와 대신 쓸 수 있는 것"),
}  # fmt: skip
