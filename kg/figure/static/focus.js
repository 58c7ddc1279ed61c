// Choosing a character, a line or a path: the rest fades, the panel tells what is known, and "back" goes one choice back.

const MOST_STEPS = 50; // that "back" remembers

class Chooser {
  constructor(view) {
    this.view = view;
    this.trail = [];
    this.opener = null;
    view.network.on("click", (event) => this.onClick(event));
    view.network.on("zoom", () => view.allowPan());
    for (const event of ["hoverNode", "hoverEdge"]) view.network.on(event, () => view.canvasBox.classList.add("dc-hand"));
    for (const event of ["blurNode", "blurEdge"]) view.network.on(event, () => view.canvasBox.classList.remove("dc-hand"));
    view.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.clear(true);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.activeElement === document.body) this.clear(true);
    });
    this.showBack();
  }

  /** Words and names are ours, not vis's, so a click on them is looked up here. */
  onClick({ nodes, edges, pointer }) {
    const { view } = this;
    const hit = (rects) => [...rects].find(([, rect]) => inside(rect, pointer.canvas))?.[0];
    const word = nodes.length ? undefined : hit(view.spots);
    const name = nodes.length ? nodes[0] : hit(view.texts);
    if (this.isPicking && name !== undefined) this.pick(name);
    else if (word !== undefined) this.edge(word);
    else if (name !== undefined) this.node(name);
    else if (edges.length) this.edge(edges[0]);
    else this.clear();
  }

  /** What is chosen, as the trail keeps it: {node} or {edge} or {path: [one, other]}, or null. */
  get choice() {
    const { view } = this;
    if (view.picked.length) return { path: [...view.picked] };
    if (view.chosenNode !== null) return { node: view.chosenNode };
    return view.chosenEdge === null ? null : { edge: view.chosenEdge };
  }

  /** Whether a click on a character is one end of a path. */
  get isPicking() {
    return this.view.picked.length === 2 && this.view.picked.includes(null);
  }

  node(id, opener = null) {
    if (this.view.reach) widenReach(this.view, this, [id, ...this.view.neighbours(id)]);
    this.choose({ node: id }, opener);
    this.view.announce(this.view.say("focus_said", { name: this.view.nameOf(id), n: this.view.neighbours(id).size }));
  }

  edge(id) {
    const edge = this.view.edges.get(id);
    if (this.view.reach) widenReach(this.view, this, [edge.from, edge.to]);
    this.choose({ edge: id });
    this.view.announce(sentenceOf(this.view, edge));
  }

  /** The chains between two characters; either may still be null. */
  path(one, other) {
    this.choose({ path: [one, other] });
  }

  pick(id) {
    const [one, other] = this.view.picked;
    this.path(one === null ? id : one, one === null ? other : id);
  }

  choose(choice, opener = null, remember = true) {
    const before = this.choice;
    if (remember && before && JSON.stringify(before) !== JSON.stringify(choice)) this.trail.push(before);
    this.trail = this.trail.slice(-MOST_STEPS);
    this.opener = opener;
    this.set(choice);
    this.show();
    if (opener) this.scrollTo(choice.node);
    if (opener) this.view.panel.querySelector("button").focus({ preventScroll: true });
  }

  set(choice) {
    const { view } = this;
    const [one = null, other = null] = choice?.path || [];
    Object.assign(view, { chosenNode: choice?.node ?? null, chosenEdge: choice?.edge ?? null, matches: null });
    view.picked = choice?.path ? [one, other] : [];
    view.route = one !== null && other !== null ? routeBetween(view, one, other) : null;
  }

  back() {
    const before = this.trail.pop();
    if (before) this.choose(before, null, false);
    else this.clear(true);
    this.showBack();
  }

  /** From the list below back to the chart; on a phone to the character, above the panel. */
  scrollTo(id) {
    const { view } = this;
    const behavior = CALM.matches ? "auto" : "smooth";
    const top = view.stage.getBoundingClientRect().top + window.scrollY;
    const y = view.network.canvasToDOM({ x: 0, y: view.nodes.get(id).spot[1] }).y;
    window.scrollTo({ top: view.form === "tall" ? top + y - 0.22 * window.innerHeight : top - 8, behavior });
  }

  clear(refit = false) {
    const { view } = this;
    const had = view.focus || view.picked.length > 0;
    this.set(null);
    this.trail = [];
    const within = view.panel.contains(document.activeElement);
    view.panel.hidden = true;
    view.root.classList.remove("dc-open");
    view.look();
    if (had || refit) view.fit(true);
    if (this.opener && this.opener.isConnected) this.opener.focus();
    else if (within) view.canvasBox.focus({ preventScroll: true });
    this.opener = null;
    this.showBack();
    if (had) view.announce(view.say("cleared"));
    if (had) view.changed();
  }

  /** After other data or another language: keep what is still there. */
  renew() {
    const there = (choice) => {
      if (!choice) return false;
      if (choice.path) return choice.path.every((id) => id === null || this.view.nodes.has(id));
      return "node" in choice ? this.view.nodes.has(choice.node) : this.view.edges.has(choice.edge);
    };
    const { choice } = this;
    this.trail = this.trail.filter(there);
    if (there(choice)) {
      this.set(choice);
      this.view.look();
      this.fill();
      this.showBack();
    } else if (choice) this.clear();
  }

  show() {
    const { view } = this;
    view.look();
    view.hideTip();
    this.fill();
    this.showBack();
    if (view.hasSheet) this.keepAboveSheet();
    else if (view.form === "wide") this.bringIntoView();
    view.changed();
  }

  showBack() {
    const button = this.view.root.querySelector('[data-do="back"]');
    const focused = document.activeElement === button;
    button.disabled = !this.trail.length;
    if (button.disabled && focused) this.view.canvasBox.focus({ preventScroll: true }); // a button that is off holds no focus
  }

  /** On a phone the panel covers the lower half of the screen: scroll what was chosen out of its way, wherever it is. */
  keepAboveSheet() {
    const { view } = this;
    const box = this.chosenBox();
    if (box && !inCanvas(view, box)) view.fit(); // the chart was enlarged and shows another part
    const canvas = view.canvasBox.getBoundingClientRect().top;
    const top = box ? canvas + view.network.canvasToDOM(box).y : canvas;
    const low = box ? canvas + view.network.canvasToDOM({ x: 0, y: box.y + box.h }).y : canvas;
    const sheet = window.innerHeight - parseFloat(getComputedStyle(view.panel).bottom) - view.panel.offsetHeight;
    const hidden = low + 12 - sheet;
    if (hidden > 0 || (box && top < 12)) window.scrollBy({ top: hidden, behavior: CALM.matches ? "auto" : "smooth" });
  }

  /** Where what was chosen last stands in the chart: a portrait with its name, or the word of a line. */
  chosenBox() {
    const { view } = this;
    if (view.chosenEdge !== null) return view.spots.get(view.chosenEdge);
    const id = view.chosenNode ?? view.picked.findLast((one) => one !== null);
    if (id === undefined) return null;
    const [x, y, r] = view.nodes.get(id).spot;
    const text = view.texts.get(id);
    return { x: x - r, y: y - r, w: 2 * r, h: text.y + text.h - y + r };
  }

  /** Move the chosen part beside the panel, never closer than natural size. */
  bringIntoView() {
    const { view } = this;
    if (!view.canvasBox.clientWidth) return; // not on the screen
    const ids = view.near || view.shownNodes.map((node) => node.id);
    const rects = [...ids].map((id) => view.nodes.get(id).spot);
    const [xs, ys] = [rects.map((spot) => spot[0]), rects.map((spot) => spot[1])];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const shift = -view.panel.offsetWidth / 2;
    const width = view.canvasBox.clientWidth + 2 * shift;
    const most = Math.max(1, view.network.getScale());
    const scale = Math.min(width / (right - left + 210), view.canvasBox.clientHeight / (bottom - top + 230), most);
    view.move({ x: (left + right) / 2, y: (top + bottom) / 2 + 16 }, scale, shift, true);
  }

  fill() {
    const { view } = this;
    fillPanel(view, this);
    view.panel.hidden = false;
    view.root.classList.add("dc-open");
    view.panel.scrollTop = 0;
    placePanel(view);
  }
}

/** Whether the frame of the chart shows all of a box. */
function inCanvas(view, box) {
  const [start, end] = [box, { x: box.x + box.w, y: box.y + box.h }].map((point) => view.network.canvasToDOM(point));
  return start.x >= 0 && start.y >= 0 && end.x <= view.canvasBox.clientWidth && end.y <= view.canvasBox.clientHeight;
}

const LEAST_PANEL = 320; // px; then it leaves the screen with the chart

/** Let the panel be as high as the part of the chart that is on the screen, below what the page keeps above the chart. */
function placePanel(view) {
  const { top, bottom } = view.shownPart();
  const height = Math.min(view.canvasBox.clientHeight, Math.max(bottom - top, LEAST_PANEL));
  view.root.style.setProperty("--dc-shown", `${height}px`);
}
