// The chart as a PNG file.

/** The whole chart, under its title and over its legend, as a PNG file; the view on the page stays as it is. */
function savePicture(view) {
  const [position, scale] = [view.network.getViewPosition(), view.network.getScale()];
  view.fit();
  view.network.redraw();
  paintPicture(view);
  view.move(position, scale, 0, false);
  view.network.redraw();
}

const LEGEND_FONT = `500 13px ${FONT}`;
const LEGEND_ROW = 26;

function paintPicture(view) {
  const chart = view.canvasBox.querySelector("canvas");
  const ratio = chart.width / chart.clientWidth;
  const sheet = document.createElement("canvas");
  const ctx = sheet.getContext("2d");
  const head = pictureHead(view, ctx, chart.clientWidth - 48);
  const rows = legendRows(view, ctx, chart.clientWidth);
  sheet.width = chart.width;
  sheet.height = chart.height + Math.ceil((head.height + rows.length * LEGEND_ROW + 44) * ratio);
  ctx.fillStyle = view.colors.paper;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(chart, 0, Math.round(head.height * ratio));
  ctx.scale(ratio, ratio);
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const { text, font, color, y } of head.lines) {
    ctx.font = font;
    ctx.fillStyle = color;
    ctx.fillText(text, 24, y);
  }
  const foot = head.height + chart.clientHeight;
  rows.forEach((row, at) => row.forEach((entry) => drawLegendEntry(view, ctx, entry, foot + 13 + at * LEGEND_ROW)));
  ctx.font = `500 12px ${FONT}`;
  ctx.fillStyle = view.colors.quiet;
  ctx.textAlign = "right";
  ctx.fillText(view.say("brand"), chart.clientWidth - 24, foot + rows.length * LEGEND_ROW + 22);
  sheet.toBlob((blob) => download(view, blob, "png"), "image/png");
}

/** The title and, below it, how far the chart tells: lines of text with a font and a place each. */
function pictureHead(view, ctx, width) {
  const lines = [];
  let y = 14;
  const add = (text, font, high, color) => {
    ctx.font = font;
    for (const line of text ? twoLines(ctx, text, width) : []) {
      lines.push({ text: line, font, color, y: y + high / 2 });
      y += high;
    }
  };
  add(view.text(view.data.title), `800 24px ${FONT}`, 32, view.colors.ink);
  add(view.text(view.data.caption), `400 14px ${FONT}`, 21, view.colors.quiet);
  return { lines, height: y + 10 };
}

/** Kinds of line, then the signs beside lines, broken into rows of {kind | mark, label, x}. */
function legendRows(view, ctx, width) {
  ctx.font = LEGEND_FONT;
  const kinds = [...view.kinds.values()].filter((kind) => !view.hiddenKinds.has(kind.id));
  const groups = [
    kinds.map((kind) => ({ kind, label: view.text(kind.label) })),
    view.data.marks.map((mark) => ({ mark, label: view.say(mark) })),
  ];
  const rows = [];
  for (const entries of groups) {
    let x = width;
    for (const entry of entries) {
      const w = 60 + ctx.measureText(entry.label).width;
      if (x + w > width - 24) {
        rows.push([]);
        x = 24;
      }
      rows[rows.length - 1].push({ ...entry, x });
      x += w;
    }
  }
  return rows;
}

function drawLegendEntry(view, ctx, { kind, mark, label, x }, y) {
  if (kind) drawLegendLine(ctx, { dash: kind.dash, width: kind.width, color: view.dark ? kind.dark : kind.light }, x, y);
  else drawMark(view, ctx, mark, x, y);
  ctx.font = LEGEND_FONT;
  ctx.textAlign = "left";
  ctx.fillStyle = kind ? view.colors.ink : view.colors.quiet;
  ctx.fillText(label, x + 36, y);
}

function drawLegendLine(ctx, { dash, width, color }, x, y) {
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 28, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The signs as the page's key has them: an arrow, a pale line, a question mark, the red tag. */
function drawMark(view, ctx, mark, x, y) {
  ctx.textAlign = "center";
  if (mark === "new") drawNewTag(view, ctx, x, y);
  else if (mark === "ended") drawLegendLine(ctx, { dash: [], width: 2.5, color: withAlpha(view.colors.ink, 0.3) }, x, y);
  else {
    ctx.font = `700 14px ${FONT}`;
    ctx.fillStyle = view.colors.ink;
    ctx.fillText(mark === "directed" ? "→" : "?", x + 14, y);
  }
}

/** Give a file to the reader, under a name that every system takes. */
function download(view, blob, ending) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  const name = view.text(view.data.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  anchor.download = `${name || "chart"}.${ending}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 5000);
}
