import datetime

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import Names, Reading, read

TODAY = datetime.date(2026, 11, 24)
A100 = {"accelerator": "a100-80gb-sxm"}
H100 = {"accelerator": "h100-sxm"}


def fields(reading: Reading) -> dict[str, object]:
    return reading.request.model_dump(exclude_none=True, exclude={"text"})


def unused(reading: Reading) -> list[str]:
    return [doubt.message for doubt in reading.doubts if doubt.code == "not_used"]


ASKED = [
    (
        "fine-tune llama 2 13b on one H100, a million samples, one epoch: how long?",
        {"model": "llama-2-13b", "method": "finetune", "tokens": 512e6, "epochs": 1, **H100, "accelerators": 1},
    ),
    (
        "2.4B on 1.1T tokens with 160 A100: how many A100 hours?",
        {"parameters": 2.4e9, "tokens": 1.1e12, **A100, "accelerators": 160},
    ),
    (
        "qlora for 70b on a single 80 GB a100, does it fit",
        {"parameters": 70e9, "method": "qlora", **A100, "accelerators": 1},
    ),
    (
        "lora r=16, 7b, 52k alpaca samples, 10 epochs, RTX 3090",
        {
            "parameters": 7e9,
            "method": "lora",
            "adapter_rank": 16,
            "tokens": 52_000 * 512 * 10,
            "epochs": 10,
            "accelerator": "rtx3090",
        },
    ),
    ("GPT-2 1.5B, 24 hours on 8 H100", {"model": "gpt2-xl", "deadline": 1, **H100, "accelerators": 8}),
    (
        "are 8 A100 80 GB enough to fully fine-tune llama2 70b",
        {"model": "llama-2-70b", "method": "finetune", **A100, "accelerators": 8},
    ),
    (
        "SFT of mistral 7b, 60,000 entries, 3 epochs, 8 A100",
        {
            "model": "mistral-7b",
            "method": "finetune",
            "tokens": 60_000 * 512 * 3,
            "epochs": 3,
            **A100,
            "accelerators": 8,
        },
    ),
    (
        "GPT-2 XL, 400K steps, batch 1024, one A100, 50 % MFU",
        {
            "model": "gpt2-xl",
            "tokens": 400e3 * 1024 * 1024,
            "batch_tokens": 1024 * 1024,
            **A100,
            "accelerators": 1,
            "mfu": 0.5,
        },
    ),
    ("32 H100s for two weeks: how big a model could I train?", {**H100, "accelerators": 32, "deadline": 14}),
    (
        "70B, 15T tokens, across 1,024 H100s, how many days",
        {"parameters": 70e9, "tokens": 15e12, **H100, "accelerators": 1024},
    ),
    (
        "train 7B from scratch on 1T tokens with 8 80GB A100s, how much?",
        {"parameters": 7e9, "tokens": 1e12, "method": "pretrain", **A100, "accelerators": 8},
    ),
    ("70b llama2 2T h100", {"model": "llama-2-70b", "tokens": 2e12, **H100}),
    ("llama 13b 1T h100", {"model": "llama-13b", "tokens": 1e12, **H100}),
    ("GPT-2 (124M) 300B tokens 8 A100", {"model": "gpt2", "tokens": 300e9, **A100, "accelerators": 8}),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_a_question_in_a_persons_own_words_is_read_as_meant(
    catalogue: Catalogue, text: str, expected: dict[str, object]
):
    assert fields(read(text, catalogue.names, today=TODAY)) == expected


WORK = {"parameters": 7e9, **H100}
DATA = [
    ("10,000 documents of 2,000 tokens each", 20e6),
    ("10k documents, 2,000 tokens per document", 20e6),
    ("10k documents, 2k tokens each", 20e6),
    ("10k rows x 512", 5.12e6),
    ("10k training examples with 300 words each", 4e6),
    ("10k samples seq=1024", 10.24e6),
    ("20 billion words", 80e9 / 3),
    ("100GB of text", 25e9),
    ("a 1 TB corpus", 250e9),
    ("4 billion characters", 1e9),
    ("a trillion tokens", 1e12),
    ("5,000 optimizer steps with a batch of 4M tokens", 20e9),
    ("20k steps batch=1M", 20e9),
    ("20k steps batch=256 seq=2048", 20e3 * 256 * 2048),
    ("20k steps of 256 samples per step seq=2048", 20e3 * 256 * 2048),
]


@pytest.mark.parametrize(("text", "tokens"), DATA)
def test_data_as_people_have_it_is_tokens(names: Names, text: str, tokens: float):
    assert read(f"7B params on {text}, h100", names, today=TODAY).request.tokens == pytest.approx(tokens)


@pytest.mark.parametrize("text", ["10k samples", "20 billion words", "100GB of text", "20k steps"])
def test_what_was_made_of_data_is_said(names: Names, text: str):
    reading = read(f"7B params, {text}, batch=1M h100", names, today=TODAY)
    assert any(text in doubt.message and doubt.level == "note" for doubt in reading.doubts)


def test_steps_and_tokens_make_the_batch(names: Names):
    assert read("7B 20B h100 5,000 steps", names, today=TODAY).request.batch_tokens == 4e6


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a single h100", 1),
        ("one h100", 1),
        ("a dozen h100s", 12),
        ("a couple of h100s", 2),
        ("8X H100", 8),
        ("H100x2", 2),
        ("8 80GB h100s", 8),
        ("across 1,024 h100", 1024),
        ("two nodes of 8 h100", 16),
    ],
)
def test_accelerators_are_counted_in_words(names: Names, text: str, count: int):
    assert fields(read(f"7B 1T {text}", names, today=TODAY)) == {**WORK, "tokens": 1e12, "accelerators": count}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Can I train 7B on 1T tokens overnight with h100, purple monkey?", "Not used: overnight, purple monkey."),
        ("I want my colleague's 7B on 1T tokens, h100", "Not used: colleague's."),
        ("sheared llama 7.7B on 1T tokens, h100?", "Not used: sheared llama."),
        ("7B 1T h100, not sure?", "Not used: not sure."),
    ],
)
def test_what_a_sentence_says_beside_is_listed_in_one_note(names: Names, text: str, note: str):
    reading = read(text, names, today=TODAY)
    assert unused(reading) == [note]
    assert reading.request.tokens == 1e12
    assert all(doubt.level == "note" for doubt in reading.doubts if doubt.code == "not_used")


