// One chart on the page: its data, its state (language, theme, form, what is chosen) and its vis network.

const PHONE_WIDTH = 640; // narrower canvases get the tall layout
const FADED = 0.13;
const HALO = 9; // around the portrait of a lead or of who is chosen
const BOUND_STEPS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const MOST_SCALE = 1.2;

class View {
  constructor(root, data) {
    Object.assign(this, { root, data, hiddenKinds: new Set(), chosenNode: null, chosenEdge: null });
    this.stage = root.querySelector(".dc-stage");
    this.canvasBox = root.querySelector(".dc-canvas");
    this.panel = root.querySelector(".dc-panel");
    this.language = data.lang;
    this.nodes = new Map(data.nodes.map((node) => [node.id, node]));
    this.edges = new Map(data.edges.map((edge) => [edge.id, edge]));
    this.groups = new Map(data.groups.map((group) => [group.id, group]));
    this.kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
    this.visNodes = new vis.DataSet(data.nodes);
    this.visEdges = new vis.DataSet(data.edges);
    this.scale = 1;
    this.readTheme();
    this.chooseForm();
    this.measure();
    this.chooseHeight();
    this.network = new vis.Network(this.canvasBox, { nodes: this.visNodes, edges: this.visEdges }, data.options);
    this.network.on("beforeDrawing", (ctx) => this.drawBelow(ctx));
    this.network.on("afterDrawing", (ctx) => this.drawAbove(ctx));
    this.refresh();
    this.fit();
  }

  say(key) {
    return this.data.words[this.language][key];
  }

  get focus() {
    return this.chosenNode !== null || this.chosenEdge !== null;
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
    const [sx, sy] = this.nodes.get(edge.from).at[this.form];
    const [ex, ey] = this.nodes.get(edge.to).at[this.form];
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

  zoom(factor) {
    const scale = Math.min(4, Math.max(0.08, this.network.getScale() * factor));
    this.move(this.network.getViewPosition(), scale, 0, true);
  }

  resize() {
    const changed = this.chooseForm();
    if (changed) this.refresh();
    this.chooseHeight();
    this.network.setSize("100%", "100%");
    this.network.redraw();
    this.fit();
  }


  related() {
    if (this.chosenEdge !== null) {
      const edge = this.edges.get(this.chosenEdge);
      return new Set([edge.from, edge.to]);
    }
    const near = new Set([this.chosenNode]);
    for (const edge of this.edges.values()) {
      if (this.hiddenKinds.has(edge.kind)) continue;
      if (edge.from === this.chosenNode) near.add(edge.to);
      if (edge.to === this.chosenNode) near.add(edge.from);
    }
    return near;
  }

  isChosen(id) {
    return this.chosenNode === id;
  }

  strength(id) {
    return !this.focus || this.near.has(id) ? 1 : FADED * 1.6;
  }

  edgeStrength(edge) {
    const chosen = this.chosenEdge === null ? [edge.from, edge.to].includes(this.chosenNode) : this.chosenEdge === edge.id;
    if (this.focus && !chosen) return FADED;
    return edge.ended ? 0.46 : 0.92;
  }

  lineColor(edge) {
    const kind = this.kinds.get(edge.kind);
    return this.dark ? kind.dark : kind.light;
  }


  /** After any change of state: hand vis what it draws, and measure anew what we draw. */
  refresh() {
    this.near = this.focus ? this.related() : null;
    this.visNodes.update([...this.nodes.values()].map((node) => this.nodeLook(node)));
    this.visEdges.update([...this.edges.values()].map((edge) => this.edgeLook(edge)));
    this.measure();
    this.network.redraw();
  }

  /** Where our texts and words stand in this form and language, and how far the whole chart reaches. */
  measure() {
    const ctx = document.createElement("canvas").getContext("2d");
    this.tabs = measureTabs(this, ctx);
    this.texts = measureTexts(this, ctx);
    this.spots = placeWords(this, ctx);
    const curves = [...this.edges.values()].flatMap((edge) => {
      const { start, end, bend } = this.ends(edge);
      return BOUND_STEPS.map((t) => curvePoint(start, end, bend, t));
    });
    const discs = [...this.nodes.values()].map((node) => {
      const [x, y, r] = node.at[this.form];
      return { x: x - r - HALO, y: y - r - HALO, w: 2 * (r + HALO), h: 2 * (r + HALO) };
    });
    const boxes = this.layout.boxes.map((box) => ({ x: box.x, y: box.y, w: box.width, h: box.height }));
    this.bounds = boundsOf([...curves, ...discs, ...boxes, ...this.tabs.values(), ...this.texts.values(), ...this.spots.values()]);
  }

  nodeLook(node) {
    const [x, y, size] = node.at[this.form];
    const fill = node.unnamed ? this.colors.paper : node.tint.light;
    const parts = [node.name, node.detail, node.actor].filter(Boolean).map((text) => text[this.language]);
    return {
      id: node.id,
      x,
      y,
      size,
      title: parts.join("\n"),
      opacity: this.strength(node.id),
      color: { background: fill, border: fill, hover: { background: fill, border: fill } },
    };
  }

  edgeLook(edge) {
    const color = this.lineColor(edge);
    const type = edge.bend[this.form] < 0 ? "curvedCCW" : "curvedCW";
    return {
      id: edge.id,
      title: this.sentence(edge),
      hidden: this.hiddenKinds.has(edge.kind),
      color: { color, hover: color, highlight: color, opacity: this.edgeStrength(edge) },
      width: edge.width + (this.chosenEdge === edge.id ? 1.5 : 0),
      smooth: { enabled: true, type, roundness: Math.abs(edge.bend[this.form]) },
    };
  }

  sentence(edge) {
    const [from, to] = [edge.from, edge.to].map((id) => this.nodes.get(id).name[this.language]);
    const flags = [edge.ended && this.say("ended"), edge.isNew && this.say("new_short")].filter(Boolean);
    return `${from} ${edge.directed ? "→" : "↔"} ${to}: ${edge.word[this.language]}${flags.length ? ` (${flags.join(", ")})` : ""}`;
  }

  drawBelow(ctx) {
    this.scale = this.network ? this.network.getScale() : 1;
    if (this.tabs) drawBoxes(this, ctx);
  }

  drawAbove(ctx) {
    if (!this.texts) return;
    drawTabs(this, ctx);
    for (const node of this.nodes.values()) drawPortrait(this, ctx, node);
    for (const node of this.nodes.values()) drawPlate(this, ctx, node);
    for (const node of this.nodes.values()) drawTexts(this, ctx, node);
    const shown = [...this.edges.values()].filter((edge) => !this.hiddenKinds.has(edge.kind));
    shown.sort((a, b) => this.edgeStrength(a) - this.edgeStrength(b));
    for (const edge of shown) drawArrow(this, ctx, edge);
    if (this.scale < 0.4 && !this.focus) return;
    for (const edge of shown) drawWord(this, ctx, edge);
  }
}
