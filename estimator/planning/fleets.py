"""How many accelerators a plan tries: every number of whole nodes, and within a node every number."""

from functools import lru_cache

from estimator.run.usual import whole_nodes


@lru_cache(maxsize=64)
def fleet_sizes(node: int, most: int) -> tuple[int, ...]:
    """The numbers of accelerators with so many in a node, up to the most that are allowed."""
    found = {whole_nodes(size, node) for size in (*range(1, node + 1), *range(node, most + 1, node))}
    return tuple(sorted(size for size in found if size <= most))
