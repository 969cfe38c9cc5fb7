"""Speeds as people quote them ask what MFU that is."""

import pytest

from estimator.language import first_word

OBSERVED = [
    ("7B runs at 9600 tokens/sec per H100: MFU?", "H100 9600 tok/s/gpu"),
    ("7B on H100s, 9600 toks / sec per gpu", "9600 tok/s/gpu"),
    ("we see 3,200 tokens per second on each A100 with 8B", "A100 3,200 tok/s/gpu"),
    ("8B, 14,982 tokens per gpu per second, h100", "14,982 tok/s/gpu"),
    ("13B at 95k tokens/s on 64 A100", "95k tok/s on"),
    ("32B, 420 TFLOPs on each H200: MFU?", "H200 420TFLOP/s/gpu"),
    ("I get 0.4 petaflops per H100 with 70B", "H100 0.4PFLOP/s/gpu"),
    ("7B, 12 s/step, 4M batch, 64xh100", "step=12s"),
    ("7B 64xh100 560ms per iteration", "step=560ms"),
    ("iteration time is 4.3s for 7B on 8 a100", "step=4.3s"),
    ("7B on 8 a100 does 0.5 it/s", "step=2s"),
]


@pytest.mark.parametrize(("text", "part"), OBSERVED)
def test_a_speed_in_a_sentence_is_observed(text: str, part: str):
    word, rest = first_word(text) or ("", "")
    assert word == "observe"
    assert part in rest


@pytest.mark.parametrize(
    "text",
    [
        "7B 1T peak=71TFLOP/s memory=48GB",
        "7B 1T with a peak of 312 TFLOPS, which we reach",
        "7B 1T 312 TFLOP/s",
        "70B 2T 8 h100s",
        "7B h100 20k steps batch=1M",
        "what does 7B on 1T tokens take",
    ],
)
def test_what_is_no_speed_is_an_estimate(text: str):
    assert first_word(text) is None


def test_what_is_weighed_against_another_is_compared():
    assert first_word("A100 vs H100 for 7B on 1T tokens?") == ("compare", "A100 vs H100 for 7B on 1T tokens?")
