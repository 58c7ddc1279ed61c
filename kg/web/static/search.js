// The search box: what is found while somebody types, in groups, with what matched and why.
// Without this script the form leads to the page of what was found, which shows the same.
//
// It asks /search.json of the site. A site without a server says so by data-static in the element html; there the
// browser searches by itself: see search/offline.js.

const MOST_SHOWN = 12;
const MOST_ON_A_PAGE = 50;
const IS_STATIC = "static" in document.documentElement.dataset;
const MOST_REMEMBERED = 20; // dramas that an address may name

/** How far the reader is in which drama, as an address says it: what the pages of dramas have kept in this browser. */
function rememberedAt() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem("drama-kg.at")) ?? {});
    const further = kept.filter(([slug, at]) => /^(\*|[a-z0-9-]{1,80})$/.test(slug) && /^([2-9]|[1-9]\d{1,2}|end)$/.test(at));
    return further.slice(-MOST_REMEMBERED).map(([slug, at]) => `${slug}=${at}`).join(";");
  } catch {
    return ""; // nothing is kept, or nothing that we wrote
  }
}

/** A text without case, spaces and punctuation, as `kg.names.fold` has it. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** A name in parts [text, whether it was typed]; null where what was typed does not stand in it. */
function markedParts(name, typed) {
  const chars = [...name];
  const letters = chars.flatMap((char, place) => [...folded(char)].map((letter) => [letter, place]));
  const whole = letters.map(([letter]) => letter);
  const places = [[typed], typed.split(/\s+/).filter(Boolean)].map((texts) => placesOf(texts, whole, letters)).find(Boolean);
  if (!places) return null;
  const parts = [];
  chars.forEach((char, place) => {
    const between = !folded(char) && places.has(place - 1) && places.has(place + 1);
    const within = places.has(place) || between;
    if (parts.length && parts.at(-1)[1] === within) parts.at(-1)[0] += char;
    else parts.push([char, within]);
  });
  return parts;
}

function placesOf(texts, whole, letters) {
  const places = new Set();
  for (const text of texts) {
    const wanted = [...folded(text)];
    const start = whole.findIndex((_, place) => wanted.every((letter, step) => whole[place + step] === letter));
    if (!wanted.length || start < 0) return null;
    wanted.forEach((_, step) => places.add(letters[start + step][1]));
  }
  return places.size ? places : null;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** The link of a hit, with its name, what matched, and what tells it from a namesake; `chosen` is the language that links name. */
function hitLink(hit, typed, words, lang, chosen) {
  const inLanguage = (texts) => (texts[lang] ? lang : "en" in texts ? "en" : Object.keys(texts)[0]);
  const first = inLanguage(hit.label);
  const second = Object.keys(hit.label).find((other) => hit.label[other] !== hit.label[first]);
  const link = element("a", "hit");
  const name = (className, language) => {
    const text = hit.label[language];
    const parts = markedParts(text, typed);
    const shown = (parts ?? [[text, false]]).map(([part, within]) => (within ? element("mark", "", part) : part));
    const made = element("span", className, ...shown);
    if (language !== lang) made.lang = language;
    link.append(made, " ");
  };
  name("hit-name", first);
  if (second) name("hit-other", second);
  if (hit.lead && hit.kind !== "drama") link.append(element("span", "flag", words.lead));
  const detail = inLanguage(hit.detail);
  if (detail) {
    link.append(element("span", "hit-detail", hit.detail[detail]));
    if (detail !== lang) link.lastChild.lang = detail;
  }
  const shown = [first, second].some((language) => hit.label[language] === hit.matched);
  if (!shown || !words.literal.includes(hit.how)) {
    link.append(element("span", "hit-why", words.hows[hit.how].replace("{matched}", () => hit.matched)));
  }
  link.href = chosen ? `${hit.address}${hit.address.includes("?") ? "&" : "?"}lang=${chosen}` : hit.address;
  return link;
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = element("script", "");
    Object.assign(script, { src: address, onload: resolve, onerror: () => reject(new Error(`not loaded: ${address}`)) });
    document.head.append(script);
  });
}

let opened = null;

/** What searches where there is no server. */
function offline({ dataset }) {
  opened ??= loadScript(dataset.offline).then(() => OfflineSearch.open(dataset.index));
  return opened;
}

class SearchBox extends Combobox {
  constructor(form) {
    super(form.elements.q, form.querySelector(".search-list"));
    this.form = form;
    this.words = JSON.parse(form.dataset.words);
    this.status = form.querySelector('[role="status"]');
    form.addEventListener("submit", () => this.sayHowFar());
    if (IS_STATIC) this.field.addEventListener("focus", () => offline(form).catch(() => {}), { once: true });
  }

