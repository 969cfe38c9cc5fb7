"""`@equation`: a pure function of one return expression that can show its working.

The formula that a reader sees is read from the expression that ran, so the two cannot drift apart.
"""

import ast
import inspect
import linecache
from collections.abc import Callable, Mapping
from functools import cache
from textwrap import dedent
from types import FunctionType
from typing import NoReturn, cast

from msgspec import Struct

from estimator.calculation.numbers import compact
from estimator.calculation.quantity import Assumed, Derived, Quantity, Source
from estimator.calculation.vocabulary import term
from estimator.errors import EstimatorError

Numeric = Callable[..., float]


class Equation(Struct, frozen=True, eq=False):
    """A formula: callable on plain numbers, and on quantities through `of`, which records the working."""

    name: str
    function: FunctionType
    source: Source
    parameters: tuple[str, ...]
    inputs: frozenset[str]
    constants: Mapping[str, Quantity]

    @property
    def meaning(self) -> str:
        """What the function's docstring says."""
        return inspect.cleandoc(self.function.__doc__ or "")

    def __call__(self, *args: float, **kwargs: float) -> float:
        """Evaluate on plain numbers."""
        return cast("float", self.function(*args, **kwargs))

    def of(self, *quantities: Quantity) -> Quantity:
        """Evaluate on quantities, bound by name, and return the result with its working.

        Raises EstimatorError when a quantity is not a parameter, comes twice, or is missing.
        """
        bound = quantities
        if tuple([quantity.name for quantity in quantities]) != self.parameters:
            bound = self._bind(quantities)
        return Quantity(self.name, self.function(*[quantity.value for quantity in bound]), Derived(self, bound))

    def evaluate(self, values: Mapping[str, float]) -> float:
        """Evaluate on plain numbers by name."""
        return cast("float", self.function(*[values[name] for name in self.parameters]))

    def written(self, names: Mapping[str, str] | None = None) -> str:
        """The formula in the vocabulary's symbols and its constants, or with each name replaced by a text."""
        return _template(self.function).format_map(names) if names else _in_symbols(self.function)

    def _bind(self, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        given = {quantity.name: quantity for quantity in quantities}
        known = {**self.constants, **given}
        if len(given) != len(quantities) or known.keys() != self.inputs:
            self._refuse(quantities, given)
        return tuple([known[name] for name in self.parameters])

    def _refuse(self, quantities: tuple[Quantity, ...], given: Mapping[str, Quantity]) -> NoReturn:
        if len(given) != len(quantities) or not given.keys() <= self.inputs:
            raise EstimatorError(f"{self.name} takes {self.parameters}, not {[q.name for q in quantities]}.")
        missing = self.inputs - given.keys() - self.constants.keys()
        raise EstimatorError(f"{self.name} lacks {', '.join(sorted(missing))}.")


def equation(source: Source, name: str | None = None) -> Callable[[Numeric], Equation]:
    """Make an equation of a function with one return expression.

    The function's name, or `name` where several formulas give one quantity, and its parameters' names are vocabulary
    names; a parameter's default is a constant that shows up in the working. Raises EstimatorError for other names; a
    function that is more than one expression fails when it is first written out.
    """

    def decorate(written: Numeric) -> Equation:
        function = cast("FunctionType", written)
        result = name or function.__name__
        parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
        for word in (result, *parameters):
            term(word)
        defaults = function.__defaults__ or ()
        constants = {
            key: Quantity(key, float(default), Assumed(term(key).meaning, source))
            for key, default in zip(parameters[len(parameters) - len(defaults) :], defaults, strict=True)
        }
        return Equation(
            name=result,
            function=function,
            source=source,
            parameters=parameters,
            inputs=frozenset(parameters),
            constants=constants,
        )

    return decorate


@cache
def _template(function: FunctionType) -> str:
    """The formula with each name in braces, ready to be replaced by its symbol or its number."""
    code = function.__code__
    return _write(_expression(function), {name: f"{{{name}}}" for name in code.co_varnames[: code.co_argcount]})


@cache
def _in_symbols(function: FunctionType) -> str:
    """The formula with its constants as numbers and all else as the vocabulary's symbols."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    defaults = function.__defaults__ or ()
    constants = dict(zip(names[len(names) - len(defaults) :], map(compact, defaults), strict=True))
    return _template(function).format_map({name: constants.get(name) or term(name).symbol for name in names})


def _expression(function: FunctionType) -> ast.expr:
    """The one expression that a function returns, from the text that was compiled."""
    code = function.__code__
    block = inspect.getblock(linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :])
    definition = cast("ast.FunctionDef", ast.parse(dedent("".join(block))).body[0])
    statements = [node for node in definition.body if not _is_docstring(node)]
    if len(statements) != 1 or not isinstance(statements[0], ast.Return) or statements[0].value is None:
        raise EstimatorError(f"The equation {function.__name__} is not one return expression.")
    return statements[0].value


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


_POWER = 4
_PRECEDENCE: dict[type[ast.operator], tuple[int, str]] = {
    ast.Add: (1, " + "),
    ast.Sub: (1, " − "),
    ast.Mult: (2, " × "),
    ast.Div: (2, " / "),
    ast.Pow: (_POWER, "^"),
}
_NEEDS_RIGHT_BRACKETS = (ast.Sub, ast.Div)


def _write(node: ast.expr, names: Mapping[str, str], outer: int = 0) -> str:
    match node:
        case ast.Name(id=name):
            return names.get(name, name)
        case ast.Constant(value=float() | int() as value):
            return compact(value)
        case ast.Call(func=ast.Name(id="pow"), args=[base, exponent]):
            return f"{_write(base, names, _POWER + 1)}^{_write(exponent, names, _POWER)}"
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args):
            return f"{called}({', '.join(_write(arg, names) for arg in args)})"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"−{_write(operand, names, 3)}"
        case ast.BinOp(left=left, op=operator, right=right):
            level, sign = _PRECEDENCE[type(operator)]
            inner = level + 1 if isinstance(operator, (*_NEEDS_RIGHT_BRACKETS, ast.Pow)) else level
            text = f"{_write(left, names, level)}{sign}{_write(right, names, inner)}"
            return f"({text})" if level < outer else text
        case _:
            raise EstimatorError(f"An equation may not contain {ast.dump(node)[:80]}.")
