"""Lines of a log as training tools print them and people paste them: what they say of a run's speed and progress.

Read are nanoGPT, Megatron-LM, NeMo, torchtitan, litgpt, MaxText, torchtune, and Hugging Face's Trainer with what is
built on it (axolotl, TRL, LLaMA-Factory): its last dictionary, and its progress bar.
"""

import re
import statistics
from collections.abc import Iterator

from msgspec import Struct

_COLOUR = re.compile(r"\x1b?\[\d{0,2}(?:;\d+)*m")
_N = r"-?[\d,]*\.?\d+(?:[eE][+-]?\d+)?"
_PAIR = rf"[\w./ ()-]+?[:=]\s*(?:{_N}|n/a|nan)(?:GiB|GB|MiB|ms|s)?(?:\s*\([\d.]+%\))?%?"
_WHEN = r"(?:\[?\d{4}-\d\d-\d\d[ T][\d:.,]+\]?\s*)?"
# what belongs to a log, so that the rest of a text is a request
_SPANS = (
    rf"{_WHEN}(?:Training epoch \d+,\s*)?iteration\s+\d+\s*/\s*\d+\s*\|[^\n]*(?:\|\s*$|\|\s*{_PAIR}|\|)",
    rf"(?:\[\S*rank\s*\d+\]:?\s*)?(?:\[titan\]\s*)?{_WHEN}(?:-\s*\w+\s*-\s*\w+\s*-\s*)?\bstep:\s*\d+(?:\s+{_PAIR})+",
    rf"\btps:\s*{_N}(?:\s+{_PAIR})*",
    rf"\biter\s+\d+: loss {_N}, time {_N}ms(?:, mfu {_N}%)?",
    (
        r"(?:Epoch \d+ \| )?\biter \d+ step \d+ \|[^\n]*?iter time: [\d.]+ ms(?: \(step\))?"
        r"(?: remaining time: [\w:, ]*\d\d:\d\d)?"
    ),
    rf"\bcompleted step: \d+(?:, {_PAIR})+",
    rf"\bStep \d+ ?\|(?:\s*[\w ]+:{_N})+",
    r"\{[^{}]*'(?:loss|train_runtime|train_samples_per_second)'[^{}]*\}",
    r"(?:Epoch \d+:\s*:?\s*)?(?:\d+%\s*\|[^|\n]*\|)?\s*\d+/\d+\s*\[[\d:?]+<[\d:?]+[^\]\n]*\]",
)
_SPAN = re.compile("|".join(f"(?:{span})" for span in _SPANS), re.IGNORECASE | re.MULTILINE)


def _field(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("#", rf"['\"]?({_N})"), re.IGNORECASE)


_MILLISECONDS = (
    _field(r"elapsed time per iteration \(ms\):\s*#"),
    _field(r"\btime #\s?ms\b"),
    _field(r"\biter time: #\s?ms\b"),
)
_SECONDS = (
    _field(r"train_step_timing in s['\"]?\s*[:=]\s*#"),
    _field(r"#\s?s/it\b"),
    _field(r"\bstep_time:\s*#"),
    _field(r"\bseconds:\s*#"),
)
_STEPS_PER_SECOND = (_field(r"#\s?it/s\b"), _field(r"train_steps_per_second['\"]?:\s*#"))
_EACH = (
    _field(r"\bper_device_tps:\s*#"),
    _field(r"Tokens/s/device:\s*#"),
    _field(r"tokens_per_second_per_gpu['\"]?:\s*#"),
    _field(r"\btps:\s*#"),
)
_PROGRESS = re.compile(r"(?:iteration\s+(\d+)\s*/\s*(\d+)|(?<![\d:])(\d+)/(\d+)\s*\[)", re.IGNORECASE)
_MICRO_STEP = re.compile(r"\biter \d+ step \d+ \|", re.IGNORECASE)
_WITH_A100_PEAK = re.compile(r"\biter\s+\d+: loss", re.IGNORECASE)


