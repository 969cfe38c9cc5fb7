"""Which of many numbers of accelerators hold a run, by the layouts and equations of a single one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from estimator.calculation.arrays import Array
from estimator.memory.candidates import MAXIMUM_EXPERT, Space, doublings, space_of
from estimator.memory.degrees import Degrees
from estimator.memory.recipes import memory_recipe
from estimator.memory.sharing import Effort, shared
from estimator.memory.trial import Trial
from estimator.run.run import Run


class _Splits(NamedTuple):
    """Layouts side by side: the place of each one's number of accelerators, and its degrees."""

    place: Array
    tensor: Array
    pipeline: Array
    context: Array
    expert: Array
    data: Array

    def where(self, chosen: Array) -> "_Splits":
        return _Splits(*(column[chosen] for column in self))


def efforts_of_many(run: Run, counts: Array, batches: Array) -> Array:
    """The place of the least effort under which each number of accelerators holds a run, -1 where nothing does."""
    trial, space = Trial(run), space_of(run)
    found = np.full(counts.shape, -1)
    for place, effort in enumerate(space.efforts):
        for stages in (space.pipelines[:1], space.pipelines[1:]):
            left = np.flatnonzero(found < 0)
            if left.size and stages:
                holding = _holding(trial, space, effort, stages, counts[left], batches[left])
                found[left[holding]] = place
    return found


def _holding(trial: Trial, space: Space, effort: Effort, stages: Sequence[int], counts: Array, batches: Array) -> Array:
    """The places of the numbers of accelerators of which a layout with so many stages holds the run."""
    found = []
    for splits in _leanest(space, effort, stages, counts):
        for form, chosen in _forms(splits, effort, space):
            alike = splits.where(chosen)
            found.append(alike.place[_fit(trial, form, alike, batches[alike.place])])
    return np.concatenate(found) if found else np.array([], dtype=int)


def _fit(trial: Trial, form: Degrees, splits: _Splits, batches: Array) -> Array:
    """Whether an accelerator's memory, and the host's, hold layouts of one form."""
    known = trial.numbers(form.zero) | {"batch_tokens": batches, "virtual_stages": 1, "micro_batch": form.micro_batch}
    known |= {name: getattr(splits, name) for name in splits._fields[1:]}
    known["expert_tensor"] = np.where(splits.expert > 1, 1, splits.tensor)
    known["stage_embeddings"] = known["embedding_matrices"] if form.pipeline == 1 else 1.0
    values = memory_recipe(form, trial.run.method, sparse=trial.run.is_sparse).arrays(known)
    held = values["memory_per_accelerator"] <= values["usable_memory"]
    return np.asarray(held & (values.get("offloaded_weights", 0.0) <= values["memory_capacity"]))


def _forms(splits: _Splits, effort: Effort, space: Space) -> Iterator[tuple[Degrees, Array]]:
    """Layouts that the same equations hold for, each with as much sharing as there is."""
    kinds = 4 * (splits.pipeline > 1) + 2 * (splits.data * splits.context > 1) + (splits.tensor > 1)
    for kind in np.flatnonzero(np.bincount(kinds)).tolist():
        split = Degrees(tensor=1 + (kind & 1), data=1 + (kind >> 1 & 1), pipeline=1 + (kind >> 2))
        form = shared(split, effort, space.fixed)
        if form:
            yield form, kinds == kind


def _leanest(space: Space, effort: Effort, stages: Sequence[int], counts: Array) -> Iterator[_Splits]:
    """The layouts of which one takes the least memory: the widest split for each number of stages, see Space."""
    which, place = np.nonzero(counts % np.array(stages)[:, None] == 0)
    pipeline = np.array(stages)[which]
    stage = counts[place] // pipeline
    tensors = space.tensors(1 if effort.offload else int(counts.max()))
    tensor, experts = _widest_with_experts(space, tensors, stage)
    context = np.zeros_like(stage)
    for degree in space.contexts:
        context[(tensor > 0) & (stage // np.maximum(tensor, 1) % degree == 0)] = degree
    data = stage // np.maximum(tensor * context, 1)
    splits = _Splits(place, tensor, pipeline, context, experts[0], data).where(context > 0)
    yield splits
    if (experts[0] != experts[1]).any():
        yield splits._replace(expert=experts[1][context > 0])


def _widest_with_experts(space: Space, tensors: Sequence[int], stage: Array) -> tuple[Array, tuple[Array, Array]]:
    """The widest tensor degree for devices of a stage, 0 where none divides, and its narrowest and widest experts.

    Expert degrees are doublings, so that the largest doubling in a number says which of them divide it.
    """
    tensor, fewest, most = (np.zeros_like(stage) for _ in range(3))
    power = np.log2(np.minimum(stage & -stage, MAXIMUM_EXPERT)).astype(int)
    for degree in tensors:
        allowed = [space.experts(degree, doubling) or [0] for doubling in doublings(MAXIMUM_EXPERT)]
        first, last = (np.array([experts[end] for experts in allowed])[power] for end in (0, -1))
        fits = (stage % degree == 0) & (first > 0)
        tensor[fits], fewest[fits], most[fits] = degree, first[fits], last[fits]
    return tensor, (fewest, most)
