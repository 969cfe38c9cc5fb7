"""What is trained: the model's size and shape, its tokens, and where each number comes from."""

from estimator.calculation.numbers import scaled
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.equations.throughput import tokens as all_tokens
from estimator.errors import RequestError
from estimator.language.asks import asks_without_tokens
from estimator.request import Request
from estimator.run.described import DescribedShape
from estimator.run.examples import COMPUTE_OPTIMAL, EXAMPLES, with_tokens

_NO_MATTER = "memory does not hang on them; 20 for each parameter would be compute-optimal"


def known_model(request: Request, catalogue: Catalogue) -> Model | None:
    """The known model of a request; none when its size was never published and the request says what to take for it."""
    if request.model is None or (request.parameters and catalogue.undisclosed.find(request.model)):
        return None
    return catalogue.model(request.model)


def parameters(request: Request, model: Model | None) -> Quantity:
    """The size of the model. Raises RequestError when neither it nor a model is named."""
    if request.parameters:
        return Quantity("parameters", request.parameters, _origin(request, "parameters"))
    if model:
        return model.parameters.quantity("parameters")
    raise RequestError(
        "I need the size of the model or its name.",
        "Say `70B`, `671B-A37B`, or a name such as `llama-2-70b`.",
        field="parameters",
        suggestions=EXAMPLES,
    )


def active_parameters(request: Request, model: Model | None) -> Quantity | None:
    """The parameters that a token passes in a sparse model; None for a dense one."""
    if request.active_parameters and request.active_parameters != request.parameters:
        return Quantity("active_parameters", request.active_parameters, Given("active parameters"))
    if model and not request.parameters and model.active_parameters.value != model.parameters.value:
        return model.active_parameters.quantity("active_parameters")
    return None


def passed_parameters(parameters: Quantity, active: Quantity | None) -> Quantity:
    """The parameters that a token passes, as active_parameters: all of a dense model's."""
    return active or Quantity("active_parameters", parameters.value, parameters.origin, parameters.low, parameters.high)


def tokens(request: Request, model: Model | None, catalogue: Catalogue) -> Quantity:
    """The tokens over all epochs: as given, as published for the model, or a usual number of a fine-tune.

    Raises RequestError when neither they nor a model with published tokens is named, and it is no fine-tune.
    """
    if request.tokens and not request.epochs:
        return Quantity("tokens", request.tokens, _origin(request, "tokens"))
    name = "dataset_tokens" if request.epochs else "tokens"
    if request.tokens and request.epochs:
        data = Quantity(name, request.tokens / request.epochs, Given("tokens"))
    elif request.method not in (None, "pretrain"):
        data = catalogue.assumption("fine_tuning_tokens").quantity(name)
    elif model and model.tokens:
        data = model.tokens.quantity(name)
    elif asks_without_tokens(request.text) and (size := _active_size(request, model)):
        data = Quantity(name, COMPUTE_OPTIMAL * size, Assumed(_NO_MATTER))
    else:
        raise _without_tokens(request, model)
    if not request.epochs:
        return data
    return all_tokens.of(data, Quantity("epochs", request.epochs, Given("epochs")))


def _active_size(request: Request, model: Model | None) -> float:
    return request.active_parameters or request.parameters or (model.active_parameters.value if model else 0)


def _without_tokens(request: Request, model: Model | None) -> RequestError:
    size = _active_size(request, model)
    name = model.name if model else f"a model of {scaled(request.parameters or 0)} parameters"
    return RequestError(
        f"I need the number of training tokens for {name}.",
        f"{scaled(COMPUTE_OPTIMAL * size, 2)} would be compute-optimal; Llama 3 70B took ten times its own optimum.",
        field="tokens",
        suggestions=with_tokens(request, size),
    )


def published_shape(request: Request, model: Model | None) -> DescribedShape | None:
    """The published shape, when the model was named and its size not overridden."""
    if model is None or model.shape is None or request.parameters:
        return None
    return DescribedShape.of(model.shape, model.shape_source or "the shape that its makers published")


def _origin(request: Request, name: str) -> Given | Assumed:
    if name not in request.solved:
        return Given(name)
    if request.training_compute:
        return Assumed("solved for: what takes the work that was said")
    return Assumed("solved for: what the budget buys" if request.budget else "solved for: what fits in the time")
