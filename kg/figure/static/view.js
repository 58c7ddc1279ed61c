// One chart on the page: its data, its state (language, theme, form, what is shown and chosen) and its vis network.

const PHONE_WIDTH = 640; // narrower canvases get the tall layout
const FADED = 0.13;
const HALO = 9; // around the portrait of a lead or of who is chosen
const BOUND_STEPS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const MOST_SCALE = 1.2;
const FOLLOWS = "follows"; // the kind of line that is shown on demand

class View {
  constructor(root, raw) {
    Object.assign(this, { root, hiddenKinds: new Set([FOLLOWS]), chosenNode: null, chosenEdge: null, route: null, picked: [] });
    Object.assign(this, { cursor: null, matches: null, reach: null, mode: "chart", glide: null, still: null, scale: 1 });
    this.stage = root.querySelector(".dc-stage");
    this.canvasBox = root.querySelector(".dc-canvas");
    this.panel = root.querySelector(".dc-panel");
    this.language = raw.lang;
    this.take(raw);
    this.readTheme();
    this.chooseForm();
    this.visNodes = new vis.DataSet([]);
    this.visEdges = new vis.DataSet([]);
    this.network = new vis.Network(this.canvasBox, { nodes: this.visNodes, edges: this.visEdges }, OPTIONS);
    this.canvasBox.querySelector(".vis-network").tabIndex = -1; // the box around it has the keys
    this.network.on("beforeDrawing", (ctx) => this.drawBelow(ctx));
    this.network.on("afterDrawing", (ctx) => this.drawAbove(ctx));
    this.refresh();
  }

  /** Make data the chart's own. */
  take(raw) {
    this.data = readChart(raw);
    Object.assign(this, { nodes: this.data.nodes, edges: this.data.edges, groups: this.data.groups, kinds: this.data.kinds });
    this.more = new Map();
  }

