// Names that go on from what is typed, for fields with data-complete; and a button to copy a line.
// Without this script the fields take the same names, and lines can be selected.

const LATER = 120; // ms after the last key

class Completion {
  constructor(field) {
    this.field = field;
    this.kind = field.dataset.complete;
    this.shown = [];
    this.at = -1;
    this.asked = null;
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset.label);
    field.after(this.list);
    field.removeAttribute("list"); // the browser's own list would lie over ours
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    // Before the field loses the focus, which closes the list.
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("li");
      if (item) {
        event.preventDefault();
        this.take([...this.list.children].indexOf(item));
      }
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), LATER);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const text = this.field.value.trim();
    if (!text) return this.close();
    const fields = new URLSearchParams({ type: this.kind, q: text.slice(0, 100), lang: document.documentElement.lang });
    for (const [name, value] of new FormData(this.field.form)) {
      if (name === "at" && value) fields.append("at", value);
    }
    try {
      const answer = await fetch(`/queries/complete?${fields}`, { signal: this.asked.signal });
      this.show(answer.ok ? (await answer.json()).suggestions : []);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(found) {
    this.shown = found;
    this.list.replaceChildren(...found.map((one, place) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(one.label);
      if (one.detail) {
        const detail = document.createElement("span");
        detail.className = "quiet";
        detail.textContent = one.detail;
        item.append(" ", detail);
      }
      return item;
    }));
    this.at = -1;
    this.open(found.length > 0 && document.activeElement === this.field);
  }

  open(open) {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    if (!open) this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.open(false);
  }

  key(event) {
    if (event.isComposing) return; // a syllable of hangul that is not finished
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.shown.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.move((this.at + step + this.shown.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.shown.length);
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    }
  }

  move(place) {
    this.open(true);
    this.at = place;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
    this.field.setAttribute("aria-activedescendant", this.list.children[place].id);
    this.list.children[place].scrollIntoView({ block: "nearest" });
  }

  take(place) {
    this.field.value = this.shown[place].value;
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
