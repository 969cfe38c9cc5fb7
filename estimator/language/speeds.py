"""Speeds as people quote them, put as `observe` reads them: `9600 tokens/sec per H100`, `420 TFLOPs`, `12 s/it`."""

import re

_NUMBER = r"(?<![\w.,=])(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
_SECOND = r"s(?:ec(?:ond)?s?)?\b"
_PER = r"\s*(?:/|\bper\b|\ban?\b)\s*"
_STEP = r"(?:training\s+|optimi[sz]er\s+)?(?:steps?|it|iters?|iterations?|batch)\b"
_EACH = r"gpus?|accelerators?|chips?|devices?|cards?|tpus?"
# behind the speed: of one accelerator, which may be named
_OF_ONE = (
    rf"(?:(?:{_PER}|\s+(?:on|for)\s+(?:each|every|one|a\s+single)\s+|\s+(?:each|every)\s+)(?:(?:{_EACH})\b|(?P<name>"
    r"(?=[a-z-]*\d)[a-z][\w-]*))|\s+(?P<alone>each|apiece)\b)?"
)
_TOKENS = re.compile(
    rf"{_NUMBER}(?P<scale>[km])?\s*(?:(?:tok(?:en)?s?|t(?=/s))(?P<first>{_PER}(?:{_EACH}))?{_PER}{_SECOND}|tps\b){_OF_ONE}",
    re.IGNORECASE,
)
_FLOPS = re.compile(
    rf"{_NUMBER}(?P<scale>[tp]|tera|peta)\s*flops?(?:{_PER}{_SECOND})?{_OF_ONE}",
    re.IGNORECASE,
)
_SECONDS = re.compile(
    rf"{_NUMBER}(?P<unit>ms|{_SECOND}|milliseconds?){_PER}{_STEP}"
    rf"|(?:\b{_STEP}\s+(?:time|duration)|\btime\s+per\s+{_STEP}|\b{_STEP}\s+takes?)\s*(?:is|of|was|:|=|about|around|~|\s)*"
    rf"{_NUMBER.replace('number', 'behind')}(?P<behind_unit>ms|{_SECOND}|milliseconds?)",
    re.IGNORECASE,
)
_STEPS = re.compile(rf"{_NUMBER}(?:it|iters?|iterations?|steps?){_PER}{_SECOND}", re.IGNORECASE)
_RATED = re.compile(
    r"\b(?:mfu|utili[sz]ation)\s*(?:of|is|at|around|about|~|=|:|\s)+(?P<share>\d+(?:\.\d+)?)\s*%"
    r"|(?<![\w.,=])(?P<first>\d+(?:\.\d+)?)\s*%\s*(?:mfu|utili[sz]ation)\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(r"^\W*is\b[^?]*\b(?:good|bad|low|high|poor|normal|ok|okay|decent|terrible|great)\b", re.IGNORECASE)
# a number of FLOP/s is a speed only where somebody asks how good it is; else it is a chip's peak, or work to do
_ASKS = re.compile(r"\bmfu\b|utili[sz]|\b(?:get|gett?ing|achiev\w*|reach\w*|see|seeing|hit|hitting)\b", re.IGNORECASE)
_IS_PEAK = re.compile(r"\bpeak\b", re.IGNORECASE)


def as_observed(text: str, *, is_asked: bool = False) -> str | None:
    """The text with its speeds as `observe` reads them; None for a text without any, or that asks no such thing."""
    text, rated = _RATED.subn(_rated, text, count=1) if _JUDGED.search(text) else (text, 0)
    has_speed = rated or any(pattern.search(text) for pattern in (_TOKENS, _SECONDS, _STEPS))
    flops = None if _IS_PEAK.search(text) else _FLOPS.search(text)
    has_flops = flops and (is_asked or _ASKS.search(text) or flops["name"] or flops["alone"] or _names_one(flops))
    if not (has_speed or has_flops):
        return None
    text = _TOKENS.sub(_tokens, text)
    text = _SECONDS.sub(_seconds, text)
    text = _STEPS.sub(lambda match: f"step={1 / _number(match['number']):.6g}s ", text)
    return _FLOPS.sub("" if has_speed else _flops, text)


def _rated(match: re.Match[str]) -> str:
    return f" mfu={match['share'] or match['first']}% "


def _number(digits: str) -> float:
    return float(digits.replace(",", "")) or 1e-9


def _tokens(match: re.Match[str]) -> str:
    is_each = match["name"] or match["alone"] or match["first"] or _names_one(match)
    scale = (match["scale"] or "").lower()
    return f" {match['name'] or ''} {match['number']}{scale} tok/s{'/gpu' if is_each else ''}"


def _names_one(match: re.Match[str]) -> bool:
    return re.search(rf"(?:{_EACH})$", match[0].strip(), re.IGNORECASE) is not None


def _flops(match: re.Match[str]) -> str:
    return f" {match['name'] or ''} {match['number']}{match['scale'][0].upper()}FLOP/s/gpu"


def _seconds(match: re.Match[str]) -> str:
    number, unit = match["number"] or match["behind"], (match["unit"] or match["behind_unit"]).lower()
    return f"step={number}{'ms' if unit.startswith('m') else 's'} "
