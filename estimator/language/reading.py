"""Text to a request: every word is read, is filler, or is an error that names it."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

from pydantic import ValidationError

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import ConflictError, ImpossibleError, RequestError
from estimator.language import readings
from estimator.language.amounts import SPELT
from estimator.language.choices import CHOICE_WORDS
from estimator.language.complaints import EXAMPLE, unreadable
from estimator.language.counts import counted_accelerators
from estimator.language.draft import Draft, label
from estimator.language.filler import FILLER
from estimator.language.limits import LIMIT_WORDS
from estimator.language.names import Names
from estimator.language.options import KEY_WORDS, example_of
from estimator.language.settings import after_value, before_value
from estimator.language.words import sentence
from estimator.request import Request, allowed

LONGEST_TEXT = 1000
_SAME_MODEL = 0.1
_ON_FEW_TOKENS = ("finetune", "lora", "dpo")

# in this order: what is certain before what is likely, filler before the slower look-up of names
_PRODUCTIONS: tuple[Callable[[Draft, int], int], ...] = (
    readings.deliveries,
    before_value,
    readings.epochs,
    readings.choices,
    readings.money,
    readings.sparse_model,
    after_value,
    readings.times,
    readings.scaled_quantities,
    readings.places_after_in,
    readings.filler,
    counted_accelerators,
    readings.models,
    readings.quantities,
    readings.places,
    readings.parts_of_names,
)
_NUMERIC = {
    readings.money,
    after_value,
    readings.times,
    readings.epochs,
    readings.scaled_quantities,
    readings.quantities,
}
_WORDY = tuple(production for production in _PRODUCTIONS if production not in _NUMERIC)
# words that a number, an amount of money or a time may begin with, besides digits
_NUMBER_WORDS = LIMIT_WORDS | SPELT | {"a", "an", "by", "before", "until"}
# filler that begins nothing else
_PLAIN_FILLER = FILLER - KEY_WORDS - LIMIT_WORDS - CHOICE_WORDS - {"a", "an", "in", "by"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as it was read: what to do with the answer, doubts on the way, and where each field stands."""

    request: Request
    deliver: frozenset[str]
    doubts: tuple[Doubt, ...]
    spans: Mapping[str, tuple[int, int]]


def read(text: str, names: Names, *, today: datetime.date) -> Reading:
    """The request that a text makes; `today` turns a date into a deadline.

    Raises RequestError, with the place in the text, for what cannot be read, what cannot be, and what is said twice.
    """
    if len(text) > LONGEST_TEXT:
        raise RequestError(f"That is {len(text):,} characters.", f"A request has at most {LONGEST_TEXT:,}.")
    draft = Draft(sentence(text), names, today)
    if not draft.sentence.words:
        raise RequestError("There is nothing to estimate.", f"Try {EXAMPLE}")
    index = 0
    while index < len(draft.sentence.words):
        index = _next(draft, index)
    _place_quantities(draft)
    _count_epochs(draft)
    _check_model(draft)
    return Reading(_request(draft), frozenset(draft.deliver), tuple(dict.fromkeys(draft.doubts)), draft.spans)


def _next(draft: Draft, index: int) -> int:
    """The position after what stands at this one."""
    word = draft.sentence.at(index)
    if word in _PLAIN_FILLER:
        return index + 1
    wordy = word[0].isalpha() and word not in _NUMBER_WORDS and word[0] not in "xu"
    for production in _WORDY if wordy else _PRODUCTIONS:
        if stop := production(draft, index):
            return stop
    raise unreadable(draft, index)


def _place_quantities(draft: Draft) -> None:
    """Bare quantities are parameters then tokens; beside a model's name a single one is tokens."""
    taken = {**draft.said, **({"tokens": 0} if "total_tokens" in draft.said else {})}
    fields = [name for name in ("parameters", "tokens") if name not in taken]
    if "model" in draft.said and "parameters" in fields and len(draft.bare) < len(fields):
        fields.remove("parameters")
    if len(draft.bare) > len(fields):
        _, span = draft.bare[len(fields)]
        word = draft.sentence.raw[slice(*span)]
        raise ConflictError(
            f'I can\'t place the quantity "{word}": parameters and tokens are already given.',
            "Parameters come first, then tokens; name any other quantity, as in batch=4M.",
            span=span,
        )
    for name, (value, span) in zip(fields, draft.bare, strict=False):
        draft.say_at(name, value, span)
    few_are_usual = draft.said.get("method") in _ON_FEW_TOKENS
    if len(draft.bare) == len(("parameters", "tokens")) and draft.bare[1][0] < draft.bare[0][0] and not few_are_usual:
        first, second = (scaled(value) for value, _ in draft.bare)
        message = f"Read as {first} parameters and {second} tokens. Did you mean {second} {first}?"
        draft.doubts.append(Doubt("swapped_quantities", message))


def _count_epochs(draft: Draft) -> None:
    """Tokens are one pass over the data until epochs multiply them; `total_tokens` are all passes together."""
    epochs, tokens = draft.said.get("epochs"), draft.said.get("tokens")
    if "total_tokens" in draft.said:
        span = draft.spans.pop("total_tokens")
        draft.say_at("tokens", draft.said.pop("total_tokens"), span)
    elif isinstance(epochs, float) and isinstance(tokens, float):
        draft.said["tokens"] = tokens * epochs


def _check_model(draft: Draft) -> None:
    """A model knows its parameters: saying them again is fine, saying others is not."""
    model = draft.said.get("model")
    if not isinstance(model, str):
        return
    said = draft.said.get("parameters")
    fetched = model.startswith("hf:")
    known = draft.names.parameters(model) if isinstance(said, float) and not fetched else None
    if isinstance(said, float) and known is None and not fetched:
        # never published: what the person says is all there is
        return
    if known and isinstance(said, float) and isclose(known, said, rel_tol=_SAME_MODEL):
        del draft.said["parameters"]
    for name in ("parameters", "active_parameters"):
        if name in draft.said:
            span = draft.spans[name]
            raise ConflictError(
                f'{model} has its own {label(name)}; "{draft.sentence.raw[slice(*span)]}" are others.',
                "Leave out one of them.",
                span=span,
                field=name,
            )


def _request(draft: Draft) -> Request:
    try:
        return Request.model_validate({**draft.said, "text": draft.sentence.raw})
    except ValidationError as error:
        raise _impossible(draft, error) from None
    except ImpossibleError as error:
        error.span = draft.spans.get(error.field or "")
        raise


def _impossible(draft: Draft, error: ValidationError) -> ImpossibleError:
    """The error of a value outside what its field can be; of epochs before that of the tokens that they multiply."""
    wrong = [str(found["loc"][0]) for found in error.errors()]
    name = "epochs" if "epochs" in wrong else wrong[0]
    span = draft.spans[name]
    word = draft.sentence.raw[slice(*span)]
    message = f'"{word}" cannot be: the {label(name)} must be {allowed(name)}.'
    return ImpossibleError(message, f"For example `{example_of(name)}`.", span=span, field=name)
