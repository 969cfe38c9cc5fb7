import datetime
import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from estimator.errors import ConflictError, RequestError
from estimator.language import Names, Reading, read, write
from estimator.language.data import SAMPLES
from estimator.language.filler import FILLER, PARTS_OF_NAMES
from estimator.language.options import KEYS
from estimator.request import Request

TODAY = datetime.date(2026, 11, 24)
SHARES = st.floats(min_value=0.01, max_value=1)
WORDS = st.sampled_from(
    [
        *sorted(FILLER),
        *sorted(KEYS),
        *("70B", "2T", "7e10", "0", "-1", "nan", "1e999", "50%", "x3", "x", "8", "8x", "16x8", "$", "$2/h", "$3M", "="),
        *("h100", "a100", "llama-2-70b", "h10", "v5p-512", "8xh100", "h100x8", "671B-A37B", "37b/2", "mi300", "6000"),
        *("30d", "weeks", "by", "2027-03-01", "march", "2027", "spot", "reserved", "1y", "aws", "france", "in", "fp8"),
        *("/", "per", "hour", "kwh", "<", ">", '"', "hf:a/b", "share", "pin", "million", "dollars", "%", "epochs"),
    ]
)


PLACES: list[dict[str, str]] = [
    *({}, {"provider": "aws"}, {"provider": "runpod"}, {"region": "moon-1"}),
    {"provider": "runpod", "region": "moon-1"},
    *({"provider": "aws", "region": "us-east-1"}, {"provider": "azure", "region": "East US"}),
    *({"provider": "gcp", "region": "us-central1"}, {"provider": "nebius", "region": "us-central1"}),
]


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


