"""How close a run lies to what was measured, and the shift that its neighbours exert on it."""

import math
from collections.abc import Mapping

from estimator.mfu.drivers import USUAL_SEQUENCE_LENGTH, scale
from estimator.mfu.evidence import Evidence, Kind, Point, Position, neighbourhood
from estimator.mfu.kinship import effect_keys, generation, is_sparse
from estimator.mfu.situation import Situation

OTHER_PRECISION = 0.5
OTHER_ACCELERATOR = 0.6
OTHER_PRACTICE = 0.6
SIZE_LENGTH = 1.6
SCALE_LENGTH = 4.8
TOKENS_LENGTH = 1.5
SEQUENCE_LENGTH = 2.6
SPARSITY_LENGTH = 0.6


def position(situation: Situation) -> Position:
    """Where a run lies: size, scale, tokens each, sequence length and sparsity, in lengths over which MFU changes."""
    work = scale(situation)
    sparsity = math.log(situation.parameters / situation.active_parameters) if is_sparse(situation) else 0.0
    return (
        math.log(situation.active_parameters) / SIZE_LENGTH,
        math.log2(work.accelerators) / SCALE_LENGTH,
        math.log(work.tokens_each) / TOKENS_LENGTH,
        math.log2(situation.sequence_length or USUAL_SEQUENCE_LENGTH) / SEQUENCE_LENGTH,
        sparsity / SPARSITY_LENGTH,
    )


def kind(situation: Situation) -> Kind:
    """What a neighbour should share: precision, accelerator and practice (a whole run looks to steps)."""
    practice = "step" if situation.practice == "typical" else situation.practice
    return situation.precision, situation.accelerator.identifier, practice


def neighbours(evidence: Evidence, situation: Situation) -> tuple[float, list[tuple[float, Point]]]:
    """The shift (a logarithm) that measured points exert, and the points with their closeness.

    Closeness is 1 for the same configuration, falling to 0 with distance and with every property that differs.
    """
    size, scale, tokens, length, sparsity = position(situation)
    own, exp = kind(situation), math.exp
    key = neighbourhood(generation(situation.accelerator.identifier), situation.method)
    found: list[tuple[float, Point]] = []
    for theirs, points in evidence.points.get(key, {}).items():
        alike = _likeness(own, theirs)
        found += [
            (
                alike
                * exp(
                    -((a - size) ** 2 + (b - scale) ** 2 + (c - tokens) ** 2 + (d - length) ** 2 + (e - sparsity) ** 2)
                    / 2
                ),
                point,
            )
            for (a, b, c, d, e), point in points
        ]
    return evidence.reach**2 * sum(near * point.weight for near, point in found), found


def _likeness(own: Kind, theirs: Kind) -> float:
    """What differing precision, accelerator and practice leave of the closeness."""
    pairs = zip(own, theirs, (OTHER_PRECISION, OTHER_ACCELERATOR, OTHER_PRACTICE), strict=True)
    return math.prod(factor for mine, other, factor in pairs if mine != other)


def group_shift(effects: Mapping[str, Mapping[str, float]], situation: Situation) -> float:
    """The shift (a logarithm) of the groups that the run belongs to: what was measured on its kin."""
    return sum(effects[component].get(key, 0.0) for component, key in effect_keys(situation).items())
