"""``/path``: how two people are connected, as a page and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.analysis import ActorProfile, Paths
from kg.errors import NoPathError
from kg.graph import KnowledgeGraph
from kg.web.far import Far
from kg.web.people.asked import Asked
from kg.web.people.finding import LONGEST_NAME, AmbiguousError, People, UnknownPersonError, labelled, seen_texts
from kg.web.people.queries import ask_path
from kg.web.problem import ProblemError
from kg.web.security import OPEN_TO_ALL
from kg.web.templating import Reader, page

__all__ = ["PathPages"]

_ENDS = ("from", "to")
_FIELDS = (*_ENDS, "through", "at")
_MOST = 6  # ways that are shown

Pair = tuple[ActorProfile, ActorProfile]


@dataclass(frozen=True, slots=True)
class Field:
    """One of the two fields of the form: what stands in it, what is wrong with that, and what may be meant."""

    value: str
    wrong: str = ""
    near: tuple[tuple[str, str], ...] = ()


class PathProblemError(ProblemError):
    """A question that has no answer: ``ends`` has what is wrong with each field, ``pair`` whom it asks about."""

    def __init__(
        self, status: int, text: str, ends: Mapping[str, ProblemError] | None = None, pair: Pair | None = None
    ) -> None:
        super().__init__(status, text)
        self.ends = ends or {}
        self.pair = pair


@dataclass(frozen=True, slots=True)
class _Question:
    """Two texts for people, what connects them ("cast" or "all"), and how far the reader is."""

    ends: Mapping[str, str]
    through: str
    far: Far
    reader: Reader

    def address(self, path: str = "/path", **changed: str | None) -> str:
        """Return the address of this question, with some fields changed."""
        through = self.through if self.through != "cast" else None
        fields = {**self.ends, "through": through, "at": self.far.whole, **changed}
        return self.reader.link(path, "", **fields)


class PathPages:
    """The pages of one graph."""

    def __init__(self, graph: KnowledgeGraph, asked: Asked, people: People) -> None:
        self._graph = graph
        self._asked = asked
        self._people = people

    def path(self, request: Request) -> Response:
        """``/path``: the form, and below it how the two are connected."""
        question = self._question(request)
        given = question.ends
        if "swap" in request.query_params:
            swapped = question.address(**{"from": given["to"], "to": given["from"]})
            return RedirectResponse(swapped, 303)
        status, found = 200, None
        problem: PathProblemError | None = None
        asked = all(end in request.query_params for end in _ENDS)
        if asked and any(given.values()):
            try:
                found = self._answer(question)
            except PathProblemError as error:
                status, problem = error.status, error
        text = self._page(question, found, problem)
        headers = {"vary": "Accept-Language", "cache-control": "no-cache" if status == 200 else "no-store"}
        return Response(text, status, headers, "text/html")

    def path_json(self, request: Request) -> Response:
        """``/path.json``: the same answer for programs."""
        pair, paths = self._answer(self._question(request))
        document: dict[str, Any] = {
            **{end: one.person.to_dict() for end, one in zip(_ENDS, pair, strict=True)}, **paths.to_dict()
        }  # fmt: skip
        return JSONResponse(document, headers={**OPEN_TO_ALL, "cache-control": "no-cache"})

    def _question(self, request: Request) -> _Question:
        reader, fields = Reader(request, _FIELDS), request.query_params
        through = fields.get("through") or "cast"
        if through not in ("cast", "all"):
            raise ProblemError(400, reader.words("path_through"))
        ends = {end: fields.get(end, "").strip() for end in _ENDS}
        return _Question(ends, through, self._asked.far(request, reader), reader)

    def _answer(self, question: _Question) -> tuple[Pair, Paths]:
        """Return whom a question asks about, and the ways between them. Raises `PathProblemError`."""
        words = question.reader.words
        if not any(question.ends.values()):
            raise PathProblemError(400, words("path_two"))
        one, other = self._pair(question)
        if one.person.iri == other.person.iri:
            name = question.reader.plain(one.person.names)
            problem = ProblemError(400, words("path_same", name=name))
            raise PathProblemError(400, problem.text, {"to": problem})
        try:
            seen = seen_texts(question.far)
            found = self._graph.path(
                one.person.iri, other.person.iri, seen=seen, through=question.through, most=_MOST
            )  # fmt: skip
        except NoPathError:
            names = (question.reader.plain(person.person.names) for person in (one, other))
            text = words("path_none", **dict(zip(("one", "other"), names, strict=True)))
            raise PathProblemError(404, text, pair=(one, other)) from None
        return (one, other), found

    def _pair(self, question: _Question) -> Pair:
        """Return the people of both fields. Raises one `PathProblemError` for all that is wrong in either."""
        found: dict[str, ActorProfile] = {}
        wrong: dict[str, ProblemError] = {}
        for end in _ENDS:
            try:
                found[end] = self._person(end, question)
            except ProblemError as error:
                wrong[end] = error
        if wrong:
            text = "; ".join(dict.fromkeys(problem.text for problem in wrong.values()))
            raise PathProblemError(max(problem.status for problem in wrong.values()), text, wrong)
        return found["from"], found["to"]

    def _person(self, end: str, question: _Question) -> ActorProfile:
        """Return the person of one of the two fields, or raise what is wrong with it and who may be meant."""
        text, reader = question.ends[end], question.reader
        if not text:
            raise ProblemError(400, reader.words("path_one"))
        try:
            return self._people.person(text, question.far, reader)
        except (AmbiguousError, UnknownPersonError) as error:
            error.links = tuple(
                (question.address(**{end: one.person.slug}), name)
                for one, name in zip(error.choices, labelled(error.choices, reader), strict=True)
            )
            raise

    def _page(
        self, question: _Question, found: tuple[Pair, Paths] | None, problem: PathProblemError | None
    ) -> str:  # fmt: skip
        reader, far = question.reader, question.far
        pair, paths = found or (problem.pair if problem else None, None)
        shortest = [chain for chain in paths or () if chain.distance == paths.distance] if paths else []
        return page(
            "path.html",
            reader,
            far=far,
            pair=[one.person for one in pair] if pair else None,
            shortest=shortest,
            longer=list(paths or ())[len(shortest) :],
            fields=self._fields(question, pair, problem),
            problem=problem.text if problem and not problem.ends else "",
            through=question.through,
            asked=self._asks(paths, question) if paths else [],
            here=question.address(),
            wider=question.address(through="all") if question.through == "cast" else None,
            as_json=question.address("/path.json"),
            premise=question.address(at=None),
            end=question.address(at="end"),
            most=LONGEST_NAME,
        )

    @staticmethod
    def _asks(paths: Paths, question: _Question) -> list[tuple[str, str]]:
        pairs = [(step.one.iri, step.other.iri) for step in paths.best.steps]
        return ask_path(pairs, question.through, question.reader, question.far)

    @staticmethod
    def _fields(question: _Question, pair: Pair | None, problem: PathProblemError | None) -> dict[str, Field]:
        """Return what stands in the form: whom the answer is about, or what was typed."""
        found = {}
        for place, end in enumerate(_ENDS):
            text = question.ends[end][:LONGEST_NAME]
            if pair and text == pair[place].person.slug and not pair[place].namesakes:
                text = question.reader.plain(pair[place].person.names)
            wrong = problem.ends.get(end) if problem else None
            found[end] = Field(text, wrong.for_people(question.reader.words), wrong.links) if wrong else Field(text)
        return found
