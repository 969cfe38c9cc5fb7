"""Edit: the form is filled in, shows errors at their fields, and answers in place."""

from collections.abc import Awaitable, Callable

from workspace import LocalWorkspace, View

Settled = Callable[[], Awaitable[None]]
EDIT = {"type": "button", "action_id": "edit"}
FULL = "70B 2T 1024xh100 mfu=0.4 price=2 precision=fp8 seq=8k deadline=30d budget=$3M stack=tuned pue=1.1"


async def opened(workspace: LocalWorkspace, settled: Settled, text: str) -> View:
    answer = await workspace.command("/llmcost", text)
    await workspace.click(answer, "Edit")
    await settled()
    return workspace.views[-1]


def shown(view: View) -> dict[str, str]:
    entries = {block: next(iter(fields.values())) for block, fields in view.values.items()}
    return {
        block: entry.get("value") or (entry.get("selected_option") or {}).get("value") or ""
        for block, entry in entries.items()
    }


async def test_form_is_filled_with_the_request(workspace: LocalWorkspace, settled: Settled) -> None:
    values = shown(await opened(workspace, settled, FULL))
    assert values["size"] == "70B"
    assert values["tokens"] == "2T"
    assert values["accelerator"].startswith("h100")
    assert values["accelerators"] == "1024"
    assert values["mfu"] in ("0.4", "40%")
    assert values["precision"] == "fp8"
    assert values["stack"] == "tuned"
    assert "pue" in values["rest"]
    assert workspace.errors == []


async def test_form_sent_off_unchanged_answers_the_same(workspace: LocalWorkspace, settled: Settled) -> None:
    before = await workspace.command("/llmcost", FULL)
    first = before.text
    await workspace.click(before, "Edit")
    await settled()
    assert await workspace.submit(workspace.views[-1]) is None
    await settled()
    assert before.text.splitlines()[0] == first.splitlines()[0]
    assert workspace.errors == []


async def test_changed_form_answers_in_place_of_the_private_answer(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", "70B 2T a100 mfu=0.5")
    await workspace.click(answer, "Edit")
    await settled()
    await workspace.submit(workspace.views[-1], {"tokens": {"tokens": "4T"}})
    await settled()
    assert "$5.38M" in answer.text
    assert len(workspace.messages()) == 1


async def test_error_stands_at_its_field_and_keeps_the_form_open(workspace: LocalWorkspace, settled: Settled) -> None:
    view = await opened(workspace, settled, "70B 2T a100 mfu=0.5")
    for name, value, words in (
        ("accelerator", "h10", "Did you mean h100?"),
        ("mfu", "150%", "150%"),
        ("tokens", "many", "many"),
        ("rest", "grid=nowhere-land", "nowhere"),
    ):
        before = shown(view)[name]
        stays = await workspace.submit(view, {name: {name: value}})
        assert stays is view
        assert list(view.errors) == [name]
        assert words in view.errors[name]
        workspace.enter(view, name, name, before)
    assert workspace.errors == []


async def test_words_that_cannot_be_read_stand_in_the_last_field(workspace: LocalWorkspace, settled: Settled) -> None:
    refusal = await workspace.command("/llmcost", "70B 2T h10")
    await workspace.act(refusal, refusal.blocks[-1], EDIT, {"value": "70B 2T h10"}, "U0LOCALYOU0")
    await settled()
    view = workspace.views[-1]
    assert shown(view)["rest"] == "70B 2T h10"


async def test_global_shortcut_opens_an_empty_form_and_answers_directly(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.shortcut("llmcost_open")
    await settled()
    view = workspace.views[-1]
    assert not any(shown(view).values())
    filled = {"size": {"size": "70B"}, "tokens": {"tokens": "2T"}, "accelerator": {"accelerator": "a100"}}
    assert await workspace.submit(view, filled) is None
    await settled()
    assert "A100" in workspace.messages("you")[-1].text


async def test_message_shortcut_reads_the_message_into_the_form(workspace: LocalWorkspace, settled: Settled) -> None:
    message = await workspace.say("70B 2T a100 mfu=0.5", channel="planning")
    await workspace.shortcut("llmcost_from_message", message)
    await settled()
    assert shown(workspace.views[-1])["size"] == "70B"
    await workspace.submit(workspace.views[-1])
    await settled()
    assert "$2.69M" in workspace.messages()[-1].text
    assert workspace.messages()[-1].is_ephemeral


async def test_form_that_opens_too_late_is_explained(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", "70B 2T a100")
    workspace.faults.refuse("views.open", "expired_trigger_id")
    await workspace.click(answer, "Edit")
    await settled()
    assert "press the button again" in workspace.messages()[-1].text


async def test_the_cost_is_shown_while_the_form_is_filled_and_nothing_entered_is_lost(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    view = await opened(workspace, settled, "70B 2T a100 mfu=0.5")
    await workspace.choose(view, "accelerators", "1024")
    await settled()
    await workspace.choose(view, "price", "1")
    await settled()
    assert "$1.50M" in str(workspace.views[-1].blocks[0])
    await workspace.choose(view, "precision", "fp32")
    await workspace.choose(view, "accelerator", "h10")
    await settled()
    assert "h10" in str(workspace.views[-1].blocks[0])
    assert shown(workspace.views[-1]) | {"accelerator": "h10", "precision": "fp32", "price": "1"} == shown(
        workspace.views[-1]
    )
    await workspace.choose(view, "accelerator", "a100")
    await workspace.submit(workspace.views[-1])
    await settled()
    assert workspace.views == []
    assert "at $1 per A100-hour" in workspace.messages()[-1].text.replace("$1.00", "$1")
    assert workspace.errors == []


async def test_message_shortcut_says_what_is_missing(workspace: LocalWorkspace, settled: Settled) -> None:
    for text, words in (
        ("thinking of a 13B with 256 H100s", "tokens"),
        ("13B on 1.5T tokens, 256 H100s", "88.7k h · 14.4 days"),
    ):
        message = await workspace.say(text, channel="planning", user="maya")
        await workspace.shortcut("llmcost_from_message", message)
        await settled()
        view = workspace.views[-1]
        assert words in str(view.blocks[0])
        assert (shown(view)["size"], shown(view)["accelerators"]) == ("13B", "256")
    assert workspace.errors == []
