"""How a benchmark prints a figure beside its target."""


def line(what: str, value: float, unit: str, target: str = "") -> None:
    """Print one figure, aligned, with its target where there is one."""
    goal = f"   (target {target} {unit})" if target else ""
    print(f"{what:<58} {value:>10.3f} {unit}{goal}", flush=True)
