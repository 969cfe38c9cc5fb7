"""Help whose examples run."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.render.guide import TOPICS, guide

EXAMPLES = [
    example
    for topic in TOPICS
    for example in topic.examples
    if topic.name != "browse" and not example.startswith("hf:")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_runs(asked: Callable[[str], Estimate], example: str) -> None:
    assert asked(example).answer["accelerator_hours"]


def test_a_topic_is_found_by_its_nearest_name() -> None:
    assert guide("acelerators").startswith("accelerators:")


def test_an_unknown_topic_is_answered_with_all_of_them() -> None:
    assert guide("cheese").startswith('There is no help on "cheese"')
