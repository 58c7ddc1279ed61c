// Show only the titles of the list that have what is typed in them.
{
  const field = document.getElementById("find");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’:,.!-]/g, "");

  function find() {
    const wanted = plain(field.value);
    let found = 0;
    for (const year of document.querySelectorAll("#list section")) {
      let any = 0;
      for (const one of year.querySelectorAll("li")) {
        one.hidden = !plain(one.textContent).includes(wanted);
        any += !one.hidden;
      }
      year.hidden = !any;
      found += any;
    }
    const said = document.getElementById("found");
    said.textContent = wanted ? (found === 1 ? said.dataset.one : said.dataset.more).replace("{n}", found) : "";
  }

  if (field) {
    field.addEventListener("input", find);
    field.form.addEventListener("submit", (event) => event.preventDefault());
    if (field.value) find();
  }
}
