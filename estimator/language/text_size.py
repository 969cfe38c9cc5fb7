"""How many tokens a text makes, by its words, characters or bytes."""

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled

# English text with a byte-pair vocabulary: a token is about 4 characters, 100 tokens 75 words. The rule of OpenAI's
# help page on what tokens are, seen on 2026-11-28 only in pages that quote it
_TOKENS_PER_WORD = 4 / 3
_CHARACTERS_PER_TOKEN = 4.0


def tokens_of_words(words: float) -> float:
    """The tokens of so many English words."""
    return words * _TOKENS_PER_WORD


def tokens_of_characters(characters: float) -> float:
    """The tokens of so many characters of English."""
    return characters / _CHARACTERS_PER_TOKEN


def tokens_of_bytes(size: float) -> float:
    """The tokens of so many bytes of English, a character each."""
    return tokens_of_characters(size)


def note(said: str, tokens: float) -> Doubt:
    """What was made of an amount of text."""
    rule = "a rule of thumb: 4 tokens for 3 words, 4 characters or bytes a token in English; other tongues make more"
    return Doubt("text_size", f'"{said}" is read as {scaled(tokens)} tokens ({rule}).')
