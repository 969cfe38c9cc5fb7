"""How people write names, and which entry each name means."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from estimator.catalogue.nearest import Nearest
from estimator.errors import AmbiguousNameError, UnknownNameError

Found = TypeVar("Found")

# what the name of a model begins with whose shape is read from a config.json
CONFIGURED = "hf:"

_SEPARATORS = str.maketrans("", "", " -_/.,()")
# `llama3.1:8b`, as Ollama writes a size
_COLON_BEFORE_SIZE = re.compile(r":(?=\d)")
_POINT_OF_A_SIZE = re.compile(r"(?<=\d)\.(?=\d+[bmt]\b)")
_PLACE_SEPARATORS = re.compile(r"[\s_/.:,-]+")
_NEAR, _NEAR_NAMES = 0.6, 8
# what a common beginning counts beside the letters in common
_BEGINNING = 0.5
_MAKERS = (
    "standard",
    "nvidia",
    "google",
    "amd",
    "intel",
    "aws",
    "amazon",
    "huawei",
    "cloud",
    "tesla",
    "geforce",
    "instinct",
)
_GIGABYTES = re.compile(r"(?<=\d)(?:gigs?|gigabytes?)")
# what stands around the chip of a computer of Apple's: `MacBook Pro M3 Max`
_COMPUTERS = ("apple", "macbookpro", "macbookair", "macbook", "macstudio", "macmini", "imac", "macpro", "mac")
_BEFORE_CHIPS = (*_MAKERS, *_COMPUTERS)
_ARCHITECTURES = ("volta", "ampere", "ada", "hopper", "blackwell", "rubin")
_TRIMMINGS = ("tensorcoregpu", "gpu", "gpus", "hbm2", "hbm2e", "hbm3", "hbm3e", "chip", "chips", "serveredition", "s")
_MACHINE_HEADS = ("standard", "nvidia", "google", "cloud", "ml", "az")
_MACHINE_TAILS = ("s", *(noun + end for noun in ("instance", "vm", "system", "rack") for end in ("", "s")))
# whose model it is, as people write it in front
_MODEL_PREFIXES = tuple(
    """
    meta facebook google microsoft nvidia alibaba ibm cohere databricks tencent baidu moonshotai moonshot mistralai
    mistral openai xai tii tiiuae ai21 allenai ai2 eleutherai bigscience bigcode zhipu zai huawei apple snowflake
    stabilityai stability lg upstage xiaomi bytedance deepseekai huggingface
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# what makers append to the name of a model that stays the same size: its tuning, its format, its version or month
_MODEL_SUFFIX = re.compile(
    r"(instruct|chat|base|it|hf|pt|think|thinking|reasoning|preview|terminus|exp|sft|dpo|fp8|awq|gptq|gguf|v0\d|0[1-9]\d\d|2[3-6][01]\d)$"
)


def plain_name(text: str) -> str:
    """A name without case and separators: `A100-80GB SXM` is `a10080gbsxm`."""
    return text.lower().translate(_SEPARATORS)


def model_name(text: str) -> str:
    """A model's name without its organisation, case and separators: `meta-llama/Llama-2-7b` is `llama27b`.

    The point of a size stays, so that `opt-1.3b` is not `opt-13b`.
    """
    own = _COLON_BEFORE_SIZE.sub("-", text.rpartition("/")[2].lower())
    return plain_name(_POINT_OF_A_SIZE.sub("p", own))


def place_name(text: str) -> str:
    """A place's name in lower case with one hyphen for each run of separators: cloud regions differ only by those."""
    return _PLACE_SEPARATORS.sub("-", text.strip().lower())


def accelerator_variants(name: str) -> list[str]:
    """The plain name again without a maker or architecture in front and without a trimming or plural s behind."""
    forms = [_GIGABYTES.sub("gb", name) if "gig" in name else name]
    for heads in (_BEFORE_CHIPS, _ARCHITECTURES):
        forms += _without_head(forms, heads)
    ended = [form for form in forms if form.endswith(_TRIMMINGS)]
    return [*forms, *(form.removesuffix(end) for form in ended for end in _TRIMMINGS if form.endswith(end))]


def _without_head(names: list[str], heads: tuple[str, ...]) -> list[str]:
    """The names without what they begin with; most begin with none of it, which one look tells."""
    headed = [name for name in names if name.startswith(heads)]
    return [name.removeprefix(head) for name in headed for head in heads if name.startswith(head)]


