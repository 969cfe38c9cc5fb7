"""Which question a sentence asks that weighs one thing against another: rent or buy, H100 or B200, the cheapest way."""

import re

_WAY = r"(?:rent(?:ing)?|leas(?:e|ing)|buy(?:ing)?|own(?:ing)?|purchas(?:e|ing))"
_CHIP = r"(?:[a-z]{1,3}\d{2,4}[a-z]*|(?:rtx\s*)?[2-5]0[5-9]0(?:\s*ti)?)"
_BEST = r"(?:cheapest|fastest|most cost[- ](?:effective|efficient)|most economical)"
_MEANS = (
    r"way|option|set-?up|hardware|gpus?|cards?|accelerators?|chips?|cloud|clouds|providers?|cloud providers?|vendors?"
)
_OPTIMUM = r"(?:the\s+)?(?:(?:compute|chinchilla)[- ]?)?(?:optimal|optimum)\b"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


RENT_OR_BUY = _pattern(rf"\b{_WAY}\s+(?:or|vs\.?|versus)\s+(?:to\s+)?{_WAY}\b")
# each with the words that ask, which say nothing of the run
_ASKED = {
    "own": RENT_OR_BUY,
    "bill": _pattern(r"\b(?:the\s+)?(?:whole|full|entire)\s+bill\b(?:\s+(?:of|for)\b)?"),
    "optimal": _pattern(
        rf"\bhow (?:far|close|near)\b(?=.*\b(?:optim|chinchilla))|\b(?:from|to|near)\s+(?:{_OPTIMUM}|chinchilla\b)"
        rf"|^\W*(?:is|are)\b(?=.*\boptim)|\b(?:compute|chinchilla)[- ]?optimal(?=\s*\?)"
    ),
    "plan": _pattern(
        rf"\b{_BEST}\s+(?:{_MEANS})\b(?:\s+(?:(?:i|we|you)\s+(?:can|could)\s+(?:rent|use|get)\s+)?(?:to|for)\b)?"
        rf"|\b(?:what|which)\s+(?:{_MEANS})\s+(?:is|are|would\s+be)\s+(?:the\s+)?{_BEST}(?:\s+(?:to|for)\b)?"
    ),
    "compare": _pattern(
        rf"\b(?:switch|mov|upgrad|migrat|go)\w*\s+from\s+(?:an?\s+)?{_CHIP}s?\s+to\s+(?:an?\s+)?{_CHIP}"
        rf"|\b{_CHIP}s?\s+or\s+(?:(?:an?|the|spot|reserved|on-demand|used|rented|single|one|\d+\s?x?)\s*)*{_CHIP}s?\b"
    ),
}
# what joined the words that ask to the others: `on 5T tokens, and ?`
_LOOSE = _pattern(r"\s*,?\s*(?:and|or)\s*(?=\?|$)")
_MAY_WEIGH = _pattern(r"\bor\b|\bvs\b|\bfrom\b|\bbill\b|est\b|effective|efficient|economical|optim|chinchilla")


def decision(text: str) -> str | None:
    """The first word of the question that a sentence asks; None for one that weighs nothing."""
    if not _MAY_WEIGH.search(text):
        return None
    return next((word for word, pattern in _ASKED.items() if pattern.search(text)), None)


def without_decision(word: str, text: str) -> str:
    """The text without the words that ask a question, where it has them."""
    if decision(text) != word:
        return text
    return _LOOSE.sub("", " ".join(_ASKED[word].sub(" ", text).split()))
