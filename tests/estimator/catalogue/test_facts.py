"""What every fact of the catalogue keeps to."""

import datetime
import re

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, DefaultPrice
from estimator.catalogue.freshness import stale_facts
from estimator.catalogue.loading import load_catalogue
from estimator.catalogue.offers import first_day

TODAY = datetime.date(2026, 11, 28)
ACCELERATORS = load_catalogue().accelerators
BY_SPEED = ("fp32", "tf32", "bf16", "fp8", "fp4")


def test_there_is_as_much_as_was_promised(catalogue: Catalogue):
    assert len(catalogue.accelerators) >= 70
    assert len(catalogue.offers) >= 320
    assert len({offer.provider for offer in catalogue.offers if offer.usable}) >= 15
    assert sum(grid.kind == "country" for grid in catalogue.grids) >= 60
    assert sum(grid.kind == "US state" for grid in catalogue.grids) >= 50
    assert len(catalogue.runs) >= 55


@pytest.mark.parametrize("entry", ACCELERATORS, ids=lambda entry: entry.id)
def test_an_accelerator_is_plausible(entry: Accelerator):
    peaks = {name: figure.value for name, figure in entry.peak.items()}
    assert peaks
    ordered = [peaks[name] for name in BY_SPEED if name in peaks]
    assert ordered == sorted(ordered)
    assert all(1e12 <= peak <= 1e17 for peak in ordered)
    assert all(entry.sparse_peak[name] > peaks[name] for name in entry.sparse_peak if name in peaks)
    assert all(figure.value < peaks[name] for name, figure in entry.matmul_ceiling.items())
    assert 5e8 <= entry.memory.value <= 1e12
    assert entry.node_size >= 1
    assert entry.link_domain >= 1
    assert 2015 <= entry.year <= TODAY.year
    if entry.board_power:
        assert 50 <= entry.board_power.value <= 25_000
    if entry.link_domain > 1 and entry.link_bandwidth and entry.network_bandwidth:
        assert entry.link_bandwidth.value > entry.network_bandwidth.value


def test_all_but_three_have_a_16_bit_peak():
    without = {entry.id for entry in ACCELERATORS if not entry.peak.keys() & {"bf16", "fp16"}}
    assert without == {"maia200", "tpu-8t", "ascend-950pr"}


def test_both_16_bit_rates_agree_but_for_two():
    differ = {
        entry.id
        for entry in ACCELERATORS
        if len({entry.peak[name].value for name in ("bf16", "fp16") if name in entry.peak}) > 1
    }
    assert differ == {"mi100", "gaudi3"}


@pytest.mark.parametrize(
    ("identity", "precision", "teraflops", "gigabytes"),
    [
        ("v100-16gb-sxm", "fp16", 125, 16),
        ("a100-80gb-sxm", "bf16", 312, 80),
        ("h100-sxm", "bf16", 989.4, 80),
        ("h100-sxm", "fp8", 1979, 80),
        ("h200-sxm", "bf16", 989.4, 141),
        ("b200-sxm", "bf16", 2250, 180),
        ("gb200", "fp8", 5000, 186),
        ("mi300x", "bf16", 1307.4, 192),
        ("mi355x", "fp8", 5033, 288),
        ("tpu-v4", "bf16", 275, 32),
        ("tpu-v5p", "bf16", 459, 95),
        ("tpu-v6e", "bf16", 918, 32),
        ("gaudi2", "bf16", 432, 96),
        ("gaudi3", "bf16", 1677, 128),
        ("trn1", "bf16", 190, 32),
        ("trn2", "bf16", 667, 96),
        ("a10g", "bf16", 70, 24),
    ],
)
def test_dense_peaks_of_one_accelerator(
    catalogue: Catalogue, identity: str, precision: str, teraflops: float, gigabytes: float
):
    entry = catalogue.accelerator(identity)
    assert entry.peak[precision].value == pytest.approx(teraflops * 1e12)
    assert entry.memory.value == pytest.approx(gigabytes * 1e9)


def test_the_a100_peak_is_its_tensor_cores_times_their_clock(catalogue: Catalogue):
    cores, multiply_adds, clock = 432, 256, 1410e6
    assert catalogue.accelerator("a100").peak["bf16"].value == pytest.approx(
        cores * multiply_adds * 2 * clock, rel=1e-3
    )


def test_every_source_has_a_title_a_day_and_a_well_formed_address(catalogue: Catalogue):
    for source in catalogue.sources:
        assert source.title
        assert source.retrieved is not None
        assert source.retrieved <= TODAY
        assert source.url is None or re.fullmatch(r"https?://\S+", source.url)


def test_only_our_own_estimates_have_no_address(catalogue: Catalogue):
    titles = {source.title for source in catalogue.sources if source.url is None}
    assert all("this project" in title for title in titles)


def newest_defaults(catalogue: Catalogue) -> dict[str, DefaultPrice]:
    """The default that applies today, by accelerator: of several the last."""
    return {default.accelerator: default for default in catalogue.default_prices}


def test_prices_are_positive_plausible_and_dated(catalogue: Catalogue):
    for offer in catalogue.offers:
        assert 0.05 <= offer.price <= 30
        assert first_day(offer.as_of) <= TODAY


