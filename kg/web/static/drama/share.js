// Share the address of this very step, print the page, and keep the state of the chart in the address.
{
  const MARK = "#view=";
  let usual = ""; // the state of a chart that nobody has touched

  /** What the chart shows, as short as it can be said; nothing for a chart that nobody has touched. */
  function hashOf(state) {
    const text = JSON.stringify(state);
    const said = Object.fromEntries(Object.entries(state).filter(([, value]) => value && value.length !== 0));
    return text === usual ? "" : MARK + encodeURIComponent(JSON.stringify(said));
  }

  function keepState() {
    const hash = hashOf(window.dramaChart.state());
    const address = location.pathname + location.search;
    if (!hash && !location.hash.startsWith(MARK)) return;
    if (hash !== location.hash) history.replaceState(history.state, "", address + hash);
  }

  function restoreState() {
    if (!location.hash.startsWith(MARK)) return;
    try {
      window.dramaChart.restore(JSON.parse(decodeURIComponent(location.hash.slice(MARK.length))));
    } catch {
      // Somebody has changed the address: the chart stays as it is.
    }
  }

  // The chart is mounted once all scripts of the page have run.
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.dramaChart?.state) return;
    usual = JSON.stringify(window.dramaChart.state());
    restoreState();
    document.addEventListener("dc-change", keepState);
    window.addEventListener("hashchange", restoreState);
  });

  // The page in the other language shows the same.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".tongues a");
    if (link && location.hash.startsWith(MARK)) link.hash = location.hash;
  });

  const button = document.getElementById("share");
  const said = document.getElementById("share-said");

  const SAID_MS = 6000; // how long the answer lies over the page
  let timer = 0;

  function say(words) {
    said.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => (said.textContent = ""), SAID_MS);
  }

  async function share() {
    const data = { title: button.dataset.title, url: location.href };
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) return await navigator.share(data);
      await navigator.clipboard.writeText(data.url);
      say(button.dataset.copied);
    } catch (error) {
      if (error.name === "AbortError") return; // the reader changed their mind
      say(button.dataset.failed);
    }
  }

  button?.addEventListener("click", share);
  document.getElementById("print")?.addEventListener("click", () => window.print());
}
