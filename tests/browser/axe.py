"""axe-core, let loose on a page that is open: what it finds that keeps people out."""

from __future__ import annotations

from typing import cast

from playwright.sync_api import Page

from tests.npm import installed
from tests.support import ROOT

__all__ = ["violations"]

# The tabs and the text of the query editor are Yasgui's own elements. The ontology lists hundreds of terms alike.
_RUN = """async () => {
  for (const term of [...document.querySelectorAll(".term")].slice(8)) term.remove();
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  await Promise.all(document.getAnimations().map((one) => one.finished));
  const around = { exclude: [[".tabsList"], [".CodeMirror-scroll"]] };
  const found = (await axe.run(around, { resultTypes: ["violations"] })).violations;
  const shown = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
  return found.map((one) => `${one.id} (${one.impact}): ${one.help}: ${shown(one.nodes)}`);
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds; the page has to be in a context that lets scripts in which are not its own."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=installed(ROOT / "tests" / "axe").parent / "axe-core" / "axe.min.js")
    return cast("list[str]", page.evaluate(_RUN))
