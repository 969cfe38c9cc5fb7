"""Data as people have it: samples and their length, steps of a batch, words, gigabytes of text."""

import re
from collections.abc import Iterator

from estimator.language.amounts import POWERS, Amount, amount, number, numeral
from estimator.language.choices import BARE
from estimator.language.draft import Draft
from estimator.language.filler import FILLER
from estimator.language.nodes import DEVICE_WORDS, NODES
from estimator.language.options import key
from estimator.language.text_size import note, tokens_of_bytes, tokens_of_characters, tokens_of_words
from estimator.language.words import ASSIGNS

SAMPLE = (
    *("sample", "example", "row", "entry", "document", "doc", "record", "conversation", "dialogue", "instruction"),
    *("pair", "prompt", "article", "datapoint", "ticket", "message", "email", "transcript", "question"),
    *("chat", "review", "tweet", "comment", "sentence", "page", "report", "paper", "problem", "task", "completion"),
)
SAMPLES = {
    *SAMPLE,
    "beispiele",
    "beispielen",
    "exemples",
    "ejemplos",
    "esempi",
    "exemplos",
    *(f"{noun}s" for noun in SAMPLE),
    "entries",
    "条",
    "样本",
}
_MOST_ADJECTIVES = 2
# a data set of so many is counted in samples where nobody says in what
_FEWEST_ROWS, _MOST_ROWS = 100, 5e6
_BEFORE_LENGTH = {"of", "with", "x", "*", "at", "averaging", "average", "avg", "about", "around", "up", "to", "a", "an"}
_LENGTH_WORDS = {"long", "length", "on", "average", "in"}
_PER = {"per", "/", "a", "each", "every"}
_STEP_NOUNS = {"step", "steps", "iterations", "iters", "updates"}
_STEP_KINDS = {"training", "optimizer", "optimiser", "optimization", "gradient", "train", "update"}
_BYTES = {"kb": 3, "mb": 6, "gb": 9, "tb": 12, "gib": 9, "tib": 12, "gigabytes": 9, "terabytes": 12, "megabytes": 6}
_TEXT = {"text", "data", "dataset", "corpus", "documents", "code", "tokens"}
_WRITINGS = {*_TEXT, *SAMPLES, "pdfs", "books", "papers", "reports", "logs", "files", "webpages", "posts", "chats"}
_NO_WRITINGS = {*NODES, *DEVICE_WORDS, "memory", "ram", "vram", "hbm", "and", "for"}
_MOST_WORDS_ABOUT_TEXT = 4
_CHARACTERS = {"characters", "chars", "letters"}
# without any of these a text has none of this
_NOUNS = SAMPLES | _STEP_NOUNS | _CHARACTERS | _WRITINGS - {"tokens"} | {"words"}
_ROLLOUTS = frozenset({"rollouts", "generations", "completions", "responses"})
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
_PER_SAMPLE = re.compile(rf"(?:tok|toks|token|tokens)/(?:{'|'.join(SAMPLE)})")


def amounts_of_data(draft: Draft, index: int) -> int:
    """Read samples, steps or an amount of text; returns the position after it, 0 where there is none."""
    if draft.has_data is None:
        draft.has_data = not _NOUNS.isdisjoint(draft.sentence.texts)
    if not draft.has_data:
        return 0
    return samples(draft, index) or sample_length(draft, index) or steps(draft, index) or written(draft, index)


def unit_of_tokens(draft: Draft, index: int) -> int:
    """`what does it cost per billion tokens`: so many tokens."""
    at = draft.sentence.at
    if at(index) != "per" or at(index + 1) not in POWERS or at(index + 2) not in {"token", "tokens"}:
        return 0
    draft.say("tokens", number("1", POWERS[at(index + 1)]), index, index + 3)
    return index + 3


def rollouts(draft: Draft, index: int) -> int:
    """`8 rollouts each`, `16 generations per prompt`: how often each prompt is answered."""
    found, at = amount(draft.sentence, index), draft.sentence.at
    if found is None or at(found.stop) not in _ROLLOUTS:
        return 0
    draft.say("rollouts", found.value, index, found.stop + 1)
    return _past_each(draft, found.stop + 1)


def rows(draft: Draft, index: int) -> int:
    """`dataset of 200K`, `dataset ~200K`: so few are samples, not tokens."""
    if draft.sentence.at(index) not in {"dataset", "data"} or draft.sentence.at(index + 1) in ASSIGNS:
        return 0
    found = amount(draft.sentence, index + 1 + (draft.sentence.at(index + 1) == "of"))
    following = draft.sentence.at(found.stop) if found else ""
    if found is None or not _FEWEST_ROWS <= found.value < _MOST_ROWS or following.startswith("tok"):
        return 0
    if following in _BYTES or following in SAMPLES or following in _CHARACTERS or following == "words":
        return 0
    draft.say("samples", found.value, index, found.stop)
    return _length_behind(draft, found.stop)


def samples(draft: Draft, index: int) -> int:
    """`52k samples`, `60,000 entries of 800 tokens`, `10k labelled rows x 512`; `1024 samples per step` is a batch."""
    found = amount(draft.sentence, index)
    if found is None or (noun := _past_adjectives(draft, found.stop)) is None:
        return 0
    stop = noun + 1
    if draft.sentence.at(stop) in _PER and draft.sentence.at(stop + 1) in {"step", "batch"}:
        draft.say("batch_tokens", found.value, index, stop + 2)
        return stop + 2
    draft.say("samples", _whole(draft, index, found), index, stop)
    draft.unused.extend(draft.sentence.span(one, one + 1) for one in _told_adjectives(draft, found.stop, noun))
    return _length_behind(draft, stop)


