"""Runs that happened in public fit on the accelerators that they ran on, and not on far fewer."""

from collections.abc import Callable

import pytest

from estimator import Estimate, Request, estimate
from estimator.calculation.quantity import derivation
from estimator.catalogue.catalogue import Catalogue
from tests.conftest import TODAY

Run = Callable[..., Estimate]


@pytest.fixture(scope="session")
def run(catalogue: Catalogue) -> Run:
    """The estimate of a run, with its layout."""
    return lambda **said: estimate(Request(**said), catalogue, TODAY, layout=True)


def does_not_fit(answer: Estimate) -> str:
    return next((doubt.message for doubt in answer.doubts if doubt.code == "does_not_fit"), "")


PUBLIC = {
    # https://pytorch.org/blog/finetune-llms/: Llama 2 7B on one free T4
    "7B in 4 bits on a T4": ("llama-2-7b", "qlora", "t4", 1, None),
    # Dettmers et al. 2023, QLoRA: 65B on one device of 48 GB
    "65B in 4 bits on 48 GB": ("llama-65b", "qlora", "a40", 1, 512),
    "70B in 4 bits on an A100": ("llama-2-70b", "qlora", "a100-80gb-sxm", 1, None),
    # https://www.answer.ai/posts/2024-03-06-fsdp-qlora: 70B on two game cards of 24 GB, weights in the host's memory
    "70B in 4 bits on two 4090": ("llama-3.1-70b", "qlora", "rtx4090", 2, None),
    "70B in 4 bits on two 3090": ("llama-3.1-70b", "qlora", "rtx3090", 2, None),
    # Snowflake AI Research 2024: adapters of 405B with quantised weights on one host of eight
    "405B in 4 bits on eight H100": ("llama-3.1-405b", "qlora", "h100-sxm", 8, None),
    "405B in 4 bits on eight A100": ("llama-3.1-405b", "qlora", "a100-80gb-sxm", 8, None),
    # https://huggingface.co/blog/ram-efficient-pytorch-fsdp: all of 70B on two nodes of eight
    "70B on two nodes": ("llama-2-70b", "finetune", "a100-80gb-sxm", 16, None),
    # Hu et al. 2021 and everyone since
    "7B with adapters on a 3090": ("llama-2-7b", "lora", "rtx3090", 1, None),
}


@pytest.mark.parametrize(("model", "method", "accelerator", "count", "length"), PUBLIC.values(), ids=PUBLIC)
def test_what_ran_in_public_fits(
    run: Run, model: str, method: str, accelerator: str, count: int, length: int | None
) -> None:
    answer = run(
        model=model, method=method, tokens=5e7, accelerator=accelerator, accelerators=count, sequence_length=length
    )
    assert not does_not_fit(answer)
    assert answer.fit is not None
    assert answer.fit.layout is not None
    assert answer.fit.layout.accelerators == count


def test_all_of_8b_with_paged_moments_fits_48_gb(run: Run) -> None:
    """axolotl's examples/llama-3: a full fine-tune of 8B on one device of 48 GB, in sequences of 8k."""
    said = {"model": "llama-3-8b", "method": "finetune", "tokens": 5e7, "accelerator": "rtx-a6000", "accelerators": 1}
    assert not does_not_fit(run(**said, optimizer="paged-adam-8bit", sequence_length=8192))
    assert does_not_fit(run(**said, sequence_length=8192))


@pytest.mark.parametrize(
    ("model", "method", "accelerator", "count"),
    [
        ("llama-2-70b", "qlora", "rtx4090", 1),
        ("llama-2-70b", "lora", "a100-80gb-sxm", 1),
        ("llama-3.1-405b", "lora", "a100-80gb-sxm", 8),
        ("llama-2-70b", "finetune", "a100-80gb-sxm", 8),
        ("llama-2-7b", "finetune", "a100-40gb-sxm", 1),
    ],
)
def test_what_nobody_ran_on_so_few_does_not_fit(
    run: Run, model: str, method: str, accelerator: str, count: int
) -> None:
    answer = run(model=model, method=method, tokens=5e7, accelerator=accelerator, accelerators=count)
    assert f"and {count} cannot hold it: with everything shared and recomputed, each would hold" in does_not_fit(answer)


def test_weights_wait_in_the_host_only_where_nothing_else_fits(run: Run) -> None:
    two, eight = (
        run(model="llama-3.1-70b", method="qlora", tokens=5e7, accelerator="rtx4090", accelerators=count).fit
        for count in (2, 8)
    )
    assert two is not None
    assert eight is not None
    assert "weights in the host's memory" in str(two.layout)
    assert "host" not in str(eight.layout)


def test_four_bit_weights_take_what_they_were_measured_to_take(run: Run) -> None:
    """Qwen2.5-7B in 4 bits takes 5.44 GB (dev.to, QLoRA: Fine-Tuning a 7B Model on a 16GB GPU, 2026-06-21)."""
    found = run(model="qwen2.5-7b", method="qlora", tokens=5e7, accelerator="t4", accelerators=1).fit
    assert found is not None
    assert found.layout is not None
    weights = next(step.value for step in derivation(found.layout.memory) if step.name == "weight_memory")
    assert weights == pytest.approx(5.44e9, rel=0.03)


def test_adapters_are_those_that_peft_counts(run: Run) -> None:
    """Rank 16 beside every matrix of Llama 2 7B: PEFT prints 39,976,960 trainable parameters."""
    answer = run(model="llama-2-7b", method="lora", tokens=5e7, accelerator="rtx3090", accelerators=1)
    assert next(step.value for step in answer.steps if step.name == "adapter_parameters") == 39_976_960
