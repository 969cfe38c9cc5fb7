"""Blocks and views that Slack refuses are refused here, and good ones are not."""

from copy import deepcopy
from typing import Any

import pytest

from workspace.validation import message_problems, view_problems


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str = "a", **more: object) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: object) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("x"), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def options(count: int) -> list[dict[str, Any]]:
    return [{"text": plain("a"), "value": str(number)} for number in range(count)]


def modal(**more: object) -> dict[str, Any]:
    return {"type": "modal", "title": plain("x"), "blocks": [section()], **more}


CELL = {"type": "raw_text", "text": "a"}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]}],
}
FIELD = {"type": "input", "label": plain("a"), "element": {"type": "plain_text_input", "action_id": "a"}}

GOOD = {
    "a header": {"type": "header", "text": plain("x" * 150)},
    "a section with a menu": section(accessory={"type": "overflow", "action_id": "o", "options": options(5)}),
    "fields": {"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 10},
    "a table": {"type": "table", "rows": [[CELL, RICH], [CELL, RICH]], "column_settings": [{"align": "right"}]},
    "buttons": actions(button(style="primary"), button(action_id="b", value="x" * 2_000)),
    "rich text": RICH,
    "context": {"type": "context", "elements": [plain("a")]},
    "a button that asks back": actions(
        button(confirm={"title": plain("a"), "text": plain("b"), "confirm": plain("c"), "deny": plain("d")})
    ),
}
BAD = {
    "151 characters, more than 150": [{"type": "header", "text": plain("x" * 151)}],
    "'mrkdwn' cannot stand here": [{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}],
    "a section needs text or fields": [{"type": "section"}],
    "3001 characters, more than 3000": [section("x" * 3_001)],
    "must not be empty": [section("")],
    "must be a list of 1 to 10": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
    "a block of type 'nonsense'": [{"type": "nonsense"}],
    "51 of them; a message has 1 to 50": [{"type": "divider"}] * 51,
    "header has no field txt": [{"type": "header", "text": plain("a"), "txt": plain("a")}],
    "header needs text": [{"type": "header"}],
    "only_one_table_allowed": [{"type": "table", "rows": [[CELL]]}] * 2,
    "a row has 1 to 20 cells": [{"type": "table", "rows": [[CELL] * 21]}],
    "rows differ in length": [{"type": "table", "rows": [[CELL], [CELL, CELL]]}],
    "more than 10000": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5_001}] * 2]}],
    "a message cannot hold a block of type 'input'": [FIELD],
    "76 characters, more than 75": [actions(button(text=plain("x" * 76)))],
    "2001 characters, more than 2000": [actions(button(value="x" * 2_001))],
    "'green' is not one of danger, primary": [actions(button(style="green"))],
    "action_id 'a' is used 2 times": [actions(button(), button())],
    "block_id 'a' is used 2 times": [{"type": "divider", "block_id": "a"}] * 2,
    "must be a list of 1 to 5": [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
    "must be a list of 1 to 100": [actions({"type": "static_select", "action_id": "o", "options": options(101)})],
    "'section' cannot stand here": [actions(section())],
}
BAD_VIEWS = {
    "25 characters, more than 24": modal(title=plain("x" * 25)),
    "a modal cannot hold a block of type 'table'": modal(blocks=[{"type": "table", "rows": [[CELL]]}]),
    "needs a submit button": modal(blocks=[FIELD]),
    "101 of them; a modal has 1 to 100": modal(blocks=[{"type": "divider"}] * 101),
    "3001 characters, more than 3000": modal(private_metadata="x" * 3_001),
    "modal needs title": {"type": "modal", "blocks": [section()]},
    "whose type is modal or home": {"blocks": [section()]},
    "home has no field title": {"type": "home", "title": plain("x"), "blocks": [section()]},
    "must be a list": modal(blocks="x"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_blocks_are_accepted_and_left_alone(name: str):
    block = deepcopy(GOOD[name])
    assert message_problems([block]) == []
    assert block == GOOD[name]


@pytest.mark.parametrize("problem", BAD)
def test_bad_blocks_are_refused_with_the_reason(problem: str):
    assert problem in "\n".join(message_problems(BAD[problem]))


@pytest.mark.parametrize("problem", BAD_VIEWS)
def test_bad_views_are_refused_with_the_reason(problem: str):
    assert problem in "\n".join(view_problems(BAD_VIEWS[problem]))


def test_a_form_with_a_submit_button_is_accepted():
    assert view_problems(modal(submit=plain("Send"), blocks=[FIELD])) == []


@pytest.mark.parametrize("nonsense", [None, "x", 3, [3], [None], [{"type": ["x"]}], [{"type": "section", "text": 3}]])
def test_nonsense_is_refused_without_falling_over(nonsense: object):
    assert message_problems(nonsense)
