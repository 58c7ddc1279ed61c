"""What a page of the static site may load: said in the page, since a file host sends no headers of ours."""

from __future__ import annotations

from kg.web.export.addresses import Address
from kg.web.security import CONTENT_SECURITY_POLICY

__all__ = ["policy_of"]

# A browser takes this one from a header alone.
_ONLY_IN_HEADERS = ("frame-ancestors",)
_COMPILES = ("sparql",)  # pages that compile WebAssembly


def policy_of(page: Address) -> str:
    """Return the policy of a page: the server's own, and WebAssembly on the page that queries in the browser.

    >>> "wasm" in policy_of(Address(("sparql",), (), "en")), "wasm" in policy_of(Address(("path",), (), "en"))
    (True, False)
    """
    kept = [one for one in CONTENT_SECURITY_POLICY.split("; ") if not one.startswith(_ONLY_IN_HEADERS)]
    if page.parts[:1] == _COMPILES:
        kept.append("script-src 'self' 'wasm-unsafe-eval'")
    return "; ".join(kept)
