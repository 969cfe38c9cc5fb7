"""`observe 70B 2T 1024xh100 700 tok/s/gpu`: what a measured run achieves, and when it will be done."""

import datetime
import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.numbers import per_cent
from estimator.errors import RequestError
from estimator.language import Reading, read, write
from estimator.language.logs import read_log
from estimator.language.progress import as_progress
from estimator.language.sentences import speaks
from estimator.language.speeds import as_observed
from estimator.planning.logged import measured
from estimator.planning.observe import Measured, Observation, observe
from estimator.questions.question import Answered, Asked, Question
from estimator.questions.read_as import reading, said, with_reading
from estimator.render.figures import figure, with_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.names import title as title_of
from estimator.render.report import Report
from estimator.request import Request

HEADINGS = ("What", "Whole run", "Left")
_LABELS = {"tokens": "Tokens", "accelerator_hours": "Accelerator-hours", "wall_clock": "Time", "cost": "Cost"}
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?(?:e[+-]?\d{1,2})?)"
_SPEED = re.compile(
    rf"(?<![\w.,=]){_NUMBER}\s*(?P<scale>[kmb])?\s*tok(?:en)?s?\s*(?:/|\bper\b)\s*s(?:ec(?:ond)?s?)?\b"
    r"(?P<each>\s*(?:/|\bper\b)\s*(?:gpu|accelerator|chip|device|tpu)s?\b)?",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"(?<!\w)(?:tokens?_per_s(?:ec(?:ond)?)?|tok(?:en)?s?/s(?:ec)?|tps)\s*=\s*(?P<amount>\d[\d,.]*(?:e\d+)?\s?[kmb]?)(?!\w)",
    re.IGNORECASE,
)
_STEP = re.compile(rf"(?<!\w)step\s*=\s*{_NUMBER}\s*(?P<unit>ms|s(?:ec)?)?(?![\w.])", re.IGNORECASE)
_FLOPS = re.compile(
    rf"(?<![\w.,=]){_NUMBER}\s*(?P<scale>[TP])FLOP/s/(?:gpu|accelerator|chip|device|tpu)\b", re.IGNORECASE
)
_MFU = re.compile(rf"(?<!\w)mfu\s*=\s*{_NUMBER}\s*(?P<unit>%)?(?![\w.])", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)done\s*=\s*(?P<tokens>[\w.,]+%?)(?:\s+tok(?:en)?s\b(?!\s*=))?", re.IGNORECASE)
_AFTER = re.compile(rf"(?<!\w)after\s+{_NUMBER}\s*(?P<unit>h(?:ours?)?|d(?:ays?)?|w(?:eeks?)?)(?![\w.])", re.IGNORECASE)
_START = re.compile(
    r"(?<!\w)(?:start(?:ed)?\s*(?:=|\bon\b|\b)|since)\s*(?P<day>\d{4}-\d{2}-\d{2})(?!\w)", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:an?|my|one|the)\s+(?:single\s+)?(?:nvidia\s+)?(?:rtx\s+)?$", re.IGNORECASE)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}
_MORE = "Try `observe 70B 2T 1024xh100 700 tok/s/gpu`."


class _Words(Struct):
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


def observed(asked: Asked) -> Observation:
    """What the words say was measured. Raises RequestError for what cannot be read or cannot be."""
    return observe(*_observed(asked), asked.catalogue, asked.today, layout=asked.layout)


def _observed(asked: Asked) -> tuple[Request, Measured]:
    """The run that was measured, and what was seen of it."""
    log, rest = read_log(_ASSIGNED.sub(r"\g<amount> tok/s", asked.text))
    rest = as_observed(rest, is_asked=True) or rest
    words = _Words(as_progress(rest, is_asked=True) or rest)
    seen = _measured(words, asked)
    try:
        found = read(words.left, asked.catalogue.names, today=asked.today, is_prose=speaks(asked.text) or None)
    except RequestError as error:
        error.suggestions = tuple(_with_speed(words.left, one, error, asked.text) for one in error.suggestions)
        raise
    request = found.request.model_copy(update={"text": " ".join(asked.text.split())})
    seen = replace(seen, doubts=found.doubts)
    if request.accelerators is None and (seen.tokens_per_second or seen.step_seconds):
        request = _on_one(request, words.left, found)
    if log:
        return measured(request, log, seen, asked.catalogue)
    return request, seen


def _on_one(request: Request, left: str, found: Reading) -> Request:
    """The request on one accelerator where a sentence speaks of one (`on a 4090`).

    Raises RequestError, with both readings, where it does not say how many.
    """
    start, end = found.spans.get("accelerator", (0, 0))
    if _ONE.search(left[:start]):
        return request.model_copy(update={"accelerators": 1})
    text, name = request.text, request.accelerator
    ways = [text.replace(left[start:end], f"{count}x{name}") for count in (1, 8)] if end else []
    raise RequestError(
        "I need to know on how many accelerators that was measured.",
        "For example `observe 70B 2T 1024xh100 700 tok/s/gpu`.",
        suggestions=tuple(f"observe {way}" for way in ways),
    )


def _answer(asked: Asked) -> Answered:
    request, seen = _observed(asked)
    found = observe(request, seen, asked.catalogue, asked.today, layout=asked.layout)
    report = with_reading(partial(_report, found), reading(asked, "observe", request, *said(seen)))
    return Answered(partial(_data, found), report)


def _with_speed(left: str, suggestion: str, error: RequestError, text: str) -> str:
    """What is suggested for the words without the speed, for all of them."""
    start, end = error.span or (0, 0)
    chosen = suggestion[start : len(suggestion) - len(left[end:])]
    return f"observe {text.replace(left[start:end], chosen, 1)}"


