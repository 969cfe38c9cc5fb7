"""Data sets by name are tokens or samples, unless how many is said."""

import datetime

import pytest

from estimator.language import Names, read

TODAY = datetime.date(2026, 11, 24)


def _tokens(text: str, names: Names) -> float | None:
    return read(text, names, today=TODAY).request.tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1.3B on The Pile with 32 v100", 371e9),
        ("8B FineWeb-Edu 64xh100", 1.3e12),
        ("8B on fineweb-edu 10BT, 64xh100", 10e9),
        ("8B on the pile (371B) 64xh100", 371e9),
        ("lora 7b alpaca t4", 52_000 * 512),
        ("lora 7b alpaca 20k t4", 20_000 * 512),
        ("lora 7b alpaca of 300 tokens each t4 seq=1024", 52_000 * 300),
    ],
)
def test_a_data_set_is_its_tokens_or_samples(text: str, tokens: float, names: Names):
    assert _tokens(text, names) == pytest.approx(tokens)


@pytest.mark.parametrize(
    "text", ["1.3B 300B tokens of the pile, 64 a100", "1.3B 300B the pile 64xa100", "the pile 1.3B 300B 64xa100"]
)
def test_what_is_said_of_the_data_counts_and_its_name_is_noted(text: str, names: Names):
    found = read(text, names, today=TODAY)
    assert found.request.tokens == 300e9
    assert any(doubt.code == "not_used" and "pile" in doubt.message for doubt in found.doubts)


def test_an_answer_says_who_counted_and_whether_that_was_seen(names: Names):
    (doubt,) = (one for one in read("8B fineweb-edu h100", names, today=TODAY).doubts if one.code == "dataset")
    assert "FineWeb-Edu has 1.3T tokens: a card (not seen there)" in doubt.message
