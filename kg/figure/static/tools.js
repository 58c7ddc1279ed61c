// Toolbar, legend, language, and saving a picture.

function wireTools(view, chooser) {
  const actions = {
    reset: () => resetAll(view, chooser),
    fit: () => view.fit(true),
    "zoom-in": () => view.zoom(1.3),
    "zoom-out": () => view.zoom(1 / 1.3),
    save: () => savePicture(view),
  };
  for (const button of view.root.querySelectorAll("[data-do]")) button.addEventListener("click", actions[button.dataset.do]);
  for (const button of view.root.querySelectorAll("[data-kind]")) {
    button.title = view.say("legend_hint");
    button.addEventListener("click", () => toggleKind(view, chooser, button));
  }
  for (const button of view.root.querySelectorAll("[data-set-lang]")) {
    button.addEventListener("click", () => setLanguage(view, chooser, button.dataset.setLang));
  }
}

function resetAll(view, chooser) {
  view.hiddenKinds.clear();
  for (const button of view.root.querySelectorAll("[data-kind]")) button.setAttribute("aria-pressed", "true");
  chooser.clear(true);
}

function toggleKind(view, chooser, button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  if (on) view.hiddenKinds.delete(button.dataset.kind);
  else view.hiddenKinds.add(button.dataset.kind);
  view.refresh();
  if (view.focus) chooser.fill();
}

function setLanguage(view, chooser, language) {
  view.language = language;
  view.root.lang = language;
  view.root.dataset.lang = language;
  for (const element of view.root.querySelectorAll("[data-en]")) element.textContent = element.dataset[language];
  for (const button of view.root.querySelectorAll("[data-set-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
  }
  for (const button of view.root.querySelectorAll("[data-kind]")) button.title = view.say("legend_hint");
  for (const element of view.root.querySelectorAll("[data-label-en]")) {
    element.setAttribute("aria-label", element.getAttribute(`data-label-${language}`));
  }
  view.root.setAttribute("aria-label", view.data.title[language]);
  if (document.body.classList.contains("drama-chart-page")) {
    document.documentElement.lang = language;
    document.title = view.data.title[language];
  }
  view.refresh();
  view.resize();
  if (view.focus) chooser.fill();
}

/** The whole chart, under its title and over its legend, as a PNG file; the view on the page stays as it is. */
function savePicture(view) {
  const [position, scale] = [view.network.getViewPosition(), view.network.getScale()];
  view.fit();
  view.network.redraw();
  paintPicture(view);
  view.move(position, scale, 0, false);
  view.network.redraw();
}

function paintPicture(view) {
  const chart = view.canvasBox.querySelector("canvas");
  const ratio = chart.width / chart.clientWidth;
  const rows = legendRows(view, chart.clientWidth);
  const head = 64;
  const sheet = document.createElement("canvas");
  sheet.width = chart.width;
  sheet.height = chart.height + (head + rows.length * 26 + 16) * ratio;
  const ctx = sheet.getContext("2d");
  ctx.fillStyle = view.colors.paper;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(chart, 0, head * ratio);
  ctx.scale(ratio, ratio);
  ctx.textBaseline = "middle";
  ctx.fillStyle = view.colors.ink;
  ctx.font = `800 24px ${FONT}`;
  ctx.fillText(fitText(ctx, view.data.title[view.language], chart.clientWidth - 48), 24, 36);
  rows.forEach((row, at) => drawLegendRow(view, ctx, row, head + chart.clientHeight + 13 + at * 26));
  sheet.toBlob((blob) => download(blob, view.data.title[view.language]), "image/png");
}

function legendRows(view, width) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `500 13px ${FONT}`;
  const rows = [];
  let x = width;
  for (const kind of view.kinds.values()) {
    if (view.hiddenKinds.has(kind.id)) continue;
    const w = 60 + ctx.measureText(kind.label[view.language]).width;
    if (x + w > width - 24) {
      rows.push([]);
      x = 24;
    }
    rows[rows.length - 1].push({ kind, x });
    x += w;
  }
  return rows;
}

function drawLegendRow(view, ctx, row, y) {
  ctx.font = `500 13px ${FONT}`;
  for (const { kind, x } of row) {
    ctx.setLineDash(kind.dash);
    ctx.lineWidth = kind.width;
    ctx.strokeStyle = view.dark ? kind.dark : kind.light;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 28, y);
    ctx.stroke();
    ctx.fillStyle = view.colors.ink;
    ctx.fillText(kind.label[view.language], x + 36, y);
  }
}

function download(blob, title) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = `${title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "chart"}.png`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 5000);
}
