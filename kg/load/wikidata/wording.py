"""What Wikidata calls its items: labels and aliases as names, in the text rules of the project."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from kg.load.wikidata.answers import Row
from kg.load.wikidata.queries import LABEL_LANGUAGES
from kg.load.wikidata.terms import item_id, local
from kg.model import Citation, Cited, Name, Text
from kg.names import unwanted_character

__all__ = ["SOURCE", "Wording", "clean", "is_korean"]

SOURCE = "wikidata"

_LONGEST = 400  # characters; Wikidata itself takes 250
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")


def clean(text: str, left_out: Counter[str]) -> str:
    """Return text as NFC without control and direction-changing characters, and with single spaces; '' for none.

    ``left_out`` counts the texts that lost something, and those that are too long to be a name.

    >>> clean(" Han\\u202e  So-hee\\x07 ", counts := Counter()), sum(counts.values())
    ('Han So-hee', 1)
    """
    plain = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in plain)
    kept = "".join(char for char in spaced if not unwanted_character(char))
    if kept != spaced:
        left_out["control characters in a text"] += 1
    kept = " ".join(kept.split())
    if len(kept) > _LONGEST:
        left_out[f"texts of more than {_LONGEST} characters"] += 1
        return ""
    return kept


def is_korean(text: str) -> bool:
    """Tell whether text has hangul.

    >>> is_korean("한소희"), is_korean("Han So-hee")
    (True, False)
    """
    return _HANGUL.search(text) is not None


class Wording:
    """Labels and aliases of items."""

    def __init__(self, left_out: Counter[str]) -> None:
        self._left_out = left_out
        self._labels: dict[str, dict[str, str]] = {}
        self._aliases: dict[str, dict[str, set[str]]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Take the rows of `kg.load.wikidata.queries.labels`."""
        for row in rows:
            item, text = item_id(row.get("item")), row.get("text")
            if item is None or not isinstance(text, Literal) or text.language is None:
                continue
            words = clean(text.value, self._left_out)
            if not words:
                continue
            if local(row.get("kind")) == "label":
                self._labels.setdefault(item, {})[text.language] = words
            else:
                self._aliases.setdefault(item, {}).setdefault(text.language, set()).add(words)

    def english(self, item: str) -> str | None:
        """Return the label in English, else one in Latin letters that can stand in for it."""
        found = self._labels.get(item, {})
        languages = (language for language in LABEL_LANGUAGES if language in found)
        return next((found[language] for language in languages if language == "en" or _latin(found[language])), None)

    def korean(self, item: str) -> str | None:
        """Return the label in Korean, or one of all languages that is in hangul."""
        found = self._labels.get(item, {})
        for language in ("ko", "mul"):
            if (language == "ko" and language in found) or is_korean(found.get(language, "")):
                return found[language]
        return None

    def plain(self, item: str) -> str:
        """Return one word for an item: its English label, else its Korean one, else its id."""
        return self.english(item) or self.korean(item) or item

    def text(self, item: str) -> Text:
        """Return the label in both languages."""
        return Text(self.plain(item), self.korean(item))

    def names(self, item: str, *, beside: Cited = ()) -> tuple[Name, ...]:
        """Return every name of an item, labels first, each with its place; empty where it has none.

        ``beside`` are citations of what the first name is told with.
        """
        label, alias = Citation(SOURCE, f"{item} label"), Citation(SOURCE, f"{item} alias")
        english, korean = self.english(item), self.korean(item)
        labels = [(words, language) for words, language in ((english, "en"), (korean, "ko")) if words]
        every = dict.fromkeys((*labels, *self._also(item)))
        return tuple(
            Name(words, language, (label if place < len(labels) else alias, *(beside if place == 0 else ())))
            for place, (words, language) in enumerate(every)
        )

    def _also(self, item: str) -> Iterator[tuple[str, str]]:
        aliases = self._aliases.get(item, {})
        for language in ("en", "ko"):
            yield from ((words, language) for words in sorted(aliases.get(language, ())))
        for words in sorted(aliases.get("mul", ())):
            yield words, "ko" if is_korean(words) else "en"


def _latin(text: str) -> bool:
    """Tell whether the letters of a text are Latin ones."""
    return all("LATIN" in unicodedata.name(char, "") for char in text if char.isalpha())
