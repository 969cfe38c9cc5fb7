"""What was said, put together once everything is read: which quantity is which, epochs, batches, and the model."""

from math import isclose

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import ConflictError
from estimator.language.datasets import settle_dataset
from estimator.language.draft import Draft, label
from estimator.language.fleet import settle_fleet, settle_places
from estimator.language.ratio import settle_ratio
from estimator.language.settling_data import settle_samples, settle_steps

_SAME_MODEL = 0.1
_ON_FEW_TOKENS = ("finetune", "lora", "qlora", "dpo", "grpo")
# the shortest sequence that is usual: fewer tokens in a batch are sequences
_SHORTEST_SEQUENCE = 2048


def settle(draft: Draft) -> None:
    """Turn what waits for other words into fields of the request. Raises RequestError for what does not agree."""
    settle_fleet(draft)
    settle_ratio(draft)
    settle_dataset(draft)
    _place_quantities(draft)
    settle_samples(draft)
    _count_epochs(draft)
    _settle_batch(draft)
    settle_steps(draft)
    settle_places(draft)
    _check_model(draft)


def _place_quantities(draft: Draft) -> None:
    """Bare quantities are parameters then tokens; beside a model's name a single one is tokens."""
    taken = {**draft.said, **({"tokens": 0} if "total_tokens" in draft.said else {})}
    fields = [name for name in ("parameters", "tokens") if name not in taken]
    if "model" in draft.said and "parameters" in fields and len(draft.bare) < len(fields):
        fields.remove("parameters")
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
