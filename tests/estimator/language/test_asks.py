"""What a sentence asks for: the figure that its answer begins with."""

import pytest

from estimator.language.asks import asks

ASKED = [
    ("how much does it cost to train 7B on 1T tokens?", "cost"),
    ("what's the price of a 70B run on 2T tokens", "cost"),
    ("70B 2T 1024xh100, how long?", "days"),
    ("How many days to train 30B on 600B tokens with 256 A100?", "days"),
    ("time to train 1.3B on the Pile with 32 V100", "days"),
    ("how many gpu hours for llama 2 70b", "hours"),
    ("2.4B on 1.1T tokens with 160 A100: how many A100 hours?", "hours"),
    ("how many A100s do I need for 13B on 1T tokens in 30 days?", "count"),
    ("least number of 80 GB GPUs to train a 40B", "count"),
    ("what hardware would I need to fine-tune a 16B?", "count"),
    ("minimum gpu requirements for a full finetune of 7B", "count"),
    ("how much VRAM do I need to lora finetune a 34B?", "memory"),
    ("how much memory does full fine-tuning of 7B take", "memory"),
    ("are 8 A100 80 GB enough to fully fine-tune llama2 70b", "fits"),
    ("qlora for 70b on a single 80 GB a100, does it fit", "fits"),
    ("can I finetune 13B on one 4090 using lora?", "fits"),
    ("I have 8 4090, can I train a 7b?", "fits"),
    ("tokens/s for 7b on A100?", "speed"),
    ("What MFU do people usually get for 7B on 64 A100?", "mfu"),
    ("is there any way to train a 13B with 3 gpus?", "fits"),
    ("what's the minimal setup to full fine-tune a 70B?", "count"),
    ("how many months on 100 H100s for 100B dense, 2T tokens", "days"),
    ("our lab has eight RTX 6000 Ada, what could we full finetune?", "size"),
    ("an 8-GPU 3090 machine, what's the max model size for pretraining?", "size"),
    ("8 h100 at 9600 tokens/s for 7B, how much?", None),
    ("Is there any estimate of what training Llama 3 70B takes in electricity?", "energy"),
    ("could you share how long it takes to fine-tune a 13B on 2M samples?", "days"),
    ("I plan a full finetune of 13B on 8 A100, will it OOM?", "fits"),
    ("what GPU setup for fine-tuning Mistral 7B at 64k?", "count"),
    ("7B lora on one 3090 took 3 days, is this normal?", "days"),
    ("16 h100, 8b on 3.2B tokens, expected wall time?", "days"),
    ("用Qwen2.5-7B训练GRPO需要多少显存？", "memory"),
    ("how big a model can I train with 8 H100 for a month", "size"),
    ("how much electricity does a 7B on 1T tokens use?", "energy"),
    ("carbon footprint of 13B on 2T tokens in Germany", "emissions"),
    ("estimate flops for 7B 1.4T tokens", "compute"),
    ("could a startup train 7B for $100k?", None),
    ("70B 2T a100 mfu=0.5 price=2 power=0.12/kWh", None),
    ("7B 1T h100 8 gpus budget=$3M", None),
]


@pytest.mark.parametrize(("text", "kind"), ASKED)
def test_a_sentence_asks_for_what_it_names_first(text: str, kind: str | None):
    assert asks(text) == kind
