"""The measures of a network as a whole."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from kg.metrics.distances import Engine, Lengths, lengths
from kg.metrics.folded import Folded
from kg.metrics.nodes import clustering

__all__ = ["NetworkMetrics", "network_metrics"]

_WITHIN = ("longest_distance", "mean_distance_within")


@dataclass(frozen=True, slots=True)
class NetworkMetrics:
    """The measures of a network; docs/analysis.md has their definitions.

    ``size`` counts nodes, ``pairs`` those of them that are tied, ``ties`` all ties. ``diameter`` and ``mean_distance``
    are None unless every node reaches every other; ``longest_distance`` and ``mean_distance_within`` are those of the
    pairs that reach each other, None where no two do, and ``components`` has those of each component.
    ``clustering`` takes a node with fewer than two neighbours as 0, as NetworkX and DraCor do; ``clustering_defined``
    leaves it out, as igraph does, and is None where no node is left. ``reciprocity`` is the share of directed ties that
    are returned, None where there are none, ``assortativity`` None where all ends of ties have the same degree.
    ``positive`` and ``negative`` are the shares of all ties that have such a ``sign``, None where no tie says.
    """

    size: int
    pairs: int
    ties: int
    density: float
    mean_degree: float
    max_degree: int
    diameter: int | None
    mean_distance: float | None
    longest_distance: int | None
    mean_distance_within: float | None
    clustering: float | None
    clustering_defined: float | None
    transitivity: float
    reciprocity: float | None
    assortativity: float | None
    positive: float | None
    negative: float | None
    components: tuple[Lengths, ...]

    def known(self) -> dict[str, float]:
        """Return the measures that have a value, by field, ``components`` left out.

        Of a single component those within components are left out, too: they are those of the whole.
        """
        without = ("components", *(() if len(self.components) > 1 else _WITHIN))
        values = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in without}
        return {name: value for name, value in values.items() if value is not None}


def network_metrics(folded: Folded, engine: Engine | None = None) -> NetworkMetrics:
    """Return the measures of a network.

    >>> import networkx as nx
    >>> from kg.metrics.folded import fold
    >>> found = network_metrics(fold(nx.Graph([("a", "b"), ("c", "d"), ("d", "e")])))
    >>> found.diameter, found.longest_distance, found.mean_distance_within, [part.nodes for part in found.components]
    (None, 2, 1.25, [3, 2])
    """
    import networkx as nx

    size, pairs = len(folded.nodes), len(folded.pairs)
    components = lengths(folded, engine)
    connected = components[0] if len(components) == 1 else None
    reached = sum(part.nodes * (part.nodes - 1) for part in components)
    local = clustering(folded)
    defined = local[~np.isnan(local)]
    return NetworkMetrics(
        size=size,
        pairs=pairs,
        ties=folded.ties,
        density=2 * pairs / (size * (size - 1)) if size > 1 else 0.0,
        mean_degree=2 * pairs / size if size else 0.0,
        max_degree=int(folded.degree.max()) if size else 0,
        diameter=connected.diameter if connected else None,
        mean_distance=connected.mean if connected else None,
        longest_distance=max(part.diameter for part in components) if reached else None,
        mean_distance_within=_weighted(components) / reached if reached else None,
        clustering=float(np.nan_to_num(local).mean()) if size else None,
        clustering_defined=float(defined.mean()) if len(defined) else None,
        transitivity=float(nx.transitivity(folded.graph)),
        reciprocity=_reciprocity(folded),
        assortativity=_assortativity(folded),
        positive=_share(folded, folded.signs > 0),
        negative=_share(folded, folded.signs < 0),
        components=components,
    )


def _weighted(components: tuple[Lengths, ...]) -> float:
    return sum(part.mean * part.nodes * (part.nodes - 1) for part in components)


def _share(folded: Folded, chosen: NDArray[np.bool_]) -> float | None:
    return float(chosen.sum()) / folded.ties if len(folded.signs) else None


def _reciprocity(folded: Folded) -> float | None:
    """Return the share of pairs (from, to) of directed ties of which (to, from) is one as well."""
    arcs = {(one, other) for one, other in folded.directed.tolist()}
    return sum((other, one) in arcs for one, other in arcs) / len(arcs) if arcs else None


def _assortativity(folded: Folded) -> float | None:
    """Return how far those with many ties are tied to their like (M. E. J. Newman 2002), a correlation.

    DOI 10.1103/PhysRevLett.89.208701.
    """
    ends = folded.degree[np.concatenate([folded.pairs, folded.pairs[:, ::-1]])]
    if not len(ends) or (ends == ends[0, 0]).all():
        return None
    return float(np.corrcoef(ends.T)[0, 1])
