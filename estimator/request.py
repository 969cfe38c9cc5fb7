"""What a person may ask: every field of an estimate's request, validated."""

import datetime
from collections.abc import Collection, Mapping
from copy import copy
from typing import Annotated, Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import force_setattr

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
Stack = Literal["typical", "tuned", "ours"] | Framework


class Bounds(Struct, frozen=True):
    """What an amount can be: bounds that no real run is near, and how to say them after "it must be"."""

    least: Any
    most: Any
    words: str

    def taken(self, value: Any) -> Any:  # noqa: ANN401 - a program may give anything
        """The value as it is kept; None for one that cannot be."""
        kept = float(value) if isinstance(value, int) else value
        return kept if self.least <= kept <= self.most else None


class Whole(Bounds, frozen=True):
    """The same for a whole number."""

    def taken(self, value: Any) -> Any:  # noqa: ANN401 - as above
        """The value as it is kept; None for one that cannot be."""
        return int(value) if self.least <= value <= self.most and value == int(value) else None


class Choice(Struct, frozen=True):
    """The words that a field may hold."""

    choices: tuple[str, ...]

    @property
    def words(self) -> str:
        """The choices, to follow "it must be"."""
        return f"one of {', '.join(self.choices)}"

    def taken(self, value: Any) -> Any:  # noqa: ANN401 - as above
        """The word; None for another."""
        return value if value in self.choices else None


Rule = Bounds | Choice


class AmountError(ImpossibleError):
    """A value outside what its field can be; `field` names it."""


def rule_of(annotation: Any) -> Rule | None:  # noqa: ANN401 - a type as it is written
    """What a field of a request can be by its type; None where any text will do."""
    if rules := getattr(annotation, "__metadata__", ()):
        found: Rule = rules[0]
        return found
    choices = tuple(word for part in get_args(annotation) for word in get_args(part) if isinstance(word, str))
    return Choice(choices) if choices else None


Parameters = Annotated[float | None, Bounds(1e6, 1e15, "at least a million and at most 1e15")]
Tokens = Annotated[float | None, Bounds(1e3, 1e17, "at least 1,000 and at most 1e17")]
Epochs = Annotated[float | None, Bounds(0.01, 1e4, "at least 0.01 and at most 10,000")]
Count = Annotated[int | None, Whole(1, 100_000_000, "at least 1 and at most 100 million")]
Sequence = Annotated[int | None, Whole(16, 100_000_000, "at least 16 and at most 100 million tokens")]
Batch = Annotated[float | None, Bounds(16, 1e12, "at least one sequence and at most 1e12 tokens")]
Price = Annotated[float | None, Bounds(1e-3, 1e4, "at least $0.001 and at most $10,000 an hour")]
Electricity = Annotated[float | None, Bounds(1e-4, 100, "at least $0.0001 and at most $100 a kWh")]
Days = Annotated[float | None, Bounds(1 / 24, 36_525, "at least an hour and at most 100 years")]
Dollars = Annotated[float | None, Bounds(1, 1e14, "at least $1 and at most $100 trillion")]
Mfu = Annotated[float | None, Bounds(1e-3, 1, "at least 0.1 % and at most 100 %")]
Goodput = Annotated[float | None, Bounds(0.01, 1, "at least 1 % and at most 100 %")]
Pue = Annotated[float | None, Bounds(1, 10, "at least 1 and at most 10")]
Overhead = Annotated[float | None, Bounds(0, 10, "at least 0 % and at most 1,000 %")]
Throughput = Annotated[float | None, Bounds(1e12, 1e18, "at least 1 and at most a million TFLOP/s")]
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
Day = Annotated[datetime.date | None, Bounds(_FIRST, _LAST, "not before 2000 and not after 2100")]
Sequences = Annotated[float | None, Bounds(1, 1e9, "at least 1 and at most 1e9 sequences")]
Degree = Annotated[int | None, Whole(1, 100_000, "at least 1 and at most 100,000")]
Rank = Annotated[int | None, Whole(1, 100_000, "at least 1 and at most 100,000")]
Stage = Annotated[int | None, Whole(0, 3, "at least 0 and at most 3")]
Year = Annotated[int | None, Whole(2017, 2040, "at least 2017 and at most 2040")]
Memory = Annotated[float | None, Bounds(1e9, 1e14, "at least 1 GB and at most 100 TB")]


