"""The words that choose among a few: precisions, billing, recomputation, methods, practices."""

from collections.abc import Mapping

PRECISION: Mapping[str, str] = {
    **dict.fromkeys(("bf16", "bfloat16"), "bf16"),
    **dict.fromkeys(("fp16", "float16", "half", "f16"), "fp16"),
    **dict.fromkeys(("fp8", "float8", "f8", "mxfp8"), "fp8"),
    **dict.fromkeys(("fp4", "float4", "nvfp4", "mxfp4"), "fp4"),
    **dict.fromkeys(("tf32", "tensorfloat32"), "tf32"),
    **dict.fromkeys(("fp32", "float32", "f32"), "fp32"),
}


def _reserved(years: int) -> dict[str, str]:
    terms = [f"{years}{unit}" for unit in ("y", "yr", "-year", "-years", "year", "-y", "-yr")]
    return {key: f"reserved-{years}y" for term in terms for key in (f"reserved-{term}", f"{term}-reserved")}


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
METHOD: Mapping[str, str] = {
    **dict.fromkeys(("pretrain", "pretraining", "pre-train", "pre-training", "pretrained"), "pretrain"),
    **dict.fromkeys(("finetune", "finetuning", "fine-tune", "fine-tuning", "finetuned", "fine-tuned"), "finetune"),
    **dict.fromkeys(("full-finetune", "full-fine-tune", "full-finetuning", "full-fine-tuning", "sft"), "finetune"),
    **dict.fromkeys(("lora", "qlora"), "lora"),
    "dpo": "dpo",
}
STACK: Mapping[str, str] = {"typical": "typical", "tuned": "tuned"}
# code bases by the names that people give them; said with `stack=` only, since models are named after some
_CODE_BASES = {
    "megatron": ("megatron-lm", "megatron-core", "megatron-bridge"),
    "nemo": ("nvidia-nemo",),
    "deepspeed": ("megatron-deepspeed", "zero"),
    "fsdp": ("pytorch", "fsdp2", "accelerate"),
    "torchtitan": ("titan",),
    "maxtext": ("jax",),
    "nanotron": (),
    "hf": ("huggingface", "hugging-face", "transformers", "trl"),
    "axolotl": (),
    "unsloth": (),
    "llm.c": ("llmc",),
    "llm-foundry": ("composer", "mosaicml"),
    "gpt-neox": ("neox",),
    "internevo": (),
    "colossalai": ("colossal", "colossal-ai"),
    "axlearn": (),
    "nanochat": ("nanogpt",),
}
CODE_BASES: Mapping[str, str] = {name: key for key, others in _CODE_BASES.items() for name in (key, *others)}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "precision": PRECISION,
    "billing": BILLING,
    "recompute": {**RECOMPUTE, "none": "none", "no": "none", "off": "none", "selective": "selective", "full": "full"},
    "method": METHOD,
    "stack": {**STACK, **CODE_BASES},
}
BARE: Mapping[str, tuple[str, str]] = {
    phrase: (name, value)
    for name, phrases in {**FIELDS, "recompute": RECOMPUTE, "stack": STACK}.items()
    for phrase, value in phrases.items()
}
# the words that a choice begins with
CHOICE_WORDS = frozenset(phrase.partition("-")[0] for phrase in BARE)
