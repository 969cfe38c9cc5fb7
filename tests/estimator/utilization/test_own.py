"""An estimate leans on the runs that the team measured, where they are of its kind."""

import datetime

import numpy as np
import pytest

from estimator import Estimate
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.team import TeamRun
from estimator.compute.training import training_compute
from estimator.utilization.many import mfu_of_many

TODAY = datetime.date(2026, 11, 24)
ASKED = "70B 2T 1024xh100"
FAST = TeamRun("13B 1T 512xh100", 0.55, "kept", TODAY)


def leaning(catalogue: Catalogue, *runs: TeamRun, text: str = ASKED) -> Estimate:
    return ask(text, catalogue.with_team((), runs), TODAY)


def codes(found: Estimate) -> set[str]:
    return {doubt.code for doubt in found.doubts}


def test_a_fast_run_raises_the_mfu_and_narrows_its_range(catalogue: Catalogue) -> None:
    usual, leant = (leaning(catalogue, *runs).answer["mfu"] for runs in ((), (FAST,)))
    assert usual
    assert leant
    assert usual.value < leant.value < FAST.mfu
    assert leant.high / leant.low < usual.high / usual.low


def test_more_runs_that_agree_move_it_further(catalogue: Catalogue) -> None:
    others = [TeamRun(f"{size}B 1T 512xh100", 0.55, "kept", TODAY) for size in (8, 30, 34)]
    one, four = (leaning(catalogue, *runs).answer["mfu"] for runs in ((FAST,), (FAST, *others)))
    assert one
    assert four
    assert one.value < four.value


def test_a_run_of_the_same_model_and_chip_says_more_than_one_of_another(catalogue: Catalogue) -> None:
    again = TeamRun("70B 1T 512xh100", 0.55, "kept", TODAY)
    other, same = (leaning(catalogue, run).answer["mfu"] for run in (FAST, again))
    assert other
    assert same
    assert same.value - other.value > 2 * (again.mfu - same.value)
    assert same.high / same.low < 1.35 < other.high / other.low


def test_own_runs_and_the_published_one_are_heard_together(catalogue: Catalogue) -> None:
    # the published run reached less than its like, this team's other runs less still
    text = "llama-2-70b a100"
    slow, fast = (TeamRun("13B 1T 512xa100", mfu, "kept", TODAY) for mfu in (0.2, 0.7))
    expected = leaning(catalogue, text=f"{text} stack=typical").answer["mfu"]
    published, below, above = (leaning(catalogue, *runs, text=text).answer["mfu"] for runs in ((), (slow,), (fast,)))
    assert expected
    assert published
    assert below
    assert above
    assert below.value < published.value < above.value
    assert abs(above.value - published.value) < above.value - below.value
    assert below.high / below.low < expected.high / expected.low


@pytest.mark.parametrize("kept", [FAST, TeamRun("llama-3.1-405b 2T 512xh100", 0.25, "kept", TODAY)])
@pytest.mark.parametrize("text", ["70B 2T h100", "llama-3.1-405b h100"])
def test_many_numbers_of_accelerators_lean_as_each_does_alone(catalogue: Catalogue, kept: TeamRun, text: str) -> None:
    known = catalogue.with_team((), (kept,))
    counts = np.array([512.0, 4096.0])
    alone = [ask(f"{text} gpus={count:.0f} recompute=none", known, TODAY) for count in counts]
    run = alone[0].run
    batches = np.array([found.run.batch_tokens.value for found in alone])
    together = mfu_of_many(run, training_compute(run), counts, batches, known)
    assert together == pytest.approx([found.answer["mfu"].value for found in alone], rel=1e-3)


@pytest.mark.parametrize("text", ["7B lora 100M h100", "671B-A37B 2T 2048xh100", f"{ASKED} stack=typical"])
def test_other_kinds_of_runs_and_other_practices_are_left_alone(catalogue: Catalogue, text: str) -> None:
    leant, usual = leaning(catalogue, FAST, text=text), leaning(catalogue, text=text)
    assert leant.answer["mfu"] == usual.answer["mfu"]
    assert "own_runs" not in codes(leant)


def test_a_run_that_cannot_be_read_any_more_is_passed_over(catalogue: Catalogue) -> None:
    gone = TeamRun("hf:nobody/nothing 1T 512xh100", 0.55, "kept", TODAY)
    assert codes(leaning(catalogue, gone)) == codes(leaning(catalogue))


def test_ours_without_runs_is_said_and_a_given_mfu_leans_on_nothing(catalogue: Catalogue) -> None:
    assert "no_own_runs" in codes(leaning(catalogue, text=f"{ASKED} stack=ours"))
    given = leaning(catalogue, FAST, text=f"{ASKED} mfu=0.3")
    assert given.answer["mfu"].value == 0.3
    assert "own_runs" not in codes(given)
