"""Every equation that there is, for rules that hold for all of them."""

import importlib
import pkgutil

import pytest

import estimator.equations
from estimator.calculation.equation import Equation


@pytest.fixture(scope="session")
def equations() -> dict[str, Equation]:
    """Every equation that there is, by module and name."""
    return _all_equations()


def _all_equations() -> dict[str, Equation]:
    modules = [
        importlib.import_module(f"estimator.equations.{found.name}")
        for found in pkgutil.iter_modules(estimator.equations.__path__)
    ]
    values = [value for module in modules for value in vars(module).values() if isinstance(value, Equation)]
    return {f"{value.function.__module__.split('.')[-1]}.{value.function.__name__}": value for value in values}
