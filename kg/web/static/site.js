// Small comforts; every page works without them.

// Ctrl + Enter (or Cmd + Enter) runs the query.
for (const area of document.querySelectorAll("textarea[data-submit]")) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });
}

// A link into the cast or the sources opens what it points to.
function openTarget() {
  const target = document.querySelector(":target");
  const closed = target?.closest("details:not([open])") ?? target?.querySelector("details");
  if (closed) closed.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();

// Steps beyond a narrow screen: show the current one.
const current = document.querySelector(".steps [aria-current]");
if (current) {
  const list = current.closest(".steps");
  list.scrollLeft = current.offsetLeft - list.offsetLeft - list.clientWidth / 2 + current.offsetWidth / 2;
}

// Wherever a link leads, it opens as far as its reader has watched, unless the link says how far.
const MOST_NAMED = 20; // dramas in an address (kg/web/far.py)
const LINKS = ["drama", "character", "person", "theme", "path"].map((kind) => `a[href*="/${kind}"]`).join(",");
window.rememberIn = (root) => {
  const steps = window.watched.all();
  if (!Object.keys(steps).length) return;
  const all = Object.entries(steps).slice(-MOST_NAMED).map(([slug, at]) => `${slug}=${at}`).join(";");
  for (const link of root.querySelectorAll(LINKS)) {
    const address = new URL(link.href);
    const [, slug] = address.pathname.match(/\/(?:drama|character)\/([^/.]+)(?:\/[^/.]+)?$/) ?? [];
    const at = /\/(?:person|theme)\/[^/.]+$|\/path$/.test(address.pathname) ? all : steps[slug];
    if (address.origin !== location.origin || !at || address.searchParams.has("at")) continue;
    address.searchParams.set("at", at);
    link.href = address.href;
  }
};
window.rememberIn(document);

// Light, dark, or as the device has it.
const themeButton = document.getElementById("theme");
if (themeButton) {
  const THEMES = ["auto", "light", "dark"];
  const show = (theme) => {
    themeButton.dataset.shown = theme;
    themeButton.setAttribute("aria-label", themeButton.dataset[theme]);
    themeButton.title = themeButton.dataset[theme];
  };
  themeButton.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(window.pageTheme.chosen()) + 1) % THEMES.length];
    window.pageTheme.choose(next);
    show(next);
  });
  show(window.pageTheme.chosen());
}
