"""Whether a text is a sentence, as people talk, or the language itself."""

from estimator.language.asks import asks
from estimator.language.draft import Draft
from estimator.language.filler import COMMON, FUNCTION_WORDS, SPOKEN
from estimator.language.han import has_han
from estimator.language.tongues import ASKING_WORDS
from estimator.language.words import Sentence, sentence

_SEVERAL = 3
_SPOKEN = SPOKEN | ASKING_WORDS


def is_prose(draft: Draft) -> bool:
    """Whether a text is a sentence: a question, or one with a verb, a pronoun or several words between the others."""
    if draft.prose is None:
        draft.prose = _is_sentence(draft.sentence)
    return draft.prose


def speaks(text: str) -> bool:
    """Whether a text is a sentence, so that it is worth to say how it was read."""
    return _is_sentence(sentence(text))


def _is_sentence(said: Sentence) -> bool:
    raw, words = said.raw, said.texts
    if "?" in raw or not _SPOKEN.isdisjoint(words) or asks(raw) not in {None, "cost"}:
        return True
    return sum(word in FUNCTION_WORDS or word in COMMON for word in words) >= _SEVERAL or (
        not raw.isascii() and has_han(raw)
    )
