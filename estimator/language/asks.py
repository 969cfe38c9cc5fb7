"""What a sentence asks for: the cost where it does not say, else whichever is asked for first."""

import re
from functools import cache, lru_cache
from typing import Literal

Asked = Literal[
    "cost",
    "hours",
    "days",
    "count",
    "card",
    "memory",
    "fits",
    "size",
    "batch",
    "epochs",
    "speed",
    "step",
    "throughput",
    "mfu",
    "energy",
    "electricity",
    "emissions",
    "compute",
]

_CHIP = r"[a-z]{1,3}\d{2,4}[a-z]*"
_DEVICE = rf"(?:gpus?|accelerators?|cards?|chips?|tpus?|devices?|nodes?|machines?|blocks?|{_CHIP})"
_FEWEST = r"(?:least|minimum|min|minimal|smallest|fewest|lowest)"
_OF = r"(?:(?:viable|possible|necessary|needed|required|number|count|of|the|required|gpu|\d+ ?gb) ){0,4}"
_NO_DEVICE = r"(?!tokens|years|param|days|hours|flop|weeks|months|epochs)"
_NO_TIME = r"(?![ -](?:hours?|days?|weeks?|months|years?))"
_TRAINS = r"(?:fine-?tun|lora|qlora|sft|train)"
_TELLS = r"(?:share|tell|give|provide|help|let|say|explain|specify|clarify|advise|suggest|estimate|show|know|have)"
_NO_REQUEST = rf"(?! (?:there(?! (?:a|any|some) way)|any(?:one|body)|(?:you|someone|somebody) (?:\w+ )?{_TELLS}))"
_MAY = r"(?:can|could|does|do|is|are|will|would)"
_FLOPS = r"(?:tera|peta|t|p)?flops?(?:/s| per second)?"
# in this order where two begin at one place
_PATTERNS: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (
        "batch",
        (
            r"\bhow (?:big|large) (?:of )?(?:an? |can the |can my )?(?:global |micro |training )?batch",
            r"\b(?:max|maximum|largest|biggest) (?:possible |micro |per[- ]\w+ )?batch(?:[- ]size)?\b",
            r"\bbatch[- ]size ?\?",
            r"\b(?:what|which) batch[- ]size\b(?=.*\b(?:fits?|can|possible|use)\b)",
        ),
    ),
    (
        "step",
        (
            r"\b(?:step|iteration) time\b(?! (?:is|of|was|:|=|about|around)? ?\d)",
            r"\b(?:time|seconds) (?:per|for a|for one) (?:training )?(?:step|iteration)\b(?! ?[=:]? ?\d)",
            r"\bhow long (?:is|does|will|would) (?:an?|one|each) (?:training )?(?:step|iteration)\b",
        ),
    ),
    ("epochs", (r"\bhow many (?:epochs|passes)\b",)),
    (
        "card",
        (
            r"\b(?:smallest|least powerful|lowest[- ]end|weakest) (?:nvidia |single )?(?:gpu|card)\b(?! setup| config)",
            r"\b(?:what|which) (?:single )?(?:gpu|card) (?:do|would|should) (?:i|we|you) (?:need|have to|buy|get)\b",
        ),
    ),
    ("throughput", (rf"\b(?:how many|what) {_FLOPS} (?:per|a|each|from|on an?) ?(?:gpu|device|card|chip|\w+\d)",)),
    (
        "size",
        (
            r"\bhow (?:big|large)\b",
            r"\b(?:what|which) size\b",
            r"\b(?:big|larg)gest (?:[\w-]+ ){0,2}(?:model|l?lm|transformer)\b",
        ),
    ),
    (
        "size",
        (rf"\bwhat (?:can|could) (?:i|we|you) (?:\w+ ){{0,2}}?{_TRAINS}[\w-]*(?:\W*$|\s+(?:with|on|in|using|for)\b)",),
    ),
    ("size", (r"\b(?:max|maximum) (?:[\w-]+ ){0,2}(?:size|model|parameters)\b",)),
    ("size", (r"\blargest (?:[\w-]+ ){0,2}(?:model|l?lm|transformer)\b", r"\bhow many tokens\b")),
    ("mfu", (r"\b(?:what|which|typical|usual|expected|realistic) (?:[\w-]+ ){0,2}?(?:mfu|utili[sz]ation)\b",)),
    ("speed", (r"\btok(?<!\d tok)(?<!\dk tok)(?:en)?s?(?: ?/ ?| per )s(?:ec(?:ond)?)?\b",)),
    ("hours", (rf"\b(?:gpu|accelerator|chip|card|tpu|{_CHIP})s?[ -](?:hours?|days?|weeks?|months|years?)\b",)),
    ("memory", (r"显存", r"\bv?ram\b", r"\b(?:gpu|video|much|the|required|least|peak) memory\b")),
    ("memory", (r"\bmemory (?:do|does|is|need|use|requ|foot)",)),
    (
        "count",
        (
            r"[多几]少?[张块卡]",
            rf"\bthe number of {_DEVICE}\b",
            r"\b(?:wie ?viele|combien de|cu[aá]ntas?|quante|quantas) (?:gpus?|\w*karten|cartes|tarjetas|placas)\b",
            r"\b(?:gpu|hardware|minimum|minimal|smallest|recommended) (?:\w+ )?(?:setup|config|configuration)\b",
        ),
    ),
    (
        "count",
        (rf"\bhow many {_NO_DEVICE}(?:[\w-]+ ){{0,3}}?{_NO_DEVICE}{_DEVICE}\b{_NO_TIME}",),
    ),
    (
        "count",
        (rf"\b{_FEWEST} {_OF}(?:\d+ ?x ?)?(?:{_DEVICE}|hardware|requirements?)\b",),
    ),
    ("count", (r"\b(?:what|which) (?:hardware|h/w|gpus?|machines?)\b", r"\b(?:gpu|hardware|h/w) requirements?\b")),
    ("count", (r"\b(?:how much|what|which) (?:\w+ )?resources?\b",)),
    ("fits", (r"是否可以|是否能|能否|可否|能不能|可不可以|够吗|够不够", r"\b(?:oom|out of memory)\b(?=[^?]*\?)")),
    ("fits", (rf"\b(?:will|would) (?:an?|one|{_CHIP}|\d+ ?x?) .{{0,30}}\b(?:do|suffice|work|handle)\b",)),
    (
        "fits",
        (
            r"\b(?:enough|sufficient|suffices?|fits?|doable|feasible|realistic|reasonable)\b",
            r"\bwill it run\b",
            rf"\bable to\b(?=.{{0,60}}{_TRAINS})",
        ),
    ),
    ("fits", (rf"\bcan (?:i|we|you|it|one)\b(?=.{{0,60}}{_TRAINS})",)),
    (
        "fits",
        (rf"^\W*(?:(?:hi|hello|hey|so)\W+)?{_MAY}\b{_NO_REQUEST}(?=[^$]*\b{_TRAINS})(?![^$]*\$)(?!.*\bcheap)",),
    ),
    (
        "days",
        (
            r"多久|多少天|多长时间",
            r"\b(?:wie (?:lange|viele tage)|dauert|combien de (?:temps|jours)|cu[aá]nto (?:tiempo|tarda))\b",
            r"\b(?:cu[aá]ntos d[ií]as|quanto tempo|quanti giorni|quantos dias)\b",
            r"\b(?:normal|expected)\b|\bmakes? sense\b|\b(?:too|so|very|really) slow\b",
            r"\bhow (?:long|fast)\b|\beta\b|\bestimate (?:the |of )?(?:days|time)\b",
            r"\bhow many (?:days|weeks|months|hours)\b",
            r"\btime to train\b",
        ),
    ),
    ("days", (r"\b(?:how much|what|training|wall(?:[- ]?clock)?|total) time\b", r"\bwall[- ]?clock\b")),
    ("electricity", (r"\b(?:electricity|power|energy|electric) (?:bill|costs?)\b(?!=)",)),
    ("energy", (r"\b(?:electricity|energy|kwh|mwh)\b(?!\s*(?:price|cost|=))(?<![\d/]kwh)(?<![\d/]mwh)",)),
    ("emissions", (r"\b(?:co2e?|carbon|emissions?|footprint)\b",)),
    ("compute", (r"\b(?:how many|estimate|total|training|what|compute) flops?\b", r"\bflops? (?:for|of|to|does)\b")),
    (
        "cost",
        (
            r"\bcosts?\b",
            r"\b(?:kostet|kosten|co[uû]te|cuesta|costa|custa)\b",
            r"\bprice\b(?!=)",
            r"\bcheap",
            r"\bexpensive\b",
            r"\bhow much (?:money|is|would|will|does|to)\b",
        ),
    ),
)
_FAILING = re.compile(
    r"\b(?:will|would|does|do|can|could|might|gonna|going to)\b[^.?!]*\b(?:oom|out of memory)\b", re.IGNORECASE
)
_DIGITS = frozenset("0123456789")
# what a word with a digit may ask for: `co2`, `h100-hours`
_ASKED_IN_WORDS = ("co2", "hour", "day", "week", "month", "cost", "flop")
_WITHOUT_TOKENS = frozenset({"count", "card", "memory", "fits", "batch", "speed", "step", "throughput", "mfu"})


