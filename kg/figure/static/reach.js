// A part of a large cast: one character with the neighbours, growing outward step by step.

function startReach(view, chooser, id) {
  view.reach = view.neighbours(id).add(id);
  changeReach(view, chooser);
}

/** Add characters to what is shown. */
function widenReach(view, chooser, ids) {
  const before = view.reach.size;
  for (const id of ids) view.reach.add(id);
  if (view.reach.size === before) return;
  view.refresh();
  view.fit(true);
  showReach(view, chooser);
}

function growReach(view, chooser) {
  for (const id of [...view.reach]) for (const one of view.neighbours(id)) view.reach.add(one);
  changeReach(view, chooser);
}

function endReach(view, chooser) {
  view.reach = null;
  changeReach(view, chooser);
}

function changeReach(view, chooser) {
  view.refresh();
  showReach(view, chooser);
  view.fit(true);
  chooser.renew();
  if (!view.panel.hidden && view.hasSheet) chooser.keepAboveSheet();
  else if (view.near && view.form === "wide") chooser.bringIntoView();
  view.announce(view.say("reach_n", { n: view.shownNodes.length, m: view.nodes.size }));
  view.changed();
}

/** Say how much is shown, and how to see more. */
function showReach(view, chooser) {
  const bar = view.stage.querySelector(".dc-reach");
  bar.hidden = view.reach === null;
  if (!view.reach) return;
  const parts = [make("span", "", view.say("reach_n", { n: view.reach.size, m: view.nodes.size }))];
  if (view.reach.size < view.nodes.size) parts.push(pressable("dc-action", view.say("reach_grow"), () => growReach(view, chooser)));
  parts.push(pressable("dc-action", view.say("reach_all"), () => endReach(view, chooser)));
  if (view.reach.size < view.nodes.size) parts.push(make("span", "dc-quiet", view.say("reach_hint")));
  bar.replaceChildren(...parts);
}
