"""Invented relationship charts for the tests: a large one, a small one, and a hostile one."""

from __future__ import annotations

from itertools import count

from kg.figure import Chart, ChartEdge, ChartGroup, ChartKind, ChartNode, ChartSource, ChartWords, Text

KINDS = (
    ChartKind("couple", {"en": "couple", "ko": "연인"}, "#d81b60", "#ff7eb0", (), 3, heart=True),
    ChartKind("crush", {"en": "one-sided love", "ko": "짝사랑"}, "#c77700", "#ffb74d", (7, 5), 2),
    ChartKind("ex", {"en": "former couple", "ko": "옛 연인"}, "#a0568f", "#dc9bd0", (3, 4), 2),
    ChartKind("family", {"en": "family", "ko": "가족"}, "#2e7d4f", "#6fd39a", (), 2.2),
    ChartKind("friend", {"en": "friends", "ko": "친구"}, "#1f66d6", "#7fb2ff", (), 2),
    ChartKind("mentor", {"en": "mentor", "ko": "사제"}, "#7a4fd8", "#b79cff", (10, 4), 2),
    ChartKind("rival", {"en": "rivals", "ko": "라이벌"}, "#c62828", "#ff8a80", (9, 4, 2, 4), 2),
    ChartKind("work", {"en": "colleagues", "ko": "동료"}, "#5b6675", "#aeb8c7", (), 1.6),
    ChartKind("home", {"en": "living together", "ko": "동거"}, "#00838f", "#4dd0e1", (2, 3), 2.4),
)
_LABELS: dict[str, Text] = {kind.id: kind.label for kind in KINDS}
_CAST = """
yoon|서도윤|Seo Do-yun|의사|Doctor|한결|Han Gyeol|*
seul|한이슬|Han I-seul|상속녀|Heiress|유나래|Yoo Na-rae|*
tae|강태오|Kang Tae-oh|형사|Detective|민서준|Min Seo-jun|*
jung|한정수|Han Jeong-su|한성그룹 회장|Chairman of Hansung Group|오대환|Oh Dae-hwan|han
mi|윤미란|Yun Mi-ran|사모|Chairman's wife|차선희|Cha Seon-hui|han
jun|한이준|Han I-jun|장남|Eldest son|배진|Bae Jin|han
sera|오세라|Oh Se-ra|며느리|Daughter-in-law|문하영|Mun Ha-young|han
moon|문비서|Secretary Moon|비서|Secretary|구본|Gu Bon|han
den|한이든|Han I-deun|막내|Youngest son|이로|Lee Ro|han
baek|백지호|Baek Ji-ho|외과 과장|Head of surgery|송담|Song Dam|hospital
lim|임수아|Im Su-a|레지던트|Resident|나윤|Na Yun|hospital
noh|노교수|Professor Noh|은사|Former teacher of Do-yun|전만수|Jeon Man-su|hospital
choi|최간호사|Nurse Choi|수간호사|Head nurse|고은|Go Eun|hospital
jeong|정하늘|Jeong Ha-neul|인턴|Intern|표지우|Pyo Ji-u|hospital
koo|구원장|Director Koo|원장|Hospital director|성호|Seong Ho|hospital
grand|서할매|Grandmother Seo|할머니|Grandmother|김영자|Kim Yeong-ja|village
kyung|서도경|Seo Do-gyeong|여동생|Younger sister|안채원|An Chae-won|village
park|박만수|Park Man-su|선장|Captain of a fishing boat|조필|Jo Pil|village
dong|최동구|Choi Dong-gu|죽마고우|Childhood friend|하민|Ha Min|village
dal|달수|Dal-su|카페 주인|Runs the café|심온|Sim On|village
mija|미자|Mi-ja|해녀|Diver|윤복|Yun Bok|village
jo|조반장|Captain Jo|강력 1반 반장|Captain of Major Crimes Unit 1|마동|Ma Dong|police
shin|신예린|Shin Ye-rin|프로파일러|Profiler|도하|Do Ha|police
ma|마동일|Ma Dong-il|막내 형사|Youngest detective|석우|Seok U|police
cha|차검사|Prosecutor Cha|검사|Prosecutor|임도|Im Do|police
bae|배두식|Bae Du-sik|정보원|Informant|황달|Hwang Dal|police
who|정체불명|Unknown man|용의자|Suspect|||police
"""
_TIES = """
yoon couple seul new|yoon rival seul ended|tae crush seul >|yoon friend tae|jung family seul|mi family seul
jun family seul|den family seul|jung couple mi|jun couple sera|jung work moon|sera ex tae ended|jung rival tae
baek rival yoon|lim crush yoon >|noh mentor yoon >|choi work yoon|baek work koo|lim friend jeong|choi work lim
koo friend jung|grand family yoon|kyung family yoon|dong friend yoon|dal crush kyung > new|park couple mija
mija friend grand|park ex mija ended|jo mentor tae >|shin work tae|ma work tae|cha rival tae|shin couple cha
bae work ma|who rival tae ?|who rival jo ?|dong crush kyung >|koo ex noh ended
"""


