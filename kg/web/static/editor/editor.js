// The query page with Yasgui: tabs that are kept, and an editor that completes from our ontology.
// The server draws the answers, so that they are the same for whoever runs no scripts.
(function () {
  "use strict";

  const form = document.querySelector("form.ask");
  const place = document.getElementById("editor");
  if (!form || !place || !window.Yasgui) return;
  const Yasgui = window.Yasgui;
  const words = place.dataset;
  const lang = document.documentElement.lang;
  const LONGEST_ADDRESS = 8000;
  const MOST_HINTS = 60;
  const answers = new Map(); // by tab: what is drawn, and its address
  const chosen = form.querySelector("[name=lang]")?.value;
  const bare = form.getAttribute("action") + (chosen ? `?lang=${chosen}` : "");
  let running = null;
  let shown = null; // the tab whose answer is on the page
  let asked = location.search;

  // Completion.

  const onDisk = location.protocol === "file:"; // where nothing can be fetched
  const known = onDisk ? Promise.resolve({ prefixes: {}, terms: [] }) : fetch(words.terms).then((reply) => reply.json());

  function shortened(iri, prefixes) {
    for (const [name, base] of Object.entries(prefixes)) {
      if (iri.startsWith(base)) return `${name}:${iri.slice(base.length)}`;
    }
    return `<${iri}>`;
  }

  /** How well a term fits what is typed, 0 the best; undefined is not at all. */
  function fit(term, typed, base) {
    if (term.iri.startsWith(typed)) return 0;
    if (base && !term.iri.startsWith(base)) return undefined;
    const part = (base ? typed.slice(base.length) : typed).toLowerCase();
    if (term.iri.replace(/^.*[#/]/, "").toLowerCase().includes(part)) return 1;
    return Object.values(term.label).some((text) => text.toLowerCase().includes(part)) ? 2 : undefined;
  }

  async function fitting(kind, token) {
    const { terms } = await known;
    const typed = (token.autocompletionString || "").trim();
    return terms
      .filter((term) => term.kind === kind)
      .map((term) => [fit(term, typed, token.tokenPrefixUri), term])
      .filter(([rank]) => rank !== undefined)
      .sort(([one], [other]) => one - other)
      .slice(0, MOST_HINTS)
      .map(([, term]) => term.iri);
  }

  function drawHint(element, _list, hint) {
    const line = (className, text, language) => {
      const part = document.createElement("span");
      part.className = className;
      part.textContent = text;
      if (language) part.lang = language;
      element.append(part);
    };
    line("hint-term", hint.text);
    if (!hint.term) return;
    const inOwn = (texts) => (texts[lang] ? [texts[lang], lang] : [texts.en || "", "en"]);
    line("hint-label", ...inOwn(hint.term.label));
    line("hint-comment", ...inOwn(hint.term.comment));
  }

  function completeFromOntology(kind) {
    Object.assign(Yasgui.Yasqe.Autocompleters[kind], {
      autoShow: true,
      get: (_editor, token) => (token ? fitting(kind, token) : []),
      postProcessSuggestion: (_editor, _token, iri) => iri,
      postprocessHints: async (_editor, hints) => {
        const { prefixes, terms } = await known;
        const byIri = new Map(terms.map((term) => [term.iri, term]));
        return hints.map((hint) => {
          const text = shortened(hint.text, prefixes);
          return { ...hint, term: byIri.get(hint.text), text, displayText: text, render: drawHint };
        });
      },
    });
  }

  completeFromOntology("class");
  completeFromOntology("property");
  Object.assign(Yasgui.Yasqe.Autocompleters.prefixes, {
    persistenceId: null,
    get: () => known.then(({ prefixes }) => Object.entries(prefixes).map(([name, base]) => `${name}: <${base}>`)),
  });

  // Asking: the form as it stands, with the query of the tab.

  function addressOf(query) {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("query", query);
    if (!(fields.get("at") || "").trim()) fields.delete("at");
    return fields;
  }

  /** Return the parts of the server's answer, and show what else of its page is new. */
  async function askServer(address, short, fields, signal) {
    const asked = { headers: { accept: "text/html" }, signal };
    const reply = short
      ? await fetch(address, asked)
      : await fetch(`${form.getAttribute("action")}?lang=${lang}`, { ...asked, method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const drawn = page.getElementById("answer-place");
    if (!drawn) throw new Error(page.querySelector("main")?.textContent.trim() || reply.statusText);
    for (const part of [".far-shown", ".examples"]) {
      const fresh = page.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(document.adoptNode(fresh));
    }
    return [...drawn.children];
  }

  /** Ask the query of the tab; ``view`` is "picture" for a picture above the table. */
  async function run(view) {
    const tab = yasgui.getTab();
    const editor = tab.getYasqe();
    editor.emit("query"); // the tab keeps it
    running?.abort();
    const control = (running = new AbortController());
    const fields = addressOf(editor.getValue());
    if (view === "picture") fields.set("view", view);
    const address = `${form.getAttribute("action")}?${fields}`;
    const short = address.length <= LONGEST_ADDRESS;
    tell(words.running);
    form.setAttribute("aria-busy", "true");
    try {
      // A static site answers in the page itself (export/sparql.js).
      const parts = window.askHere ? await window.askHere(fields.get("query")) : await askServer(address, short, fields, control.signal);
      if (control.signal.aborted) return;
      keep(tab.getId(), parts, short ? address : null);
      if (yasgui.getTab() === tab) show(tab.getId(), true);
    } catch (error) {
      if (error.name !== "AbortError") tell(`${words.failed} ${error.message}`);
    } finally {
      if (running === control) form.removeAttribute("aria-busy");
    }
  }

  function answerPlace() {
    return document.getElementById("answer-place");
  }

  function tell(text) {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = text;
    answerPlace().replaceChildren(line);
  }

  function keep(id, parts, address) {
    answers.set(id, { parts, address });
  }

  /** Show the answer of a tab; its query is the page's address, to be shared. */
  function show(id, fresh) {
    const answer = answers.get(id) || { parts: [], address: null };
    answerPlace().replaceChildren(...answer.parts);
    const address = answer.address || bare;
    if (fresh && answer.address) history.pushState(null, "", address);
    else if (shown !== id) history.replaceState(null, "", address);
    shown = id;
    asked = location.search;
    for (const chart of answerPlace().querySelectorAll(".drama-chart:not([data-mounted])")) {
      chart.dataset.mounted = "";
      chart.dispatchEvent(new CustomEvent("chartadded", { bubbles: true }));
    }
  }

  // Tabs. The query of the address comes first: in the tab that has it, or in one of its own.

  const asksByAddress = new URLSearchParams(location.search).has("query");
  const yasgui = new Yasgui(place, {
    autofocus: false,
    populateFromUrl: false,
    persistenceId: "drama-kg",
    tabName: words.tab,
    copyEndpointOnNewTab: false,
    requestConfig: { endpoint: new URL(form.getAttribute("action"), location.href).href },
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: {
      value: words.filled,
      showQueryButton: false,
      extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Shift-Tab": false, Tab: false },
    },
  });

  function prepare() {
    const editor = yasgui.getTab()?.getYasqe();
    if (!editor || editor.isPrepared) return;
    editor.isPrepared = true;
    editor.showNotification = () => {};
    editor.getInputField().setAttribute("aria-label", words.query);
    for (const [selector, title] of [[".addTab", words.add], [".closeTab", words.close]]) {
      for (const button of place.querySelectorAll(selector)) {
        button.title = title;
        button.setAttribute("aria-label", title);
      }
    }
  }

  function openAddress() {
    const tabs = Object.values(yasgui._tabs);
    const same = tabs.find((tab) => tab.getPersistedJson().yasqe.value.trim() === words.filled);
    if (same) yasgui.selectTabId(same.getId());
    else yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), yasqe: { value: words.filled } });
    for (const chart of answerPlace().querySelectorAll(".drama-chart")) chart.dataset.mounted = "";
    keep(yasgui.getTab().getId(), [...answerPlace().children], location.pathname + location.search);
    shown = yasgui.getTab().getId();
  }

  yasgui.config.yasqe.value = words.start; // of further tabs
  if (asksByAddress) openAddress();
  prepare();
  yasgui.on("tabSelect", (_all, id) => {
    show(id, false);
    queueMicrotask(prepare);
  });
  yasgui.on("tabAdd", () => setTimeout(prepare));
  yasgui.on("tabClose", (_all, tab) => {
    answers.delete(tab.getId());
    setTimeout(() => {
      if (!yasgui.getTab()) yasgui.addTab(true);
      show(yasgui.getTab().getId(), false);
      prepare();
    });
  });
  // Its own menu is in English alone, and has nothing that is not on the page.
  place.querySelector(".tabsList")?.addEventListener("contextmenu", (event) => event.stopPropagation(), true);
  addEventListener("popstate", () => {
    if (location.search !== asked) location.reload(); // back to another query, not to a place on the page
  });

  form.classList.add("has-editor");
  place.hidden = false;
  yasgui.getTab()?.getYasqe()?.refresh();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });

  // Table or picture: of the answer as it was asked, without leaving the page.
  answerPlace().addEventListener("click", (event) => {
    const link = event.target.closest(".views a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    run(new URL(link.href).searchParams.get("view"));
  });

  // The examples: a word narrows the list.
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".examples-search")) return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const group of event.target.closest("details").querySelectorAll("section")) {
      const lines = [...group.querySelectorAll("li")];
      for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(wanted);
      group.hidden = lines.every((line) => line.hidden);
    }
  });
})();
