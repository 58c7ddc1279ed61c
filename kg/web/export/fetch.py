"""Asking the application in this process, as a browser would, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import httpx2
from starlette.types import ASGIApp

from kg.errors import DramaKGError
from kg.web.export.addresses import Address
from kg.web.export.scope import PREMISE_STEP

__all__ = ["SERVED", "ExportError", "Got", "Site", "asking"]

SERVED = "http://127.0.0.1:8000"
"""What pages call the site in lines that one copies: where `kg serve` serves it."""


class ExportError(DramaKGError):
    """The site could not be written."""


@dataclass(frozen=True, slots=True)
class Got:
    """An answer of the application; ``leads_to`` is where it sends a browser that asks."""

    status: int
    body: bytes
    media_type: str
    leads_to: str | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.media_type == "text/html"


class Site:
    """The application, asked page by page."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def get(self, address: Address) -> Got:
        """Return an answer. Raises `ExportError` where the application fails."""
        accept = "*/*" if address.is_file else "text/html"
        headers = {"accept": accept, "accept-language": address.lang or "en"}
        chosen = tuple(field for field in address.fields if field != ("at", PREMISE_STEP))
        answer = await self._client.get(replace(address, fields=chosen).text, headers=headers)
        if answer.status_code >= 500:
            raise ExportError(f"{address.text} could not be made: {answer.text[:300]}")
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        return Got(answer.status_code, answer.content, media_type, answer.headers.get("location"))


@asynccontextmanager
async def asking(app: ASGIApp) -> AsyncIterator[Site]:
    """Give an application to ask."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=True)
    headers = {"accept-encoding": "identity"}
    async with httpx2.AsyncClient(transport=transport, base_url=SERVED, headers=headers) as client:
        yield Site(client)
