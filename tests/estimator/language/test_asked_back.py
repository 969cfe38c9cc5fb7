"""Where two readings are plausible both are offered, and where several things are asked the first is answered."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import Names, read
from estimator.questions.table import answer

TODAY = datetime.date(2026, 11, 24)


OFFERED = [
    ("cheaper to train 7B on 2T tokens with A100s or H100s?", "compare 7B on 2T tokens with A100s vs H100s?"),
    ("what does 7B on 1T tokens take on 32 A100/H100?", "compare 7B on 1T tokens take on 32 A100 vs H100?"),
    ("how long does it take to finetune a 7B and 13B model?", "how long does it take to finetune a 13B model?"),
    ("how much cheaper is deepseek v3 compared to llama 3.1 405b?", "compare deepseek v3 vs llama 3.1 405b?"),
    ("70B 2T tpu v5", "70B 2T tpu-v5p"),
    ("is it worth to use H200 in place of H100 for 70B on 5T tokens?", "compare H200 vs H100 for 70B on 5T tokens?"),
    ("is a H200 faster than a H100 for 70B on 1T tokens?", "compare H200 vs H100 for 70B on 1T tokens?"),
    ("will QLoRA of 8B fit into 12GB VRAM?", "will QLoRA of 8B fit into rtx4090?"),
    ("fine-tune llama on 8 h100", "fine-tune llama-3.1-8b on 8 h100"),
    ("how long to finetune qwen2.5 on 8 a100?", "how long to finetune qwen2.5-7b on 8 a100?"),
    ("llama 7/13/70b lora on 8 h100, how long?", "llama 13b lora on 8 h100, how long?"),
    ("best way to fine-tune a 70B with 192GB total VRAM?", "best way to fine-tune a 70B with 4 x rtx-a6000?"),
    ("how long to finetune llama 2 7B or 13B on 8 a100?", "compare finetune llama 2 7B vs 13B on 8 a100?"),
    (
        "if 4xA100 is $8 per hour, what does 7B on 1B tokens cost?",
        "if 4xA100 is $2/gpu-hour, what does 7B on 1B tokens cost?",
    ),
    (
        "how many tokens can I train a 7B on with 10,000 H100 hours?",
        "how many tokens can I train a 7B on with 64xh100-sxm for 6.51 days?",
    ),
]


@pytest.mark.parametrize(("text", "offered"), OFFERED)
def test_both_readings_are_offered_and_each_can_be_asked(catalogue: Catalogue, text: str, offered: str):
    with pytest.raises(RequestError) as caught:
        ask(text, catalogue, TODAY)
    assert offered in caught.value.suggestions
    assert len(caught.value.suggestions) > 1
    for request in caught.value.suggestions:
        answer(request, catalogue, TODAY)


def test_the_first_of_two_requests_is_answered_and_the_other_named(names: Names):
    text = "We have 16 A100. Train 1.3B for 30B tokens. Also considering 2.7B for 60B tokens. How long for each?"
    found = read(text, names, today=TODAY)
    assert (found.request.parameters, found.request.tokens, found.request.accelerators) == (1.3e9, 30e9, 16)
    (doubt,) = (one for one in found.doubts if one.code == "also_asked")
    assert "Also considering 2.7B for 60B tokens." in doubt.message


def test_a_size_that_a_sentence_says_twice_is_one_size(names: Names):
    found = read("8 h100, OOM with a 7B, is that enough to finetune the 7B?", names, today=TODAY).request
    assert (found.parameters, found.tokens) == (7e9, None)


@pytest.mark.parametrize(
    ("text", "accelerator", "count"),
    [
        ("how many A100 (40GB) for a 13B finetune?", "a100-40gb-sxm", None),
        ("8 4090, 24GB each, to finetune 7B?", "rtx4090", 8),
        ("llama 2 70b finetune on 8 x 80GB GPUs?", "h100-sxm", 8),
        ("least number of 80 GB GPUs to train a 40B", "h100-sxm", None),
        ("is 24GB of VRAM enough for a 7B lora?", "rtx4090", None),
    ],
)
def test_a_memory_names_the_variant_or_the_card(text: str, accelerator: str, count: int | None, names: Names):
    found = read(text, names, today=TODAY).request
    assert (found.accelerator, found.accelerators, found.memory) == (accelerator, count, None)


@pytest.mark.parametrize(
    ("text", "parameters", "tokens"),
    [
        ("70 Mrd Parameter, 1,5T Tokens, h100", 70e9, 1.5e12),
        ("700亿参数 2万亿 tokens h100", 70e9, 2e12),
        ("７０Ｂ ２T h100", 70e9, 2e12),
        ("7B 1,5T h100", 7e9, 1.5e12),
        ("1.5万亿 tokens 7B h100", 7e9, 1.5e12),
    ],
)
def test_numbers_of_other_tongues_are_read(text: str, parameters: float, tokens: float, names: Names):
    found = read(text, names, today=TODAY).request
    assert (found.parameters, found.tokens) == (parameters, tokens)


def test_a_data_set_of_few_is_counted_in_samples(names: Names):
    assert read("7B h100 finetune, dataset ~200K, seq 1024", names, today=TODAY).request.tokens == 200_000 * 1024
    assert read("7B h100 dataset=200M", names, today=TODAY).request.tokens == 200e6


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("8 h100 for 3-4 hours, how many tokens for a 1B?", "8 h100 for 4 hours, how many tokens for a 1B?"),
        ("70B 2T h100 $300", "70B 2T h100 budget=$300"),
        ("finetune or lora for llama 2 70b on the pile?", "lora for llama 2 70b on the pile?"),
    ],
)
def test_a_range_an_amount_and_two_methods_are_asked_back_with_both(names: Names, text: str, offered: str):
    with pytest.raises(RequestError) as caught:
        read(text, names, today=TODAY)
    assert offered in caught.value.suggestions


def test_money_that_is_all_there_is_is_a_budget(names: Names):
    assert read("I have a $300 AWS credit, 7B on h100?", names, today=TODAY).request.budget == 300


def test_a_family_with_a_typing_error_is_asked_back_with_its_size(catalogue: Catalogue):
    with pytest.raises(RequestError) as caught:
        ask("how much to train lama-13b on 1T tokens with 64 a100?", catalogue, TODAY)
    assert "how much to train llama 13b on 1T tokens with 64 a100?" in caught.value.suggestions


def test_a_size_that_may_be_meant_as_tokens_is_said(catalogue: Catalogue):
    (doubt,) = (one for one in ask("kimi-k2 1T 256xgb300", catalogue, TODAY).doubts if one.code == "size_again")
    assert "tokens=1T" in doubt.message


def test_a_speed_of_unsaid_accelerators_is_asked_back_on_one_or_several(catalogue: Catalogue):
    text = "9600 tok/s for the 7B model on H100s, what MFU is that?"
    with pytest.raises(RequestError) as caught:
        answer(text, catalogue, TODAY)
    one, several = caught.value.suggestions
    assert ("1xh100-sxm" in one, "8xh100-sxm" in several) == (True, True)
    for request in (one, several):
        answer(request, catalogue, TODAY)


@pytest.mark.parametrize(
    ("text", "accelerator", "count", "sequence"),
    [
        ("7B的模型，用4张40G的A100，10B tokens，大概需要多长时间？", "a100-40gb-sxm", 4, None),
        ("请问用4090单卡是否可以lora微调13b模型？", "rtx4090", 1, None),
        ("GPU RAM required to fine tune a 70B 32k on 8 h100?", "h100-sxm", 8, 32768),
        ("can 4 * A6000 GPUs = 192 GB total VRAM train a 70B with qlora?", "rtx-a6000", 4, None),
        ("how long for 7B on 1B tokens with 64 V100s?", "v100-16gb-sxm", 64, None),
    ],
)
def test_what_stands_beside_cards_is_theirs(
    text: str, accelerator: str, count: int, sequence: int | None, catalogue: Catalogue
):
    found = read(text, catalogue.names, today=TODAY).request
    assert (found.accelerator, found.accelerators, found.sequence_length) == (accelerator, count, sequence)