@lru_cache(maxsize=256)
def asks(text: str) -> Asked | None:
    """What a text asks for first; None for one that only says what is to be estimated."""
    if says_only(text):
        return None
    begins_plainly = text.isascii() and text[:1].isalnum()
    match = _at_words().search(text.lower()) if begins_plainly else _anywhere().search(text)
    return _PATTERNS[match.lastindex - 1][0] if match and match.lastindex else None


def says_only(text: str) -> bool:
    """Whether each word is a number, a name with a number or an option: such a text asks nothing, at once."""
    is_plain = text.isascii() and not any(asked in text.lower() for asked in _ASKED_IN_WORDS)
    return is_plain and all("=" in word or not _DIGITS.isdisjoint(word) for word in text.split())


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile("|".join(f"({'|'.join(patterns)})" for _, patterns in _PATTERNS), re.IGNORECASE)


@cache
def _at_words() -> re.Pattern[str]:
    """The same for lower case in which only the beginnings of words need be tried: a tenth of the time."""
    groups = ("|".join(pattern.removeprefix(r"\b") for pattern in patterns) for _, patterns in _PATTERNS)
    return re.compile(rf"\b(?=[a-z])(?:{'|'.join(f'({group})' for group in groups)})")


def asks_of_failing(text: str) -> bool:
    """Whether yes would mean that it does not fit: `will it OOM?`."""
    return _FAILING.search(text) is not None


def asks_without_tokens(text: str) -> bool:
    """Whether an answer hangs on what fits or how fast it runs, and needs no tokens."""
    return asks(text) in _WITHOUT_TOKENS
