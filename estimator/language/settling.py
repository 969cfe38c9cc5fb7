"""What was said, put together once everything is read: which quantity is which, epochs, batches, and the model."""

import re
from itertools import pairwise
from math import isclose

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import ConflictError
from estimator.language.accelerator_hours import settle_accelerator_hours
from estimator.language.card_memory import settle_card_memory
from estimator.language.datasets import settle_dataset
from estimator.language.draft import Draft, label
from estimator.language.either import Span, either
from estimator.language.families import settle_families
from estimator.language.fleet import check_maker, settle_fleet, settle_one_for_a_time, settle_places
from estimator.language.ratio import LARGEST_MODEL, settle_ratio
from estimator.language.sentences import is_prose
from estimator.language.settling_data import settle_device_batch, settle_samples, settle_steps
from estimator.language.size_or_tokens import doubt_size_or_tokens

_SAME_MODEL = 0.1
# a size as it is rounded in a name: 80B for 79.67B
_ROUNDED = 0.01
# joined by these, two quantities are two of one kind, unless one is many times the other
_JOINS = re.compile(
    r"(?:and|or|/|&|vs\.?|versus)(?:\s+(?:is|are|a|an|the|maybe|even|just|only|would|should|do|go|with|another))*",
    re.IGNORECASE,
)
# `on a 300B dataset`
_OF_DATA = ("tok", "data", "corpus", "budget", "mix", "run", "sample")
_FEW_FOR_EACH = 15
_MAY_BE_TOKENS = 3e11
_INTO = re.compile(r"\s+(?:model\s+)?(?:in)?to\s+(?:an?\s+)?", re.IGNORECASE)
_LARGEST_MODEL = 5e12
_ON_FEW_TOKENS = ("finetune", "lora", "qlora", "dpo", "grpo")
# the shortest sequence that is usual: fewer tokens in a batch are sequences
_SHORTEST_SEQUENCE = 2048


def settle(draft: Draft) -> None:
    """Turn what waits for other words into fields of the request. Raises RequestError for what does not agree."""
    check_maker(draft)
    settle_card_memory(draft)
    settle_fleet(draft)
    settle_one_for_a_time(draft)
    settle_accelerator_hours(draft)
    settle_ratio(draft)
    settle_dataset(draft)
    settle_families(draft)
    _place_quantities(draft)
    doubt_size_or_tokens(draft)
    settle_samples(draft)
    _count_epochs(draft)
    settle_device_batch(draft)
    _settle_batch(draft)
    settle_steps(draft)
    settle_places(draft)
    _check_model(draft)


def _place_quantities(draft: Draft) -> None:
    """Bare quantities are parameters then tokens; beside a model's name a single one is tokens."""
    if is_prose(draft):
        # a size that a sentence says twice is one size, not as many tokens
        draft.bare = list({value: (value, span) for value, span in reversed(draft.bare)}.values())[::-1]
    _take_teacher(draft)
    taken = {**draft.said, **({"tokens": 0} if "total_tokens" in draft.said else {})}
    fields = [name for name in ("parameters", "tokens") if name not in taken]
    if "model" in draft.said and "parameters" in fields and len(draft.bare) < len(fields) and not _is_own_size(draft):
        fields.remove("parameters")
    if _is_data_for_a_budget(draft, fields):
        fields.remove("parameters")
    _refuse_two_sizes(draft, fields)
    if len(draft.bare) > len(fields):
        _, span = draft.bare[len(fields)]
        word = draft.sentence.raw[slice(*span)]
        raise ConflictError(
            f'I can\'t place the quantity "{word}": parameters and tokens are already given.',
            "Parameters come first, then tokens; name any other quantity, as in batch=4M.",
            span=span,
        )
    for name, (value, span) in zip(fields, draft.bare, strict=False):
        draft.say_at(name, value, span)
    _doubt_a_swap(draft)


def _is_data_for_a_budget(draft: Draft, fields: list[str]) -> bool:
    """Whether a quantity is alone with a budget, and more than any model's size: tokens, whose size is sought."""
    is_alone = len(draft.bare) == 1 and len(fields) == len(("parameters", "tokens"))
    is_sought = "budget" in draft.said and "active_parameters" not in draft.said
    return is_alone and is_sought and draft.bare[0][0] >= LARGEST_MODEL


def _take_teacher(draft: Draft) -> None:
    """`distill a 70B into an 8B`: the first of two sizes is the teacher's."""
    if draft.said.get("method") != "distill" or "teacher_parameters" in draft.said or not draft.bare[1:]:
        return
    (size, span), (_, other) = draft.bare[:2]
    if _INTO.fullmatch(draft.sentence.raw[span[1] : other[0]]):
        draft.say_at("teacher_parameters", size, span)
        draft.bare = draft.bare[1:]


def _is_own_size(draft: Draft) -> bool:
    """Whether the first bare quantity is the size of the model once more: `qwen3-next 80b`."""
    model = draft.said["model"]
    known = _published(draft, model)["parameters"] if draft.bare and isinstance(model, str) else None
    return known is not None and isclose(draft.bare[0][0], known, rel_tol=_ROUNDED)


