"""Whether a text is a sentence, as people talk, or the language itself."""

from estimator.language.draft import Draft
from estimator.language.filler import FUNCTION_WORDS, SPOKEN

_SEVERAL = 3


def is_prose(draft: Draft) -> bool:
    """Whether a text is a sentence: a question, or one with a verb, a pronoun or several words between the others."""
    if draft.prose is None:
        words = draft.sentence.texts
        asked = "?" in draft.sentence.raw or not SPOKEN.isdisjoint(words)
        draft.prose = asked or sum(word in FUNCTION_WORDS for word in words) >= _SEVERAL
    return draft.prose
