"""Speaking to a SPARQL 1.1 server: queries, updates and whole graphs over HTTP."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from typing import Any

import httpx2

from kg.errors import QueryError, StoreError
from kg.store.addresses import PASSWORD, TOKEN, USER, Addresses
from kg.version import __version__

__all__ = ["JSON", "N_TRIPLES", "Connection"]

JSON, N_TRIPLES = "application/sparql-results+json", "application/n-triples"
_CONNECT_SECONDS = 10.0
_ASK_SECONDS = 120.0
_WRITE_SECONDS = 3600.0
_MOST_BYTES = 1 << 30  # of an answer
_TRIES = 4
_BUSY = (429, 502, 503, 504)
_LONGEST_WAIT = 30.0
# Headers by which a server says that it left a part of an answer out.
_CUT = ("x-sparql-maxrows", "drama-kg-cut")


class _Credentials(httpx2.Auth):
    """Answers the challenge of a server: Basic or Digest, whichever it asks for; a token is sent at once."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._digest = httpx2.DigestAuth(addresses.user, addresses.password)
        self._scheme = ""

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        if self._addresses.token:
            request.headers["authorization"] = f"Bearer {self._addresses.token}"
            yield request
            return
        if not self._addresses.user:
            yield request
            return
        if not self._scheme:
            response = yield request
            if response.status_code != 401:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._scheme = "digest" if "digest" in asked else "basic"
        inner: httpx2.Auth = (
            self._digest
            if self._scheme == "digest"
            else httpx2.BasicAuth(self._addresses.user, self._addresses.password)
        )
        yield from inner.auth_flow(request)


class Connection:
    """The requests that a remote store answers. Its methods raise `StoreError`, and `query` also `QueryError`."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._client = httpx2.Client(
            auth=_Credentials(addresses),
            headers={"user-agent": f"DramaKG/{__version__}"},
            follow_redirects=False,  # another host would get what was meant for this one
            trust_env=False,
        )

    def query(self, text: str, accept: str, dataset: Mapping[str, str]) -> bytes:
        """Return the answer to a query as the server writes it in the form ``accept``."""
        content, headers = self._send("POST", self.addresses.query, data={"query": text, **dataset},
                                      headers={"accept": accept}, what="query")  # fmt: skip
        for name in _CUT:
            if name in headers:
                raise QueryError(
                    f"{self.addresses.origin} cut the answer ({name}: {headers[name][:80]}): "
                    "raise its limit of rows, or ask for less"
                )
        return content

    def update(self, text: str, *, once: bool = False) -> None:
        """Have an update done; ``once`` for one that would not do the same if it were sent again."""
        self._send("POST", self.addresses.update, content=text.encode(), what="update",
                   headers={"content-type": "application/sparql-update"}, timeout=_WRITE_SECONDS,
                   tries=1 if once else _TRIES)  # fmt: skip

    def add(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a named graph."""
        self._send("POST", self.addresses.graphs, params={"graph": graph}, content=triples, what="graph",
                   headers={"content-type": N_TRIPLES}, timeout=_WRITE_SECONDS)  # fmt: skip

    def _send(
        self, method: str, address: str, *, what: str, timeout: float | None = None, tries: int = _TRIES, **request: Any
    ) -> tuple[bytes, httpx2.Headers]:
        """Send a request, again where the server is busy for a moment, unless it may be sent but once."""
        limit = httpx2.Timeout(timeout or _ASK_SECONDS, connect=_CONNECT_SECONDS)
        for attempt in range(1, tries + 1):
            try:
                with self._client.stream(method, address, timeout=limit, **request) as response:
                    content = _body(response, self.addresses.origin)
                    if response.status_code in _BUSY and attempt < tries:
                        time.sleep(_wait(response.headers.get("retry-after"), attempt))
                        continue
            except (httpx2.ConnectError, httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError) as error:
                if attempt < tries:
                    time.sleep(_wait(None, attempt))
                    continue
                raise StoreError(f"{self.addresses.origin} does not answer ({_reason(error)})") from error
            except httpx2.TimeoutException as error:
                raise StoreError(f"{self.addresses.origin} took too long to answer a {what}") from error
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise StoreError(f"{self.addresses.origin}: {_reason(error)}") from error
            if response.is_success:
                return content, response.headers
            raise self._refusal(response.status_code, content, what)
        raise AssertionError("the last try returns or raises")

    def _refusal(self, status: int, content: bytes, what: str) -> StoreError | QueryError:
        """Return the exception for an answer that is none, with what the server says of it."""
        said = " ".join(content[:2000].decode("utf-8", "replace").split())[:300]
        said = "".join(char if char.isprintable() else " " for char in said)
        if status in (401, 403):
            hint = f"set {USER} and {PASSWORD}, or {TOKEN}"
            return StoreError(f"{self.addresses.origin} refuses the {what} ({status}): {hint}. It says: {said}")
        if what == "query" and status in (400, 408, 413, 500):
            return QueryError(f"the store at {self.addresses.origin} cannot answer the query ({status}): {said}")
        return StoreError(f"{self.addresses.origin} cannot do the {what} ({status}): {said}")

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()


def _body(response: httpx2.Response, origin: str) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > _MOST_BYTES:
            raise StoreError(f"{origin} answers with more than {_MOST_BYTES >> 20} MiB")
        parts.append(part)
    return b"".join(parts)


def _wait(said: str | None, attempt: int) -> float:
    """Return how many seconds to wait: as the server says, or longer each time."""
    if said and said.isascii() and said.isdigit():
        return min(float(said), _LONGEST_WAIT)
    return 0.25 * 2.0**attempt


def _reason(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__
