"""A seeded collection of dramas in which everybody has a Korean name, in hangul and in some romanisation."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.generate import collection
from kg.model import Collection, Drama, Name, Person

__all__ = ["korean_names", "named_collection"]

_A_DRAMA = 32  # names: its own, its characters', and those of three people
_SURNAMES = (
    "김 Kim Gim|이 Lee Yi Rhee|박 Park Bak|최 Choi Choe|정 Jung Jeong|강 Kang Gang|조 Cho Jo|"
    "윤 Yoon Yun|장 Jang|임 Lim Im|"
    "한 Han|오 Oh O|서 Seo Suh|신 Shin Sin|권 Kwon Gwon|황 Hwang|안 Ahn An|송 Song|"
    "류 Ryu Yoo|전 Jeon Jun|홍 Hong|고 Ko Go|"
    "문 Moon Mun|양 Yang|손 Son Sohn|배 Bae|백 Baek|허 Hur Heo|유 Yoo Yu|남 Nam|"
    "심 Shim Sim|노 Noh Roh|하 Ha|곽 Kwak Gwak"
)
_SYLLABLES = (
    "민 Min|서 Seo Suh|지 Ji Jee|준 Joon Jun|현 Hyun Hyeon|우 Woo U|은 Eun|수 Soo Su|영 Young Yeong|진 Jin|혜 Hye|"
    "연 Yeon Yun|"
    "호 Ho|성 Sung Seong|재 Jae|희 Hee Hui|형 Hyung Hyeong|식 Sik Shik|태 Tae|윤 Yoon Yun|아 Ah A|"
    "선 Sun Seon|정 Jung Jeong|"
    "원 Won|경 Kyung Gyeong|미 Mi|주 Joo Ju|하 Ha|나 Na|라 Ra|석 Seok Suk|철 Chul Cheol|동 Dong|훈 Hoon Hun|"
    "기 Ki Gi|빈 Bin|"
    "유 Yoo Yu|예 Ye|소 So|인 In|규 Kyu Gyu|상 Sang|승 Seung|도 Do|용 Yong|광 Kwang Gwang|명 Myung Myeong|범 Beom Bum"
)
_TITLES = "Love Night Spring Law Doctor King Secret Summer House Star Moon Class Letter Family Train Song Garden Winter"
_HANGUL_TITLES = "사랑 밤 봄 법 의사 왕 비밀 여름 집 별 달 교실 편지 가족 기차 노래 정원 겨울"


def named_collection(names: int, seed: int = 1) -> Collection:
    """Return dramas, with their characters and actors, that have about so many names in all."""
    rng = random.Random(seed)
    made = collection(max(2, names // _A_DRAMA), seed)
    return replace(
        made,
        dramas=tuple(_drama(drama, rng) for drama in made.dramas),
        people=tuple(_person(person, rng) for person in made.people),
    )


def _drama(drama: Drama, rng: random.Random) -> Drama:
    cited = drama.names[0].cited
    words = list(zip(_TITLES.split(), _HANGUL_TITLES.split(), strict=True))
    drawn = rng.sample(words, rng.randint(2, 3))
    title = " ".join(english for english, _ in drawn), " ".join(hangul for _, hangul in drawn)
    beats = drama.beats
    characters = tuple(
        replace(
            character, names=korean_names(character.names, rng), told=rng.choice((None, beats[1].slug, beats[2].slug))
        )
        for character in drama.characters
    )
    return replace(
        drama, names=(Name(title[0], "en", cited), Name(title[1], "ko", cited)), characters=characters, events=(),
        relationships=(), themes=(), present=None,
    )  # fmt: skip


def _person(person: Person, rng: random.Random) -> Person:
    return replace(person, names=korean_names(person.names, rng))


def korean_names(names: tuple[Name, ...], rng: random.Random) -> tuple[Name, ...]:
    """Return a Korean name in Latin letters and in hangul, from the same source as the names that it replaces."""
    parts = [rng.choice(_SURNAMES.split("|")).split(), *(rng.choice(_SYLLABLES.split("|")).split() for _ in range(2))]
    family, first, second = (rng.choice(part[1:]) for part in parts)
    given = rng.choice((f"{first}-{second.lower()}", f"{first} {second}", f"{first}{second.lower()}"))
    cited = names[0].cited
    return (Name(f"{family} {given}", "en", cited), Name("".join(part[0] for part in parts), "ko", cited))
