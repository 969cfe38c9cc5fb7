"""The operator's refresh, from local catalog files with absurd rows in them."""

import datetime
from pathlib import Path

import pytest

from blockkit.blocks import private_message
from bot.starting import starting_answers
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.errors import CatalogueError
from service.answers import Answers
from service.folder import data_folder
from service.market import load_market, market_of, refresh_market
from service.market_offers import MarketError, MarketOffer, bring_offers

TODAY = datetime.date(2026, 11, 24)
HEADER = "instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size,gpu_vendor\n"
RUNPOD = """8x,US,21.52,8,9,8,H100,80,False,,nvidia
8x,EU,24.00,8,9,8,H100,80,False,,nvidia
1x,US,2.00,8,9,1,H100,80,False,,nvidia
spot,US,10,8,9,8,H100,80,True,,nvidia
absurdly high,US,1e9,8,9,8,H100,80,False,,nvidia
free,US,0,8,9,8,H100,80,False,,nvidia
negative,US,-5,8,9,8,H100,80,False,,nvidia
not a number,US,nan,8,9,8,H100,80,False,,nvidia
endless,US,inf,8,9,8,A100,40,False,,nvidia
malformed,US,abc,8,9,8,H100,80,False,,nvidia
no gpu,US,1,8,9,0,,,False,,
unknown,US,3,8,9,8,RTX6000,24,False,,nvidia
odd memory,US,8,8,9,8,A100,64,False,,nvidia
"""
LAMBDA = "8x,US,32,8,9,8,H100,80,False,,nvidia\nsmall,US,1.29,8,9,1,A10,24,False,,nvidia\n"
GCP = "v5p-8,us,16.8,8,9,1,tpu-v5p-8,95,False,,google\n8x,us,8,8,9,8,V100,32,False,,nvidia\n"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def local_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "catalogs"
    folder.mkdir()
    for provider, rows in (("runpod", RUNPOD), ("lambdalabs", LAMBDA), ("gcp", GCP)):
        (folder / f"{provider}.csv").write_text(HEADER + rows)
    monkeypatch.setenv("GPUHUNT_CATALOG_DIR", str(folder))
    return folder


def test_a_refresh_writes_a_dated_file_that_loads_again(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path / "data", TODAY)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["market-2026-11-24.json"]
    assert load_market(tmp_path / "data") == market


def test_prices_are_per_accelerator_over_nodes_of_eight(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    price = market.of("h100-sxm")
    assert price is not None
    assert price.lowest == 2.69
    assert price.median == pytest.approx(((2.69 + 3.0) / 2 + 4.0) / 2)
    assert price.providers == ("lambdalabs", "runpod")
    assert price.whole_nodes
    spot = market.of("h100-sxm", "spot")
    assert spot is not None
    assert spot.lowest == 1.25


def test_slices_memory_and_small_nodes_are_read_right(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    slices, volta, small = market.of("tpu-v5p"), market.of("v100-32gb-sxm"), market.of("a10")
    assert slices is not None
    assert slices.lowest == 4.2
    assert volta is not None
    assert small is not None
    assert not small.whole_nodes


def test_absurd_rows_are_refused_and_counted(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    assert market.refused == 5
    assert market.unknown == 2
    assert market.of("a100-40gb-sxm") is None
    assert "Refused 5" in market.sentence


@pytest.mark.parametrize(("share", "kept"), [(0.24, False), (0.26, True), (5.9, True), (6.1, False)])
def test_outliers_lie_below_a_quarter_or_above_six_times_the_default(catalogue: Catalogue, share: float, kept: bool):
    offer = MarketOffer("aws", "H100", 80, 8, "on-demand", 8 * 2.95 * share)
    market = market_of([offer], catalogue, TODAY)
    assert (market.of("h100-sxm") is not None) == kept
    assert market.refused == (not kept)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(local_files: Path):
    (local_files / "aws.csv").write_bytes(b"\xff\xfe\x00rubbish")
    assert {offer.provider for offer in bring_offers()} == {"runpod", "lambdalabs", "gcp"}


def test_nothing_to_bring_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GPUHUNT_CATALOG_DIR", str(tmp_path))
    with pytest.raises(MarketError, match="I got no offers"):
        bring_offers()


def test_no_network_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("GPUHUNT_CATALOG_DIR", raising=False)
    monkeypatch.setenv("GPUHUNT_CATALOG_URL", "http://127.0.0.1:9")
    with pytest.raises(MarketError, match="Failed to load"):
        bring_offers()


def test_nobody_refreshed_yet(tmp_path: Path):
    assert load_market(tmp_path) is None


def test_a_broken_market_file_is_named(tmp_path: Path):
    (tmp_path / "market-2026-11-24.json").write_text('{"prices": 3}')
    with pytest.raises(CatalogueError, match=r"market-2026-11-24\.json"):
        load_market(tmp_path)


def test_the_market_is_shown_beside_the_price_that_the_estimate_uses(
    local_files: Path, tmp_path: Path, catalogue: Catalogue
):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    answers = Answers(catalogue, lambda: TODAY, market=market)
    answer = answers.answer("70B 2T h100 mfu=0.4")
    line = "from $2.69, median $3.42 an hour on-demand (2026-11-24, 2 providers); the estimate uses"
    assert line in answer.text
    assert line in str(private_message(answer).blocks)
    assert answer.estimate.answer == Answers(catalogue, lambda: TODAY).answer("70B 2T h100 mfu=0.4").estimate.answer


def test_the_market_leaves_a_price_of_ones_own_alone(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    text = Answers(catalogue, lambda: TODAY, market=market).answer("70B 2T h100 mfu=0.4 price=9").text
    assert "the estimate uses your price, $9.00/h." in text


def test_nothing_is_said_of_an_accelerator_without_a_market(local_files: Path, tmp_path: Path, catalogue: Catalogue):
    assert local_files.exists()
    market = refresh_market(catalogue, tmp_path, TODAY)
    assert "Market" not in Answers(catalogue, lambda: TODAY, market=market).answer("70B 2T b200").text


def test_a_bot_starts_without_a_market_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "market-2026-11-24.json").write_text("{}")
    monkeypatch.setenv("LLMCOST_FOLDER", str(tmp_path))
    assert "Market" not in starting_answers().answer("70B 2T h100").text


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"LLMCOST_FOLDER": "/a", "XDG_DATA_HOME": "/b"}, "/a"),
        ({"XDG_DATA_HOME": "/b"}, "/b/llmcost"),
        ({"HOME": "/c"}, "/c/.local/share/llmcost"),
    ],
)
def test_the_folder_is_the_operators_choice(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], folder: str):
    for name in ("LLMCOST_FOLDER", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert data_folder() == Path(folder)
