"""Where a thing in an answer leads to, and an answer itself: pages, the editor, a terminal, Python."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from kg.graph import KnowledgeGraph
from kg.views import parse_viewpoint
from kg.web.linked import far_seen, place_of
from kg.web.templating import address

__all__ = ["curl_line", "editor_link", "page_of", "python_lines", "shell_line", "viewpoint_fields"]

_LONGEST = 8000  # characters of an address

Seen = tuple[str, ...] | None


def viewpoint_fields(seen: Seen) -> list[tuple[str, str]]:
    """Return how far somebody is as the catalogue's addresses say it; nothing is the premise."""
    return [("at", "*=end")] if seen is None else [("at", ";".join(seen))] if seen else []


def page_of(graph: KnowledgeGraph, seen: Seen, lang: str) -> Callable[[str], str | None]:
    """Return a function that gives our page of a thing by IRI, as far as somebody is; None for what has none.

    Raises `NotFoundError` for what is no viewpoint.
    """
    far = far_seen(graph, seen)

    def link(iri: str) -> str | None:
        place = place_of(iri, far)
        return None if place is None else address(place.path, place.anchor, at=place.at, lang=lang)

    return link


def editor_link(sparql: str, seen: Seen, lang: str) -> str | None:
    """Return the address of a query in the editor, where everything is told unless the address says how far."""
    limits = [] if seen is None else [("at", ";".join(seen))] if seen else [("spoiler-free", "1")]
    found = "/sparql?" + urlencode([("query", sparql), *limits, ("lang", lang)])
    return found if len(found) <= _LONGEST else None


def shell_line(query: str, values: Mapping[str, str], seen: Seen, lang: str) -> str:
    """Return the command that gives the same answer.

    >>> shell_line("cast", {"drama": "Soundtrack #1"}, ("soundtrack-1=2",), "ko")
    "kg run cast 'drama=Soundtrack #1' --lang ko --at soundtrack-1=2"
    """
    words = ["kg", "run", query, *(f"{name}={value}" for name, value in values.items())]
    words += ["--lang", lang] if lang != "en" else []
    words += ["--spoiler-free"] if seen == () else [word for text in seen or () for word in ("--at", text)]
    # "--" would be needed by a value that begins with "-", and none does: each begins with its name.
    return shlex.join(words)


def python_lines(query: str, values: Mapping[str, str], seen: Seen, lang: str) -> str:
    """Return the Python that gives the same answer.

    >>> print(python_lines("cast", {"drama": "soundtrack-1"}, ("soundtrack-1=2", "*=end"), "en"))
    import kg
    g = kg.open()
    g.at({'soundtrack-1': 2}, others='end').run('cast', drama='soundtrack-1')
    """
    arguments = [repr(query), *(f"{name}={value!r}" for name, value in values.items())]
    arguments += [f"lang={lang!r}"] if lang != "en" else []
    return f"import kg\ng = kg.open()\ng{_at(seen)}.run({', '.join(arguments)})"


def _at(seen: Seen) -> str:
    if seen is None:
        return ""
    positions: dict[str, int | str] = {name: "end" if at is None else at for name, at in parse_viewpoint(seen).items()}
    others = positions.pop("*", None)
    arguments = [repr(positions)] if positions else []
    arguments += [f"others={others!r}"] if others is not None else []
    return f".at({', '.join(arguments)})"


def curl_line(url: str) -> str:
    """Return the command that fetches an address."""
    return shlex.join(["curl", url])
