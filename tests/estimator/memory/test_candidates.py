"""Which layouts are worth a try."""

from collections.abc import Callable

from estimator import Estimate
from estimator.memory.candidates import space_of


def test_a_stage_holds_at_most_a_tenth_more_layers_than_its_share(asked: Callable[[str], Estimate]) -> None:
    # 61 layers: 16 stages of 4 hold room for 64, 12 of 6 for 72
    stages = space_of(asked("deepseek-v3 2048xh100").run).pipelines
    assert 16 in stages
    assert 12 not in stages
