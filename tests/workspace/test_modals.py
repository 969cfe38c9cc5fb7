"""Modals over both transports: opening, filling in, errors at fields, updating, pushing, clearing, closing."""

from typing import Any

import pytest

from workspace import LocalWorkspace, View
from workspace.filling import field_errors


async def opened(workspace: LocalWorkspace) -> View:
    answer = await workspace.command("/echo", "70B")
    assert answer is not None
    await workspace.click(answer, "Edit")
    (view,) = workspace.views
    return view


async def test_a_modal_is_prefilled_and_sends_what_was_entered(connected: LocalWorkspace, heard: list[Any]):
    view = await opened(connected)
    assert view.values["number"]["value"]["value"] == "7"
    assert await connected.submit(view, {"choice": {"value": "Red"}}) is None
    assert connected.views == []
    assert heard[0]["number"]["value"] == {"type": "plain_text_input", "value": "7"}
    assert heard[0]["choice"]["value"]["selected_option"]["value"] == "r"


async def test_errors_stay_at_their_fields(connected: LocalWorkspace):
    view = await opened(connected)
    still_open = await connected.submit(view, {"number": {"value": "seven"}})
    assert still_open is view
    assert view.errors == {"number": "seven is not a number"}
    assert connected.errors == []


async def test_a_required_field_left_empty_never_reaches_the_app(connected: LocalWorkspace, heard: list[Any]):
    view = await opened(connected)
    assert await connected.submit(view, {"number": {"value": ""}}) is view
    assert view.errors == {"number": "Please complete this required field."}
    assert heard == []


@pytest.mark.parametrize(("number", "titles"), [("1", ["Changed"]), ("2", ["Form", "Pushed"]), ("3", [])])
async def test_a_submission_can_update_push_or_clear(connected: LocalWorkspace, number: str, titles: list[str]):
    view = await opened(connected)
    await connected.submit(view, {"number": {"value": number}})
    assert [one.body["title"]["text"] for one in connected.views] == titles


async def test_closing_a_modal_is_heard_when_the_app_asked_for_it(connected: LocalWorkspace, heard: list[Any]):
    await connected.close_view(await opened(connected))
    assert heard == ["closed"]
    assert connected.views == []


async def test_no_more_than_three_modals_are_stacked(connected: LocalWorkspace):
    view = await opened(connected)
    for _ in range(2):
        pushed = await connected.submit(view, {"number": {"value": "2"}})
        assert pushed is not None
        view = pushed
    await connected.submit(view, {"number": {"value": "2"}})
    assert len(connected.views) == 3
    assert connected.errors == ["view_submission failed: push_limit_reached"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x", "Must be a valid number."),
        ("1.5", "Must be at most 1."),
        ("-1", "Must be at least 0."),
        ("", "Please complete this required field."),
        ("0.5", None),
    ],
)
async def test_numbers_are_checked_before_the_app_hears_of_them(
    connected: LocalWorkspace, text: str, problem: str | None
):
    view = await opened(connected)
    element = {"type": "number_input", "action_id": "value", "is_decimal_allowed": True}
    block = {**view.blocks[0], "element": {**element, "min_value": "0", "max_value": "1"}}
    view.replace({**view.body, "blocks": [block]})
    view.values["number"]["value"] = {"type": "number_input", "value": text}
    assert field_errors(view) == ({"number": problem} if problem else {})