def _refuse_two_sizes(draft: Draft, fields: list[str]) -> None:
    """Ask back `7B and 13B`, `llama 2 7B or 13B`: two sizes, not a size and so few tokens."""
    sizes = [*_named_size(draft), *draft.bare]
    if len(draft.bare) < len(fields):
        return
    for (one, first), (other, second) in pairwise(sizes):
        if not _are_two_models(draft, first, second) or max(one, other) >= min(
            _FEW_FOR_EACH * min(one, other), _LARGEST_MODEL
        ):
            continue
        said = draft.sentence.raw[first[0] : second[1]]
        raise ConflictError(
            f'"{said}" are two sizes.',
            "Ask for one of them, or compare the two.",
            span=second,
            field="parameters",
            suggestions=either(draft.sentence.raw, first, second),
        )


def _are_two_models(draft: Draft, first: Span, second: Span) -> bool:
    """Whether two sizes are weighed, `7B or 13B`, `a 30B or is 13B enough`, or the second is `a 1B` of its own."""
    between = draft.sentence.raw[first[1] : second[0]].strip(" ,()").lower()
    if _JOINS.fullmatch(between):
        return True
    behind = draft.sentence.raw[second[1] :].lstrip(" -").lower()
    return is_prose(draft) and between.endswith((" a", " an")) and not behind.startswith(_OF_DATA)


def _named_size(draft: Draft) -> list[tuple[float, tuple[int, int]]]:
    """The size of the model that was named, where its name says one."""
    model = draft.said.get("model")
    size = _published(draft, model)["parameters"] if isinstance(model, str) else None
    return [(size, draft.spans["model"])] if size else []


def _doubt_a_swap(draft: Draft) -> None:
    few_are_usual = draft.said.get("method") in _ON_FEW_TOKENS
    if len(draft.bare) == len(("parameters", "tokens")) and draft.bare[1][0] < draft.bare[0][0] and not few_are_usual:
        first, second = (scaled(value) for value, _ in draft.bare)
        message = f"Read as {first} parameters and {second} tokens. Did you mean {second} {first}?"
        draft.doubts.append(Doubt("swapped_quantities", message))


def _count_epochs(draft: Draft) -> None:
    """Tokens are one pass over the data until epochs multiply them; `total_tokens` are all passes together."""
    epochs, tokens = draft.said.get("epochs"), draft.said.get("tokens")
    if "total_tokens" in draft.said:
        span = draft.spans.pop("total_tokens")
        draft.say_at("tokens", draft.said.pop("total_tokens"), span)
    elif isinstance(epochs, float) and isinstance(tokens, float):
        draft.said["tokens"] = tokens * epochs


def _settle_batch(draft: Draft) -> None:
    """A batch of fewer tokens than a sequence is a number of sequences, unless it says tokens."""
    batch = draft.said.get("batch_tokens")
    if not isinstance(batch, float) or batch <= 0:
        return
    span = draft.spans["batch_tokens"]
    said = draft.sentence.raw[slice(*span)].lower()
    length = _sequence_length(draft)
    in_sequences = "seq" in said or "sample" in said or "example" in said
    plausible = 1 <= batch <= (length or _SHORTEST_SEQUENCE) and "tok" not in said
    if not (in_sequences or plausible):
        return
    draft.forget("batch_tokens")
    if length:
        draft.say_at("batch_tokens", batch * length, span)
        together = f"{batch:,.0f} sequences of {length:,.0f} tokens"
        message = f'"{said}" is read as {together}: {scaled(batch * length)} tokens.'
    else:
        draft.say_at("batch_sequences", batch, span)
        message = f'"{said}" is read as {batch:,.0f} sequences; for tokens say batch={batch:.0f}tokens.'
    if not in_sequences:
        draft.doubts.append(Doubt("batch_of_sequences", message))


def _sequence_length(draft: Draft) -> float | None:
    """The training sequence where it is said, or published for the model."""
    said, model = draft.said.get("sequence_length"), draft.said.get("model")
    if isinstance(said, int) and said > 0:
        return float(said)
    return draft.names.sequence_length(model) if isinstance(model, str) and not model.startswith("hf:") else None


def _check_model(draft: Draft) -> None:
    """A model knows its parameters: saying them again is fine, saying others is not."""
    model = draft.said.get("model")
    if not isinstance(model, str):
        return
    known = _published(draft, model)
    said = [name for name in known if name in draft.said]
    if said and known["parameters"] is None and not model.startswith("hf:"):
        # never published: what the person says is all there is
        return
    for name in said:
        value, own, span = draft.said[name], known[name], draft.spans[name]
        if isinstance(value, float) and own and isclose(own, value, rel_tol=_SAME_MODEL):
            draft.forget(name)
            if value >= _MAY_BE_TOKENS and "tokens" not in draft.said:
                typed = draft.sentence.raw[slice(*span)]
                message = (
                    f'"{typed}" is read as the size of {model} once more; as tokens it is `tokens={scaled(value)}`.'
                )
                draft.doubts.append(Doubt("size_again", message))
            continue
        raise ConflictError(
            f'{model} has its own {label(name)}; "{draft.sentence.raw[slice(*span)]}" are others.',
            "Leave out one of them.",
            span=span,
            field=name,
        )


def _published(draft: Draft, model: str) -> dict[str, float | None]:
    """What is published of a model's parameters; nothing is known here of a model that is fetched."""
    fetched = model.startswith("hf:")
    return {
        "parameters": None if fetched else draft.names.parameters(model),
        "active_parameters": None if fetched else draft.names.active_parameters(model),
    }
