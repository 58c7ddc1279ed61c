"""Connections that hold a place and do nothing with it are closed; uvicorn itself would wait for ever."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["PatientProtocol"]


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP/1.1. Who sends a request or reads an answer gets on with it in each `patience` seconds.

    A request that is not there yet needs `least` bytes more in that time, an answer that waits to be read any progress.
    """

    patience = 10.0
    least = 1_000
    _look: asyncio.TimerHandle | None = None
    _came = 0
    _unread = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look after a connection."""
        super().connection_made(transport)
        self._look = self.loop.call_later(self.patience, self._look_after)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        self._came += len(data)
        super().data_received(data)

    def _look_after(self) -> None:
        came, self._came = self._came, 0
        before, self._unread = self._unread, self.transport.get_write_buffer_size()
        slow_to_send = self._awaits_more and came < self.least
        slow_to_read = self.flow.write_paused and self._unread == before
        if slow_to_send or slow_to_read:
            self.transport.abort()
        else:
            self._look = self.loop.call_later(self.patience, self._look_after)

    @property
    def _awaits_more(self) -> bool:
        """Whether the client has not sent all of a request. One that is idle between two is closed by uvicorn."""
        if self.flow.read_paused or self.timeout_keep_alive_task is not None:
            return False
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
