"""`observe 70B 2T 1024xh100 700 tok/s/gpu`: what a measured run achieves, and when it will be done."""

import re
from dataclasses import dataclass
from functools import partial

from estimator.calculation.numbers import per_cent
from estimator.errors import RequestError
from estimator.language import read
from estimator.planning.observe import Measured, Observation, observe
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure
from estimator.render.json import Json, as_figure, as_json
from estimator.render.report import Report

HEADINGS = ("What", "Whole run", "Left")
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?(?:e[+-]?\d{1,2})?)"
_SPEED = re.compile(
    rf"(?<![\w.,=]){_NUMBER}\s*(?P<scale>[kmb])?\s*tok(?:en)?s?\s*(?:/|\bper\b)\s*s(?:ec(?:ond)?s?)?\b"
    r"(?P<each>\s*(?:/|\bper\b)\s*(?:gpu|accelerator|chip|device|tpu)s?\b)?",
    re.IGNORECASE,
)
_STEP = re.compile(rf"(?<!\w)step\s*=\s*{_NUMBER}\s*(?P<unit>ms|s(?:ec)?)?(?![\w.])", re.IGNORECASE)
_FLOPS = re.compile(
    rf"(?<![\w.,=]){_NUMBER}\s*(?P<scale>[TP])FLOP/s/(?:gpu|accelerator|chip|device|tpu)\b", re.IGNORECASE
)
_MFU = re.compile(rf"(?<!\w)mfu\s*=\s*{_NUMBER}\s*(?P<unit>%)?(?![\w.])", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)done\s*=\s*(?P<tokens>[\w.,]+)(?:\s+tok(?:en)?s\b)?", re.IGNORECASE)
_AFTER = re.compile(rf"(?<!\w)after\s+{_NUMBER}\s*(?P<unit>h(?:ours?)?|d(?:ays?)?|w(?:eeks?)?)(?![\w.])", re.IGNORECASE)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}
_MORE = "Try `observe 70B 2T 1024xh100 700 tok/s/gpu`."


@dataclass(slots=True)
class _Words:
    """The text, of which what was measured is taken out one by one."""

    left: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What matches, once. Raises RequestError when it is said twice."""
        match = pattern.search(self.left)
        if match is None:
            return None
        self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}".strip()
        if pattern.search(self.left):
            raise RequestError(f'"{match[0].strip()}" is said twice.', _MORE)
        return match


def _answer(asked: Asked) -> Answered:
    words = _Words(asked.text)
    seen = _measured(words, asked)
    reading = read(words.left, asked.catalogue.names, today=asked.today)
    request = reading.request.model_copy(update={"text": asked.text})
    found = observe(request, seen, asked.catalogue, asked.today, reading.doubts)
    return Answered(partial(_data, found), partial(_report, found))


def _measured(words: _Words, asked: Asked) -> Measured:
    after, done, step = words.take(_AFTER), words.take(_DONE), words.take(_STEP)
    speed, flops, mfu = words.take(_SPEED), words.take(_FLOPS), words.take(_MFU)
    rate = speed and _number(speed) * _SCALES[(speed["scale"] or "").lower()]
    is_each = bool(speed and speed["each"])
    return Measured(
        tokens_per_second=None if is_each else rate,
        each=rate if is_each else None,
        step_seconds=step and _number(step) / (1000 if (step["unit"] or "").lower() == "ms" else 1),
        flops=flops and _number(flops) * (1e15 if flops["scale"].lower() == "p" else 1e12),
        mfu=mfu and _number(mfu) / (100 if mfu["unit"] else 1),
        done=done and read(f"tokens={done['tokens']}", asked.catalogue.names, today=asked.today).request.tokens,
        days=after and _number(after) * _DAYS[after["unit"][0].lower()],
    )


def _number(match: re.Match[str]) -> float:
    value = float(match["number"].replace(",", ""))
    if not 0 < value < 1e18:  # noqa: PLR2004 - no second sees more tokens
        raise RequestError(f'"{match[0].strip()}" cannot be.', _MORE)
    return value


def _data(found: Observation) -> Json:
    remaining = {name: as_figure(quantity) for name, quantity in found.remaining.items()}
    finish = found.finish.isoformat() if found.finish else None
    return as_json(found.estimate) | {
        "question": "observe",
        "remaining": remaining,
        "finish": finish,
        "percentile": found.percentile,
        "mfu_with_attention": found.mfu_with_attention,
    }


def _report(found: Observation) -> Report:
    answer = found.estimate.answer
    mfu = answer["mfu"]
    title = (
        f"MFU {per_cent(mfu.value)}{_other_count(found)}, above {found.percentile:.0f} % of published runs"
        if mfu
        else ""
    )
    end = f"; done on {found.finish}" if found.finish else ""
    whole = {name: answer["total_cost" if name == "cost" else name] for name in found.remaining}
    rows = tuple(
        (name.replace("_", " "), figure(all_of_it), figure(left))
        for name, left in found.remaining.items()
        if left and (all_of_it := whole[name]) and found.says_tokens
    )
    notes = tuple(doubt.message for doubt in found.estimate.doubts)
    return Report(f"{title}{end}", HEADINGS, rows, notes)


def _other_count(found: Observation) -> str:
    """The MFU as tools count it, where that reads differently."""
    other, mfu = found.mfu_with_attention, found.estimate.answer["mfu"]
    if not (other and mfu) or per_cent(other) == per_cent(mfu.value):
        return ""
    return f" ({per_cent(other)} with all attention counted, as most tools do)"


QUESTION = Question(
    "observe",
    "What a measured run achieves: its MFU, where that stands among published runs, and hours, dollars and days to "
    "the end. Measured is a speed, `step=` with `batch=`, `mfu=`, or `done=` with the time that it took.",
    {
        "observe 70B 2T 1024xh100 700 tok/s/gpu": "tokens a second of each accelerator",
        "observe 70B 2T 1024xh100 700k tok/s": "of all accelerators",
        "observe 70B 2T 1024xh100 step=6s batch=4M": "seconds a step, tokens a batch",
        "observe 70B 2T 1024xh100 done=500B after 9d": "what is done, and after how long",
    },
    _answer,
)
