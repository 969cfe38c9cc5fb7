"""The parts of a request that need no key: quantities, money, time and models."""

import re
from functools import lru_cache

from estimator.calculation.doubt import Doubt
from estimator.errors import AmbiguousNameError
from estimator.language import naming, values
from estimator.language.accelerator_hours import note_taken
from estimator.language.amounts import POWERS, SMALLEST_QUANTITY, Amount, amount, number, numeral
from estimator.language.calendar_days import named_day
from estimator.language.draft import Draft, Value
from estimator.language.filler import FILLER, PARTS_OF_NAMES
from estimator.language.limits import past_limit
from estimator.language.lookup import accelerator, find
from estimator.language.money import Dollars, dollars
from estimator.language.phrases import phrases
from estimator.language.sentences import is_prose
from estimator.language.time import date, duration
from estimator.language.unknown import is_size, is_version, other_version
from estimator.language.versions import note_version
from estimator.language.words import ASSIGNS

_SMALLEST_BUDGET = 1000
# no accelerator rents for more an hour
_DEAREST_HOUR = 20
_COSTS = frozenset({"is", "are", "costs", "cost", "is about", "is around", "costs about", "goes for", "rents for"})
_BUDGET_NOUNS = {"budget", "max", "maximum", "limit", "cap", "total"}
# behind an amount of money, these say that it is all there is
_SPENT = frozenset({"credit", "credits", "budget"})
_SPARSE = re.compile(r"(\d[\d.,]*(?:e\d+)?(?:[kmbt]|bn)?)(?:[-_]?a|/)(\d[\d.,]*(?:e\d+)?(?:[kmbt]|bn)?)")
_ACTIVE = re.compile(r"a(\d[\d.]*[mb])")
_ABOUT = frozenset({"about", "around", "only", "roughly", "approximately", "nearly", "almost", "just", "me", "us"})
_TAKES = frozenset({"took", "taken", "taking", "takes", "take", "lasted", "lasts", "spent", "needed"})
_MUST = frozenset(
    {"if", "must", "should", "can", "cannot", "can't", "could", "may", "not", "will", "would", "to", "shouldn't"}
)
_JUDGES = re.compile(
    r"\b(?:normal|makes? sense|sounds? right|slow|in line|is (?:this|that|it) (?:right|good|expected|ok))\b",
    re.IGNORECASE,
)
_DIGITS_OF_CARDS = 4
_ANSWERED = frozenset({"know", "tell", "hear", "back", "reply", "respond", "answer", "decide", "meet", "meeting"})
_UNTIL = frozenset({"by", "before", "until", "till"})
_EPOCHS = {"epoch", "epochs", "passes"}


def deliveries(draft: Draft, index: int) -> int:
    """`share` and `pin`."""
    word = draft.sentence.at(index)
    if word not in {"share", "pin"} or draft.sentence.at(index + 1) in ASSIGNS:
        return 0
    draft.deliver.add(word)
    return index + 1


def money(draft: Draft, index: int) -> int:
    """`$1.80/h`, `$0.12/kWh`, `$3M`, `under $3M`, `3 million dollars`."""
    limit = past_limit(draft.sentence, index)
    found = dollars(draft.sentence, limit)
    if found is None or not (found.marked or found.unit) or draft.sentence.at(index - 1) == "over":
        return 0
    if found.unit == "hour" and limit == index:
        _refuse_price_of_several(draft, index, found)
        draft.say("price", found.value, index, found.stop)
    elif found.unit == "machine-hour" and limit == index:
        draft.say("machine_price", found.value, index, found.stop)
    elif found.unit in {"kwh", "mwh"} and limit == index:
        draft.say("electricity_price", found.value / (1000 if found.unit == "mwh" else 1), index, found.stop)
    elif not found.unit and (limit > index or found.value >= _SMALLEST_BUDGET):
        draft.say("budget", found.value, index, found.stop)
        return found.stop + (
            draft.sentence.at(found.stop) in _BUDGET_NOUNS and draft.sentence.at(found.stop + 1) not in ASSIGNS
        )
    elif not found.unit:
        return _small_money(draft, index, found.value, found.stop)
    else:
        return 0
    return found.stop


