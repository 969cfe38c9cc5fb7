"""How close a run lies to what was measured, and the shift that its neighbours exert on it."""

import math
from collections.abc import Mapping

from estimator.mfu.drivers import USUAL_SEQUENCE_LENGTH, scale
from estimator.mfu.evidence import Evidence, Point, Position, neighbourhood
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


def kind(situation: Situation) -> tuple[str, str, str]:
    """What a neighbour should share: precision, accelerator and practice (a whole run looks to steps)."""
    practice = "step" if situation.practice == "typical" else situation.practice
    return situation.precision, situation.accelerator.identifier, practice


def closeness(here: Position, there: Position, kinds: tuple[str, str, str], point: Point) -> float:
    """1 for the same configuration, falling to 0 with distance and with every property that differs."""
    a, b, c, d, e = here
    f, g, h, i, j = there
    near = math.exp(-((a - f) ** 2 + (b - g) ** 2 + (c - h) ** 2 + (d - i) ** 2 + (e - j) ** 2) / 2)
    precision, accelerator, practice = kinds
    if point.precision != precision:
        near *= OTHER_PRECISION
    if point.accelerator != accelerator:
        near *= OTHER_ACCELERATOR
    return near if point.practice == practice else near * OTHER_PRACTICE


def neighbours(evidence: Evidence, situation: Situation) -> tuple[float, list[tuple[float, Point]]]:
    """The shift (a logarithm) that measured points exert, and the points with their closeness."""
    here, kinds = position(situation), kind(situation)
    key = neighbourhood(generation(situation.accelerator.identifier), situation.method)
    found = [(closeness(here, point.position, kinds, point), point) for point in evidence.points.get(key, ())]
    return evidence.reach**2 * sum(near * point.weight for near, point in found), found


def group_shift(effects: Mapping[str, Mapping[str, float]], situation: Situation) -> float:
    """The shift (a logarithm) of the groups that the run belongs to: what was measured on its kin."""
    return sum(effects[component].get(key, 0.0) for component, key in effect_keys(situation).items())
