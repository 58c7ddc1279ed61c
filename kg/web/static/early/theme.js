// Light or dark, as the reader chose it, before anything is drawn; without a choice the system's setting holds.
{
  const KEY = "drama-kg.theme";
  const THEMES = ["light", "dark"];

  function kept() {
    try {
      const found = localStorage.getItem(KEY);
      return THEMES.includes(found) ? found : "auto";
    } catch {
      return "auto";
    }
  }

  function show(theme) {
    if (THEMES.includes(theme)) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  let now = kept();
  window.pageTheme = {
    chosen: () => now,
    choose(theme) {
      show((now = theme));
      try {
        if (THEMES.includes(theme)) localStorage.setItem(KEY, theme);
        else localStorage.removeItem(KEY);
      } catch {
        // Then it lasts as long as the page.
      }
    },
  };
  show(now);
}
