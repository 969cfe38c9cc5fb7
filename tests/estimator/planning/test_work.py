"""Work that is given instead of a size or its tokens is the work of what is filled in."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import ConflictError, RequestError
from estimator.language import read, write

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("2e25 flop h100", 2e25),
        ("how long for 1e22 FLOPs on a single H100?", 1e22),
        ("2.1 × 10^25 FLOP a100", 2.1e25),
        ("10^24 flops a100", 1e24),
        ("flops=1e24 h100", 1e24),
        ("3,640 petaflop/s-days v100", 3640 * 1e15 * 86_400),
        ("3640 PF-days v100", 3640 * 1e15 * 86_400),
        ("5 zettaFLOPs h100", 5e21),
        ("llama-2-70b 1e24 flops a100", 1e24),
        ("tokens=2T 1e24 flops a100 seq=32k", 1e24),
        ("7B lora 1e19 flops a100", 1e19),
    ],
)
def test_the_run_takes_the_work_that_was_said(catalogue: Catalogue, text: str, work: float):
    found = ask(text, catalogue, DAY)
    compute = found.answer["training_compute"]
    assert compute is not None
    assert found.request.training_compute == pytest.approx(work, rel=1e-12)
    assert compute.value == pytest.approx(work, rel=1e-3)
    again = read(write(found.request.unsolved), catalogue.names, today=DAY).request
    assert (again.training_compute, again.parameters, again.tokens) == (
        found.request.training_compute,
        found.request.unsolved.parameters,
        found.request.unsolved.tokens,
    )


def test_hours_are_the_work_over_what_an_accelerator_does(catalogue: Catalogue):
    hours = ask("2e25 flop h100 mfu=0.35", catalogue, DAY).answer["accelerator_hours"]
    assert hours is not None
    assert hours.value == pytest.approx(2e25 / (989e12 * 0.35 * 3600), rel=1e-3)


def test_a_known_models_tokens_follow_the_work_and_not_what_was_published(catalogue: Catalogue):
    once, twice = (ask(f"llama-2-70b {work} flops a100", catalogue, DAY).run.tokens.value for work in ("1e24", "2e24"))
    assert twice == pytest.approx(2 * once)


def test_work_beside_a_size_and_tokens_is_refused(catalogue: Catalogue):
    with pytest.raises(ConflictError, match="1e22 flops"):
        read("7B 2T 1e22 flops a100", catalogue.names, today=DAY)


@pytest.mark.parametrize("text", ["1e33 flops h100", "flops=5 h100", "7B 2T h100 989e12 flops"])
def test_what_is_no_work_of_a_run_is_refused(catalogue: Catalogue, text: str):
    with pytest.raises(RequestError):
        read(text, catalogue.names, today=DAY)
