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
