// What Python sends, filled up with all that it leaves out because it says nothing, and looked up by identifier.

function readChart(raw) {
  const groups = new Map(raw.groups.map((group) => [group.id, group]));
  const [leads, loners] = raw.tints;
  const nodes = raw.nodes.map((node) => ({
    aliases: {}, jobs: {}, notes: {}, remarks: {}, tint: node.lead ? leads : groups.get(node.group) || loners, ...node,
  }));
  const edges = raw.edges.map((edge) => ({
    details: [], otherwise: [], proof: [], ...edge, sources: (edge.sources || []).map((at) => raw.sources[at]),
  }));
  const byId = (parts) => new Map(parts.map((part) => [part.id, part]));
  return { ...raw, groups, nodes: byId(nodes), edges: byId(edges), kinds: byId(raw.kinds), marks: marksOf(nodes, edges) };
}

/** The signs beside the lines that this chart really uses, for the key. */
function marksOf(nodes, edges) {
  const used = {
    directed: edges.some((edge) => edge.directed && !edge.follows),
    ended: edges.some((edge) => edge.ended),
    uncertain: edges.some((edge) => edge.uncertain),
    new: [...nodes, ...edges].some((part) => part.isNew),
  };
  return Object.keys(used).filter((mark) => used[mark]);
}

/** What is told in a language, or in another where nothing is told in it: [{text, isNew}]. */
function toldIn(told, language) {
  return told[language] || Object.values(told)[0] || [];
}

/** All phases between two characters, in the order of the telling; what only follows comes last. */
function phasesOf(chart, one, other) {
  const found = [...chart.edges.values()].filter((edge) => (edge.from === one && edge.to === other) || (edge.from === other && edge.to === one));
  const place = (edge) => (edge.follows ? Infinity : edge.told || 0);
  return found.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
