"""Methods that people ask for and that are not estimated."""

from estimator.errors import UnreadableWordError
from estimator.language.choices import METHOD, NOT_YET
from estimator.language.draft import Draft

# `RL with GRPO` says which
_SAMPLING = frozenset(name for name, method in METHOD.items() if method == "grpo")


def not_yet(draft: Draft, index: int) -> None:
    """Raise UnreadableWordError, with what to type instead, for a method that is known and not estimated."""
    found = NOT_YET.get(draft.sentence.at(index))
    if found is None or not _SAMPLING.isdisjoint(draft.sentence.texts):
        return
    said = draft.sentence.said(index, index + 1)
    span = draft.sentence.span(index, index + 1)
    raise UnreadableWordError(f'"{said}" {found[0]}', found[1], span=span, field="method")
