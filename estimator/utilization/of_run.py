"""A run, and a chip of the catalogue, as the model of MFU takes them."""

from estimator.calculation.quantity import Quantity
from estimator.catalogue.entries import Accelerator
from estimator.catalogue.shape import Shape
from estimator.run.machine import sixteen_bit_peak
from estimator.run.run import Run
from estimator.utilization.features import Chip, Features, Practice

USUAL_MATMUL_SHARE = 0.77
_USUAL_LINK, _USUAL_NETWORK = 64e9, 12.5e9
# FLOP for each byte of memory bandwidth: what 16-bit chips have where the maker states no bandwidth
_USUAL_INTENSITY = 200
# Work for each weight and token, and passes of the work between tokens, by method; all others train the whole model.
_FLOP = {"lora": 4, "qlora": 4, "dpo": 8, "grpo": 10}
_FULL_FLOP, _TEACHER_FLOP, _PASSES = 6, 2, 3
_PASSES_OF = {"dpo": 4, "grpo": 5}
REPEATED = {"none": 0.0, "selective": 0.1, "full": 1.0}
_PRACTICES: dict[str, Practice] = {"typical": "typical", "tuned": "tuned", "ours": "typical"}


def features_of(run: Run, compute: Quantity) -> Features:
    """What the model of MFU is told about a run; `compute` is the work that the answer counts."""
    shape, stack, said = run.shape.shape, run.request.stack or "typical", run.request
    passed = run.passed_parameters.value
    passes = _PASSES_OF.get(run.method, _PASSES)
    return Features(
        chip=chip_of(run.accelerator, run.precision, run.peak_throughput.value),
        parameters=run.parameters.value,
        active_parameters=passed,
        linear_flop=_FLOP.get(run.method, _FULL_FLOP) * passed
        + _TEACHER_FLOP * (run.teacher.value if run.teacher else 0),
        attention_flop=attention_flop(shape, run.sequence_length.value) * passes / _PASSES,
        counted_flop=compute.value / run.tokens.value,
        layers=shape.layers,
        width=shape.width,
        sequence_length=run.sequence_length.value,
        accelerators=run.accelerators.value,
        batch_tokens=run.batch_tokens.value,
        year=_year(run),
        practice=_PRACTICES.get(stack, "typical"),
        method="lora" if run.adapts else run.method,
        stack="" if stack in _PRACTICES else stack,
        routed_copies=routed_copies(shape),
        tokens=None if said.goodput else run.tokens.value,
        tensor=said.tensor_parallel,
        pipeline=said.pipeline_parallel,
        micro_batch=said.micro_batch,
        repeated_forward=REPEATED.get(run.recompute or "none", 0.0),
    )


def _year(run: Run) -> float:
    """The middle of the year that was said, else the day of the facts."""
    day, year = run.as_of, run.request.year
    return year + 0.5 if year else day.year + (day - day.replace(month=1, day=1)).days / 365


def routed_copies(shape: Shape) -> float:
    """How many experts a layer sends a token to, on average over all layers."""
    return shape.expert_layers * shape.experts_per_token / shape.layers


def attention_flop(shape: Shape, sequence_length: float) -> float:
    """Work of attention's causal core on a token, forward and backward [FLOP], within windows where there are any."""
    size = shape.head_size or (shape.nope_size + shape.rope_size + shape.value_size) / 2
    windowed = shape.window_layers if shape.window and shape.window < sequence_length else 0
    seen = (shape.attention_layers - windowed) * sequence_length + windowed * 2 * shape.window
    return _PASSES * 2 * shape.heads * size * seen


def chip_of(entry: Accelerator, precision: str, peak: float) -> Chip:
    """An accelerator of the catalogue, with its peak [FLOP/s] at a precision.

    Where that is below the 16-bit peak (TF32, or FP16 on some chips), it stands for that too.
    """
    sixteen = sixteen_bit_peak(entry)
    ceiling, bandwidth = entry.matmul_ceiling.get("bf16"), entry.memory_bandwidth
    return Chip(
        identifier=entry.id,
        architecture=entry.architecture,
        year=entry.year,
        precision=precision,
        peak=peak,
        sixteen_bit_peak=min(sixteen, peak),
        matmul_share=min(1.0, ceiling.value / sixteen) if ceiling else USUAL_MATMUL_SHARE,
        memory=entry.memory.value,
        memory_bandwidth=bandwidth.value if bandwidth else sixteen / _USUAL_INTENSITY,
        domain=entry.link_domain or 1,
        link=(entry.link_bandwidth.value if entry.link_bandwidth else _USUAL_LINK) / 2,
        network=entry.network_bandwidth.value if entry.network_bandwidth else _USUAL_NETWORK,
    )
