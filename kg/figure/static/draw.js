// What is drawn on vis-network's canvas around its lines and discs: boxes below, portraits, names and words above.

const NAME_SIZE = 14.5;
const LEAD_NAME_SIZE = 17;
const SMALL_SIZE = 11.5;
const ARROW = 12;
const TAB_FONT = `700 15px ${FONT}`;

function roundRect(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
}

/** Groups as titled boxes; called before vis draws its lines. */
function drawBoxes(view, ctx) {
  const { dark } = view;
  const alpha = boxAlpha(view);
  for (const box of view.layout.boxes) {
    const group = view.groups.get(box.group);
    const tint = dark ? group.dark : group.light;
    roundRect(ctx, box.x, box.y, box.width, box.height, 22);
    ctx.fillStyle = withAlpha(tint, alpha);
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = withAlpha(tint, dark ? 0.5 : 0.38);
    ctx.stroke();
  }
}

function boxAlpha(view) {
  return (view.dark ? 0.1 : 0.075) * (view.focus ? 0.55 : 1);
}

/** The titles of the groups, above the lines. */
function drawTabs(view, ctx) {
  ctx.globalAlpha = view.focus ? 0.55 : 1;
  ctx.font = TAB_FONT;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const [id, tab] of view.tabs) {
    const group = view.groups.get(id);
    roundRect(ctx, tab.x, tab.y, tab.w, tab.h, tab.h / 2);
    ctx.fillStyle = view.dark ? group.dark : group.light;
    ctx.fill();
    ctx.fillStyle = view.dark ? view.colors.paper : "#fff";
    ctx.fillText(tab.text, tab.x + 14, tab.y + tab.h / 2 + 1);
  }
  ctx.globalAlpha = 1;
}

/** The title tabs of the boxes, which words on lines keep clear of. */
function measureTabs(view, ctx) {
  ctx.font = TAB_FONT;
  return new Map(
    view.layout.boxes.map((box) => {
      const text = fitText(ctx, view.groups.get(box.group).label[view.language], box.width - 44);
      return [box.group, { x: box.x + 18, y: box.y - 14, w: ctx.measureText(text).width + 28, h: 28, text }];
    }),
  );
}

/** The words under each portrait, as lines with a font each, and the room they take. */
function measureTexts(view, ctx) {
  const texts = new Map();
  for (const node of view.nodes.values()) {
    const [x, y, radius] = node.at[view.form];
    const lines = [];
    const nameSize = node.lead ? LEAD_NAME_SIZE : NAME_SIZE;
    const add = (text, size, weight, quiet, gap) => lines.push({ text, size, font: `${weight} ${size}px ${FONT}`, quiet, gap });
    ctx.font = `700 ${nameSize}px ${FONT}`;
    const room = node.lead ? view.layout.leadCell : view.layout.cell - 6;
    const name = node.name[view.language];
    for (const text of twoLines(ctx, name, room)) add(text, nameSize, 700, false, 3);
    ctx.font = `400 ${SMALL_SIZE}px ${FONT}`;
    if (node.detail) for (const text of twoLines(ctx, node.detail[view.language], room)) add(text, SMALL_SIZE, 400, false, 3.5);
    if (node.actor) add(fitText(ctx, `(${node.actor[view.language]})`, room), SMALL_SIZE, 400, true, 3.5);
    let h = 0;
    let w = 0;
    for (const line of lines) {
      ctx.font = line.font;
      line.w = ctx.measureText(line.text).width;
      w = Math.max(w, line.w);
      h += line.size + line.gap;
    }
    texts.set(node.id, { x: x - w / 2, y: y + radius + 6, w, h, lines });
  }
  return texts;
}