def _measured(words: _Words, asked: Asked) -> Measured:
    after, done, step, start = words.take(_AFTER), words.take(_DONE), words.take(_STEP), words.take(_START)
    speed, flops, mfu = words.take(_SPEED), words.take(_FLOPS), words.take(_MFU)
    rate = speed and _number(speed) * _SCALES[(speed["scale"] or "").lower()]
    is_each = bool(speed and speed["each"])
    return Measured(
        tokens_per_second=None if is_each else rate,
        each=rate if is_each else None,
        step_seconds=step and _number(step) / (1000 if (step["unit"] or "").lower() == "ms" else 1),
        flops=flops and _number(flops) * (1e15 if flops["scale"].lower() == "p" else 1e12),
        mfu=mfu and _number(mfu) / (100 if mfu["unit"] else 1),
        done=done and _done(done["tokens"], asked),
        done_share=_per_cent(done["tokens"]) if done else None,
        days=_number(after) * _DAYS[after["unit"][0].lower()] if after else _since(start, asked),
        start=start and _day(start),
    )


def _done(said: str, asked: Asked) -> float | None:
    """The tokens that are done; None where a share of them is said."""
    return None if said[-1] == "%" else read(f"tokens={said}", asked.catalogue.names, today=asked.today).request.tokens


def _per_cent(said: str) -> float | None:
    """The share that is done, where that is what is said."""
    if said[-1] != "%":
        return None
    share = float(said[:-1].replace(",", "")) / 100
    if not 0 < share < 1:
        raise RequestError(f'"{said}" is not a part of a run.', "Say `done=30%`.")
    return share


def _day(match: re.Match[str]) -> datetime.date:
    try:
        return datetime.date.fromisoformat(match["day"])
    except ValueError:
        raise RequestError(f'"{match["day"]}" is no day.', "Write it as `start=2026-11-01`.") from None


def _since(start: re.Match[str] | None, asked: Asked) -> float | None:
    """The days from the start until today."""
    days = (asked.today - _day(start)).days if start else 0
    return float(days) if days > 0 else None


def _number(match: re.Match[str]) -> float:
    value = float(match["number"].replace(",", ""))
    if not 0 < value < 1e18:  # noqa: PLR2004 - no second sees more tokens
        raise RequestError(f'"{match[0].strip()}" cannot be.', _MORE)
    return value


def _data(found: Observation) -> Json:
    remaining = {name: as_figure(quantity) for name, quantity in found.remaining.items()}
    return as_json(found.estimate) | {
        "question": "observe",
        "remaining": remaining,
        "finish": _iso(found.finish),
        "finish_by": _iso(found.finish_by),
        "percentile": found.percentile,
        "mfu_with_attention": found.mfu_with_attention,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _report(found: Observation) -> Report:
    answer = found.estimate.answer
    mfu = answer["mfu"]
    title = f"MFU {per_cent(mfu.value)}, {_standing(found.percentile)}" if mfu else ""
    end = f"; done on {found.finish}" if found.finish else ""
    whole = {name: answer["total_cost" if name == "cost" else name] for name in found.remaining}
    rows = tuple(
        (_LABELS[name], figure(all_of_it), with_range(left))
        for name, left in found.remaining.items()
        if left and (all_of_it := whole[name]) and found.says_tokens
    )
    notes = tuple(one.message for one in found.estimate.doubts if one.level == "note")
    at_this = write(found.estimate.request.model_copy(update={"mfu": mfu and float(f"{mfu.value:.3g}")}))
    return Report(
        f"{title}{end}", HEADINGS, rows, notes, request=at_this, glance=tuple(_glance(found)), choices=(at_this,)
    )


def _glance(found: Observation) -> Iterator[str]:
    """What was observed, what should stop a decision, and how else it may be counted or end."""
    yield f"{title_of(found.estimate.run)}."
    yield from (f"Warning: {one.message}" for one in found.estimate.doubts if one.level == "warning")
    other, mfu = found.mfu_with_attention, found.estimate.answer["mfu"]
    if other and mfu and per_cent(other) != per_cent(mfu.value):
        yield f"MFU {per_cent(other)} with all attention counted, as most tools do."
    if found.finish_by != found.finish:
        yield f"Done by {found.finish_by} with the stops that runs of this size have."


def _standing(percentile: float) -> str:
    """Where an MFU stands among those of published runs."""
    ends = {0: "below every published run", 100: "above every published run"}
    return ends.get(round(percentile), f"above {percentile:.0f} % of published runs")


QUESTION = Question(
    "observe",
    "What a measured run achieves: its MFU, where that stands among published runs, and hours, dollars and days to "
    "the end. Measured is a speed, `step=` with `batch=`, `mfu=`, `done=` with the time that it took, or lines "
    "of a log as your tool prints them.",
    {
        "observe 70B 2T 1024xh100 700 tok/s/gpu": "tokens a second of each accelerator",
        "observe 70B 2T 1024xh100 700k tok/s": "of all accelerators",
        "observe 70B 2T 1024xh100 step=6s batch=4M": "seconds a step, tokens a batch",
        "observe 70B 2T 1024xh100 done=500B after 9d": "what is done, and after how long",
        "observe 70B 2T 1024xh100 700 tok/s/gpu start=2026-11-01": "the day of its end",
        "observe 8B 15T 64xh100 step: 10 loss: 7.1 tps: 8,345 mfu: 45.20%": "a line of torchtitan; read are nanoGPT, "
        "Megatron-LM, NeMo, litgpt, MaxText and the Hugging Face Trainer too",
    },
    _answer,
)
