"""The published runs beside an answer are of its kind."""

from collections.abc import Callable

from estimator import Estimate

Ask = Callable[[str], Estimate]


def phases(answer: Estimate) -> list[str]:
    return [neighbour.run.phase for neighbour in answer.neighbours]


def test_adapters_are_set_beside_runs_that_trained_adapters(asked: Ask) -> None:
    assert phases(asked("llama-2-70b 20M 8xh100 lora"))[0] == "lora"


def test_a_whole_training_is_not_set_beside_runs_that_trained_adapters(asked: Ask) -> None:
    assert "lora" not in phases(asked("llama-2-70b 20M 8xh100"))
