// A drama by chance, on a site without a server. Without this script one chooses from the list.
const links = [...document.querySelectorAll("#surprise a")].map((link) => link.href);
const others = links.filter((link) => link !== document.referrer);
const all = others.length ? others : links;
if (all.length) location.replace(all[Math.floor(Math.random() * all.length)]);
