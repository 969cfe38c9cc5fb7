"""One calculation in two forms: the plain number that a search takes is the one that an answer explains."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from estimator import Request, estimate, load_catalogue
from estimator.estimate import hours_of

CATALOGUE = load_catalogue()
TODAY = datetime.date(2026, 11, 24)
SUBJECTS = st.one_of(
    st.fixed_dictionaries({"parameters": st.floats(1e8, 1e12), "tokens": st.floats(1e10, 1e14)}),
    st.fixed_dictionaries({"parameters": st.just(671e9), "active_parameters": st.just(37e9), "tokens": st.just(1e13)}),
    st.fixed_dictionaries({"model": st.sampled_from(["llama-2-70b", "llama-3.1-405b", "deepseek-v3", "gpt-3"])}),
)
CHOICES = st.fixed_dictionaries(
    {"accelerator": st.sampled_from(["a100-80gb-sxm", "h100-sxm", "h800-sxm", "b200-sxm", "tpu-v5p"])},
    optional={
        "mfu": st.floats(0.05, 0.6),
        "accelerators": st.sampled_from([8, 64, 1024, 2048, 16384]),
        "goodput": st.floats(0.5, 1),
        "stack": st.sampled_from(["tuned", "typical", "megatron"]),
        "sequence_length": st.sampled_from([2048, 32768]),
        "method": st.sampled_from(["pretrain", "finetune", "lora", "dpo"]),
        "recompute": st.sampled_from(["none", "selective", "full"]),
    },
)


@given(SUBJECTS, CHOICES)
def test_the_number_of_hours_is_the_one_that_is_explained(
    subject: dict[str, object], choices: dict[str, object]
) -> None:
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    hours = found.answer["accelerator_hours"]
    assert hours is not None
    assert hours_of(found.run, CATALOGUE) == hours.value
