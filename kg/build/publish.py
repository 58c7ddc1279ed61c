"""Putting a finished build on a SPARQL server."""

from __future__ import annotations

from dataclasses import asdict
from hashlib import sha256

from kg.build.folder import Build
from kg.store import EmbeddedStore
from kg.store.publish import Progress, publish

__all__ = ["publish_build"]


def publish_build(found: Build, url: str, progress: Progress = lambda _now, _all: None) -> bool:
    """Put a build on the server whose address for queries is ``url``; return False where it is there already.

    Raises `StoreError`; then what the server held before stays in use, and the same call goes on where it stopped.
    """
    # Of one fingerprint there may be two builds, whose batches may differ in order.
    name = sha256(f"{found.path.name} {found.summary.fingerprint} {found.summary.built}".encode()).hexdigest()[:20]
    return publish(EmbeddedStore.open(found.store_path), name, asdict(found.summary), url, progress)
