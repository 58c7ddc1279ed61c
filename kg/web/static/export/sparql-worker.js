// The SPARQL engine of a static site, in a thread of its own, which the page ends when a query takes too long.
// It is told what to load, and then what to ask; it answers with what a table shows.

const MOST_ROWS = 1000;
let store = null;

/** A term as [kind, text, language]. */
function cellOf(term) {
  if (!term) return null;
  const kind = { NamedNode: "iri", Literal: "literal", BlankNode: "blank" }[term.termType] ?? "triple";
  return [kind, term.termType === "BlankNode" ? `_:${term.value}` : term.value || String(term), term.language || ""];
}

async function textOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const packed = new Uint8Array(await answer.arrayBuffer());
  // Some hosts say that a .gz is packed for the way, and then the browser has unpacked it already.
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  if (!isPacked) return packed;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function load({ engine, wasm, files }) {
  const { default: init, Store } = await import(engine);
  await init({ module_or_path: wasm });
  store = new Store();
  for (const file of files) store.load(await textOf(file), { format: "application/n-quads", lenient: true });
  // The default graph is the union of all: a statement that three sources tell counts once.
  store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }");
  return { loaded: store.size };
}

function ask({ query }) {
  const found = store.query(query);
  if (typeof found === "boolean") return { boolean: found };
  const rows = [...found];
  if (rows.length && !(rows[0] instanceof Map)) {
    const shown = rows.slice(0, MOST_ROWS).map((quad) => [quad.subject, quad.predicate, quad.object].map(cellOf));
    return { columns: ["subject", "predicate", "object"], rows: shown, total: rows.length };
  }
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const shown = rows.slice(0, MOST_ROWS).map((row) => columns.map((name) => cellOf(row.get(name))));
  return { columns, rows: shown, total: rows.length };
}

self.addEventListener("message", async ({ data }) => {
  const begun = performance.now();
  try {
    const found = data.files ? await load(data) : ask(data);
    self.postMessage({ ...found, id: data.id, milliseconds: performance.now() - begun });
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message ?? String(error) });
  }
});
