"""Rules and statements in words, English and Korean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path

from kg.reason import Atom, Rule
from kg.reason.rules import TYPE, is_variable
from kg.vocab import compact

__all__ = ["WORDS", "fallback_name", "reason_of", "statement_words", "with_particles"]


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "told_by": "told by {}",
        "step": "step {} of the telling",
        "because": "because",
        "way": "Way {} of {}:",
        "ontology": "the ontology",
    },
    "ko": {
        "told_by": "출처: {}",
        "step": "이야기 {}단계",
        "because": "근거:",
        "way": "{1}가지 중 {0}번째:",
        "ontology": "온톨로지",
    },
}

# The rules of OWL 2 RL: {0} and {2} stand for the subject and object of the axiom, {chain} for the links of a chain.
_RULES: Mapping[str, tuple[str, str]] = {
    "cax-sco": ("every {0} is a {2}", "‘{0}’에 속하면 ‘{2}’에도 속한다"),
    "cax-eqc": ("{0} and {2} are the same class", "‘{0}’과/와 ‘{2}’은/는 같은 부류이다"),
    "prp-spo1": ("“{0}” is a kind of “{2}”", "‘{0}’이면 ‘{2}’이기도 하다"),
    "prp-eqp": ("“{0}” and “{2}” mean the same", "‘{0}’과/와 ‘{2}’은/는 같은 뜻이다"),
    "prp-dom": ("what has “{0}” is a {2}", "‘{0}’이/가 있는 것은 ‘{2}’이다"),
    "prp-rng": ("what “{0}” leads to is a {2}", "‘{0}’이/가 가리키는 것은 ‘{2}’이다"),
    "prp-inv1": ("“{2}” is “{0}” seen from the other side", "‘{2}’은/는 ‘{0}’을/를 반대쪽에서 본 것이다"),
    "prp-inv2": ("“{0}” is “{2}” seen from the other side", "‘{0}’은/는 ‘{2}’을/를 반대쪽에서 본 것이다"),
    "prp-symp": ("“{0}” holds both ways", "‘{0}’은/는 서로에게 성립한다"),
    "prp-trp": ("“{0}” carries on from one to the next", "‘{0}’은/는 이어서 성립한다"),
    "prp-spo2": ("“{0}” is {chain}", "‘{0}’은/는 {chain}이다"),
    "prp-fp": ("“{0}” has one value", "‘{0}’의 값은 하나뿐이다"),
    "prp-ifp": ("only one thing can have the same “{0}”", "같은 ‘{0}’을/를 가진 것은 하나뿐이다"),
    "prp-key": ("{0} with the same key are the same", "‘{0}’은/는 열쇠가 같으면 같은 것이다"),
    "cls-int1": ("what is all of its parts is a {0}", "모든 조건을 갖추면 ‘{0}’이다"),
    "cls-int2": ("a {0} is each of its parts", "‘{0}’은/는 모든 조건을 갖춘다"),
    "cls-uni": ("what is one of its kinds is a {0}", "그 가운데 하나이면 ‘{0}’이다"),
    "cls-svf1": ("what has such a value is a {0}", "그런 값이 있으면 ‘{0}’이다"),
    "cls-svf2": ("what has any value is a {0}", "값이 있으면 ‘{0}’이다"),
    "cls-avf": ("a {0} has only values of “{2}”", "‘{0}’의 값은 모두 ‘{2}’이다"),
    "cls-hv1": ("every {0} has the value {2}", "‘{0}’의 값은 {2}이다"),
    "cls-hv2": ("what has the value {2} is a {0}", "값이 {2}이면 ‘{0}’이다"),
    "cls-oo": ("it is one of the things listed", "목록에 있는 것이다"),
    "eq-sym": ("being the same holds both ways", "같음은 서로에게 성립한다"),
    "eq-trans": ("being the same carries on", "같음은 이어서 성립한다"),
    "eq-rep-s": ("they are the same", "둘은 같은 것이다"),
    "eq-rep-o": ("they are the same", "둘은 같은 것이다"),
}
_PARTICLE = re.compile(r"(\w)([’”\])]*)(은/는|이/가|과/와|을/를)")
_IS_A = {"en": "{0} is a {1}", "ko": "{0}: {1}"}
_HOLDS = {"en": "{0} – {1} → {2}", "ko": "{0} – {1} → {2}"}
_THEN = {"en": ", then ", "ko": " 다음 "}

Name = Callable[[str, str], str]
"""The name of a term (as in N-Triples) in a language."""


def statement_words(statement: Atom, name: Name) -> dict[str, str]:
    """Say a statement in each language."""
    subject, predicate, value = statement.terms
    if predicate == TYPE:
        return {lang: _IS_A[lang].format(name(subject, lang), name(value, lang)) for lang in WORDS}
    return {lang: _HOLDS[lang].format(*(name(term, lang) for term in statement.terms)) for lang in WORDS}


def reason_of(rule: Rule, name: Name, ontology: Path) -> dict[str, str]:
    """Say a rule in each language."""
    if rule.name in _RULES:
        texts = dict(zip(("en", "ko"), _RULES[rule.name], strict=True))
        said = {lang: _filled(text, rule, partial(_named, name, lang), lang) for lang, text in texts.items()}
        return {**said, "ko": with_particles(said["ko"])}
    return dict(_summary(ontology / "rules" / f"{rule.name}.rq")) or {"en": rule.name, "ko": rule.name}


def _named(name: Name, lang: str, term: str) -> str:
    return name(term, lang)


def _filled(text: str, rule: Rule, name: Callable[[str], str], lang: str) -> str:
    axiom = rule.axioms[0].terms if rule.axioms else ("", "", "")
    links = _THEN[lang].join(f"“{name(atom.predicate)}”" for atom in rule.body)
    return text.format(*(name(term) if term and not is_variable(term) else "" for term in axiom), chain=links)


def with_particles(text: str) -> str:
    """Choose between the two forms of a Korean particle by the sound before it.

    >>> with_particles("‘출연작’은/는 ‘드라마’과/와 다르다")
    '‘출연작’은 ‘드라마’와 다르다'
    """
    return _PARTICLE.sub(
        lambda found: found[1] + found[2] + found[3].split("/")[not _ends_in_consonant(found[1])], text
    )


def _ends_in_consonant(letter: str) -> bool:
    """Tell whether a letter ends in a consonant: hangul syllables come in rows of 28, open ones first."""
    if "가" <= letter <= "힣":
        return (ord(letter) - ord("가")) % 28 != 0
    return letter.lower() not in "aeiouy2459"


@lru_cache(maxsize=256)
def _summary(path: Path) -> Mapping[str, str]:
    """Return what the header of a rule's file says of it, by language."""
    found = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for key, lang in (("#+ summary:", "en"), ("#+ summary_ko:", "ko")):
        for line in lines:
            if line.startswith(key):
                found[lang] = line.removeprefix(key).strip()
    if "en" in found:
        found.setdefault("ko", found["en"])
    return found


def fallback_name(term: str) -> str:
    """Return a term without a label as people can read it: the last part of an IRI, the text of a literal.

    >>> fallback_name("<https://w3id.org/drama-kg/id/drama/soundtrack-1/relationship/mentor>")
    'mentor'
    >>> fallback_name('"8.0"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    '8.0'
    """
    if term.startswith("<"):
        return compact(term[1:-1]).replace("#", "/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] or term[1:-1]
    return term[1:].rsplit('"', 1)[0] if term.startswith('"') else term
