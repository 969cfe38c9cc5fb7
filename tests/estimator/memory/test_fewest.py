"""The fewest accelerators hold the run, and fewer of those that are tried do not; the search agrees."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from estimator import Request
from estimator.catalogue.catalogue import Catalogue
from estimator.memory.candidates import space_of
from estimator.memory.fewest import fewest, holding, sizes
from estimator.memory.layout import best_layout, smallest_layout
from estimator.memory.placing import settled
from estimator.memory.trial import Trial
from estimator.run.run import Run, run_of
from tests.conftest import TODAY

REQUESTS = st.builds(
    Request,
    parameters=st.sampled_from([3e8, 7e9, 70e9, 405e9, 2e12, 2e14]),
    active_parameters=st.sampled_from([None, 1e8, 3e8]),
    tokens=st.sampled_from([1e9, 2e12]),
    accelerator=st.sampled_from(["a100-80gb-sxm", "h200-sxm", "tpu-v5p", "rtx4090", "t4"]),
    accelerators=st.sampled_from([None, 1, 7, 8, 12, 100, 1024]),
    method=st.sampled_from([None, "finetune", "lora", "qlora", "dpo"]),
    sequence_length=st.sampled_from([None, 2048, 32768, 131072]),
    batch_tokens=st.sampled_from([None, 4e6]),
    recompute=st.sampled_from([None, "none", "full"]),
    optimizer=st.sampled_from([None, "paged-adam-8bit", "adafactor"]),
    tensor_parallel=st.sampled_from([None, None, 1, 8]),
    zero_stage=st.sampled_from([None, None, 1, 3]),
)


def run(request: Request, catalogue: Catalogue) -> Run:
    return run_of(request, catalogue, TODAY)


@settings(max_examples=150, deadline=None)
@given(request=REQUESTS)
@example(request=Request(parameters=2e14, tokens=1e9, accelerator="t4", method="pretrain"))
def test_the_fewest_hold_the_run_and_no_smaller_number_does(request: Request, catalogue: Catalogue) -> None:
    asked = run(request.model_copy(update={"accelerators": None}), catalogue)
    space, found = space_of(asked), fewest(asked)
    for size in sizes(asked.accelerator.node_size, space.fixed.unit):
        holds = holding(Trial(asked.on(size, "tried")), space) is not None
        assert holds == (size == found)
        if size == found or (found is None and size > 5000):
            return


@settings(max_examples=100, deadline=None)
@given(request=REQUESTS.filter(lambda said: not (said.tensor_parallel and said.accelerators)))
def test_a_run_fits_exactly_where_the_search_finds_a_layout(request: Request, catalogue: Catalogue) -> None:
    placed = settled(run(request, catalogue))
    found = best_layout(placed.run)
    assert (found is not None) == placed.fits
    if found:
        assert found.accelerators == placed.run.count
        assert found.degrees.recompute == placed.run.recompute


def test_the_smallest_layout_may_recompute_what_more_accelerators_need_not(catalogue: Catalogue) -> None:
    plenty = settled(run(Request(parameters=70e9, tokens=2e12, accelerators=1024), catalogue)).run
    assert plenty.recompute == "none"
    found = smallest_layout(plenty)
    assert found is not None
    assert found.degrees.recompute == "full"
    assert best_layout(replace(plenty.on(found.accelerators, "tried"), recompute="none")) is None


def test_accelerators_that_nobody_said_become_as_many_as_hold_the_run(catalogue: Catalogue) -> None:
    placed = settled(run(Request(parameters=405e9, tokens=1e9, accelerator="a100-80gb-sxm"), catalogue))
    assert placed.fits
    assert placed.run.count == fewest(
        run(Request(parameters=405e9, tokens=1e9, accelerator="a100-80gb-sxm"), catalogue)
    )
