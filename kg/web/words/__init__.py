"""Every word of the pages, in both languages, one module for each part of the site.

A table maps a key to (English, Korean). "{n}" and the like are filled in; a key with "+1" is its English singular.
Words of the data come from the data, words of the chart from `kg.figure`.
"""

from __future__ import annotations

from kg.names import LANGUAGES
from kg.web.words import catalogue, dataset, export, far, limits, linked, network, pages, people, search, sparql

__all__ = ["Words", "every_word"]

_WORDS = (
    pages.WORDS
    | sparql.WORDS
    | limits.WORDS
    | linked.WORDS
    | catalogue.WORDS
    | dataset.WORDS
    | search.WORDS
    | far.WORDS
    | people.WORDS
    | network.WORDS
    | export.WORDS
)


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


def every_word() -> list[str]:
    """Return all that pages say by themselves, in both languages."""
    return [text for texts in _WORDS.values() for text in texts]
