"""What an option of a plan or a row of a comparison is called can be typed, and gives the same figures."""

import datetime
import random
from typing import Any

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer

DAY = datetime.date(2026, 11, 24)
RUNS = (
    "1.3B 300B",
    "7B 1T",
    "30B-A3B 1T",
    "llama-2-70b",
    "deepseek-v3",
    "mamba-2.8b 300B",
    "qwen2.5-7b 1B method=lora",
)
WORDS = ("spot", "reserved-1y", "precision=bf16", "seq=8k", "goodput=0.9", "overhead=0", "mfu=0.4", "stack=tuned", "")
CHIPS = ("a100", "h100", "b200", "mi300x", "mi355x", "tpu-v5p", "l40s", "rtx4090")
OPTION = {"price": "price", "accelerator_hours": "accelerator_hours", "wall_clock": "wall_clock", "cost": "total_cost"}


def words(dice: random.Random) -> str:
    said = [dice.choice(RUNS), *dict.fromkeys(dice.choice(WORDS) for _ in range(2))]
    deadline = dice.choice(["", "deadline=20d", "deadline=90d"])
    chips = dice.sample(CHIPS, 2)
    if dice.random() < 0.5:
        return f"plan {' '.join(said)} {chips[0]} {deadline}"
    return f"compare {' '.join(said)} 64x{chips[0]} vs 128x{chips[1]}"


def said_figures(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each text with its figures by the names of an estimate's answer."""
    if found["question"] == "compare":
        return [(row["text"], row["answer"]) for row in found["rows"]]
    options = [*found["front"], *found["let"]]
    return [(one["text"], {name: one[key] for key, name in OPTION.items()}) for one in options]


def ends(figure: dict[str, Any] | None) -> list[float]:
    return [figure[end] for end in ("value", "low", "high")] if figure else []


@pytest.mark.parametrize("seed", range(6))
def test_each_text_typed_gives_its_figures(seed: int, catalogue: Catalogue):
    dice, typed = random.Random(seed), 0
    for _ in range(17):
        text = words(dice)
        try:
            found = answer(text, catalogue, DAY).data()
        except RequestError:
            continue
        for name, figures in said_figures(found):
            again = answer(name, catalogue, DAY).data()["answer"]
            for key, figure in figures.items():
                assert ends(again[key]) == pytest.approx(ends(figure), rel=1e-9), (text, name, key)
            typed += 1
    assert typed > 20
