"""Centralities that are vectors of a matrix: the importance that neighbours lend each other."""

from __future__ import annotations

import numpy as np

from kg.metrics.folded import Folded, Ids, Part, Reals

__all__ = ["DAMPING", "eigenvector", "pagerank"]

DAMPING = 0.85
"""How often a walk goes on along a tie, as in S. Brin and L. Page (1998), DOI 10.1016/S0169-7552(98)00110-X."""
_DENSE = 1_000  # nodes of a component up to which its eigenvectors are worked out at once
_STEPS = 20_000
_EXACT = 1e-12
_SAME = 1e-9  # two components whose largest eigenvalues differ by less lead together


def eigenvector(folded: Folded) -> Reals | None:
    """Return the eigenvector centrality of each node (P. Bonacich 1972, DOI 10.1080/0022250X.1972.9989806).

    It is the vector of the largest eigenvalue of the adjacency matrix, of length 1. In a network of several components
    only those that have this eigenvalue differ from 0. None where there are no ties, and where it does not converge.
    """
    if not len(folded.pairs):
        return None
    leading: list[tuple[float, Ids, Reals]] = []
    for part in folded.parts:
        if not len(part.pairs):
            continue
        solved = _leading(part)
        if solved is None:
            return None
        leading.append((solved[0], part.nodes, solved[1]))
    most = max(value for value, _, _ in leading)
    found = np.zeros(len(folded.nodes))
    for value, nodes, vector in leading:
        if value > most - _SAME:
            found[nodes] = vector * vector.sum()  # as much as the start that is the same for all has of it
    return found / float(np.linalg.norm(found))


def _leading(part: Part) -> tuple[float, Reals] | None:
    """Return the largest eigenvalue of a component, and its vector of length 1."""
    count, pairs = len(part.nodes), part.pairs
    if count <= _DENSE:
        matrix = np.zeros((count, count))
        matrix[pairs[:, 0], pairs[:, 1]] = matrix[pairs[:, 1], pairs[:, 0]] = 1
        values, vectors = np.linalg.eigh(matrix)
        return float(values[-1]), np.abs(vectors[:, -1])
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    vector = np.full(count, 1 / np.sqrt(count))
    for _ in range(_STEPS):
        # The node itself is added, else a network of two camps would swing from one to the other.
        new: Reals = vector + np.bincount(one, weights=vector[other], minlength=count)
        length = float(np.linalg.norm(new))
        new = new / length
        if np.abs(new - vector).max() < _EXACT:
            return length - 1, new
        vector = new
    return None


def pagerank(folded: Folded) -> Reals:
    """Return the PageRank of each node: how often a walk along the ties comes by, in the direction they have.

    A stronger tie is taken more often; from a node that leads nowhere, and else with 1 - `DAMPING`, the walk goes on
    anywhere. The sum is 1.
    """
    count = len(folded.nodes)
    if not count:
        return np.zeros(0)
    start, end = folded.arcs.T
    leaving = np.bincount(start, weights=folded.flow, minlength=count)
    share = folded.flow / leaving[start]
    ranks = np.full(count, 1 / count)
    for _ in range(_STEPS):
        stuck = ranks[leaving == 0].sum()
        moved = np.bincount(end, weights=ranks[start] * share, minlength=count)
        new: Reals = DAMPING * (moved + stuck / count) + (1 - DAMPING) / count
        if np.abs(new - ranks).sum() < _EXACT:
            return new
        ranks = new
    return ranks
