// The portraits over vis-network's discs, and the signs on them.

const CURSOR = 10; // from a portrait to the outside of the ring of the arrow keys
const TAG_RISE = 8; // from a ring to the middle of the sign above it

/** A portrait over vis's disc: soft light, a bust, and the first letter of the given name. */
function drawPortrait(view, ctx, node) {
  const [x, y, r] = node.spot;
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
  if (node.isNew && view.glide === null) drawNewTag(view, ctx, x - NEW_WIDTH / 2, y - ringOf(view, node) - TAG_RISE);
  if (view.cursor === node.id) drawCursor(view, ctx, x, y, r);
  ctx.restore();
  const more = view.more.get(node.id);
  if (more) drawMore(view, ctx, x + r * 0.72, y - r * 0.72, `+${more}`);
}

/** How far the outermost ring around a portrait reaches. */
function ringOf(view, node) {
  const r = node.spot[2];
  if (view.cursor === node.id) return r + CURSOR;
  if (view.isChosen(node.id)) return r + 9;
  return node.lead ? r + 7 : r;
}

/** Where the sign of a new character may stand: above the portrait, clear of every ring. */
function tagRect({ spot: [x, y, r] }) {
  return { x: x - NEW_WIDTH / 2, y: y - r - CURSOR - TAG_RISE - 7, w: NEW_WIDTH, h: CURSOR + TAG_RISE + 7 };
}

/** Where the arrow keys are. */
function drawCursor(view, ctx, x, y, r) {
  ctx.globalAlpha = 1;
  ctx.setLineDash([7, 4]);
  drawRing(ctx, x, y, r + CURSOR, view.colors.ink, 2.5);
  ctx.setLineDash([]);
}

/** How many neighbours are not shown. */
function drawMore(view, ctx, x, y, text) {
  ctx.beginPath();
  ctx.arc(x, y, 11, 0, 2 * Math.PI);
  ctx.fillStyle = view.colors.ink;
  ctx.fill();
  ctx.font = `700 10.5px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = view.colors.paper;
  ctx.fillText(text, x, y + 0.5);
}

function drawHalo(ctx, x, y, r, tint, chosen) {
  ctx.beginPath();
  ctx.arc(x, y, r + (chosen ? 9 : 7), 0, 2 * Math.PI);
  ctx.fillStyle = withAlpha(tint, chosen ? 0.34 : 0.16);
  ctx.fill();
}

function drawUnknown(view, ctx, node) {
  const [x, y, r] = node.spot;
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
