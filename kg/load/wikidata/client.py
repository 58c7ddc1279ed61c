"""A careful client of the SPARQL 1.1 Protocol: it trusts no answer, and does as a busy server asks.

The address is all that it goes to: other schemes than http and https, another host, another port and a step from https
down to http are refused, wherever a redirect leads.
"""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from kg.errors import LoadError
from kg.load.wikidata.patience import asked_wait, own_wait
from kg.version import __version__

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["DEFAULT_ENDPOINT", "Endpoint", "Limits", "TooMuchError"]

DEFAULT_ENDPOINT = "https://query.wikidata.org/sparql"

_JSON = "application/sparql-results+json"
_JSON_TYPES = (_JSON, "application/json", "text/json")
_PORTS = {"http": 80, "https": 443}
_CHUNK = 1 << 16
_REDIRECTS = 3
# 303 would turn the question into a GET of something else.
_REPEATED_THERE = (301, 302, 307, 308)
_BUSY = (429, 502, 503)
_GAVE_UP = (500, 504)  # the Wikidata Query Service says 500 when a query took longer than its limit


class TooMuchError(LoadError):
    """The endpoint could not answer; it might, if less is asked at a time."""


class _AgainError(Exception):
    """Asking again later may help."""

    def __init__(self, message: str, wait: float | None = None, status: int | None = None, slow: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.status = status
        self.slow = slow


@dataclass(frozen=True)
class Limits:
    """What one question may cost.

    ``timeout`` and ``longest_wait`` are seconds: for an answer as a whole, and that a server may ask to wait;
    ``largest`` is the bytes of an answer, unpacked.
    """

    timeout: float = 75.0
    tries: int = 5
    longest_wait: float = 600.0
    largest: int = 32 << 20


class Endpoint:
    """One SPARQL endpoint.

    ``contact`` is an address where the people who run the endpoint reach whoever runs this. ``tell`` gets a sentence
    when there is a wait. Raises `LoadError` for an address or a contact that cannot be used.

    >>> Endpoint("ftp://example.org/sparql")
    Traceback (most recent call last):
    kg.errors.LoadError: 'ftp://example.org/sparql' is no address of an endpoint; write http:// or https:// and a host
    """

    def __init__(
        self,
        address: str = DEFAULT_ENDPOINT,
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        tell: Callable[[str], None] = lambda _sentence: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.host = _checked(address).netloc
        self.requests = 0
        self._agent = _user_agent(contact)
        self._limits = limits or Limits()
        self._tell = tell
        self._sleep = sleep
        self._opener = OpenerDirector()
        # Not `build_opener`, whose openers also follow redirects and read files.
        for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
            self._opener.add_handler(handler())

    def answer(self, query: str) -> bytes:
        """Return the body of the answer to a query, which claims to be SPARQL results in JSON.

        Raises `TooMuchError` when the endpoint may manage a smaller question, and `LoadError` when it will not.
        """
        limits = self._limits
        for attempt in range(1, limits.tries + 1):
            try:
                return self._ask(query)
            except _AgainError as error:
                if error.slow and attempt > 1:
                    raise TooMuchError(f"{self.host} {error}") from error
                if attempt == limits.tries:
                    raise LoadError(f"{self.host} {error}, {attempt} times in a row; try again later") from error
                wait = own_wait(attempt, error.status) if error.wait is None else error.wait
                if wait > limits.longest_wait:
                    message = f"{self.host} {error} and asks to wait {wait:,.0f} seconds; run this again after that"
                    raise LoadError(message) from error
                self._tell(f"{self.host} {error}: asking again in {wait:,.0f} s")
                self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _ask(self, query: str) -> bytes:
        """Ask once, following the redirects that are allowed."""
        address = self.address
        for _ in range(_REDIRECTS + 1):
            self.requests += 1
            try:
                with self._opener.open(self._request(address, query), timeout=self._limits.timeout) as response:
                    return self._body(response)
            except HTTPError as error:
                with error:
                    if not 300 <= error.code < 400:
                        raise self._refusal(error) from error
                    address = self._redirect(address, error)
            except (URLError, OSError, http.client.HTTPException) as error:
                raise self._lost(error) from error
        raise LoadError(f"{self.host} redirects in a circle; is this the address of its SPARQL endpoint?")

    def _request(self, address: str, query: str) -> Request:
        return Request(  # noqa: S310  (the scheme was checked)
            address,
            data=urlencode({"query": query}).encode(),
            headers={
                "Accept": _JSON,
                "Accept-Encoding": "gzip",
                "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                "User-Agent": self._agent,
            },
            method="POST",
        )

    def _body(self, response: HTTPResponse) -> bytes:
        """Read an answer within its limits of time and size."""
        kind = response.headers.get_content_type()
        if kind not in _JSON_TYPES:
            raise LoadError(
                f"{self.host} answers with {_short(kind)}, not with SPARQL results; is this the address of its SPARQL "
                "endpoint, and is nothing in between that wants you to log in?"
            )
        packed = response.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in ("identity", "gzip", ""):
            raise LoadError(f"{self.host} packs its answer as {_short(packed)}, which was not asked for")
        unpack = zlib.decompressobj(31) if packed == "gzip" else None
        last = time.monotonic() + self._limits.timeout
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            for part in _unpacked(unpack, chunk) if unpack else (chunk,):
                size += len(part)
                if size > self._limits.largest:
                    raise TooMuchError(
                        f"{self.host} sends an answer of more than {self._limits.largest >> 20:,} MiB, which is refused"
                    )
                parts.append(part)
            if time.monotonic() > last:
                raise _AgainError(f"took more than {self._limits.timeout:g} s to answer", slow=True)
        if response.length or (unpack and not unpack.eof):
            raise _AgainError("cut its answer short")
        return b"".join(parts)

    def _redirect(self, address: str, error: HTTPError) -> str:
        """Return where to ask instead; raise LoadError unless it is the same host, by a scheme that is no weaker."""
        target = urljoin(address, error.headers.get("Location", ""))
        if error.code not in _REPEATED_THERE or not error.headers.get("Location"):
            raise LoadError(f"{self.host} answers with HTTP {error.code}; is this the address of its SPARQL endpoint?")
        old, new = _checked(address), _checked(target)
        if old.scheme == new.scheme:
            same = _port(old) == _port(new)
        else:
            same = new.scheme == "https" and _port(new) == _PORTS["https"]
        if old.hostname != new.hostname or not same:
            raise LoadError(
                f"{self.host} redirects to {_short(new.scheme)}://{_short(new.netloc)}, which is refused; "
                "if that is where you want to ask, give it as --endpoint"
            )
        return target

    def _refusal(self, error: HTTPError) -> Exception:
        """Turn an HTTP error into what to do about it."""
        said = f"answers with HTTP {error.code}"
        if error.code in _BUSY:
            return _AgainError(said, asked_wait(_header(error.headers, "Retry-After")), error.code)
        if error.code in _GAVE_UP:
            return TooMuchError(f"{self.host} {said}: the query was too much for it, or it is out of order")
        if error.code == 403:
            return LoadError(
                f"{self.host} {said}: it does not let you in; say who you are with --contact, or wait a day"
            )
        return LoadError(f"{self.host} {said}; is this the address of its SPARQL endpoint?")

    def _lost(self, error: Exception) -> Exception:
        """Turn a failed connection into whether to try again."""
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return _AgainError(f"did not answer within {self._limits.timeout:g} s", slow=True)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return LoadError(f"{self.host} cannot prove who it is ({_short(str(reason))}), so nothing was asked")
        if isinstance(reason, http.client.IncompleteRead):
            return _AgainError("cut its answer short")
        return _AgainError(f"cannot be reached ({_short(str(reason) or type(reason).__name__)})")


def _unpacked(unpack: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    """Unpack a chunk piece by piece, for the caller to count: what is small may unpack to a thousand times as much."""
    try:
        while chunk:
            yield unpack.decompress(chunk, _CHUNK)
            chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise _AgainError("sends what cannot be unpacked") from error


def _checked(address: str) -> SplitResult:
    """Return the parts of an address; raise LoadError where it cannot be asked."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _PORTS and parts.hostname and _port(parts) and not parts.fragment
        (parts.hostname or "").encode("idna")
    except ValueError:
        usable = None
    if not usable or not address.isascii() or not address.isprintable() or " " in address:
        raise LoadError(f"'{_short(address)}' is no address of an endpoint; write http:// or https:// and a host")
    if parts.username is not None or parts.password is not None:
        raise LoadError("an endpoint's address must not hold a name or a password")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


def _user_agent(contact: str | None) -> str:
    """Return how the client names itself; a contact is part of what Wikimedia asks of every client."""
    who = (contact or "no contact given").strip()
    if not who.isascii() or not who.isprintable() or len(who) > 200 or not set(who).isdisjoint("()\\"):
        raise LoadError("a contact is an e-mail address or the address of a page, in ASCII and without brackets")
    return f"DramaKG/{__version__} (https://w3id.org/drama-kg; {who}) Python-urllib"


def _header(headers: Message, name: str) -> str | None:
    value = headers.get(name)
    return None if value is None else str(value)


def _short(text: str) -> str:
    """Return text from outside for a message: not endless."""
    return text if len(text) <= 120 else text[:119] + "…"
