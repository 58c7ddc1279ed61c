// How two people are connected, on a site without a server: the shortest chains of co-stars, told and drawn as on /path.
// people.js calls `coStars` with what the premises tell; the search box's names find people in any spelling.

const MOST_WAYS = 6;

class CoStars {
  constructor({ people, dramas, parts }) {
    this.people = people;
    this.dramas = dramas;
    this.ofPerson = people.map(() => []);
    this.ofDrama = dramas.map(() => []);
    for (const [person, drama, roles] of parts) {
      this.ofPerson[person].push({ drama, roles });
      this.ofDrama[drama].push({ person, roles });
    }
  }

  near(person) {
    return new Set(this.ofPerson[person].flatMap(({ drama }) => this.ofDrama[drama].map((part) => part.person)));
  }

  /** How many dramas everybody is away from a person. */
  distances(from) {
    const far = new Map([[from, 0]]);
    const line = [from];
    for (const person of line) {
      for (const other of this.near(person)) {
        if (far.has(other)) continue;
        far.set(other, far.get(person) + 1);
        line.push(other);
      }
    }
    return far;
  }

  /** The shortest chains from one person to another, a few of them. */
  chains(from, to) {
    const far = this.distances(to);
    const found = [];
    const go = (chain) => {
      const last = chain.at(-1);
      if (found.length === MOST_WAYS) return;
      if (last === to) found.push(chain);
      else for (const next of this.near(last)) if (far.get(next) === far.get(last) - 1) go([...chain, next]);
    };
    if (far.has(from)) go([from]);
    return found;
  }

  shared(one, other) {
    const theirs = new Map(this.ofPerson[other].map(({ drama, roles }) => [drama, roles]));
    const common = this.ofPerson[one].filter(({ drama }) => theirs.has(drama));
    return common.map(({ drama, roles }) => ({ drama, one: roles, other: theirs.get(drama) }));
  }
}

function coStars(data) {
  const graph = new CoStars(data);
  const { lang, dataset } = document.documentElement;
  const words = data.words[lang];
  const form = document.querySelector("form.path-form");
  const place = document.getElementById("way");
  place.setAttribute("aria-live", "polite");

  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const nameOf = (texts) => texts[lang] ?? texts.en ?? Object.values(texts)[0];
  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  const link = (text, ...folders) => {
    const made = element("a", "", text);
    made.href = `${dataset.root}${[lang, ...folders].join("/")}/index.html`;
    return made;
  };
  const personLink = (person) => link(nameOf(graph.people[person][1]), "person", folderOf(graph.people[person][0]));
  const dramaLink = (drama) => {
    const [slug, titles, , hasSteps] = graph.dramas[drama];
    return link(nameOf(titles), "drama", folderOf(slug), ...(hasSteps ? ["at=premise"] : []));
  };
  const rolesText = (roles) => roles.map(([, texts]) => nameOf(texts)).join(", ") || words.no_part;

  function person(one) {
    const name = nameOf(graph.people[one][1]);
    const face = element("span", "portrait portrait-big", /[가-힣]/.test(name) ? name.slice(-2) : [...name][0]);
    face.setAttribute("aria-hidden", "true");
    return element("li", "chain-person", face, personLink(one));
  }

  function picture(chain) {
    const list = element("ol", "chain", person(chain[0]));
    list.setAttribute("aria-label", words.picture);
    chain.slice(1).forEach((other, at) => {
      const [first] = graph.shared(chain[at], other);
      const year = graph.dramas[first.drama][2];
      const title = element("span", "chain-title", element("strong", "", dramaLink(first.drama)), year ? element("span", "quiet", ` ${year}`) : "");
      const roles = [first.one, first.other].map((one) => element("span", "chain-role", rolesText(one)));
      list.append(element("li", `chain-drama tint-${at % 4}`, roles[0], title, roles[1]), person(other));
    });
    return list;
  }

  function told(chain) {
    const lines = chain.slice(1).map((other, at) => {
      const [first] = graph.shared(chain[at], other);
      const [one, two] = [chain[at], other].map((each) => nameOf(graph.people[each][1]));
      const values = { one, other: two, role: rolesText(first.one), role2: rolesText(first.other), drama: nameOf(graph.dramas[first.drama][1]) };
      return element("li", "", say("step", values));
    });
    return element("ul", "told", ...lines);
  }

  function answer(one, other) {
    const names = { one: nameOf(graph.people[one][1]), other: nameOf(graph.people[other][1]) };
    const chains = graph.chains(one, other);
    if (!chains.length) return [element("p", "wrong", say("none", names))];
    const [first, ...others] = chains;
    const dramas = first.length - 1;
    const parts = [element("h2", "", say(dramas === 1 ? "one" : "many", { ...names, n: dramas })), picture(first), element("h3", "", words.words), told(first)];
    if (others.length) {
      const list = element("ul", "ways-list", ...others.map((chain) => element("li", "", told(chain))));
      parts.push(element("details", "ways", element("summary", "", `${words.others} (${others.length})`), list));
    }
    return [element("section", "", ...parts)];
  }

  async function find(text) {
    const known = graph.people.findIndex(([slug, texts]) => slug === text || Object.values(texts).includes(text));
    if (known >= 0) return known;
    const box = document.querySelector("form.search");
    const { hits } = await (await offline(box)).find({ q: text, kind: "person", most: 1, at: "" });
    return hits.length ? graph.people.findIndex(([slug]) => slug === hits[0].path) : -1;
  }

  async function show() {
    const texts = ["from", "to"].map((end) => form.elements[end].value.trim());
    if (!texts.every(Boolean)) return;
    await offline(document.querySelector("form.search")); // links are named as its script names them
    const found = await Promise.all(texts.map(find));
    const missing = found.indexOf(-1);
    if (missing >= 0) place.replaceChildren(element("p", "wrong", say("nobody", { name: texts[missing] })));
    else if (found[0] === found[1]) place.replaceChildren(element("p", "wrong", words.same));
    else place.replaceChildren(...answer(...found));
    if (location.hash === "#way") place.scrollIntoView(); // it was empty when the browser looked for it
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ends = ["from", "to"].map((end) => form.elements[end]);
    if (event.submitter?.name === "swap") [ends[0].value, ends[1].value] = [ends[1].value, ends[0].value];
    const fields = new URLSearchParams(ends.map((end) => [end.name, end.value.trim()]));
    try {
      history.replaceState(null, "", `?${fields}`);
    } catch {
      // A page from a disk may keep its address.
    }
    show();
  });
  const given = new URLSearchParams(location.search);
  for (const end of ["from", "to"]) if (given.get(end)) form.elements[end].value = given.get(end);
  form.querySelector(".path-through")?.remove(); // the crew is not in the data
  document.addEventListener("DOMContentLoaded", show); // once the search box is there
}
