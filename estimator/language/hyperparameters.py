"""Settings of a training that change no cost, which configurations and questions hold: `lr=2e-4`, `lora_alpha: 32`."""

from estimator.language.amounts import numeral
from estimator.language.draft import Draft
from estimator.language.words import ASSIGNS

_NAMES = frozenset(
    """
    lr learning_rate weight_decay warmup warmup_steps warmup_ratio dropout lora_dropout lora_alpha alpha logging_steps
    save_steps eval_steps seed num_workers dataloader_num_workers max_grad_norm grad_clip gradient_clipping
    lr_scheduler lr_scheduler_type scheduler temperature top_p top_k ddp_timeout beta1 beta2 save_total_limit
    target_modules lora_target
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_FIRST = frozenset(name.partition("_")[0] for name in _NAMES)
_LONGEST = 3
_JOINERS = frozenset({"of", "is", "was"})


def hyperparameters(draft: Draft, index: int) -> int:
    """The position after a setting with its value, before or behind, which is listed as not used; 0 elsewhere."""
    if stop := _name(draft, index):
        end = stop
        while draft.sentence.at(end) in ASSIGNS | _JOINERS:
            end += 1
        is_value = end > stop or numeral(draft.sentence.at(end))
        return _leave(draft, index, end + 1) if is_value and draft.sentence.at(end) else 0
    stop = _name(draft, index + 1) if numeral(draft.sentence.at(index)) else 0
    if not stop or draft.sentence.at(stop) in ASSIGNS or "," in draft.sentence.said(index, stop):
        return 0
    return _leave(draft, index, stop)


def _name(draft: Draft, index: int) -> int:
    """The position after the name of a setting, the longest one; 0 where there is none."""
    if draft.sentence.at(index).replace("-", "_").partition("_")[0] not in _FIRST:
        return 0
    for stop in range(min(index + _LONGEST, len(draft.sentence.words)), index, -1):
        if draft.sentence.phrase(index, stop).replace(" ", "_").replace("-", "_") in _NAMES:
            return stop
    return 0


def _leave(draft: Draft, start: int, stop: int) -> int:
    draft.unused.append(draft.sentence.span(start, stop))
    return stop
