// Handing an answer on: a phone's own sheet where there is one, or the clipboard. Without this script it is a link.

for (const link of document.querySelectorAll("a[data-share]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const said = link.textContent;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: document.title, url: link.href });
      } else {
        await navigator.clipboard.writeText(link.href);
        link.textContent = link.dataset.copied;
        setTimeout(() => { link.textContent = said; }, 2500);
      }
    } catch (error) {
      if (error.name !== "AbortError") location.assign(link.href); // no clipboard without https: it is in the address bar
    }
  });
}
