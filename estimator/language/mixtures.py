"""Sizes of mixtures of experts as people write them: `8x7B`, `8x22B`, `16x17B`."""

import re

from estimator.calculation.doubt import Doubt
from estimator.errors import AmbiguousNameError
from estimator.language.draft import Draft

_MIXTURE = re.compile(r"(\d{1,3})[x*](\d+(?:\.\d+)?)b")


def mixtures(draft: Draft, index: int) -> int:
    """Read `8x7B` as the known model of that size; returns the position after it, 0 for any other word.

    Raises AmbiguousNameError where no model has it: experts share layers, so that 8x7B has 47B parameters, not 56B.
    """
    word = draft.sentence.at(index)
    match = _MIXTURE.fullmatch(word)
    if match is None:
        return 0
    said = draft.sentence.said(index, index + 1)
    models = draft.names.mixtures(int(match[1]), match[2])
    if len(models) == 1:
        _keep(draft, index, models[0], said)
        return index + 1
    span = draft.sentence.span(index, index + 1)
    if models:
        message = f'"{said}" could be {" or ".join(models)}.'
        raise AmbiguousNameError(message, "Say which one.", span=span, field="model")
    raise AmbiguousNameError(
        f'"{said}" says neither the total nor the active parameters: experts share all other layers.',
        "Say both, total first, for example `47B-A13B` (what Mixtral 8x7B has).",
        span=span,
        field="parameters",
    )


def _keep(draft: Draft, index: int, model: str, said: str) -> None:
    if "model" not in draft.said:
        draft.doubts.append(Doubt("mixture_size", f'"{said}" is read as {model}, the known model of that size.'))
    draft.say("model", model, index, index + 1)
