"""Names, machines and places as people type them, read with the real catalogue."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.errors import RequestError

Ask = Callable[[str], Estimate]


@pytest.mark.parametrize(
    ("text", "accelerators"),
    [("7B 1B a pair of 4090s", 2), ("7B 1B dual 4090", 2), ("7B 1B quad a100", 4), ("7B 1B a couple of h100s", 2)],
)
def test_a_pair_of_cards_is_two_of_them(asked: Ask, text: str, accelerators: int) -> None:
    request = asked(text).request
    assert (request.accelerators, request.tokens) == (accelerators, 1e9)


def test_pairs_to_learn_from_are_still_samples(asked: Ask) -> None:
    assert asked("7B 50k pairs dpo 8xh100").request.tokens == 50_000 * 512


def test_half_is_no_precision_by_itself(asked: Ask) -> None:
    assert asked("7B 1T h100 half precision").request.precision == "fp16"
    with pytest.raises(RequestError, match="half"):
        asked("7B 1T half a dgx h100")


@pytest.mark.parametrize(("text", "tokens"), [("qwen3-next 80b h100", None), ("opt-175b 180B a100", 180e9)])
def test_the_size_of_a_model_behind_its_name_is_no_number_of_tokens(
    asked: Ask, text: str, tokens: float | None
) -> None:
    assert asked(text).request.tokens == tokens


@pytest.mark.parametrize(("text", "is_told"), [("glm 4.7 1T h100", True), ("glm 4.6 1T h100", False)])
def test_another_version_of_the_same_shape_is_told(asked: Ask, text: str, is_told: bool) -> None:
    found = asked(text)
    assert found.request.model == "glm-4.6"
    assert ("other_version" in {doubt.code for doubt in found.doubts}) == is_told


@pytest.mark.parametrize("name", ["kunlun p800", "mtt s4000", "groq lpu", "dojo d1", "cambricon"])
def test_an_unknown_accelerator_behind_its_number_is_named(asked: Ask, name: str) -> None:
    with pytest.raises(RequestError, match=f'accelerator "{name.split(maxsplit=1)[0]}"'):
        asked(f"7B 1T 64 {name}")


@pytest.mark.parametrize(
    ("place", "grid"),
    [
        *(("frankfurt", "DEU"), ("dublin", "IRL"), ("mumbai", "IND"), ("northern virginia", "US-VA")),
        *(("salt lake city", "US-UT"), ("montreal", "CA-QC"), ("sao paulo", "BRA")),
    ],
)
def test_a_city_of_data_centres_has_the_grid_of_its_country_or_state(asked: Ask, place: str, grid: str) -> None:
    assert asked(f"7B 1T 64 h100 in {place}").request.grid == grid


def test_a_place_that_two_share_is_asked_back(asked: Ask) -> None:
    with pytest.raises(RequestError, match="GEO or US-GA"):
        asked("7B 1T 64 h100 in georgia")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("azure sweden central", "swedencentral"),
        ("azure germany west central", "germanywestcentral"),
        ("azure westeurope", "westeurope"),
    ],
)
def test_a_region_without_a_price_takes_its_providers_elsewhere_and_says_so(asked: Ask, text: str, region: str) -> None:
    found = asked(f"7B 1T 64 h100 {text}")
    elsewhere = asked("7B 1T 64 h100 azure eastus")
    assert found.request.region == region
    assert found.answer["price"] == elsewhere.answer["price"]
    assert "price_of_another_region" in {doubt.code for doubt in found.doubts}
    assert "price_of_another_region" not in {doubt.code for doubt in elsewhere.doubts}
    assert found.answer["emissions"] != elsewhere.answer["emissions"]


def test_a_region_that_nobody_has_is_refused(asked: Ask) -> None:
    with pytest.raises(RequestError, match="moon-1"):
        asked("7B 1T 64 h100 provider=aws region=moon-1")


@pytest.mark.parametrize(
    ("text", "accelerators"),
    [
        *(("1 pod of tpu v5p", 8960), ("2 pods of v5p", 17920), ("4 slices of v5e-256", 1024)),
        ("2 cloudmatrix 384", 768),
    ],
)
def test_a_system_counts_its_accelerators_whichever_way_round_it_is_named(
    asked: Ask, text: str, accelerators: int
) -> None:
    assert asked(f"7B 1T {text}").run.count == accelerators


@pytest.mark.parametrize("name", ["frontier", "amd helios", "atlas 950", "atlas 800t a2", "pods of h100"])
def test_a_whole_system_is_not_one_of_its_accelerators(asked: Ask, name: str) -> None:
    with pytest.raises(RequestError):
        asked(f"7B 1T 2 {name}")


def test_a_maker_alone_is_asked_back_where_another_would_be_assumed(asked: Ask) -> None:
    for maker, example in (("amd", "mi300x"), ("intel", "gaudi3")):
        with pytest.raises(RequestError) as refusal:
            asked(f"70B 2T {maker}")
        assert example in (refusal.value.hint or "")
    assert asked("70B 2T nvidia gpus").accelerator.id == "h100-sxm"