def machine_variants(name: str) -> list[str]:
    """The plain name again without what providers put in front and people behind: `ml.p5.48xlarge instances`."""
    forms = [name, *(name.removeprefix(head) for head in _MACHINE_HEADS if name.startswith(head))]
    for form in [*forms]:
        forms += [form.removesuffix(end) for end in _MACHINE_TAILS if form.endswith(end)]
    return forms[1:]


def model_variants(name: str) -> list[str]:
    """The plain name again without the prefixes and suffixes of a model's published variants."""
    variants = [name]
    while (shorter := _MODEL_SUFFIX.sub("", variants[-1])) != variants[-1]:
        variants.append(shorter)
    return [*variants[1:], *_without_head(variants, _MODEL_PREFIXES)]


def no_variants(_: str) -> list[str]:
    """No other form of a name."""
    return []


class Spellings:
    """Names as their files spell them, by normalised name."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = spellings
        self._near = Nearest(spellings)

    def nearest(self, name: str) -> str | None:
        """The spelling whose normalised name is nearest to this one, or None when none is near.

        Of those that share as many letters the one with the same beginning is nearer: `l20` is nearer to `l40` than to
        `hl205`.
        """
        close = self._near.close(name, _NEAR_NAMES, _NEAR)
        return self._spellings[max(close, key=lambda other: _nearness(name, other))] if close else None


def _nearness(name: str, other: str) -> float:
    """The share of letters that two names have in common, those at their beginning counted more."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a misspelt name needs it

    same = next((place for place, pair in enumerate(zip(name, other, strict=False)) if pair[0] != pair[1]), len(name))
    return SequenceMatcher(None, name, other).ratio() + _BEGINNING * same / max(len(name), len(other))


class NameIndex(Struct, frozen=True, dict=True):
    """All names of one kind of entry: from the written name to the entry's id.

    `ids` and `spellings` are keyed by normalised name; `choices` holds the names that have to be asked back.
    """

    kind: str
    ids: Mapping[str, str]
    spellings: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    normalise: Callable[[str], str]
    variants: Callable[[str], list[str]]

    def find(self, text: str) -> str | None:
        """The id that the text names, or None; a name to ask back is not read as a variant of another."""
        return None if self.normalise(text) in self.choices else self._look_up(text, self.ids)

    def found_name(self, text: str) -> str | None:
        """The normalised name under which the text is found, or None."""
        return next((name for name in self._forms(text) if name in self.ids), None)

    def ambiguous(self, text: str) -> tuple[str, ...]:
        """The entries that the text could mean when it has to be asked back, else nothing."""
        return self._look_up(text, self.choices) or ()

    def suggest(self, text: str) -> str | None:
        """The nearest name, as its file spells it; all choices of a name that has to be asked back."""
        return self._nearest.nearest(self.normalise(text))

    @cached_property
    def _nearest(self) -> Spellings:
        asked_back = {name: " or ".join(choices) for name, choices in self.choices.items()}
        return Spellings({**asked_back, **self.spellings})

    def require(self, text: str) -> str:
        """The id that the text names.

        Raises AmbiguousNameError with the choices, or UnknownNameError with the nearest name.
        """
        if found := self.find(text):
            return found
        if choices := self.ambiguous(text):
            raise AmbiguousNameError(
                f'"{text}" could be more than one {self.kind}.', f"Say which: {' or '.join(choices)}.", field=self.kind
            )
        suggestion = self.suggest(text)
        hint = f"Did you mean {suggestion}?" if suggestion else ""
        raise UnknownNameError(f'I don\'t know the {self.kind} "{text}".', hint, field=self.kind)

    def _look_up(self, text: str, table: Mapping[str, Found]) -> Found | None:
        return next((table[name] for name in self._forms(text) if name in table), None)

    def _forms(self, text: str) -> Iterator[str]:
        name = self.normalise(text)
        yield name
        yield from self.variants(name)


NORMALISERS: Mapping[str, Callable[[str], str]] = {"model": model_name, "grid": place_name}
VARIANTS: Mapping[str, Callable[[str], list[str]]] = {
    "accelerator": accelerator_variants,
    "machine": machine_variants,
    "model": model_variants,
}


def normalise(kind: str, text: str) -> str:
    """A name as the index of that kind holds it."""
    return NORMALISERS.get(kind, plain_name)(text)
