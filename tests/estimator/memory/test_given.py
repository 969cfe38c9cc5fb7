"""A layout that a request gives is the one that is answered: memory, fit and step time; or it is refused."""

from collections.abc import Callable

import pytest

from estimator import Estimate, Request, estimate
from estimator.calculation.quantity import Assumed, Given
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import ImpossibleError
from estimator.render.json import as_json
from tests.conftest import TODAY

Answer = Callable[..., Estimate]
LLAMA = {"model": "llama-2-70b", "accelerator": "a100-80gb-sxm"}
DEEPSEEK = {"model": "deepseek-v3", "accelerator": "h800-sxm", "accelerators": 2048}


@pytest.fixture(scope="session")
def answer(catalogue: Catalogue) -> Answer:
    """The answer to a request, its layout not asked for."""
    return lambda **said: estimate(Request(**said), catalogue, TODAY)


def part(found: Estimate, name: str) -> float:
    return next(step.value for step in found.steps if step.name == name)


def test_the_memory_is_that_of_the_layout_as_megatron_reports_it(answer: Answer) -> None:
    """Megatron-LM's theoretical_memory_usage for this: 12.5 GiB of states, 10.0 of activations."""
    found = answer(**LLAMA, accelerators=2048, tensor_parallel=8, pipeline_parallel=4, zero_stage=1, micro_batch=1)
    states = sum(part(found, name) for name in ("weight_memory", "gradient_memory", "optimizer_memory"))
    assert states / 2**30 == pytest.approx(12.5, rel=0.01)
    assert part(found, "activation_memory") / 2**30 == pytest.approx(10.0, rel=0.1)


def test_every_degree_that_is_said_is_kept_and_the_others_are_one(answer: Answer) -> None:
    found = answer(**DEEPSEEK, tensor_parallel=4, pipeline_parallel=16, expert_parallel=32, zero_stage=1, micro_batch=2)
    degrees = as_json(found)["layout"]["degrees"]
    assert degrees | {"recompute": None} == {
        "tensor": 4,
        "pipeline": 16,
        "virtual_stages": 1,
        "context": 1,
        "expert": 32,
        "data": 32,
        "zero": 1,
        "micro_batch": 2,
        "recompute": None,
        "sequence_parallel": True,
        "offload": False,
    }


@pytest.mark.parametrize("zero", [0, 1, 2, 3])
def test_the_zero_stage_alone_can_be_given(answer: Answer, zero: int) -> None:
    found = answer(parameters=7e9, tokens=1e12, accelerator="h100-sxm", accelerators=64, zero_stage=zero)
    assert as_json(found)["layout"]["degrees"]["zero"] == zero


def test_a_degree_that_was_said_is_given_and_the_others_are_assumed(answer: Answer) -> None:
    found = answer(**LLAMA, accelerators=256, tensor_parallel=8, pipeline_parallel=4, micro_batch=2)
    origins = {step.name: type(step.origin) for step in found.steps}
    assert [origins[name] for name in ("tensor", "pipeline", "micro_batch", "context")] == [
        Given,
        Given,
        Given,
        Assumed,
    ]


def test_a_larger_micro_batch_takes_more_memory(answer: Answer) -> None:
    said = {**LLAMA, "accelerators": 256, "tensor_parallel": 8, "pipeline_parallel": 8, "recompute": "full"}
    one, four = (answer(**said, micro_batch=size).answer["memory_per_accelerator"] for size in (1, 4))
    assert one is not None
    assert four is not None
    assert four.value > one.value


def test_a_layout_that_does_not_fit_is_answered_with_its_memory_and_by_how_much(answer: Answer) -> None:
    found = answer(**LLAMA, accelerators=64, tensor_parallel=2, pipeline_parallel=1, zero_stage=1)
    memory = found.answer["memory_per_accelerator"]
    assert memory is not None
    assert memory.value > 80e9
    (message,) = (doubt.message for doubt in found.doubts if doubt.code == "does_not_fit")
    assert f"as TP 2 · PP 1 · DP 32 · ZeRO-1 · recompute full, each would hold {memory.value / 1e9:.1f} of" in message
    assert not as_json(found)["layout"]["fits"]


