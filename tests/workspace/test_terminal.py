"""The workspace in a terminal: a scripted person, the lines they read."""

import pytest

from workspace import LocalWorkspace
from workspace.terminal import Terminal


async def conversation(workspace: LocalWorkspace, *lines: str) -> str:
    """Everything that a person reads who types these lines."""
    read: list[str] = []
    waiting = list(lines)

    async def ask(question: str) -> str:
        read.append(question)
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    await Terminal(workspace, ask, read.append).converse()
    assert not waiting
    return "\n".join(read)


async def test_a_command_shows_its_answer_and_numbers_its_choices(connected: LocalWorkspace):
    read = await conversation(connected, "/echo 70B")
    assert "llmcost (only visible to you)\nYou said 70B" in read
    assert "[1] Share  [2] Edit  [3] Export  [4] Save" in read


async def test_a_number_presses_a_button_and_pins_show_what_is_pinned(connected: LocalWorkspace):
    read = await conversation(connected, "pins", "/echo 70B", "1", "pins", "quit")
    assert "Nothing is pinned." in read
    assert "📌 Shared" in read


async def test_a_menu_choice_shows_the_changed_answer(connected: LocalWorkspace):
    assert "chose csv" in await conversation(connected, "/echo 70B", "3")


async def test_a_number_without_a_button_is_explained(connected: LocalWorkspace):
    assert "There is no choice 9; there are 4." in await conversation(connected, "/echo 70B", "9")


async def test_a_form_is_asked_field_by_field_until_it_is_right(connected: LocalWorkspace, heard: list[object]):
    read = await conversation(connected, "/echo 70B", "2", "seven", "Blue", "Red", "70", "", "quit")
    assert "Number [7]: " in read
    assert "has no choice 'Blue'; it has Red." in read
    assert "⚠ seven is not a number" in read
    assert "Choice (Red) [Red]: " in read
    assert heard[0] == {
        "number": {"value": {"type": "plain_text_input", "value": "70"}},
        "choice": {
            "value": {
                "type": "static_select",
                "selected_option": {"text": {"type": "plain_text", "text": "Red"}, "value": "r"},
            },
        },
    }


async def test_a_form_can_be_left(connected: LocalWorkspace, heard: list[object]):
    await conversation(connected, "/echo 70B", "2", "cancel", "quit")
    assert connected.views == []
    assert heard == ["closed"]


async def test_other_words_are_said_in_the_channel(connected: LocalWorkspace):
    assert "At your service" in await conversation(connected, "@llmcost help")


@pytest.mark.parametrize("connected", ["http"], indirect=True)
async def test_colleagues_have_said_something_already(connected: LocalWorkspace):
    connected.furnish()
    assert "Maya Ortiz\nMorning all." in await conversation(connected)
    assert connected.journal == []
