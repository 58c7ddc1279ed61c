// Share the address of this very step, print the page, and keep the state of the chart in the address.
{
  const button = document.getElementById("share");
  const said = document.getElementById("share-said");

  async function share() {
    const data = { title: button.dataset.title, url: location.href };
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) return await navigator.share(data);
      await navigator.clipboard.writeText(data.url);
      said.textContent = button.dataset.copied;
    } catch (error) {
      if (error.name === "AbortError") return; // the reader changed their mind
      said.textContent = button.dataset.failed;
    }
  }

  button?.addEventListener("click", share);
  document.getElementById("print")?.addEventListener("click", () => window.print());
}
