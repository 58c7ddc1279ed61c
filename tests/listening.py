"""A port that notes whoever connects: what must never call out is given its address."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

__all__ = ["Heard", "listening"]


@dataclass
class Heard:
    """The port, and who has connected."""

    port: int
    callers: list[object] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Heard]:
    """Listen on a loopback port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard = Heard(listener.getsockname()[1])

        def listen() -> None:
            with suppress(OSError):
                while True:
                    connection, caller = listener.accept()
                    heard.callers.append(caller)
                    connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield heard
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)
