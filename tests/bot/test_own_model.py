"""A model of one's own: fetched from a hub on this machine, or pasted in the form."""

import datetime
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from service.answers import Answers
from service.hub import Hub
from service.models import ModelNotFetchedError, Models
from tests.hub_stand_in import CONFIG
from workspace import LocalWorkspace

TODAY = datetime.date(2026, 11, 24)
Settled = Callable[[], Awaitable[None]]
NAMED = "hf:good/model 300B 64xh100"


@pytest.fixture
def answers(catalogue: Catalogue, hub_address: str, tmp_path: Path) -> Answers:
    """The estimator with the hub on this machine."""
    return Answers(catalogue, lambda: TODAY, Models(Hub(hub_address, tmp_path)))


async def test_command_says_that_it_fetches_and_answers_later(workspace: LocalWorkspace, settled: Settled) -> None:
    first = await workspace.command("/llmcost", NAMED)
    assert first.text == "Fetching the config.json of `hf:good/model` …"
    await settled()
    answer = workspace.messages()[-1]
    assert "good/model on 300B tokens" in answer.text
    assert answer.is_ephemeral
    assert workspace.errors == []


async def test_model_that_is_here_is_answered_at_once(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.command("/llmcost", NAMED)
    await settled()
    assert "good/model on 300B tokens" in (await workspace.command("/llmcost", NAMED)).text


async def test_buttons_of_a_fetched_models_answer_work(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.command("/llmcost", NAMED)
    await settled()
    await workspace.click(workspace.messages()[-1], "Compare")
    await settled()
    assert "Cheapest: " in str(workspace.messages()[-1].blocks)


async def test_model_of_an_unknown_family_is_read_like_the_one_that_is_said(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.command("/llmcost", "hf:own/model 300B 64xh100")
    await settled()
    assert "add like=llama" in workspace.messages()[-1].text
    await workspace.command("/llmcost", "like=llama hf:own/model 300B 64xh100")
    await settled()
    answer = workspace.messages()[-1].text
    assert "own/model on 300B tokens" in answer
    assert "read as llama, as you said" in answer


async def test_mention_of_a_model_of_the_hub_is_answered(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.mention(NAMED)
    await settled()
    assert "good/model on 300B tokens" in workspace.messages()[-1].text


async def test_gated_model_is_explained_where_it_was_asked(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.command("/llmcost", "hf:gated/model 300B h100")
    await settled()
    assert "gated/model is gated" in workspace.messages()[-1].text


async def test_pasted_config_is_counted_and_can_be_edited(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.shortcut("llmcost_open")
    await settled()
    entered = {"config": json.dumps(CONFIG), "tokens": "300B", "accelerator": "h100"}
    filled = {name: {name: value} for name, value in entered.items()}
    assert await workspace.submit(workspace.views[-1], filled) is None
    await settled()
    answer = workspace.messages("you")[-1]
    assert re.search(r": llama-[0-9a-f]{8} on 300B tokens", answer.text)
    await workspace.click(answer, "Edit")
    await settled()
    size = workspace.views[-1].values["size"]["size"]["value"]
    assert "hf:config/llama-" in size
    await workspace.submit(workspace.views[-1], {"tokens": {"tokens": "600B"}})
    await settled()
    assert "600B tokens" in answer.text
    assert workspace.errors == []


@pytest.mark.parametrize(
    ("entered", "words"),
    [({"config": "no json"}, "JSON"), ({"config": json.dumps(CONFIG), "size": "70B"}, "Two models are given.")],
)
async def test_what_is_wrong_with_a_pasted_config_stands_at_its_field(
    workspace: LocalWorkspace, settled: Settled, entered: dict[str, str], words: str
) -> None:
    await workspace.shortcut("llmcost_open")
    await settled()
    view = workspace.views[-1]
    given = {"tokens": "300B", "accelerator": "h100", **entered}
    stays = await workspace.submit(view, {name: {name: value} for name, value in given.items()})
    assert stays is view
    assert words in view.errors["config"]


def test_pasted_config_that_is_gone_is_said_so(catalogue: Catalogue) -> None:
    with pytest.raises(RequestError, match="no longer here"):
        Models().beside(catalogue, "hf:config/llama-00000000 300B h100")


def test_only_the_latest_models_are_kept(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.models.KEPT_MODELS", 1)
    models = Models()
    first = models.paste(json.dumps(CONFIG), TODAY)
    second = models.paste(json.dumps(CONFIG | {"num_hidden_layers": 4}), TODAY)
    assert models.beside(catalogue, f"{second} 1T h100").model(second).id == second
    with pytest.raises(RequestError):
        models.beside(catalogue, f"{first} 1T h100")


def test_model_of_the_hub_has_to_be_fetched_first(catalogue: Catalogue) -> None:
    with pytest.raises(ModelNotFetchedError):
        Models().beside(catalogue, NAMED)
