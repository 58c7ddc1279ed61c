"""What stands under a picture: what it shows, how far that is told, and of which version of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.figure.safe import clip
from kg.figure.spec import Text
from kg.names import LANGUAGES

__all__ = ["captions", "far_told", "headed", "small_print"]

_MOST, _MOST_FAR = 600, 400  # characters of all, and of how far it is told
_TOLD = {"en": "Told so far: {words}", "ko": "공개 범위: {words}"}
_FAR = {"en": "{drama} to {beat}", "ko": "{drama} {beat}까지"}
_ALL = {"en": "every drama", "ko": "모든 드라마"}
_OTHERS = {"en": "all others", "ko": "나머지"}
_BEATS: dict[str, Text] = {"end": {"en": "its end", "ko": "끝"}, "premise": {"en": "its premise", "ko": "첫 회 이전"}}
_STEP = {"en": "step {n}", "ko": "{n}단계"}
_NAMES = {"en": "Drama KG {version}", "ko": "드라마 KG {version}"}


def captions(subject: Text, shows: Text, far: Text, version: str) -> dict[str, str]:
    """Return a caption in each language.

    >>> captions({"en": "Soundtrack #1"}, {"en": "Who is tied to whom."}, {"en": "As told by step 1"}, "0.1.0")["en"]
    'Soundtrack #1. Who is tied to whom. As told by step 1. Drama KG 0.1.0.'
    """
    found = {}
    for lang in LANGUAGES:
        said = " ".join(f"{(text.get(lang) or text['en']).rstrip('. ')}." for text in (subject, shows, far))
        found[lang] = f"{clip(said, _MOST)} {_NAMES[lang].format(version=version)}."
    return found


def small_print(far: Text, version: str) -> Text:
    """Return what stands small below a picture: how far it is told, and the version, which is to be cited whole.

    >>> small_print({"en": "As told by step 1", "ko": "1단계까지"}, "0.1.0")["ko"]
    '1단계까지 · 드라마 KG 0.1.0'
    """
    return {lang: f"{clip(words, _MOST_FAR)} · {_NAMES[lang].format(version=version)}" for lang, words in far.items()}


def headed(subject: Text, what: Text) -> Text:
    """Return a title: the subject, and what of it is shown."""
    return {lang: f"{subject.get(lang) or subject['en']} · {what.get(lang) or what['en']}" for lang in LANGUAGES}


def far_told(seen: Iterable[str] | None, titles: Mapping[str, Text]) -> Text:
    """Return how far dramas are told to whom ``seen`` (as `KnowledgeGraph.at_texts` takes it) says."""
    told = [text.strip() for text in seen or () if "=" in text]
    if not told:
        return {"en": "Of every drama, only the premise is told", "ko": "모든 드라마의 첫 회 이전 이야기까지만"}
    parts = [text.partition("=") for text in told]
    rest = _ALL if len(parts) == 1 else _OTHERS
    words = {
        lang: "; ".join(
            _FAR[lang].format(
                drama=rest[lang] if drama == "*" else titles.get(drama, {}).get(lang) or drama,
                beat=_BEATS.get(beat, {}).get(lang) or _STEP[lang].format(n=beat),
            )
            for drama, _, beat in parts
        )
        for lang in LANGUAGES
    }
    return {lang: _TOLD[lang].format(words=words[lang]) for lang in LANGUAGES}
