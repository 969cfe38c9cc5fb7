import datetime

import pytest

from estimator.errors import (
    AmbiguousNameError,
    ConflictError,
    ImpossibleError,
    RequestError,
    UnknownNameError,
    UnreadableWordError,
)
from estimator.language import Names, read

TODAY = datetime.date(2026, 11, 24)

WORK = {"parameters": 70e9, "tokens": 2e12}
SPARSE = {"parameters": 671e9, "active_parameters": 37e9, "tokens": 14.8e12}
QUANTITIES = [
    ("70B 2T", WORK),
    ("70b 2t", WORK),
    ("70 billion 2 trillion", WORK),
    ("70 billion parameters on 2 trillion tokens", WORK),
    ("70e9 2e12", WORK),
    ("7e10 2e12", WORK),
    ("70,000,000,000 2,000,000,000,000", WORK),
    ("70_000_000_000 2_000_000_000_000", WORK),
    ("70\u202f000\u202f000\u202f000 2T", WORK),
    ("70000000000 2000000000000", WORK),
    ("70B params 2T tokens", WORK),
    ("2T tokens 70B params", WORK),
    ("params=70B tokens=2T", WORK),
    ("tokens=2T 70B", WORK),
    ("2T tokens, 70B", WORK),
    ("N=70B D=2T", WORK),
    ("70bn 2tn", WORK),
    ("70 B 2 T", WORK),
    ("70B-parameter model on 2T tokens", WORK),
    ("params: 70B, tokens: 2T", WORK),
    ("model: 70B, tokens: 2T", WORK),
    ("70B;2T", WORK),
    ("“70B 2T”", WORK),
    ("70B\u00a02T", WORK),
    ("７０Ｂ 2T", WORK),
    ("٧٠B 2T", WORK),
    ("~70B on ~2T tokens", WORK),
    ("a model with parameters 70B and tokens 2T", WORK),
    ("70B 2T for 3 epochs", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("70B 2T x3 epochs", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("70B 2T × 3 epochs", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("epochs=3 70B 2T", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("3 epochs 70B 2T", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("70B 2T tokens epochs 3", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("70B total_tokens=6T epochs=3", {"parameters": 70e9, "tokens": 6e12, "epochs": 3}),
    ("671B-A37B 14.8T", SPARSE),
    ("671b-a37b 14.8t", SPARSE),
    ("671B/37B 14.8T", SPARSE),
    ("671B A37B 14.8T", SPARSE),
    ("671B active=37B 14.8T", SPARSE),
    ("671B active 37B 14.8T", SPARSE),
    ("671B 37B active 14.8T", SPARSE),
    ("671B total, 37B active, 14.8T tokens", SPARSE),
    ("37B active 671B total 14.8T", SPARSE),
    ("671B (37B active) 14.8T", SPARSE),
    ("671B params 37B active params 14.8T tokens", SPARSE),
    ("30B-A3B 36T", {"parameters": 30e9, "active_parameters": 3e9, "tokens": 36e12}),
    ("llama-2-70b", {"model": "llama-2-70b"}),
    ("llama2 70b", {"model": "llama-2-70b"}),
    ("Llama 2 70B 3T", {"model": "llama-2-70b", "tokens": 3e12}),
    ("model=llama-2-70b tokens=3T", {"model": "llama-2-70b", "tokens": 3e12}),
    ("3T llama_2_70b", {"model": "llama-2-70b", "tokens": 3e12}),
    ("meta-llama/Llama-3.1-70B-Instruct", {"model": "llama-3.1-70b"}),
    ("llama 3.1 70b", {"model": "llama-3.1-70b"}),
    ("deepseek-v3", {"model": "deepseek-v3"}),
    ("DeepSeek V3", {"model": "deepseek-v3"}),
    ("gpt-3", {"model": "gpt-3"}),
    ("gpt-3 175B 300B", {"model": "gpt-3", "tokens": 300e9}),
    ("Mixtral 8x7B 1T", {"model": "mixtral-8x7b", "tokens": 1e12}),
    ("qwen3-30b-a3b", {"model": "qwen3-30b-a3b"}),
    ("hf:Qwen/Qwen3-8B 2T", {"model": "hf:Qwen/Qwen3-8B", "tokens": 2e12}),
    ("model=hf:Qwen/Qwen3-8B", {"model": "hf:Qwen/Qwen3-8B"}),
]


def many(accelerator: str, accelerators: int) -> dict[str, object]:
    return {"accelerator": accelerator, "accelerators": accelerators}


ACCELERATORS = [
    ("a100", {"accelerator": "a100-80gb-sxm"}),
    ("A100-80GB", {"accelerator": "a100-80gb-sxm"}),
    ("a100 80 gb", {"accelerator": "a100-80gb-sxm"}),
    ("a100 40gb", {"accelerator": "a100-40gb-sxm"}),
    ("h100 sxm", {"accelerator": "h100-sxm"}),
    ("on an H100 PCIe", {"accelerator": "h100-pcie"}),
    ("mi300x", {"accelerator": "mi300x"}),
    ("AMD Instinct MI300X", {"accelerator": "mi300x"}),
    ("rtx 6000 ada", {"accelerator": "rtx6000-ada"}),
    ("6000 ada", {"accelerator": "rtx6000-ada"}),
    ("l40s", {"accelerator": "l40s"}),
    ("8 l40s", many("l40s", 8)),
    ("8 l40", many("l40", 8)),
    ("4090", {"accelerator": "rtx4090"}),
    ("8 4090", many("rtx4090", 8)),
    ("8x4090", many("rtx4090", 8)),
    ("8 t4", many("t4", 8)),
    ("tpu-v5p", {"accelerator": "tpu-v5p"}),
    ("tpu v5p", {"accelerator": "tpu-v5p"}),
    ("v5p-512", many("tpu-v5p", 256)),
    ("tpu-v5p-512", many("tpu-v5p", 256)),
    ("v6e-256", many("tpu-v6e", 256)),
    ("8 v5p-512 slices", many("tpu-v5p", 2048)),
    ("4x v5p-512", many("tpu-v5p", 1024)),
    ("2 slices of v5p-512", many("tpu-v5p", 512)),
    ("1024xh100", many("h100-sxm", 1024)),
    ("1024 × h100", many("h100-sxm", 1024)),
    ("1024×H100", many("h100-sxm", 1024)),
    ("1024x h100", many("h100-sxm", 1024)),
    ("1024 h100", many("h100-sxm", 1024)),
    ("1024 h100s", many("h100-sxm", 1024)),
    ("1024 H100's", many("h100-sxm", 1024)),
    ("1,024 h100", many("h100-sxm", 1024)),
    ("16k h100s", many("h100-sxm", 16000)),
    ("h100 x 1024", many("h100-sxm", 1024)),
    ("h100x1024", many("h100-sxm", 1024)),
    ("h100*64", many("h100-sxm", 64)),
    ("h100:8", many("h100-sxm", 8)),
    ("h100 x8", many("h100-sxm", 8)),
    ("h100 1024", many("h100-sxm", 1024)),
    ("8xh100-80gb", many("h100-sxm", 8)),
    ("gpus=1024 gpu=h100", many("h100-sxm", 1024)),
    ("accelerators=1024 accelerator=h100", many("h100-sxm", 1024)),
    ("gpu=8xh100", many("h100-sxm", 8)),
    ("gpus=8xh100", many("h100-sxm", 8)),
    ("on 512 gpus, nvidia h100", many("h100-sxm", 512)),
    ("8 nvidia h100 gpus", many("h100-sxm", 8)),
    ("8 gpus nvidia a100 80 gb", many("a100-80gb-sxm", 8)),
    ("16 nodes of 8 h100", many("h100-sxm", 128)),
    ("128 nodes of 8 h100s", many("h100-sxm", 1024)),
    ("16 nodes of 8xh100", many("h100-sxm", 128)),
    ("16 nodes with 8 h100 each", many("h100-sxm", 128)),
    ("16 nodes × 8 h100", many("h100-sxm", 128)),
    ("16x8 h100", many("h100-sxm", 128)),
    ("16x8xh100", many("h100-sxm", 128)),
    ("16 x 8 x h100", many("h100-sxm", 128)),
]

SETTINGS = [
    *[(text, {"mfu": 0.5}) for text in ("mfu=0.5", "mfu=50%", "mfu=.5", "mfu=50", "50% mfu", "50 % MFU", "mfu 0.5")],
    *[(text, {"mfu": 0.4}) for text in ("mfu of 40%", "MFU: 40%", "mfu:0.4", "mfu = 0.4", "at 40% utilization")],
    ("mfu=auto", {}),
    *[(text, {"price": 1.8}) for text in ("price=1.8", "$1.80/h", "$1.8/gpu-hour", "price=1.8/h", "at $1.80 an hour")],
    *[(text, {"price": 1.8}) for text in ("1.8 usd/h", "$1.8/hr", "$1.80 / gpu / hour", "$1.80/GPU/h", "US$1.80/h")],
    *[(text, {"price": 1.8}) for text in ("$1.80 per GPU per hour", "$1.80 per gpu-hour", "price $1.80", "at $1.80")],
    *[
        (text, {"price": 1.8})
        for text in ("$1.80 hourly", "1.80 dollars per hour", "USD 1.80/h", "price of 1.8", "1.8/h")
    ],
    ("provider=aws billing=spot region=us-east-1", {"provider": "aws", "billing": "spot", "region": "us-east-1"}),
    ("on aws", {"provider": "aws"}),
    ("on Google Cloud", {"provider": "gcp"}),
    ("cloud=azure", {"provider": "azure"}),
    ("aws us-east-1 spot", {"provider": "aws", "region": "us-east-1", "billing": "spot"}),
    ('region="East US"', {"provider": "azure", "region": "East US"}),
    *[
        (text, {"billing": "on-demand"})
        for text in ("on-demand", "on demand", "billing=on_demand", "On Demand pricing")
    ],
    *[(text, {"billing": "reserved-1y"}) for text in ("reserved-1y", "reserved 1y", "1y reserved", "1 year reserved")],
    *[(text, {"billing": "reserved-3y"}) for text in ("reserved-3y", "reserved 3 years", "3-year reserved")],
    ("spot instances", {"billing": "spot"}),
    ("capacity block", {"billing": "capacity-block"}),
    *[
        (text, {"deadline": 30})
        for text in ("deadline=30d", "within 30 days", "30 days", "deadline=720h", "deadline=30")
    ],
    *[(text, {"deadline": 42}) for text in ("in 6 weeks", "in six weeks", "under 6 weeks", "6-week deadline")],
    *[
        (text, {"deadline": 97})
        for text in ("by 2027-03-01", "by March 2027", "by 1 March 2027", "before March 1, 2027")
    ],
    ("deadline=2027-03-01", {"deadline": 97}),
    ("deadline=3 months", {"deadline": 91.25}),
    ("in a week", {"deadline": 7}),
    *[
        (text, {"budget": 3e6})
        for text in ("budget=$3M", "for under $3M", "under 3 million dollars", "budget 3M", "$3M")
    ],
    *[
        (text, {"budget": 3e6})
        for text in ("$3M budget", "a budget of at most $3M", "budget of $3,000,000", "max $3000k")
    ],
    ("for under $3M in 6 weeks", {"budget": 3e6, "deadline": 42}),
    ("budget=$3M $2/h", {"budget": 3e6, "price": 2}),
    *[(text, {"precision": "fp8"}) for text in ("precision=fp8", "fp8", "FP8 precision", "in float8", "dtype=fp8")],
    *[(text, {"precision": "bf16"}) for text in ("bfloat16", "bf16 mixed precision", "precision bf16")],
    ("float16", {"precision": "fp16"}),
    ("half precision", {"precision": "fp16"}),
    *[
        (text, {"sequence_length": 4096})
        for text in ("seq=4096", "seq=4k", "seq_len=4,096", "4k context", "context 4k")
    ],
    *[(text, {"sequence_length": 8192}) for text in ("sequence length of 8k", "8192-token sequences", "ctx=8192")],
    ("seq=128k", {"sequence_length": 131072}),
    ("1M context", {"sequence_length": 1048576}),
    *[(text, {"recompute": "full"}) for text in ("recompute=full", "full recompute", "full activation checkpointing")],
    *[(text, {"recompute": "none"}) for text in ("recompute=none", "no recompute", "without recomputation")],
    ("selective recomputation", {"recompute": "selective"}),
    *[(text, {"method": "lora"}) for text in ("method=lora", "lora", "LoRA finetune", "fine-tune with lora")],
    *[(text, {"method": "qlora"}) for text in ("method=qlora", "QLoRA", "fine-tune with qlora")],
    *[(text, {"method": "finetune"}) for text in ("fine-tuning", "finetune", "fine tune", "full fine-tune")],
    ("dpo", {"method": "dpo"}),
    *[(text, {"optimizer": "adam-8bit"}) for text in ("optimizer=adam-8bit", "8-bit AdamW", "optim=adamw8bit")],
    ("optim=paged_adamw_8bit", {"optimizer": "paged-adam-8bit"}),
    ("optimizer=adafactor", {"optimizer": "adafactor"}),
    *[(text, {"optimizer": "muon"}) for text in ("muon", "optimizer: muon", "with the muon optimizer")],
    ("pretraining", {"method": "pretrain"}),
    *[(text, {"batch_tokens": 4e6}) for text in ("batch=4M", "4M batch", "4M token batch", "global batch size of 4M")],
    *[(text, {"stack": "tuned"}) for text in ("stack=tuned", "tuned", "tuned stack", "stack tuned")],
    ("typical", {"stack": "typical"}),
    *[(text, {"goodput": 0.9}) for text in ("goodput=0.9", "90% goodput", "goodput=90%")],
    *[(text, {"pue": 1.1}) for text in ("pue=1.1", "PUE 1.1", "pue of 1.1")],
    *[(text, {"grid": "france"}) for text in ("grid=france", "in France", "grid=FR", "location: france")],
    *[(text, {"grid": "us"}) for text in ("in the US", "in the united states", "usa")],
    *[(text, {"electricity_price": 0.12}) for text in ("power=0.12/kWh", "$0.12/kWh", "$0.12 per kWh", "$120/MWh")],
    *[(text, {"overhead": 0.2}) for text in ("overhead=20%", "20% overhead", "overhead=0.2")],
    ("as_of=2026-01-01", {"as_of": datetime.date(2026, 1, 1)}),
    ("as of 2026-01-01", {"as_of": datetime.date(2026, 1, 1)}),
    ("share", {}),
]

H100 = {"accelerator": "h100-sxm"}
QUESTIONS = [
    (
        "What does it cost to train a 70B model on 2T tokens with 1024 h100s?",
        {**WORK, "accelerator": "h100-sxm", "accelerators": 1024},
    ),
    (
        "How long does it take to train a 7 billion parameter model on 1 trillion tokens using 64 A100 80GB GPUs?",
        {"parameters": 7e9, "tokens": 1e12, "accelerator": "a100-80gb-sxm", "accelerators": 64},
    ),
    (
        "llama 3.1 70b 15T 16 nodes of 8 h100 40% mfu on aws spot in france",
        {
            "model": "llama-3.1-70b",
            "tokens": 15e12,
            "accelerator": "h100-sxm",
            "accelerators": 128,
            "mfu": 0.4,
            "provider": "aws",
            "billing": "spot",
            "grid": "france",
        },
    ),
    (
        "70B 2T 512xH100-80GB mfu=45% price=$2.10/h deadline=30d",
        {**WORK, **H100, "accelerators": 512, "mfu": 0.45, "price": 2.1, "deadline": 30},
    ),
    ("70B 2T budget 3M h100", {**WORK, **H100, "budget": 3e6}),
    ("70B 2T seq 4096 h100", {**WORK, **H100, "sequence_length": 4096}),
    ("70B 2T tokens seq=4096 h100", {**WORK, **H100, "sequence_length": 4096}),
    ("70B 2T batch 4M h100", {**WORK, **H100, "batch_tokens": 4e6}),
    ("70B 2T epochs 3 h100", {"parameters": 70e9, "tokens": 6e12, "epochs": 3, **H100}),
    ("70B 2T gpus 8 h100", {**WORK, **H100, "accelerators": 8}),
    ("70B 2T mfu 0.5 8 h100", {**WORK, **H100, "mfu": 0.5, "accelerators": 8}),
    ("h100 x3 epochs 70B 2T", {"parameters": 70e9, "tokens": 6e12, "epochs": 3, **H100}),
    ("70B 2T h100 $2/h gpus=8", {**WORK, **H100, "price": 2, "accelerators": 8}),
    ("70B params params=70B 2T h100 h100", {**WORK, **H100}),
    ("70B 2T h100 region=Moon-1", {**WORK, **H100, "region": "Moon-1"}),
]

REFUSED = [
    ("", RequestError, "nothing to estimate"),
    ("  \n ", RequestError, "nothing to estimate"),
    ("70B 2T " * 200, RequestError, "1,400 characters"),
    ("70B 2T h10", UnknownNameError, 'I don\'t know the accelerator "h10".'),
    ("70B 2T 8xh10", UnknownNameError, 'I don\'t know the accelerator "h10".'),
    ("70B 2T 8 h10", UnknownNameError, 'I don\'t know the accelerator "h10".'),
    ("70B 2T gpu=H10", UnknownNameError, 'I don\'t know the accelerator "H10".'),
    ("lama-2-70b h100", UnknownNameError, 'I don\'t know the model "lama-2-70b".'),
    ("model=lama h100", UnknownNameError, 'I don\'t know the model "lama".'),
    ("70B 2T h100 provider=awss", UnknownNameError, 'I don\'t know the provider "awss".'),
    ("70B 2T h100 grid=frence", UnknownNameError, 'I don\'t know the grid "frence".'),
    ("70B 2T mi300", AmbiguousNameError, "mi300x or mi300a"),
    ("70B 2T 8x mi300", AmbiguousNameError, "mi300x or mi300a"),
    ("70B 2T 6000", AmbiguousNameError, "rtx 6000 ada"),
    ("70B 2T tpu v5", AmbiguousNameError, "v5e or v5p"),
    ("70B 2T h100 $1.80", AmbiguousNameError, "a price or a budget"),
    ("70B 2T h100 mfuu=0.5", UnreadableWordError, "mfu="),
    ("70B 2T h100 precission=fp8", UnreadableWordError, "precision="),
    ("70B 2T h100 colour=red", UnreadableWordError, '"colour="'),
    ("70B 2T h100 precision=fp9", UnreadableWordError, "bf16, fp16, fp8, fp4, tf32, fp32"),
    ("70B 2T h100 precision fp9", UnreadableWordError, "bf16, fp16, fp8, fp4, tf32, fp32"),
    ("70B 2T h100 billing=spott", UnreadableWordError, "Did you mean spot?"),
    ("70B 2T h100 method=magic", UnreadableWordError, "pretrain, finetune, lora, qlora, dpo"),
    ("70B 2T h100 stack=fast", UnreadableWordError, "typical, tuned"),
    ("70B 2T h100 recompute=some", UnreadableWordError, "none, selective, full"),
    ("70B 2T h100 spott", UnreadableWordError, "Did you mean spot?"),
    ("70B 2T h100 purple", UnreadableWordError, '"purple"'),
    ("70B 2T h100 not spot", UnreadableWordError, '"not"'),
    ("70B 2T h100 or a100", UnreadableWordError, '"or"'),
    ("70B 2T h100 --json", UnreadableWordError, '"--json"'),
    ("70B 2T h100 mfu", UnreadableWordError, '"mfu" has no value'),
    ("70B 2T h100 mfu=", UnreadableWordError, '"mfu" has no value'),
    ("70B 2T h100 mfu=abc", UnreadableWordError, '"abc" as the MFU'),
    ("70B 2T h100 gpus=many", UnreadableWordError, '"many"'),
    ("70B 2T h100 gpus=1.5", UnreadableWordError, '"1.5"'),
    ("70B 2T h100 deadline=soon", UnreadableWordError, '"soon"'),
    ("70B 2T h100 by 2027-13-01", UnreadableWordError, '"2027-13-01"'),
    ("70B 2T h100 seq=4.5", UnreadableWordError, '"4.5"'),
    ("70B 2T h100 50%", UnreadableWordError, "mfu=50%"),
    ("70B 2T h100 4096 foo", UnreadableWordError, '"4096"'),
    ("70B 2T 4096", UnreadableWordError, "gpus=4096"),
    ("70B 2T h100 €2/h", UnreadableWordError, "US dollars"),
    ("70B 2T h100 = 3", UnreadableWordError, '"="'),
    ("hlep", UnreadableWordError, "Did you mean help?"),
    ("70B 2T h100 over $3M", UnreadableWordError, '"$3M"'),
    ("-70B 2T h100", ImpossibleError, '"-70B"'),
    ("−70B 2T h100", ImpossibleError, '"−70B"'),
    ("0B 2T h100", ImpossibleError, "must be at least"),
    ("70B 0T h100", ImpossibleError, "must be at least"),
    ("70B nan h100", ImpossibleError, "must be at least"),
    ("params=inf 2T h100", ImpossibleError, '"params=inf"'),
    ("70B 1e999 h100", ImpossibleError, '"1e999"'),
    ("1e17 2e18 h100", ImpossibleError, "at most 1e15"),
    ("70B 2e18 h100", ImpossibleError, "at most 1e17"),
    ("70B 2T 0 h100", ImpossibleError, "must be at least"),
    ("70B 2T -8 h100", ImpossibleError, "must be at least"),
    ("70B 2T h100 gpus=200000000", ImpossibleError, "at most 100 million"),
    ("70B 2T h100 mfu=0", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 mfu=150%", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 mfu=1.5", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 mfu=101", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 150% mfu", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 goodput=1.2", ImpossibleError, "at most 100 %"),
    ("70B 2T h100 pue=0.9", ImpossibleError, "at least 1"),
    ("70B 2T h100 price=0", ImpossibleError, "must be at least"),
    ("70B 2T h100 price=-2", ImpossibleError, "must be at least"),
    ("70B 2T h100 price=1e9", ImpossibleError, "at most"),
    ("70B 2T h100 budget=0", ImpossibleError, "must be at least"),
    ("70B 2T h100 epochs=0", ImpossibleError, "must be at least"),
    ("70B 2T h100 deadline=0d", ImpossibleError, "must be at least"),
    ("70B 2T h100 overhead=-5%", ImpossibleError, "at least 0"),
    ("70B 2T h100 by 2020-01-01", ImpossibleError, "2020-01-01"),
    ("37B-A671B 14T h100", ImpossibleError, "active parameters are more"),
    ("70B 2T h100 mfu=0.4 mfu=0.5", ConflictError, '"mfu=0.4" and "mfu=0.5"'),
    ("70B 2T h100 a100", ConflictError, '"h100" and "a100"'),
    ("70B 2T 512 h100 gpus=1024", ConflictError, '"512 h100" and "gpus=1024"'),
    ("70B params 7B params 2T h100", ConflictError, '"70B params" and "7B params"'),
    ("70B 2T 7B h100", ConflictError, '"7B"'),
    ("70B 2T tokens 300B h100", ConflictError, '"300B"'),
    ("llama-2-70b deepseek-v3 h100", ConflictError, '"llama-2-70b" and "deepseek-v3"'),
    ("llama-2-70b 7B params h100", ConflictError, '"7B params"'),
    ("llama-2-70b 7B 2T h100", ConflictError, '"7B"'),
    ("70B 2T h100 spot on-demand", ConflictError, '"spot" and "on-demand"'),
    ("70B 2T h100 fp8 bf16", ConflictError, '"fp8" and "bf16"'),
    ("70B 2T h100 $2/h price=3", ConflictError, '"$2/h" and "price=3"'),
]


def fields(text: str, names: Names) -> dict[str, object]:
    return read(text, names, today=TODAY).request.model_dump(exclude_none=True, exclude={"text"})


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_a_model_and_its_tokens_are_read(names: Names, text: str, expected: dict[str, object]):
    assert fields(f"{text} h100", names) == {**expected, **H100}
    assert fields(f"h100 {text}", names) == {**expected, **H100}


@pytest.mark.parametrize(("text", "expected"), ACCELERATORS)
def test_accelerators_and_their_number_are_read(names: Names, text: str, expected: dict[str, object]):
    assert fields(f"70B 2T {text}", names) == {**WORK, **expected}
    assert fields(f"{text} 70B 2T", names) == {**WORK, **expected}


@pytest.mark.parametrize(("text", "expected"), SETTINGS)
def test_a_setting_is_read_wherever_it_stands(names: Names, text: str, expected: dict[str, object]):
    assert fields(f"70B 2T h100 {text}", names) == {**WORK, **H100, **expected}
    assert fields(f"{text}, h100 70B 2T", names) == {**WORK, **H100, **expected}
    assert fields(f"70B 2T {text.upper()} H100", names) == {**WORK, **H100, **expected}


@pytest.mark.parametrize(("text", "expected"), QUESTIONS)
def test_a_whole_question_is_read(names: Names, text: str, expected: dict[str, object]):
    assert fields(text, names) == expected


@pytest.mark.parametrize(("text", "kind", "words"), REFUSED)
def test_what_cannot_be_read_or_cannot_be_is_refused_by_name(
    names: Names, text: str, kind: type[RequestError], words: str
):
    with pytest.raises(RequestError) as caught:
        read(text, names, today=TODAY)
    assert type(caught.value) is kind
    assert words in str(caught.value)
