// A search whose address does not say how far its reader is: it goes as far as this browser remembers.
{
  const MOST_NAMED = 20; // dramas in an address (kg/web/far.py)
  const address = new URL(location.href);
  const steps = Object.entries(window.watched.all()).filter(([, at]) => at > 1).slice(-MOST_NAMED);
  const served = !("static" in document.documentElement.dataset); // without a server the page does so by itself
  if (served && steps.length && address.pathname === "/search" && address.searchParams.get("q") && !address.searchParams.has("at")) {
    address.searchParams.set("at", steps.map(([slug, at]) => `${slug}=${at}`).join(";"));
    location.replace(address);
  }
}
