"""The work of a method reaches the hours of the answer."""

from collections.abc import Callable

import pytest

from estimator import Request, estimate
from estimator.catalogue.catalogue import Catalogue
from tests.conftest import TODAY

Hours = Callable[..., float]


@pytest.fixture(scope="session")
def hours(catalogue: Catalogue) -> Hours:
    """The hours of a request on eight H100 at an MFU of 40 %."""

    def of(**said: object) -> float:
        request = Request(tokens=1e9, accelerator="h100-sxm", accelerators=8, mfu=0.4, **said)
        found = estimate(request, catalogue, TODAY).answer["accelerator_hours"]
        assert found is not None
        return found.value

    return of


@pytest.mark.parametrize("subject", [{"model": "llama-3-8b"}, {"model": "qwen3-30b-a3b"}, {"parameters": 8e9}])
def test_preference_training_takes_a_third_more_than_fine_tuning(hours: Hours, subject: dict[str, object]) -> None:
    assert hours(**subject, method="dpo") == pytest.approx(hours(**subject, method="finetune") * 4 / 3)


@pytest.mark.parametrize("model", ["llama-3-8b", "mixtral-8x7b", "qwen3-30b-a3b", "deepseek-v3", "jamba-1.5-mini"])
def test_adapters_take_two_thirds_to_all_of_fine_tuning(hours: Hours, model: str) -> None:
    share = hours(model=model, method="lora") / hours(model=model, method="finetune")
    assert 2 / 3 < share < 0.8
    assert hours(model=model, method="qlora") == hours(model=model, method="lora")
