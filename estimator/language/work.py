"""Work that is said instead of tokens, `7B with 1.2e23 FLOPs`, and sequences, `1024 sequences x 2048 tokens`."""

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.language.amounts import amount
from estimator.language.draft import Draft

_FLOP_NOUNS = frozenset({"flop", "flops"})
_SEQUENCES = frozenset({"sequences", "seqs"})
_TIMES = frozenset({"x", "*", "of", "times"})
# less is a speed or a chip's peak
_LEAST_WORK = 1e17
_FLOP_PER_PARAMETER_TOKEN = 6


def work(draft: Draft, index: int) -> int:
    """`1.2e23 FLOPs` beside a size; returns the position after it, 0 when there is none."""
    found = amount(draft.sentence, index)
    if found is None or found.value < _LEAST_WORK or draft.sentence.at(found.stop) not in _FLOP_NOUNS:
        return 0
    sized = draft.bare or {"parameters", "model"} & draft.said.keys()
    if not sized or {"tokens", "total_tokens"} & draft.said.keys():
        return 0
    draft.say("work", found.value, index, found.stop + 1)
    return found.stop + 1


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


def settle_work(draft: Draft) -> None:
    """Work is tokens by the size that it is of: 6 FLOP for each parameter and token."""
    said = draft.said.get("work")
    if not isinstance(said, float):
        return
    span = draft.spans["work"]
    draft.forget("work")
    size, model = draft.said.get("parameters"), draft.said.get("model")
    if isinstance(model, str) and not model.startswith("hf:"):
        size = draft.names.active_parameters(model)
    size = draft.bare[0][0] if draft.bare and not isinstance(size, float) else size
    if not isinstance(size, float):
        draft.unused.append(span)
        return
    tokens = float(f"{said / (_FLOP_PER_PARAMETER_TOKEN * size):.4g}")
    draft.say_at("tokens", tokens, span)
    message = f'"{draft.sentence.raw[slice(*span)]}" are {scaled(tokens)} tokens of {scaled(size)} parameters (6·N·D).'
    draft.doubts.append(Doubt("work_read", message))
