"""What a person may ask: every field of an estimate's request, validated."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from estimator.errors import ImpossibleError

Precision = Literal["bf16", "fp16", "fp8", "fp4", "tf32", "fp32"]
Billing = Literal["on-demand", "spot", "reserved-1y", "reserved-3y", "capacity-block"]
Recompute = Literal["none", "selective", "full"]
Method = Literal["pretrain", "finetune", "lora", "qlora", "dpo"]
Optimizer = Literal["adam", "adam-8bit", "muon", "sgd"]
Stack = Literal[
    "typical",
    "tuned",
    "megatron",
    "nemo",
    "deepspeed",
    "fsdp",
    "torchtitan",
    "maxtext",
    "nanotron",
    "hf",
    "axolotl",
    "unsloth",
    "llm.c",
    "llm-foundry",
    "gpt-neox",
    "internevo",
    "colossalai",
    "axlearn",
    "nanochat",
]

Parameters = Annotated[FiniteFloat, Field(gt=0, le=1e16)]
Tokens = Annotated[FiniteFloat, Field(gt=0, le=1e18)]
Epochs = Annotated[FiniteFloat, Field(gt=0, le=1e6)]
Count = Annotated[int, Field(gt=0, le=100_000_000)]
Price = Annotated[FiniteFloat, Field(gt=0, le=1e5)]
Days = Annotated[FiniteFloat, Field(gt=0, le=1e5)]
Dollars = Annotated[FiniteFloat, Field(gt=0, le=1e15)]
Share = Annotated[FiniteFloat, Field(gt=0, le=1)]


class Request(BaseModel):
    """One question. A field that was not said is None; `tokens` is the total over all epochs, `deadline` is in days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    model: str | None = None
    parameters: Parameters | None = None
    active_parameters: Parameters | None = None
    tokens: Tokens | None = None
    epochs: Epochs | None = None
    accelerator: str | None = None
    accelerators: Count | None = None
    mfu: Share | None = None
    price: Price | None = None
    provider: str | None = None
    billing: Billing | None = None
    region: str | None = None
    precision: Precision | None = None
    sequence_length: Count | None = None
    recompute: Recompute | None = None
    method: Method | None = None
    batch_tokens: Tokens | None = None
    optimizer: Optimizer | None = None
    stack: Stack | None = None
    goodput: Share | None = None
    pue: Annotated[FiniteFloat, Field(ge=1, le=10)] | None = None
    grid: str | None = None
    electricity_price: Price | None = None
    overhead: Annotated[FiniteFloat, Field(ge=0, lt=10)] | None = None
    deadline: Days | None = None
    budget: Dollars | None = None
    peak_throughput: Annotated[FiniteFloat, Field(ge=1e9, lt=1e18)] | None = None
    as_of: datetime.date | None = None

    @model_validator(mode="after")
    def _active_within_total(self) -> Self:
        if self.parameters and self.active_parameters and self.active_parameters > self.parameters:
            raise ImpossibleError(
                f"{self.active_parameters:g} active parameters are more than the model's {self.parameters:g}.",
                "Say the total first: `671B-A37B`.",
                field="active_parameters",
            )
        return self
