// Searching within the chart: who is called, played by or working as what is typed, in either language.

const MOST_FOUND = 8;

/** What is typed and what is searched, without case, spaces and hyphens: "seonwoo" finds "Seon-woo". */
function plain(text) {
  return text.normalize("NFC").toLowerCase().replace(/[\s\-·.'’]/g, "");
}

function searched(node) {
  const told = [node.aliases, node.jobs].flatMap((words) => Object.values(words).flat().map((one) => one.text));
  const texts = [node.name, node.actor, node.detail].filter(Boolean).flatMap((text) => Object.values(text));
  return [...texts, ...told].map(plain);
}

/** Those whose name begins so first, then leads, then the rest in the order of the cast. */
function findNodes(view, query) {
  const wanted = plain(query);
  if (!wanted) return [];
  const rank = (node) => (Object.values(node.name).some((name) => plain(name).startsWith(wanted)) ? 0 : node.lead ? 1 : 2);
  const found = [...view.nodes.values()].filter((node) => searched(node).some((text) => text.includes(wanted)));
  return found.sort((a, b) => rank(a) - rank(b));
}

function wireFind(view, chooser) {
  const box = view.root.querySelector(".dc-find");
  const list = make("ul", "dc-found");
  list.id = `dc-found-${[...document.querySelectorAll(".drama-chart")].indexOf(view.root)}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const input = make("input", "dc-query");
  input.type = "search";
  input.maxLength = 60;
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  box.append(input, list);
  view.find = { input, list, at: -1, found: [] };
  input.addEventListener("input", () => showFound(view, chooser));
  input.addEventListener("keydown", (event) => findKey(view, chooser, event));
  input.addEventListener("blur", () => closeFound(view));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus until the click
  nameFind(view);
}

function nameFind(view) {
  view.find.input.placeholder = view.say("find_hint");
  view.find.input.setAttribute("aria-label", view.say("find"));
  view.find.list.setAttribute("aria-label", view.say("find"));
}

function showFound(view, chooser) {
  const { find } = view;
  const found = findNodes(view, find.input.value);
  const asked = Boolean(plain(find.input.value));
  find.found = found.slice(0, MOST_FOUND);
  find.at = -1;
  find.list.replaceChildren(...find.found.map((node, at) => option(view, chooser, node, at)));
  if (asked && !found.length) find.list.append(make("li", "dc-none", view.say("found_none")));
  find.list.hidden = !asked;
  find.input.setAttribute("aria-expanded", String(asked));
  find.input.removeAttribute("aria-activedescendant");
  view.matches = asked && view.chosenNode === null && view.chosenEdge === null && !view.route ? new Set(found.map((node) => node.id)) : null;
  view.look();
  if (asked) view.announce(view.say(found.length ? "found_n" : "found_none", { n: found.length }));
}

function option(view, chooser, node, at) {
  const about = [node.detail, node.actor].filter(Boolean).map((text) => view.text(text)).join(" · ");
  const entry = make("li", "", "", [make("strong", "", view.nameOf(node.id)), " ", make("span", "dc-quiet", about)]);
  entry.id = `${view.find.list.id}-${at}`;
  entry.setAttribute("role", "option");
  entry.setAttribute("aria-selected", "false");
  entry.addEventListener("click", () => takeFound(view, chooser, node.id));
  return entry;
}

function findKey(view, chooser, event) {
  const { find } = view;
  if (event.isComposing) return; // hangul that is being put together
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && find.found.length) {
    event.preventDefault();
    find.at = (find.at + step + find.found.length) % find.found.length;
    [...find.list.children].forEach((entry, at) => entry.setAttribute("aria-selected", String(at === find.at)));
    find.input.setAttribute("aria-activedescendant", find.list.children[find.at].id);
  } else if (event.key === "Enter" && find.found.length) {
    event.preventDefault();
    takeFound(view, chooser, find.found[Math.max(0, find.at)].id);
  } else if (event.key === "Escape" && find.input.value) {
    event.preventDefault();
    clearFind(view);
    view.look();
  }
}

function takeFound(view, chooser, id) {
  clearFind(view);
  if (view.mode !== "chart") showAs(view, chooser, "chart");
  if (chooser.isPicking) chooser.pick(id);
  else chooser.node(id);
  view.cursor = id;
  view.canvasBox.focus({ preventScroll: true });
}

function clearFind(view) {
  view.find.input.value = "";
  view.matches = null;
  closeFound(view);
}

function closeFound(view) {
  view.find.list.hidden = true;
  view.find.input.setAttribute("aria-expanded", "false");
}
