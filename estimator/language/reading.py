"""Text to a request: every word is read, is filler, or is an error that names it."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.errors import ConflictError, ImpossibleError, RequestError
from estimator.language import chosen, data, datasets, places, readings
from estimator.language.accelerator_hours import accelerator_hours, named_in_hours
from estimator.language.amounts import SPELT
from estimator.language.batches import sequences
from estimator.language.card_memory import card_memory
from estimator.language.choices import CHOICE_WORDS
from estimator.language.complaints import unreadable
from estimator.language.contexts import contexts
from estimator.language.counts import alternatives, counted_accelerators, several_runs
from estimator.language.draft import Draft, label
from estimator.language.either import without_its_sentence
from estimator.language.families import families, several_sizes
from estimator.language.filler import FILLER
from estimator.language.hyperparameters import hyperparameters
from estimator.language.limits import LIMIT_WORDS
from estimator.language.mixtures import mixtures
from estimator.language.names import Names
from estimator.language.nodes import lone_node, per_node
from estimator.language.options import KEY_WORDS, example_of
from estimator.language.other_kinds import of_another_kind
from estimator.language.plain import plain_readers
from estimator.language.prose import left_out, note_unused, sized_names
from estimator.language.ratio import tokens_per_parameter
from estimator.language.settings import after_value, before_value
from estimator.language.settling import settle
from estimator.language.unknown_words import EXAMPLE
from estimator.language.words import sentence
from estimator.request import AmountError, Request, allowed

LONGEST_TEXT = 1000

# in this order: what is certain before what is likely, filler before the slower look-up of names
_PRODUCTIONS: tuple[Callable[[Draft, int], int], ...] = (
    readings.deliveries,
    accelerator_hours,
    hyperparameters,
    data.amounts_of_data,
    data.rows,
    data.rollouts,
    sequences,
    data.unit_of_tokens,
    before_value,
    tokens_per_parameter,
    per_node,
    mixtures,
    readings.epochs,
    chosen.choices,
    readings.money,
    several_sizes,
    readings.sparse_model,
    after_value,
    readings.times,
    readings.sizes_of_models,
    readings.scaled_quantities,
    places.places_after_in,
    readings.filler,
    named_in_hours,
    counted_accelerators,
    readings.models,
    datasets.datasets,
    chosen.frameworks,
    chosen.layouts,
    readings.quantities,
    places.places,
    readings.parts_of_names,
    families,
    lone_node,
    alternatives,
    several_runs,
    card_memory,
    contexts,
)
_NUMERIC = {
    accelerator_hours,
    data.amounts_of_data,
    data.rollouts,
    sequences,
    alternatives,
    several_runs,
    per_node,
    mixtures,
    readings.money,
    after_value,
    readings.times,
    readings.epochs,
    readings.sizes_of_models,
    readings.scaled_quantities,
    readings.quantities,
    card_memory,
    contexts,
}
_WORDY = tuple(production for production in _PRODUCTIONS if production not in _NUMERIC)
# as far as readers look: a word that stands among the same words again is read as it was
_AROUND = 7
# said so often among the same words, a word says nothing more
_SAID_ENOUGH = 8
# words that a number, an amount of money or a time may begin with, besides digits
_NUMBER_WORDS = LIMIT_WORDS | SPELT | {"a", "an", "by", "before", "until", "till"}
# filler that begins nothing else
_PLAIN_FILLER = FILLER - KEY_WORDS - LIMIT_WORDS - CHOICE_WORDS - {"a", "an", "in", "by"}


class Reading(Struct, frozen=True):
    """A request as it was read: what to do with the answer, doubts on the way, and where each field stands."""

    request: Request
    deliver: frozenset[str]
    doubts: tuple[Doubt, ...]
    spans: Mapping[str, tuple[int, int]]


def read(text: str, names: Names, *, today: datetime.date, is_prose: bool | None = None) -> Reading:
    """The request that a text makes; `today` turns a date into a deadline, and a part of a sentence says that it is.

    Raises RequestError, with the place in the text, for what cannot be read, what cannot be, and what is said twice.
    """
    try:
        return _read_whole(text, names, today, is_prose)
    except RequestError as error:
        if other := of_another_kind(text, error):
            raise other from None
        raise


def _read_whole(text: str, names: Names, today: datetime.date, is_prose: bool | None) -> Reading:
    if len(text) > LONGEST_TEXT:
        raise RequestError(f"That is {len(text):,} characters.", f"A request has at most {LONGEST_TEXT:,}.")
    try:
        return _read(text, names, today, is_prose)
    except ConflictError as error:
        shorter = without_its_sentence(text, error.span) if error.span else None
        if shorter is None:
            raise
        first, other = shorter
        return _first_of_two(_read_or(error, first, names, today), other)


def _read_or(error: ConflictError, text: str, names: Names, today: datetime.date) -> Reading:
    """The reading of a text; the error of a longer one where that cannot be read either."""
    try:
        found = _read(text, names, today)
    except RequestError:
        raise error from None
    if found.request.parameters is None and found.request.model is None:
        raise error
    return found


def _first_of_two(found: Reading, other: str) -> Reading:
    """The request that comes first, with what was asked besides."""
    doubt = Doubt("also_asked", f'Answered is the first of two requests. Ask the other one by itself: "{other}"')
    return replace(found, doubts=(*found.doubts, doubt))


def _read(text: str, names: Names, today: datetime.date, is_prose: bool | None = None) -> Reading:
    draft = Draft(sentence(text), names, today, prose=is_prose)
    if not draft.sentence.words:
        raise RequestError("There is nothing to estimate.", f"Try {EXAMPLE}")
    index, plain = 0, plain_readers(draft)
    while index < len(draft.sentence.words):
        index = (plain[index](draft, index) if index in plain else 0) or _next(draft, index)
    settle(draft)
    note_unused(draft)
    return Reading(_request(draft), frozenset(draft.deliver), tuple(dict.fromkeys(draft.doubts)), draft.spans)


def _next(draft: Draft, index: int) -> int:
    """The position after what stands at this one."""
    word = draft.sentence.at(index)
    if word in _PLAIN_FILLER:
        return index + 1
    around = draft.sentence.texts[max(0, index - 1) : index + _AROUND]
    again = draft.read_by.get(around)
    if again:
        lengths = draft.repeated.setdefault(around, [])
        if len(lengths) >= _SAID_ENOUGH:
            return index + lengths[-1]
        if stop := again(draft, index):
            lengths.append(stop - index)
            return stop
    wordy = word[0].isalpha() and word not in _NUMBER_WORDS and word[0] not in "xu"
    for production in (*(_WORDY if wordy else _PRODUCTIONS), sized_names, left_out):
        if stop := production(draft, index):
            draft.read_by[around] = production
            return stop
    raise unreadable(draft, index)


def _request(draft: Draft) -> Request:
    said: Mapping[str, Any] = draft.said
    try:
        return Request(**said, text=draft.sentence.raw)
    except AmountError as error:
        raise _impossible(draft, error.field or "") from None
    except ImpossibleError as error:
        error.span = draft.spans.get(error.field or "")
        raise


def _impossible(draft: Draft, name: str) -> ImpossibleError:
    """The error of a value outside what its field can be."""
    span = draft.spans[name]
    word = draft.sentence.raw[slice(*span)]
    message = f'"{word}" cannot be: the {label(name)} must be {allowed(name)}.'
    return ImpossibleError(message, f"For example `{example_of(name)}`.", span=span, field=name)
