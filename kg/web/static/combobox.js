// A text field with offers below it that follow what is typed: the combobox of WAI-ARIA with a listbox.
// `find(text, signal)` says what there is to offer, and `fill(found)` writes it into the list, as elements with the
// role "option". An offer is taken by a click; Enter clicks the one that the arrow keys have reached.

const LATER = 120; // ms after the last key

/** What an offer gives when it is taken: an address, or a value for the field. */
const leadsTo = (option) => option?.href ?? option?.dataset.value;

class Combobox {
  constructor(field, list) {
    this.field = field;
    this.list = list;
    this.at = -1;
    this.text = "";
    this.asked = null;
    this.waiting = false;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.label);
    field.removeAttribute("list"); // the browser's own list would lie over ours
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]:not([aria-disabled])')];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), LATER);
  }

  async ask() {
    const text = this.field.value.trim();
    const waits = this.waiting && text === this.text;
    if (waits || (text && text === this.text && !this.list.hidden)) return; // the last key changed nothing
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    this.text = text;
    if (!text) return this.close();
    this.waiting = true;
    try {
      const found = await this.find(text, signal);
      if (!signal.aborted) this.show(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    } finally {
      if (!signal.aborted) this.waiting = false;
    }
  }

  show(found) {
    const reached = leadsTo(this.options[this.at]);
    this.fill(found);
    this.options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    this.at = -1;
    this.open(this.list.childElementCount > 0 && document.activeElement === this.field);
    const again = reached ? this.options.findIndex((option) => leadsTo(option) === reached) : -1;
    if (again >= 0 && !this.list.hidden) this.move(again); // whoever went on before the answer came keeps their place
  }

  open(open) {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    if (!open) this.at = -1;
    if (this.at < 0) this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.waiting = false;
    this.open(false);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) {
      if (event.key === "Enter") event.preventDefault(); // it finishes a syllable of hangul (229: so says Safari)
      return;
    }
    const last = this.options.length - 1;
    const places = { ArrowDown: this.at < last ? this.at + 1 : 0, ArrowUp: this.at > 0 ? this.at - 1 : last };
    if (this.at >= 0) Object.assign(places, { Home: 0, End: last }); // before, they move within the text
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" && last < 0) {
      this.ask(); // for a text that the page came with
    } else if (event.key in places && last >= 0) {
      event.preventDefault();
      this.move(places[event.key]);
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.options[this.at].click();
    }
  }

  move(place) {
    this.at = place;
    this.open(true);
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
    this.field.setAttribute("aria-activedescendant", this.options[place].id);
    this.options[place].scrollIntoView({ block: "nearest" });
  }
}
