"""A batch by its sequences: `1024 sequences x 2048 tokens`, `512 sequences per batch`."""

from estimator.language.amounts import amount
from estimator.language.draft import Draft

_SEQUENCES = frozenset({"sequences", "seqs"})
_TIMES = frozenset({"x", "*", "of", "times"})


def sequences(draft: Draft, index: int) -> int:
    """`1024 sequences x 2048 tokens`, `512 sequences per batch`: the batch; returns the position after it, or 0."""
    found = amount(draft.sentence, index)
    if found is None or found.scaled or draft.sentence.at(found.stop) not in _SEQUENCES:
        return 0
    at, stop = draft.sentence.at, found.stop + 1
    each = amount(draft.sentence, stop + 1) if at(stop) in _TIMES else None
    if each and not each.scaled:
        draft.say("sequence_length", int(each.value), stop + 1, each.stop)
        stop = each.stop + (at(each.stop) in {"tokens", "token"})
    stop += at(stop) in {"per", "a", "each"} and at(stop + 1) in {"batch", "step"}
    draft.say("batch_tokens", found.value, index, stop)
    return stop + (at(stop) in {"batch", "step"})
