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
    "static_steps": ("Several dramas to their ends", "여러 드라마를 끝까지"),
    "static_steps_text": (
        "Pages about several dramas (people, themes, ways between people) tell the premise of each. The page of a drama has all of its steps.",
        "여러 드라마에 걸친 페이지(사람, 주제, 사람 사이의 경로)는 드라마마다 첫 회 이전까지만 알려 줍니다. 드라마 페이지에는 모든 단계가 있습니다.",
    ),
    "static_dramas": ("Other dramas", "다른 드라마"),
    "static_dramas_text": (
        "This copy may hold the pages of some dramas alone.",
        "이 사본에는 일부 드라마의 페이지만 들어 있을 수 있습니다.",
    ),
    "static_sparql_intro": (
        "A SPARQL query runs in your browser, over the graph that it loads: of every drama the premise, or as far as you choose. Nothing that is told later is loaded. Prefixes such as {prefixes} are known.",
        "SPARQL 질의는 브라우저에서 실행됩니다. 모든 드라마의 첫 회 이전 내용, 또는 고른 단계까지만 불러오며 그 뒤의 내용은 불러오지 않습니다. {prefixes} 같은 접두사는 선언하지 않아도 됩니다.",
    ),
    "static_sparql_none": (
        "This copy was made without the SPARQL engine, so queries cannot run here.",
        "이 사본은 SPARQL 엔진 없이 만들어져 여기서는 질의를 실행할 수 없습니다.",
    ),
    "static_all": ("Everything, to the end of every drama", "모든 드라마를 끝까지"),
    "static_load": ("Load the graph", "그래프 불러오기"),
    "static_unloaded": (
        "The engine has 4 MB (1.4 MB compressed), the graph a few more. They are loaded once, at the first query or now.",
        "엔진은 4MB(압축하면 1.4MB)이고 그래프는 몇 MB입니다. 첫 질의 때 또는 지금 한 번만 불러옵니다.",
    ),
    "static_failed": ("The query could not run.", "질의를 실행하지 못했습니다."),
    "static_no_script": ("Queries need JavaScript.", "질의에는 JavaScript가 필요합니다."),
    "static_sparql_answer": ("Answer", "결과"),
    "static_sparql_rows": ("Rows: {n}", "{n}행"),
    "static_sparql_cut": ("The first {shown} of {n} rows", "전체 {n}행 가운데 처음 {shown}행"),
    "static_sparql_none_found": ("Nothing in what is loaded fits.", "불러온 내용에는 조건에 맞는 것이 없습니다."),
    "static_sparql_took": ("{seconds} seconds", "{seconds}초"),
    "static_sparql_yes": ("Yes", "예"),
    "static_sparql_no": ("No", "아니요"),
    "static_sparql_wrong": ("The query could not be answered", "질의를 처리하지 못했습니다"),
    "static_sparql_slow": ("The query was ended after {seconds} seconds.", "{seconds}초가 지나 질의를 멈췄습니다."),
    "static_sparql_file": (
        "A browser does not let a page from a folder load the graph. Put the pages on a file host, or type: python3 -m http.server",
        "폴더에서 연 페이지는 브라우저가 그래프를 불러오지 못하게 합니다. 파일 호스트에 올리거나 python3 -m http.server를 실행하세요.",
    ),
    "static_sparql_loading": ("Loading the graph …", "그래프를 불러오는 중…"),
    "static_sparql_loaded": ("{n} statements are loaded, in {seconds} seconds.", "진술 {n}개를 {seconds}초 만에 불러왔습니다."),
    "static_sparql_running": ("Looking …", "찾는 중…"),
    "static_sparql_no_worker": ("The engine could not be started.", "엔진을 시작하지 못했습니다."),
    "static_path_one": ("{one} and {other} play in the same drama.", "{one}와(과) {other}은(는) 같은 드라마에 나옵니다."),
    "static_path_many": ("{one} and {other} are {n} dramas apart.", "{one}와(과) {other} 사이에는 드라마가 {n}편 있습니다."),
    "static_path_step": ("{one} ({role}) and {other} ({role2}) are both in {drama}.", "{one}({role})와(과) {other}({role2})은(는) {drama}에 함께 나옵니다."),
    "static_path_nobody": ("Nobody here is called “{name}”.", "‘{name}’(이)라는 사람은 여기 없습니다."),
    "static_path_none": (
        "No chain of co-stars leads from {one} to {other}, as far as premises tell.",
        "첫 회 이전에 알려진 배역으로는 {one}에서 {other}(으)로 이어지지 않습니다.",
    ),
    "static_path_same": ("That is one person. Say who the other is.", "같은 사람입니다. 다른 사람을 적어 주세요."),
    "static_path_others": ("Other ways that are as short", "같은 길이의 다른 길"),
    "static_form": ("This form needs the program that made this copy.", "이 양식은 이 사본을 만든 프로그램이 있어야 쓸 수 있습니다."),
    "static_why": ("Why, and what works here instead", "이유와 대신 쓸 수 있는 것"),
}  # fmt: skip
