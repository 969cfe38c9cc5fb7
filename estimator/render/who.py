"""Who says so, in one line."""

from estimator.calculation.quantity import Assumed, Derived, Fact, Given, Quantity, Source


def who(quantity: Quantity) -> str:
    """Who says so: you, a source with its date, or we with our reason."""
    match quantity.origin:
        case Given():
            return "you"
        case Fact(source=source, verified=verified):
            return _cited(source) + ("" if verified else " (unverified)")
        case Assumed(reason=reason, source=source):
            return f"assumed: {reason}" + (f" ({_cited(source)})" if source else "")
        case Derived(equation=equation):
            return _cited(equation.source)


def _cited(source: Source) -> str:
    return f"{source.title}, {source.retrieved.isoformat()}" if source.retrieved else source.title
