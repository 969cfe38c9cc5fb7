"""Walks through blocks and views and says, in sentences, what Slack would refuse."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from bot.local.validation import limits
from bot.local.validation.charts import chart_problems
from bot.local.validation.fields import UNTYPED, allowed, is_known, required
from bot.local.validation.tables import table_problems
from bot.local.wire import Json


def message_problems(blocks: object) -> list[str]:
    """What Slack would refuse in the blocks of a message; nothing for good ones."""
    return [*_list_problems(blocks, "message")]


def view_problems(view: object) -> list[str]:
    """What Slack would refuse in a modal or home tab; nothing for a good one."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view: must be an object whose type is modal or home"]
    found = [*_node_problems(view, view["type"], "view"), *_list_problems(view.get("blocks"), view["type"])]
    if len(view.get("private_metadata") or "") > limits.MOST_PRIVATE_METADATA:
        found.append(f"view/private_metadata: more than {limits.MOST_PRIVATE_METADATA} characters")
    asks = any(isinstance(block, dict) and block.get("type") == "input" for block in view.get("blocks") or [])
    if view["type"] == "modal" and asks and not view.get("submit"):
        found.append("view/submit: a modal with input blocks needs a submit button")
    return found


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
    if not 1 <= len(blocks) <= limits.MOST_BLOCKS[surface]:
        yield f"blocks: {len(blocks)} of them; a {surface} has 1 to {limits.MOST_BLOCKS[surface]}"
    for position, block in enumerate(blocks):
        yield from _block_problems(block, surface, f"blocks/{position}")
    yield from _together_problems([block for block in blocks if isinstance(block, dict)])


def _block_problems(block: object, surface: str, place: str) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(block, dict) or kind not in limits.SURFACES[surface]:
        yield f"{place}: a {surface} cannot hold a block of type {kind!r}"
        return
    yield from _node_problems(block, kind, place)
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield f"{place}: a section needs text or fields"
    if kind in ("table", "data_table"):
        yield from table_problems(block, place)
    if kind == "data_visualization":
        yield from chart_problems(block, place)
    if kind == "actions":
        yield from _twice("action_id", block.get("elements") or [], place)


def _together_problems(blocks: list[Json]) -> Iterator[str]:
    kinds = Counter(block.get("type") for block in blocks)
    if kinds["table"] + kinds["data_table"] > 1:
        yield "blocks: only one table or data_table in a message (only_one_table_allowed)"
    if kinds["data_visualization"] > limits.MOST_CHARTS:
        yield f"blocks: at most {limits.MOST_CHARTS} data_visualization blocks in a message"
    markdown = sum(characters(block.get("text")) for block in blocks if block.get("type") == "markdown")
    if markdown > limits.MOST_CHARACTERS_OF_MARKDOWN:
        yield f"blocks: {markdown} characters of markdown together, more than {limits.MOST_CHARACTERS_OF_MARKDOWN}"
    yield from _twice("block_id", blocks, "blocks")


def _twice(field: str, holders: Iterable[Any], place: str) -> Iterator[str]:
    names = Counter(holder.get(field) for holder in holders if isinstance(holder, dict))
    yield from (
        f"{place}: {field} {name!r} is used {times} times" for name, times in names.items() if name and times > 1
    )


def _node_problems(node: Json, kind: str, place: str) -> Iterator[str]:
    yield from (f"{place}: {kind} needs {name}" for name in sorted(required(kind) - node.keys()))
    yield from (f"{place}: {kind} has no field {name}" for name in sorted(node.keys() - allowed(kind)))
    for field, value in node.items():
        if field in allowed(kind) and value is not None:
            yield from _field_problems(kind, field, value, f"{place}/{field}")


def _field_problems(kind: str, field: str, value: Any, place: str) -> Iterator[str]:  # noqa: ANN401 — any JSON at all
    most = limits.LENGTHS.get((kind, field), limits.ANYWHERE_LENGTHS.get(field))
    fewest, many = limits.COUNTS.get((kind, field), (0, None))
    if many is not None and not (isinstance(value, list) and fewest <= len(value) <= many):
        yield f"{place}: must be a list of {fewest} to {many}"
    if isinstance(value, str) and value not in limits.WORDS.get((kind, field), {value}):
        yield f"{place}: {value!r} is not one of {', '.join(sorted(limits.WORDS[kind, field]))}"
    for item in _items(value):
        if most is not None:
            yield from _length_problems(item, most, place, may_be_empty=(kind, field) in limits.MAY_BE_EMPTY)
        yield from _held_problems(kind, field, item, place)


def _items(value: Any) -> Iterator[Any]:  # noqa: ANN401 — any JSON at all
    if not isinstance(value, list):
        yield value
        return
    for item in value:
        yield from _items(item)


def _length_problems(item: object, most: int, place: str, *, may_be_empty: bool) -> Iterator[str]:
    if isinstance(item, dict) and "text" not in item:
        return
    words = item.get("text") if isinstance(item, dict) else item
    if not isinstance(words, str):
        yield f"{place}: must be text"
    elif len(words) > most:
        yield f"{place}: {len(words)} characters, more than {most}"
    elif not words and not may_be_empty:
        yield f"{place}: must not be empty"


def _held_problems(kind: str, field: str, item: object, place: str) -> Iterator[str]:
    held = limits.HOLDS.get((kind, field))
    part = limits.PARTS.get(field) if (kind, field) not in limits.HOLDS else None
    if held is None and part is None:
        return
    actual = part or (item.get("type") if isinstance(item, dict) else None)
    if not isinstance(item, dict) or not is_known(actual) or (held is not None and actual not in held):
        yield f"{place}: {actual!r} cannot stand here"
        return
    yield from _node_problems(item, str(actual), place if actual in UNTYPED else f"{place}/{actual}")
