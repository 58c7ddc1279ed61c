// Start every chart on the page. `window.dramaChart` is the first one: {network, nodes, edges, view}.

function mount(root) {
  const list = root.querySelector(".dc-list");
  if (list) list.open = false;
  if (list) list.classList.remove("dc-waiting");
  const view = new View(root, JSON.parse(root.querySelector(".dc-data").textContent));
  const chooser = new Chooser(view);
  wireTools(view, chooser);
  followPage(view);
  return { network: view.network, nodes: view.visNodes, edges: view.visEdges, view };
}

/** Keep up with the window's size, the theme and the fonts; leave the plain wheel to the page. */
function followPage(view) {
  const retheme = () => {
    view.readTheme();
    view.refresh();
  };
  DARK.addEventListener("change", retheme);
  new MutationObserver(retheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  let width = view.stage.clientWidth;
  new ResizeObserver(() => {
    if (view.stage.clientWidth === width) return;
    width = view.stage.clientWidth;
    view.resize();
  }).observe(view.stage);
  const wheel = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    showHint(view);
  };
  view.stage.addEventListener("wheel", wheel, { capture: true });
  document.fonts.ready.then(() => view.refresh());
}

/** Say how to zoom, for a moment, to somebody who turns the wheel over the chart. */
function showHint(view) {
  const hint = view.stage.querySelector(".dc-hint");
  hint.hidden = false;
  clearTimeout(view.hintTimer);
  view.hintTimer = setTimeout(() => (hint.hidden = true), 1600);
}

function mountAll() {
  const charts = [...document.querySelectorAll(".drama-chart")].map(mount);
  if (charts.length) window.dramaChart = charts[0];
  // A page that puts in a chart later says so with an event on it.
  document.addEventListener("chartadded", (event) => (window.dramaChart = mount(event.target)));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
else mountAll();
