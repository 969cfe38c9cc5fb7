"""Words that are no known name, as errors: a misspelt name, key, choice or command, a device or a model."""

import re

from estimator.catalogue.nearest import Nearest
from estimator.errors import RequestError
from estimator.language import lookup
from estimator.language.choices import BARE
from estimator.language.commands import COMMANDS
from estimator.language.draft import Draft
from estimator.language.options import KEYS
from estimator.language.unknown import (
    KINDS,
    NEAR,
    PLACE_NEAR,
    follows_the_model,
    likeness,
    other_version,
    unknown_name,
    unreadable_word,
)
from estimator.language.unknown_devices import other_device, unknown_card, unknown_device
from estimator.language.unknown_models import several_models, unknown_model

EXAMPLE = "70B 2T a100 mfu=0.5"
_CHIP = re.compile(r"[a-z]{1,3}-?\d{1,4}[a-z]{0,3}|tpu-?v\d+\w?")
_PLACES = {"grid", "region"}
# short words are near to some place's name too easily
_SHORTEST_PLACE = 4
_SPOKEN = Nearest((*KEYS, *BARE))
_FIRST_SPOKEN = Nearest((*KEYS, *BARE, *sorted(COMMANDS)))


def unknown_word(draft: Draft, index: int) -> RequestError:
    """The error of a word that may be a misspelt name, key, choice or command."""
    word = draft.sentence.at(index)
    if follows_the_model(draft, index):
        return other_version(draft, index)
    return (
        unknown_card(draft, index)
        or other_device(draft, index)
        or unknown_device(draft, index)
        or unknown_model(draft, index)
        or several_models(draft, index)
        or _nearest_word(draft, index, word)
    )


def _nearest_word(draft: Draft, index: int, word: str) -> RequestError:
    """The error of a word with the nearest name, key or choice."""
    kinds = KINDS if len(word) >= _SHORTEST_PLACE else KINDS[:2]
    known = [(kind, name) for kind in kinds if (name := lookup.suggest(draft.names, kind, word))]
    spoken = (_FIRST_SPOKEN if index == 0 else _SPOKEN).close(word, 1, NEAR)
    kind, name = max(known, key=lambda one: likeness(word, one[1]), default=("accelerator", ""))
    suggestion = spoken[0] if spoken else ""
    if _CHIP.fullmatch(word) and not (kind == "model" and likeness(word, name) >= NEAR):
        return unknown_name(draft, "accelerator", index)
    if likeness(word, name) >= max(likeness(word, suggestion), PLACE_NEAR if kind in _PLACES else NEAR):
        return unknown_name(draft, kind, index)
    said = draft.sentence.said(index, index + 1)
    assigned = "=" if suggestion in KEYS else ""
    hint = f"Did you mean {suggestion}{assigned}?" if suggestion else f"An example: {EXAMPLE}"
    return unreadable_word(draft, index, f'I can\'t read "{said}".', hint)
