// The chart as a real SVG picture, from the places and measures that the canvas has: for a file, and for the printer.

const SVG = "http://www.w3.org/2000/svg";
const LEGEND_LINE = 26;

function svgPart(tag, attributes = {}, text = "") {
  const part = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  if (text) part.textContent = text;
  return part;
}

function saveSvg(view) {
  const text = new XMLSerializer().serializeToString(wholePicture(view));
  download(view, new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}`], { type: "image/svg+xml" }), "svg");
}

/** On white, whatever the page's theme is. */
function putPrint(view) {
  const { dark } = view;
  view.root.classList.remove("dc-night");
  Object.assign(view, { dark: false, colors: { ...paperOf(view.root), paper: "#ffffff" } });
  const sheet = make("div", "dc-print", "", [wholePicture(view, false)]);
  view.root.querySelector(".dc-print")?.remove();
  view.stage.after(sheet);
  view.root.classList.toggle("dc-night", dark);
  Object.assign(view, { dark, colors: paperOf(view.root) });
}

/** The picture under its title and over its legend; a page that is printed has a title already. */
function wholePicture(view, titled = true) {
  const ctx = document.createElement("canvas").getContext("2d");
  const { x, y, w, h } = view.bounds;
  const width = Math.max(w + 2 * view.margin, 560);
  const head = titled ? pictureHead(view, ctx, width - 48) : { lines: [], height: 0 };
  const rows = legendRows(view, ctx, width);
  const height = head.height + h + 2 * view.margin + rows.length * LEGEND_LINE + 44;
  const root = svgPart("svg", { xmlns: SVG, viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, width: Math.ceil(width), height: Math.ceil(height), role: "img", lang: view.language, "font-family": FONT.replaceAll('"', "'") });
  root.append(svgPart("title", {}, view.text(view.data.title)), svgPart("rect", { width: "100%", height: "100%", fill: view.colors.paper }));
  for (const line of head.lines) root.append(svgText(line.text, 24, line.y, fontOf(line.font), line.color, "start", "central"));
  const drawing = svgPart("g", { transform: `translate(${(width - w) / 2 - x} ${head.height + view.margin - y})` });
  drawing.append(...svgBoxes(view), ...svgLines(view), ...svgTabs(view), ...svgPeople(view), ...svgArrows(view), ...svgWords(view));
  root.append(drawing);
  const foot = head.height + h + 2 * view.margin;
  rows.forEach((row, at) => root.append(...row.flatMap((entry) => svgLegend(view, entry, foot + 13 + at * LEGEND_LINE))));
  root.append(svgText(view.say("brand"), width - 24, foot + rows.length * LEGEND_LINE + 22, { size: 12, weight: 500 }, view.colors.quiet, "end", "central"));
  return root;
}

/** "700 14px …" as a size and a weight. */
function fontOf(font) {
  const [, weight, size] = font.match(/^(\d+) ([\d.]+)px/);
  return { weight: Number(weight), size: Number(size) };
}

function svgText(text, x, y, { size, weight }, fill, anchor = "middle", baseline = "auto") {
  return svgPart("text", { x, y, "font-size": size, "font-weight": weight, fill, "text-anchor": anchor, "dominant-baseline": baseline }, text);
}

function svgBoxes(view) {
  return view.boxes.map((box) => {
    const group = view.groups.get(box.group);
    const tint = view.dark ? group.dark : group.light;
    return svgPart("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 22, fill: mixed(view.colors.paper, tint, boxAlpha(view)), stroke: tint, "stroke-opacity": view.dark ? 0.5 : 0.38, "stroke-width": 1.2 });
  });
}

function svgTabs(view) {
  return [...view.tabs].flatMap(([id, tab]) => {
    const group = view.groups.get(id);
    return [
      svgPart("rect", { x: tab.x, y: tab.y, width: tab.w, height: tab.h, rx: tab.h / 2, fill: view.dark ? group.dark : group.light }),
      svgText(tab.text, tab.x + 14, tab.y + tab.h / 2 + 1, fontOf(TAB_FONT), view.dark ? view.colors.paper : "#fff", "start", "central"),
    ];
  });
}

/** The curve that vis-network draws, as it is: one quadratic arc. */
function svgLines(view) {
  return view.shownEdges.map((edge) => {
    const { start, end, bend } = view.ends(edge);
    const middle = curvePoint(start, end, bend, 0.5);
    const via = { x: 2 * middle.x - (start.x + end.x) / 2, y: 2 * middle.y - (start.y + end.y) / 2 };
    const { dash } = view.kinds.get(edge.kind);
    const points = [start, via, end].map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`);
    const line = svgPart("path", { d: `M${points[0]}Q${points[1]} ${points[2]}`, fill: "none", stroke: view.lineColor(edge), "stroke-width": edge.width, "stroke-opacity": view.edgeStrength(edge), ...(dash.length ? { "stroke-dasharray": dash.join(" ") } : {}) });
    line.append(svgPart("title", {}, sentenceOf(view, edge)));
    return line;
  });
}

