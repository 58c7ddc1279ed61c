// Where the word of each line stands: on its line, level, clear of portraits, names, titles and other words.

const WORD_PAD = 5;
const WORD_HEIGHT = 18;
const ENDED_WORD_HEIGHT = 15;
const REFINED = 150; // up to so many words are looked at again when all have a place
const WORD_LINE = 14;
const NEW_WIDTH = 27;
const SPOTS = [0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.26, 0.74, 0.22, 0.78, 0.82, 0.18, 0.86, 0.14];
const TILE = 64;

/** Rectangles by tile, so that finding what a word would cover does not look at everything. */
class Tiles {
  constructor() {
    this.tiles = new Map();
  }

  *keys(rect) {
    for (let i = Math.floor(rect.x / TILE); i <= Math.floor((rect.x + rect.w) / TILE); i += 1) {
      for (let j = Math.floor(rect.y / TILE); j <= Math.floor((rect.y + rect.h) / TILE); j += 1) yield `${i},${j}`;
    }
  }

  add(rect, cost) {
    for (const key of this.keys(rect)) {
      if (!this.tiles.has(key)) this.tiles.set(key, []);
      this.tiles.get(key).push({ ...rect, cost });
    }
  }

  toll(rect, own) {
    const seen = new Set();
    let sum = 0;
    for (const key of this.keys(rect)) {
      for (const other of this.tiles.get(key) || []) {
        const tag = `${other.x},${other.y},${other.cost}`;
        if (other.owner === own || seen.has(tag)) continue;
        seen.add(tag);
        const area = overlap(rect, other);
        if (area) sum += other.cost * (0.2 + area / (rect.w * rect.h));
      }
    }
    return sum;
  }
}

/** What has ended, or only follows, has thinner and smaller words. */
function wordFont(edge) {
  return edge.ended || edge.follows ? `500 10.5px ${FONT}` : `600 12px ${FONT}`;
}

/** Edge id -> {x, y, w, h, text}; short lines choose first because they have the least room. */
function placeWords(view, ctx) {
  const tiles = new Tiles();
  for (const node of view.shownNodes) {
    const [x, y, r] = node.spot;
    tiles.add({ x: x - r - 3, y: y - r - 3, w: 2 * r + 6, h: 2 * r + 6 }, 14);
    tiles.add(view.texts.get(node.id), 9);
    if (node.isNew) tiles.add(tagRect(node), 9);
  }
  for (const tab of view.tabs.values()) tiles.add(tab, 12);
  const lines = view.shownEdges.map((edge) => ({ edge, ...view.ends(edge) }));
  for (const line of lines) {
    for (let step = 2; step < 23; step += 1) {
      const point = curvePoint(line.start, line.end, line.bend, step / 25);
      tiles.add({ x: point.x - 1, y: point.y - 1, w: 2, h: 2, owner: line.edge.id }, 1.2);
    }
  }
  lines.sort((a, b) => a.length - b.length || (a.edge.id < b.edge.id ? -1 : 1));
  const spots = new Map();
  const rounds = lines.length <= REFINED ? 3 : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const line of lines) {
      spots.delete(line.edge.id);
      spots.set(line.edge.id, bestSpot(view, ctx, line, tiles, spots));
    }
  }
  return spots;
}

/** What it costs to cover other words, with a little air around them. */
function wordToll(spot, spots) {
  const aired = { x: spot.x - 2, y: spot.y - 1, w: spot.w + 4, h: spot.h + 2 };
  let sum = 0;
  for (const other of spots.values()) {
    const area = overlap(aired, other);
    if (area) sum += 20 * (0.2 + area / (spot.w * spot.h));
  }
  return sum;
}

/** What it costs to reach over the edge of the layout, where a phone would have to show everything smaller. */
function beyond(view, spot) {
  const half = view.layout.width / 2;
  return 0.3 * Math.max(0, -half - spot.x, spot.x + spot.w - half);
}

function bestSpot(view, ctx, line, tiles, spots) {
  let best = null;
  ctx.font = wordFont(line.edge);
  for (const { lines, w, h, line: high, cost } of wordShapes(view, ctx, line)) {
    for (const t of SPOTS) {
      const point = curvePoint(line.start, line.end, line.bend, t);
      const spot = { x: point.x - w / 2, y: point.y - h / 2, w, h, lines, line: high };
      spot.cost = cost + tiles.toll(spot, line.edge.id) + wordToll(spot, spots) + beyond(view, spot) + 2.4 * Math.abs(t - 0.5);
      if (!best || spot.cost < best.cost - 1e-9) best = spot;
    }
  }
  return best;
}

/** The word in one line and, at a price, in two; on a level line that is too short for one line, only in two. */
function wordShapes(view, ctx, { edge, start, end, length }) {
  const text = (edge.heart ? "♥ " : "") + fitText(ctx, edge.word[view.language], 150);
  const tag = edge.isNew ? NEW_WIDTH + 5 : 0;
  const high = edge.ended || edge.follows ? ENDED_WORD_HEIGHT : WORD_HEIGHT;
  const whole = { lines: [text], w: ctx.measureText(text).width + 2 * WORD_PAD + tag, h: high, line: high, cost: 0 };
  const radii = view.nodes.get(edge.from).spot[2] + view.nodes.get(edge.to).spot[2];
  const level = Math.abs(end.x - start.x) > Math.abs(end.y - start.y);
  const room = level ? length - radii - 6 : Infinity;
  const at = whole.w - tag > Math.min(room, 84) ? middleSpace(text) : -1;
  const lines = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text];
  if (edge.isNew) lines.push("");
  if (lines.length === 1) return [whole];
  const w = Math.max(...lines.map((part) => ctx.measureText(part).width)) + 2 * WORD_PAD;
  const broken = { lines, w, h: high + (lines.length - 1) * WORD_LINE, line: high, cost: 0.9 };
  return whole.w <= room ? [whole, broken] : [broken];
}

/** The space nearest to the middle, but not the one after the heart. */
function middleSpace(text) {
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index).filter((at) => at > 1);
  const off = (at) => Math.abs(at - text.length / 2);
  return spaces.sort((a, b) => off(a) - off(b))[0] ?? -1;
}