def _whole(draft: Draft, index: int, found: Amount) -> float:
    """A number of things: `50.000 Beispiele` are thousands, as many tongues group them."""
    is_grouped = not found.scaled and _GROUPED.fullmatch(draft.sentence.at(index))
    return found.value * 1000 if is_grouped else found.value


def _past_adjectives(draft: Draft, index: int) -> int | None:
    """The position of the noun that a number of samples has, behind at most two words that say which."""
    for noun in range(index, index + _MOST_ADJECTIVES + 1):
        word = draft.sentence.at(noun)
        if word in SAMPLES:
            return noun if draft.sentence.at(noun + 1) not in ASSIGNS else None
        if not word.replace("-", "").isalpha() or word in {"a", "an", *POWERS} or word in BARE or key(draft, noun):
            return None
    return None


def _told_adjectives(draft: Draft, start: int, stop: int) -> Iterator[int]:
    return (one for one in range(start, stop) if draft.sentence.at(one) not in FILLER)


def _length_behind(draft: Draft, index: int) -> int:
    """The position after a length of each sample that stands behind them; the same position when there is none."""
    start = index
    while draft.sentence.at(start) in _BEFORE_LENGTH:
        start += 1
    times = draft.sentence.at(start - 1) in {"x", "*"} and start > index
    found = amount(draft.sentence, start)
    if found is None or start == index:
        return index
    if draft.sentence.at(found.stop) in {"token", "tokens"}:
        stop = _past_each(draft, found.stop + 1)
    elif draft.sentence.at(found.stop) == "words":
        draft.say("sample_length", tokens_of_words(found.value), start, found.stop)
        return _past_each(draft, found.stop + 1)
    elif times and not found.scaled:
        stop = found.stop
    else:
        return index
    draft.say("sample_length", found.value, start, stop)
    return stop


def _past_each(draft: Draft, index: int) -> int:
    """The position after `each`, `per sample`, `long on average`."""
    at, stop = draft.sentence.at, index
    while at(stop) in _LENGTH_WORDS:
        stop += 1
    if at(stop) in _PER and at(stop + 1) in SAMPLES:
        return stop + 2
    return stop + 1 if at(stop) in {"each", "apiece"} else index


def sample_length(draft: Draft, index: int) -> int:
    """`512 tokens per sample`, `512 tokens each`, `512 tokens/example`."""
    found = amount(draft.sentence, index)
    if found is None:
        return 0
    stop = found.stop + 1
    if not _PER_SAMPLE.fullmatch(draft.sentence.at(found.stop)):
        stop = _past_each(draft, stop) if draft.sentence.at(found.stop) in {"token", "tokens"} else stop
        if stop == found.stop + 1:
            return 0
    draft.say("sample_length", found.value, index, stop)
    return stop


def steps(draft: Draft, index: int) -> int:
    """`400K steps`, `20,000 optimizer steps`."""
    found = amount(draft.sentence, index)
    if found is None:
        return 0
    noun = found.stop + (draft.sentence.at(found.stop) in _STEP_KINDS)
    if draft.sentence.at(noun) not in _STEP_NOUNS or draft.sentence.at(noun + 1) in ASSIGNS:
        return 0
    draft.say("steps", _whole(draft, index, found), index, noun + 1)
    return noun + 1


def written(draft: Draft, index: int) -> int:
    """`20 billion words`, `100GB of text`, `3 billion characters`: the tokens that they make, with a note."""
    found = amount(draft.sentence, index)
    unit = draft.sentence.at(found.stop) if found else ""
    if found and unit == "words" and draft.sentence.at(found.stop + 1) not in ASSIGNS:
        return _keep(draft, index, found.stop + 1, tokens_of_words(found.value))
    if found and unit in _CHARACTERS:
        return _keep(draft, index, found.stop + 1, tokens_of_characters(found.value))
    return _bytes(draft, index)


def _bytes(draft: Draft, index: int) -> int:
    """`100GB of text`, `1 TB corpus`; `80 GB` of anything else is no data."""
    found = numeral(draft.sentence.at(index))
    if found is None:
        return 0
    unit, stop = (found.rest, index + 1) if found.rest else (draft.sentence.at(index + 1), index + 2)
    if unit not in _BYTES or (noun := _past_adjectives_of_text(draft, stop)) is None:
        return 0
    return _keep(draft, index, noun + 1, tokens_of_bytes(number(found.digits, _BYTES[unit])))


def _past_adjectives_of_text(draft: Draft, index: int) -> int | None:
    """The position of what so many bytes are of, `50 GB dump of legal documents`; None for a card's memory."""
    for noun in range(index, min(index + _MOST_WORDS_ABOUT_TEXT, len(draft.sentence.words))):
        word = draft.sentence.at(noun)
        if word in _WRITINGS:
            return None if "," in draft.sentence.said(index - 1, noun + 1) else noun
        if not word.isalpha() or word in _NO_WRITINGS or word in BARE:
            return None
    return None


def _keep(draft: Draft, index: int, stop: int, tokens: float) -> int:
    draft.say("tokens", tokens, index, stop)
    draft.doubts.append(note(draft.sentence.said(index, stop), tokens))
    return stop
