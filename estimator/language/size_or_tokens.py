"""A quantity right behind a model's name: tokens, or the size of another model (`falcon h1 34b`, `bloom 7b`)."""

import re

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import AmbiguousNameError
from estimator.language.draft import Draft
from estimator.language.unknown import is_size

# nobody names a model after so many parameters and means less than so many tokens
_MANY_TOKENS = 1e11
_ROUND = re.compile(r"[125]0*b", re.IGNORECASE)
_SIZE_IN_NAME = re.compile(r"\d[bm]\b", re.IGNORECASE)


def doubt_size_or_tokens(draft: Draft) -> None:
    """Ask back `bloom 7b`, fewer tokens than parameters; note `falcon h1 34b`, which may be either."""
    span, model, tokens = draft.spans.get("tokens"), draft.said.get("model"), draft.said.get("tokens")
    if span is None or not isinstance(model, str) or not isinstance(tokens, float):
        return
    if not _may_be_size(draft.sentence.raw[slice(*draft.spans["model"])], tokens) or not _stands_as_size(draft, span):
        return
    start, end = draft.spans["model"]
    raw = draft.sentence.raw
    name, said, size = raw[start:end], raw[start : span[1]], raw[slice(*span)]
    is_round, enough = _ROUND.fullmatch(size) is not None, _are_plausible(draft, model, tokens)
    if is_round and enough:
        return
    if is_round or enough:
        message = f'"{size}" is read as {scaled(tokens)} tokens for {model}; "{said}" is no model that I know.'
        draft.doubts.append(Doubt("size_or_tokens", message))
        return
    ways = (f"{raw[:start]}{size}{raw[span[1] :]}", f"{raw[:start]}{name} tokens={size}{raw[span[1] :]}")
    raise AmbiguousNameError(
        f'I don\'t know a model "{said}": {model} is another size.',
        f"A model of your own is its size alone, {size}; for tokens say tokens={size}.",
        span=(start, span[1]),
        field="model",
        suggestions=ways,
    )


def _may_be_size(name: str, tokens: float) -> bool:
    """Whether so many tokens behind a model's name could be a size: the name says none, and they are few enough."""
    return tokens < _MANY_TOKENS and not _SIZE_IN_NAME.search(name)


def _stands_as_size(draft: Draft, span: tuple[int, int]) -> bool:
    """Whether tokens stand as a size does, right behind a model's name."""
    end = draft.spans["model"][1]
    raw = draft.sentence.raw
    word, behind = raw[slice(*span)].lower(), raw[span[1] :].split()[:1]
    return raw[end : span[0]] in {" ", "-"} and is_size(word) and behind not in (["tokens"], ["token"])


def _are_plausible(draft: Draft, model: str, tokens: float) -> bool:
    """Whether so many tokens are enough to train the model, or it is trained further on few."""
    known = None if model.startswith("hf:") else draft.names.parameters(model)
    return known is None or tokens >= known or "method" in draft.said
