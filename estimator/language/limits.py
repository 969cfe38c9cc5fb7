"""Words that bound what follows: `under $3M`, `within 30 days`, `at most 6 weeks`."""

from estimator.language.words import Sentence

_LIMITS = (
    *("no more than", "not more than", "no longer than", "less than", "at most", "up to"),
    *("under", "below", "within", "max", "maximum", "<"),
)


def past_limit(sentence: Sentence, index: int) -> int:
    """The position after words such as `under` or `at most`; the same position when there are none."""
    for words in _LIMITS:
        stop = index + words.count(" ") + 1
        if sentence.at(index) == words or sentence.phrase(index, stop) == words:
            return stop
    return index