@pytest.mark.parametrize("text", ["How many days does 7B on 1T tokens take with 8 h100?", "7B 1T h100"])
def test_nothing_is_noted_where_everything_was_used(names: Names, text: str):
    assert unused(read(text, names, today=TODAY)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("how much to train 7B 1T on h10?", "h10"),
        ("how much to train lama 2 70b on h100?", "lama 2 70b"),
        ("how much to train deepseekk on h100?", "deepseekk"),
        ("how much is 7B 1T h100 with colour=red?", "colour="),
        ("how much is 7B 1T on h100 with 17?", "17"),
        ("how much is 7B 1T on h100, not spot?", "not"),
        ("how much is 7B 1T on h100 spott?", "spott"),
        ("how much is 7B on h100 with 3M images?", "images"),
        ("how much is 7B 1T on h100 and a100?", "a100"),
        ("how much is 7B on h100 with 400K steps?", "400K steps"),
        ("how much is 7B 20B on h100 with 512 tokens per sample?", "512 tokens per sample"),
        ("7B on h100 with 300B tokens, 400K steps batch=4M", "400K steps"),
    ],
)
def test_what_is_uncertain_in_a_sentence_is_asked_back(names: Names, text: str, word: str):
    with pytest.raises(RequestError) as caught:
        read(text, names, today=TODAY)
    assert word in caught.value.message


def test_a_batch_as_large_as_a_sequence_is_long_counts_sequences(names: Names):
    assert read("7B 1T h100 batch=1024 seq=1024", names, today=TODAY).request.batch_tokens == 1024 * 1024
    assert read("7B 1T h100 batch=1024tokens seq=1024", names, today=TODAY).request.batch_tokens == 1024


def test_the_rank_of_an_adapter_is_read_and_written(names: Names):
    for text in ("lora r=8", "lora rank 8", "lora lora_rank=8"):
        assert read(f"7B 20M {text} h100", names, today=TODAY).request.adapter_rank == 8


@pytest.mark.parametrize(
    "text", ["7B runs at 9600 tokens/sec per H100: MFU?", "32B, 420 TFLOPs on each H200: MFU?", "7B 1T h100 9600 tok/s"]
)
def test_a_measured_speed_is_sent_to_what_observes(names: Names, text: str):
    with pytest.raises(RequestError) as refused:
        read(text, names, today=TODAY)
    assert "observe" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "finetuning 7B on 15M tokens on one h100 took 88 hours, is this normal?",
        "I trained 7B for 10B tokens on one h100, it needed 30 hours. Does this sound right?",
        "7B 1T on 64 h100: it takes 40 days, does that make sense?",
        "70B took 1.3M GPU hours on 2T tokens and 2048 h100, what does that cost?",
        "training a 7B on 52k samples took only 40 minutes with 8 h100s, does that make sense?",
    ],
)
def test_what_a_run_took_is_no_limit_and_is_said(names: Names, text: str):
    reading = read(text, names, today=TODAY)
    assert reading.request.deadline is None
    assert [doubt.code for doubt in reading.doubts if doubt.code == "time_taken"] == ["time_taken"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7B 1T on 64 h100, it can't take more than 40 days?", 40),
        ("how many h100 for 7B on 1T tokens in 2 weeks?", 14),
        ("how much will my 7B run on 256 h100 cost if it takes 10 days?", 10),
        ("how large a model fits in 6,400 GPU-hours on 64 h100?", 100 / 24),
        ("how many tokens for a 7B in 1,536 h100 hours with gpus=64?", 1),
    ],
)
def test_a_time_that_a_run_may_take_is_a_limit(names: Names, text: str, days: float):
    assert read(text, names, today=TODAY).request.deadline == pytest.approx(days)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("how many h100 to tune 7B, full parameter? lora is not the best option", "finetune"),
        ("how long to finetune 7B on h100 instead of lora?", "finetune"),
        ("can a 3B model be full-finetuned on an h100?", "finetune"),
        ("which is cheaper for 70B lora: 4x h100?", "lora"),
        ("how long does QLoRA fine-tuning of 7B take on one h100?", "qlora"),
        ("if I use 4-bit, can a 13B be trained with lora on one h100?", "qlora"),
        ("what does RL with GRPO on a 32B take on 8 h100?", "grpo"),
    ],
)
def test_a_method_is_the_one_that_is_meant(names: Names, text: str, method: str):
    assert read(text, names, today=TODAY).request.method == method


