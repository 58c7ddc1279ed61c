// The pieces in which the panel, the list and the table tell what is known. Text goes in as text, never as HTML.

/** A line in words: "A → B: mentor (ended)". */
function sentenceOf(view, edge) {
  const flags = [edge.ended && view.say(edge.endsNow ? "ended_now" : "ended"), edge.isNew && view.say("new_short"), edge.follows && view.say("follows")];
  const said = flags.filter(Boolean).join(", ");
  return `${view.nameOf(edge.from)} ${edge.directed ? "→" : "↔"} ${view.nameOf(edge.to)}: ${view.text(edge.word)}${said ? ` (${said})` : ""}`;
}

/** A heading so many levels below the chart's title, which is the first or the second of its page. */
function heading(view, below, className, text, children = []) {
  const level = Number(view.root.querySelector(".dc-title").tagName[1]) + below;
  return make(`h${level}`, className, text, children);
}

function pressable(className, text, onClick) {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

/** Plain text, or a link when Python let the address through. */
function linked(text, href, className = "") {
  if (!href) return make("span", className, text);
  const anchor = make("a", className, text);
  anchor.setAttribute("href", href);
  if (/^https?:/.test(href)) anchor.rel = "noopener noreferrer nofollow";
  return anchor;
}

function flag(view, key, more = "") {
  return make("em", `dc-flag${more}`, view.say(key));
}

/** What is to be said of a line beside its word. */
function flagsOf(view, edge) {
  const flags = [];
  if (edge.ended) flags.push(flag(view, edge.endsNow ? "ended_now" : "ended"));
  if (edge.uncertain) flags.push(flag(view, "uncertain"));
  if (edge.isNew) flags.push(flag(view, "new_short", " dc-flag-new"));
  if (edge.disputed || edge.otherwise.length) flags.push(flag(view, edge.otherwise.length ? "otherwise" : "disputed"));
  return flags;
}

function swatch(view, edge) {
  const mark = make("span", "dc-swatch");
  mark.style.background = view.lineColor(edge);
  return mark;
}

/** The step that told a line, with its name; nothing in a chart that has no steps. */
function toldAt(view, edge) {
  if (edge.told === undefined || !Object.keys(view.data.beats).length) return "";
  const name = view.data.beats[edge.told];
  return `${view.say("told_at", { n: edge.told })}${name ? `: ${view.text(name)}` : ""}`;
}

function sourcesOf(view, edge) {
  return edge.sources.flatMap((source, at) => [at ? "; " : "", linked(view.text(source.text), source.href)]);
}

/** Words that were told one after the other, with what is new marked. */
function toldWords(view, told) {
  return toldIn(told, view.language).flatMap(({ text, isNew }, at) => [
    ...(at ? ["; "] : []),
    text,
    ...(isNew ? [" ", flag(view, "new_short", " dc-flag-new")] : []),
  ]);
}

/** The lines of a proof, each set in as deep as it stands. */
function proofOf(view, edge) {
  const lines = edge.proof.map(([depth, words]) => make("li", `dc-depth-${Math.min(depth, 6)}`, view.text(words)));
  return make("ul", "dc-proof", "", lines);
}
