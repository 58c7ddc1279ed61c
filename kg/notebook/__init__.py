"""SPARQL in a notebook: ``%load_ext kg`` brings the magic ``%%sparql`` and completes what is typed in it.

Results show themselves without it (`kg.richtext`). docs/notebooks.md has examples.
"""

from __future__ import annotations

from IPython.core.interactiveshell import InteractiveShell

from kg.notebook.completing import SparqlMatcher
from kg.notebook.magic import SparqlMagics

__all__ = ["load_ipython_extension", "unload_ipython_extension"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add the magic and what completes it, as ``%load_ext kg`` asks for."""
    unload_ipython_extension(shell)
    magics = SparqlMagics(shell)
    shell.register_magics(magics)
    shell.Completer.custom_matchers.append(SparqlMatcher(magics))


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take both away again."""
    for found in shell.magics_manager.magics.values():
        found.pop("sparql", None)
    matchers = shell.Completer.custom_matchers
    matchers[:] = [one for one in matchers if not isinstance(one, SparqlMatcher)]
