import datetime
from collections.abc import Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from estimator.language import Names, read

TODAY = datetime.date(2026, 11, 24)
WAYS: Mapping[str, tuple[Mapping[str, object], tuple[str, ...]]] = {
    "parameters": (
        {"parameters": 70e9},
        ("70B params", "params=70B", "70 billion parameters", "70B-parameter model", "a 70e9 parameter model"),
    ),
    "tokens": ({"tokens": 2e12}, ("2T tokens", "tokens=2T", "on 2 trillion tokens", "2e12 tokens", "tokens: 2T")),
    "accelerator": (
        {"accelerator": "h100-sxm", "accelerators": 1024},
        (
            *(
                "1024xh100",
                "1024 × h100",
                "1024 h100s",
                "h100 x 1024",
                "h100x1024",
                "128 nodes of 8 h100",
                "128x8 h100",
            ),
            *("gpu=h100 gpus=1024", "1,024 H100-80GB gpus", "gpus=1024xh100", "1024x h100 sxm5"),
        ),
    ),
    "mfu": (
        {"mfu": 0.5},
        ("mfu=0.5", "mfu=50%", "50% mfu", "mfu 0.5", "mfu of 50%", "MFU: 50 %", "at 50% MFU", "mfu=.5"),
    ),
    "price": (
        {"price": 1.8},
        (
            *(
                "price=1.8",
                "$1.80/h",
                "$1.8/gpu-hour",
                "price=1.8/h",
                "at $1.80 an hour",
                "1.8 usd/h",
                "$1.80 per gpu hour",
            ),
            "price of $1.80",
        ),
    ),
    "billing": ({"billing": "reserved-1y"}, ("billing=reserved-1y", "reserved 1y", "1 year reserved", "1y reserved")),
    "place": (
        {"provider": "aws", "region": "us-east-1"},
        ("on aws us-east-1", "provider=aws region=us-east-1", "aws in us-east-1"),
    ),
    "deadline": (
        {"deadline": 42},
        ("deadline=6w", "in 6 weeks", "within 42 days", "by 2027-01-05", "42d", "deadline of 6 weeks"),
    ),
    "budget": (
        {"budget": 3e6},
        ("budget=$3M", "for under $3M", "budget $3M", "$3M budget", "at most 3 million dollars"),
    ),
    "precision": ({"precision": "fp8"}, ("precision=fp8", "fp8", "in fp8", "fp8 precision", "precision fp8")),
    "sequence": (
        {"sequence_length": 8192},
        ("seq=8k", "8k context", "seq_len=8192", "sequence length 8192", "8192 token context"),
    ),
    "recompute": ({"recompute": "full"}, ("recompute=full", "full recompute", "full recomputation", "recompute full")),
    "method": ({"method": "lora"}, ("method=lora", "lora", "fine-tune with lora")),
    "batch": ({"batch_tokens": 4e6}, ("batch=4M", "4M token batch", "batch size of 4M tokens", "batch 4M")),
    "stack": ({"stack": "tuned"}, ("stack=tuned", "tuned", "tuned stack")),
    "goodput": ({"goodput": 0.9}, ("goodput=0.9", "90% goodput", "goodput of 90%")),
    "pue": ({"pue": 1.1}, ("pue=1.1", "pue 1.1", "PUE: 1.1")),
    "grid": ({"grid": "france"}, ("grid=france", "in france", "grid: France")),
    "power": ({"electricity_price": 0.12}, ("power=0.12/kWh", "$0.12/kWh", "power=$0.12 per kWh", "$0.12 per kWh")),
    "overhead": ({"overhead": 0.2}, ("overhead=20%", "20% overhead", "overhead 0.2")),
}


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    kinds = draw(st.lists(st.sampled_from(sorted(WAYS)), unique=True, min_size=1))
    expected = {name: value for kind in kinds for name, value in WAYS[kind][0].items()}
    parts = [draw(st.sampled_from(WAYS[kind][1])) for kind in kinds]
    joined = draw(st.sampled_from([" ", ", ", " and ", "  "])).join(parts)
    return draw(st.sampled_from([joined, joined.upper(), joined.lower()])), expected


@given(sentences())
@example(("2T tokens, seq 4096", {"tokens": 2e12, "sequence_length": 4096}))
@settings(max_examples=600, deadline=None)
def test_words_come_in_any_order_and_any_case(names: Names, sentence: tuple[str, dict[str, object]]):
    text, expected = sentence
    request = read(text, names, today=TODAY).request
    assert request.model_dump(exclude_none=True, exclude={"text"}) == expected, text
