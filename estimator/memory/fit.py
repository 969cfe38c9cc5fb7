"""Whether a run fits its accelerators, under which layout, and how many it needs at least."""

from dataclasses import dataclass

from estimator.catalogue.entries import Accelerator
from estimator.memory.layout import Layout, best_layout, smallest_layout
from estimator.run.run import Run

_GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits: the layout on the accelerators asked for, or None, and the one on the fewest that will do, or None."""

    accelerator: Accelerator
    asked: int | None
    layout: Layout | None
    smallest: Layout | None

    @property
    def needs_at_least(self) -> int | None:
        """The fewest accelerators that hold the run; None when not even a million do."""
        return self.smallest.accelerators if self.smallest else None

    @property
    def best(self) -> Layout | None:
        """The layout to show: on the accelerators asked for where that fits, else on the fewest that will do."""
        return self.layout or self.smallest

    def sentence(self, subject: str) -> str:
        """What a person should know, about a subject such as "Llama 2 70B"."""
        if self.smallest is None:
            return f"{subject} does not fit on any number of {self.accelerator.name}."
        least = f"{subject} needs at least {_of(self.smallest.accelerators, self.accelerator)}"
        if self.asked is None:
            return f"{least}: {self.smallest}."
        if self.layout is None:
            return f"{least}, and {self.asked:,} cannot hold it. What fits: {self.smallest}."
        filled = f"{self.layout.memory.value / _GIGABYTE:.1f} of {self.accelerator.memory.value / _GIGABYTE:g} GB"
        return f"{least}; on {self.asked:,} it runs as {self.layout}, with {filled} filled."


def fit(run: Run) -> Fit:
    """Search the layout for a run's accelerators, and the smallest number that will do."""
    asked = run.count if run.has_given_count else None
    return Fit(run.accelerator, asked, best_layout(run), smallest_layout(run))


def _of(count: int, accelerator: Accelerator) -> str:
    return f"{count:,} × {accelerator.name}"