def test_what_fits_says_so_with_the_time_of_a_step(answer: Answer) -> None:
    found = answer(**LLAMA, accelerators=256, tensor_parallel=8, pipeline_parallel=4)
    assert found.fit is not None
    sentence = found.fit.sentence("Llama 2 70B")
    assert sentence.startswith("TP 8 · PP 4 · DP 8 · ZeRO-1 · recompute none fits: ")
    assert f"a step takes {as_json(found)['layout']['step_seconds']:,.3g} s" in sentence


def test_accelerators_that_nobody_said_are_whole_copies(answer: Answer) -> None:
    found = answer(**LLAMA, tensor_parallel=8, pipeline_parallel=5)
    assert found.run.count % 40 == 0
    assert as_json(found)["layout"]["fits"]


def test_accelerators_that_nobody_said_spread_the_experts_evenly(answer: Answer) -> None:
    found = answer(model="deepseek-v3", accelerator="h800-sxm", pipeline_parallel=3, expert_parallel=64)
    assert found.run.count % (3 * 64) == 0
    assert found.fit is not None
    assert found.fit.needs_at_least is not None
    assert found.fit.needs_at_least % (3 * 64) == 0


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        (
            LLAMA | {"accelerators": 100, "tensor_parallel": 8},
            "100 accelerators are not whole copies",
            "96 or 104 are.",
        ),
        (LLAMA | {"accelerators": 4, "tensor_parallel": 8}, "TP 8 × PP 1 × CP 1 = 8", "8 are."),
        (LLAMA | {"tensor_parallel": 7}, "TP 7 does not divide the 64 attention heads.", "`tp=4` does."),
        (LLAMA | {"pipeline_parallel": 81}, "PP 81 needs a layer for each stage", "At most `pp=80`."),
        (LLAMA | {"context_parallel": 3}, "CP 3 does not divide the 4,096 tokens", "`cp=2` does."),
        (LLAMA | {"expert_parallel": 8}, "Llama 2 70B is dense", "Leave `ep=` out."),
        (DEEPSEEK | {"expert_parallel": 48}, "EP 48 does not divide the 256 experts.", "`ep=32` does."),
        (
            DEEPSEEK | {"expert_parallel": 256, "pipeline_parallel": 16},
            "EP 256 does not divide the 128 accelerators of a pipeline stage.",
            "`ep=128` does.",
        ),
    ],
)
def test_a_layout_that_cannot_be_is_refused_with_what_can(
    answer: Answer, said: dict[str, object], message: str, hint: str
) -> None:
    with pytest.raises(ImpossibleError, match=message) as refusal:
        answer(**said)
    assert refusal.value.hint == hint


def test_a_layout_is_read_from_words(asked: Callable[[str], Estimate]) -> None:
    found = asked("llama-2-70b 256xa100 tp=8 pp=4 zero=1 mbs=1 optimizer=adafactor")
    assert as_json(found)["layout"]["degrees"]["tensor"] == 8
    assert part(found, "bytes_per_optimizer_state") == 4
    assert not any(doubt.code == "not_used" for doubt in found.doubts)


def test_an_answer_without_a_given_layout_searches_none(answer: Answer) -> None:
    found = answer(**LLAMA, accelerators=64)
    assert found.fit is None
    assert found.answer["memory_per_accelerator"] is None


def test_twice_the_copies_keep_half_of_the_optimizer_each(answer: Answer) -> None:
    few, many = (
        part(
            answer(**LLAMA, accelerators=count, tensor_parallel=8, pipeline_parallel=4, zero_stage=1),
            "optimizer_memory",
        )
        for count in (128, 256)
    )
    assert few == pytest.approx(2 * many)
