// How far the reader has watched each drama, kept in this browser alone: {slug: position}. It is no cookie.
{
  const KEY = "drama-kg.at";
  const MOST = 500; // dramas; more is not a reader's memory

  function all() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "{}");
      const steps = Object.entries(found).filter(([, at]) => Number.isInteger(at) && at > 0);
      return Object.fromEntries(steps.slice(-MOST));
    } catch {
      return {}; // closed to us, or not ours
    }
  }

  function keep(steps) {
    try {
      if (Object.keys(steps).length) localStorage.setItem(KEY, JSON.stringify(steps));
      else localStorage.removeItem(KEY);
    } catch {
      // Then the choice lasts as long as the page.
    }
  }

  window.watched = {
    all,
    of: (slug) => all()[slug],
    set(slug, at) {
      const { [slug]: _, ...others } = all();
      keep({ ...others, [slug]: at }); // the latest last
    },
    /** Without a slug: everything. */
    forget(slug) {
      const { [slug]: _, ...others } = all();
      keep(slug === undefined ? {} : others);
    },
  };
}
