"""`/llmcost` end to end: every answer is in the acknowledgement."""

from collections.abc import Awaitable, Callable

import pytest

from workspace import LocalWorkspace, Message

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5"


async def test_command_is_answered_with_cost_hours_and_flops(workspace: LocalWorkspace) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    assert answer.is_ephemeral
    for figure in ("$2.69M", "1.50M A100-hours", "8.40e23 FLOP", "6 × 70B × 2T"):
        assert figure in answer.text
    assert answer.blocks[0]["type"] == "header"
    assert "$2.69M" in answer.blocks[0]["text"]["text"]
    assert workspace.errors == []


async def test_answer_offers_share_pin_edit_compare_all_steps_and_a_menu(workspace: LocalWorkspace) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    elements = answer.blocks[-1]["elements"]
    assert [one["text"]["text"] for one in elements if "text" in one] == [
        *("Share", "Share & pin", "Edit", "Compare", "All steps"),
    ]
    assert elements[-1]["type"] == "overflow"


async def test_unknown_accelerator_is_answered_with_a_button_that_corrects_it(workspace: LocalWorkspace) -> None:
    refusal = await workspace.command("/llmcost", "70B 2T h10 mfu=0.4")
    assert 'I don\'t know the accelerator "h10".' in refusal.text
    assert "Did you mean h100?" in refusal.text
    await workspace.click(refusal, "Use h100")
    corrected = await workspace.state.until(lambda: _with_header(workspace), 3)
    assert "H100" in corrected.text


async def test_a_sentences_answer_begins_with_how_it_was_read_and_edit_opens_with_it(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    answer = await workspace.command("/llmcost", "how long does a 13B take on 300B tokens with 64 H100s?")
    assert "13B 300B 64xh100-sxm" in str(answer.blocks[0])
    assert answer.text.startswith("Read as: 13B 300B 64xh100-sxm")
    await workspace.click(answer, "Edit")
    await settled()
    fields = str(workspace.views[-1].values)
    assert all(said in fields for said in ("13B", "300B", "h100-sxm", "64"))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("how much does 7B on 2T tokens cost on h100 with bf16 or fp8?", 3),
        ("how many GPUs to fine-tune llama 2 7B or 13B?", 3),
    ],
)
async def test_two_readings_are_two_buttons_and_each_is_answered(
    workspace: LocalWorkspace, settled: Settled, text: str, readings: int
) -> None:
    asked = await workspace.command("/llmcost", text)
    offered = [block for block in asked.blocks if block.get("accessory", {}).get("type") == "button"]
    buttons = [one["value"] for block in asked.blocks for one in block.get("elements", []) if "value" in one]
    values = [*buttons, *(block["accessory"]["value"] for block in offered)]
    assert len(values) == readings
    for value in values:
        section = next(block for block in asked.blocks if value in str(block))
        await workspace.act(asked, section, {"type": "button", "action_id": "run"}, {"value": value}, "U0LOCALYOU0")
        await settled()
        assert "$" in workspace.messages()[-1].text
    assert workspace.errors == []


def _with_header(workspace: LocalWorkspace) -> Message | None:
    last = workspace.messages()[-1]
    return last if last.blocks and last.blocks[0]["type"] == "header" else None


@pytest.mark.parametrize("text", ["", "help", "help time", "help nothing-like-it"])
async def test_help_shows_examples(workspace: LocalWorkspace, text: str) -> None:
    answer = await workspace.command("/llmcost", text)
    assert "/llmcost" in str(answer.blocks)
    assert "mfu=0.5" in answer.text or "deadline" in answer.text
    assert workspace.errors == []


async def test_example_in_the_help_runs_at_a_press(workspace: LocalWorkspace, settled: Settled) -> None:
    page = await workspace.command("/llmcost", "help")
    await workspace.click(page, "Run")
    await settled()
    assert "$2.69M" in workspace.messages()[-1].text


@pytest.mark.parametrize("topic", ["compare", "accelerators"])
async def test_every_example_of_a_topic_runs(workspace: LocalWorkspace, settled: Settled, topic: str) -> None:
    page = await workspace.command("/llmcost", f"help {topic}")
    examples = [block["accessory"]["value"] for block in page.blocks if "accessory" in block]
    assert len(examples) > 3
    for example in examples:
        section = next(block for block in page.blocks if block.get("accessory", {}).get("value") == example)
        await workspace.act(page, section, {"type": "button", "action_id": "run"}, {"value": example}, "U0LOCALYOU0")
        await settled()
        assert "You typed" not in str(workspace.messages()[-1].blocks)
    assert len(workspace.messages()) == 1 + len(examples)
    assert workspace.errors == []


async def test_question_that_lacks_something_is_refused_with_a_way_out(workspace: LocalWorkspace) -> None:
    refusal = await workspace.command("/llmcost", "observe 70B 2T")
    assert refusal.text.startswith("I need to know on how many accelerators that was measured.")
    assert "observe 70B 2T" in str(refusal.blocks)


async def test_explain_is_the_answer_to_the_text_behind_it(workspace: LocalWorkspace) -> None:
    assert "$2.69M" in (await workspace.command("/llmcost", f"explain {WORKED}")).text


async def test_unknown_command_names_the_one_there_is(workspace: LocalWorkspace) -> None:
    assert "/llmcost" in (await workspace.command("/somethingelse", "x")).text


async def test_compare_word_answers_with_a_table(workspace: LocalWorkspace) -> None:
    answer = await workspace.command("/llmcost", "compare 70B 2T a100 mfu=0.5 vs h100, mi300x")
    table = next(block for block in answer.blocks if block["type"] == "table")
    assert len(table["rows"]) == 4
    assert [one["text"]["text"] for one in answer.blocks[-1]["elements"]] == ["Share", "Share & pin", "Edit"]


async def test_compare_button_compares_with_the_usual_accelerators(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.click(await workspace.command("/llmcost", WORKED), "Compare")
    await settled()
    table = next(block for block in workspace.messages()[-1].blocks if block["type"] == "table")
    assert len(table["rows"]) == 7


async def test_corrected_word_of_a_comparison_is_compared(workspace: LocalWorkspace, settled: Settled) -> None:
    refusal = await workspace.command("/llmcost", "compare 70B 2T a100 vs h10")
    await workspace.click(refusal, "Use h100")
    await settled()
    assert "H100" in workspace.messages()[-1].text
    assert workspace.messages()[-1].text.startswith("Cheapest")


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> 70B 2T a100",
        "<@U0LOCALMAYA> 70B 2T a100",
        "70B 2T <http://evil.example|a100>",
        "@here @channel *bold* `code` 70B 2T a100",
    ],
)
async def test_what_was_typed_is_echoed_without_effect(workspace: LocalWorkspace, text: str) -> None:
    answer = await workspace.command("/llmcost", text)
    shown = str(answer.blocks) + answer.text
    for harm in ("<!channel>", "<@U0LOCALMAYA>", "<http://evil.example", "@here", "@channel"):
        assert harm not in shown


async def test_long_text_is_refused_with_a_sentence(workspace: LocalWorkspace) -> None:
    answer = await workspace.command("/llmcost", "70B 2T a100 " + "x" * 2_000)
    assert len(answer.text) <= 3_000
    assert "1,000" in answer.text
    assert workspace.errors == []
