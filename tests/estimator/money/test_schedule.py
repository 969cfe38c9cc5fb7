"""Days and accelerators, by hand from hours."""

import datetime
from collections.abc import Callable

import pytest

from estimator import Estimate, Request
from estimator.catalogue.catalogue import Catalogue
from estimator.money.schedule import in_time
from estimator.run.run import run_of

Ask = Callable[[str], Estimate]
# 1,495,726.5 A100-hours: 62,321.9 accelerator-days
WORKED = "70B 2T {}a100 mfu=0.5{}"


def asked_for(asked: Ask, count: str, more: str = "") -> Estimate:
    return asked(WORKED.format(count, more))


def late(answer: Estimate) -> list[str]:
    return [doubt.message for doubt in answer.doubts if doubt.code == "deadline_missed"]


def test_without_a_count_and_a_deadline_there_are_no_days(asked: Ask) -> None:
    answer = asked_for(asked, "").answer
    assert answer["wall_clock"] is None
    assert answer["accelerators_needed"] is None


def test_a_count_gives_days(asked: Ask) -> None:
    answer = asked_for(asked, "1000x").answer
    assert answer["wall_clock"].value == pytest.approx(62.3219, abs=1e-4)
    assert answer["accelerators_needed"] is None


@pytest.mark.parametrize(
    ("days", "accelerators"),
    [
        (102.3, 77 * 8),  # 609.2
        (59.58, 132 * 8),  # 1,046.02: 131 nodes, in twos from 128 on
        (30.2, 260 * 8),  # 2,063.6: 258 nodes, in fours from 256 on
        (14.9, 528 * 8),  # 4,182.7: 523 nodes, in eights from 512 on
        (7, 1120 * 8),  # 8,903.1: 1,113 nodes, in sixteens from 1,024 on
        (3, 2608 * 8),  # 20,774.0: 2,597 nodes, and never in more
    ],
)
def test_a_deadline_gives_the_whole_nodes_that_make_it_and_the_days_on_them(
    asked: Ask, days: float, accelerators: int
) -> None:
    answer = asked_for(asked, "", f" deadline={days}d").answer
    assert answer["accelerators_needed"].value == accelerators
    assert answer["wall_clock"].value == pytest.approx(62_321.94 / accelerators, abs=1e-4)


@pytest.mark.parametrize(("days", "accelerators"), [(100, 1), (30, 3), (8, 8), (7.5, 16)])
def test_within_a_node_a_deadline_takes_no_whole_node(asked: Ask, days: float, accelerators: int) -> None:
    # a thousandth of the work: 62.3 accelerator-days
    answer = asked(f"70B 2B a100 mfu=0.5 deadline={days}d").answer
    assert answer["accelerators_needed"].value == accelerators


def test_a_deadline_that_a_count_misses_is_told_with_what_it_takes(asked: Ask) -> None:
    [message] = late(asked_for(asked, "1000x", " deadline=30d"))
    assert message == "1,000 accelerators take 62.3 days, more than the 30 allowed. The deadline takes 2,080."


@pytest.mark.parametrize("more", [" deadline=63d", ""])
def test_a_count_that_is_in_time_is_not_doubted(asked: Ask, more: str) -> None:
    assert late(asked_for(asked, "1000x", more)) == []


def test_a_deadline_that_is_met_to_the_day_is_met(asked: Ask) -> None:
    # 6 × 7.2e9 × 1e12 FLOP at half of 1 TFLOP/s: a million accelerator-days
    answer = asked("7.2B 1T 1000xa100 mfu=0.5 peak=1 deadline=1000d")
    assert answer.answer["wall_clock"].value == 1000
    assert late(answer) == []


def test_a_deadline_alone_is_never_missed(asked: Ask) -> None:
    assert late(asked_for(asked, "", " deadline=30d")) == []


def test_a_deadline_that_no_number_makes_says_so(asked: Ask) -> None:
    [message] = late(asked("1000T 1000T 1000xt4 deadline=1d mfu=0.5"))
    assert message.endswith("No number of accelerators makes the deadline.")


@pytest.mark.parametrize(
    ("enough", "fewest"),
    [
        ({1: 800, 800: 400, 400: 400}, 400),
        ({1: 800, 800: 400, 400: 200, 200: 200}, 200),
        ({1: 800, 800: 400, 400: 600}, 800),
        ({1: 400, 400: 800, 800: 800}, 800),
    ],
    ids=["fewer are enough", "far fewer are enough", "fewer are too few", "more lose more"],
)
def test_a_deadline_takes_the_fewest_that_are_enough_for_themselves(
    catalogue: Catalogue, enough: dict[int, int], fewest: int
) -> None:
    run = run_of(Request(parameters=7e10, tokens=2e12, deadline=10), catalogue, datetime.date(2026, 11, 24))
    found = in_time(run, lambda tried: enough[tried] * 10 * 24)
    assert found
    assert found.count == fewest
