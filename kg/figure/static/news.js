// What this step of the telling has changed: how much, and one after the other.

/** [{node} | {edge}]: new characters, new lines, lines that end now, characters of whom more is known. */
function newsOf(view) {
  const nodes = [...view.nodes.values()];
  const edges = [...view.edges.values()].filter((edge) => !edge.follows);
  const learned = (node) => !node.isNew && [node.aliases, node.jobs, node.notes].some((told) => Object.values(told).flat().some((one) => one.isNew));
  return {
    n_relationships: edges.filter((edge) => edge.isNew).map((edge) => ({ edge: edge.id })),
    n_characters: nodes.filter((node) => node.isNew).map((node) => ({ node: node.id })),
    n_ended: edges.filter((edge) => edge.endsNow && !edge.isNew).map((edge) => ({ edge: edge.id })),
    n_facts: nodes.filter(learned).map((node) => ({ node: node.id })),
  };
}

function writeNews(view) {
  const news = newsOf(view);
  const button = view.root.querySelector(".dc-news");
  const counts = Object.entries(news).filter(([, found]) => found.length).map(([key, found]) => view.count(key, found.length));
  button.hidden = !counts.length;
  const short = make("span", "dc-news-short", view.say("new_short"));
  short.setAttribute("aria-hidden", "true");
  // A page that counts for itself hides these counts.
  const counted = make("span", "dc-news-counts", `: ${counts.join(", ")}`);
  button.replaceChildren(short, make("span", "dc-news-word", "", [view.say("new_show"), counted]));
  view.news = Object.values(news).flat();
  view.newsAt = -1;
}

/** Go to the next of them; those of a kind of line that is hidden are shown again. */
function nextNews(view, chooser) {
  view.newsAt = (view.newsAt + 1) % view.news.length;
  const next = view.news[view.newsAt];
  if (view.mode !== "chart") showAs(view, chooser, "chart");
  if ("node" in next) {
    chooser.node(next.node);
    return;
  }
  const { kind } = view.edges.get(next.edge);
  if (view.hiddenKinds.has(kind)) toggleKind(view, chooser, kind);
  chooser.edge(next.edge);
}
