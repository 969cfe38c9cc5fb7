"""Which price applies."""

import datetime
from pathlib import Path

import pytest

from estimator.calculation.quantity import Assumed, Fact
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.catalogue.offers import PriceChoice, first_day
from estimator.errors import RequestError, UnknownNameError

TODAY = datetime.date(2026, 11, 24)


def choice(catalogue: Catalogue, accelerator: str, **terms: str) -> PriceChoice:
    found = catalogue.price(accelerator, as_of=TODAY, **terms)
    assert found is not None
    return found


def test_without_terms_the_default_is_assumed_with_its_range_and_reason(catalogue: Catalogue):
    found = choice(catalogue, "a100-80gb-sxm")
    assert found.price.value == 1.8
    assert found.price.low < 1.8 < found.price.high
    assert isinstance(found.price.origin, Assumed)
    assert found.basis == "our default, on demand, 2026-11"
    assert found.age_days == 23


def test_a_providers_price_is_a_fact_with_its_source(catalogue: Catalogue):
    found = choice(catalogue, "h100-sxm", provider="Amazon")
    assert found.offer is not None
    assert found.price.value == 6.88
    assert isinstance(found.price.origin, Fact)
    assert found.price.origin.source == found.offer.source
    assert found.basis == "AWS, on demand, list of 2026-06"
    assert found.age_days > 90


def test_a_price_that_was_seen_comes_before_a_newer_one_that_was_not(catalogue: Catalogue):
    found = choice(catalogue, "h200-sxm", provider="aws", billing="capacity-block")
    assert found.offer is not None
    assert (found.price.value, found.as_of, found.offer.verified) == (5.408, "2024-12", True)


def test_a_region_chooses_among_offers(catalogue: Catalogue):
    assert choice(catalogue, "h100-sxm", region="us-east-1").basis.startswith("AWS, on demand, us-east-1")
    assert choice(catalogue, "a100-80gb-sxm", provider="gcp", region="us-east5").price.value == 5.5238


def test_one_price_for_all_regions_holds_in_any_of_them(catalogue: Catalogue):
    assert choice(catalogue, "h100-sxm", provider="oci", region="us-ashburn-1").price.value == 10.0


def test_a_provider_that_does_not_rent_it_names_those_that_do(catalogue: Catalogue):
    with pytest.raises(RequestError, match="no price of TensorWave for the h100-sxm") as refusal:
        choice(catalogue, "h100-sxm", provider="tensorwave")
    assert "nebius" in refusal.value.hint
    assert "epoch-median" not in refusal.value.hint


def test_a_provider_with_another_card_of_the_series_names_it(catalogue: Catalogue):
    with pytest.raises(RequestError, match="no price of Microsoft Azure for the v100-16gb-sxm") as refusal:
        choice(catalogue, "v100-16gb-sxm", provider="azure")
    assert refusal.value.hint.startswith("It has the v100-pcie and the v100-32gb-sxm. There is: aws")


@pytest.mark.parametrize(
    ("day", "basis"), [("2026-11-24", "our default"), ("2026-01-01", "median of"), ("2022-06-01", "Epoch AI")]
)
def test_without_terms_a_day_has_its_default_its_offers_or_its_index(catalogue: Catalogue, day: str, basis: str):
    found = catalogue.price("a100-80gb-sxm", as_of=datetime.date.fromisoformat(day))
    assert found is not None
    assert found.basis.startswith(basis)
    assert first_day(found.as_of) <= datetime.date.fromisoformat(day)


def test_before_the_first_price_of_any_kind_there_is_none(catalogue: Catalogue):
    assert catalogue.price("a100-80gb-sxm", as_of=datetime.date(2020, 12, 31)) is None


def test_a_term_that_nobody_offers_names_those_that_exist(catalogue: Catalogue):
    with pytest.raises(RequestError, match="no capacity-block price") as refusal:
        choice(catalogue, "h100-sxm", provider="coreweave", billing="capacity-block")
    assert refusal.value.hint == "There is: on-demand."


def test_a_region_that_nobody_offers_names_those_that_exist(catalogue: Catalogue):
    with pytest.raises(RequestError, match="in mars-1") as refusal:
        choice(catalogue, "h100-sxm", region="mars-1")
    assert "us-east-1" in refusal.value.hint


def test_an_aggregate_cannot_be_asked_for(catalogue: Catalogue):
    with pytest.raises(RequestError, match="no price of Epoch AI"):
        choice(catalogue, "h100-sxm", provider="epoch-median")


