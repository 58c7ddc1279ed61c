// While the chart is dragged it is one picture that is moved: a hundred lines and their words cannot be drawn sixty times
// a second where a processor alone draws them.

const STILL_EDGE = 24; // around the bounds, for what is drawn a little beyond them
const MOST_PIXELS = 16e6; // a larger picture takes more time and memory than it saves

function followDrag(view) {
  view.network.on("dragStart", () => takeStill(view));
  for (const end of ["dragEnd", "zoom"]) view.network.on(end, () => dropStill(view));
}

/** Paint all that a drag can bring into the frame once, as it is drawn now. */
function takeStill(view) {
  dropStill(view);
  const { renderer, body } = view.network;
  const { translation, scale } = body.view;
  const canvas = view.canvasBox.querySelector("canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const { x, y, w, h } = view.bounds;
  // On the screen, in whole pixels, so that what is moved is as sharp as what was drawn.
  const low = (start, shift, far) => Math.floor(Math.max(start * scale + shift - STILL_EDGE, -far) * ratio) / ratio;
  const high = (end, shift, far) => Math.min(end * scale + shift + STILL_EDGE, far);
  const left = low(x, translation.x, window.innerWidth);
  const top = low(y, translation.y, window.innerHeight);
  const sheet = document.createElement("canvas");
  const width = Math.ceil((high(x + w, translation.x, canvas.clientWidth + window.innerWidth) - left) * ratio);
  const height = Math.ceil((high(y + h, translation.y, canvas.clientHeight + window.innerHeight) - top) * ratio);
  if (width <= 0 || height <= 0 || width * height > MOST_PIXELS) return;
  Object.assign(sheet, { width, height });
  const ctx = sheet.getContext("2d");
  ctx.scale(ratio, ratio);
  ctx.translate(translation.x - left, translation.y - top);
  ctx.scale(scale, scale);
  view.drawBelow(ctx);
  renderer._drawEdges(ctx);
  renderer._drawNodes(ctx, true);
  view.drawAbove(ctx);
  const size = { w: width / ratio / scale, h: height / ratio / scale };
  view.still = { sheet, x: (left - translation.x) / scale, y: (top - translation.y) / scale, ...size };
  hideLines(view, true);
}

/** Draw everything again, as what is shown or how large it is has changed, or nothing is dragged any more. */
function dropStill(view) {
  if (!view.still) return;
  view.still = null;
  hideLines(view, false);
}

function hideLines(view, are) {
  view.network.renderer.setOptions({ hideEdgesOnDrag: are, hideNodesOnDrag: are });
}

function drawStill(view, ctx) {
  const { sheet, x, y, w, h } = view.still;
  ctx.drawImage(sheet, x, y, w, h);
}
