// An address that does not say how far its reader is goes as far as this browser remembers, before anything is drawn.
{
  const MOST_NAMED = 20; // dramas in an address (kg/web/far.py)
  const root = document.documentElement;
  const address = new URL(location.href);

  /** What `at` should say in this address; nothing where the page is as it should be. */
  function at() {
    const steps = window.watched.all();
    const { slug, last } = root.dataset;
    if (slug) return Math.min(steps[slug] ?? 1, Number(last));
    const searched = address.pathname === "/search" && address.searchParams.get("q");
    const begun = searched ? Object.entries(steps).filter(([, step]) => step > 1) : [];
    return begun.slice(-MOST_NAMED).map(([drama, step]) => `${drama}=${step}`).join(";");
  }

  const served = !("static" in root.dataset); // without a server the pages do so by themselves
  const wanted = served && !address.searchParams.has("at") ? at() : "";
  if (wanted && wanted !== 1) {
    root.style.visibility = "hidden"; // this page is about to go
    address.searchParams.set("at", wanted);
    location.replace(address);
  }
}