class Request(Struct, frozen=True, kw_only=True):
    """One question. A field that was not said is None; `tokens` is the total over all epochs, `deadline` is in days.

    `memory` and `peak_throughput` are an accelerator's own: bytes, and FLOP/s. `batch_sequences` is a batch that was
    said in sequences where their length was not. `teacher_parameters` are those that a token passes in a teacher;
    `sampling` is the share of the peak at which answers are sampled.
    """

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
    solved: frozenset[str] = frozenset()
    # parameters and tokens whose usual shape and accelerators are kept where what was solved for lies between two
    as_usual_for: tuple[float, float] | None = None
    # what nobody said and the team's defaults filled in: each field, and whose default it is
    by_team: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> "Request":
        """The request without its team's defaults."""
        if not self.by_team:
            return self
        return self.model_copy(update={**dict.fromkeys(name for name, _ in self.by_team), "by_team": ()})

    def __post_init__(self) -> None:
        """Refuse what cannot be. Raises ImpossibleError, AmountError for one field by itself."""
        self._check_each()
        self._check_together()

    def origin(self, name: str) -> Given | Assumed:
        """Who says what a field holds: the person, or the team."""
        team = dict(self.by_team).get(name)
        return Assumed(team) if team else Given(name)

    def model_copy(self, *, update: Mapping[str, Any]) -> "Request":
        """The request with other values in some fields, which are not checked."""
        other = copy(self)
        for name, value in update.items():
            force_setattr(other, name, value)
        return other

    def model_dump(self, *, exclude: Collection[str] = (), exclude_none: bool = False) -> dict[str, Any]:
        """What was asked by field, without what was solved for or filled in."""
        said = {name: getattr(self, name) for name in _SAID if name not in exclude}
        return {name: value for name, value in said.items() if value is not None} if exclude_none else said

    def _check_each(self) -> None:
        wrong = []
        for name, rule in _RULES.items():
            value = getattr(self, name)
            if value is not None:
                taken = rule.taken(value)
                force_setattr(self, name, taken)
                wrong += [name] if taken is None else []
        if wrong:
            name = "epochs" if "epochs" in wrong else wrong[0]
            raise AmountError(f"The {name.replace('_', ' ')} must be {allowed(name)}.", field=name)

    def _check_together(self) -> None:
        if self.parameters and self.active_parameters and self.active_parameters > self.parameters:
            raise ImpossibleError(
                f"{self.active_parameters:g} active parameters are more than the model's {self.parameters:g}.",
                "Say the total first: `671B-A37B`.",
                field="active_parameters",
            )
        for field, what, amount in (("batch_tokens", "A batch", self.batch_tokens), ("tokens", "Data", self.tokens)):
            if amount and self.sequence_length and amount < self.sequence_length:
                raise ImpossibleError(
                    f"{what} of {amount:,.6g} tokens is less than one sequence of {self.sequence_length:,}.",
                    "Both are counted in tokens: `batch=4M`, `tokens=2T`.",
                    field=field,
                )


_SAID = tuple(name for name in Request.__struct_fields__ if name not in ("solved", "as_usual_for", "by_team"))
_RULES: Mapping[str, Rule] = {
    name: rule for name, annotation in Request.__annotations__.items() if (rule := rule_of(annotation))
}


def allowed(field: str) -> str:
    """What a field can be, to follow "it must be": `at least 0.1 % and at most 100 %`."""
    return _RULES[field].words
