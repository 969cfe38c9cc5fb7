"""What a week more or less than a deadline takes, asked as deadlines of their own."""

from collections.abc import Callable

import pytest

from estimator import Estimate

Ask = Callable[[str], Estimate]


@pytest.mark.parametrize(
    ("deadline", "others"),
    [(30, [37, 23]), (14, [21, 7]), (7.5, [14.5, 0.5])],
)
def test_a_deadline_says_what_a_week_more_or_less_takes(asked: Ask, deadline: float, others: list[float]) -> None:
    found = asked(f"70B 200B h100 deadline={deadline}d").moved
    assert [other.days for other in found] == others
    for other in found:
        assert other.accelerators == asked(f"70B 200B h100 deadline={other.days}d").run.count


@pytest.mark.parametrize("deadline", [7, 6.5, 1])
def test_no_deadline_lies_a_week_before_one_of_a_week_or_less(asked: Ask, deadline: float) -> None:
    assert [other.days for other in asked(f"7B 200B h100 deadline={deadline}d").moved] == [deadline + 7]


@pytest.mark.parametrize("text", ["70B 2T h100", "70B 2T 1024xh100 deadline=60d"])
def test_without_accelerators_to_choose_no_week_changes_anything(asked: Ask, text: str) -> None:
    assert asked(text).moved == ()