@st.composite
def requests(draw: st.DrawFn) -> Request:
    size = st.floats(1e6, 1e15) | st.integers(10**6, 10**15) | st.sampled_from([7e10, 70.55e9, 1.5e12])
    batch = st.floats(1e6, 1e12) | st.integers(10**6, 10**12)
    parameters = draw(optional(size))
    return Request(
        model=draw(st.sampled_from([None, "llama-2-70b", "deepseek-v3", "hf:Qwen/Qwen3-8B"]))
        if not parameters
        else None,
        parameters=parameters,
        active_parameters=draw(optional(st.floats(min_value=max(1e6, parameters / 10), max_value=parameters)))
        if parameters
        else None,
        tokens=draw(optional(size)),
        epochs=draw(optional(st.floats(min_value=0.01, max_value=1e3) | st.integers(1, 9))),
        accelerator=draw(st.sampled_from([None, "a100-80gb-sxm", "rtx4090", "tpu-v5p", "h100-sxm"])),
        accelerators=draw(optional(st.integers(1, 10**8))),
        mfu=draw(optional(SHARES)),
        price=draw(optional(st.floats(min_value=1e-3, max_value=1e4))),
        billing=draw(st.sampled_from([None, "on-demand", "spot", "reserved-1y", "reserved-3y", "capacity-block"])),
        **draw(st.sampled_from(PLACES)),
        precision=draw(st.sampled_from([None, "bf16", "fp16", "fp8", "fp4", "tf32", "fp32"])),
        sequence_length=draw(optional(st.integers(16, 10**6))),
        recompute=draw(st.sampled_from([None, "none", "selective", "full"])),
        method=draw(st.sampled_from([None, "pretrain", "finetune", "lora", "qlora", "dpo"])),
        batch_tokens=draw(optional(batch)),
        optimizer=draw(st.sampled_from([None, "adam", "adam-8bit", "muon", "sgd"])),
        adapter_rank=draw(optional(st.integers(1, 512))),
        stack=draw(st.sampled_from([None, "typical", "tuned", "megatron", "llm.c"])),
        tensor_parallel=draw(optional(st.integers(1, 64))),
        pipeline_parallel=draw(optional(st.integers(1, 64))),
        context_parallel=draw(optional(st.integers(1, 64))),
        expert_parallel=draw(optional(st.integers(1, 512))),
        zero_stage=draw(optional(st.integers(0, 3))),
        micro_batch=draw(optional(st.integers(1, 64))),
        year=draw(optional(st.integers(2017, 2040))),
        memory=draw(optional(st.floats(min_value=1e9, max_value=1e14) | st.sampled_from([48e9, 80e9]))),
        goodput=draw(optional(SHARES)),
        pue=draw(optional(st.floats(min_value=1, max_value=10))),
        grid=draw(st.sampled_from([None, "france", "us-virginia"])),
        electricity_price=draw(optional(st.floats(min_value=1e-4, max_value=100))),
        overhead=draw(optional(st.floats(min_value=0, max_value=9.9))),
        deadline=draw(optional(st.floats(min_value=1 / 24, max_value=36_525))),
        budget=draw(optional(st.floats(min_value=1, max_value=1e14))),
        peak_throughput=draw(optional(st.floats(min_value=1e12, max_value=9e17) | st.sampled_from([312e12, 989.5e12]))),
        as_of=draw(optional(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
    )


@given(request=requests())
@settings(max_examples=300, deadline=None)
def test_writing_and_reading_a_request_loses_nothing(names: Names, request: Request):
    assume(write(request))
    again = read(write(request), names, today=TODAY).request
    assert again.model_copy(update={"text": ""}) == request


def attempt(text: str, names: Names) -> Reading | RequestError:
    try:
        return read(text, names, today=TODAY)
    except RequestError as error:
        return error


@example(text="VRAM nan")
@given(text=st.text(max_size=80) | st.text(string.printable, max_size=80) | st.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=2000, deadline=None)
def test_any_text_is_read_or_refused_with_a_sentence(names: Names, text: str):
    outcome = attempt(text, names)
    if isinstance(outcome, RequestError):
        assert outcome.message.endswith((".", "?"))
        assert outcome.span is None or 0 <= outcome.span[0] <= outcome.span[1] <= len(text)
    else:
        assert outcome.request.text == text


@given(word=st.text(string.ascii_lowercase, min_size=4, max_size=9), place=st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_a_word_that_nobody_knows_is_never_dropped(names: Names, word: str, place: int):
    words = ["70B", "2T", "8xh100", "mfu=0.5"]
    assume(not known(word, names))
    with pytest.raises(RequestError) as caught:
        read(" ".join([*words[:place], word, *words[place:]]), names, today=TODAY)
    assert word in caught.value.message or isinstance(caught.value, ConflictError)


def known(word: str, names: Names) -> bool:
    # behind a number these are part of it: `mfu=0.5 percent`, `70B dollars`, `2T words`
    return (
        word in KEYS
        or word in PARTS_OF_NAMES
        or word in {"percent", "dollar", "dollars", "words", "characters", *SAMPLES}
        or not isinstance(attempt(word, names), RequestError)
    )


EXAMPLES = {option.field: option.example for option in KEYS.values()}
# their value has to agree with what else is said
TOGETHER = {
    *("gpus_per_node=8", "nodes=16", "tokens_per_parameter=20", "region=us-east-1", "steps=100k"),
    "completion_length=1024",
}


@pytest.mark.parametrize("example", sorted(set(EXAMPLES.values()) - TOGETHER))
def test_the_same_option_said_twice_is_said_once(names: Names, example: str):
    once, twice = (read(text, names, today=TODAY).request for text in (example, f"{example} {example}"))
    assert twice == once.model_copy(update={"text": twice.text})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("mfu=0.4", "mfu=0.5"), ("price=2", "price=3"), ("recompute=full", "recompute=none"), ("tp=8", "tp=4")),
        *(
            ("billing=spot", "billing=on-demand"),
            ("seq=4096", "seq=8192"),
            ("batch=4M", "batch=2M"),
            ("gpus=8", "gpus=16"),
        ),
        *(("method=lora", "method=dpo"), ("precision=bf16", "precision=fp8"), ("memory=48GB", "memory=80GB")),
        *(("stack=tuned", "stack=typical"), ("year=2023", "year=2024"), ("provider=aws", "provider=gcp")),
        *(("grid=france", "grid=us"), ("epochs=2", "epochs=3"), ("budget=$3M", "budget=$4M"), ("zero=1", "zero=3")),
    ],
)
def test_two_values_for_one_option_are_named(names: Names, one: str, other: str):
    for first, second in ((one, other), (other, one)):
        with pytest.raises(ConflictError) as caught:
            read(f"70B 2T h100 {first} {second}", names, today=TODAY)
        assert f'"{first}" and "{second}"' in caught.value.message
