"""Models whose size was never published: known by name, refused with what to type, answered when a size is said."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import UndisclosedError

TODAY = datetime.date(2026, 11, 27)
NAMES = {
    "gpt-4": "gpt-4 | GPT-4o | gpt-4o mini | gpt-4-turbo-2024-04-09 | gpt-4-0613 | gpt-4.1 | openai/gpt-4",
    "gpt-5": "gpt-5 | gpt5 | gpt-5.1 | gpt-5 mini | gpt-5-codex",
    "gpt-3.5": "gpt-3.5-turbo | gpt 3.5",
    "openai-o1": "o1 | o3-mini | o4-mini",
    "claude": "claude | claude 3.5 sonnet | claude-3-5-sonnet-20241022 | Claude Opus 4.5 | claude-opus-4-5 | claude 4",
    "gemini": "gemini | gemini ultra | gemini 2.5 pro | gemini-1.5-flash",
    "palm-2": "palm 2 | palm2",
    "grok-4": "grok 4",
}


@pytest.mark.parametrize(
    ("written", "identity"), [(name.strip(), key) for key, names in NAMES.items() for name in names.split("|")]
)
def test_the_usual_spellings_are_known(catalogue: Catalogue, written: str, identity: str):
    assert catalogue.names.model(written.lower()) == identity


@pytest.mark.parametrize(
    "name", ["gpt-3", "gpt2", "gptj", "gpt-neox-20b", "gpt-oss-120b", "grok-1", "palm-540b", "gemma-2b"]
)
def test_a_published_model_of_a_like_name_stays_itself(catalogue: Catalogue, name: str):
    assert catalogue.undisclosed.find(name) is None
    assert catalogue.model(name).parameters.value > 0


@pytest.mark.parametrize("words", ["gpt-4 8", "gpt-4 1000", "o1 64", "gemini nano", "claude 10t"])
def test_a_number_behind_a_name_is_no_part_of_it(catalogue: Catalogue, words: str):
    assert catalogue.names.model(words) is None


def test_the_refusal_says_why_and_what_to_type_instead(catalogue: Catalogue):
    with pytest.raises(UndisclosedError) as refusal:
        ask("gpt-4 h100", catalogue, TODAY)
    assert refusal.value.message.startswith("The size of GPT-4 was never published")
    for example in ("500B 10T h100", "1T-A50B 10T h100"):
        assert f"`{example}`" in refusal.value.hint
        assert ask(example, catalogue, TODAY).answer["accelerator_hours"]


def test_a_size_that_is_said_answers(catalogue: Catalogue):
    said = ask("gpt-4 1T-A50B 10T h100", catalogue, TODAY)
    bare = ask("1T-A50B 10T h100", catalogue, TODAY)
    assert said.answer["training_compute"] == bare.answer["training_compute"]


def test_no_line_hides_a_published_model(catalogue: Catalogue):
    for model in catalogue.models:
        assert catalogue.undisclosed.find(model.id) is None


def test_each_line_has_its_source_and_no_size(catalogue: Catalogue):
    assert len(catalogue.undisclosed.lines) >= 8
    for line in catalogue.undisclosed.lines:
        assert line.source.url
        assert not any(character.isdigit() for character in line.reason.replace("Grok-1", "").replace("GPT-3", ""))


def test_a_misspelt_name_is_led_to_it(catalogue: Catalogue):
    assert catalogue.names.suggest("model", "claud") == "Claude"
