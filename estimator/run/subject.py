"""What is trained: the model's size and shape, its tokens, and where each number comes from."""

from estimator.calculation.numbers import scaled
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.equations.throughput import tokens as all_tokens
from estimator.errors import RequestError
from estimator.request import Request
from estimator.run.described import DescribedShape


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
        "Say `70B 2T a100`, or a name such as `llama-2-70b a100`.",
        field="parameters",
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


def tokens(request: Request, model: Model | None) -> Quantity:
    """The tokens over all epochs. Raises RequestError when neither they nor a model with published tokens is named."""
    published = model.tokens if model else None
    if request.tokens and request.epochs:
        data = Quantity("dataset_tokens", request.tokens / request.epochs, Given("tokens"))
        return all_tokens.of(data, Quantity("epochs", request.epochs, Given("epochs")))
    if request.tokens:
        return Quantity("tokens", request.tokens, _origin(request, "tokens"))
    if published and request.epochs:
        return all_tokens.of(published.quantity("dataset_tokens"), Quantity("epochs", request.epochs, Given("epochs")))
    if published:
        return published.quantity("tokens")
    name = model.name if model else f"a model of {scaled(request.parameters or 0)} parameters"
    raise RequestError(
        f"I need the number of training tokens for {name}.",
        "Add it, for example `2T`, `300B` or `tokens=1.4e12`.",
        field="tokens",
    )


def published_shape(request: Request, model: Model | None) -> DescribedShape | None:
    """The published shape, when the model was named and its size not overridden."""
    if model is None or model.shape is None or request.parameters:
        return None
    return DescribedShape.of(model.shape, model.shape_source or "the shape that its makers published")


def _origin(request: Request, name: str) -> Given | Assumed:
    return Assumed("solved for: what the budget buys") if name in request.solved else Given(name)