  get howFar() {
    return this.form.elements.at?.value ?? rememberedAt();
  }

  sayHowFar() {
    if (this.form.elements.at || !this.howFar) return;
    const field = element("input", "");
    Object.assign(field, { type: "hidden", name: "at", value: this.howFar });
    this.form.append(field);
  }

  async find(text, signal) {
    const asked = { q: text, lang: document.documentElement.lang, most: MOST_SHOWN, at: this.howFar };
    if (IS_STATIC) return (await offline(this.form)).find(asked);
    // What is remembered may be of dramas that there are no more.
    const fields = new URLSearchParams({ ...asked, forgive: 1 });
    const answer = await fetch(`${this.form.action}.json?${fields}`, { signal });
    return answer.ok ? answer.json() : { q: text, hits: [], near: [] };
  }
  fill({ q, hits, near = [] }) {
    const { words } = this;
    const kinds = [...new Set(hits.map((hit) => hit.kind))];
    const groups = kinds.map((kind) => this.group(kind, words.kinds[kind] ?? kind, hits.filter((hit) => hit.kind === kind), q));
    const none = words.none.replace("{text}", () => q);
    if (near.length) groups.push(this.group("near", `${none} ${words.near}`, near, q));
    if (hits.length) {
      const all = element("a", "hit hit-all", words.all.replace("{text}", () => q));
      all.href = this.address();
      groups.push(this.option(all));
    }
    if (!groups.length) groups.push(this.option(element("div", "search-none", none), true));
    this.list.replaceChildren(...groups);
    this.say({ q, hits, near });
  }

  /** Tell a screen reader how much there is. */
  say({ q, hits, near }) {
    const { words } = this;
    const none = words.none.replace("{text}", () => q);
    const count = hits.length === 1 ? words["count+1"] : words.count;
    this.status.textContent = hits.length ? count.replace("{n}", hits.length) : near.length ? `${none} ${words.near}` : none;
  }

  group(kind, name, hits, typed) {
    const heading = element("div", "search-kind", name);
    heading.id = `${this.list.id}-of-${kind}`;
    const chosen = IS_STATIC ? undefined : this.form.elements.lang?.value; // as links of the page say it
    const links = hits.map((hit) => this.option(hitLink(hit, typed, this.words, document.documentElement.lang, chosen)));
    const made = element("div", "", heading, ...links);
    made.setAttribute("role", "group");
    made.setAttribute("aria-labelledby", heading.id);
    return made;
  }

  option(made, disabled = false) {
    made.setAttribute("role", "option");
    made.tabIndex = -1; // the field keeps the focus
    if (disabled) made.setAttribute("aria-disabled", "true");
    return made;
  }

  /** Where the form leads. */
  address() {
    this.sayHowFar();
    return `${this.form.action}?${new URLSearchParams(new FormData(this.form))}`;
  }

  close() {
    super.close();
    this.status.textContent = "";
  }
}

const searchBoxes = [...document.querySelectorAll("form.search")].map((form) => new SearchBox(form));

/** On a site without a server, the page of what was found is filled in here, as the server does elsewhere. */
async function fillPage(box, text, place) {
  const asked = { q: text, kind: new URLSearchParams(location.search).get("kind"), most: MOST_ON_A_PAGE, at: box.howFar };
  const { hits } = await (await offline(box.form)).find(asked);
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  box.say({ q: text, hits, near: [] });
  place.replaceChildren(...kinds.map((kind) => {
    const found = hits.filter((hit) => hit.kind === kind);
    const heading = element("h2", "", `${box.words.kinds[kind]} `, element("span", "quiet", String(found.length)));
    const items = found.map((hit) => element("li", "", hitLink(hit, text, box.words, document.documentElement.lang)));
    return element("section", "hits", heading, element("ul", "", ...items));
  }));
  if (!hits.length) place.append(element("p", "search-nothing", box.words.none.replace("{text}", () => text)));
}

const searched = IS_STATIC ? new URLSearchParams(location.search).get("q")?.trim().slice(0, 100) : "";
if (searched && document.getElementById("found")) {
  searchBoxes[0].field.value = searched;
  fillPage(searchBoxes[0], searched, document.getElementById("found"));
}

// "/" leads to the box from anywhere but a field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], .drama-chart")) return; // a chart has its own
  const box = searchBoxes.find(({ field }) => field.offsetParent !== null);
  if (!box) return;
  event.preventDefault();
  box.field.focus();
  box.field.select();
});
