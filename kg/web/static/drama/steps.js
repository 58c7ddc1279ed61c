// The slider over the steps of a drama. It fetches the page of the step that is chosen, the very one that its link
// leads to, and no other: what is told later is not in the browser until somebody asks for it.
{
  const box = document.getElementById("steps");
  if (box) start(box);

  function start(stepper) {
    const range = document.getElementById("step-range");
    const { slug, last } = stepper.dataset;
    const words = { ...stepper.dataset };
    const PAUSE = 250; // ms without another key before the page of a step is fetched
    let shown = location.pathname + location.search;
    let fetching = null;
    let timer = 0;

    const at = () => Number(stepper.dataset.at);
    const linkOf = (step) => document.querySelector(`#step-links a[data-at="${step}"]`);
    const called = (step) => linkOf(step)?.querySelector(".step-name")?.textContent.trim();
    const stepText = (step) => words.step.replace("{n}", step);

    /** Say which step the thumb is at: its name, if that has been told. */
    function showChoice(step) {
      range.value = step;
      range.style.setProperty("--done", `${((step - 1) / (last - 1)) * 100}%`);
      range.setAttribute("aria-valuetext", [stepText(step), called(step)].filter(Boolean).join(": "));
    }

    function showThumb(step) {
      showChoice(step);
      const now = document.getElementById("step-now");
      now.querySelector("strong").textContent = stepText(step);
      now.querySelector(".step-called").textContent = called(step) ?? words.untold;
    }

    /** Choose a step: fetch its page, or go there where nothing can be fetched. */
    function choose(step) {
      clearTimeout(timer);
      if (step === at() && !fetching) return settle();
      const link = linkOf(step);
      window.watched.set(slug, step);
      show(link.href, (address) => history.pushState({ own: true }, "", address));
    }

    async function show(address, record) {
      if (location.protocol === "file:") return location.assign(address); // nothing can be fetched there
      fetching?.abort();
      const mine = (fetching = new AbortController());
      busy(true);
      try {
        const fresh = await fetchPage(address, mine.signal);
        const kept = location.hash.startsWith("#view=") ? location.hash : "";
        record(address.split("#")[0] + kept);
        shown = location.pathname + location.search;
        put(fresh);
        done(mine);
        say();
      } catch (error) {
        if (mine.signal.aborted) return;
        done(mine);
        fail(address, error);
      }
    }

    /** A page that cannot be put in place is opened as any other: the address is its own already. */
    function put(fresh) {
      try {
        window.swapPage(fresh);
      } catch (error) {
        console.error(error);
        location.reload();
      }
    }

    async function fetchPage(address, signal) {
      const answer = await fetch(address, { signal, headers: { accept: "text/html" } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}`);
      const fresh = new DOMParser().parseFromString(text, "text/html");
      if (fresh.getElementById("steps")?.dataset.slug !== slug) throw new Error("not the page of this drama");
      return fresh;
    }

    function done(mine) {
      if (fetching === mine) fetching = null;
      busy(false);
      settle();
      document.getElementById("step-wrong").hidden = true;
    }

    /** The slider shows what the page shows. */
    function settle() {
      showThumb(at());
    }

    function busy(is) {
      stepper.toggleAttribute("data-fetching", is);
      document.querySelector("main").setAttribute("aria-busy", is);
    }

    /** Tell it to whoever does not see the page change. */
    function say() {
      const news = [...document.querySelectorAll("#news h2, #news li")].map((one) => one.textContent.trim());
      const [head, ...found] = news;
      const told = [stepText(at()), called(at())].filter(Boolean).join(": ");
      document.getElementById("step-said").textContent = head ? `${told}. ${head}: ${found.join(", ")}.` : `${told}.`;
    }

    function fail(address, error) {
      console.warn(`the page of a step could not be fetched: ${error.message}`);
      window.watched.set(slug, at());
      const again = document.createElement("a");
      again.href = address;
      again.textContent = words.again;
      const wrong = document.getElementById("step-wrong");
      wrong.replaceChildren(`${words.wrong.replace("{n}", at())} `, again);
      wrong.hidden = false;
    }

    let byKey = false;
    range.addEventListener("keydown", () => (byKey = true));
    range.addEventListener("pointerdown", () => (byKey = false));
    range.addEventListener("input", () => showThumb(Number(range.value)));
    // A thumb that is let go chooses at once; of keys in a row, the last one does.
    range.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(() => choose(Number(range.value)), byKey ? PAUSE : 0);
    });

    stepper.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-at]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(Number(link.dataset.at));
      if (link.hasAttribute("data-forget")) window.watched.forget(slug);
    });

    window.addEventListener("popstate", (event) => {
      if (location.pathname + location.search === shown) return; // an anchor of this page
      if (event.state?.own) {
        const step = [...document.querySelectorAll("#step-links a")].find((one) => one.href === location.href.split("#")[0]);
        if (step) window.watched.set(slug, Number(step.dataset.at));
      }
      show(location.href, () => {});
    });

    settle();
    const remembered = Math.min(window.watched.of(slug) ?? 0, Number(last));
    if (remembered === at()) history.replaceState({ own: true }, "");
    else if (!("chosen" in words) && remembered) {
      show(linkOf(remembered).href, (address) => history.replaceState({ own: true }, "", address));
    }
  }
}
