"""Words that choose by themselves: precisions, billing, methods, frameworks, degrees of a layout."""

from estimator.language.choices import BARE, CHOICE_WORDS, FRAMEWORKS
from estimator.language.draft import Draft
from estimator.language.layouts import degree
from estimator.language.methods import not_yet
from estimator.language.options import key
from estimator.language.sentences import is_prose
from estimator.language.words import ASSIGNS

_LONGEST_CHOICE = 4
_SWITCHED_ON = frozenset({"true", "yes", "on"})
_INSTEAD = frozenset({"instead of", "rather than"})
_AGAINST = frozenset({"or", "and", "vs", "vs.", "versus", "instead of", "/"})


def choices(draft: Draft, index: int) -> int:
    """A word that chooses by itself: `fp8`, `spot`, `reserved 1y`, `full recompute`, `lora`."""
    if draft.sentence.at(index).replace("_", "-").partition("-")[0] not in CHOICE_WORDS:
        return 0
    for stop in range(min(len(draft.sentence.words), index + _LONGEST_CHOICE), index, -1):
        phrase = draft.sentence.phrase(index, stop).replace(" ", "-").replace("_", "-")
        found = BARE.get(phrase)
        if found and not _assigns(draft, index, stop):
            if found[0] == "method" and _is_denied(draft, index, stop):
                draft.unused.append(draft.sentence.span(index, stop))
                return stop
            _choose(draft, *found, index, stop)
            return stop + (draft.sentence.at(stop) == "true")
        if found and draft.sentence.at(stop) == "=" and draft.sentence.at(stop + 1) in _SWITCHED_ON:
            _choose(draft, *found, index, stop)
            return stop + 2
    if draft.sentence.at(index + 1) not in ASSIGNS:
        not_yet(draft, index)
    return 0


def _assigns(draft: Draft, index: int, stop: int) -> bool:
    """Whether a value stands behind: a colon that ends a phrase (`for lora: 2x h200`) is none of a key."""
    sign = draft.sentence.at(stop)
    return sign == "=" or (sign in ASSIGNS and key(draft, index) is not None)


def _is_denied(draft: Draft, index: int, stop: int) -> bool:
    """Whether a sentence says what not to do: `lora is not an option`, `instead of lora`, `without lora`."""
    at = draft.sentence.at
    before = at(index - 1) if index else ""
    if before in {"without", "not", "no"} or (index > 1 and f"{at(index - 2)} {before}" in _INSTEAD):
        return is_prose(draft)
    return at(stop) in {"isn't", "isnt"} or (at(stop) in {"is", "would", "be"} and at(stop + 1) in {"not", "no"})


def frameworks(draft: Draft, index: int) -> int:
    """A framework by name: `with deepspeed`, `megatron-lm`."""
    found = FRAMEWORKS.get(draft.sentence.at(index).replace("_", "-"))
    if found is None or draft.sentence.at(index + 1) in ASSIGNS:
        return 0
    draft.say("stack", found, index, index + 1)
    return index + 1


def layouts(draft: Draft, index: int) -> int:
    """A degree of a layout in one word: `tp8`, `pp4`, `zero-3`."""
    found = degree(draft.sentence.at(index))
    if found is None:
        return 0
    draft.say(*found, index, index + 1)
    return index + 1


def _choose(draft: Draft, name: str, value: str, start: int, stop: int) -> None:
    """Keep a choice; `fine-tune with lora` and `fine-tune with dpo` are one method each."""
    if name == "method" and _stands_beside_another(draft, value, start):
        raise draft.conflict("method", draft.sentence.span(start, stop))
    if name == "method" and {value, draft.said.get("method")} == {"lora", "qlora"}:
        # LoRA on weights of four bits is QLoRA
        value = "qlora"
        draft.forget("method")
    if name == "method" and draft.said.get("method") == "finetune":
        del draft.said["method"], draft.spans["method"]
    if (
        name == "method"
        and value == "finetune"
        and draft.said.get("method") in {"lora", "qlora", "dpo", "grpo", "distill"}
    ):
        return
    draft.say(name, value, start, stop)


def _stands_beside_another(draft: Draft, value: str, start: int) -> bool:
    """Whether a method is weighed against the one before it: `full finetune or lora`."""
    if draft.said.get("method") in {None, value} or start == 0:
        return False
    end = draft.spans["method"][1]
    return draft.sentence.raw[end : draft.sentence.span(start, start + 1)[0]].strip().lower() in _AGAINST
