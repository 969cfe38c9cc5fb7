"""`llmcost prices refresh`, from local catalog files, and what answers say of it afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OFFERS = """instance_name,location,price,cpu,memory,gpu_count,gpu_name,gpu_memory,spot,disk_size,gpu_vendor
8x,US,21.52,8,9,8,H100,80,False,,nvidia
absurd,US,1e9,8,9,8,H100,80,False,,nvidia
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with one provider's file and an empty data folder."""
    (tmp_path / "runpod.csv").write_text(OFFERS)
    return {**os.environ, "GPUHUNT_CATALOG_DIR": str(tmp_path), "LLMCOST_FOLDER": str(tmp_path / "data")}


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "estimator", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_refresh_says_what_came_of_it_and_answers_show_the_market(environment: dict[str, str]) -> None:
    done = run(environment, "prices", "refresh")
    assert done.returncode == 0
    assert "Read 2 offers: 1 prices" in done.stdout
    assert "Refused 1" in done.stdout
    answer = run(environment, "70B", "2T", "h100").stdout
    assert "Market   from $2.69, median $2.69 an hour on-demand" in answer


def test_a_refresh_writes_into_the_folder_that_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    assert run(environment, "prices", "refresh", "--folder", str(tmp_path / "there")).returncode == 0
    assert [path.suffix for path in (tmp_path / "there").iterdir()] == [".json"]


def test_a_market_that_cannot_be_read_is_told_and_the_answer_comes(environment: dict[str, str]) -> None:
    folder = Path(environment["LLMCOST_FOLDER"])
    folder.mkdir()
    (folder / "market-2026-11-24.json").write_text("{}")
    done = run(environment, "70B", "2T", "h100")
    assert done.returncode == 0
    assert "is not a market file" in done.stderr
