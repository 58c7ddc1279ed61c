"""What the letters of a romanised Korean syllable may stand for, and family names.

Beside each letter of hangul stands how unusual it is: 0 as most people write their names, 1 as only a system of
romanisation without its marks does, or as a few do.
"""

from __future__ import annotations

__all__ = [
    "CODAS", "IRREGULAR_SURNAMES", "NUCLEI", "ONSETS", "SURNAMES", "compose", "decompose", "north_to_south", "plain",
]  # fmt: skip

_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = ord("가"), ord("힣")

# Consonants that romanisations of names do not keep apart.
_PLAIN_ONSETS = {"ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㄸ": "ㄷ", "ㅃ": "ㅂ", "ㅆ": "ㅅ", "ㅉ": "ㅈ"}
_PLAIN_CODAS = {
    "ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㄳ": "ㄱ", "ㄺ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄷ": "ㅅ", "ㅆ": "ㅅ", "ㅈ": "ㅅ",
    "ㅊ": "ㅅ", "ㅌ": "ㅅ", "ㅎ": "", "ㅍ": "ㅂ", "ㅄ": "ㅂ", "ㄻ": "ㅁ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ",
    "ㄿ": "ㅂ", "ㅀ": "ㄹ",
}  # fmt: skip
_PLAIN_VOWELS = {"ㅒ": "ㅖ", "ㅙ": "ㅚ", "ㅞ": "ㅚ"}


