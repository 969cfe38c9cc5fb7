"""A run is described once: what the MFU, the layout and the schedule assume is the same run."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator import Estimate, Request, estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.utilization.of_run import REPEATED, features_of

Ask = Callable[[str], Estimate]
DAY = datetime.date(2026, 11, 24)

REQUESTS = st.builds(
    Request,
    parameters=st.sampled_from([1e9, 7e9, 13e9, 70e9, 405e9]),
    tokens=st.sampled_from([1e9, 3e11, 2e12]),
    accelerator=st.sampled_from(["a100-80gb-sxm", "h100-sxm", "b200-sxm", "rtx4090"]),
    accelerators=st.sampled_from([None, 1, 8, 12, 64, 100, 1024]),
    method=st.sampled_from([None, "finetune", "lora", "dpo"]),
    sequence_length=st.sampled_from([None, 2048, 8192, 32768]),
    batch_tokens=st.sampled_from([None, 1e6, 8e6]),
    recompute=st.sampled_from([None, "none", "full"]),
    deadline=st.sampled_from([None, 30.0, 400.0]),
)


@settings(max_examples=60, deadline=None)
@given(request=REQUESTS)
def test_the_layout_and_the_mfu_are_of_the_same_run(request: Request, catalogue: Catalogue):
    found = estimate(request, catalogue, DAY, layout=True)
    run, layout = found.run, found.fit and found.fit.layout
    compute = found.answer["training_compute"]
    assert compute is not None
    used = features_of(run, compute)
    steps = {step.name: step.value for step in found.steps}
    assert run.recompute is not None
    assert used.repeated_forward == REPEATED[run.recompute]
    assert used.accelerators == run.count
    assert used.batch_tokens == steps.get("batch_tokens", used.batch_tokens)
    assert used.sequence_length == steps.get("sequence_length", used.sequence_length)
    assert (used.layers, used.width) == (run.shape.shape.layers, run.shape.shape.width)
    if layout:
        assert layout.accelerators == run.count
        assert layout.degrees.recompute == run.recompute
    time, hours = found.answer["wall_clock"], found.answer["accelerator_hours"]
    if time and hours:
        assert time.value == pytest.approx(hours.value / 24 / run.count)
        missed = request.accelerators or "deadline_missed" in {doubt.code for doubt in found.doubts}
        assert missed or request.deadline is None or time.value <= request.deadline


@settings(max_examples=30, deadline=None)
@given(request=REQUESTS)
def test_an_answer_is_the_same_with_its_layout_and_without(request: Request, catalogue: Catalogue):
    plain, laid_out = (estimate(request, catalogue, DAY, layout=layout) for layout in (False, True))
    assert plain.answer["accelerator_hours"] == laid_out.answer["accelerator_hours"]
    assert [doubt.code for doubt in plain.doubts if doubt.code == "does_not_fit"] == [
        doubt.code for doubt in laid_out.doubts if doubt.code == "does_not_fit"
    ]


@pytest.mark.parametrize(("text", "days"), [("70B 2T h100", 30), ("405B 15T h100", 60), ("8B 15T mi300x", 45)])
def test_the_accelerators_of_a_deadline_are_the_fewest_that_make_it(asked: Ask, text: str, days: float):
    found = asked(f"{text} deadline={days}d")
    count = found.run.count
    typed = asked(f"{count}x{text.rsplit(maxsplit=1)[-1]} {text.rsplit(' ', 1)[0]}")
    assert count % 8 == 0
    assert found.answer["wall_clock"].value == typed.answer["wall_clock"].value
    assert 0.97 * days <= found.answer["wall_clock"].value <= days


def test_a_deadline_that_the_given_accelerators_miss_is_told_with_what_makes_it(asked: Ask):
    missed = asked("70B 2T 512xh100 deadline=30d")
    enough = asked("70B 2T h100 deadline=30d").run.count
    message = next(doubt.message for doubt in missed.doubts if doubt.code == "deadline_missed")
    assert message.startswith("512 accelerators take ")
    assert message.endswith(f"The deadline takes {enough:,}.")


def test_accelerators_that_nobody_named_hold_the_run(asked: Ask):
    assert asked("70B 10M finetune h100").run.count >= 16


def test_adapters_are_counted_once_for_work_and_memory(catalogue: Catalogue):
    for model in ("qwen3-30b-a3b", "mixtral-8x7b", "deepseek-v3"):
        request = Request(model=model, tokens=1e9, accelerator="h100-sxm", method="lora")
        assert estimate(request, catalogue, DAY, layout=True).answer["memory_per_accelerator"]


@pytest.mark.parametrize(
    ("text", "fleet"),
    [
        # 6·N·D of 5e23 and 5e21 FLOP: 1,000, and 1,000 / 100^0.52 = 91.2 in whole nodes of eight
        ("70B tokens=1190476190476 h100", 1000),
        ("7B tokens=119047619048 h100", 96),
        ("7B tokens=119047619048 24xh100", 24),
    ],
)
def test_accelerators_that_nobody_named_grow_with_the_root_of_the_work(asked: Ask, text: str, fleet: int):
    assert asked(text).run.count == fleet


@pytest.mark.parametrize(
    ("text", "batch"),
    [
        # 2M tokens × (data / 300B)^0.383, where that is less than the size would take
        ("8B 1.5B 64xh100", 64 * 4096),
        ("70B 300B 64xh100", 488 * 4096),
        # too few to begin with: they go on with a trained model in the batch of its size
        ("405B 20B 512xh100", 2475 * 4096),
    ],
)
def test_a_usual_batch_grows_with_the_data(asked: Ask, text: str, batch: float):
    assert asked(text).run.batch_tokens.value == batch


@pytest.mark.parametrize(("text", "batch"), [("7B 100M 8xh100", 81 * 4096), ("7B 1T 8xh100", 488 * 4096)])
def test_few_tokens_are_still_some_hundreds_of_steps(asked: Ask, text: str, batch: float):
    # 100M tokens in 300 steps are 81 sequences of 4,096; a usual batch at 7B, 2M tokens, would be 488
    assert asked(text).run.batch_tokens.value == batch
