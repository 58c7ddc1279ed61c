// SPARQL on a static site: the graph is loaded when it is asked for, as far as the reader has watched, and asked here.
{
  const form = document.querySelector("form.ask");
  const known = JSON.parse(document.getElementById("sparql-files").textContent);
  const words = known.words;
  const far = form.elements.far;
  const state = document.getElementById("graph-state");
  const SECONDS = 30;
  const absolute = (address) => new URL(address, document.baseURI).href;
  let engine = null; // {worker, far, ready}
  let asked = 0;

  // The query of the address, in the place where the server would have put it.
  const given = new URLSearchParams(location.search);
  const editor = document.getElementById("editor");
  const withPrefixes = (query) => {
    const missing = Object.entries(known.prefixes).filter(([name]) => new RegExp(`\\b${name}:`).test(query) && !new RegExp(`prefix\\s+${name}:`, "i").test(query));
    return [...missing.map(([name, base]) => `PREFIX ${name}: <${base}>`), query].join("\n");
  };
  if (given.get("query")) {
    form.elements.query.value = withPrefixes(given.get("query"));
    if (editor) editor.dataset.filled = form.elements.query.value.trim();
  }
  const [, drama, at] = /^([^=;]+)=(\d+|end)$/.exec(given.get("at") ?? "") ?? [];
  const wanted = [...far.options].find((option) => option.value === `${drama}=${at}`) ?? [...far.options].find((option) => option.dataset.end === drama && at === "end");
  if (given.get("at") === "*=end") far.value = "*";
  else if ([...far.options].some((option) => option.value === given.get("far"))) far.value = given.get("far");
  else if (wanted) far.value = wanted.value;

  function filesOf(choice) {
    const steps = (slug, last) => (known.dramas[slug] ?? []).slice(0, last - 1);
    if (!choice) return [known.premise_href];
    if (choice === "*") return [known.premise_href, ...Object.keys(known.dramas).flatMap((slug) => steps(slug, Infinity)).map((one) => one.href)];
    const [slug, last] = choice.split("=");
    return [known.premise_href, ...steps(slug, Number(last)).map((one) => one.href)];
  }

  function send(worker, message, seconds) {
    const id = (asked += 1);
    return new Promise((resolve, reject) => {
      const timer = seconds && setTimeout(() => reject(new Error(words.slow.replace("{seconds}", seconds))), seconds * 1000);
      const hear = ({ data }) => {
        if (data.id !== id) return;
        clearTimeout(timer);
        worker.removeEventListener("message", hear);
        if (data.error) reject(new Error(data.error));
        else resolve(data);
      };
      worker.addEventListener("message", hear);
      worker.addEventListener("error", (event) => reject(new Error(event.message || words.no_worker)), { once: true });
      worker.postMessage({ ...message, id });
    });
  }

  function end() {
    engine?.worker.terminate();
    engine = null;
  }

  /** The engine with the graph as far as is chosen, loaded once. */
  async function loaded() {
    if (engine && engine.far !== far.value) end();
    if (!engine) {
      if (location.protocol === "file:") throw new Error(words.file);
      state.textContent = words.loading;
      const worker = new Worker(absolute(known.worker_href), { type: "module" });
      const files = filesOf(far.value).map(absolute);
      const ready = send(worker, { engine: absolute(known.engine_href), wasm: absolute(known.wasm_href), files });
      engine = { worker, far: far.value, ready };
      try {
        const { loaded: size, milliseconds } = await ready;
        state.textContent = words.loaded.replace("{n}", size.toLocaleString()).replace("{seconds}", (milliseconds / 1000).toFixed(1));
      } catch (error) {
        end();
        state.textContent = "";
        throw error;
      }
    }
    await engine.ready;
    return engine.worker;
  }

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function compact(iri) {
    const [name, base] = Object.entries(known.prefixes).find(([, start]) => iri.startsWith(start)) ?? [];
    return name === undefined ? iri : `${name}:${iri.slice(base.length)}`;
  }

  function cell(found) {
    const made = element("td", "", found ? (found[0] === "iri" ? compact(found[1]) : found[1]) : "");
    if (found?.[2]) made.lang = found[2];
    return made;
  }

  function drawn({ boolean, columns, rows, total, milliseconds }) {
    const head = element("h2", "", words.answer);
    head.id = "answer-head";
    const took = words.took.replace("{seconds}", (milliseconds / 1000).toFixed(2));
    const section = element("section", "", head);
    section.setAttribute("aria-labelledby", head.id);
    if (boolean !== undefined) {
      section.append(element("p", "verdict", element("span", "verdict-mark", boolean ? words.yes : words.no)), element("p", "quiet", took));
      return section;
    }
    const count = rows.length < total ? words.cut.replace("{shown}", rows.length).replace("{n}", total) : words.rows.replace("{n}", total);
    section.append(element("p", "quiet", `${total ? count : words.none_found} · ${took}`));
    if (!total) return section;
    const table = element("table", "answer");
    const names = columns.map((name) => Object.assign(element("th", "", name), { scope: "col" }));
    table.append(element("thead", "", element("tr", "", ...names)), element("tbody", "", ...rows.map((row) => element("tr", "", ...row.map(cell)))));
    const wide = element("div", "wide", table);
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-labelledby", head.id);
    section.append(wide);
    return section;
  }

  function wrong(text) {
    const section = element("section", "wrong", element("h2", "", words.wrong), element("pre", "", text));
    section.setAttribute("role", "alert");
    return section;
  }

  /** Answer a query; the editor calls this in place of a server. Returns the parts of the page to show. */
  window.askHere = async (query) => {
    try {
      const worker = await loaded();
      try {
        return [drawn(await send(worker, { query: withPrefixes(query) }, SECONDS))];
      } catch (error) {
        if (error.message === words.slow.replace("{seconds}", SECONDS)) end();
        throw error;
      }
    } catch (error) {
      return [wrong(error.message)];
    }
  };

  document.getElementById("load-graph").addEventListener("click", async () => {
    try {
      await loaded();
    } catch (error) {
      const said = wrong(error.message);
      document.getElementById("answer-place").replaceChildren(said);
      said.scrollIntoView({ block: "nearest" });
    }
  });
  if (!window.Yasgui && !editor) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const place = document.getElementById("answer-place");
      place.replaceChildren(element("p", "quiet", words.running));
      place.replaceChildren(...(await window.askHere(form.elements.query.value)));
    });
  }
}
