"""Which question a sentence asks that weighs one thing against another: rent or buy, H100 or B200, the cheapest way."""

import re

_WAY = r"(?:rent(?:ing)?|leas(?:e|ing)|buy(?:ing)?|own(?:ing)?|purchas(?:e|ing))"
_CHIP = r"[a-z]{1,3}\d{2,4}[a-z]*"
_OPTIMUM = r"(?:the\s+)?(?:(?:compute|chinchilla)[- ]?)?(?:optimal|optimum)\b"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


RENT_OR_BUY = _pattern(rf"\b{_WAY}\s+(?:or|vs\.?|versus)\s+(?:to\s+)?{_WAY}\b")
# each with the words that ask, which say nothing of the run
_ASKED = {
    "own": RENT_OR_BUY,
    "optimal": _pattern(
        rf"\bhow (?:far|close|near)\b(?=.*\b(?:optim|chinchilla))|\b(?:from|to|near)\s+(?:{_OPTIMUM}|chinchilla\b)"
        rf"|^\W*(?:is|are)\b(?=.*\boptim)|\b(?:compute|chinchilla)[- ]?optimal(?=\s*\?)"
    ),
    "plan": _pattern(
        r"\b(?:cheapest|fastest|most cost[- ]effective)\s+(?:way|option|set-?up|hardware|gpus?|accelerators?|chips?|"
        r"cloud|provider)\b(?:\s+(?:to|for)\b)?"
    ),
    "compare": _pattern(rf"\b{_CHIP}\s+or\s+(?:an?\s+)?{_CHIP}\b"),
}
_MAY_WEIGH = _pattern(r"\bor\b|\bvs\b|est\b|effective|optim|chinchilla")


def decision(text: str) -> str | None:
    """The first word of the question that a sentence asks; None for one that weighs nothing."""
    if not _MAY_WEIGH.search(text):
        return None
    return next((word for word, pattern in _ASKED.items() if pattern.search(text)), None)


def without_decision(word: str, text: str) -> str:
    """The text without the words that ask a question, where it has them."""
    return " ".join(_ASKED[word].sub(" ", text).split()) if decision(text) == word else text
