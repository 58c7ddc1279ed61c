// On a narrow screen the tools that are wanted now and then stand behind one button.

const OFTEN = '[data-do^="zoom"]'; // pressed again and again: the tools stay open

function wireMore(view) {
  const tools = view.root.querySelector(".dc-tools");
  const button = tools.querySelector(".dc-more");
  const rest = tools.querySelector(".dc-rest");
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const open = (is) => button.setAttribute("aria-expanded", String(is));
  const close = () => {
    if (!isOpen()) return;
    const within = rest.contains(document.activeElement);
    open(false);
    if (within) button.focus({ preventScroll: true });
  };
  button.addEventListener("click", () => open(!isOpen()));
  rest.addEventListener("click", (event) => event.target.closest("button") && !event.target.closest(OFTEN) && close());
  document.addEventListener("pointerdown", (event) => (button.contains(event.target) || rest.contains(event.target)) || close());
  tools.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    close();
  });
}
