"""Families of models without a size (`fine-tune llama`), and several sizes in one word (`llama7/13/70b`)."""

import re
from math import log

from estimator.errors import AmbiguousNameError, RequestError
from estimator.language.amounts import POWERS, number
from estimator.language.draft import Draft
from estimator.language.sentences import is_prose
from estimator.language.unknown import is_size, is_version
from estimator.language.words import ASSIGNS

_FEW_FOR_EACH = 15
_SIZES = re.compile(r"(?P<family>[a-z][a-z-]*?)?-?(?P<sizes>\d+(?:\.\d+)?b?(?:/\d+(?:\.\d+)?b?)*/\d+(?:\.\d+)?b)")
# the sizes that people mean most, in billions: those nearest are offered
_USUAL = (8, 70, 32)


def families(draft: Draft, index: int) -> int:
    """Keep the name of a family of models, with a version or not, that no size follows; 0 where there is none."""
    words = draft.sentence
    stop = index + (2 if is_version(words.at(index + 1)) and draft.names.family(words.phrase(index, index + 2)) else 1)
    is_sized = is_size(words.at(stop)) and words.at(stop + 1) not in {"token", "tokens"}
    if is_sized or words.at(stop) in ASSIGNS or not draft.names.family(words.phrase(index, stop)):
        return 0
    draft.families.append((index, stop))
    return stop


def settle_families(draft: Draft) -> None:
    """Ask back of which size, where no other word says it; else the family says nothing more in a sentence."""
    sized = draft.bare or {"model", "parameters"} & draft.said.keys()
    for start, stop in draft.families:
        if not sized or not is_prose(draft):
            raise _which_size(draft, start, stop)
        draft.unused.append(draft.sentence.span(start, stop))


def _which_size(draft: Draft, start: int, stop: int) -> AmbiguousNameError:
    span, raw = draft.sentence.span(start, stop), draft.sentence.raw
    said = raw[slice(*span)]
    models = {_size(model): model for model in draft.names.family(draft.sentence.phrase(start, stop))}
    shown = dict.fromkeys(min(models, key=lambda size: abs(log(size / usual))) for usual in _USUAL)
    return AmbiguousNameError(
        f'"{said}" comes in {", ".join(f"{size:g}B" for size in models)}.',
        f"Say which one, for example {models[next(iter(shown))]}.",
        span=span,
        field="model",
        suggestions=tuple(f"{raw[: span[0]]}{models[size]}{raw[span[1] :]}" for size in shown),
    )


def _size(model: str) -> float:
    return float(model.rpartition("-")[2].removesuffix("b"))


def several_sizes(draft: Draft, index: int) -> int:
    """Several sizes in one word, smallest first, are asked back; `1B/100B` are a size and its tokens.

    `671B/37B`, the larger one first, is a mixture in all and active.
    """
    word = draft.sentence.at(index)
    match = _SIZES.fullmatch(word) if "/" in word else None
    sizes = [size.removesuffix("b") for size in match["sizes"].split("/")] if match else []
    if match is None or sorted(sizes, key=float) != sizes:
        return 0
    if _are_size_and_tokens(sizes) and not match["family"]:
        return _size_and_tokens(draft, index, sizes)
    raise _one_of_sizes(draft, index, match["family"] or "", sizes)


def _are_size_and_tokens(sizes: list[str]) -> bool:
    """Whether of two amounts the second is so many times the first as tokens are: `1B/100B`."""
    return len(sizes) == len(("size", "tokens")) and float(sizes[1]) >= _FEW_FOR_EACH * float(sizes[0]) > 0


def _size_and_tokens(draft: Draft, index: int, sizes: list[str]) -> int:
    start, end = draft.sentence.span(index, index + 1)
    middle = end - len(sizes[1]) - 1
    spans = ((start, middle - 1), (middle, end))
    draft.bare.extend((number(size, POWERS["b"]), span) for size, span in zip(sizes, spans, strict=True))
    return index + 1


def _one_of_sizes(draft: Draft, index: int, family: str, sizes: list[str]) -> RequestError:
    start, end = draft.sentence.span(index, index + 1)
    raw = draft.sentence.raw
    named = [f"{family} {size}b".strip() for size in sizes]
    return AmbiguousNameError(
        f'"{raw[start:end]}" are several sizes.',
        "Ask for one of them, or compare two: `compare … vs …`.",
        span=(start, end),
        field="parameters",
        suggestions=tuple(f"{raw[:start]}{name}{raw[end:]}" for name in named),
    )
