"""What to call what is trained, what it runs on, and an hour of that: short, in the words that people use."""

import re
from functools import lru_cache

from estimator.calculation.numbers import scaled
from estimator.calculation.quantity import Given
from estimator.catalogue.entries import Accelerator
from estimator.run.run import Run

_REMARK = re.compile(r" \([^)]*\)")
_MAKER = re.compile(r"(?<![^ ])(NVIDIA|AMD|Google|AWS|Intel/Habana|Intel|Huawei|Microsoft|Graphcore|Cerebras|Apple) ")
_SERIES = re.compile(r"(?<![^ ])(Instinct|Tesla|GeForce) ")
_VARIANT = re.compile(r" (\d+(/\d+)?GB|SXM\d?(/SXM\d)?|PCIe|NVL)\b")


def accelerator_name(accelerator: Accelerator) -> str:
    """The accelerator without its maker: `H100 80GB SXM5`, `MI300X`, `TPU v5p`."""
    return short_name(accelerator.name)


@lru_cache(maxsize=1024)
def short_name(name: str) -> str:
    """A name in which the accelerator's maker goes unsaid: `H100 80GB SXM5`."""
    return _SERIES.sub("", _MAKER.sub("", _REMARK.sub("", name)))


def family_name(name: str) -> str:
    """A name in which the memory and the form of an accelerator go unsaid: `H100`."""
    return _VARIANT.sub("", name)


def accelerator_hour(accelerator: Accelerator) -> str:
    """An hour of the accelerator: `H100-hour`, `TPU v5p-hour`."""
    return _hour(accelerator.name)


@lru_cache(maxsize=1024)
def _hour(name: str) -> str:
    return f"{family_name(short_name(name))}-hour"


def model_words(run: Run) -> str:
    """The model by name, or by size: `Llama 2 70B`, `671B parameters (37B active)`."""
    if run.model and not isinstance(run.parameters.origin, Given):
        return run.model.name
    total = f"{scaled(run.parameters.value)} parameters"
    return f"{total} ({scaled(run.active_parameters.value)} active)" if run.active_parameters else total


def accelerator_words(run: Run) -> str:
    """The accelerator, with how many where that was said."""
    count = f"{run.count:,} × " if run.has_given_count else ""
    return f"{count}{accelerator_name(run.accelerator)}"


def title(run: Run) -> str:
    """What is trained on what: `70B parameters on 2T tokens · A100 80GB SXM4`."""
    return f"{model_words(run)} on {scaled(run.tokens.value)} tokens · {accelerator_words(run)}"
