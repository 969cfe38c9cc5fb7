"""What changed between two requests, and how a shared message tells its history."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from blockkit.blocks import shared_message
from blockkit.form import FIELDS, REST, filled
from blockkit.kit import context, cut, section
from blockkit.message import Message
from blockkit.neutral import neutral
from bot.store.shelf import Revision
from estimator import Estimate, Request
from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Quantity
from estimator.render.figures import figure
from service.answers import Answer

NAMES = {"size": "model", "accelerators": "number of accelerators", "accelerator": "accelerator", REST.name: "the rest"}
MOVED = {
    "compute_cost": "Cost",
    "accelerator_hours": "Hours",
    "wall_clock": "Days",
    "accelerators_needed": "Accelerators",
}
UNSAID = "left open"
MAXIMUM_TOLD = 3
LONGEST = 200


def changes(before: Request, after: Request, written: Callable[[Request], str]) -> str:
    """What changed, such as `MFU 50 % → 40 %`; empty when nothing did."""
    old, new = _said(before, written), _said(after, written)
    labels = {field.name: NAMES.get(field.name, field.label) for field in (*FIELDS, REST)}
    return "; ".join(
        f"{label} {old.get(name, UNSAID)} → {new.get(name, UNSAID)}"
        for name, label in labels.items()
        if old.get(name) != new.get(name)
    )


def _said(request: Request, written: Callable[[Request], str]) -> dict[str, str]:
    """What a request says, field by field of the form."""
    request = request.asked
    return filled(request, written) | ({"mfu": per_cent(request.mfu)} if request.mfu else {})


def merged(base: Request, mine: Request, theirs: Request) -> Request:
    """Their request with what I changed of the one that we both began with."""
    old, new = base.model_dump(exclude={"text"}), mine.model_dump(exclude={"text"})
    return theirs.model_copy(update={name: value for name, value in new.items() if value != old[name]} | {"text": None})


def edited_message(answer: Answer, revisions: Sequence[Revision]) -> Message:
    """The shared answer in its new form, with who asked first and what was changed since, oldest first."""
    first, *later = revisions
    message = shared_message(answer, first.author or later[-1].author)
    undone = {one.content["undoes"]: one.number for one in later if one.content and "undoes" in one.content}
    kept = [one for one in later if one.number not in undone and one.number not in undone.values()]
    told = [_told(one) for one in kept if one.content and one.content.get("change")]
    hidden = [f"{len(told) - MAXIMUM_TOLD} earlier changes"] if len(told) > MAXIMUM_TOLD else []
    lines = "\n".join([*hidden, *told[-MAXIMUM_TOLD:]])
    *blocks, buttons = message.blocks
    return replace(message, text=f"{lines}\n{message.text}", blocks=[*blocks, context(f":pencil2: {lines}"), buttons])


def _told(one: Revision) -> str:
    said = cut(str((one.content or {})["change"]), LONGEST)
    return f"{neutral(said)} by <@{one.author}>, {one.at.date().isoformat()}"


def moved_message(message: Message, told: str, before: Estimate, after: Estimate) -> Message:
    """An answer that begins with what was changed and what that moves."""
    moved = [line for name, label in MOVED.items() if (line := _moved(label, before.answer[name], after.answer[name]))]
    lines = f"*{neutral(cut(told, LONGEST)) or 'Nothing changes.'}*\n{' · '.join(moved)}".strip()
    first, *rest = message.blocks
    return replace(message, text=f"{lines}\n{message.text}", blocks=[section(lines), first, *rest])


def _moved(label: str, before: Quantity | None, after: Quantity | None) -> str:
    if before is None or after is None or before.value == after.value:
        return ""
    change = per_cent(abs(after.value / before.value - 1))
    return f"{label} {figure(before)} → {figure(after)} ({'−' if after.value < before.value else '+'}{change})"
