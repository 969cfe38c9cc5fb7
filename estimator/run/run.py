"""A training run described once: everything that was said, looked up or assumed about it, with who says so."""

import datetime

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Model
from estimator.errors import ConflictError, RequestError
from estimator.request import Method, Optimizer, Recompute, Request
from estimator.run import subject, usual
from estimator.run.described import DescribedShape
from estimator.run.machine import machine
from estimator.run.usual_adapter import usual_adapter
from estimator.run.usual_shape import usual_shape_of

_ADAPTING = ("lora", "qlora")


class Run(Struct, frozen=True):
    """What is trained, on what data, on which accelerators, and how; work, MFU, memory and money are functions of it.

    `shape` is the published one where `is_counted`, else the usual one for the size. `active_parameters` is None for
    a dense model, `passed_parameters` those that a token passes in any, `adapter_parameters` None where all weights
    are trained, `recompute` None until what fits has decided it.
    """

    request: Request
    as_of: datetime.date
    model: Model | None
    shape: DescribedShape
    is_counted: bool
    parameters: Quantity
    active_parameters: Quantity | None
    passed_parameters: Quantity
    tokens: Quantity
    sequence_length: Quantity
    batch_tokens: Quantity
    accelerator: Accelerator
    precision: str
    peak_throughput: Quantity
    accelerators: Quantity
    method: Method
    optimizer: Optimizer
    adapter_parameters: Quantity | None
    recompute: Recompute | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def teacher(self) -> Quantity | None:
        """The parameters of the teacher that a token passes, where there is one."""
        said = self.request.teacher_parameters
        return Quantity("reference_parameters", said, Given("teacher")) if said else None

    @property
    def is_sparse(self) -> bool:
        """Whether the model has routed experts."""
        return self.shape.shape.expert_layers > 0

    @property
    def adapts(self) -> bool:
        """Whether only adapters are trained, beside frozen weights."""
        return self.method in _ADAPTING

    @property
    def count(self) -> int:
        """How many accelerators it runs on."""
        return int(self.accelerators.value)

    @property
    def has_given_count(self) -> bool:
        """Whether the number of accelerators was said."""
        return isinstance(self.accelerators.origin, Given)

    @property
    def name(self) -> str:
        """What to call what is trained in a sentence: the model's name, or its size."""
        if self.model and not isinstance(self.parameters.origin, Given):
            return self.model.name
        return f"A model of {scaled(self.parameters.value)} parameters"

    @property
    def short_name(self) -> str:
        """The model's name, or what a model of its size is called: `70B`, `671B-A37B`."""
        if self.model and not isinstance(self.parameters.origin, Given):
            return self.model.name
        active = f"-A{scaled(self.active_parameters.value)}" if self.active_parameters else ""
        return f"{scaled(self.parameters.value)}{active}"

    def on(self, count: int, reason: str) -> "Run":
        """The same run on another number of accelerators, for a reason."""
        accelerators = Quantity("accelerators", float(count), Assumed(reason))
        batch = usual.batch_tokens(
            self.request, self.passed_parameters.value, self.tokens.value, self.sequence_length.value, count
        )
        return replace(self, accelerators=accelerators, batch_tokens=batch)


def run_of(request: Request, catalogue: Catalogue, as_of: datetime.date) -> Run:
    """The run of a request.

    Raises RequestError when the model's size or its tokens are missing, or the accelerator lacks the precision.
    """
    model = subject.known_model(request, catalogue)
    parameters, active = subject.parameters(request, model), subject.active_parameters(request, model)
    tokens, length = subject.tokens(request, model, catalogue), usual.sequence_length(request, model)
    device = machine(request, model, catalogue)
    passed = subject.passed_parameters(parameters, active)
    size, data = request.as_usual_for or (passed.value, tokens.value)
    accelerators = usual.accelerators(request, device.accelerator, size, data)
    published = subject.published_shape(request, model)
    shape = published or usual_shape_of(parameters, active, size if request.as_usual_for else None)
    method = _method(request)
    return Run(
        request=request,
        as_of=as_of,
        model=model,
        shape=shape,
        is_counted=published is not None,
        parameters=parameters,
        active_parameters=active,
        passed_parameters=passed,
        tokens=tokens,
        sequence_length=length,
        batch_tokens=usual.batch_tokens(request, passed.value, tokens.value, length.value, int(accelerators.value)),
        accelerator=device.accelerator,
        precision=device.precision,
        peak_throughput=device.peak_throughput,
        accelerators=accelerators,
        method=method,
        optimizer=request.optimizer or "adam",
        adapter_parameters=usual_adapter(shape, passed, request.adapter_rank) if method in _ADAPTING else None,
        recompute=request.recompute,
        doubts=(*device.doubts, *_assumed_tokens(request, tokens)),
    )


def _method(request: Request) -> Method:
    """How it is trained; who names a teacher distils. Raises RequestError for a distillation without one."""
    if request.method == "distill" and not request.teacher_parameters:
        raise RequestError(
            "A distillation needs its teacher's size.",
            "Say the parameters that a token passes in it: `8B 1T h100 distill teacher=70B`.",
            field="teacher_parameters",
        )
    if request.teacher_parameters and request.method not in (None, "distill"):
        raise ConflictError(
            f"A teacher goes with method=distill, not with {request.method}.", "Leave one of them out.", field="method"
        )
    return "distill" if request.teacher_parameters else request.method or "pretrain"


def _assumed_tokens(request: Request, tokens: Quantity) -> tuple[Doubt, ...]:
    if request.tokens or request.method in (None, "pretrain"):
        return ()
    message = f"You said no tokens, so this takes {scaled(tokens.value)}: say yours, for example `tokens=20M`."
    return (Doubt("tokens_assumed", message),)
