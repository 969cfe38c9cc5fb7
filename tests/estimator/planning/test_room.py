"""The largest model that accelerators hold: it fits, a larger one does not, and its tokens are the optimum's."""

from collections.abc import Callable

import pytest

from estimator import Estimate

Ask = Callable[[str], Estimate]


@pytest.mark.parametrize(
    ("question", "request_of"),
    [
        ("how big a model can I train on 16 h100?", "params={size:.0f} 20B 16xh100"),
        ("largest model I can fully finetune on 8 a100?", "params={size:.0f} 100M 8xa100 finetune"),
    ],
)
def test_the_largest_model_fits_and_a_tenth_more_does_not(asked: Ask, question: str, request_of: str) -> None:
    size = asked(question).request.parameters
    assert size
    for share, fits in ((1.0, True), (1.1, False)):
        found = asked(f"does {request_of.format(size=share * size)} fit?").fit
        assert found
        assert (found.layout is not None) == fits


def test_its_tokens_are_twenty_for_each_parameter(asked: Ask) -> None:
    request = asked("how big a model can I train on 16 h100?").request
    assert request.tokens == pytest.approx(20 * (request.parameters or 0))
