"""The largest model that accelerators hold."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.render.glance import key_figures

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize("method", ["qlora", "lora", "fine-tune", "pretrain"])
def test_the_largest_model_fits_and_a_larger_one_does_not(catalogue: Catalogue, method: str):
    found = ask(f"how big a model can I {method} on 8 h100?", catalogue, DAY)
    size = found.request.parameters or 0
    answer = key_figures(found)[0]
    assert (answer.label, answer.value.endswith("parameters")) == ("Answer", True)
    fits = [
        ask(f"{size * times:.0f} params {method} tokens=1e11 8xh100 does it fit?", catalogue, DAY).fit
        for times in (1, 1.1)
    ]
    held = [bool(fit and fit.layout and not fit.layout.degrees.offload) for fit in fits]
    assert held == [True, False]


def test_one_card_is_meant_where_nobody_says_how_many(catalogue: Catalogue):
    found = ask("biggest model I can fine-tune on a 4090", catalogue, DAY)
    assert found.request.accelerators == 1
    assert any(doubt.code == "solved_for_room" and doubt.level == "note" for doubt in found.doubts)


def test_its_tokens_are_twenty_for_each_parameter(catalogue: Catalogue):
    request = ask("how big a model can I train on 16 h100?", catalogue, DAY).request
    assert request.tokens == pytest.approx(20 * (request.parameters or 0))
