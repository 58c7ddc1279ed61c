// Toolbar, legend, language and theme.

function wireTools(view, chooser) {
  const actions = {
    reset: () => resetAll(view, chooser),
    back: () => chooser.back(),
    fit: () => view.fit(true),
    "zoom-in": () => view.zoom(1.3),
    "zoom-out": () => view.zoom(1 / 1.3),
    theme: () => switchTheme(view),
    path: () => startPath(view, chooser),
    news: () => nextNews(view, chooser),
    save: () => savePicture(view),
    "save-svg": () => saveSvg(view),
  };
  for (const button of view.root.querySelectorAll("[data-do]")) button.addEventListener("click", actions[button.dataset.do]);
  for (const button of view.root.querySelectorAll("[data-set-lang]")) {
    button.addEventListener("click", () => setLanguage(view, chooser, button.dataset.setLang));
  }
  for (const button of view.root.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => {
      showAs(view, chooser, button.dataset.view);
      view.changed();
    });
  }
}

function startPath(view, chooser) {
  if (view.mode !== "chart") showAs(view, chooser, "chart");
  chooser.path(view.chosenNode, null);
}

function resetAll(view, chooser) {
  view.hiddenKinds = new Set([FOLLOWS]);
  view.reach = null;
  view.cursor = null;
  clearFind(view);
  refilter(view, chooser);
  showReach(view, chooser);
  view.resize();
  chooser.clear(true);
  view.changed();
}

/** The kinds of line as buttons, and the key to the signs beside lines. */
function writeLegend(view, chooser) {
  const legend = view.root.querySelector(".dc-legend");
  legend.replaceChildren(...[...view.kinds.values()].map((kind) => kindButton(view, chooser, kind)));
  legend.hidden = !view.kinds.size;
  const marks = view.root.querySelector(".dc-marks");
  const signs = { directed: "→", ended: "", uncertain: "?", new: view.say("new_short") };
  marks.replaceChildren(...view.data.marks.map((mark) => {
    const sign = make("span", `dc-sign dc-sign-${mark}`, signs[mark]);
    sign.setAttribute("aria-hidden", "true");
    return make("span", "dc-mark", "", [sign, make("span", "", view.say(mark))]);
  }));
}

function kindButton(view, chooser, kind) {
  const button = pressable(kind.id === FOLLOWS ? "dc-kind dc-kind-follows" : "dc-kind", "", (event) => {
    if (event.detail > 1) onlyKind(view, chooser, kind.id); // the second press of a double one
    else toggleKind(view, chooser, kind.id);
  });
  button.dataset.kind = kind.id;
  button.title = view.say("legend_hint");
  button.setAttribute("aria-pressed", String(!view.hiddenKinds.has(kind.id)));
  button.append(kindLine(view, kind), make("span", "", view.text(kind.label)));
  const only = pressable("dc-only", "◎", () => onlyKind(view, chooser, kind.id));
  only.setAttribute("aria-label", view.say("only", { kind: view.text(kind.label) }));
  only.title = view.say("only", { kind: view.text(kind.label) });
  return make("span", "dc-entry", "", [button, only]);
}

/** A piece of a kind's line, drawn as in the chart. */
function kindLine(view, kind) {
  const picture = svgPart("svg", { width: 32, height: 12, viewBox: "0 0 32 12", "aria-hidden": "true" });
  picture.append(svgPart("line", {
    x1: 1, y1: 6, x2: 31, y2: 6, stroke: view.dark ? kind.dark : kind.light, "stroke-width": kind.width + 0.5,
    "stroke-linecap": kind.dash.length ? "butt" : "round", ...(kind.dash.length ? { "stroke-dasharray": kind.dash.join(" ") } : {}),
  }));
  return picture;
}

function toggleKind(view, chooser, id) {
  const shown = view.hiddenKinds.delete(id);
  if (!shown) view.hiddenKinds.add(id);
  refilter(view, chooser);
  view.announce(view.say(shown ? "shown_kind" : "hidden_kind", { kind: view.text(view.kinds.get(id).label) }));
  view.changed();
}

function onlyKind(view, chooser, id) {
  view.hiddenKinds = new Set([...view.kinds.keys()].filter((kind) => kind !== id));
  refilter(view, chooser);
  view.announce(view.say("only", { kind: view.text(view.kinds.get(id).label) }));
  view.changed();
}

/** After other kinds of line are shown: the buttons keep their focus, what was chosen is told anew. */
function refilter(view, chooser) {
  for (const button of view.root.querySelectorAll("[data-kind]")) {
    button.setAttribute("aria-pressed", String(!view.hiddenKinds.has(button.dataset.kind)));
  }
  view.refresh();
  chooser.renew();
}

/** Everything that is said outside the canvas, in the language that is set. */
function writeWords(view, chooser) {
  const { root, language, data } = view;
  root.lang = language;
  root.dataset.lang = language;
  root.setAttribute("aria-label", view.text(data.title));
  const put = (part, words) => {
    const element = root.querySelector(part);
    element.textContent = view.text(words);
    element.hidden = !words || !view.text(words);
  };
  put(".dc-title", data.title);
  put(".dc-caption", data.caption);
  put(".dc-footer", data.footer);
  for (const element of root.querySelectorAll("[data-say]")) element.textContent = view.say(element.dataset.say);
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", view.say(element.dataset.label));
  for (const element of root.querySelectorAll("[data-title]")) element.title = view.say(element.dataset.title);
  for (const button of root.querySelectorAll("[data-set-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
  }
  root.querySelector(".dc-empty").hidden = view.nodes.size > 0;
  writeLegend(view, chooser);
  writeNews(view);
  showReach(view, chooser);
  if (view.mode !== "chart") writeTwin(view, chooser);
  if (document.body.classList.contains("drama-chart-page")) {
    document.documentElement.lang = language;
    document.title = view.text(data.title);
  }
}

function setLanguage(view, chooser, language) {
  view.language = language;
  writeWords(view, chooser);
  nameFind(view);
  view.refresh();
  view.resize();
  chooser.renew();
  view.changed();
}

/** The other one of light and dark, for this chart alone; the file that is saved has no page around it to say so. */
function switchTheme(view) {
  view.root.dataset.theme = view.dark ? "light" : "dark";
  retheme(view);
}

function retheme(view) {
  view.readTheme();
  for (const button of view.root.querySelectorAll("[data-kind]")) {
    button.querySelector("svg").replaceWith(kindLine(view, view.kinds.get(button.dataset.kind)));
  }
  view.look();
}
