// How two characters are connected: the shortest chains of lines that are shown, drawn and told in words.

const MOST_WAYS = 6;

/** {ways: [[id, …], …], nodes, edges}, or null where nothing connects the two. All lines may be walked both ways. */
function routeBetween(view, one, other) {
  const ways = one === other ? [] : shortestWays(view, one, other);
  if (!ways.length) return null;
  const edges = new Set();
  for (const way of ways) for (const [a, b] of pairsOf(way)) for (const edge of linesBetween(view, a, b)) edges.add(edge.id);
  return { ways, nodes: new Set(ways.flat()), edges };
}

function pairsOf(way) {
  return way.slice(1).map((id, at) => [way[at], id]);
}

/** Breadth first from one end, then back along every step that came nearer. */
function shortestWays(view, one, other) {
  const near = new Map();
  for (const { from, to } of view.shownEdges) {
    for (const [a, b] of [[from, to], [to, from]]) near.set(a, (near.get(a) || new Set()).add(b));
  }
  const steps = new Map([[one, 0]]);
  for (const id of steps.keys()) {
    if (id === other) break;
    for (const next of near.get(id) || []) if (!steps.has(next)) steps.set(next, steps.get(id) + 1);
  }
  if (!steps.has(other)) return [];
  const ways = [];
  const walk = (way) => {
    if (ways.length >= MOST_WAYS) return;
    if (way[0] === one) ways.push(way);
    else for (const id of near.get(way[0])) if (steps.get(id) === steps.get(way[0]) - 1) walk([id, ...way]);
  };
  walk([other]);
  return ways;
}

/** The lines that say how two are tied: those that last, or else those that have ended. */
function linesBetween(view, a, b) {
  const found = phasesOf(view.data, a, b).filter((edge) => view.isShown(edge));
  const lasting = found.filter((edge) => !edge.ended);
  return lasting.length ? lasting : found;
}

/** A chain in words: "A – mentor → B – best friends – C". */
function wayWords(view, way) {
  return pairsOf(way).reduce((said, [a, b]) => `${said} ${linkWords(view, a, b)} ${view.nameOf(b)}`, view.nameOf(way[0]));
}

function linkWords(view, a, b) {
  const words = linesBetween(view, a, b).map((edge) => {
    const [before, after] = edge.directed ? (edge.from === a ? ["–", "→"] : ["←", "–"]) : ["–", "–"];
    return `${before} ${view.text(edge.word)}${edge.ended ? ` (${view.say("ended")})` : ""} ${after}`;
  });
  return [...new Set(words)].join(" / ");
}

/** The panel of a path: who and whom, and the chains. */
function pathParts(view, chooser) {
  const [one, other] = view.picked;
  const parts = [
    heading(view, 1, "dc-panel-name", view.say("path_title")),
    picker(view, chooser, "path_from", 0),
    picker(view, chooser, "path_until", 1),
  ];
  if (one === null || other === null) return [...parts, make("p", "dc-quiet", view.say("path_pick"))];
  if (!view.route) return [...parts, said(view, noWay(view, one, other))];
  const { ways } = view.route;
  const steps = view.count("path_steps", ways[0].length - 1);
  const count = ways.length > 1 ? ` · ${view.say("path_ways", { n: ways.length })}` : "";
  const chains = ways.map((way) => make("li", "dc-way", "", wayParts(view, chooser, way)));
  view.announce(wayWords(view, ways[0]));
  return [...parts, make("p", "dc-quiet", steps + count), make("ol", "dc-ways", "", chains)];
}

function said(view, text) {
  view.announce(text);
  return make("p", "dc-note", text);
}

function noWay(view, one, other) {
  if (one === other) return view.say("path_same");
  const narrowed = view.reach !== null || [...view.hiddenKinds].some((kind) => kind !== FOLLOWS);
  return view.say(narrowed ? "path_none_shown" : "path_none", { a: view.nameOf(one), b: view.nameOf(other) });
}

/** A chain whose names and lines can be pressed. */
function wayParts(view, chooser, way) {
  const parts = [nameButton(view, chooser, way[0])];
  for (const [a, b] of pairsOf(way)) {
    for (const edge of linesBetween(view, a, b)) {
      const sign = edge.directed ? (edge.from === a ? "→" : "←") : "–";
      const word = pressable("dc-tie-word", view.text(edge.word), () => chooser.edge(edge.id));
      parts.push(make("span", "dc-hop", "", [swatch(view, edge), make("span", "dc-tie-sign", sign), word, ...flagsOf(view, edge)]));
    }
    parts.push(nameButton(view, chooser, b));
  }
  return parts;
}

function picker(view, chooser, key, end) {
  const select = make("select", "dc-pick", "", [new Option(`${view.say("path_choose")}…`, "")]);
  const nodes = [...view.shownNodes].sort((a, b) => Number(Boolean(b.lead)) - Number(Boolean(a.lead)));
  for (const node of nodes) select.append(new Option(view.nameOf(node.id), node.id));
  select.value = view.picked[end] ?? "";
  select.addEventListener("change", () => {
    const picked = [...view.picked];
    picked[end] = select.value || null;
    chooser.path(...picked);
    view.panel.querySelectorAll("select")[end]?.focus();
  });
  return make("label", "dc-picker", `${view.say(key)} `, [select]);
}
