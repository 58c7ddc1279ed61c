// The door of a static site: on to the pages in the reader's language. Without this script one chooses.
const tongues = new Map([...document.querySelectorAll("[data-tongue]")].map((link) => [link.dataset.tongue, link.href]));
const wanted = navigator.languages.map((name) => name.split("-")[0]).find((name) => tongues.has(name));
location.replace(tongues.get(wanted ?? "en"));
