"""Requests in plain words, `7B 1T 64xh100 mfu=0.4`: each says by itself what it is, so nothing else need be tried."""

import re
from collections.abc import Callable, Mapping

from estimator.language import lookup
from estimator.language.counts import counted_accelerators
from estimator.language.draft import Draft
from estimator.language.names import Names
from estimator.language.options import KEYS
from estimator.language.readings import models, scaled_quantities
from estimator.language.settings import before_value

_SIZE = re.compile(r"\d+(?:\.\d+)?[mbt]")
_COUNT = re.compile(r"\d+x(?=[a-z])")

Reader = Callable[[Draft, int], int]


def plain_readers(draft: Draft) -> Mapping[int, Reader]:
    """What reads the word at each position; nothing where one of them may mean more beside the others."""
    readers: dict[int, Reader] = {}
    texts, index, before = draft.sentence.texts, 0, None
    while index < len(draft.sentence.words):
        is_key = texts[index + 1] == "=" and texts[index] in KEYS
        reader = before_value if is_key else _reader(draft.names, texts[index])
        if reader is None or {before, reader} == {models, scaled_quantities}:
            return {}
        readers[index], before = reader, reader
        index += 3 if is_key else 1
    return readers


def _reader(names: Names, word: str) -> Reader | None:
    if _SIZE.fullmatch(word):
        return scaled_quantities
    if lookup.accelerator(names, _COUNT.sub("", word, 1)) and not word.isdecimal():
        return counted_accelerators
    return models if lookup.find(names, "model", word) else None
