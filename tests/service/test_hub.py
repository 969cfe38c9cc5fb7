"""The hub as people meet it, rightly and wrongly."""

import json
from pathlib import Path

import pytest

from estimator.errors import RequestError
from service.hub import Hub
from tests.hub_stand_in import CONFIG


@pytest.fixture
def hub(hub_address: str, tmp_path: Path) -> Hub:
    return Hub(endpoint=hub_address, cache=tmp_path)


def test_a_published_model_is_fetched_and_counted(hub: Hub):
    assert hub.model("hf:good/model").parameters == 1_100_048_384


def test_the_prefix_may_be_left_out(hub: Hub):
    assert json.loads(hub.config_text("good/model")) == CONFIG


def test_what_was_fetched_once_is_there_offline(hub: Hub, tmp_path: Path):
    hub.config_text("good/model")
    offline = Hub(endpoint="http://127.0.0.1:9", cache=tmp_path)
    assert json.loads(offline.config_text("good/model")) == CONFIG


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gated/model", "gated"),
        ("none/model", "has no model none/model"),
        ("bare/model", "no config.json"),
        ("huge/model", "1,000,001 bytes"),
        ("odd/model", "no text"),
        ("broken/model", "did not give"),
    ],
)
def test_what_cannot_be_had_is_said_in_a_sentence(hub: Hub, name: str, sentence: str):
    with pytest.raises(RequestError, match=sentence):
        hub.config_text(name)


def test_a_hub_out_of_reach_is_said_in_a_sentence(tmp_path: Path):
    with pytest.raises(RequestError, match=r"out of reach.*Paste its config\.json"):
        Hub(endpoint="http://127.0.0.1:9", cache=tmp_path).config_text("good/model")


@pytest.mark.parametrize("name", ["hf:", "model", "hf:../../etc/passwd", "hf:a/b/c", "hf:http://x/y", "hf:ä/ö"])
def test_a_name_that_is_none_is_refused_before_anything_is_fetched(name: str):
    with pytest.raises(RequestError, match="Name it as its page does"):
        Hub(endpoint="http://127.0.0.1:9").config_text(name)
