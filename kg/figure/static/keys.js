// The chart by keyboard: arrows move among the characters, Page Up and Down through all of them, Enter chooses, Escape goes back, "/" searches.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function wireKeys(view, chooser) {
  view.canvasBox.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[event.key]) moveCursor(view, WAYS[event.key]);
    else if (event.key === "PageDown" || event.key === "PageUp") stepCursor(view, event.key === "PageDown" ? 1 : -1);
    else if (event.key === "Home") putCursor(view, first(view));
    else if ((event.key === "Enter" || event.key === " ") && view.cursor !== null) chooseCursor(view, chooser);
    else if (event.key === "Backspace") chooser.back();
    else if (event.key === "+" || event.key === "=") view.zoom(1.3);
    else if (event.key === "-") view.zoom(1 / 1.3);
    else return;
    event.preventDefault();
  });
  view.canvasBox.addEventListener("blur", () => putCursor(view, null));
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    const alone = document.body.classList.contains("drama-chart-page"); // a page around the chart has a search of its own
    const ours = (alone && at === document.body) || (view.root.contains(at) && !at.matches("input, select, textarea"));
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !ours || event.defaultPrevented) return;
    event.preventDefault();
    view.find.input.focus();
  });
}

function chooseCursor(view, chooser) {
  if (chooser.isPicking) chooser.pick(view.cursor);
  else chooser.node(view.cursor);
}

/** Who stands first: a lead. */
function first(view) {
  return (view.shownNodes.find((node) => node.lead) || view.shownNodes[0])?.id ?? null;
}

function moveCursor(view, way) {
  const from = view.cursor ?? view.chosenNode;
  putCursor(view, from === null ? first(view) : nearestThat(view, from, way));
}

/** Row by row through everybody. */
function stepCursor(view, step) {
  const rows = [...view.shownNodes].sort((a, b) => a.spot[1] - b.spot[1] || a.spot[0] - b.spot[0]);
  const at = rows.findIndex((node) => node.id === view.cursor);
  putCursor(view, rows[(at + step + rows.length) % rows.length]?.id ?? null);
}

/** The nearest character in a direction, where going sideways counts double; the same one at the edge. */
function nearestThat(view, id, [dx, dy]) {
  const [x, y] = view.nodes.get(id).spot;
  let best = id;
  let least = Infinity;
  for (const node of view.shownNodes) {
    const [right, down] = [node.spot[0] - x, node.spot[1] - y];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    const cost = ahead + 2 * aside;
    if (node.id === id || ahead <= 1 || cost >= least) continue;
    [best, least] = [node.id, cost];
  }
  return best;
}

function putCursor(view, id) {
  if (view.cursor === id) return;
  view.cursor = id;
  view.network.redraw();
  if (id === null) return;
  const node = view.nodes.get(id);
  view.announce([node.name, node.detail, node.actor].filter(Boolean).map((text) => view.text(text)).join(", "));
  keepInFrame(view, node);
}

/** Move the chart when the character that the keys are on is out of its frame. */
function keepInFrame(view, node) {
  const [x, y] = node.spot;
  const at = view.network.canvasToDOM({ x, y });
  const { clientWidth: w, clientHeight: h } = view.canvasBox;
  if (at.x < 30 || at.y < 30 || at.x > w - 30 || at.y > h - 30) view.move({ x, y }, view.network.getScale(), 0, true);
  const frame = view.canvasBox.getBoundingClientRect();
  const top = frame.top + at.y;
  if (top < 40 || top > window.innerHeight - 60) window.scrollBy({ top: top - window.innerHeight / 2, behavior: "auto" });
}
