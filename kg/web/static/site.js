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

// A drama, wherever a link leads to it, opens as far as its reader has watched, unless the link says how far.
window.rememberIn = (root) => {
  const steps = window.watched.all();
  if (!Object.keys(steps).length) return;
  for (const link of root.querySelectorAll('a[href*="/drama/"], a[href*="/character/"]')) {
    const address = new URL(link.href);
    const [, slug] = address.pathname.match(/\/(?:drama|character)\/([^/.]+)(?:\/[^/.]+)?$/) ?? [];
    if (address.origin !== location.origin || !steps[slug] || address.searchParams.has("at")) continue;
    address.searchParams.set("at", steps[slug]);
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
