"""What must hold for every request: more work costs more, better use costs less."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from estimator import Request, estimate, load_catalogue

CATALOGUE = load_catalogue()
TODAY = datetime.date(2026, 11, 24)

sizes = st.floats(1e8, 1e12)
amounts = st.floats(1e9, 1e14)
shares = st.floats(0.05, 0.9)
prices = st.floats(0.1, 50)
chips = st.sampled_from(["a100-80gb-sxm", "h100-sxm", "b200-sxm", "mi300x", "tpu-v5p"])


def cost(**fields: object) -> float:
    request = Request(**{"overhead": 0, **fields})
    quantity = estimate(request, CATALOGUE, TODAY).answer["compute_cost"]
    assert quantity is not None
    return quantity.value


@given(sizes, amounts, shares, prices, chips)
def test_doubling_tokens_doubles_the_cost(size: float, data: float, mfu: float, price: float, chip: str) -> None:
    fields = {"parameters": size, "mfu": mfu, "price": price, "accelerator": chip}
    assert abs(cost(tokens=2 * data, **fields) / cost(tokens=data, **fields) - 2) < 1e-9


@given(sizes, amounts, shares, prices, chips)
def test_a_better_mfu_costs_less(size: float, data: float, mfu: float, price: float, chip: str) -> None:
    fields = {"parameters": size, "tokens": data, "price": price, "accelerator": chip}
    assert cost(mfu=mfu, **fields) > cost(mfu=mfu * 1.1, **fields)


@given(sizes, amounts, prices, chips)
def test_a_higher_price_costs_more(size: float, data: float, price: float, chip: str) -> None:
    fields = {"parameters": size, "tokens": data, "accelerator": chip}
    assert cost(price=price * 2, **fields) > cost(price=price, **fields)


@given(sizes, amounts, chips)
def test_every_quantity_lies_inside_its_range(size: float, data: float, chip: str) -> None:
    answer = estimate(Request(parameters=size, tokens=data, accelerator=chip), CATALOGUE, TODAY)
    assert all(step.low <= step.value <= step.high for step in answer.steps)