def _refuse_price_of_several(draft: Draft, index: int, found: Dollars) -> None:
    """Ask back `4xA100 is $8 per hour`: the price of all of them, or of each."""
    count, span = draft.whole("accelerators"), draft.sentence.span(index, found.stop)
    place = draft.spans.get("accelerators", (0, 0))
    between = draft.sentence.raw[place[1] : span[0]].strip(" ~").lower()
    if not count or count == 1 or between not in _COSTS or "gpu" in draft.sentence.said(index, found.stop).lower():
        return
    before, after = draft.sentence.raw[: span[0]], draft.sentence.raw[span[1] :]
    each, all_of_it = (f"${value:g}/gpu-hour" for value in (found.value, found.value / count))
    raise AmbiguousNameError(
        f'"{draft.sentence.raw[place[0] : span[1]]}" could be the price of each or of all {count:,}.',
        f"Write {each} or {all_of_it}.",
        span=span,
        field="price",
        suggestions=(f"{before}{all_of_it}{after}", f"{before}{each}{after}"),
    )


def _small_money(draft: Draft, index: int, value: float, stop: int) -> int:
    """A few dollars that do not say what for: a price after `at`, else asked back."""
    if draft.sentence.at(index - 1) in {"at", "@"}:
        draft.say("price", value, index, stop)
        return stop
    is_spent = not _SPENT.isdisjoint(draft.sentence.texts[stop : stop + 3])
    if is_spent or draft.sentence.at(index - 1) in {"for", "spend"} or (value > _DEAREST_HOUR and is_prose(draft)):
        draft.say("budget", value, index, stop)
        return stop
    said = draft.sentence.said(index, stop)
    span = draft.sentence.span(index, stop)
    before, after = draft.sentence.raw[: span[0]], draft.sentence.raw[span[1] :]
    raise AmbiguousNameError(
        f'"{said}" could be a price or a budget.',
        f"Write {said}/h or budget={said}.",
        span=span,
        field="price",
        suggestions=(f"{before}{said}/h{after}", f"{before}budget={said}{after}"),
    )


def times(draft: Draft, index: int) -> int:
    """`in 6 weeks`, `within 30 days`, `by 2027-03-01`, `30 days`."""
    at = draft.sentence.at
    start = past_limit(draft.sentence, index)
    if at(index) in _UNTIL and (stop := _until(draft, index)):
        return stop
    if at(index) in _UNTIL and date(draft.sentence, index + 1):
        start = index + 1
    elif duration(draft.sentence, start) is None or _is_card(draft, start):
        return 0
    if found := values.deadline(draft, start):
        if start == index and _is_past(draft, index):
            note_taken(draft, draft.sentence.span(index, found[1]))
            return found[1]
        draft.say("deadline", found[0], index, found[1])
        return found[1]
    return 0


def _until(draft: Draft, index: int) -> int:
    """The position after a day as people name it, `by new year`, which is noted; 0 where there is none."""
    found = None if date(draft.sentence, index + 1) else named_day(draft.sentence, index + 1, draft.today)
    if found is None:
        return 0
    day, stop = found
    if not _ANSWERED.isdisjoint(draft.sentence.texts[max(0, index - 3) : index]):
        # `let me know by tomorrow`
        draft.unused.append(draft.sentence.span(index, stop))
        return stop
    days = (day - draft.today).days
    draft.say("deadline", days, index, stop)
    message = f'"{draft.sentence.said(index, stop)}" is read as {day}, {days:,} days from {draft.today}.'
    draft.doubts.append(Doubt("day_named", message))
    return stop


def _is_card(draft: Draft, index: int) -> bool:
    """Whether the number before a unit of time is a card's name: `how many 4090 years`."""
    word = draft.sentence.at(index)
    return word.isdecimal() and len(word) >= _DIGITS_OF_CARDS and accelerator(draft.names, word) is not None


def _is_past(draft: Draft, index: int) -> bool:
    """Whether a time is what a run took: `took 88 hours`, or `… 88 hours, is this normal?`."""
    if not is_prose(draft):
        return False
    before = [word for word in draft.sentence.texts[max(0, index - 5) : index] if word not in _ABOUT]
    if not _TAKES.isdisjoint(before[-1:]):
        return before[-1] not in {"take", "takes"} or _MUST.isdisjoint(before)
    return _judges(draft.sentence.raw) and before[-1:] not in (["in"], ["for"])


@lru_cache(maxsize=16)
def _judges(text: str) -> bool:
    """Whether a text asks what a time is worth."""
    return _JUDGES.search(text) is not None


