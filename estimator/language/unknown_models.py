"""Models that nobody knows, as errors that name them whole and say what to type: `nemotron super 49b`, `qwen 7b`."""

from estimator.errors import AmbiguousNameError, RequestError, UnknownNameError
from estimator.language import lookup
from estimator.language.choices import BARE
from estimator.language.draft import Draft
from estimator.language.filler import FILLER
from estimator.language.options import KEYS
from estimator.language.unknown import INSTEAD, NEAR, is_size, is_version, likeness, misspelt_family
from estimator.language.words import ASSIGNS

_MOST_WORDS = 5
_TOKENS = {"token", "tokens"}
_MOST_SHOWN = 4


def unknown_model(draft: Draft, index: int) -> RequestError | None:
    """The error of a word with a version or size behind it, which no other kind of name has."""
    word = draft.sentence.at(index)
    start = _family_before(draft, index)
    has_size = is_size(word.rpartition("-")[2])
    stop = index + 1 if has_size else _past_size(draft, index) or _past_version(draft, index)
    if not word[0].isalpha() or (stop == index + 1 and start == index and not has_size):
        return None
    size = draft.sentence.at(stop - 1).rpartition("-")[2]
    size = size if is_size(size) else ""
    if size and len(versions := draft.names.versions(word, size)) > 1:
        return _which_version(draft, versions, draft.sentence.span(index, stop))
    said, span = draft.sentence.said(start, stop), draft.sentence.span(start, stop)
    error = UnknownNameError(f'I don\'t know the model "{said}".', "", span=span, field="model")
    own = f"{draft.sentence.raw[: span[0]]}{size}{draft.sentence.raw[span[1] :]}" if size else ""
    if near := _nearest(draft, start, stop, size):
        error.hint = f"Did you mean {near}?"
        error.suggestions = (f"{draft.sentence.raw[: span[0]]}{near}{draft.sentence.raw[span[1] :]}",)
    elif size:
        error.hint = f"A model of your own is its size: {size} alone, or `30B-A3B` where few are active."
    else:
        error.hint = f"{INSTEAD['model']} A model of your own is its size: 70B 2T."
    error.suggestions += (own,) if own else ()
    return error


def other_member(draft: Draft, index: int) -> UnknownNameError | None:
    """The error of a version behind a family's name that no model of it has: `llama 4 behemoth`, `phi 9`."""
    start = _family_before(draft, index)
    if start == index or not is_version(draft.sentence.at(index)):
        return None
    behind = draft.sentence.at(index + 1)
    stop = index + 1 + (behind.isalpha() and behind not in FILLER | BARE.keys() | KEYS.keys())
    message = f'I don\'t know the model "{draft.sentence.said(start, stop)}".'
    hint = f"{INSTEAD['model']} A model of your own is its size: 70B 2T."
    return UnknownNameError(message, hint, span=draft.sentence.span(start, stop), field="model")


def several_models(draft: Draft, index: int) -> AmbiguousNameError | None:
    """The error of the name of a line of models that says none of them: `deepseek`, `phi`."""
    models = draft.names.line(draft.sentence.at(index))
    if not models[1:] or draft.sentence.at(index + 1) in ASSIGNS:
        return None
    span, raw = draft.sentence.span(index, index + 1), draft.sentence.raw
    shown = models[:_MOST_SHOWN]
    more = f" or one of {len(models) - len(shown)} more" if models[_MOST_SHOWN:] else ""
    return AmbiguousNameError(
        f'"{raw[slice(*span)]}" could be {" or ".join(shown)}{more}.',
        f"Say which one, for example {shown[0]}.",
        span=span,
        field="model",
        suggestions=tuple(f"{raw[: span[0]]}{model}{raw[span[1] :]}" for model in shown),
    )


def _family_before(draft: Draft, index: int) -> int:
    """Where a family's name stands that the word at a position belongs to: `nemotron super`."""
    before = draft.families[-1] if draft.families else (index, 0)
    return before[0] if before[1] == index else index


def _past_size(draft: Draft, index: int) -> int:
    """The position after the size that ends a name which begins at a position; 0 where none does."""
    for place in range(index + 1, index + _MOST_WORDS):
        word = draft.sentence.at(place)
        if is_size(word):
            return 0 if draft.sentence.at(place + 1) in {*_TOKENS, *ASSIGNS} else place + 1
        if (
            not word[:1].isalnum()
            or word in FILLER
            or word in BARE
            or word in KEYS
            or lookup.accelerator(draft.names, word)
        ):
            return 0
    return 0


def _past_version(draft: Draft, index: int) -> int:
    """The position after a version behind a word: `v4`, `1.1`; the one after the word where none stands."""
    behind = draft.sentence.at(index + 1)
    return index + 1 + (is_version(behind) and draft.sentence.at(index + 2) not in ASSIGNS)


def _nearest(draft: Draft, start: int, stop: int, size: str) -> str | None:
    """The known model whose name is nearly the words, or is the last of them; of that size, where one is said."""
    words = draft.sentence
    for place in range(start + 1, stop):
        if lookup.find(draft.names, "model", words.phrase(place, stop)):
            return words.phrase(place, stop)
    first, _, rest = words.phrase(start, stop).rpartition(" " if stop > start + 1 else "-")
    if family := misspelt_family(draft.names, first, rest):
        return family
    near = lookup.suggest(draft.names, "model", words.phrase(start, stop))
    is_alike = near is not None and likeness(words.at(start), near[: len(words.at(start))]) >= NEAR
    return near if is_alike and near is not None and size in near.lower() else None


def _which_version(draft: Draft, versions: tuple[str, ...], span: tuple[int, int]) -> AmbiguousNameError:
    """The error of a family and size that several versions have: `llama 70b`."""
    raw = draft.sentence.raw
    newest = versions[::-1]
    meant = tuple(f"{raw[: span[0]]}{version}{raw[span[1] :]}" for version in newest)
    message = f'"{raw[slice(*span)]}" could be {" or ".join(newest)}.'
    return AmbiguousNameError(message, "Say which one.", span=span, field="model", suggestions=meant)
