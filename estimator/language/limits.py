"""Words that bound what follows: `under $3M`, `within 30 days`, `at most 6 weeks`."""

from estimator.language.words import Sentence

_LIMITS = (
    *("no more than", "not more than", "no longer than", "less than", "at most", "up to"),
    *("under", "below", "within", "max", "maximum", "<"),
)
# the words that such a phrase begins with
LIMIT_WORDS = frozenset(words.partition(" ")[0] for words in _LIMITS)


def past_limit(sentence: Sentence, index: int) -> int:
    """The position after words such as `under` or `at most`; the same position when there are none."""
    if sentence.at(index) not in LIMIT_WORDS:
        return index
    for words in _LIMITS:
        stop = index + words.count(" ") + 1
        if sentence.at(index) == words or sentence.phrase(index, stop) == words:
            return stop
    return index