def large_chart() -> Chart:
    """Four groups of six, three leads and 38 relationships of eight kinds."""
    nodes = [_cast_member(row.split("|")) for row in _CAST.strip().splitlines()]
    numbers = count(1)
    edges = [_tie(f"r{next(numbers)}", tie.split()) for tie in _TIES.strip().replace("\n", "|").split("|")]
    groups = [
        ChartGroup("han", {"en": "The Han family · Hansung Group", "ko": "한씨 집안 · 한성그룹"}),
        ChartGroup("hospital", {"en": "Dawn Hospital", "ko": "새벽병원"}),
        ChartGroup("village", {"en": "Seaside village", "ko": "바닷마을"}),
        ChartGroup("police", {"en": "Western Police Station", "ko": "서부경찰서"}),
    ]
    return Chart(
        {"en": "Lighthouse at Dawn — relationship chart", "ko": "새벽의 등대 — 인물관계도"},
        {
            "en": "As far as episode 8 tells. Invented for a test.",
            "ko": "8회까지 공개된 관계입니다. 시험용으로 지은 이야기입니다.",
        },
        tuple(nodes),
        tuple(edges),
        tuple(groups),
        KINDS,
        {"en": "Sources: invented.", "ko": "출처: 지어낸 자료"},
    )


def _cast_member(row: list[str]) -> ChartNode:
    one, ko, en, job_ko, job_en, actor_ko, actor_en, group = row
    return ChartNode(
        one,
        {"en": en, "ko": ko},
        {"en": job_en, "ko": job_ko},
        {"en": actor_en, "ko": actor_ko} if actor_en else None,
        lead=group == "*",
        group=None if group == "*" else group,
        unnamed=not actor_en,
        href=f"/character/{one}",
        actor_href="https://example.org/actor" if actor_en else None,
    )


def _tie(one: str, words: list[str]) -> ChartEdge:
    source, kind, target, *flags = words
    return ChartEdge(
        one,
        source,
        target,
        kind,
        _LABELS[kind],
        directed=">" in flags,
        ended="ended" in flags,
        uncertain="?" in flags,
        new="new" in flags,
        note={"en": "A note on this tie.", "ko": "이 관계에 대한 설명입니다."},
        sources=(
            ChartSource({"en": "Makers' page, paragraph 2", "ko": "제작진 페이지 2문단"}),
            ChartSource({"en": "A review", "ko": "리뷰"}, "https://example.org/review"),
        ),
    )


def small_chart() -> Chart:
    """Two leads with three ties between them, and six others without a group."""
    cast = {
        "dong": (
            "Ko Dong-man",
            "고동만",
            "Former taekwondo fighter, pest control worker",
            "전직 태권도 선수",
            "Park Seo-jun",
            "박서준",
        ),
        "aera": (
            "Choi Ae-ra",
            "최애라",
            "Department store information desk",
            "백화점 안내원",
            "Kim Ji-won",
            "김지원",
        ),
        "joo": (
            "Kim Joo-man",
            "김주만",
            "Home shopping assistant manager",
            "홈쇼핑 대리",
            "Ahn Jae-hong",
            "안재홍",
        ),
        "seol": ("Baek Seol-hee", "백설희", "Pub owner", "술집 주인", "Song Ha-yoon", "송하윤"),
        "coach": ("Hwang Jang-ho", "황장호", "Gym coach", "체육관 코치", "Kim Sung-oh", "김성오"),
        "hye": ("Park Hye-ran", "박혜란", "Announcer", "아나운서", "Lee Elijah", "이엘리야"),
        "boss": ("Manager Yang", "양 팀장", "Floor manager", "팀장", None, None),
        "singer": ("Singer", "가수", "Sings in the pub", "술집에서 노래한다", None, None),
    }
    nodes = tuple(
        ChartNode(
            one,
            {"en": en, "ko": ko},
            {"en": job, "ko": job_ko},
            {"en": actor, "ko": actor_ko} if actor and actor_ko else None,
            lead=one in ("dong", "aera"),
            unnamed=one == "singer",
        )
        for one, (en, ko, job, job_ko, actor, actor_ko) in cast.items()
    )
    ties = """dong friend aera|aera crush dong >|dong home aera new|joo couple seol|joo friend dong
    seol friend aera|seol friend dong|joo friend aera|coach mentor dong >|hye ex dong ended
    boss work aera|singer work seol ?|hye rival aera"""
    numbers = count(1)
    edges = tuple(_tie(f"r{next(numbers)}", tie.split()) for tie in ties.replace("\n", "|").split("|"))
    best = {"en": "best friends", "ko": "절친"}
    first = ChartEdge("r1", "dong", "aera", "friend", best, note=edges[0].note, sources=edges[0].sources)
    return Chart(
        {"en": "Third-rate roads", "ko": "쌈의 길"},
        {"en": "The premise, as the makers tell it.", "ko": "제작진이 알려 준 첫 설정입니다."},
        nodes,
        (first, *edges[1:]),
        (),
        KINDS,
    )


