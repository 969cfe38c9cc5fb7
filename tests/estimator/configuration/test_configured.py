"""Names of models whose configuration is fetched, with the family to read it like."""

import pytest

from estimator.configuration.models import likened, named_in, repository_of, said_like


@pytest.mark.parametrize(
    "text", ["hf:our/model like=llama 2T h100", "like=LLaMA 2T hf:our/model h100", "2T h100 hf:our/model like = llama"]
)
def test_the_family_to_read_like_becomes_a_part_of_the_name(text: str):
    folded = likened(text)
    assert named_in(folded) == "hf:our/model+llama"
    assert "like" not in folded
    assert likened(folded) == folded


def test_a_text_without_a_model_to_fetch_stays_as_it_is():
    assert likened("7B 1T like=llama h100") == "7B 1T like=llama h100"
    assert likened("hf:our/model 2T h100") == "hf:our/model 2T h100"


def test_a_name_gives_its_repository_and_the_family():
    assert repository_of("hf:our/model-1.5+gemma3_text") == ("our/model-1.5", "gemma3_text")
    assert repository_of("hf:our/model") == ("our/model", None)


def test_a_text_beside_a_file_gives_the_family_and_the_rest():
    assert said_like("2T like=llama h100") == ("llama", "2T  h100")
    assert said_like("2T h100") == (None, "2T h100")
