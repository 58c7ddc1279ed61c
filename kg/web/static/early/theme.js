// Light or dark, as the reader chose it, before anything is drawn; without a choice the system's setting holds.
{
  const KEY = "drama-kg.theme";
  const THEMES = ["light", "dark"];

  function chosen() {
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

  window.pageTheme = {
    chosen,
    choose(theme) {
      show(theme);
      try {
        if (THEMES.includes(theme)) localStorage.setItem(KEY, theme);
        else localStorage.removeItem(KEY);
      } catch {
        // Then it lasts as long as the page.
      }
    },
  };
  show(chosen());
}
