"""Samples and steps turned into tokens, once everything else is read."""

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import ConflictError, UnreadableWordError
from estimator.language.draft import Draft

# what a sample is taken for when nobody says: an instruction with its answer
_SAMPLE_LENGTH = 512.0
_SEQUENCE = 4096
_SAME = 0.1


def settle_samples(draft: Draft) -> None:
    """Samples are tokens by their length, which is said, that of the sequences, or usual; given tokens need neither."""
    samples, length = draft.said.get("samples"), draft.said.get("sample_length")
    if not isinstance(samples, float):
        draft.unused.extend(draft.spans[name] for name in ("rollouts",) if name in draft.said)
        draft.forget("rollouts")
        _refuse_length(draft)
        return
    span = draft.spans["samples"]
    if "tokens" in draft.said or "total_tokens" in draft.said:
        draft.unused.extend(draft.spans[name] for name in ("samples", "sample_length") if name in draft.said)
    else:
        told = length or draft.said.get("sequence_length")
        each = float(told) if isinstance(told, float | int) else _SAMPLE_LENGTH
        times = draft.said.get("rollouts")
        of_each = each * times if isinstance(times, float) else each
        draft.say_at("tokens", samples * of_each, span)
        draft.doubts.append(_note(draft, samples, of_each, assumed=told is None))
    draft.forget("rollouts")
    draft.forget("samples")
    draft.forget("sample_length")


def _note(draft: Draft, samples: float, each: float, *, assumed: bool) -> Doubt:
    said = draft.sentence.raw[slice(*draft.spans["samples"])]
    message = f'"{said}" of {each:,.0f} tokens each are {scaled(samples * each)} tokens an epoch.'
    if assumed:
        message += f" The length is assumed: say yours, for example `{samples:.0f} samples of 800 tokens`."
    return Doubt("samples", message)


def _refuse_length(draft: Draft) -> None:
    """A length of samples says nothing without their number."""
    if "sample_length" not in draft.said:
        return
    span = draft.spans["sample_length"]
    said = draft.sentence.raw[slice(*span)]
    hint = f"Say it as in `52k samples of {said}`."
    raise UnreadableWordError(f'"{said}" does not say of how many samples.', hint, span=span, field="tokens")


def settle_device_batch(draft: Draft) -> None:
    """Sequences on each accelerator, times those that are accumulated and the accelerators, are the batch."""
    each, accumulated = draft.said.get("device_batch"), draft.said.get("accumulation")
    spans = [draft.spans[name] for name in ("device_batch", "accumulation") if name in draft.said]
    draft.forget("device_batch")
    draft.forget("accumulation")
    if not isinstance(each, float) or {"batch_tokens", "batch_sequences"} & draft.said.keys():
        draft.unused.extend(spans)
        return
    count, times = draft.whole("accelerators") or 1, float(accumulated) if isinstance(accumulated, float) else 1.0
    draft.say_at("batch_sequences", each * times * count, spans[0])
    message = f"The batch is {each:g} × {times:g} × {count:,} = {each * times * count:,.0f} sequences"
    draft.doubts.append(Doubt("device_batch", f"{message}: on each accelerator, accumulated, accelerators."))


def settle_steps(draft: Draft) -> None:
    """Steps are tokens by their batch, or a batch by the tokens. Raises ConflictError when all three do not agree."""
    steps = draft.said.get("steps")
    if not isinstance(steps, float):
        return
    span = draft.spans["steps"]
    draft.forget("steps")
    said = draft.sentence.raw[slice(*span)]
    tokens = draft.said.get("tokens")
    batch = _batch_tokens(draft)
    if batch is None and isinstance(tokens, float) and steps > 0:
        draft.say_at("batch_tokens", tokens / steps, span)
        message = f'"{said}" over {scaled(tokens)} tokens are batches of {scaled(tokens / steps)} tokens.'
    elif batch is None:
        hint = f"Say it too, in tokens or sequences: `{said} batch=4M`, `{said} batch=1024`."
        raise UnreadableWordError(f'"{said}" does not say of which batch.', hint, span=span, field="batch_tokens")
    else:
        _check(draft, said, span, steps * batch)
        draft.said.setdefault("tokens", steps * batch)
        draft.spans.setdefault("tokens", span)
        message = f'"{said}" of {scaled(batch)} tokens are {scaled(steps * batch)} tokens.'
    draft.doubts.append(Doubt("steps", message))


def _batch_tokens(draft: Draft) -> float | None:
    """The tokens of a step; sequences whose length nobody knows are taken as 4,096 tokens."""
    sequences = draft.said.get("batch_sequences")
    if isinstance(sequences, float):
        span = draft.spans["batch_sequences"]
        draft.forget("batch_sequences")
        draft.say_at("sequence_length", _SEQUENCE, span)
        draft.say_at("batch_tokens", sequences * _SEQUENCE, span)
        message = f"Sequences are taken as {_SEQUENCE:,} tokens: say yours, for example `seq=2048`."
        draft.doubts.append(Doubt("steps", message))
    batch = draft.said.get("batch_tokens")
    return batch if isinstance(batch, float) else None


def _check(draft: Draft, said: str, span: tuple[int, int], tokens: float) -> None:
    """Refuse tokens that differ from steps times batch."""
    other = draft.said.get("tokens")
    if isinstance(other, float) and abs(other - tokens) > _SAME * tokens:
        typed = draft.sentence.raw[slice(*draft.spans["tokens"])]
        message = f'Two values for the tokens: "{said}" of this batch are {scaled(tokens)}, and "{typed}".'
        raise ConflictError(message, "Leave out one of them.", span=span, field="tokens")
