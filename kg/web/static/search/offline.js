// Search in the browser, for the site without a server. search.js loads this when a reader first types there.
//
// The names come as scripts, since a page that was opened from a disk may fetch nothing else: /search/names.js has what
// every premise tells, /search/SLUG/BEAT.js what one drama tells by a beat. That is loaded only for who is there, as
// far as this browser remembers. Each calls `dramaNames`.

const LOADED = new Map(); // drama and beat -> its names
const MOST_NEAR = 6;
const SURE = ["same", "begins", "word", "alias"]; // ways in which a part of a text must fit
const UNITS_OF_NAME = 100; // of a folder of the site; see kg/web/export/addresses.py

function dramaNames(found) {
  LOADED.set(`${found.drama}/${found.at}`, found);
}

/** A part of an address as the folders of the site name it. */
function folderOf(part) {
  const units = [...new TextEncoder().encode(part)].map((byte) => {
    const char = String.fromCharCode(byte);
    return /[a-z0-9~-]/.test(char) ? char : `_${byte.toString(16).padStart(2, "0")}`;
  });
  const names = [""];
  for (const unit of units) {
    if (names.at(-1).length + unit.length > UNITS_OF_NAME) {
      names[names.length - 1] += "__";
      names.push("");
    }
    names[names.length - 1] += unit;
  }
  const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9~_-])/;
  return names.map((name) => (reserved.test(name) ? `_${name.charCodeAt(0).toString(16)}${name.slice(1)}` : name)).join("/");
}

class OfflineSearch {
  /** Load what the premises tell; `index` is where names.js is. */
  static async open(index) {
    const address = new URL(index, document.baseURI);
    await loadScript(address.href);
    return new OfflineSearch(address, LOADED.get("/1"));
  }

  constructor(address, premise) {
    this.address = address;
    this.premise = premise;
    this.finders = new Map();
  }

  async find({ q, kind, most, at }) {
    const lang = document.documentElement.lang;
    const positions = this.positions(at);
    const finder = await this.finder(positions);
    const linked = (hits) => hits.map((hit) => ({ ...hit, address: this.link(hit, positions, lang) }));
    const hits = finder.find(q, { kind, lang, most });
    return { q, hits: linked(hits), near: hits.length ? [] : linked(this.near(finder, q, { kind, lang, most: MOST_NEAR })) };
  }

  /** What the words of a text find that finds nothing as a whole, those of the longest word first. */
  near(finder, text, options) {
    const words = text.split(/\s+/).filter((word) => word !== text && word.length > 1).sort((one, other) => other.length - one.length);
    const found = new Map();
    for (const word of words.slice(0, MOST_WORDS)) {
      for (const hit of finder.find(word, options)) {
        if (SURE.includes(hit.how)) found.set(`${hit.kind}/${hit.path}`, found.get(`${hit.kind}/${hit.path}`) ?? hit);
      }
    }
    return [...found.values()].slice(0, MOST_NEAR);
  }

  /** How far the reader is, by drama: only what the site has. */
  positions(at) {
    const given = at.split(";").map((text) => text.split("=")).filter(([slug]) => slug in this.premise.last);
    const places = given.map(([slug, place]) => [slug, place === "end" ? this.premise.last[slug] : Number(place)]);
    return new Map(places.filter(([slug, place]) => place > 1 && place <= this.premise.last[slug]));
  }

  /** What searches as far as that: a thing that a beat tells anew, or more of, is shown as the beat has it. */
  async finder(positions) {
    const key = [...positions].join(";");
    if (!this.finders.has(key)) {
      const entries = new Map(this.premise.entries.map((entry) => [`${entry[0]}/${entry[1]}`, entry]));
      for (const [slug, at] of positions) {
        if (!LOADED.has(`${slug}/${at}`)) await loadScript(new URL(`${folderOf(slug)}/${at}.js`, this.address).href);
        for (const entry of LOADED.get(`${slug}/${at}`).entries) entries.set(`${entry[0]}/${entry[1]}`, entry);
      }
      const things = [...entries.values()].map(([kind, path, label, detail, lead, rank, names]) => (
        { kind, path, label, detail, lead: Boolean(lead), rank, names }
      ));
      this.finders.set(key, new Finder(this.premise.tables, things));
    }
    return this.finders.get(key);
  }

  /** The file of the page of a hit, as far as the reader is. */
  link({ kind, path }, positions, lang) {
    const parts = path.split("/");
    const hasSteps = (kind === "drama" || kind === "character") && parts[0] in this.premise.last;
    const at = hasSteps && (positions.get(parts[0]) ?? "premise");
    const folders = [lang, kind, ...parts.map(folderOf), ...(at ? [`at=${at}`] : []), "index.html"];
    return `${document.documentElement.dataset.root}${folders.join("/")}`;
  }
}
