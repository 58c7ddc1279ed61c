// The panel beside the chart: one character, the phases of one pair, or the chains between two.

function fillPanel(view, chooser) {
  const close = pressable("dc-close", "×", () => chooser.clear());
  close.setAttribute("aria-label", view.say("close"));
  view.panel.replaceChildren(close, ...panelParts(view, chooser));
}

function panelParts(view, chooser) {
  if (view.picked.length) return pathParts(view, chooser);
  if (view.chosenNode !== null) return nodeParts(view, chooser, view.chosenNode);
  return edgeParts(view, chooser, view.edges.get(view.chosenEdge));
}

function nodeParts(view, chooser, id) {
  const node = view.nodes.get(id);
  const title = heading(view, 1, "dc-panel-name", view.nameOf(id));
  for (const key of ["lead", "unnamed"]) if (node[key]) title.append(flag(view, key));
  if (node.isNew) title.append(flag(view, "new_short", " dc-flag-new"));
  const parts = [title];
  if (node.actor) parts.push(make("p", "dc-quiet", `${view.say("played_by")} `, [linked(view.text(node.actor), node.actorHref)]));
  parts.push(...knownOf(view, node));
  const actions = make("p", "dc-actions");
  if (node.href) actions.append(linked(view.say("page"), node.href, "dc-action"));
  actions.append(pressable("dc-action", view.say("path_to"), () => chooser.path(id, null)));
  actions.append(pressable("dc-action", view.say("reach"), () => startReach(view, chooser, id)));
  parts.push(actions);
  const others = [...new Set([...view.shownEdges].filter((edge) => edge.from === id || edge.to === id).map((edge) => (edge.from === id ? edge.to : edge.from)))];
  if (!others.length) parts.push(make("p", "dc-quiet", view.say("no_ties")));
  const order = [...view.nodes.keys()];
  others.sort((a, b) => view.nodes.get(b).lead === view.nodes.get(a).lead ? order.indexOf(a) - order.indexOf(b) : view.nodes.get(b).lead ? 1 : -1);
  for (const other of others) {
    parts.push(heading(view, 2, "dc-with", "", [nameButton(view, chooser, other)]), arc(view, chooser, id, other));
  }
  return parts;
}

/** Occupations, other names and, folded up, notes and remarks on the data, each in the order of the telling. */
function knownOf(view, node) {
  const rows = [["occupation", node.jobs], ["aliases", node.aliases]];
  const parts = [];
  if (!Object.keys(node.jobs).length && node.detail) parts.push(make("p", "", view.text(node.detail)));
  const list = make("dl", "dc-known");
  for (const [key, told] of rows) {
    const words = toldWords(view, told);
    if (words.length) list.append(make("dt", "", view.say(key)), make("dd", "", "", words));
  }
  if (list.childElementCount) parts.push(list);
  return [...parts, ...notesOf(view, "notes", node.notes), ...notesOf(view, "remarks", node.remarks)];
}

function notesOf(view, key, told) {
  const notes = toldIn(told, view.language);
  if (!notes.length) return [];
  const items = notes.map(({ text, isNew }) => make("li", "", text, isNew ? [" ", flag(view, "new_short", " dc-flag-new")] : []));
  const folded = make("details", "dc-notes", "", [make("summary", "", `${view.say(key)} (${notes.length})`), make("ul", "", "", items)]);
  folded.open = key === "notes" && (notes.length < 4 || notes.some((note) => note.isNew));
  return [folded];
}

/** What is between two characters, step by step: the phases as a small timeline. */
function arc(view, chooser, id, other) {
  const phases = phasesOf(view.data, id, other).filter((edge) => !view.hiddenKinds.has(edge.kind));
  return make("ol", "dc-arc", "", phases.map((edge) => phase(view, chooser, edge, id)));
}

function phase(view, chooser, edge, id) {
  const sign = edge.directed ? (edge.from === id ? "→" : "←") : "↔";
  const row = make("li", `dc-phase${edge.ended ? " dc-over" : ""}${edge.id === view.chosenEdge ? " dc-chosen" : ""}`, "", [
    swatch(view, edge),
    make("span", "dc-tie-sign", sign),
    pressable("dc-tie-word", view.text(edge.word), () => chooser.edge(edge.id)),
    ...flagsOf(view, edge),
    make("span", "dc-step", toldAt(view, edge)),
  ]);
  row.append(...phaseFacts(view, chooser, edge));
  return row;
}

function phaseFacts(view, chooser, edge) {
  const parts = [];
  if (edge.note) parts.push(make("p", "dc-note", view.text(edge.note)));
  for (const detail of edge.details) parts.push(make("p", "dc-note dc-quiet", view.text(detail)));
  for (const other of edge.otherwise) parts.push(make("p", "dc-note", "", [otherwise(view, chooser, other)]));
  if (edge.follows) parts.push(make("p", "dc-note dc-quiet", view.say("follows_note")));
  const last = make("p", "dc-sources", edge.sources.length ? `${view.say("sources")}: ` : "", sourcesOf(view, edge));
  if (edge.why) last.append(" ", linked(view.say("why"), edge.why, "dc-why"));
  if (last.childNodes.length) parts.push(last);
  if (edge.proof.length) parts.push(make("p", "dc-note dc-quiet", view.say("proof")), proofOf(view, edge));
  return parts;
}

function edgeParts(view, chooser, edge) {
  const title = heading(view, 1, "dc-panel-name", view.text(edge.word));
  const pair = make("p", "dc-pair", "", [
    nameButton(view, chooser, edge.from),
    make("span", "dc-tie-sign", edge.directed ? "→" : "↔"),
    nameButton(view, chooser, edge.to),
  ]);
  const kind = make("p", "dc-quiet", "", [swatch(view, edge), view.text(view.kinds.get(edge.kind).label)]);
  return [title, pair, kind, heading(view, 2, "dc-with", view.say("phases")), arc(view, chooser, edge.from, edge.to)];
}

/** From a line to the one that another source draws instead. */
function otherwise(view, chooser, id) {
  const words = `${view.say("otherwise")}: ${view.text(view.edges.get(id).word)}`;
  return pressable("dc-otherwise", words, () => chooser.edge(id));
}

function nameButton(view, chooser, id) {
  return pressable("dc-name", view.nameOf(id), () => chooser.node(id));
}
