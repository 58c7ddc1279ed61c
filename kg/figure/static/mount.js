// Start every chart on the page. `window.dramaChart` is the first one: {network, nodes, edges, view, state, restore, update}.

function mount(root) {
  const view = new View(root, JSON.parse(root.querySelector(".dc-data").textContent));
  const chooser = new Chooser(view);
  wireTools(view, chooser);
  wireMore(view);
  wireFind(view, chooser);
  wireKeys(view, chooser);
  followDrag(view);
  writeWords(view, chooser);
  showAs(view, chooser, "chart");
  followPage(view);
  return {
    network: view.network,
    nodes: view.visNodes,
    edges: view.visEdges,
    view,
    state: () => stateOf(view),
    restore: (state) => restoreState(view, chooser, state),
    update: (data) => update(view, chooser, data),
  };
}

/** Tell another beat: `data` is what a page has in `.dc-data`, or the `.drama-chart` of a page that was fetched. */
function update(view, chooser, data) {
  const raw = data instanceof Element ? JSON.parse(data.querySelector(".dc-data").textContent) : data;
  const before = replaceData(view, raw);
  writeWords(view, chooser);
  view.resize();
  chooser.renew();
  if (!view.panel.hidden && view.form === "wide") chooser.bringIntoView();
  glideFrom(view, before);
  view.announce(view.text(view.data.caption));
}

/** Keep up with the window's size and scrolling, the theme, the fonts and the printer; leave the plain wheel to the page. */
function followPage(view) {
  DARK.addEventListener("change", () => retheme(view));
  new MutationObserver(() => retheme(view)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  let width = view.stage.clientWidth;
  new ResizeObserver(() => {
    if (view.stage.clientWidth === width || !view.stage.clientWidth) return;
    width = view.stage.clientWidth;
    view.resize();
  }).observe(view.stage);
  const wheel = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    showHint(view);
  };
  view.canvasBox.addEventListener("pointerleave", () => view.hideTip());
  view.stage.addEventListener("wheel", wheel, { capture: true });
  document.fonts.ready.then(() => view.refresh());
  window.addEventListener("scroll", () => view.panel.hidden || placePanel(view), { passive: true });
  window.addEventListener("beforeprint", () => putPrint(view));
  window.addEventListener("afterprint", () => view.root.querySelector(".dc-print")?.remove());
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