/** A portrait over vis's disc: soft light, a bust, and the first letter of the given name. */
function drawPortrait(view, ctx, node) {
  const [x, y, r] = node.at[view.form];
  const tint = view.dark ? node.tint.dark : node.tint.light;
  ctx.save();
  ctx.globalAlpha = view.strength(node.id);
  if (node.lead || view.isChosen(node.id)) drawHalo(ctx, x, y, r, tint, view.isChosen(node.id));
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  if (node.unnamed) drawUnknown(view, ctx, node);
  else {
    const light = ctx.createLinearGradient(x, y - r, x, y + r);
    light.addColorStop(0, shade(node.tint.light, view.dark ? 0.16 : 0.32));
    light.addColorStop(1, shade(node.tint.light, view.dark ? -0.18 : -0.06));
    ctx.fillStyle = light;
    ctx.fill();
    ctx.save();
    ctx.clip();
    ctx.fillStyle = "rgba(255,255,255,0.2)";
    ctx.beginPath();
    ctx.arc(x, y - r * 0.2, r * 0.44, 0, 2 * Math.PI);
    ctx.fill();
    ctx.beginPath();
    ctx.ellipse(x, y + r * 0.98, r * 0.82, r * 0.66, 0, 0, 2 * Math.PI);
    ctx.fill();
    ctx.restore();
    drawRing(ctx, x, y, r, tint, node.lead ? 3.5 : 2.5);
    drawGlyph(ctx, node.glyph[view.language], x, y, r * 0.86, "#fff");
  }
  ctx.restore();
}

function drawHalo(ctx, x, y, r, tint, chosen) {
  ctx.beginPath();
  ctx.arc(x, y, r + (chosen ? 9 : 7), 0, 2 * Math.PI);
  ctx.fillStyle = withAlpha(tint, chosen ? 0.34 : 0.16);
  ctx.fill();
}

function drawUnknown(view, ctx, node) {
  const [x, y, r] = node.at[view.form];
  ctx.fillStyle = view.colors.paper;
  ctx.fill();
  ctx.fillStyle = withAlpha("#808895", 0.16);
  ctx.fill();
  ctx.setLineDash([5, 4]);
  drawRing(ctx, x, y, r, view.colors.quiet, 2);
  ctx.setLineDash([]);
  drawGlyph(ctx, "?", x, y, r, view.colors.quiet);
}

function drawRing(ctx, x, y, r, color, width) {
  ctx.beginPath();
  ctx.arc(x, y, r - width / 2, 0, 2 * Math.PI);
  ctx.lineWidth = width;
  ctx.strokeStyle = color;
  ctx.stroke();
}

