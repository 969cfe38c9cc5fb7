"""Values with their key, before or after: `mfu=0.5`, `mfu of 50%`, `50% mfu`, `4k context`."""

from collections.abc import Iterator, Mapping

from estimator.language import values
from estimator.language.amounts import POWERS, SMALLEST_QUANTITY, amount, numeral
from estimator.language.complaints import unreadable_value
from estimator.language.draft import Draft, Value
from estimator.language.limits import past_limit
from estimator.language.methods import not_yet
from estimator.language.naming import region
from estimator.language.options import Option, key
from estimator.language.sentences import is_prose
from estimator.language.words import ASSIGNS

_JOINERS = frozenset(
    """
    of is at to around about roughly approximately approx was be set drops falls rises goes becomes
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_ANY = float("inf")
# the largest value that may stand before its key: above it, the number is a quantity of its own
_TRAILING: Mapping[str, float] = {
    **dict.fromkeys(("parameters", "active_parameters", "tokens", "budget", "price", "deadline", "accelerators"), _ANY),
    **dict.fromkeys(("mfu", "goodput", "overhead", "pue"), values.SHORTEST_PERCENT),
    **dict.fromkeys(("epochs", "device_batch", "accumulation"), 1000),
    "memory": _ANY,
    "batch_tokens": 2e8,
    "sequence_length": 2**24,
}
_SMALLEST_BATCH = 1e4
_UNITS = {
    "tokens",
    "token",
    "params",
    "parameters",
    "epochs",
    "epoch",
    "days",
    "weeks",
    "months",
    "hours",
    "%",
    "nodes",
}


def before_value(draft: Draft, index: int) -> int:
    """Read a key and its value; returns the position after them, 0 when there is none.

    Raises UnreadableWordError for a value behind `=` that cannot be read.
    """
    found = key(draft, index)
    if found is None:
        return 0
    option, stop = found
    if option.field == "accelerators" and _is_memory(draft, stop + 1):
        return stop + 1
    if draft.sentence.at(stop) in ASSIGNS:
        return _assigned(draft, option, index, stop + 1)
    stop = _past_joiners(draft, option, stop)
    value = option.read(draft, stop) if draft.sentence.at(stop) and _may_follow(draft, option, stop) else None
    if value is None:
        return 0
    draft.say(option.field, value[0], index, value[1])
    return value[1]


def _is_memory(draft: Draft, index: int) -> bool:
    """Whether a sum is told, not a number of accelerators: `4 A6000 GPUs = 192 GB`."""
    at = draft.sentence.at
    return at(index - 1) == "=" and (at(index).endswith("gb") or at(index + 1) == "gb") and is_prose(draft)


def _past_joiners(draft: Draft, option: Option, index: int) -> int:
    """The position after words such as `of`, and for a bound after words such as `at most`."""
    limited = past_limit(draft.sentence, index)
    while limited == index and draft.sentence.at(index) in _JOINERS:
        index, limited = index + 1, past_limit(draft.sentence, index + 1)
    return limited if option.field in {"budget", "deadline"} else index


def _may_follow(draft: Draft, option: Option, index: int) -> bool:
    """Whether the word behind a key without `=` can be its value: `gpus 512 tokens` speaks of tokens."""
    if option.field == "region":
        return region(draft, index) is not None
    if option.field == "model":
        # `train a 3B model to chinchilla optimal` names none
        return draft.sentence.at(index - 1) != "to"
    if option.field == "price":
        # `the price of 7B on 2T tokens`
        found = amount(draft.sentence, index)
        return found is None or found.value < SMALLEST_QUANTITY
    if option.field == "accelerators":
        return "accelerators" not in draft.said and draft.sentence.at(index + 1) not in _UNITS
    return True


def _assigned(draft: Draft, option: Option, index: int, stop: int) -> int:
    value = option.read(draft, stop) if draft.sentence.at(stop) else None
    if value is None and option.field == "model" and (size := amount(draft.sentence, stop)):
        draft.say("parameters", size.value, index, size.stop)
        return size.stop
    if value is None and draft.sentence.at(stop - 1) == ":" and is_prose(draft):
        draft.unused.append(draft.sentence.span(index, stop - 1))
        return stop
    if value is None:
        if option.field == "method":
            not_yet(draft, stop)
        raise unreadable_value(draft, option, index, stop)
    draft.say(option.field, value[0], index, value[1])
    return value[1]


def after_value(draft: Draft, index: int) -> int:
    """Read a number and the key behind it; returns the position after them, 0 when there is none."""
    if numeral(draft.sentence.at(index).lstrip("$")) is None and amount(draft.sentence, index) is None:
        return 0
    stop = index + 1
    if draft.sentence.at(stop) in POWERS or draft.sentence.at(stop) in {"%", "percent"}:
        stop += 1
    for option, end in _keys_behind(draft, stop):
        if numeral(draft.sentence.at(end)) and "," in draft.sentence.said(index, end):
            # `on a 4090, batch 8`
            continue
        value = _trailing(draft, option, index, end)
        if value is not None and stop <= value[1] <= end:
            draft.say(option.field, value[0], index, end)
            return end
    return 0


def _keys_behind(draft: Draft, index: int) -> Iterator[tuple[Option, int]]:
    """The keys that may belong to the number before: in `4M token batch` the batch, in `2T tokens` the tokens."""
    at = draft.sentence.at
    if at(index) in {"token", "tokens"} and (found := key(draft, index + 1)):
        option, end = found
        batch = option.field == "batch_tokens" and not _is_batch(draft, end)
        if at(end) not in ASSIGNS and (batch or option.field == "sequence_length"):
            yield found
    if (found := key(draft, index)) and at(found[1]) not in ASSIGNS:
        yield found


def _is_batch(draft: Draft, index: int) -> bool:
    """Whether a batch stands behind the key, as in `100M tokens batch 1M`."""
    found = amount(draft.sentence, index)
    if found is None or not found.scaled or key(draft, found.stop):
        return False
    return _SMALLEST_BATCH < found.value < _TRAILING["batch_tokens"]


def _trailing(draft: Draft, option: Option, index: int, end: int) -> tuple[Value, int] | None:
    """The value before a key, only where nothing else can be meant: `2T budget 3M` is no budget of 2T."""
    if option.field == "price" and not draft.sentence.at(index).startswith("$"):
        return None
    if option.field == "budget" and values.budget(draft, _past_joiners(draft, option, end)):
        return None
    if option.field == "active_parameters" and _belongs_to_next(draft, end):
        return None
    read = values.duration_only if option.field == "deadline" else option.read
    value = read(draft, index) if option.field in _TRAILING else None
    if value is None or not isinstance(value[0], float | int) or value[0] > _TRAILING[option.field]:
        return None
    return value


def _belongs_to_next(draft: Draft, index: int) -> bool:
    """Whether `active` speaks of the number behind it, as in `671B active 37B`, not of the one before."""
    following = amount(draft.sentence, index)
    told = draft.bare or "parameters" in draft.said
    return following is not None and not told and key(draft, following.stop) is None
