// Put the page of another step in place of the one that is shown: only what differs, and nobody loses their place.
{
  const main = document.querySelector("main");
  // Outside of <main> these say which step it is, too.
  const AROUND = [".tongues", ".bottom"];
  const STEPPER = ["how-far-told", "step-now", "step-links", "step-on", "step-more"];

  /** Show what a fetched page has in its place. */
  function swapPage(fresh) {
    const place = placeOf();
    const focus = focusOf();
    const open = openOnes(main);
    document.title = fresh.title;
    for (const selector of AROUND) replace(document.querySelector(selector), fresh.querySelector(selector));
    const stepper = fresh.getElementById("steps");
    Object.assign(document.getElementById("steps").dataset, { at: stepper.dataset.at });
    for (const id of STEPPER) replace(document.getElementById(id), stepper.querySelector(`#${id}`));
    swapParts(fresh.querySelector("main"), open);
    giveFocus(focus);
    goBackTo(place);
  }

  /** The parts of <main> one after the other: kept, replaced, put in or taken out. */
  function swapParts(fresh, open) {
    const wanted = [...fresh.children];
    const ids = new Set(wanted.map((part) => part.id));
    for (const part of [...main.children]) if (!ids.has(part.id)) part.remove();
    let before = null;
    for (const part of wanted) {
      const old = document.getElementById(part.id);
      const shown = old ? swapPart(old, part, open) : main.insertBefore(prepared(part, open), before?.nextSibling ?? main.firstChild);
      before = shown;
    }
  }

  function swapPart(old, part, open) {
    if (part.id === "steps") return old;
    if (part.id === "chart") return swapChart(old, part);
    return replace(old, prepared(part, open));
  }

  function prepared(part, open) {
    for (const key of open) lookUp(part, key)?.setAttribute("open", "");
    window.rememberIn?.(part);
    return part;
  }

  function replace(old, part) {
    if (!old || !part || old.isEqualNode(part)) return old;
    old.replaceWith(part);
    return part;
  }

  function swapChart(old, part) {
    const data = part.querySelector(".dc-data");
    if (window.dramaChart?.update && data) {
      window.dramaChart.update(JSON.parse(data.textContent));
      return old;
    }
    old.replaceWith(part);
    part.querySelector(".drama-chart")?.dispatchEvent(new Event("chartadded", { bubbles: true }));
    return part;
  }

  // What is open stays open: [id of what it is in, which of those in there].
  function openOnes(root) {
    return [...root.querySelectorAll("details[open]:not(.drama-chart *)")].map((one) => {
      const owner = one.closest("[id]");
      return [owner.id, [...owner.querySelectorAll("details")].indexOf(one)];
    });
  }

  function lookUp(part, [id, place]) {
    const owner = part.id === id ? part : part.querySelector(`#${CSS.escape(id)}`);
    return owner?.querySelectorAll("details")[place];
  }

  /** What stands on the screen and may stand there again, what the reader looks at first: {id, top}. */
  function placeOf() {
    if (!window.scrollY) return [];
    const middle = window.innerHeight * 0.4;
    const marked = main.querySelectorAll("[id]:not(#steps, #steps *, .drama-chart *)");
    return [...marked]
      .map((one) => ({ id: one.id, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > 0 && box.top < window.innerHeight)
      .map(({ id, box }) => ({ id, top: box.top, far: Math.abs(box.top - middle) }))
      .sort((one, other) => one.far - other.far);
  }

  function goBackTo(places) {
    const place = places.find(({ id }) => document.getElementById(id));
    if (!place) return;
    const moved = document.getElementById(place.id).getBoundingClientRect().top - place.top;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  /** How to find what has the focus again, once its part has been replaced. */
  function focusOf() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    if (one.id) return `#${CSS.escape(one.id)}`;
    if (one.rel === "next" || one.rel === "prev") return `#step-on [rel=${one.rel}]`;
    if (one.dataset.at) return `#step-links [data-at="${CSS.escape(one.dataset.at)}"]`;
    const owner = one.closest("[id]");
    const alike = owner ? [...owner.querySelectorAll(one.tagName)].indexOf(one) : -1;
    return alike < 0 ? null : [`#${CSS.escape(owner.id)}`, one.tagName, alike];
  }

  function giveFocus(focus) {
    if (!focus || (document.activeElement && document.activeElement !== document.body)) return;
    const found = Array.isArray(focus)
      ? document.querySelector(focus[0])?.querySelectorAll(focus[1])[focus[2]]
      : document.querySelector(focus);
    (found ?? document.getElementById("step-range"))?.focus({ preventScroll: true });
  }

  window.swapPage = swapPage;
}
