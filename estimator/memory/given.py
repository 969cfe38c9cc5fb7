"""What a request fixes of a layout, and the layouts that cannot be."""

from math import lcm, prod

from msgspec import Struct

from estimator.errors import ImpossibleError
from estimator.run.run import Run

_COPIES = "the layout fills whole copies of the model"


class Fixed(Struct, frozen=True):
    """What a request says of its layout; None where the search chooses."""

    tensor: int | None = None
    pipeline: int | None = None
    context: int | None = None
    expert: int | None = None
    zero: int | None = None
    micro_batch: int | None = None

    @property
    def has_degrees(self) -> bool:
        """Whether the split itself is fixed, not only how its states are shared."""
        return self.tensor is not None

    @property
    def copy(self) -> int:
        """How many accelerators one copy of the model takes, as far as that is fixed."""
        return prod(degree or 1 for degree in (self.tensor, self.pipeline, self.context))

    @property
    def unit(self) -> int:
        """The fewest accelerators that the fixed degrees divide, experts being spread over those of a stage."""
        return lcm(self.copy, (self.pipeline or 1) * (self.expert or 1))


_OPEN = Fixed()
_SAID = {
    "tensor": ("tp", "tensor_parallel"),
    "pipeline": ("pp", "pipeline_parallel"),
    "context": ("cp", "context_parallel"),
    "expert": ("ep", "expert_parallel"),
    "micro_batch": ("mbs", "micro_batch"),
}


def fixed(run: Run) -> Fixed:
    """What the request of a run fixes; once one degree is said, those that are not are 1, as in every framework."""
    request = run.request
    said = (request.tensor_parallel, request.pipeline_parallel, request.context_parallel, request.expert_parallel)
    if not any(said) and request.zero_stage is None and request.micro_batch is None:
        return _OPEN
    tensor, pipeline, context, expert = [degree or 1 for degree in said] if any(said) else said
    return Fixed(tensor, pipeline, context, expert, request.zero_stage, request.micro_batch)


def given_degrees(run: Run) -> dict[str, str]:
    """How each degree was said that the request itself fixes, by the degree's vocabulary name."""
    said = {name: (word, getattr(run.request, field)) for name, (word, field) in _SAID.items()}
    return {name: f"{word}={value}" for name, (word, value) in said.items() if value is not None}


def is_given(run: Run) -> bool:
    """Whether the request says how the run is laid out."""
    return fixed(run) is not _OPEN


def in_whole_copies(run: Run) -> Run:
    """The run, on a few more accelerators where nobody said how many and the layout does not divide them.

    Raises ImpossibleError for a layout that cannot be, with what can.
    """
    layout = fixed(run)
    if not layout.has_degrees:
        return run
    _refuse_uneven_model(run, layout)
    if run.count % layout.unit == 0:
        return run
    if not run.has_given_count:
        return run.on(-(-run.count // layout.unit) * layout.unit, _COPIES)
    if run.count % layout.copy:
        raise _uneven_count(run.count, layout)
    stage = run.count // (layout.pipeline or 1)
    _refuse_uneven("EP", "expert_parallel", layout.expert or 1, stage, "accelerators of a pipeline stage")
    return run


def _refuse_uneven_model(run: Run, layout: Fixed) -> None:
    shape, length = run.shape.shape, int(run.sequence_length.value)
    _refuse_more_stages(layout.pipeline or 1, shape.layers)
    if run.is_counted and shape.heads:
        _refuse_uneven("TP", "tensor_parallel", layout.tensor or 1, shape.heads, "attention heads")
    _refuse_uneven("CP", "context_parallel", layout.context or 1, length, "tokens of a sequence")
    if not shape.experts and layout.expert != 1:
        message = f"EP {layout.expert} spreads experts, and {run.name} is dense: it has none."
        raise ImpossibleError(message, "Leave `ep=` out.", field="expert_parallel")
    if shape.experts:
        _refuse_uneven("EP", "expert_parallel", layout.expert or 1, shape.experts, "experts")


def _refuse_more_stages(pipeline: int, layers: int) -> None:
    if pipeline > layers:
        message = f"PP {pipeline} needs a layer for each stage, and there are {layers} layers."
        raise ImpossibleError(message, f"At most `pp={layers}`.", field="pipeline_parallel")


def _refuse_uneven(symbol: str, field: str, degree: int, whole: int, of_what: str) -> None:
    if whole % degree:
        below = max(part for part in range(1, min(degree, whole) + 1) if whole % part == 0)
        message = f"{symbol} {degree} does not divide the {whole:,} {of_what}."
        raise ImpossibleError(message, f"`{symbol.lower()}={below}` does.", field=field)


def _uneven_count(count: int, layout: Fixed) -> ImpossibleError:
    degrees = f"TP {layout.tensor} × PP {layout.pipeline} × CP {layout.context} = {layout.copy:,}"
    below, above = count // layout.copy * layout.copy, -(-count // layout.copy) * layout.copy
    numbers = " or ".join(f"{number:,}" for number in (below, above) if number)
    message = f"{count:,} accelerators are not whole copies of a model on {degrees}."
    return ImpossibleError(message, f"{numbers} are.", field="accelerators")
