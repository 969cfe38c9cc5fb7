"""`make calibrate`: refit what the estimator assumes about MFU, rewrite its files, print what changed and misses."""

from calibration import compare, views, writing
from calibration.fitting import fit
from calibration.measurements import measurements
from calibration.record import text
from calibration.scores import interval, median_error
from calibration.spreads import spreads

ACCURACY = writing.DATA / "evidence" / "accuracy.toml"


def main() -> None:
    """Refit, rewrite, report."""
    rows = measurements()
    model = fit(rows)
    results = views.all_views(rows, model)
    found = spreads(results)
    nested, picked = compare.chosen_inside(rows, model)
    changed = writing.write(model, found, rows)
    ACCURACY.write_text(text(results, found, compare.compared(rows, model), nested), encoding="utf-8")
    print("\n".join(changed) or "Nothing changed.")
    for name, misses in {**results, f"chosen inside each fold ({', '.join(dict.fromkeys(picked))})": nested}.items():
        low, high = interval(misses)
        print(f"{name}: {median_error(misses):.1%} ({low:.1%} to {high:.1%}) over {len(misses)} runs")


if __name__ == "__main__":
    main()
