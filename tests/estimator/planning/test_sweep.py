"""A sweep is many estimates at once: the same figures at every point, in arrays."""

import datetime

import numpy as np
import pytest

from estimator import Estimator
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.language import read
from estimator.questions.table import answer

DAY = datetime.date(2026, 11, 24)
TEXTS = (
    "70B 2T h100",
    "deepseek-v3 h800",
    "llama-2-7b a100",
    "tinyllama a100-40gb",
    "7B 10B tokens method=lora h100 goodput=0.9",
    "70B 1B tokens method=qlora rtx4090",
    "671B-A37B 14T gb200 precision=fp8",
    "405B 15T h100 seq=128k stack=tuned",
    "30B 1T a100 recompute=full mfu=0.4",
    "13B 300B trn1 provider=aws billing=on-demand",
    "1B 20B tpu-v5e batch=2M overhead=20%",
)
COUNTS = (1, 3, 8, 24, 136, 1024, 16_384)


@pytest.fixture(scope="module")
def estimator(catalogue: Catalogue) -> Estimator:
    return Estimator(catalogue, lambda: DAY)


@pytest.mark.parametrize("text", TEXTS)
def test_every_number_of_accelerators_has_the_figures_of_its_estimate(text: str, estimator: Estimator):
    found = estimator.sweep(text, accelerators=COUNTS)
    request = read(text, estimator.catalogue.names, today=DAY).request
    for place, count in enumerate(COUNTS):
        one = estimate(request.model_copy(update={"accelerators": count}), estimator.catalogue, DAY)
        holds = all(doubt.code != "does_not_fit" for doubt in one.doubts)
        assert found.holds[place] == holds
        for name in set(found.columns) - {"accelerators"}:
            quantity = one.answer[name]
            assert quantity
            assert found.columns[name][place] == pytest.approx(quantity.value, rel=1e-12), (name, count)


def test_points_are_each_with_each_the_last_axis_fastest(estimator: Estimator):
    found = estimator.sweep("70B 2T h100", accelerators=[64, 128], mfu=[0.3, 0.4, 0.5], prices=[2, 3])
    columns = found.columns
    assert columns["accelerators"].tolist() == [64] * 6 + [128] * 6
    assert columns["mfu"].tolist() == [0.3, 0.3, 0.4, 0.4, 0.5, 0.5] * 2
    assert columns["price"].tolist() == [2, 3] * 6
    assert columns["total_cost"] == pytest.approx(columns["accelerator_hours"] * columns["price"] * 1.15)
    assert columns["accelerator_hours"][0] == pytest.approx(6 * 70e9 * 2e12 / (989.4e12 * 0.3 * 3600), rel=1e-3)


def test_a_million_points_are_one_call(estimator: Estimator):
    found = estimator.sweep("7B 1T h100", accelerators=range(8, 8001, 8), mfu=np.linspace(0.2, 0.6, 1000))
    assert found.columns["total_cost"].shape == found.holds.shape == (1_000_000,)


def test_without_a_price_there_are_hours_and_no_cost(estimator: Estimator):
    assert "total_cost" not in estimator.sweep("1B 20B apple-m1", accelerators=[1]).columns


@pytest.mark.parametrize("axes", [{"mfu": [0.0]}, {"mfu": [1.2]}, {"prices": [-1.0]}, {"accelerators": [0]}])
def test_what_is_no_amount_is_refused(axes: dict[str, list[float]], estimator: Estimator):
    with pytest.raises(RequestError):
        estimator.sweep("70B 2T h100", **axes)


def test_in_words_ends_are_kept_and_numbers_are_whole_nodes(catalogue: Catalogue):
    found = answer("sweep 70B 2T h100 gpus=64..4096", catalogue, DAY)
    columns = found.data()["columns"]
    assert columns["accelerators"] == [64, 128, 256, 512, 1024, 2048, 4096]
    assert len(found.report().rows) == 7
    both = answer("sweep 70B 2T 1024xh100 mfu=30%..50%:5 price=$2..$3:3", catalogue, DAY)
    assert both.data()["columns"]["mfu"][::3] == pytest.approx([0.3, 0.35, 0.4, 0.45, 0.5])
    assert len(both.report().rows) == 10


@pytest.mark.parametrize(
    "text",
    [
        "sweep 70B 2T h100",
        "sweep 70B 2T h100 mfu=0.5..0.3",
        "sweep 70B 2T h100 mfu=0.3..0.5:1",
        "sweep 70B 2T h100 gpus=8..4096:200 mfu=0.1..0.5:100",
        "sweep 70B 2T h100 mfu=0.3...0.5",
        "sweep h100 mfu=0.3..0.5",
    ],
)
def test_what_is_no_sweep_is_refused(text: str, catalogue: Catalogue):
    with pytest.raises(RequestError):
        answer(text, catalogue, DAY)