def test_whoever_can_be_rented_has_a_default_inside_its_range(catalogue: Catalogue):
    defaults = newest_defaults(catalogue)
    rented = {offer.accelerator for offer in catalogue.offers if offer.usable}
    assert rented <= defaults.keys()
    for default in defaults.values():
        low, high = default.price.range
        assert 0 < low < default.price.value < high, default.accelerator
        assert default.reason


def test_a_default_lies_among_its_own_offers_or_says_why_not(catalogue: Catalogue):
    for identity, default in newest_defaults(catalogue).items():
        offers = [
            offer.price for offer in catalogue.offers_of(identity) if offer.usable and offer.billing == "on-demand"
        ]
        if offers:
            inside = min(offers) <= default.price.value <= max(offers)
            assert inside or "outside its only offer" in default.reason, identity
        else:
            assert not default.price.verified, f"{identity}: seen in no offer, so it is an estimate"


def test_a_withdrawn_offer_stands_under_the_accelerator_that_its_note_names(catalogue: Catalogue):
    withdrawn = [offer for offer in catalogue.offers if offer.note.startswith("Withdrawn on 20")]
    assert len(withdrawn) == 12
    for offer in withdrawn:
        assert not offer.usable
        successors = catalogue.offers_of(offer.note.rpartition(": ")[2])
        assert any(
            successor.usable
            and (successor.provider, successor.billing, successor.price, successor.as_of)
            == (offer.provider, offer.billing, offer.price, offer.as_of)
            for successor in successors
        ), offer.id


def test_grids_are_between_clean_and_coal(catalogue: Catalogue):
    assert all(0 <= grid.intensity.value <= 1.4 for grid in catalogue.grids)
    for grid in catalogue.grids:
        if grid.country:
            assert catalogue.grid(grid.country).basis == "lifecycle"


def test_the_default_grid_is_the_world(catalogue: Catalogue):
    assert catalogue.assumption("grid_intensity").figure.value == catalogue.grid("world").intensity.value


def test_every_assumption_says_why(catalogue: Catalogue):
    assert all(entry.reason and entry.figure.value > 0 for entry in catalogue.assumptions)


def test_runs_that_count_have_tokens_and_a_plausible_utilization(catalogue: Catalogue):
    for run in catalogue.runs:
        if run.quality == "C":
            continue
        assert run.tokens is not None
        peaks = catalogue.accelerator(run.accelerator).peak
        peak = (peaks.get("bf16") or peaks["fp16"]).value
        work = run.flop_per_parameter_token * run.active_parameters * run.tokens
        assert 0.05 < work / (run.accelerator_hours * 3600 * peak) < 0.65


def test_llama_2_70b_took_1_72_million_hours(catalogue: Catalogue):
    run = next(run for run in catalogue.runs if run.id == "llama2-70b")
    assert run.accelerator_hours == 1_720_320
    assert run.accelerator == "a100-80gb-sxm"


def test_old_facts_are_reported(catalogue: Catalogue):
    assert not any("retrieved" in line for line in stale_facts(catalogue, TODAY))
    later = stale_facts(catalogue, TODAY + datetime.timedelta(days=400))
    assert sum("retrieved" in line for line in later) == len(catalogue.sources)


@pytest.mark.parametrize(
    ("written", "identity"),
    [
        ("uk", "GBR"),
        ("quebec", "CA-QC"),
        ("Québec", "CA-QC"),
        ("ontario", "CA-ON"),
        ("British Columbia", "CA-BC"),
        ("gcp:us-central1", "gcp:us-central1"),
    ],
)
def test_places_are_found_as_people_type_them(catalogue: Catalogue, written: str, identity: str):
    assert catalogue.grid(written).id == identity


@pytest.mark.parametrize(
    ("region", "province"), [("ca-central-1", "CA-QC"), ("canadaeast", "CA-QC"), ("canadacentral", "CA-ON")]
)
def test_a_canadian_region_has_the_grid_of_its_province(catalogue: Catalogue, region: str, province: str):
    own = catalogue.grid(province)
    assert catalogue.grid(region).intensity.value == own.intensity.value
    assert own.intensity.value < catalogue.grid("canada").intensity.value


def test_a_region_belongs_to_its_providers(catalogue: Catalogue):
    assert catalogue.region_providers("us-east-1") == ("aws",)
    assert set(catalogue.region_providers("US-Central1")) == {"gcp", "nebius"}
    assert catalogue.region_providers("mars-1") == ()


def test_a_name_that_is_a_region_of_several_providers_is_asked_back(catalogue: Catalogue):
    names = [grid.id.partition(":")[2] for grid in catalogue.grids if grid.provider]
    shared = {name for name in names if names.count(name) > 1}
    assert shared == {entry.name for entry in catalogue.ambiguities if entry.kind == "grid"} - {"georgia"}


def test_regions_are_read_from_rows_as_from_entries(catalogue: Catalogue) -> None:
    assert catalogue.grids_of_providers == [grid.id for grid in catalogue.grids if grid.provider]
    assert [*catalogue.regions_of_offers] == [*dict.fromkeys((one.provider, one.region) for one in catalogue.offers)]
