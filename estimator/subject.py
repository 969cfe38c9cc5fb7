"""What is trained: the model's parameters, its tokens, and where each number comes from."""

from dataclasses import dataclass

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.equations.throughput import tokens as all_tokens
from estimator.errors import RequestError
from estimator.numbers import scaled
from estimator.quantity import Given, Quantity
from estimator.request import Request


@dataclass(frozen=True, slots=True)
class Subject:
    """A model and its data. `active_parameters` is None for a dense model given by its size alone."""

    model: Model | None
    parameters: Quantity
    active_parameters: Quantity | None
    tokens: Quantity

    @property
    def passed_parameters(self) -> Quantity:
        """The parameters that a token passes."""
        return self.active_parameters or self.parameters


def subject(request: Request, catalogue: Catalogue) -> Subject:
    """The model and the data of a request. Raises RequestError when either is missing."""
    model = _model(request, catalogue)
    return Subject(model, _parameters(request, model), _active(request, model), _tokens(request, model))


def _model(request: Request, catalogue: Catalogue) -> Model | None:
    """The known model; none when its size was never published and the request says what to take for it."""
    if request.model is None or (request.parameters and catalogue.undisclosed(request.model)):
        return None
    return catalogue.model(request.model)


def subject_name(trained: Subject) -> str:
    """What to call it in a sentence: the model's name, or its size."""
    if trained.model and not isinstance(trained.parameters.origin, Given):
        return trained.model.name
    return f"A model of {scaled(trained.parameters.value)} parameters"


def _parameters(request: Request, model: Model | None) -> Quantity:
    if request.parameters:
        return Quantity("parameters", request.parameters, Given("parameters"))
    if model:
        return model.parameters.quantity("parameters")
    raise RequestError(
        "I need the size of the model or its name.",
        "Say `70B 2T a100`, or a name such as `llama-2-70b a100`.",
        field="parameters",
    )


def _active(request: Request, model: Model | None) -> Quantity | None:
    if request.active_parameters and request.active_parameters != request.parameters:
        return Quantity("active_parameters", request.active_parameters, Given("active parameters"))
    if model and not request.parameters and model.active_parameters.value != model.parameters.value:
        return model.active_parameters.quantity("active_parameters")
    return None


def _tokens(request: Request, model: Model | None) -> Quantity:
    published = model.tokens if model else None
    if request.tokens and request.epochs:
        data = Quantity("dataset_tokens", request.tokens / request.epochs, Given("tokens"))
        return all_tokens.of(data, Quantity("epochs", request.epochs, Given("epochs")))
    if request.tokens:
        return Quantity("tokens", request.tokens, Given("tokens"))
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