@pytest.mark.parametrize(
    "text",
    [
        "how much for 7B on 1T tokens? the uni provides h100",
        "7B 1T on h100, how long and how much $$?",
        "how long does a hello-qwen-7b take on 1T tokens with h100?",
    ],
)
def test_a_harmless_word_near_a_key_refuses_nothing(names: Names, text: str):
    found = read(text, names, today=TODAY).request
    assert (found.parameters, found.tokens, found.accelerator) == (7e9, 1e12, "h100-sxm")


def test_a_key_with_a_typing_error_before_its_value_is_asked_back(names: Names):
    with pytest.raises(RequestError, match="precison"):
        read("how long does 7B 1T on h100 take with precison bf16?", names, today=TODAY)


@pytest.mark.parametrize("unit", ["A100-hours", "A100 hours", "A100-days", "A100 years"])
def test_hours_of_a_chip_name_the_chip_and_no_time(names: Names, unit: str):
    found = read(f"how many {unit} does 7B on 1T tokens take?", names, today=TODAY).request
    assert (found.accelerator, found.deadline) == (A100["accelerator"], None)


def test_the_first_of_two_sizes_is_the_teachers(names: Names):
    found = read("what does it cost to distill a 70B into an 8B on 10B tokens?", names, today=TODAY).request
    assert (found.teacher_parameters, found.parameters, found.tokens) == (70e9, 8e9, 10e9)


def test_a_model_to_train_to_a_ratio_is_not_the_model_of_that_name(names: Names):
    found = read("what does it cost to train a 3B model to chinchilla optimal?", names, today=TODAY).request
    assert (found.model, found.parameters, found.tokens) == (None, 3e9, 60e9)


def test_a_colon_behind_a_word_that_is_no_key_only_pauses(names: Names):
    found = read("I need to choose: 7B, 1T tokens, on 8 h100?", names, today=TODAY).request
    assert (found.parameters, found.tokens, found.accelerators) == (7e9, 1e12, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("price of 7B on 2T tokens with h100 reserved for a year?", {"billing": "reserved-1y", "tokens": 2e12}),
        ("how does the cost change if MFU drops to 30% for 70B 2T?", {"mfu": 0.3, "tokens": 2e12}),
        ("Estimating 30B pretraining with 4096 h100, 2T tokens", {"method": "pretrain", "accelerators": 4096}),
        ("I'd love an estimate of the energy a 1B/100B tokens run on h100 uses", {"parameters": 1e9, "tokens": 100e9}),
        ("train a 1B on 20B tokens on a single h100, days?", {"accelerators": 1, "tokens": 20e9}),
        ("Kindly advise cost for 2.7B chinchilla-optimal on h100", {"tokens": 54e9}),
        ("deepseek v3 but on h100s instead", {"model": "deepseek-v3", **H100}),
        (
            "continue pretraining deepseek v3 on 50B tokens of japanese with 32 h100, seq 8k",
            {"tokens": 50e9, "accelerators": 32},
        ),
        ("cost per billion tokens for 70B training on H100", {"tokens": 1e9, "parameters": 70e9}),
        (
            "thinking about fine tuning deepseek v3 on 200k support tickets, 4xL40S, budget roughly $500",
            {"tokens": 200_000 * 512, "budget": 500},
        ),
        ("$50k on H100s at $2: what's the biggest chinchilla optimal model", {"budget": 50_000, "price": 2}),
        ("用8卡h100全参数微调7B，5万条数据，3个epoch，要多久？", {"method": "finetune", "tokens": 50_000 * 512 * 3}),
    ],
)
def test_words_of_a_question_are_read_where_they_stand(names: Names, text: str, expected: dict[str, object]):
    found = fields(read(text, names, today=TODAY))
    assert {name: found.get(name) for name in expected} == expected
    assert "deadline" not in found


def test_a_weekend_is_two_days(names: Names):
    assert read("one 8xH100 node for a weekend, what can I train?", names, today=TODAY).request.deadline == 2


def test_a_time_on_some_accelerators_leaves_the_optimum_to_be_solved_for(names: Names):
    found = read("biggest chinchilla optimal model on 8xh100 in 2 days?", names, today=TODAY).request
    assert (found.parameters, found.tokens, found.deadline, found.accelerators) == (None, None, 2, 8)


def test_work_that_may_be_a_speed_is_asked_back(names: Names):
    with pytest.raises(RequestError) as raised:
        read("3e15 flops on h100", names, today=TODAY)
    assert raised.value.suggestions == ("optimal 3e15 flops",)
