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
  for (const box of view.boxes) {
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
  return (view.dark ? 0.1 : 0.075) * (view.focus ? 0.55 : 1) * (view.glide || 1);
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
    view.boxes.map((box) => {
      const text = fitText(ctx, view.groups.get(box.group).label[view.language], box.width - 44);
      return [box.group, { x: box.x + 18, y: box.y - 14, w: ctx.measureText(text).width + 28, h: 28, text }];
    }),
  );
}

/** The words under each portrait, as lines with a font each, and the room they take. */
function measureTexts(view, ctx) {
  const texts = new Map();
  for (const node of view.shownNodes) {
    const [x, y, radius] = node.spot;
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

/** A name stands on a plate in the colour of its ground: lines end at the name's sides instead of crossing it. */
function drawPlate(view, ctx, node) {
  const text = view.texts.get(node.id);
  const [x] = node.spot;
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
  const box = view.boxes.find((one) => inside({ x: one.x, y: one.y, w: one.width, h: one.height }, point));
  if (!box) return view.colors.paper;
  const group = view.groups.get(box.group);
  return mixed(view.colors.paper, view.dark ? group.dark : group.light, boxAlpha(view));
}

function drawTexts(view, ctx, node) {
  const text = view.texts.get(node.id);
  const [x] = node.spot;
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

/** Where the head of a one-sided line is and which way it points: where the line reaches the portrait or the name. */
function measureArrow(view, edge) {
  const { start, end, bend } = view.ends(edge);
  const [x, y, r] = view.nodes.get(edge.to).spot;
  const text = view.texts.get(edge.to);
  const plates = platesOf(text, x).map((plate, at) => (at ? plate : { ...plate, y: y + r - 3, h: plate.y + plate.h - y - r + 3 }));
  const covered = (point) => Math.hypot(point.x - x, point.y - y) < r + 2 || plates.some((plate) => inside(plate, point));
  let t = 1;
  while (t > 0.02 && covered(curvePoint(start, end, bend, t))) t -= 0.004;
  const tip = curvePoint(start, end, bend, t);
  const away = (at) => Math.hypot(tip.x - curvePoint(start, end, bend, at).x, tip.y - curvePoint(start, end, bend, at).y);
  let back = t;
  while (back > 0 && away(back) < ARROW) back -= 0.004;
  const from = curvePoint(start, end, bend, Math.max(back, 0));
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const size = ARROW * (edge.ended || edge.follows ? 0.75 : 1);
  const side = (turn) => ({ x: tip.x - size * Math.cos(angle + turn), y: tip.y - size * Math.sin(angle + turn) });
  return [tip, side(0.42), side(-0.42)];
}

function drawArrow(view, ctx, edge) {
  const arrow = view.arrows.get(edge.id);
  if (!arrow) return;
  ctx.globalAlpha = view.edgeStrength(edge);
  ctx.fillStyle = view.lineColor(edge);
  ctx.beginPath();
  arrow.forEach((point, at) => ctx[at ? "lineTo" : "moveTo"](point.x, point.y));
  ctx.closePath();
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** One word on its line: a small paper label, ♥ for couples, a red tag for what is new. */
function drawWord(view, ctx, edge) {
  const spot = view.spots.get(edge.id);
  if (!spot || !spot.lines.some(Boolean)) return; // a line may have no word
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
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = view.dark ? view.colors.paper : "#fff";
  ctx.fillText(view.say("new_short"), x + NEW_WIDTH / 2, middle + 0.3);
}