function drawGlyph(ctx, glyph, x, y, size, color) {
  ctx.font = `700 ${size}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = color;
  const box = ctx.measureText(glyph);
  ctx.fillText(glyph, x, y + (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2);
}

/** A name stands on a plate in the colour of its ground: lines end at the name's sides instead of crossing it. */
function drawPlate(view, ctx, node) {
  const text = view.texts.get(node.id);
  const [x] = node.at[view.form];
  ctx.fillStyle = groundOf(view, { x, y: text.y });
  ctx.globalAlpha = 0.94;
  for (const plate of platesOf(text, x)) {
    roundRect(ctx, plate.x, plate.y, plate.w, plate.h, 6);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

/** A rectangle for each line of the words under a portrait. */
function platesOf(text, x) {
  let y = text.y - 1;
  return text.lines.map((line) => {
    const plate = { x: x - line.w / 2 - 4, y, w: line.w + 8, h: line.size + line.gap + 3 };
    y += line.size + line.gap;
    return plate;
  });
}

/** The paper, or the paper through the tint of the group's box. */
function groundOf(view, point) {
  const box = view.layout.boxes.find((one) => inside({ x: one.x, y: one.y, w: one.width, h: one.height }, point));
  if (!box) return view.colors.paper;
  const group = view.groups.get(box.group);
  return mixed(view.colors.paper, view.dark ? group.dark : group.light, boxAlpha(view));
}

function drawTexts(view, ctx, node) {
  const text = view.texts.get(node.id);
  const [x] = node.at[view.form];
  ctx.globalAlpha = view.strength(node.id);
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4.5;
  ctx.strokeStyle = withAlpha(view.colors.paper, 0.92);
  const lines = view.scale < 0.4 ? text.lines.slice(0, 1) : text.lines;
  // All halos first: that of one line must not cut the letters of the line above.
  for (const paint of ["strokeText", "fillText"]) {
    let y = text.y;
    for (const line of lines) {
      y += line.size;
      ctx.font = line.font;
      ctx.fillStyle = line.quiet ? view.colors.quiet : view.colors.ink;
      ctx[paint](line.text, x, y);
      y += line.gap;
    }
  }
  ctx.globalAlpha = 1;
}

/** The head of a one-sided line, where it reaches the portrait or the name of its end. */
function drawArrow(view, ctx, edge) {
  if (!edge.directed) return;
  const { start, end, bend } = view.ends(edge);
  const [x, y, r] = view.nodes.get(edge.to).at[view.form];
  const text = view.texts.get(edge.to);
  const plates = platesOf(text, x).map((plate, at) => (at ? plate : { ...plate, y: y + r - 3, h: plate.y + plate.h - y - r + 3 }));
  const covered = (point) => Math.hypot(point.x - x, point.y - y) < r + 2 || plates.some((plate) => inside(plate, point));
  let t = 1;
  while (t > 0.02 && covered(curvePoint(start, end, bend, t))) t -= 0.004;
  const tip = curvePoint(start, end, bend, t);
  let back = t;
  while (back > 0 && Math.hypot(tip.x - curvePoint(start, end, bend, back).x, tip.y - curvePoint(start, end, bend, back).y) < ARROW) back -= 0.004;
  const from = curvePoint(start, end, bend, Math.max(back, 0));
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const size = ARROW * (edge.ended ? 0.75 : 1);
  ctx.globalAlpha = view.edgeStrength(edge);
  ctx.fillStyle = view.lineColor(edge);
  ctx.beginPath();
  ctx.moveTo(tip.x, tip.y);
  for (const side of [0.42, -0.42]) ctx.lineTo(tip.x - size * Math.cos(angle + side), tip.y - size * Math.sin(angle + side));
  ctx.closePath();
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** One word on its line: a small paper label, ♥ for couples, a red tag for what is new. */
function drawWord(view, ctx, edge) {
  const spot = view.spots.get(edge.id);
  if (!spot) return;
  const color = view.lineColor(edge);
  const strong = view.edgeStrength(edge);
  ctx.globalAlpha = strong < 0.3 ? strong * 0.6 : 1;
  roundRect(ctx, spot.x, spot.y, spot.w, spot.h, spot.line / 2);
  ctx.fillStyle = groundOf(view, { x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 });
  ctx.globalAlpha *= 0.93;
  ctx.fill();
  ctx.globalAlpha /= 0.93;
  if (view.chosenEdge === edge.id) {
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = color;
    ctx.stroke();
  }
  ctx.font = wordFont(edge);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = color;
  ctx.globalAlpha *= edge.ended && strong > 0.3 ? 0.85 : 1;
  const besides = edge.isNew && spot.lines.length === 1 ? NEW_WIDTH + 5 : 0;
  const middle = spot.x + (spot.w - besides) / 2;
  const first = spot.y + spot.line / 2 + 0.5;
  spot.lines.forEach((line, at) => ctx.fillText(line, middle, first + at * WORD_LINE));
  if (edge.isNew && besides) drawNewTag(view, ctx, spot.x + spot.w - NEW_WIDTH - 4, first);
  else if (edge.isNew) drawNewTag(view, ctx, middle - NEW_WIDTH / 2, first + (spot.lines.length - 1) * WORD_LINE);
  ctx.globalAlpha = 1;
}

function drawNewTag(view, ctx, x, middle) {
  roundRect(ctx, x, middle - 6.5, NEW_WIDTH, 12, 6);
  ctx.fillStyle = view.colors.accent;
  ctx.fill();
  ctx.font = `700 8.5px ${FONT}`;
  ctx.fillStyle = view.dark ? view.colors.paper : "#fff";
  ctx.fillText(view.say("new_short"), x + NEW_WIDTH / 2, middle + 0.3);
}
