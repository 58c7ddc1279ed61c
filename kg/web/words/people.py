"""Words of the pages about people, characters and the ways between people."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    # a person
    "person_also": ("Also written", "다른 표기"),
    "person_namesakes": ("Another person of this name:", "이름이 같은 다른 사람:"),
    "person_is_performer": ("Actor", "배우"),
    "person_is_director": ("Director", "연출"),
    "person_is_writer": ("Writer", "극본"),
    "person_description": (
        "{name}: dramas, roles and co-stars, told only as far as you have watched.",
        "{name}의 출연작과 배역, 함께 출연한 배우. 본 데까지만 보여 줍니다.",
    ),
    "person_works": ("Dramas and roles", "출연작과 배역"),
    "person_works_caption": ("Newest first.", "최근 작품부터입니다."),
    "person_made": ("Made these dramas", "만든 드라마"),
    "person_year": ("Year", "연도"),
    "person_part": ("Plays", "배역"),
    "person_job": ("As", "역할"),
    "person_no_part": ("in a part that no source names", "배역 이름은 알려지지 않음"),
    "person_costars": ("Played together with", "함께 출연한 배우"),
    "person_costars_n": ("{n} people, those with the most dramas together first.", "{n}명. 함께한 작품이 많은 순서입니다."),
    "person_costars_n+1": ("{n} person.", "{n}명입니다."),
    "person_more": ("Show {n} more", "{n}명 더 보기"),
    "person_together": ("{n} dramas", "작품 {n}편"),
    "person_together+1": ("{n} drama", "작품 {n}편"),
    "person_network": ("Who has played with {name}", "{name} 주변의 배우"),
    "person_network_all": ("{n} people who have played in a drama together.", "같은 작품에 출연한 배우 {n}명입니다."),
    "person_network_some": (
        "The {shown} nearest of {n} people who have played in a drama together: first those with several dramas in common, then some of each drama.",
        "같은 작품에 출연한 배우 {n}명 가운데 {shown}명입니다. 여러 작품을 함께한 배우를 먼저, 그다음 작품마다 몇 명씩입니다.",
    ),
    "person_elsewhere": ("Elsewhere", "다른 사이트"),
    "person_connect": ("How is {name} connected to…", "{name}, 누구와 어떻게 이어져 있나요?"),
    "person_connect_field": ("Another person", "다른 사람"),
    "person_connect_go": ("Show the way", "연결 보기"),
    "person_told_by": ("Where this is told", "출처"),
    "no_person": (
        "As far as you have watched, there is no person “{name}” here. Perhaps the name is spelt otherwise.",
        "지금까지 본 데까지는 여기에 없는 사람입니다: ‘{name}’. 이름을 다르게 적어 보세요.",
    ),
    "people_long": (
        "A name has at most {most} characters.",
        "이름은 {most}자까지 쓸 수 있습니다.",
    ),
    "people_search": ("Search for “{name}”", "‘{name}’ 검색하기"),
    "far_premise": (
        "Told as far as the premise of every drama: no spoilers.",
        "모든 드라마의 첫 회 이전에 알려진 내용만 담았습니다. 스포일러가 없습니다.",
    ),
    # a character
    "character_description": (
        "{name} in {title}: relationships, told only as far as you have watched.",
        "{title}의 {name}. 인물 관계를 본 데까지만 보여 줍니다.",
    ),
    "character_in": ("A character of {title}", "{title}의 등장인물"),
    "character_aliases": ("Also goes by", "다른 이름"),
    "character_known": ("What is known", "알려진 것"),
    "character_nothing": ("Nothing more is told so far.", "아직 더 알려진 것이 없습니다."),
    "character_ties": ("Relationships", "관계"),
    "character_events": ("Takes part in", "관련된 사건"),
    "character_step_of": ("Step {at} of {last}", "{last}단계 가운데 {at}단계"),
    "character_groups": ("Belongs to", "소속"),
    "character_since": ("told at step {n}", "{n}단계에서 공개"),
    "character_first": ("First told at step {n}", "{n}단계에서 처음 나옴"),
    "character_now": ("at this point", "현재"),
    "no_character": (
        "As far as you have watched, there is no character “{name}” in {title}.",
        "지금까지 본 데까지 ‘{title}’에 없는 인물입니다: ‘{name}’",
    ),
    "to_drama": ("To {title}", "‘{title}’ 보기"),
    "to_end_spoilers": ("Look as told to the end (spoilers)", "끝까지 밝혀진 대로 보기(스포일러)"),
    # the way between two people
    "path_title": ("How are they connected?", "두 사람은 어떻게 이어져 있을까?"),
    "path_nav": ("Connections", "연결"),
    "path_intro": (
        "Two people are connected when they played in the same drama, or when others lead from one to the other.",
        "같은 드라마에 출연했거나, 다른 배우를 거쳐 이어지는 두 사람을 찾아 드립니다.",
    ),
    "path_from": ("From", "누구"),
    "path_to": ("To", "누구와"),
    "path_go": ("Show the way", "연결 보기"),
    "path_swap": ("Swap", "서로 바꾸기"),
    "path_example": ("For example", "예를 들면"),
    "path_of": ("{one} and {other}", "{one} · {other}"),
    "path_picture": ("The way", "이어지는 길"),
    "path_words": ("In words", "말로 하면"),
    "path_others": ("{n} other ways that are as short", "같은 길이의 다른 길 {n}개"),
    "path_others+1": ("{n} other way that is as short", "같은 길이의 다른 길 {n}개"),
    "path_longer": ("{n} ways that are a step longer", "한 단계 더 긴 길 {n}개"),
    "path_longer+1": ("{n} way that is a step longer", "한 단계 더 긴 길 {n}개"),
    "path_crew": ("Count directors and writers too", "연출과 극본도 포함"),
    "path_wider": ("Try with directors and writers", "연출과 극본까지 찾아보기"),
    "path_through": (
        "'through' is cast, for those who act together, or all, for directors and writers too.",
        "'through'에는 cast(함께 출연) 또는 all(연출과 극본 포함)을 쓸 수 있습니다.",
    ),
    "path_same": (
        "Both fields name {name}. Choose two different people.",
        "두 칸 모두 {name}입니다. 서로 다른 두 사람을 고르세요.",
    ),
    "path_one": ("Say who the other person is.", "다른 한 사람도 적어 주세요."),
    "path_two": ("Say which two people: from=… and to=….", "두 사람을 from=…, to=…로 적어 주세요."),
    "path_which": ("“{name}” fits more than one person. Which one?", "‘{name}’에 맞는 사람이 여럿입니다. 누구인가요?"),
    "path_none": (
        "As far as you have watched, no chain of dramas leads from {one} to {other}.",
        "지금까지 본 데까지는 {one}에서 {other}(으)로 이어지는 드라마가 없습니다.",
    ),
    "path_share": ("Link to this answer", "이 결과의 링크"),
    # queries
    "ask_roles": ("dramas and roles", "출연작과 배역"),
    "ask_made": ("dramas they made", "만든 드라마"),
    "ask_co_stars": ("who plays beside them", "함께 출연한 배우"),
    "ask_path": ("the dramas that they share", "함께한 드라마"),
    # surprise
    "surprise": ("Surprise me", "아무 드라마나 보기"),
    "surprise_none": ("There is no drama here yet that is told in full.", "아직 자세히 볼 수 있는 드라마가 없습니다."),
}  # fmt: skip
