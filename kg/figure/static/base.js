// Small helpers that know nothing of charts. Text from data only ever goes through textContent or the canvas.

const FONT = '"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif';
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
const DARK = window.matchMedia("(prefers-color-scheme: dark)");

/** An element with a class and text; `children` are appended. */
function make(tag, className, text, children = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/** True if this part of the page is dark: data-theme on it or above it wins over the system's setting. */
function isDark(element) {
  const themed = element.closest("[data-theme]");
  if (themed && ["light", "dark"].includes(themed.dataset.theme)) return themed.dataset.theme === "dark";
  return DARK.matches;
}

/** The colours that the style sheet sets for the canvas. */
function paperOf(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  return { paper: read("--dc-paper"), ink: read("--dc-ink"), quiet: read("--dc-quiet"), accent: read("--dc-accent") };
}

/** `#rgb` or `#rrggbb` with an alpha. */
function withAlpha(hex, alpha) {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(full.slice(at, at + 2), 16));
  return `rgba(${r},${g},${b},${alpha})`;
}

/** A step towards white (amount > 0) or black (amount < 0). */
function shade(hex, amount) {
  const goal = amount > 0 ? 255 : 0;
  const mix = (at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * (1 - Math.abs(amount)) + goal * Math.abs(amount));
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
}

/** A colour laid over another with an alpha. */
function mixed(ground, hex, alpha) {
  const mix = (at) => Math.round(parseInt(ground.slice(at, at + 2), 16) * (1 - alpha) + parseInt(hex.slice(at, at + 2), 16) * alpha);
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
}

/** Whether two rectangles {x, y, w, h} (x, y: upper left) overlap, and by how much area. */
function overlap(a, b) {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** The smallest rectangle around rectangles and points. */
function boundsOf(parts) {
  const xs = parts.flatMap((part) => [part.x, part.x + (part.w || 0)]);
  const ys = parts.flatMap((part) => [part.y, part.y + (part.h || 0)]);
  const [left, right] = [xs.reduce((a, b) => Math.min(a, b), 0), xs.reduce((a, b) => Math.max(a, b), 0)];
  const [top, bottom] = [ys.reduce((a, b) => Math.min(a, b), 0), ys.reduce((a, b) => Math.max(a, b), 0)];
  return { x: left, y: top, w: right - left, h: bottom - top };
}

function inside(rect, point) {
  return point.x >= rect.x && point.x <= rect.x + rect.w && point.y >= rect.y && point.y <= rect.y + rect.h;
}

/** The point at t of the curve that vis-network draws between two centres (kg/figure/curves.py has the same sum). */
function curvePoint(start, end, bend, t) {
  const dx = end.x - start.x;
  const dy = end.y - start.y;
  const reach = (Math.abs(bend) + 1) / 2;
  const turn = (-bend * Math.PI) / 2;
  const viaX = start.x + reach * (dx * Math.cos(turn) - dy * Math.sin(turn));
  const viaY = start.y + reach * (dx * Math.sin(turn) + dy * Math.cos(turn));
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return { x: a * start.x + b * viaX + c * end.x, y: a * start.y + b * viaY + c * end.y };
}

/** Cut text to a width with an ellipsis. */
function fitText(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  const chars = Array.from(text);
  let low = 0;
  let high = chars.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(chars.slice(0, middle).join("") + "…").width <= width) low = middle;
    else high = middle - 1;
  }
  return chars.slice(0, low).join("").trimEnd() + "…";
}

/** At most two lines, broken at a space where there is one; the second is cut. */
function twoLines(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return [text];
  const words = text.split(" ");
  let first = "";
  while (words.length && ctx.measureText((first ? first + " " : "") + words[0]).width <= width) {
    first = (first ? first + " " : "") + words.shift();
  }
  if (!first) return [fitText(ctx, text, width)];
  return [first, fitText(ctx, words.join(" "), width)];
}
