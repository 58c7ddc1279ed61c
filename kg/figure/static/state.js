// What somebody looks at, as a small value that a page can put into its address and give back later.

/** The end of an identifier where that says which it is; the whole of it otherwise. */
function shortOf(ids, id) {
  const end = id.slice(id.search(/[^/]*$/));
  return [...ids].filter((one) => one.endsWith(`/${end}`)).length === 1 ? end : id;
}

function longOf(ids, short) {
  if (typeof short !== "string") return null;
  if (ids.has(short)) return short;
  return [...ids.keys()].find((id) => id.endsWith(`/${short}`)) ?? null;
}

/** {focus, edge, path, kinds, only, view}: identifiers as short as they are clear; `kinds` are those that are hidden. */
function stateOf(view) {
  const node = (id) => (id === null ? null : shortOf(view.nodes.keys(), id));
  return {
    focus: node(view.chosenNode),
    edge: view.chosenEdge === null ? null : shortOf(view.edges.keys(), view.chosenEdge),
    path: view.picked.length && !view.picked.includes(null) ? view.picked.map(node) : null,
    kinds: [...view.hiddenKinds].filter((kind) => kind !== FOLLOWS),
    follows: !view.hiddenKinds.has(FOLLOWS) && view.kinds.has(FOLLOWS),
    only: view.reach ? [...view.reach].map(node) : null,
    view: view.mode,
  };
}

/** Look at what a state says, as far as it is there. */
function restoreState(view, chooser, state = {}) {
  view.restoring = true;
  const kinds = Array.isArray(state.kinds) ? state.kinds.filter((kind) => view.kinds.has(kind)) : [];
  view.hiddenKinds = new Set(state.follows ? kinds : [...kinds, FOLLOWS]);
  const known = (ids) => (Array.isArray(ids) ? ids.map((id) => longOf(view.nodes, id)).filter((id) => id !== null) : []);
  const only = known(state.only);
  view.reach = only.length > 1 ? new Set(only) : null;
  refilter(view, chooser);
  showReach(view, chooser);
  showAs(view, chooser, VIEWS.includes(state.view) ? state.view : "chart");
  const [path, focus, edge] = [known(state.path), longOf(view.nodes, state.focus), longOf(view.edges, state.edge)];
  if (path.length === 2) chooser.path(...path);
  else if (focus !== null) chooser.node(focus);
  else if (edge !== null) chooser.edge(edge);
  else chooser.clear(true);
  view.restoring = false;
}