def decompose(syllable: str) -> tuple[str, str, str]:
    """Return the letters of a hangul syllable.

    >>> decompose("형"), decompose("이")
    (('ㅎ', 'ㅕ', 'ㅇ'), ('ㅇ', 'ㅣ', ''))
    """
    number = ord(syllable) - _FIRST
    return _ONSETS[number // 588], _VOWELS[number % 588 // 28], _CODAS[number % 28]


def compose(onset: str, vowel: str, coda: str) -> str:
    """Return the hangul syllable of some letters.

    >>> compose("ㅎ", "ㅕ", "ㅇ")
    '형'
    """
    return chr(_FIRST + _ONSETS.index(onset) * 588 + _VOWELS.index(vowel) * 28 + _CODAS.index(coda))


def plain(text: str) -> str:
    """Return hangul without the differences that no romanisation of names keeps.

    >>> plain("꽃빛나")
    '곳빗나'
    """
    return "".join(_plain_syllable(char) if _FIRST <= ord(char) <= _LAST else char for char in text)


def _plain_syllable(syllable: str) -> str:
    onset, vowel, coda = decompose(syllable)
    return compose(_PLAIN_ONSETS.get(onset, onset), _PLAIN_VOWELS.get(vowel, vowel), _PLAIN_CODAS.get(coda, coda))


def north_to_south(family: str) -> str:
    """Return a family name without the first r that is written in the North and, by some, in the South.

    >>> north_to_south("류"), north_to_south("라"), north_to_south("림"), north_to_south("김")
    ('유', '나', '임', '김')
    """
    onset, vowel, coda = decompose(family[0])
    if onset in "ㄹㄴ" and vowel in "ㅣㅑㅕㅖㅛㅠ":
        onset = "ㅇ"
    elif onset == "ㄹ":
        onset = "ㄴ"
    return compose(onset, vowel, coda) + family[1:]


SURNAMES = frozenset(
    (
        *"가간갈감강견경계고공곽구국권금기길김나남노단당도동두라려로류리림마맹명모목묵문미민박반방배백범변복봉",
        *"부비빈빙사상서석선설섭성소손송승시신심아안양어엄여연염엽영예오옥온옹왕용우원위유육윤은음이인임자장전",
        *"점정제조좌주지진차창채천초최추탁탄탕태판팽편평포표피필하한함허현형호홍화황후",
        "남궁",
        "독고",
        "동방",
        "사공",
        "서문",
        "선우",
        "제갈",
        "황보",
        "황목",
    )
)

# How family names are written that no rule gives; what a rule gives as well is found by it.
IRREGULAR_SURNAMES = {
    **dict.fromkeys(("lee", "rhee", "rhie", "rhi", "ree", "leigh", "yi", "li", "ri"), ("이",)),
    **dict.fromkeys(("park", "bark", "parc"), ("박",)),
    **dict.fromkeys(("lim", "leem", "rhim", "rim", "yim", "lym"), ("임",)),
    **dict.fromkeys(("noh", "roh", "ro", "rho", "lo"), ("노",)),
    **dict.fromkeys(("ryu", "ryoo", "lyu", "lew", "yew"), ("유",)),
    **dict.fromkeys(("hur", "her", "hoe"), ("허",)),
    **dict.fromkeys(("choi", "choy", "choe", "chwe", "choie"), ("최",)),
    **dict.fromkeys(("suhr", "sur"), ("서",)),
    **dict.fromkeys(("joe", "joh"), ("조",)),
    **dict.fromkeys(("jean", "jun", "chun"), ("전",)),
    **dict.fromkeys(("koh", "ko"), ("고",)),
    **dict.fromkeys(("uhm", "um", "ohm", "aum", "eum", "uom"), ("엄",)),
    **dict.fromkeys(("oh", "o"), ("오",)),
    **dict.fromkeys(("yum", "youm"), ("염",)),
    **dict.fromkeys(("jyung", "chung", "cheong"), ("정",)),
    **dict.fromkeys(("shim", "sheem"), ("심",)),
    **dict.fromkeys(("kwon", "kweon", "gwon", "kwun"), ("권",)),
    "chun": ("전", "천"),
    "chon": ("전", "천"),
    "ahn": ("안",),
    "beak": ("백",),
    "geum": ("금",),
    "won": ("원",),
    "namgoong": ("남궁",),
    "namkoong": ("남궁",),
    "namkung": ("남궁",),
    "sunwoo": ("선우",),
    "whang": ("황",),
    "wee": ("위",),
}

Part = tuple[tuple[str, int], ...]


def _parts(table: str) -> dict[str, Part]:
    """Read a table of lines: Latin letters, then letters of hangul; after a bar those that are unusual."""
    found: dict[str, Part] = {}
    for line in table.split("\n"):
        if line.strip():
            latin, _, meaning = line.strip().partition(" ")
            usual, _, unusual = meaning.partition("|")
            choices = (*((char, 0) for char in usual.split()), *((char, 1) for char in unusual.split()))
            found["" if latin == "-" else latin] = tuple(("" if char == "-" else char, cost) for char, cost in choices)
    return found


# A capital letter is an aspirated consonant of McCune-Reischauer, written with its mark.
ONSETS = _parts("""
- ㅇ
g ㄱ
k ㄱ
K ㄱ
kk ㄱ
kh ㄱ
c ㄱ
q ㄱ
n ㄴ | ㄹ
d ㄷ
dd ㄷ
tt ㄷ
t ㅌ | ㄷ
th ㅌ
T ㅌ
r ㄹ
l ㄹ
rh ㄹ
m ㅁ
b ㅂ
bb ㅂ
pp ㅂ
v ㅂ
p ㅍ | ㅂ
ph ㅍ
f ㅍ
P ㅍ
s ㅅ
ss ㅅ
sh ㅅ
j ㅈ
jj ㅈ
dj ㅈ
tj ㅈ
tch ㅈ
z ㅈ
ch ㅊ | ㅈ
C ㅊ
h ㅎ
""")
NUCLEI = _parts("""
a ㅏ
aa | ㅏ
ae ㅐ | ㅔ ㅖ
ai ㅐ
ay | ㅐ
ea ㅐ | ㅔ ㅖ
e ㅔ | ㅐ ㅖ ㅣ
ei | ㅔ
ey | ㅔ ㅖ
ya ㅑ
yae ㅖ
ye ㅖ | ㅕ
yea ㅖ
eo ㅓ
eou | ㅓ
o ㅗ | ㅓ
u ㅜ ㅓ | ㅡ
oo ㅜ
ou ㅜ
uu ㅜ
woo ㅜ
wu ㅜ | ㅝ
eu ㅡ | ㅓ
yeo ㅕ
yeou ㅕ
yo ㅛ | ㅕ
yu ㅠ ㅕ
yoo ㅠ
you ㅕ ㅠ
yeu | ㅕ ㅠ
yew | ㅠ
oe ㅚ
oi ㅚ
oy | ㅚ
wa ㅘ
wae ㅚ
we ㅚ
wo ㅝ
weo ㅝ
wi ㅟ
wee ㅟ
ui ㅢ | ㅟ
eui ㅢ
ee ㅣ ㅢ
i ㅣ | ㅢ
yi ㅣ | ㅢ
ie | ㅣ
y | ㅣ
""")
CODAS = _parts("""
- -
g ㄱ
k ㄱ
c ㄱ
ck ㄱ
q ㄱ
n ㄴ
l ㄹ
r | ㄹ
m ㅁ
p ㅂ
b ㅂ
s ㅅ
t ㅅ
d ㅅ
ng ㅇ
""")
