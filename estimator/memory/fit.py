"""How a run is laid out on its accelerators, and on the fewest that will do."""

from msgspec import Struct
from msgspec.structs import replace

from estimator.catalogue.entries import Accelerator
from estimator.memory.candidates import space_of
from estimator.memory.fewest import leanest
from estimator.memory.layout import Layout, best_layout, layout_of, smallest_layout
from estimator.memory.trial import Trial
from estimator.run.run import Run

_GIGABYTE = 1e9


class Fit(Struct, frozen=True):
    """What fits: the layout on the accelerators asked for, or None, and the one on the fewest that will do, or None.

    `given` is the layout that the request fixes, whether it fits or not.
    """

    accelerator: Accelerator
    asked: int | None
    layout: Layout | None
    smallest: Layout | None
    given: Layout | None = None

    @property
    def needs_at_least(self) -> int | None:
        """The fewest accelerators that hold the run; None when not even a million do."""
        return self.smallest.accelerators if self.smallest else None

    @property
    def best(self) -> Layout | None:
        """The layout to show: the one asked for or fitting where asked, else on the fewest that will do."""
        return self.layout or self.given or self.smallest

    @property
    def shown(self) -> Layout | None:
        """The layout whose memory is answered: on the accelerators asked for."""
        return self.layout or self.given

    @property
    def fits(self) -> bool:
        """Whether the layout asked for fits, or any where neither layout nor accelerators were said."""
        asked = self.asked is not None or self.given is not None
        return (self.layout if asked else self.best) is not None

    def sentence(self, subject: str) -> str:
        """What a person should know, about a subject such as "Llama 2 70B"."""
        if self.given:
            return self._of_given(self.given)
        if self.smallest is None:
            return f"{subject} does not fit on any number of {self.accelerator.name}."
        least = f"{subject} needs at least {self.smallest.accelerators:,} × {self.accelerator.name}"
        if self.asked is None:
            return f"{least}: {self.smallest}."
        if self.layout is None:
            return f"{least}, and {self.asked:,} cannot hold it. What fits: {self.smallest}."
        return f"{least}; on {self.asked:,} it runs as {self.layout}, with {self._filled(self.layout)} filled."

    def _of_given(self, given: Layout) -> str:
        step = f"a step takes {given.step_seconds.value:,.3g} s at the speed of its matrix products"
        if self.layout:
            return f"{given} fits: {self._filled(given)} filled; {step}."
        smallest = f" {self.smallest.accelerators:,} accelerators hold it: {self.smallest}." if self.smallest else ""
        return f"{given} does not fit: it would fill {self._filled(given)}; {step}.{smallest}"

    def _filled(self, layout: Layout) -> str:
        return f"{layout.memory.value / _GIGABYTE:,.1f} of {self.accelerator.memory.value / _GIGABYTE:g} GB"


def fit(run: Run) -> Fit:
    """Search the layout for a run's accelerators, and the smallest number that will do."""
    asked = run.count if run.has_given_count else None
    found = best_layout(run)
    return Fit(run.accelerator, asked, found, smallest_layout(run), _given(run, found))


def _given(run: Run, found: Layout | None) -> Layout | None:
    """The layout that the request fixes: what fits of it, else what takes the least memory."""
    asked = replace(run, recompute=run.request.recompute)
    space = space_of(asked)
    if found or not space.fixed.has_degrees:
        return found if space.fixed.has_degrees else None
    degrees = leanest(Trial(asked), space)
    return layout_of(asked, degrees) if degrees else None
