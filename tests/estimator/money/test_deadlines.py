"""What other deadlines take, asked as deadlines of their own, and what a slow run takes."""

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


@pytest.mark.parametrize("text", ["8B 15T h100", "405B 15T h100", "30B 1T mi300x"])
def test_nine_of_ten_runs_are_in_time_on_as_many_as_is_said(asked: Ask, text: str) -> None:
    found = asked(f"{text} deadline=40d")
    assert found.nine_in_ten
    assert found.nine_in_ten > found.run.count
    for fewer, is_in_time in ((0, True), (0.05, False)):
        count = round(found.nine_in_ten * (1 - fewer))
        days = asked(f"{text} gpus={count} deadline=40d").answer["wall_clock"]
        assert days
        assert (days.high <= 40) == is_in_time


@pytest.mark.parametrize("text", ["70B 2T h100", "70B 2T h100 mfu=0.4 deadline=60d"])
def test_without_a_deadline_or_a_range_nobody_is_late(asked: Ask, text: str) -> None:
    assert asked(text).nine_in_ten is None
