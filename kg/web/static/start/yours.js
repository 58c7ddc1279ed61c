// The dramas that the reader is watching come first. Which they are, this browser alone knows.
{
  const box = document.getElementById("yours");

  function show() {
    const steps = window.watched.all();
    const home = document.querySelector("#all .cards");
    const mine = box.querySelector(".cards");
    for (const slug of Object.keys(steps)) {
      const card = home?.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
      if (!card) continue;
      const { last } = card.dataset;
      const said = box.dataset.step.replace("{n}", Math.min(steps[slug], last)).replace("{last}", last);
      card.querySelector(".card-step").textContent = said;
      mine.prepend(card); // the latest first
    }
    box.hidden = !mine.children.length;
  }

  function forget() {
    window.watched.forget();
    location.reload();
  }

  if (box) {
    show();
    document.getElementById("forget").addEventListener("click", forget);
  }
}
