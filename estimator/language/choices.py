"""The words that choose among a few: precisions, billing, recomputation, methods, practices."""

from collections.abc import Mapping

PRECISION: Mapping[str, str] = {
    **dict.fromkeys(("bf16", "bfloat16"), "bf16"),
    **dict.fromkeys(("fp16", "float16", "half-precision", "f16"), "fp16"),
    **dict.fromkeys(("fp8", "float8", "f8", "mxfp8"), "fp8"),
    **dict.fromkeys(("fp4", "float4", "nvfp4", "mxfp4"), "fp4"),
    **dict.fromkeys(("tf32", "tensorfloat32"), "tf32"),
    **dict.fromkeys(("fp32", "float32", "f32"), "fp32"),
}


def _reserved(years: int) -> dict[str, str]:
    terms = [f"{years}{unit}" for unit in ("y", "yr", "-year", "-years", "year", "-y", "-yr")]
    return {key: f"reserved-{years}y" for term in terms for key in (f"reserved-{term}", f"{term}-reserved")} | {
        f"reserved-for-{count}-{unit}": f"reserved-{years}y"
        for count in (str(years), *(["a", "one"] if years == 1 else ["three"]))
        for unit in ("year", "years")
    }


BILLING: Mapping[str, str] = {
    **dict.fromkeys(("on-demand", "ondemand"), "on-demand"),
    **dict.fromkeys(("spot", "preemptible"), "spot"),
    **_reserved(1),
    **_reserved(3),
    **dict.fromkeys(("capacity-block", "capacity-blocks"), "capacity-block"),
}
_RECOMPUTE = {"none": ("no", "without"), "selective": ("selective",), "full": ("full",)}
RECOMPUTE: Mapping[str, str] = {
    f"{lead}-{noun}": value
    for value, leads in _RECOMPUTE.items()
    for lead in leads
    for noun in (
        *("recompute", "recomputation", "activation-recomputation", "activation-recompute"),
        *("activation-checkpointing", "gradient-checkpointing", "checkpointing"),
    )
}
_TUNED = (
    *(f"{fine}{tune}" for fine in ("", "fine", "fine-") for tune in ("tune", "tuning")),
    *("finetuned", "fine-tuned", "finetunes", "fine-tunes", "finetunning", "fine-tunning"),
)
METHOD: Mapping[str, str] = {
    **dict.fromkeys(("pretrain", "pretraining", "pre-train", "pre-training", "pretrained"), "pretrain"),
    "from-scratch": "pretrain",
    "预训练": "pretrain",
    **dict.fromkeys(("微调", "全参数"), "finetune"),
    **dict.fromkeys(_TUNED, "finetune"),
    **dict.fromkeys(("instruction-tuning", "instruction-tune", "instruct-tune"), "finetune"),
    **dict.fromkeys((f"{full}-{tuned}" for full in ("full", "fully") for tuned in _TUNED), "finetune"),
    **dict.fromkeys((f"full-{kind}" for kind in ("parameter", "parameters", "param", "weights", "weight")), "finetune"),
    "sft": "finetune",
    **{f"{adapter}{tuned}": adapter for adapter in ("lora", "qlora") for tuned in ("", *(f"-{one}" for one in _TUNED))},
    "dpo": "dpo",
    **dict.fromkeys(("grpo", "rlvr", "rloo", "dapo", "gspo"), "grpo"),
    **dict.fromkeys(("distill", "distil", "distillation", "distilled", "distilling"), "distill"),
    **dict.fromkeys(("4bit", "4-bit", "int4", "nf4", "4-bit-quantization", "4bit-quantization"), "qlora"),
}
OPTIMIZER: Mapping[str, str] = {
    **dict.fromkeys(("adam", "adamw"), "adam"),
    **dict.fromkeys(("adam-8bit", "8bit-adam", "8-bit-adam", "adamw-8bit", "8bit-adamw", "8-bit-adamw"), "adam-8bit"),
    **dict.fromkeys(("adam8bit", "adamw8bit"), "adam-8bit"),
    **dict.fromkeys(("paged-adamw-8bit", "paged-adam-8bit", "paged-adamw", "paged-adam"), "paged-adam-8bit"),
    "adafactor": "adafactor",
    "muon": "muon",
    "sgd": "sgd",
}
STACK: Mapping[str, str] = {"typical": "typical", "tuned": "tuned", "ours": "ours"}
# by the names that people use; too common in names of models to be read before those
FRAMEWORKS: Mapping[str, str] = {
    **dict.fromkeys(("megatron", "megatron-lm", "megatron-core", "mcore"), "megatron"),
    **dict.fromkeys(("nemo", "nvidia-nemo"), "nemo"),
    **dict.fromkeys(("deepspeed", "megatron-deepspeed"), "deepspeed"),
    **dict.fromkeys(("fsdp", "fsdp2", "pytorch-fsdp", "pytorch"), "fsdp"),
    **dict.fromkeys(("torchtitan", "titan"), "torchtitan"),
    **dict.fromkeys(("maxtext", "jax"), "maxtext"),
    "nanotron": "nanotron",
    **dict.fromkeys(("hf", "huggingface", "transformers", "trl", "accelerate"), "hf"),
    "axolotl": "axolotl",
    "unsloth": "unsloth",
    **dict.fromkeys(("llm.c", "llmc"), "llm.c"),
}
_WITH_A_CRITIC = (
    "trains a critic and asks a reward model too, which I can't estimate yet.",
    "Say `method=grpo` for sampling without a critic, or `method=dpo`.",
)
# methods that people ask for and that are not estimated: what to say, and what to type instead
NOT_YET: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("ppo", "rlhf", "rl"), _WITH_A_CRITIC),
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "precision": {**PRECISION, "half": "fp16"},
    "billing": BILLING,
    "recompute": {
        **RECOMPUTE,
        **dict.fromkeys(("none", "no", "off", "false"), "none"),
        "selective": "selective",
        "full": "full",
        "true": "full",
        "on": "full",
    },
    "method": METHOD,
    "optimizer": OPTIMIZER,
    "stack": {**STACK, **FRAMEWORKS},
}
BARE: Mapping[str, tuple[str, str]] = {
    phrase: (name, value)
    for name, phrases in {**FIELDS, "precision": PRECISION, "recompute": RECOMPUTE, "stack": STACK}.items()
    for phrase, value in phrases.items()
}
# the words that a choice begins with
CHOICE_WORDS = frozenset(phrase.partition("-")[0] for phrase in (*BARE, *NOT_YET))
