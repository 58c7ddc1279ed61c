// Choosing a character or a line: the rest fades, and a panel tells what is known.

class Chooser {
  constructor(view) {
    this.view = view;
    view.network.on("click", (event) => this.onClick(event));
    view.network.on("zoom", () => view.allowPan());
    for (const event of ["hoverNode", "hoverEdge"]) view.network.on(event, () => view.canvasBox.classList.add("dc-hand"));
    for (const event of ["blurNode", "blurEdge"]) view.network.on(event, () => view.canvasBox.classList.remove("dc-hand"));
    view.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear(true);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.activeElement === document.body) this.clear(true);
    });
    for (const button of view.root.querySelectorAll("[data-node]")) {
      button.addEventListener("click", () => this.node(button.dataset.node, true));
    }
  }

  /** Words and names are ours, not vis's, so a click on them is looked up here. */
  onClick({ nodes, edges, pointer }) {
    const hit = (rects) => [...rects].find(([, rect]) => inside(rect, pointer.canvas))?.[0];
    const word = nodes.length ? undefined : hit(this.view.spots);
    const name = nodes.length ? nodes[0] : hit(this.view.texts);
    if (word !== undefined && !this.view.hiddenKinds.has(this.view.edges.get(word).kind)) this.edge(word);
    else if (name !== undefined) this.node(name);
    else if (edges.length) this.edge(edges[0]);
    else this.clear();
  }

  node(id, fromList = false) {
    this.opener = fromList ? document.activeElement : null;
    Object.assign(this.view, { chosenNode: id, chosenEdge: null });
    this.show();
    if (fromList) this.scrollTo(id);
    if (fromList) this.view.panel.querySelector("button").focus({ preventScroll: true });
  }

  /** From the list below back to the chart; on a phone to the character, above the panel. */
  scrollTo(id) {
    const { view } = this;
    const behavior = CALM.matches ? "auto" : "smooth";
    const top = view.stage.getBoundingClientRect().top + window.scrollY;
    const y = view.network.canvasToDOM({ x: 0, y: view.nodes.get(id).at[view.form][1] }).y;
    window.scrollTo({ top: view.form === "tall" ? top + y - 0.22 * window.innerHeight : top - 8, behavior });
  }

  edge(id) {
    this.opener = null;
    Object.assign(this.view, { chosenNode: null, chosenEdge: id });
    this.show();
  }

  clear(refit = false) {
    const had = this.view.focus;
    Object.assign(this.view, { chosenNode: null, chosenEdge: null });
    this.view.panel.hidden = true;
    this.view.root.classList.remove("dc-open");
    this.view.refresh();
    if (had || refit) this.view.fit(true);
    if (this.opener) this.opener.focus();
    this.opener = null;
  }

  show() {
    this.view.refresh();
    this.fill();
    if (getComputedStyle(this.view.panel).position === "fixed") this.keepAboveSheet();
    else if (this.view.form === "wide") this.bringIntoView();
  }

  /** On a phone the panel covers the lower half of the screen: scroll what was chosen up, out of its way. */
  keepAboveSheet() {
    const { view } = this;
    const spot = view.chosenNode === null ? view.spots.get(view.chosenEdge) : view.texts.get(view.chosenNode);
    const low = view.network.canvasToDOM({ x: 0, y: spot ? spot.y + spot.h : 0 }).y + view.canvasBox.getBoundingClientRect().top;
    const hidden = low + 12 - view.panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden, behavior: CALM.matches ? "auto" : "smooth" });
  }

  /** Move the chosen part beside the panel, never closer than natural size. */
  bringIntoView() {
    const { view } = this;
    const rects = [...view.near].map((id) => view.nodes.get(id).at[view.form]);
    const [xs, ys] = [rects.map((place) => place[0]), rects.map((place) => place[1])];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const shift = -view.panel.offsetWidth / 2;
    const width = view.canvasBox.clientWidth + 2 * shift;
    const most = Math.max(1, view.network.getScale());
    const scale = Math.min(width / (right - left + 210), view.canvasBox.clientHeight / (bottom - top + 230), most);
    view.move({ x: (left + right) / 2, y: (top + bottom) / 2 + 16 }, scale, shift, true);
  }


  fill() {
    const { view } = this;
    const close = make("button", "dc-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", view.say("close"));
    close.addEventListener("click", () => this.clear());
    const parts = view.chosenNode === null ? this.edgeParts(view.edges.get(view.chosenEdge)) : this.nodeParts(view.chosenNode);
    view.panel.replaceChildren(close, ...parts);
    view.panel.hidden = false;
    view.root.classList.add("dc-open");
    view.panel.scrollTop = 0;
  }

  nodeParts(id) {
    const { view } = this;
    const node = view.nodes.get(id);
    const title = make("h3", "dc-panel-name", node.name[view.language]);
    if (node.lead || node.unnamed) title.append(make("span", "dc-flag", view.say(node.lead ? "lead" : "unnamed")));
    const parts = [title];
    if (node.detail) parts.push(make("p", "", node.detail[view.language]));
    if (node.actor) parts.push(make("p", "dc-quiet", `${view.say("played_by")} `, [this.linked(node.actor[view.language], node.actorHref)]));
    if (node.href) parts.push(make("p", "", "", [this.linked(view.say("page"), node.href)]));
    const ties = [...view.edges.values()].filter((edge) => edge.from === id || edge.to === id);
    const shown = ties.filter((edge) => !view.hiddenKinds.has(edge.kind));
    if (!shown.length) parts.push(make("p", "dc-quiet", view.say("no_ties")));
    else parts.push(make("ul", "dc-ties", "", shown.map((edge) => this.tie(edge, id))));
    return parts;
  }

  /** One relationship as seen from a character: word, direction, the other one, note and sources. */
  tie(edge, id) {
    const other = edge.from === id ? edge.to : edge.from;
    const sign = edge.directed ? (edge.from === id ? "→" : "←") : "↔";
    const row = make("li", "dc-tie", "", [
      this.swatch(edge),
      make("span", "dc-tie-sign", sign),
      this.nameButton(other),
      ...this.facts(edge),
    ]);
    return row;
  }

  edgeParts(edge) {
    const { view } = this;
    const title = make("h3", "dc-panel-name", edge.word[view.language]);
    const pair = make("p", "dc-pair", "", [
      this.nameButton(edge.from),
      make("span", "dc-tie-sign", edge.directed ? "→" : "↔"),
      this.nameButton(edge.to),
    ]);
    const kind = make("p", "dc-quiet", "", [this.swatch(edge), view.kinds.get(edge.kind).label[view.language]]);
    return [title, pair, kind, make("div", "", "", this.facts(edge, false))];
  }

  facts(edge, withWord = true) {
    const { view } = this;
    const parts = [];
    if (withWord) {
      const word = make("button", "dc-tie-word", edge.word[view.language]);
      word.type = "button";
      word.addEventListener("click", () => this.edge(edge.id));
      parts.push(word);
    }
    for (const flag of ["ended", "uncertain"]) if (edge[flag]) parts.push(make("em", "dc-flag", view.say(flag)));
    if (edge.isNew) parts.push(make("em", "dc-flag dc-flag-new", view.say("new_short")));
    if (edge.disputed) parts.push(make("em", "dc-flag", view.say("disputed")));
    if (edge.note) parts.push(make("p", "dc-note", edge.note[view.language]));
    for (const detail of edge.details) parts.push(make("p", "dc-note dc-quiet", detail[view.language]));
    for (const other of edge.otherwise) parts.push(make("p", "dc-note", "", [this.otherwise(other)]));
    if (edge.sources.length) {
      const sources = edge.sources.flatMap((source, at) => [at ? "; " : "", this.linked(source.text[view.language], source.href)]);
      parts.push(make("p", "dc-sources", `${view.say("sources")}: `, sources));
    }
    return parts;
  }

  /** Plain text, or a link when Python let the address through. */
  linked(text, href) {
    if (!href) return make("span", "", text);
    const anchor = make("a", "", text);
    anchor.setAttribute("href", href);
    return anchor;
  }

  /** From a line to the one that another source draws instead. */
  otherwise(id) {
    const { view } = this;
    const button = make("button", "dc-otherwise", `${view.say("otherwise")}: ${view.edges.get(id).word[view.language]}`);
    button.type = "button";
    button.addEventListener("click", () => this.edge(id));
    return button;
  }

  nameButton(id) {
    const button = make("button", "dc-name", this.view.nodes.get(id).name[this.view.language]);
    button.type = "button";
    button.addEventListener("click", () => this.node(id));
    return button;
  }

  swatch(edge) {
    const mark = make("span", "dc-swatch");
    mark.style.background = this.view.lineColor(edge);
    return mark;
  }
}
