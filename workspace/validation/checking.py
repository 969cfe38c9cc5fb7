"""Walks through blocks and views and says, in sentences, what Slack would refuse."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from workspace.validation import limits
from workspace.validation.charts import MAXIMUM_CHARTS, chart_problems
from workspace.validation.fields import UNTYPED, allowed, required
from workspace.validation.tables import table_problems
from workspace.wire import Json


def message_problems(blocks: object) -> list[str]:
    """What Slack would refuse in the blocks of a message; nothing for good ones."""
    return [*_list_problems(blocks, "message")] or [*_further_problems(blocks)]


def view_problems(view: object) -> list[str]:
    """What Slack would refuse in a modal or home tab; nothing for a good one."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view: must be an object whose type is modal or home"]
    found = [*_node_problems(view, view["type"], "view"), *_list_problems(view.get("blocks"), view["type"])]
    return found or [*_form_problems(view), *_further_problems(view["blocks"])]


def characters(value: object) -> int:
    """How many characters of text there are anywhere below a value."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(characters, value.values()))
    return sum(map(characters, value)) if isinstance(value, list) else 0


def _list_problems(blocks: object, surface: str) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield "blocks: must be a list"
        return
    if not 1 <= len(blocks) <= limits.MAXIMUM_BLOCKS[surface]:
        yield f"blocks: {len(blocks)} of them; a {surface} has 1 to {limits.MAXIMUM_BLOCKS[surface]}"
    for position, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        if isinstance(kind, str) and kind in limits.SURFACES[surface]:
            yield from _node_problems(block, kind, f"blocks/{position}")
        else:
            yield f"blocks/{position}: a {surface} cannot hold a block of type {kind!r}"


def _form_problems(view: Json) -> Iterator[str]:
    asks = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and asks and not view.get("submit"):
        yield "view/submit: a modal with input blocks needs a submit button"


def _further_problems(blocks: Any) -> Iterator[str]:  # noqa: ANN401 — blocks whose fields are known to be right
    for position, block in enumerate(blocks):
        yield from _one_block_problems(block, f"blocks/{position}")
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] > 1:
        yield "blocks: only one table in a message (only_one_table_allowed)"
    if kinds["data_visualization"] > MAXIMUM_CHARTS:
        yield f"blocks: at most {MAXIMUM_CHARTS} charts in a message"
    yield from _twice("block_id", blocks, "blocks")


def _one_block_problems(block: Json, place: str) -> Iterator[str]:
    if block["type"] == "section" and not block.get("text") and not block.get("fields"):
        yield f"{place}: a section needs text or fields"
    if block["type"] == "table":
        yield from table_problems(block, place)
    if block["type"] == "data_visualization":
        yield from chart_problems(block, place)
    if block["type"] == "actions":
        yield from _twice("action_id", block["elements"], place)


def _twice(field: str, holders: Iterable[Json], place: str) -> Iterator[str]:
    names = Counter(holder.get(field) for holder in holders)
    yield from (
        f"{place}: {field} {name!r} is used {times} times" for name, times in names.items() if name and times > 1
    )


def _node_problems(node: Json, kind: str, place: str) -> Iterator[str]:
    missing = {name for name in required(kind) if node.get(name) is None}
    yield from (f"{place}: {kind} needs {name}" for name in sorted(missing))
    yield from (f"{place}: {kind} has no field {name}" for name in sorted(node.keys() - allowed(kind)))
    for field, value in node.items():
        if value is None and kind not in ("modal", "home"):
            yield f"{place}/{field}: must not be null"
        elif value is not None and field in allowed(kind):
            yield from _field_problems(kind, field, value, f"{place}/{field}")


def _field_problems(kind: str, field: str, value: Any, place: str) -> Iterator[str]:  # noqa: ANN401 — any JSON at all
    most = limits.LENGTHS.get((kind, field), limits.ANYWHERE_LENGTHS.get(field))
    is_held = (kind, field) in limits.HOLDS or field in limits.PARTS
    if is_held and isinstance(value, list) != (field in limits.LISTED):
        yield f"{place}: must be a list" if field in limits.LISTED else f"{place}: must not be a list"
    fewest, many = limits.COUNTS.get((kind, field), (0, None))
    if many is not None and not (isinstance(value, list) and fewest <= len(value) <= many):
        yield f"{place}: must be a list of {fewest} to {many}"
    if isinstance(value, str) and value not in limits.WORDS.get((kind, field), {value}):
        yield f"{place}: {value!r} is not one of {', '.join(sorted(limits.WORDS[kind, field]))}"
    if field == "style" and isinstance(value, str) == (kind in limits.INLINE):
        yield f"{place}: must be {'an object' if kind in limits.INLINE else 'a word'}"
    for item in _items(value, limits.LISTED.get(field, 0)):
        if most is not None and not (is_held and isinstance(item, dict) and "text" not in item):
            words = item["text"] if is_held and isinstance(item, dict) else item
            yield from _length_problems(words, most, place, may_be_empty=(kind, field) in limits.MAY_BE_EMPTY)
        if is_held:
            yield from _held_problems(item, limits.HOLDS.get((kind, field)), limits.PARTS.get(field), place)


def _items(value: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 — any JSON at all
    if not depth or not isinstance(value, list):
        yield value
        return
    for item in value:
        yield from _items(item, depth - 1)


def _length_problems(words: object, most: int, place: str, *, may_be_empty: bool) -> Iterator[str]:
    if not isinstance(words, str):
        yield f"{place}: must be text"
    elif len(words) > most:
        yield f"{place}: {len(words)} characters, more than {most}"
    elif not words and not may_be_empty:
        yield f"{place}: must not be empty"


def _held_problems(item: object, held: frozenset[str] | None, part: str | None, place: str) -> Iterator[str]:
    kind = item.get("type") if isinstance(item, dict) else None
    if held is None and part in UNTYPED:
        kind = part
    if not isinstance(item, dict) or not isinstance(kind, str) or kind not in (held or {part}):
        yield f"{place}: {kind!r} cannot stand here"
        return
    yield from _node_problems(item, kind, place if kind in UNTYPED else f"{place}/{kind}")
