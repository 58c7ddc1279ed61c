"""Every word of the pages, in both languages. Words of the data come from the data, words of the chart from `kg.figure`."""

from __future__ import annotations

from kg.figure.wording import DETAILS
from kg.names import LANGUAGES
from kg.report import MEASURES

__all__ = ["Words"]


# key -> (English, Korean). "{n}" and the like are filled in; a key with "+1" is its English singular.
_WORDS: dict[str, tuple[str, str]] = {
    # every page
    "site": ("Drama KG", "드라마 KG"),
    "tagline": (
        "Who is who in a Korean drama, told only as far as you have watched.",
        "내가 본 데까지만 알려 주는 한국 드라마 인물관계도.",
    ),
    "skip": ("Skip to content", "본문으로 건너뛰기"),
    "main_nav": ("Main", "주 메뉴"),
    "dramas": ("Dramas", "드라마"),
    "ask": ("Ask the graph", "그래프에 묻기"),
    "language": ("Language", "언어"),
    "footer": (
        "Every statement here names its source. Data: CC BY 4.0. Software: Apache 2.0.",
        "모든 내용에 출처가 있습니다. 데이터 CC BY 4.0, 소프트웨어 Apache 2.0.",
    ),
    # start page
    "promise_chart": ("Relationship charts", "인물관계도"),
    "promise_chart_text": (
        "One-sided loves, exes, best friends: drawn as Korean charts draw them, with a reason for every line.",
        "짝사랑도 옛 연인도 절친도, 선 하나하나에 근거가 있습니다.",
    ),
    "promise_safe": ("No spoilers", "스포일러 없음"),
    "promise_safe_text": (
        "Say how far you have watched. What comes later is not hidden in the page: it is never sent.",
        "어디까지 보았는지만 고르세요. 그 뒤의 이야기는 숨기는 것이 아니라 아예 보내지 않습니다.",
    ),
    "promise_open": ("Open data", "열린 데이터"),
    "promise_open_text": (
        "All of it is a knowledge graph that you can question in SPARQL and take away.",
        "모두 지식 그래프입니다. SPARQL로 묻고 내려받을 수 있습니다.",
    ),
    "full_dramas": ("Dramas told step by step", "단계별로 볼 수 있는 드라마"),
    "thin_dramas": ("Known only from a filmography", "출연작 목록으로만 알려진 드라마"),
    "thin_all": ("Show all {n}", "{n}편 모두 보기"),
    "thin_intro": (
        "We have read no more of these than a line about who made or played in them.",
        "누가 만들고 출연했는지 한 줄만 알려진 작품들입니다.",
    ),
    "episodes": ("{n} episodes", "{n}부작"),
    "episodes+1": ("{n} episode", "{n}부작"),
    "before_first": ("Known before episode 1: {characters} and {relationships}.", "첫 회 이전: {characters}, {relationships}."),
    "in_steps": ("The rest is told in {n} steps.", "나머지는 {n}단계에 걸쳐 펼쳐집니다."),
    "in_steps+1": ("The rest is told in {n} step.", "나머지는 {n}단계에서 펼쳐집니다."),
    "characters_n": ("{n} characters", "인물 {n}명"),
    "characters_n+1": ("{n} character", "인물 {n}명"),
    "relationships_n": ("{n} relationships", "관계 {n}개"),
    "relationships_n+1": ("{n} relationship", "관계 {n}개"),
    "open_chart": ("Open the chart", "인물관계도 보기"),
    "played_by": ("played by {actor}", "{actor} 분"),
    "none_yet": ("There are no dramas in this graph yet.", "아직 드라마가 없습니다."),
    # a drama
    "how_far": ("How far have you watched?", "어디까지 보셨나요?"),
    "how_far_hint": (
        "You see everything up to step {at} of {last}. What is told later is not in this page.",
        "{last}단계 가운데 {at}단계까지의 이야기입니다. 그 뒤의 내용은 이 페이지에 없습니다.",
    ),
    "how_far_end": ("You see all that our sources tell.", "자료에 나온 이야기를 모두 보고 있습니다."),
    "step": ("Step {n}", "{n}단계"),
    "step_later": ("Step {n}: not told yet", "{n}단계: 아직 공개되지 않음"),
    "episode": ("episode {n}", "{n}회"),
    "next_step": ("I have watched further", "더 봤어요"),
    "previous_step": ("Back", "이전"),
    "on_this_page": ("On this page", "이 페이지"),
    "chart": ("Chart", "관계도"),
    "chart_of": ("Who is who in {title}", "{title} 인물관계도"),
    "cast": ("Cast", "등장인물"),
    "cast_caption": ("Characters told so far, and who plays them", "지금까지 나온 인물과 배우"),
    "character": ("Character", "인물"),
    "actor": ("Played by", "배우"),
    "occupation": ("What they do", "직업"),
    "billing": ("Billing", "비중"),
    "billing_lead": ("lead", "주연"),
    "billing_main": ("main", "주요"),
    "billing_support": ("support", "조연"),
    "billing_guest": ("guest", "특별출연"),
    "unnamed": ("no name is known", "이름이 알려지지 않음"),
    "known_of": ("What is told of them", "알려진 것"),
    "alias_secret": ("“{name}”: who that is has not been told yet.", "‘{name}’: 누구인지 아직 밝혀지지 않았습니다."),
    "alias_told": ("“{name}” is {owner}.", "‘{name}’의 정체는 {owner}."),
    "performers": ("Also in it, in parts that no source names:", "배역이 알려지지 않은 출연자:"),
    "relationships": ("Relationships", "관계"),
    "relationships_caption": ("Every relationship told so far, in words", "지금까지 나온 모든 관계"),
    "who": ("Who", "누가"),
    "what": ("Relationship", "관계"),
    "whom": ("Whom", "상대"),
    "told_at": ("Told", "나온 때"),
    "why_link": ("Why?", "왜?"),
    "why_title": ("Why is that so?", "왜 그런가요?"),
    "why_intro": (
        "Full lines are told by sources; dashed ones follow. Nothing told after this step is used.",
        "실선은 출처가 말한 것, 점선은 거기서 따라 나오는 것입니다. 이 단계 뒤의 이야기는 쓰지 않습니다.",
    ),
    "why_because": ("Because", "근거:"),
    "why_told+1": ("Told by 1 source", "출처 1곳"),
    "why_told": ("Told by {n} sources", "출처 {n}곳"),
    "why_words": ("In words", "말로 풀면"),
    "why_way": ("One way to know it ({n} of {of})", "아는 길 {of}가지 중 {n}"),
    "why_what": (
        "Say what to explain: ?s=wooil&p=mentorOf&o=eunsoo",
        "무엇을 설명할지 적으세요: ?s=wooil&p=mentorOf&o=eunsoo",
    ),
    "why_forms": ("An explanation can be had as ttl or json.", "설명은 ttl이나 json으로 받을 수 있습니다."),
    "why_we_know": ("What is told, and by whom", "내용과 출처"),
    "ended": ("ended", "지난 관계"),
    "new": ("new", "새로 공개"),
    "certainty_possible": ("possible", "그럴 수도 있음"),
    "certainty_inferred": ("inferred", "추론"),
    "certainty_doubted": ("doubted", "의심스러움"),
    "over": ("over {name}", "{name} 때문에"),
    "because": ("Why: {text}", "이유: {text}"),
    "otherwise": ("another source says otherwise", "다른 출처는 다르게 말함"),
    "no_relationships": ("No relationships have been told yet.", "아직 알려진 관계가 없습니다."),
    "sources_n": ("{n} sources", "출처 {n}개"),
    "sources_n+1": ("{n} source", "출처 {n}개"),
    "events": ("What has happened", "지금까지의 이야기"),
    "no_events": ("Nothing has been told yet.", "아직 나온 이야기가 없습니다."),
    "years_before": ("{n} years before", "{n}년 전"),
    "years_before+1": ("{n} year before", "{n}년 전"),
    "years_after": ("{n} years after", "{n}년 뒤"),
    "years_after+1": ("{n} year after", "{n}년 뒤"),
    "or": (" or ", " 또는 "),
    "outcome": ("Then: {text}", "그 결과: {text}"),
    "themes": ("Themes", "소재와 주제"),
    "making": ("The making", "제작 정보"),
    "year": ("Year", "연도"),
    "episodeCount": ("Episodes", "회차"),
    "firstAired": ("First shown", "첫 공개"),
    "lastAired": ("Last shown", "마지막 공개"),
    "network": ("Channel or service", "채널·서비스"),
    "platform": ("Platform", "플랫폼"),
    "genre": ("Genre", "장르"),
    "setting": ("Setting", "배경"),
    "director": ("Directed by", "연출"),
    "writer": ("Written by", "극본"),
    "sequelOf": ("Follows", "전작"),
    "identifier": ("Listed as", "식별자"),
    "reviews": ("What reviewers think", "리뷰"),
    "verdict": ("Verdict", "총평"),
    "grade": ("Grade", "평점"),
    "stance_positive": ("liked", "호평"),
    "stance_mixed": ("mixed", "엇갈림"),
    "stance_negative": ("disliked", "혹평"),
    "aspect_acting": ("acting", "연기"),
    "aspect_cinematography": ("cinematography", "촬영"),
    "aspect_flashbacks": ("flashbacks", "회상"),
    "aspect_looks": ("looks", "외모"),
    "aspect_music": ("music", "음악"),
    "aspect_pace": ("pace", "전개"),
    "aspect_photography": ("photography", "사진"),
    "aspect_platform": ("platform", "플랫폼"),
    "aspect_scene": ("scene", "장면"),
    "aspect_score": ("score", "배경 음악"),
    "aspect_season": ("season", "계절"),
    "aspect_silence": ("silence", "침묵"),
    "aspect_songs": ("songs", "노래"),
    "aspect_story": ("story", "이야기"),
    "aspect_whole": ("as a whole", "작품 전체"),
    "left_open": ("What stays open", "풀리지 않은 것"),
    "sources": ("Sources", "출처"),
    "sources_intro": ("Where the statements on this page come from.", "이 페이지의 내용이 나온 곳입니다."),
    "source": ("Source", "출처"),
    "statements_n": ("{n} statements", "진술 {n}건"),
    "statements_n+1": ("{n} statement", "진술 {n}건"),
    "kind_article": ("article or blog post", "기사·글"),
    "kind_catalogue": ("catalogue", "작품 목록"),
    "kind_editorial": ("our own decision", "편집자의 판단"),
    "kind_interview": ("interview", "인터뷰"),
    "kind_press": ("press release", "보도자료"),
    "kind_review": ("review", "리뷰"),
    "thin_note": (
        "We know this drama only from a line in somebody’s filmography. There is no chart to show yet.",
        "출연작 목록의 한 줄로만 알려진 드라마입니다. 아직 보여 줄 관계도가 없습니다.",
    ),
    "as_json": ("This page as JSON", "이 페이지를 JSON으로"),
    # the data report
    "data": ("Data", "자료 현황"),
    "data_title": ("What is covered, and what is thin", "무엇이 얼마나 담겨 있나"),
    "data_of": ("What is covered of {title}", "{title} 자료 현황"),
    "data_intro": (
        "How much our sources tell of each drama, where they disagree, and what is missing. Numbers only: nothing here spoils.",
        "드라마마다 출처가 얼마나 말하고 어디서 서로 다르며 무엇이 빠져 있는지 숫자로만 보여 줍니다. 스포일러는 없습니다.",
    ),
    "data_caption": ("Shares are of the characters; a row leads to its drama.", "비율은 인물 가운데 몇 명인지입니다."),
    "data_all": ("All dramas", "모든 드라마"),
    "data_more": ("all numbers", "자세히"),
    "data_thin": ("What is thin", "모자란 것"),
    "data_nothing_thin": ("Nothing that our rules look for.", "모자란 것이 없습니다."),
    "data_thin_dramas": (
        "{n} more dramas are known only from a line of a filmography or a catalogue.",
        "그 밖의 드라마 {n}편은 출연작 목록이나 작품 목록의 한 줄로만 알려져 있습니다.",
    ),
    "data_thin_dramas+1": (
        "{n} more drama is known only from a line of a filmography or a catalogue.",
        "그 밖의 드라마 {n}편은 출연작 목록이나 작품 목록의 한 줄로만 알려져 있습니다.",
    ),
    "data_numbers": ("In numbers", "숫자로 보기"),
    "data_rule": (
        "Numbers are of all that is told, and give nothing away. Words are shown only as far as you have watched.",
        "숫자는 전체 내용을 센 것이라 스포일러가 없습니다. 글은 보신 데까지만 보여 줍니다.",
    ),
    "data_hint": (
        "What follows in words is told up to step {at} of {last}.",
        "아래의 글은 {last}단계 가운데 {at}단계까지의 내용입니다.",
    ),
    "data_alone": ("Told by it alone", "이 출처만 말하는 것"),
    "data_alone_n": ("{n} relationships and events", "관계와 사건 {n}개"),
    "data_alone_n+1": ("{n} relationship or event", "관계나 사건 {n}개"),
    "data_differ": ("Where sources disagree", "출처끼리 다른 점"),
    "data_uncertain": ("Possible, inferred or doubted", "불확실한 관계"),
    "data_by_name": ("Known by name alone", "이름으로만 알려진 사람"),
    "data_by_name_text": (
        "People of the cast and the crew whom no catalogue’s identifier tells from a namesake.",
        "동명이인과 구별해 줄 식별자가 없는 출연진과 제작진입니다.",
    ),
    "data_perhaps": ("perhaps {id}, matched by name only", "이름만 같은 식별자: {id}"),
    "data_none": ("None.", "없습니다."),
    "data_none_yet": ("None told so far.", "아직 나온 것이 없습니다."),
    "told_so_far": ("{n} of {of} told so far", "{of}개 중 {n}개 공개됨"),
    "n_of": ("{n} of {of}", "{of} 중 {n}"),
    "as_csv": ("All rows as CSV", "전체를 CSV로"),
    "drama_word": ("Drama", "드라마"),
    "short_characters_ko": ("Korean name", "한글 이름"),
    "short_characters_cast": ("Actor known", "배우"),
    "short_characters_tied": ("Has a relationship", "관계 있음"),
    "short_relationships": ("Relationships", "관계"),
    "short_events": ("Events", "사건"),
    "short_beats": ("Steps", "단계"),
    "short_groups": ("Groups", "집단"),
    "short_themes": ("Themes", "주제"),
    "short_sources": ("Sources", "출처"),
    "short_disagreements": ("Differ", "다른 점"),
    **{f"measure_{key}": (words[0][:1].upper() + words[0][1:], words[1]) for key, words in MEASURES.items()},
    # problems
    "problem_400": ("That cannot be answered", "요청을 처리할 수 없습니다"),
    "problem_404": ("There is no such page", "페이지가 없습니다"),
    "problem_403": ("That is not allowed here", "허용되지 않는 요청입니다"),
    "problem_5": ("That did not work", "처리하지 못했습니다"),
    "did_you_mean": ("Did you mean one of these?", "혹시 이것을 찾으셨나요?"),
    "to_start": ("To all dramas", "모든 드라마 보기"),
    "no_drama": ("There is no drama “{name}” here.", "여기에 없는 드라마입니다: ‘{name}’"),
    "no_step": ("{title} has no step “{at}”. Choose one of its {last} steps.", "{title}에는 ‘{at}’ 단계가 없습니다. {last}단계 가운데에서 고르세요."),
    # themes
    "themes_nav": ("Themes", "주제"),
    "themes_intro": (
        "What sources say a drama is about, beside what the relationships of its central characters show, and where the two differ.",
        "출처가 말하는 주제와 중심인물들의 관계에서 드러나는 주제를 나란히 놓고, 어디에서 갈리는지 보여 줍니다.",
    ),
    "themes_sum": (
        "Themes of {dramas} dramas: {both} said and shown, {said} only said, {shown} only shown.",
        "드라마 {dramas}편의 주제입니다. 출처도 말하고 이야기에도 드러나는 것 {both}건, 출처만 말하는 것 {said}건, 이야기에만 드러나는 것 {shown}건.",
    ),
    "themes_below": (
        "A number beside a theme counts dramas, with those of its narrower themes.",
        "주제 옆의 숫자는 하위 주제까지 합친 드라마 수입니다.",
    ),
    "themes_to_end": ("Show all, to the end of every drama (spoilers)", "모든 드라마를 끝까지 보기(스포일러)"),
    "themes_to_premise": ("Only what spoils nothing", "스포일러 없이 보기"),
    "themes_without": ("{n} themes have no drama here", "아직 작품이 없는 주제 {n}개"),
    "themes_without+1": ("{n} theme has no drama here", "아직 작품이 없는 주제 {n}개"),
    "themes_at_long": (
        "'at' names too many dramas: twenty at the most, such as at=soundtrack-1=2;*=end.",
        "'at'에 드라마가 너무 많습니다. 스무 편까지 적을 수 있습니다. 예: at=soundtrack-1=2;*=end",
    ),
    "theme_both": ("Said by sources and shown by the story", "출처도 말하고 이야기에도 드러남"),
    "theme_said": ("Only said by sources", "출처만 말함"),
    "theme_shown": ("Only shown by the story", "이야기에만 드러남"),
    "theme_both_text": (
        "A source names the theme, and the relationships of central characters bear it out.",
        "출처가 이 주제를 말하고, 중심인물들의 관계도 이를 뒷받침합니다.",
    ),
    "theme_said_text": (
        "A source names the theme. No rule finds it in the relationships that are known, or there is no rule for it.",
        "출처가 이 주제를 말합니다. 알려진 관계에서는 찾지 못했거나, 찾는 규칙이 없습니다.",
    ),
    "theme_shown_text": (
        "No source names the theme here. It follows from relationships; “Why?” leads to them.",
        "이 주제를 말하는 출처는 없습니다. 관계에서 따라 나온 것이며, ‘왜?’를 누르면 그 관계를 볼 수 있습니다.",
    ),
    "theme_also": ("Also called: {names}", "다른 이름: {names}"),
    "theme_broader": ("Where this theme belongs", "상위 주제"),
    "theme_narrower": ("Narrower themes", "하위 주제"),
    "theme_none": ("As far as this page may tell, no drama has this theme.", "이 페이지가 보여 줄 수 있는 데까지는 이 주제의 드라마가 없습니다."),
    "theme_more": ("and {n} more", "외 {n}편"),
    "no_theme": ("There is no theme “{name}” here.", "여기에 없는 주제입니다: ‘{name}’"),
    # sparql
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
    **{f"detail_{key}": words for key, words in DETAILS.items()},
}  # fmt: skip


class Words:
    """The words in one language.

    >>> Words("en")("step", n=2), Words("en").count("characters_n", 1), Words("ko").count("characters_n", 1)
    ('Step 2', '1 character', '인물 1명')
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._place = LANGUAGES.index(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key, filled in. Raises KeyError for a key that there is not."""
        return _WORDS[key][self._place].format(**values)

    def in_language(self, lang: str) -> Words:
        """Return the words in another language."""
        return Words(lang)

    def count(self, key: str, n: int, **values: object) -> str:
        """Return the words of a key for a number of things."""
        return self(f"{key}+1" if n == 1 and f"{key}+1" in _WORDS else key, n=f"{n:,}", **values)

    def name(self, group: str, value: str) -> str:
        """Return the word for a value of the data (``billing``, ``lead``), or the value where there is none."""
        key = f"{group}_{value}" if group else value
        return self(key) if key in _WORDS else value
