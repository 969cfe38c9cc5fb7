"""Compute-optimal sizes: the published optima, and what serving changes."""

import math

import pytest

from estimator.calculation.quantity import Given, Quantity
from estimator.planning.optimal import LAWS, Law, distances, optima, predicted_loss


def compute(value: float) -> Quantity:
    return Quantity("training_compute", value, Given())


@pytest.mark.parametrize(
    ("budget", "replication", "published"), [(1e21, 22, 50), (1e23, 19, 78), (1e25, 17, 122)], ids=str
)
def test_tokens_a_parameter_are_those_of_each_fit(budget: float, replication: float, published: float):
    # the ratios that each paper's coefficients give, worked out apart from this code
    default, hoffmann = optima(compute(budget))
    assert default.law.name == "Besiroglu et al. 2024"
    assert default.tokens_per_parameter == pytest.approx(replication, rel=0.03)
    assert hoffmann.tokens_per_parameter == pytest.approx(published, rel=0.01)


def test_chinchilla_had_about_its_own_optimum():
    # Hoffmann et al. trained 70B on 1.4T tokens with 5.88e23 FLOP; the replication finds 20 tokens a parameter there
    default, _ = optima(compute(6 * 70e9 * 1.4e12))
    assert default.parameters.value == pytest.approx(70e9, rel=0.1)
    assert default.tokens.value == pytest.approx(1.4e12, rel=0.1)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_no_other_pair_of_the_same_compute_has_less_loss(law: Law):
    found = next(optimum for optimum in optima(compute(1e24)) if optimum.law is law)
    assert 6 * found.parameters.value * found.tokens.value == pytest.approx(1e24)
    for factor in (0.5, 0.9, 1.1, 2):
        size = Quantity("parameters", found.parameters.value * factor, Given())
        data = Quantity("tokens", found.tokens.value / factor, Given())
        assert predicted_loss(law, size, data).value > found.loss.value


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_serving_makes_the_model_smaller_and_its_training_longer_for_the_same_loss(law: Law):
    plain = next(optimum for optimum in optima(compute(1e23)) if optimum.law is law)
    served = [
        next(found for found in optima(compute(1e23), Quantity("served_tokens", many, Given())) if found.law is law)
        for many in (1e11, 1e12, 1e14)
    ]
    sizes = [plain.parameters.value, *(found.parameters.value for found in served)]
    assert sizes == sorted(sizes, reverse=True)
    for found in served:
        assert found.loss.value == plain.loss.value
        assert predicted_loss(law, found.parameters, found.tokens).value == pytest.approx(plain.loss.value, rel=1e-9)


def test_no_other_pair_of_the_same_loss_takes_less_work_over_its_life():
    law, served = LAWS[0], 1e13
    found = optima(compute(1e23), Quantity("served_tokens", served, Given()))[0]

    def work(parameters: float) -> float:
        room = found.loss.value - law.irreducible - law.coefficient / parameters**law.exponent
        tokens = (law.token_coefficient / room) ** (1 / law.token_exponent)
        return 6 * parameters * tokens + 2 * parameters * served

    least = work(found.parameters.value)
    assert all(work(found.parameters.value * math.exp(step)) > least for step in (-0.1, -0.01, 0.01, 0.1))


@pytest.mark.parametrize("times", [0.05, 0.3, 3, 20])
def test_a_plan_is_as_far_as_the_compute_that_reaches_its_loss_at_the_optimum(times: float):
    best = optima(compute(1e23))[0]
    size = Quantity("parameters", best.parameters.value * times, Given())
    data = Quantity("tokens", best.tokens.value / times, Given())
    far = distances(size, data, compute(1e23))[0]
    assert far.loss.value == predicted_loss(LAWS[0], size, data).value
    assert far.enough < 1e23
    assert optima(compute(far.enough))[0].loss.value == pytest.approx(far.loss.value, rel=1e-6)


def test_the_optimum_itself_takes_all_of_its_compute():
    for place, best in enumerate(optima(compute(1e23))):
        found = distances(best.parameters, best.tokens, compute(1e23))[place]
        assert found.enough == pytest.approx(1e23, rel=1e-5)
