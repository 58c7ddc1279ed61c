// Names that go on from what is typed, for fields with data-complete; and a button to copy a line.
// Without this script the fields take the same names, and lines can be selected.

class Completion extends Combobox {
  constructor(field) {
    const list = document.createElement("ul");
    list.id = `${field.id}-suggestions`;
    list.className = "suggestions";
    field.after(list);
    super(field, list);
    list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) this.take(item);
    });
  }

  async find(text, signal) {
    if (IS_STATIC) return this.findHere(text);
    const fields = new URLSearchParams({ type: this.field.dataset.complete, q: text.slice(0, 100), lang: document.documentElement.lang });
    for (const [name, value] of new FormData(this.field.form)) {
      if (name === "at" && value) fields.append("at", value);
    }
    const answer = await fetch(`/queries/complete?${fields}`, { signal });
    return answer.ok ? (await answer.json()).suggestions : [];
  }

  /** The same names on a site without a server: from those that the search box loads. */
  async findHere(text) {
    const { hits } = await (await offline(document.querySelector("form.search"))).find({ q: text, kind: this.field.dataset.complete, most: 8, at: "" });
    const names = hits.map((hit) => hit.label[document.documentElement.lang] ?? Object.values(hit.label)[0]);
    return hits.map((hit, place) => ({
      value: names.filter((name) => name === names[place]).length > 1 ? hit.path : names[place],
      label: names[place],
      detail: Object.values(hit.label).find((name) => name !== names[place]) ?? "",
    }));
  }

  fill(found) {
    this.list.replaceChildren(...found.map((one) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.dataset.value = one.value;
      item.append(one.label);
      if (one.detail) {
        const detail = document.createElement("span");
        detail.className = "quiet";
        detail.textContent = one.detail;
        item.append(" ", detail);
      }
      return item;
    }));
  }

  take(item) {
    this.field.value = item.dataset.value;
    this.text = item.dataset.value;
    this.close();
  }
}

for (const field of document.querySelectorAll("input[data-complete]")) new Completion(field);

for (const text of document.querySelectorAll("pre[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = text.dataset.copyWords;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = text.dataset.copiedWords;
    } catch {
      getSelection().selectAllChildren(text); // no clipboard without https: the reader copies what is selected
    }
  });
  text.before(button);
}
