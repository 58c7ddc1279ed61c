// The same content as a list and as tables, for the keyboard, for screen readers and for whoever prefers to read.

const VIEWS = ["chart", "list", "table"];

/** Show the chart, or all of it as a list or as tables. */
function showAs(view, chooser, mode) {
  view.mode = mode;
  for (const one of VIEWS) view.root.classList.toggle(`dc-as-${one}`, one === mode);
  for (const button of view.root.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === mode));
  }
  if (mode === "chart") view.resize();
  else writeTwin(view, chooser);
}

function writeTwin(view, chooser) {
  const box = view.root.querySelector(".dc-list");
  if (!view.nodes.size) box.replaceChildren(make("p", "dc-quiet", view.say("empty")));
  else box.replaceChildren(view.mode === "table" ? tables(view, chooser) : lists(view, chooser));
}

/** A name that leads to the character in the chart. */
function toChart(view, chooser, id) {
  const button = pressable("dc-name", view.nameOf(id), () => {
    if (view.mode !== "chart") showAs(view, chooser, "chart");
    chooser.node(id, view.root.querySelector('[data-view="chart"]'));
  });
  button.dataset.node = id;
  return button;
}

function sections(view) {
  const edges = [...view.edges.values()];
  const follows = edges.filter((edge) => edge.follows);
  return [["relationships", edges.filter((edge) => !edge.follows)], ...(follows.length ? [["follows", follows]] : [])];
}

function lists(view, chooser) {
  const people = make("section", "", "", [
    heading(view, 1, "", view.say("characters")),
    make("ul", "", "", [...view.nodes.values()].map((node) => nodeItem(view, chooser, node))),
  ]);
  const ties = sections(view).flatMap(([head, edges]) => [
    heading(view, 1, "", view.say(head)),
    ...(edges.length ? [] : [make("p", "dc-quiet", view.say("no_ties"))]),
    make("ul", "", "", edges.map((edge) => edgeItem(view, chooser, edge))),
  ]);
  return make("div", "dc-columns", "", [people, make("section", "", "", ties)]);
}

function nodeItem(view, chooser, node) {
  const item = make("li", "", "", [toChart(view, chooser, node.id), ...spaced(nodeFlags(view, node))]);
  if (node.actor) item.append(" ", make("span", "dc-quiet", `${view.say("played_by")} `, [linked(view.text(node.actor), node.actorHref)]));
  if (!Object.keys(node.jobs).length && node.detail) item.append(make("br"), make("span", "dc-quiet", view.text(node.detail)));
  for (const [key, told] of [["occupation", node.jobs], ["aliases", node.aliases], ["notes", node.notes], ["remarks", node.remarks]]) {
    const words = toldWords(view, told);
    if (words.length) item.append(make("br"), make("span", "dc-quiet", `${view.say(key)}: `, words));
  }
  return item;
}

function nodeFlags(view, node) {
  const flags = ["lead", "unnamed"].filter((key) => node[key]).map((key) => flag(view, key));
  return node.isNew ? [...flags, flag(view, "new_short", " dc-flag-new")] : flags;
}

function spaced(parts) {
  return parts.flatMap((part) => [" ", part]);
}

function edgeItem(view, chooser, edge) {
  const sign = make("span", "", edge.directed ? "→" : "↔");
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", view.say(edge.directed ? "to" : "and"));
  const item = make("li", "", "", [
    toChart(view, chooser, edge.from), " ", sign, " ", toChart(view, chooser, edge.to), ": ", make("strong", "", view.text(edge.word)),
    ...spaced(flagsOf(view, edge)),
  ]);
  item.dataset.edge = edge.id;
  if (toldAt(view, edge)) item.append(" ", make("span", "dc-quiet", toldAt(view, edge)));
  for (const words of [edge.note, ...edge.details]) if (words) item.append(make("br"), make("span", "dc-quiet", view.text(words)));
  if (edge.sources.length) item.append(make("br"), make("small", "dc-quiet", `${view.say("sources")}: `, sourcesOf(view, edge)));
  if (edge.why) item.append(" ", linked(view.say("why"), edge.why, "dc-why"));
  for (const [depth, words] of edge.proof) item.append(make("br"), make("small", "dc-quiet", "– ".repeat(depth) + view.text(words)));
  return item;
}

function tables(view, chooser) {
  const people = table(view, "characters", ["character", "actor", "occupation", "aliases", "notes"], [...view.nodes.values()].map((node) => [
    [toChart(view, chooser, node.id), ...spaced(nodeFlags(view, node))],
    node.actor ? [linked(view.text(node.actor), node.actorHref)] : [],
    Object.keys(node.jobs).length ? toldWords(view, node.jobs) : [view.text(node.detail)],
    toldWords(view, node.aliases),
    notesCell(view, node),
  ]));
  const heads = ["who", "relationship", "whom", "state", "told", "notes", "sources"];
  const ties = sections(view).map(([head, edges]) => table(view, head, heads, edges.map((edge) => edgeCells(view, chooser, edge))));
  return make("div", "dc-tables", "", [people, ...ties]);
}

function notesCell(view, node) {
  const [notes, remarks] = [node.notes, node.remarks].map((told) => toldWords(view, told));
  return remarks.length ? [...notes, make("p", "dc-quiet", `${view.say("remarks")}: `, remarks)] : notes;
}

function edgeCells(view, chooser, edge) {
  const texts = [edge.note, ...edge.details].filter(Boolean).map((words) => make("p", "", view.text(words)));
  const proof = edge.proof.length ? [proofOf(view, edge)] : [];
  const why = edge.why ? [" ", linked(view.say("why"), edge.why, "dc-why")] : [];
  const state = flagsOf(view, edge);
  return [
    [toChart(view, chooser, edge.from)],
    [swatch(view, edge), `${edge.directed ? "→" : "↔"} ${view.text(edge.word)}`],
    [toChart(view, chooser, edge.to)],
    state.length || edge.follows ? spaced(state) : [view.say("lasting")],
    [toldAt(view, edge)],
    texts,
    [...sourcesOf(view, edge), ...why, ...proof],
  ];
}

/** A table whose first cell of each row names the row. */
function table(view, caption, heads, rows) {
  const head = make("tr", "", "", heads.map((key) => {
    const cell = make("th", "", view.say(key));
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map((cells) => make("tr", "", "", cells.map((parts, at) => {
    const cell = make(at ? "td" : "th", "", "", parts);
    cell.dataset.head = view.say(heads[at]);
    if (!at) cell.scope = "row";
    return cell;
  })));
  const found = make("table", "dc-table", "", [make("caption", "", view.say(caption)), make("thead", "", "", [head]), make("tbody", "", "", body)]);
  const frame = make("div", "dc-scroll", "", [found]);
  frame.tabIndex = 0; // wide tables scroll, with the keyboard too
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", view.say(caption));
  return frame;
}