function svgArrows(view) {
  return view.shownEdges.filter((edge) => view.arrows.has(edge.id)).map((edge) => {
    const points = view.arrows.get(edge.id).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    return svgPart("polygon", { points, fill: view.lineColor(edge), "fill-opacity": view.edgeStrength(edge) });
  });
}

function svgPeople(view) {
  return view.shownNodes.map((node) => {
    const group = svgPart("g", { opacity: view.strength(node.id) });
    group.append(...svgPortrait(view, node), ...svgNames(view, node));
    if (node.isNew) group.append(...svgTag(view, node.spot[0] - NEW_WIDTH / 2, node.spot[1] - ringOf(view, node) - TAG_RISE));
    return group;
  });
}

function svgPortrait(view, node) {
  const [x, y, r] = node.spot;
  const tint = view.dark ? node.tint.dark : node.tint.light;
  const font = { size: r * (node.unnamed ? 1 : 0.86), weight: 700 };
  const letter = (fill) => svgText(node.unnamed ? "?" : view.text(node.glyph), x, y + font.size * 0.36, font, fill);
  if (node.unnamed) {
    return [svgPart("circle", { cx: x, cy: y, r: r - 1, fill: view.colors.paper, stroke: view.colors.quiet, "stroke-width": 2, "stroke-dasharray": "5 4" }), letter(view.colors.quiet)];
  }
  const ring = node.lead ? 3.5 : 2.5;
  const halo = node.lead ? [svgPart("circle", { cx: x, cy: y, r: r + 7, fill: tint, "fill-opacity": 0.16 })] : [];
  const disc = svgPart("circle", { cx: x, cy: y, r: r - ring / 2, fill: shade(node.tint.light, 0.12), stroke: tint, "stroke-width": ring });
  return [...halo, disc, letter("#fff")];
}

function svgNames(view, node) {
  const text = view.texts.get(node.id);
  const [x] = node.spot;
  const plates = platesOf(text, x).map((plate) => svgPart("rect", { x: plate.x, y: plate.y, width: plate.w, height: plate.h, rx: 6, fill: groundOf(view, { x, y: text.y }) }));
  let { y } = text;
  const lines = text.lines.map((line) => {
    const said = svgText(line.text, x, y + line.size, fontOf(line.font), line.quiet ? view.colors.quiet : view.colors.ink);
    y += line.size + line.gap;
    return said;
  });
  return [...plates, ...lines];
}

function svgWords(view) {
  return view.shownEdges.flatMap((edge) => {
    const spot = view.spots.get(edge.id);
    if (!spot) return [];
    const group = svgPart("g", { opacity: view.isStrong(edge) ? 1 : FADED });
    const ground = groundOf(view, { x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 });
    group.append(svgPart("rect", { x: spot.x, y: spot.y, width: spot.w, height: spot.h, rx: spot.line / 2, fill: ground }));
    const besides = edge.isNew && spot.lines.length === 1 ? NEW_WIDTH + 5 : 0;
    const middle = spot.x + (spot.w - besides) / 2;
    const first = spot.y + spot.line / 2 + 0.5;
    spot.lines.forEach((line, at) => line && group.append(svgText(line, middle, first + at * WORD_LINE, fontOf(wordFont(edge)), view.lineColor(edge), "middle", "central")));
    if (edge.isNew && besides) group.append(...svgTag(view, spot.x + spot.w - NEW_WIDTH - 4, first));
    else if (edge.isNew) group.append(...svgTag(view, middle - NEW_WIDTH / 2, first + (spot.lines.length - 1) * WORD_LINE));
    return [group];
  });
}

function svgTag(view, x, middle) {
  return [
    svgPart("rect", { x, y: middle - 6.5, width: NEW_WIDTH, height: 12, rx: 6, fill: view.colors.accent }),
    svgText(view.say("new_short"), x + NEW_WIDTH / 2, middle, { size: 8.5, weight: 700 }, view.dark ? view.colors.paper : "#fff", "middle", "central"),
  ];
}

function svgLegend(view, { kind, mark, label, x }, y) {
  const words = svgText(label, x + 36, y, fontOf(LEGEND_FONT), kind ? view.colors.ink : view.colors.quiet, "start", "central");
  if (mark === "new") return [...svgTag(view, x, y), words];
  if (mark === "directed" || mark === "uncertain") return [svgText(mark === "directed" ? "→" : "?", x + 14, y, { size: 14, weight: 700 }, view.colors.ink, "middle", "central"), words];
  const line = kind ? { stroke: view.dark ? kind.dark : kind.light, "stroke-width": kind.width } : { stroke: view.colors.ink, "stroke-width": 2.5, "stroke-opacity": 0.3 };
  const dash = kind && kind.dash.length ? { "stroke-dasharray": kind.dash.join(" ") } : {};
  return [svgPart("line", { x1: x, y1: y, x2: x + 28, y2: y, ...line, ...dash }), words];
}
