"""`make calibrate`: refit what the estimator assumes about MFU, rewrite its files, print its misses on unseen runs."""

from collections.abc import Sequence
from pathlib import Path

from calibration import record, report, writing
from calibration.measurements import Measurement, measurements, merged
from calibration.out_of_sample import accelerator, left_out, random_fold, source_family, source_table, submitter, typed
from calibration.ranges import Bands, bands, raised_quantile
from calibration.step_model import Fit, fit
from calibration.whole_run import level, organisations_left_out, step_logs

CATALOGUE = Path(__file__).parents[1] / "estimator" / "catalogue" / "data"
PUBLISHED = "published runs, organisation left out"
AS_TYPED = "steps, tenth left out, as typed"


def step_rows(rows: Sequence[Measurement]) -> list[Measurement]:
    """The steps and timed runs that the step model is fitted on."""
    return merged(row for row in rows if row.practice != "typical")


def published_runs(rows: Sequence[Measurement]) -> list[Measurement]:
    """The whole runs."""
    return [row for row in rows if row.practice == "typical"]


def out_of_sample(rows: Sequence[Measurement], runs: Sequence[Measurement], model: Fit) -> report.Results:
    """Every way of leaving measurements out, with its misses."""
    tenth = random_fold(rows)
    return {
        PUBLISHED: organisations_left_out(runs, rows, model),
        "MLPerf, submitter left out": left_out(rows, "tuned", submitter, model),
        "MLPerf, submitter left out, as typed": left_out(rows, "tuned", submitter, model, typed),
        "MLPerf, accelerator left out": left_out(rows, "tuned", accelerator, model),
        "steps, all tables of a maker left out": left_out(rows, "step", source_family, model),
        "steps, table left out": left_out(rows, "step", source_table, model),
        "steps, tenth of the rows left out": left_out(rows, "step", tenth, model),
        AS_TYPED: left_out(rows, "step", tenth, model, typed),
        "steps, accelerator left out": left_out(rows, "step", accelerator, model),
    }


def ranges(results: report.Results) -> dict[str, Bands]:
    """The half widths for each practice; published runs have one, since closeness does not narrow theirs."""
    published = raised_quantile(results[PUBLISHED])
    return {
        "typical": dict.fromkeys(("near", "some", "far"), published),
        "tuned": bands(results["MLPerf, submitter left out"] + results["MLPerf, accelerator left out"]),
        "step": bands(
            results["steps, all tables of a maker left out"]
            + results["steps, table left out"]
            + results["steps, tenth of the rows left out"]
        ),
        "untold": bands(results[AS_TYPED]),
    }


def main() -> None:
    """Refit, rewrite, report."""
    rows = measurements()
    steps, runs = step_rows(rows), published_runs(rows)
    model = fit(steps)
    results = out_of_sample(steps, runs, model)
    half_widths = ranges(results)
    writing.write(CATALOGUE, model, level(runs, step_logs(model, runs)), half_widths, runs)
    (CATALOGUE / "evidence" / "accuracy.toml").write_text(record.text(results, half_widths), encoding="utf-8")
    print(report.table(results, half_widths))


if __name__ == "__main__":
    main()
