// The same widget with other data: who stays moves to the new place, who is new fades in.

const GLIDE_MS = 520;

/** Put in the data of another beat. What was chosen stays chosen where it is still there. */
function replaceData(view, raw) {
  cancelAnimationFrame(view.glideFrame);
  view.glide = null;
  const before = new Map([...view.nodes.values()].map((node) => [node.id, node.spot]));
  const camera = { position: view.network.getViewPosition(), scale: view.network.getScale() };
  view.take(raw);
  for (const kind of [...view.hiddenKinds]) if (kind !== FOLLOWS && !view.kinds.has(kind)) view.hiddenKinds.delete(kind);
  if (view.reach) view.reach = new Set([...view.reach].filter((id) => view.nodes.has(id)));
  if (view.reach && view.reach.size < 2) view.reach = null;
  if (view.cursor !== null && !view.nodes.has(view.cursor)) view.cursor = null;
  view.refresh();
  // vis draws at once what is taken from it, so only now.
  view.visEdges.remove(view.visEdges.getIds().filter((id) => !view.edges.has(id)));
  view.visNodes.remove(view.visNodes.getIds().filter((id) => !view.nodes.has(id)));
  return { before, camera };
}

/** Move from where everything was to where it is now, the camera as well. */
function glideFrom(view, { before, camera }) {
  if (CALM.matches || !before.size || view.mode !== "chart") return;
  view.arriving = new Set([...view.nodes.keys()].filter((id) => !before.has(id)));
  const goal = { position: view.network.getViewPosition(), scale: view.network.getScale() };
  const between = (a, b, t) => a + (b - a) * t;
  const start = performance.now();
  const step = (now) => {
    const part = Math.min(1, Math.max(0, now - start) / GLIDE_MS);
    const t = part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) ** 2;
    view.glide = part < 1 ? t : null;
    for (const node of view.nodes.values()) {
      const to = node.at[view.form];
      const from = before.get(node.id) || to;
      node.spot = part < 1 ? to.map((end, at) => between(from[at], end, t)) : to;
      place(view, node);
    }
    const [a, b] = [camera.position, goal.position];
    view.network.moveTo({ position: { x: between(a.x, b.x, t), y: between(a.y, b.y, t) }, scale: between(camera.scale, goal.scale, t), animation: false });
    if (part < 1) view.glideFrame = requestAnimationFrame(step);
    else view.refresh();
  };
  step(start);
}

/** Put a character where it is on its way, without vis measuring everything anew. */
function place(view, node) {
  const [x, y, r] = node.spot;
  const body = view.network.body.nodes[node.id];
  body.x = x;
  body.y = y;
  body.options.opacity = view.strength(node.id);
  const text = view.texts.get(node.id);
  if (text) Object.assign(text, { x: x - text.w / 2, y: y + r + 6 });
}