  say(key, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), WORDS[this.language][key]);
  }

  count(key, n) {
    return this.say(n === 1 && `${key}_1` in WORDS[this.language] ? `${key}_1` : key, { n });
  }

  text(both) {
    return both ? both[this.language] || both.en : "";
  }

  nameOf(id) {
    return this.text(this.nodes.get(id).name);
  }

  announce(text) {
    this.root.querySelector(".dc-live").textContent = text;
  }

  changed() {
    if (this.restoring) return;
    this.root.dispatchEvent(new CustomEvent("dc-change", { bubbles: true, detail: stateOf(this) }));
  }

  get focus() {
    return this.chosenNode !== null || this.chosenEdge !== null || this.route !== null || this.matches !== null;
  }

  /** Whether the panel is a sheet across the screen of a phone. */
  get hasSheet() {
    return this.panel.offsetWidth > 0.9 * this.stage.clientWidth;
  }

  get layout() {
    return this.data.layouts[this.form];
  }

  readTheme() {
    this.dark = isDark(this.root);
    this.root.classList.toggle("dc-night", this.dark);
    this.colors = paperOf(this.root);
  }

  chooseForm() {
    const width = this.stage.clientWidth || PHONE_WIDTH;
    const before = this.form;
    this.form = width < PHONE_WIDTH ? "tall" : "wide";
    this.root.classList.toggle("dc-tall", this.form === "tall");
    return before !== this.form;
  }

  chooseHeight() {
    this.canvasBox.style.height = `${Math.round(this.bestHeight(this.stage.clientWidth || PHONE_WIDTH))}px`;
  }

  /** High enough for the chart at full width; a little less if then the legend still fits on the screen. */
  bestHeight(width) {
    const scale = Math.min(MOST_SCALE, width / (this.bounds.w + 2 * this.margin));
    const needed = Math.max((this.bounds.h + 2 * this.margin) * Math.max(scale, 0.3), 340);
    if (this.form === "tall") return needed;
    const heights = [...this.root.querySelectorAll(".dc-legend, .dc-marks")].map((part) => part.offsetHeight);
    const legend = heights.reduce((sum, height) => sum + height, 0);
    const spare = window.innerHeight - this.stage.getBoundingClientRect().top - window.scrollY - legend - 24;
    if (spare < needed && spare > 0.78 * needed) return spare;
    return Math.min(needed, Math.max(1.5 * window.innerHeight, 700));
  }

  get margin() {
    return this.form === "tall" ? 5 : 14;
  }

  ends(edge) {
    const [sx, sy] = this.nodes.get(edge.from).spot;
    const [ex, ey] = this.nodes.get(edge.to).spot;
    const length = Math.hypot(ex - sx, ey - sy);
    return { start: { x: sx, y: sy }, end: { x: ex, y: ey }, length, bend: edge.bend[this.form] };
  }

  fitScale(width, height) {
    const { w, h } = this.bounds;
    const most = this.nodes.size < 2 ? 1.5 : MOST_SCALE;
    // A chart in a closed part of a page has no size yet.
    return Math.max(0.05, Math.min(width / (w + 2 * this.margin), height / (h + 2 * this.margin), most));
  }

  fit(animate = false) {
    const { x, y, w, h } = this.bounds;
    this.move({ x: x + w / 2, y: y + h / 2 }, this.fitScale(this.canvasBox.clientWidth, this.canvasBox.clientHeight), 0, animate);
  }

  move(position, scale, shift, animate) {
    const animation = animate && !CALM.matches ? { duration: 320, easingFunction: "easeInOutQuad" } : false;
    this.network.moveTo({ position, scale, offset: { x: shift, y: 0 }, animation });
    this.allowPan(scale);
  }

  /** On a phone the page scrolls under the finger until the chart is larger than its frame. */
  allowPan(scale = this.network.getScale()) {
    const fits = scale <= this.fitScale(this.canvasBox.clientWidth, this.canvasBox.clientHeight) * 1.02;
    const locked = this.form === "tall" && fits;
    if (locked === this.locked) return;
    this.locked = locked;
    this.network.setOptions({ interaction: { dragView: !locked, zoomView: !locked } });
    this.canvasBox.classList.toggle("dc-locked", locked);
  }

  /** Larger or smaller around the middle of what is on the screen. */
  zoom(factor) {
    const scale = Math.min(4, Math.max(0.08, this.network.getScale() * factor));
    const { clientWidth: w, clientHeight: h } = this.canvasBox;
    if (this.form === "tall" && scale <= this.fitScale(w, h)) return this.fit(true); // it cannot be moved then
    const { top, bottom } = this.shownPart();
    const middle = { x: w / 2, y: (top + bottom) / 2 };
    const { x, y } = this.network.DOMtoCanvas(middle);
    this.move({ x, y: y - (middle.y - h / 2) / scale }, scale, 0, true);
  }

  /** Which part of the canvas is on the screen, between what the page keeps above and below. */
  shownPart() {
    const { top, height } = this.canvasBox.getBoundingClientRect();
    const style = getComputedStyle(this.root);
    const kept = (name) => parseFloat(style.getPropertyValue(name)) || 0;
    const last = Math.min(height, window.innerHeight - kept("--dc-below") - top);
    const first = Math.max(0, kept("--dc-above") - top);
    return first < last ? { top: first, bottom: last } : { top: 0, bottom: height };
  }

  /** What is said of the thing under the pointer, once that is no longer there. */
  hideTip() {
    const { interactionHandler } = this.network;
    clearTimeout(interactionHandler.popupTimer);
    interactionHandler.popupTimer = undefined;
    interactionHandler.popup?.hide();
  }

  resize() {
    if (this.mode !== "chart") return; // it has no size now
    if (this.chooseForm()) this.refresh();
    this.chooseHeight();
    this.network.setSize("100%", "100%");
    this.network.redraw();
    this.fit();
  }

  isShown(edge) {
    return !this.hiddenKinds.has(edge.kind) && (!this.reach || (this.reach.has(edge.from) && this.reach.has(edge.to)));
  }

  /** Who is tied to a character by a line of a kind that is shown. */
  neighbours(id) {
    const found = new Set();
    for (const edge of this.edges.values()) {
      if (this.hiddenKinds.has(edge.kind)) continue;
      if (edge.from === id) found.add(edge.to);
      if (edge.to === id) found.add(edge.from);
    }
    return found;
  }

  related() {
    if (this.route) return this.route.nodes;
    if (this.chosenEdge !== null) {
      const edge = this.edges.get(this.chosenEdge);
      return new Set([edge.from, edge.to]);
    }
    return this.chosenNode === null ? this.matches : this.neighbours(this.chosenNode).add(this.chosenNode);
  }

  isChosen(id) {
    return this.chosenNode === id || this.picked.includes(id);
  }

  strength(id) {
    const strong = !this.near || this.near.has(id) ? 1 : FADED * 1.6;
    return this.glide !== null && this.arriving.has(id) ? strong * this.glide : strong;
  }

  isStrong(edge) {
    if (this.route) return this.route.edges.has(edge.id);
    if (this.chosenEdge !== null) return this.chosenEdge === edge.id;
    if (this.chosenNode !== null) return edge.from === this.chosenNode || edge.to === this.chosenNode;
    return this.matches === null || (this.matches.has(edge.from) && this.matches.has(edge.to));
  }

  edgeStrength(edge) {
    if (!this.isStrong(edge)) return FADED;
    return edge.ended ? 0.46 : 0.92;
  }

  lineColor(edge) {
    const kind = this.kinds.get(edge.kind);
    return this.dark ? kind.dark : kind.light;
  }

  /** After a change of what is shown: measure anew what we draw, and hand vis what it draws. */
  refresh() {
    for (const node of this.nodes.values()) node.spot = node.at[this.form];
    this.shownNodes = [...this.nodes.values()].filter((node) => !this.reach || this.reach.has(node.id));
    this.shownEdges = [...this.edges.values()].filter((edge) => this.isShown(edge));
    const groups = new Set(this.shownNodes.map((node) => node.group));
    this.boxes = this.layout.boxes.filter((box) => groups.has(box.group));
    const hidden = (id) => [...this.neighbours(id)].filter((one) => !this.reach.has(one)).length;
    this.more = new Map(this.reach ? this.shownNodes.map((node) => [node.id, hidden(node.id)]) : []);
    this.measure();
    this.look();
  }

  /** After a change of what is chosen: only how strong everything is. */
  look() {
    dropStill(this);
    this.near = this.focus ? this.related() : null;
    this.shownEdges.sort((a, b) => this.edgeStrength(a) - this.edgeStrength(b));
    this.visNodes.update([...this.nodes.values()].map((node) => this.nodeLook(node)));
    this.visEdges.update([...this.edges.values()].map((edge) => this.edgeLook(edge)));
    this.network.redraw();
  }

  /** Where our texts, words and arrows stand in this form and language, and how far the whole chart reaches. */
  measure() {
    const ctx = document.createElement("canvas").getContext("2d");
    this.tabs = measureTabs(this, ctx);
    this.texts = measureTexts(this, ctx);
    this.spots = placeWords(this, ctx);
    this.arrows = new Map(this.shownEdges.filter((edge) => edge.directed).map((edge) => [edge.id, measureArrow(this, edge)]));
    const curves = this.shownEdges.flatMap((edge) => {
      const { start, end, bend } = this.ends(edge);
      return BOUND_STEPS.map((t) => curvePoint(start, end, bend, t));
    });
    const discs = this.shownNodes.map(({ spot: [x, y, r] }) => ({ x: x - r - HALO, y: y - r - HALO, w: 2 * (r + HALO), h: 2 * (r + HALO) }));
    const tags = this.shownNodes.filter((node) => node.isNew).map(tagRect);
    const boxes = this.boxes.map((box) => ({ x: box.x, y: box.y, w: box.width, h: box.height }));
    this.bounds = boundsOf([...curves, ...discs, ...tags, ...boxes, ...this.tabs.values(), ...this.texts.values(), ...this.spots.values()]);
  }

  nodeLook(node) {
    const [x, y, size] = node.spot;
    const fill = node.unnamed ? this.colors.paper : node.tint.light;
    const parts = [node.name, node.detail, node.actor].filter(Boolean).map((text) => this.text(text));
    return {
      id: node.id,
      name: node.name,
      x,
      y,
      size,
      title: parts.join("\n"),
      hidden: Boolean(this.reach) && !this.reach.has(node.id),
      opacity: this.strength(node.id),
      color: { background: fill, border: fill, hover: { background: fill, border: fill } },
    };
  }

  edgeLook(edge) {
    const color = this.lineColor(edge);
    const type = edge.bend[this.form] < 0 ? "curvedCCW" : "curvedCW";
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      title: sentenceOf(this, edge),
      hidden: !this.isShown(edge),
      dashes: this.kinds.get(edge.kind).dash || false,
      color: { color, hover: color, highlight: color, opacity: this.edgeStrength(edge) },
      width: edge.width + (this.chosenEdge === edge.id || (this.route && this.route.edges.has(edge.id)) ? 1.5 : 0),
      smooth: { enabled: true, type, roundness: Math.abs(edge.bend[this.form]) },
    };
  }

  drawBelow(ctx) {
    this.scale = this.network ? this.network.getScale() : 1;
    if (this.still) drawStill(this, ctx);
    else if (this.tabs) drawBoxes(this, ctx);
  }

  drawAbove(ctx) {
    if (!this.texts || this.still) return;
    if (this.glide === null) drawTabs(this, ctx);
    for (const node of this.shownNodes) drawPortrait(this, ctx, node);
    for (const node of this.shownNodes) drawPlate(this, ctx, node);
    for (const node of this.shownNodes) drawTexts(this, ctx, node);
    if (this.glide !== null) return;
    for (const edge of this.shownEdges) drawArrow(this, ctx, edge);
    if (this.scale < 0.4 && !this.focus) return;
    for (const edge of this.shownEdges) drawWord(this, ctx, edge);
  }
}
