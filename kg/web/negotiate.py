"""Which form of an answer a client wants, by `Accept` and `Accept-Language`, and whether it has it (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["best_language", "best_type", "has_version"]

_MOST = 2000  # characters of a header that are read


def best_type(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the media type among ``offers`` (best first) that a client wants most, or None for none of them.

    No header means that anything will do. Among equals the earlier offer wins.

    >>> best_type("text/csv;q=0.5, application/xml", ["application/json", "application/xml", "text/csv"])
    'application/xml'
    >>> best_type("text/*;q=0.3, */*;q=0.1", ["application/json", "text/csv"])
    'text/csv'
    >>> best_type("*/*, text/html;q=0", ["text/html"]) is None
    True
    """
    if accept is None or not accept.strip():
        return offers[0] if offers else None
    wanted = dict(_weights(accept))
    rated = [(_type_weight(offer, wanted), -place, offer) for place, offer in enumerate(offers)]
    weight, _, offer = max(rated, default=(0.0, 0, ""))
    return offer if weight > 0 else None


def best_language(accept: str | None, offers: Sequence[str]) -> str:
    """Return the language among ``offers`` that a client wants most, the first one where it wants none of them.

    >>> best_language("ko-KR,ko;q=0.9,en;q=0.8", ["en", "ko"]), best_language("fr", ["en", "ko"])
    ('ko', 'en')
    """
    weights: dict[str, float] = {}
    for tag, weight in _weights(accept or ""):
        language = tag.split("-")[0]
        weights[language] = max(weight, weights.get(language, 0.0))
    rest = weights.get("*", 0.0)
    return max(offers, key=lambda offer: weights.get(offer, rest), default="en")


def has_version(known: Iterable[str], etag: str) -> bool:
    """Tell whether a client has a version, by the values of its ``If-None-Match``.

    >>> has_version(['"a", W/"b"'], '"b"'), has_version(["*"], '"b"'), has_version([], '"b"')
    (True, True, False)
    """
    tags = {tag.strip().removeprefix("W/") for tag in ",".join(known).split(",")}
    return not tags.isdisjoint({etag.removeprefix("W/"), "*"})


def _type_weight(offer: str, wanted: dict[str, float]) -> float:
    """Return the q-value of the most exact range that covers a media type."""
    main = offer.split("/", 1)[0]
    for known in (offer, f"{main}/*", "*/*"):
        if known in wanted:
            return wanted[known]
    return 0.0


def _weights(header: str) -> Iterable[tuple[str, float]]:
    """Yield each range of a header with its q-value; what cannot be read counts for nothing."""
    for part in header[:_MOST].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, _quality(parameters)


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
