"""Plain words are read without trying all that they might be, and read the same."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.errors import EstimatorError
from estimator.language import Names, read
from estimator.language.asks import asks
from estimator.language.draft import Draft
from estimator.language.plain import plain_readers
from estimator.language.words import sentence

TODAY = datetime.date(2026, 11, 24)
# filler that is no plain word: with it, every word goes through the whole grammar
GRAMMAR = "+ "
SIZES = ["7B", "1.5B", "70b", "671B", "300M", "2T", "15T", "0.5T"]
NAMES = ["h100", "8xh100", "1024xa100", "h100s", "4090", "8x4090", "v5p-512", "2xp5.48xlarge", "gaudi3", "mi300"]
MODELS = ["llama-2-70b", "deepseek-v3", "grok-1", "grok", "qwen3-30b-a3b", "mixtral-8x7b", "hf:a/b", "llama"]
KEYED = ["mfu=0.4", "mfu=40%", "price=1.8", "deadline=30d", "tokens=2T", "params=7B", "gpus=64", "seq=4k", "batch=512"]
MORE = ["budget=$3M", "gpu=8xh100", "model=grok", "provider=aws", "epochs=3", "tp=8", "mfu=no", "x=1", "64"]
WORDS = st.sampled_from([*SIZES, *NAMES, *MODELS, *KEYED, *MORE])


def outcome(text: str, names: Names, before: str = "") -> object:
    try:
        found = read(before + text, names, today=TODAY)
    except EstimatorError as error:
        return type(error), _moved(error.span, -len(before)), error.field
    request = found.request.model_copy(update={"text": ""})
    spans = {name: _moved(span, -len(before)) for name, span in found.spans.items()}
    return request, found.deliver, {doubt.code for doubt in found.doubts}, spans


def _moved(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return span and (span[0] + by, span[1] + by)


@settings(max_examples=1_500)
@given(words=st.lists(WORDS, min_size=1, max_size=6))
def test_plain_words_are_read_as_the_whole_grammar_reads_them(words: list[str], names: Names) -> None:
    text = " ".join(words)
    assert outcome(text, names) == outcome(text, names, GRAMMAR)


def test_the_usual_request_is_in_plain_words_and_a_sentence_is_not(names: Names) -> None:
    def is_plain(text: str) -> bool:
        return bool(plain_readers(Draft(sentence(text), names, TODAY)))

    assert is_plain("7B 1T 64xh100 mfu=0.4 deadline=30d")
    assert is_plain("llama-2-70b 1024xh100")
    assert not is_plain("7B llama")
    assert not is_plain("7B grok-1 h100")
    assert not is_plain("7B on 1T tokens h100")


@settings(max_examples=300)
@given(text=st.lists(st.sampled_from(["how", "many", "gpus", "cost", "h100-hours", "3", "tokens/s", "20", "k"])))
def test_what_is_asked_hangs_neither_on_case_nor_on_what_stands_before(text: list[str]) -> None:
    said = " ".join(text)
    assert asks(said) == asks(said.upper()) == asks(f"“{said}")