def epochs(draft: Draft, index: int) -> int:
    """`x3 epochs`, `x 3 epochs`, `3x epochs`."""
    at = draft.sentence.at
    start = index + (at(index) == "x")
    word = at(start)
    if at(start + 1) not in _EPOCHS or at(start + 2) in ASSIGNS or (start == index and "x" not in word):
        return 0
    found = numeral(word.removeprefix("x").removesuffix("x"))
    if found is None or found.rest:
        return 0
    draft.say("epochs", number(found.digits), index, start + 2)
    return start + 2


def sparse_model(draft: Draft, index: int) -> int:
    """`671B-A37B`, `671B/37B`, and `A37B` behind a quantity."""
    word = draft.sentence.at(index)
    if match := _SPARSE.fullmatch(word):
        if "/" in word and _value(match[2]) > _value(match[1]):
            return _size_and_tokens(draft, index, match)
        for name, part in zip(("parameters", "active_parameters"), match.groups(), strict=True):
            draft.say(name, _value(part), index, index + 1)
        return index + 1
    if match := _ACTIVE.fullmatch(word):
        draft.say("active_parameters", _value(match[1]), index, index + 1)
        return index + 1
    return 0


def _size_and_tokens(draft: Draft, index: int, match: re.Match[str]) -> int:
    """`40B/1T`: a size and its tokens."""
    start = draft.sentence.words[index].start
    spans = ((start + match.start(part), start + match.end(part)) for part in (1, 2))
    draft.bare.extend((_value(said), span) for said, span in zip(match.groups(), spans, strict=True))
    return index + 1


def _value(text: str) -> float:
    found = numeral(text)
    return number(found.digits, POWERS.get(found.rest, 0)) if found else float("nan")


def models(draft: Draft, index: int) -> int:
    """A model."""
    found = naming.model(draft, index)
    if found is None:
        return 0
    draft.say("model", found[0], index, found[1])
    if is_version(draft.sentence.at(found[1])) and draft.names.is_model_series(draft.sentence.phrase(index, found[1])):
        raise other_version(draft, found[1])
    note_version(draft, index, *found)
    _note_size(draft, index, *found)
    return found[1]


def _note_size(draft: Draft, index: int, model: Value, stop: int) -> None:
    """Note a size behind a name that somebody may mean as tokens: `kimi-k2 1T`."""
    said = draft.sentence.at(stop - 1)
    if stop > index + 1 and said.endswith("t") and is_size(f"{said[:-1]}b"):
        typed = draft.sentence.said(stop - 1, stop)
        message = f'"{typed}" is read as the size of {model}; as tokens it is `tokens={typed}`.'
        draft.doubts.append(Doubt("size_again", message))


def sizes_of_models(draft: Draft, index: int) -> int:
    """A size before the family that it is of: `70b llama2`, `7B Mistral`."""
    size = draft.sentence.at(index)
    if not is_size(size) or not draft.sentence.at(index + 1)[:1].isalpha() or draft.sentence.at(index + 1) in FILLER:
        return 0
    for family, stop in phrases(draft, index + 1):
        if found := find(draft.names, "model", f"{family} {size}"):
            draft.say("model", found, index, stop)
            return stop
    return 0


def scaled_quantities(draft: Draft, index: int) -> int:
    """A number with its scale that does not say what it counts: parameters or tokens."""
    found = amount(draft.sentence, index)
    return _keep_quantity(draft, index, found) if found and found.scaled else 0


def quantities(draft: Draft, index: int) -> int:
    """A number that does not say what it counts; from a million upwards it is parameters or tokens."""
    found = amount(draft.sentence, index)
    return _keep_quantity(draft, index, found) if found else 0


def _keep_quantity(draft: Draft, index: int, found: Amount) -> int:
    if 0 < found.value < SMALLEST_QUANTITY:
        return 0
    draft.bare.append((found.value, draft.sentence.span(index, found.stop)))
    return found.stop


def filler(draft: Draft, index: int) -> int:
    """A word that says nothing that an estimate needs."""
    return index + 1 if draft.sentence.at(index) in FILLER else 0


def parts_of_names(draft: Draft, index: int) -> int:
    """A maker's name that no name followed: `nvidia gpus`."""
    return index + 1 if draft.sentence.at(index) in PARTS_OF_NAMES else 0
