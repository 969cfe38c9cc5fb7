"""What a person may ask: every field of an estimate's request, validated."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from estimator.calculation.quantity import Assumed, Given
from estimator.errors import ImpossibleError

Precision = Literal["bf16", "fp16", "fp8", "fp4", "tf32", "fp32"]
Billing = Literal["on-demand", "spot", "reserved-1y", "reserved-3y", "capacity-block"]
Recompute = Literal["none", "selective", "full"]
Method = Literal["pretrain", "finetune", "lora", "qlora", "dpo", "grpo", "distill"]
Optimizer = Literal["adam", "adam-8bit", "paged-adam-8bit", "adafactor", "muon", "sgd"]
Framework = Literal[
    "megatron", "nemo", "deepspeed", "fsdp", "torchtitan", "maxtext", "nanotron", "hf", "axolotl", "unsloth", "llm.c"
]
Stack = Literal["typical", "tuned"] | Framework

# What an amount can be: bounds that no real run is near, and how to say them after "it must be".
Parameters = Annotated[FiniteFloat | None, Field(ge=1e6, le=1e15, description="at least a million and at most 1e15")]
Tokens = Annotated[FiniteFloat | None, Field(ge=1e3, le=1e17, description="at least 1,000 and at most 1e17")]
Epochs = Annotated[FiniteFloat | None, Field(ge=0.01, le=1e4, description="at least 0.01 and at most 10,000")]
Count = Annotated[int | None, Field(ge=1, le=100_000_000, description="at least 1 and at most 100 million")]
Sequence = Annotated[int | None, Field(ge=16, le=100_000_000, description="at least 16 and at most 100 million tokens")]
Batch = Annotated[
    FiniteFloat | None, Field(ge=16, le=1e12, description="at least one sequence and at most 1e12 tokens")
]
Price = Annotated[FiniteFloat | None, Field(ge=1e-3, le=1e4, description="at least $0.001 and at most $10,000 an hour")]
Electricity = Annotated[
    FiniteFloat | None, Field(ge=1e-4, le=100, description="at least $0.0001 and at most $100 a kWh")
]
Days = Annotated[FiniteFloat | None, Field(ge=1 / 24, le=36_525, description="at least an hour and at most 100 years")]
Dollars = Annotated[FiniteFloat | None, Field(ge=1, le=1e14, description="at least $1 and at most $100 trillion")]
Mfu = Annotated[FiniteFloat | None, Field(ge=1e-3, le=1, description="at least 0.1 % and at most 100 %")]
Goodput = Annotated[FiniteFloat | None, Field(ge=0.01, le=1, description="at least 1 % and at most 100 %")]
Pue = Annotated[FiniteFloat | None, Field(ge=1, le=10, description="at least 1 and at most 10")]
Overhead = Annotated[FiniteFloat | None, Field(ge=0, le=10, description="at least 0 % and at most 1,000 %")]
Throughput = Annotated[
    FiniteFloat | None, Field(ge=1e12, le=1e18, description="at least 1 and at most a million TFLOP/s")
]
Day = Annotated[
    datetime.date | None,
    Field(
        ge=datetime.date(2000, 1, 1), le=datetime.date(2100, 12, 31), description="not before 2000 and not after 2100"
    ),
]
Sequences = Annotated[FiniteFloat | None, Field(ge=1, le=1e9, description="at least 1 and at most 1e9 sequences")]
Degree = Annotated[int | None, Field(ge=1, le=100_000, description="at least 1 and at most 100,000")]
Rank = Annotated[int | None, Field(ge=1, le=100_000, description="at least 1 and at most 100,000")]
Stage = Annotated[int | None, Field(ge=0, le=3, description="at least 0 and at most 3")]
Year = Annotated[int | None, Field(ge=2017, le=2040, description="at least 2017 and at most 2040")]
Memory = Annotated[FiniteFloat | None, Field(ge=1e9, le=1e14, description="at least 1 GB and at most 100 TB")]


class Request(BaseModel):
    """One question. A field that was not said is None; `tokens` is the total over all epochs, `deadline` is in days.

    `memory` and `peak_throughput` are an accelerator's own: bytes, and FLOP/s. `batch_sequences` is a batch that was
    said in sequences where their length was not. `teacher_parameters` are those that a token passes in a teacher;
    `sampling` is the share of the peak at which answers are sampled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    model: str | None = None
    parameters: Parameters = None
    active_parameters: Parameters = None
    teacher_parameters: Parameters = None
    tokens: Tokens = None
    epochs: Epochs = None
    accelerator: str | None = None
    accelerators: Count = None
    mfu: Mfu = None
    price: Price = None
    provider: str | None = None
    billing: Billing | None = None
    region: str | None = None
    precision: Precision | None = None
    sequence_length: Sequence = None
    recompute: Recompute | None = None
    method: Method | None = None
    batch_tokens: Batch = None
    batch_sequences: Sequences = None
    optimizer: Optimizer | None = None
    adapter_rank: Rank = None
    stack: Stack | None = None
    goodput: Goodput = None
    sampling: Mfu = None
    pue: Pue = None
    grid: str | None = None
    electricity_price: Electricity = None
    overhead: Overhead = None
    deadline: Days = None
    budget: Dollars = None
    tensor_parallel: Degree = None
    pipeline_parallel: Degree = None
    context_parallel: Degree = None
    expert_parallel: Degree = None
    zero_stage: Stage = None
    micro_batch: Degree = None
    year: Year = None
    memory: Memory = None
    peak_throughput: Throughput = None
    as_of: Day = None
    # what a budget or a time was solved for, and nobody said
    solved: frozenset[str] = Field(default=frozenset(), exclude=True)
    # what nobody said and the team's defaults filled in: each field, and whose default it is
    by_team: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)

    @property
    def asked(self) -> "Request":
        """The request without its team's defaults."""
        if not self.by_team:
            return self
        return self.model_copy(update={**dict.fromkeys(name for name, _ in self.by_team), "by_team": ()})

    def origin(self, name: str) -> Given | Assumed:
        """Who says what a field holds: the person, or the team."""
        team = dict(self.by_team).get(name)
        return Assumed(team) if team else Given(name)

    @model_validator(mode="after")
    def _active_within_total(self) -> Self:
        if self.parameters and self.active_parameters and self.active_parameters > self.parameters:
            raise ImpossibleError(
                f"{self.active_parameters:g} active parameters are more than the model's {self.parameters:g}.",
                "Say the total first: `671B-A37B`.",
                field="active_parameters",
            )
        return self

    @model_validator(mode="after")
    def _holds_a_sequence(self) -> Self:
        for field, what, amount in (("batch_tokens", "A batch", self.batch_tokens), ("tokens", "Data", self.tokens)):
            if amount and self.sequence_length and amount < self.sequence_length:
                raise ImpossibleError(
                    f"{what} of {amount:,.6g} tokens is less than one sequence of {self.sequence_length:,}.",
                    "Both are counted in tokens: `batch=4M`, `tokens=2T`.",
                    field=field,
                )
        return self


def allowed(field: str) -> str:
    """What an amount can be, to follow "it must be": `at least 0.1 % and at most 100 %`."""
    return Request.model_fields[field].description or "a number"
