"""How a benchmark prints a figure beside its target: as a row of a table in Markdown."""

_DIGITS, _MANY = 3, 100


def heading(title: str, *columns: str) -> None:
    """Begin a table."""
    print(f"\n## {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*cells: str) -> None:
    """Print one row."""
    print(f"| {' | '.join(cells)} |", flush=True)


def line(what: str, value: float, unit: str, target: str = "") -> None:
    """Print one figure with its target where there is one."""
    row(what, f"{value:,.{_DIGITS if value < _MANY else 0}f} {unit}", f"{target} {unit}" if target else "")
