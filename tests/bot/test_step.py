"""The step of Workflow Builder, and the manifests from one source."""

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.manifest import NAMES, manifest
from bot.step import CALLBACK, INPUTS, OUTPUTS
from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]
ROOT = Path(__file__).parents[2]


async def run_step(workspace: LocalWorkspace, settled: Settled, **inputs: object) -> tuple[str, dict[str, Any]]:
    """How the step ended, and with what."""
    await workspace.happen(
        {
            "type": "function_executed",
            "function": {"id": "Fn1", "callback_id": CALLBACK, "type": "app"},
            "inputs": inputs,
            "function_execution_id": "Fx1",
            "workflow_execution_id": "Wx1",
            "bot_access_token": workspace.bot_token,
            "event_ts": "1.2",
        }
    )
    await settled()
    [call] = [call for call in workspace.journal if call.method.startswith("functions.")]
    assert call.arguments["function_execution_id"] == "Fx1"
    return call.method, call.arguments


async def test_a_step_gives_figures_of_the_types_that_it_declares(workspace: LocalWorkspace, settled: Settled) -> None:
    method, arguments = await run_step(workspace, settled, model="70B", tokens="2T", accelerator="a100", more="mfu=50%")
    assert method == "functions.completeSuccess"
    given = json.loads(arguments["outputs"])
    assert (given["flop"], given["hours"], given["dollars"]) == pytest.approx((8.4e23, 1495726.5, 2692307.7))
    assert given["dollars_low"] <= given["dollars"] <= given["dollars_high"]
    assert "$2.69M" in given["summary"]
    kinds = {"number": (int, float), "string": (str,)}
    for one in OUTPUTS:
        assert isinstance(given[one.name], kinds[one.kind]) if one.is_required else True
    assert given.keys() <= {one.name for one in OUTPUTS}
    assert workspace.errors == []


async def test_every_input_is_used(workspace: LocalWorkspace, settled: Settled) -> None:
    _, arguments = await run_step(
        workspace, settled, model="7B", tokens="1T", accelerator="h100", accelerators=512.0, price=1.5, more="pue=1.2"
    )
    answer = json.loads(arguments["outputs"])["answer"]
    for words in ("7B parameters on 1T tokens · 512 × H100", "at $1.50 per H100-hour"):
        assert words in answer
    assert json.loads(arguments["outputs"])["days"] > 0


@pytest.mark.parametrize(
    ("inputs", "words"), [({"model": "70B", "accelerator": "h10"}, "h10"), ({}, ""), ({"model": {"a": 1}}, "")]
)
async def test_a_step_that_cannot_be_answered_fails_with_a_sentence(
    workspace: LocalWorkspace, settled: Settled, inputs: dict[str, object], words: str
) -> None:
    method, arguments = await run_step(workspace, settled, **inputs)
    assert method == "functions.completeError"
    assert len(arguments["error"]) > 10
    assert words in arguments["error"]


async def test_the_same_step_delivered_twice_runs_once(workspace: LocalWorkspace, settled: Settled) -> None:
    await run_step(workspace, settled, model="70B", tokens="2T")
    await workspace.redeliver()
    await settled()
    assert sum(call.method.startswith("functions.") for call in workspace.journal) == 1


@pytest.mark.parametrize("name", NAMES)
def test_manifests_are_written_from_their_one_source(name: str) -> None:
    over_socket, with_step = NAMES[name]
    path, wanted = ROOT / name, manifest(over_socket=over_socket, with_step=with_step)
    if os.environ.get("UPDATE_GOLDENS") == "1":
        path.write_text(yaml.safe_dump(wanted, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == wanted


def test_only_manifests_with_a_step_bar_public_distribution() -> None:
    for over_socket, with_step in NAMES.values():
        found = manifest(over_socket=over_socket, with_step=with_step)
        assert found["settings"]["org_deploy_enabled"] is with_step
        assert ("functions" in found) is with_step


def test_inputs_are_fields_of_the_form() -> None:
    assert len({one.field for one in INPUTS}) == len(INPUTS)
