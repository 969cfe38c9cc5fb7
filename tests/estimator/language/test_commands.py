import datetime

import pytest

from estimator.language import Names, first_word, read

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("help", ("help", "")),
        ("  Help mfu ", ("help", "mfu")),
        ("compare 70B 2T a100", ("compare", "70B 2T a100")),
        ("prices h100", ("prices", "h100")),
        ("save my plan", ("save", "my plan")),
        ("70B 2T a100", None),
        ("accelerators=8 70B 2T", None),
        ("models-of-mine", None),
        ("", None),
    ],
)
def test_the_first_word_tells_a_command_from_an_estimate(text: str, command: tuple[str, str] | None):
    assert first_word(text) == command


def test_share_and_pin_are_deliveries_wherever_they_stand(names: Names):
    assert read("share 70B 2T a100 & pin", names, today=TODAY).deliver == {"share", "pin"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2T 70B h100-pcie", "swapped_quantities"),
        ("70B 2T v5p-512", "slice_size"),
        ("70B 2T a100", "bare_name"),
        ("70B 2T h100-pcie batch=256", "batch_of_sequences"),
        ("70B 2T 2 dgx h100", "machine_size"),
        ("70B 2T dgx h100", "machine_size"),
        ("70B 2T h100-pcie 8 nodes", "node_size"),
        ("70B 2T h100-pcie $80/h per node", "machine_price"),
        ("8x7B 2T h100-pcie", "mixture_size"),
        ("7B chinchilla h100-pcie", "tokens_per_parameter"),
    ],
)
def test_a_reading_that_may_not_be_meant_says_so(names: Names, text: str, code: str):
    assert [doubt.code for doubt in read(text, names, today=TODAY).doubts] == [code]


def test_each_field_knows_where_it_stands(names: Names):
    text = "70B 2T on 8 × H100, 50% mfu"
    spans = read(text, names, today=TODAY).spans
    assert {field: text[start:end] for field, (start, end) in spans.items()} == {
        "parameters": "70B",
        "tokens": "2T",
        "accelerator": "8 × H100",
        "accelerators": "8 × H100",
        "mfu": "50% mfu",
    }
