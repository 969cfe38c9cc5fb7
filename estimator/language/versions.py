"""Versions in the names of models: `glm 4.7` has the shape of GLM-4.6 and is read as that, which is said."""

import re

from estimator.calculation.doubt import Doubt
from estimator.language import lookup
from estimator.language.draft import Draft, Value

_VERSION = re.compile(r"\d+\.\d+(?![\d.]*[bm])")


def note_version(draft: Draft, index: int, model: Value, stop: int) -> None:
    """Note that a name says another version than the model that it is read as."""
    said = draft.sentence.phrase(index, stop)
    if not isinstance(model, str) or model.startswith("hf:"):
        return
    is_tune = lookup.is_tune(draft.names, said)
    has_version = any(character.isdigit() for character in model)
    if is_tune or (has_version and set(_VERSION.findall(said)) - set(_VERSION.findall(model))):
        typed = draft.sentence.said(index, stop)
        message = f'"{typed}" is read as {model}, whose shape it has; published tokens are those of {model}.'
        draft.doubts.append(Doubt("other_version", message))