_TANGLE = """eun friend seon|eun home seon ended|seon home eun|eun crush seon > ended|seon crush eun > ended
eun family seon >|seon family eun >|seon mentor eun >|eun couple seon new|eun rival seon|eun work seon ended
eun work woo|eun work woo new|woo mentor eun >|woo crush eun >|woo crush eun > ended|seon rival woo >
eun work jay|jay work woo ?|gyeol couple mari|gyeol friend mari|eun friend gyeol|eun friend mari|seon friend gyeol
seon friend mari|mom family eun >|ex couple eun ended|ex ex eun|ex rival eun >|dong work seon|dong mentor seon >
abroad mentor seon >|abroad work seon|fan crush seon > new"""


def tangled_chart() -> Chart:
    """Two leads with eleven phases between them, five with a third, and more around, as in a drama at its end."""
    cast = {
        "eun": ("Lee Eun Soo", "이은수", None, True),
        "seon": ("Han Seon Woo", "한선우", None, True),
        "woo": ("Kang Woo Il", "강우일", "music", False),
        "jay": ("Jay Jun", "제이준", "music", False),
        "gyeol": ("Gyeol Han", "결한", "pub", False),
        "mari": ("Mari", "마리", "pub", False),
        "mom": ("Eun Soo's mother", "은수의 어머니", "family", False),
        "dong": ("Yoon Dong Hyeon", "윤동현", "photo", False),
        "abroad": ("Seon Woo's mentor abroad", "선우의 해외 멘토", "photo", False),
        "ex": ("Eun Soo's ex-boyfriend", "은수의 전 남자친구", None, False),
        "fan": ("a woman who likes Seon Woo", "선우를 좋아하는 여자", None, False),
    }
    job, actor = {"en": "well-known photographer", "ko": "유명 사진작가"}, {"en": "Kim Ha-neul", "ko": "김하늘"}
    numbers = count(1)
    return Chart(
        {"en": "Eleven phases", "ko": "열한 번의 관계"},
        {"en": "Invented for a test.", "ko": "시험용으로 지은 이야기입니다."},
        tuple(
            ChartNode(one, {"en": en, "ko": ko}, job, actor, lead=lead, group=group)
            for one, (en, ko, group, lead) in cast.items()
        ),
        tuple(_tie(f"r{next(numbers)}", tie.split()) for tie in _TANGLE.replace("\n", "|").split("|")),
        (
            ChartGroup("music", {"en": "Music", "ko": "음악"}),
            ChartGroup("pub", {"en": "The pub", "ko": "술집"}),
            ChartGroup("family", {"en": "Eun Soo's family and relatives", "ko": "은수네 가족과 친척들"}),
            ChartGroup("photo", {"en": "Photography", "ko": "사진"}),
        ),
        KINDS,
    )


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "javascript:alert(3)",
    "\"quoted' & <b>bold</b> href",
    "\u202egnidaer \u2066\u0000\u2028\ud800",
    "가" * 10_000,
    "👩‍👩‍👧‍👦🫶",
)


def hostile_chart() -> Chart:
    """Every text and address is an attack on the page."""
    nodes = tuple(
        ChartNode(
            f"n{at}{text[:30]}",
            {"en": text, "ko": text},
            {"en": text},
            {"en": text},
            lead=at == 0,
            group="g</script>" if at in (1, 2) else None,
            href="javascript:alert(4)",
            actor_href="//evil.example/x",
            aliases=(ChartWords(text), ChartWords(text, "__proto__")),
            occupations=(ChartWords(text, "ko", new=True),),
            notes=(ChartWords(text, "<b>"),),
        )
        for at, text in enumerate(HOSTILE)
    )
    kind = ChartKind('k"><script>', {"en": HOSTILE[1]}, "red;}</style><script>", "url(https://evil.example)")
    edges = tuple(
        ChartEdge(
            f"e{at}",
            nodes[0].id,
            node.id,
            kind.id,
            {"en": text},
            note={"en": text},
            details=({"en": text},),
            sources=(
                ChartSource({"en": text}, "javascript:alert(5)"),
                ChartSource({"en": text + "2"}, 'https://a.example/"><b>'),
            ),
            told=1,
            why="javascript:alert(6)",
            proof=((0, {"en": text}), (1, {"en": text})),
        )
        for at, (node, text) in enumerate(zip(nodes[1:], HOSTILE[1:], strict=True))
    )
    return Chart(
        {"en": HOSTILE[1]},
        {"en": HOSTILE[0]},
        nodes,
        edges,
        (ChartGroup("g</script>", {"en": HOSTILE[1]}),),
        (kind,),
        {"en": HOSTILE[1]},
        beats={1: {"en": HOSTILE[1]}},
    )


def empty_chart(*nodes: ChartNode) -> Chart:
    """No relationships; no characters either unless given."""
    return Chart({"en": "Nothing yet", "ko": "아직 없음"}, {"en": "", "ko": ""}, nodes, (), (), ())
