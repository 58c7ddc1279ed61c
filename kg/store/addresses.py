"""Where a remote store is: its three addresses, and who may use it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import StoreError

__all__ = ["Addresses"]

UPDATE, GRAPHS = "KG_STORE_UPDATE", "KG_STORE_GRAPHS"
USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"

# How an address for queries ends, and what stands there for updates and for whole graphs. The documentation has a
# table of servers; the first of these are Oxigraph, Virtuoso, GraphDB (and RDF4J), and `kg serve` itself.
_ENDINGS = (
    ("/query", "/update", "/store"),
    ("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
    ("/sparql", "/sparql", "/graph-store"),
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a SPARQL 1.1 server, and what to say there; secrets stay out of ``repr`` and messages."""

    query: str
    update: str
    graphs: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str]) -> Addresses:
        """Take the address for queries; the others follow from how it ends, or are in the environment.

        ``KG_STORE_UPDATE`` and ``KG_STORE_GRAPHS`` are the other two, ``KG_STORE_USER`` with ``KG_STORE_PASSWORD`` or
        ``KG_STORE_TOKEN`` is who asks. Raises `StoreError` for what is no such address.

        >>> Addresses.of("http://127.0.0.1:7878/query", {}).update
        'http://127.0.0.1:7878/update'
        """
        _check(url, secret=False)
        update, graphs = environment.get(UPDATE) or "", environment.get(GRAPHS) or ""
        if not (update and graphs):
            guessed = _others(url)
            update, graphs = update or guessed[0], graphs or guessed[1]
        found = cls(
            url, update, graphs, environment.get(USER, ""), environment.get(PASSWORD, ""), environment.get(TOKEN, "")
        )
        for address in (url, update, graphs):
            _check(address, secret=bool(found.user or found.token))
        return found

    @property
    def origin(self) -> str:
        """The server, for messages."""
        parts = urlsplit(self.query)
        return f"{parts.scheme}://{parts.netloc}"


def _others(url: str) -> tuple[str, str]:
    path = urlsplit(url).path
    for ending, update, graphs in _ENDINGS:
        if path.endswith(ending):
            base = url.removesuffix(ending)
            return base + update, base + graphs
    if "/repositories/" in path:
        return f"{url.rstrip('/')}/statements", f"{url.rstrip('/')}/rdf-graphs/service"
    endings = ", ".join(ending for ending, _, _ in _ENDINGS)
    raise StoreError(
        f"{_shown(url)} is no address for queries that is known (one ends in {endings} or is …/repositories/NAME): "
        f"for another server, set {UPDATE} and {GRAPHS} to its addresses for updates and for whole graphs"
    )


def _check(address: str, *, secret: bool) -> None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"{_shown(address)} is no address: {error}") from error
    del port
    if parts.scheme not in ("http", "https") or not host:
        raise StoreError(f"{_shown(address)} is no address of a store: it starts with https:// or http://")
    if parts.username or parts.password:
        raise StoreError(f"leave name and password out of the address of a store: set {USER} and {PASSWORD}")
    if parts.query or parts.fragment:
        raise StoreError(f"the address of a store has no ? or #: {_shown(address)}")
    if secret and parts.scheme == "http" and not _is_here(host):
        raise StoreError(f"a password or token is only sent by https: {parts.scheme}://{host} would show it to others")


def _shown(address: str) -> str:
    """Return an address for a message: without a password that it may have, and not too much of it."""
    return f"'{address.rpartition('@')[2][:200]}'"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