class Logged(Struct, frozen=True):
    """What a log says, each None where it does not: speeds are medians over its lines, the first of many left out.

    `batch` and `done` are in sequences, `progress` the share of the steps that are done, `flops` those of one
    accelerator a second, `run_seconds` and `epochs` those of a whole run. `is_micro` says that a step is one
    micro-batch of each accelerator, `by_a100` that the tool counts its MFU against an A100 whatever it runs on.
    """

    step_seconds: float | None = None
    batch: float | None = None
    samples_per_second: float | None = None
    tokens_per_second: float | None = None
    each: float | None = None
    mfu: float | None = None
    flops: float | None = None
    done: float | None = None
    progress: float | None = None
    run_seconds: float | None = None
    epochs: float | None = None
    is_micro: bool = False
    by_a100: bool = False


def read_log(text: str) -> tuple[Logged | None, str]:
    """What the lines of a log in a text say, or None, and the text without them."""
    plain = _COLOUR.sub("", text)
    lines = [match[0] for match in _SPAN.finditer(plain)]
    if not lines:
        return None, text
    log = "\n".join(lines)
    return _logged(log), " ".join(_SPAN.sub(" ", plain).split())


def _logged(log: str) -> Logged:
    steps = [value / 1000 for value in _values(log, _MILLISECONDS)] or list(_values(log, _SECONDS))
    rates = list(_values(log, _STEPS_PER_SECOND))
    counted = [(float(found[1] or found[3]), float(found[2] or found[4])) for found in _PROGRESS.finditer(log)]
    shares = [step / steps for step, steps in counted if steps]
    done = _last(log, r"consumed[ _]samples['\"]?\s*[:=]\s*#")
    tflops = [*_values(log, (_field(r"TFLOP/s/(?:GPU\)|device):\s*#"), _field(r"\btflops:\s*#")))]
    return Logged(
        step_seconds=_usual(steps) or (1 / usual if (usual := _usual(rates)) else None),
        batch=_last(log, r"global[ _]batch[ _]size:\s*#") or _each_step(done, counted),
        samples_per_second=_last(log, r"train_samples_per_second['\"]?:\s*#"),
        tokens_per_second=_last(log, r"train_tokens_per_second['\"]?:\s*#"),
        each=next((usual for field in _EACH if (usual := _usual([*_values(log, (field,))]))), None),
        mfu=_per_cent(_usual([*_values(log, (_field(r"\bmfu:? #\s?%"),))])),
        flops=(usual * 1e12) if (usual := _usual(tflops)) else None,
        done=done,
        progress=shares[-1] if shares and shares[-1] <= 1 else None,
        run_seconds=_last(log, r"train_runtime['\"]?:\s*#"),
        epochs=_last(log, r"['\"]epoch['\"]?:\s*#"),
        is_micro=bool(_MICRO_STEP.search(log)),
        by_a100=bool(_WITH_A100_PEAK.search(log)),
    )


def _values(log: str, fields: tuple[re.Pattern[str], ...]) -> Iterator[float]:
    """What fields say, line after line; a negative MFU is nanoGPT's sign for none yet."""
    for field in fields:
        yield from (value for match in field.finditer(log) if (value := float(match[1].replace(",", ""))) > 0)


def _usual(values: list[float]) -> float | None:
    """The median; a first step compiles and warms up, so it counts only where there are few."""
    return statistics.median(values[1:] if len(values) > 2 else values) if values else None  # noqa: PLR2004 - see above


def _last(log: str, pattern: str) -> float | None:
    return next(reversed([*_values(log, (_field(pattern),))]), None)


def _each_step(done: float | None, counted: list[tuple[float, float]]) -> float | None:
    """The sequences of a step, where a log says how many all steps took."""
    return round(done / counted[-1][0]) if done and counted and counted[-1][0] else None


def _per_cent(value: float | None) -> float | None:
    return value / 100 if value else None