def test_an_unknown_provider_suggests_the_nearest(catalogue: Catalogue):
    with pytest.raises(UnknownNameError, match="Did you mean aws"):
        choice(catalogue, "h100-sxm", provider="awz")


def test_a_commitment_that_is_not_listed_is_a_ratio_and_says_so(catalogue: Catalogue):
    found = choice(catalogue, "h100-sxm", provider="aws", billing="reserved-1y")
    assert found.price.value == pytest.approx(6.88 * 0.59)
    assert found.price.low < found.price.value < found.price.high
    assert found.basis == "reserved for a year, taken as 0.59 of 6.88 USD (AWS, on demand, list of 2026-06)"
    assert isinstance(found.price.origin, Assumed)


def test_a_listed_commitment_wins_over_the_ratio(catalogue: Catalogue):
    assert choice(catalogue, "tpu-v6e", provider="gcp", billing="reserved-1y").price.value == 1.89


def test_spot_without_a_provider_is_the_median_of_providers_lists(catalogue: Catalogue):
    found = choice(catalogue, "h100-sxm", billing="spot")
    assert found.basis.startswith("median of 5 providers, spot")
    assert found.price.low < found.price.value < found.price.high


def test_spot_of_what_is_only_known_on_demand_is_a_ratio_of_the_default(catalogue: Catalogue):
    found = choice(catalogue, "mi250x", billing="spot")
    assert found.price.value == pytest.approx(1.2 * 0.4)


def test_what_nobody_rents_has_no_price(catalogue: Catalogue):
    assert catalogue.price("maia100", as_of=TODAY) is None


def test_an_offer_that_is_marked_unusable_is_never_chosen(catalogue: Catalogue):
    unusable = [offer for offer in catalogue.offers if not offer.usable]
    assert unusable
    chosen = (choice(catalogue, "h100-sxm", provider="gcp", billing=billing) for billing in ("on-demand", "spot"))
    assert all(found.offer not in unusable for found in chosen)


ACCELERATOR = """
id = "x1"
name = "X One"
vendor = "X"
architecture = "X"
year = 2026
form = "card"
aliases = []
node_size = 8
link_domain = 8
memory = { value = 80e9, source = "sheet" }
[peak]
bf16 = { value = 100e12, source = "sheet" }
[sources.sheet]
title = "Data sheet"
retrieved = 2026-11-20
"""
OFFER = '\n[[offer]]\naccelerator = "x1"\nbilling = "on-demand"\nprice = {price}\nas_of = "{as_of}"\nsource = "list"\n'


@pytest.fixture
def dated(tmp_path: Path) -> Catalogue:
    offers = ((5, "2024"), (3, "2026-05"), (4, "2026-05"), (9, "2026-05"), (2, "2026-10-15"))
    files = {
        "accelerators/x1": ACCELERATOR,
        "providers/cloudy": 'id = "cloudy"\nname = "Cloudy"\nkind = "cloud"\naliases = []\n',
        "prices/cloudy": 'provider = "cloudy"\n[sources.list]\ntitle = "List"\nretrieved = 2026-11-20\n'
        + "".join(OFFER.format(price=price, as_of=as_of) for price, as_of in offers),
    }
    for name, text in files.items():
        path = tmp_path / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("day", "price"), [("2024-01-01", 5), ("2026-04-30", 5), ("2026-05-01", 4), ("2026-10-14", 4), ("2026-10-15", 2)]
)
def test_the_newest_list_not_later_than_the_day_wins_and_of_several_the_median(
    dated: Catalogue, day: str, price: float
):
    found = dated.price("x1", provider="cloudy", as_of=datetime.date.fromisoformat(day))
    assert found is not None
    assert found.price.value == price


def test_before_the_first_list_there_is_no_price(dated: Catalogue):
    with pytest.raises(RequestError, match="I know no price of Cloudy"):
        dated.price("x1", provider="cloudy", as_of=datetime.date(2023, 12, 31))


@pytest.mark.parametrize("billing", ["spot", "reserved-1y", "reserved-3y"])
def test_no_term_costs_more_than_on_demand_where_nobody_in_particular_is_asked(catalogue: Catalogue, billing: str):
    usual = {entry.id: catalogue.price(entry.id, as_of=TODAY) for entry in catalogue.accelerators}
    dearer = [
        name
        for name, price in usual.items()
        if price and (found := _known(catalogue, name, billing)) and found.price.value > price.price.value
    ]
    assert dearer == []


def _known(catalogue: Catalogue, accelerator: str, billing: str) -> PriceChoice | None:
    try:
        return catalogue.price(accelerator, as_of=TODAY, billing=billing)
    except RequestError:
        return None
