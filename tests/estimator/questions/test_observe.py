"""Observing a run gives back what the run was: the estimate's own speed is its own MFU."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer

Ask = Callable[[str], dict[str, Any]]
DAY = datetime.date(2026, 11, 24)
RUN = "70B 2T 1024xh100"


@pytest.fixture
def asked(catalogue: Catalogue) -> Ask:
    return lambda text: json.loads(json.dumps(answer(text, catalogue, DAY).data()))


@pytest.mark.parametrize("mfu", [0.05, 0.38, 0.6])
def test_each_way_to_say_an_estimates_speed_gives_its_mfu_back(asked: Ask, mfu: float):
    known = asked(f"{RUN} mfu={mfu} batch=4M")["answer"]
    each = known["token_throughput"]["value"]
    done = each * 1024 * 86400 * 9
    ways = (
        f"{each!r} tok/s/gpu",
        f"{each * 1024!r} tok/s",
        f"{each * 1024 / 1000!r}k tokens per second",
        f"step={4e6 / (each * 1024)!r}s",
        f"step={4e9 / (each * 1024)!r} ms",
        f"mfu={mfu * 100}%",
        f"done={done:.0f} after 9d",
        f"done={done:.0f} tokens after 216 hours",
    )
    for way in ways:
        found = asked(f"observe {RUN} batch=4M {way}")
        assert found["question"] == "observe"
        assert found["answer"]["mfu"]["value"] == pytest.approx(mfu, rel=1e-6), way
        assert found["answer"]["total_cost"]["value"] == pytest.approx(known["total_cost"]["value"], rel=1e-6)


def test_what_is_left_is_the_share_of_the_tokens_that_is_left(asked: Ask):
    found = asked(f"observe {RUN} 700 tok/s/gpu done=500B")
    whole, left = found["answer"], found["remaining"]
    assert left["tokens"]["value"] == 1.5e12
    for name, of in (("accelerator_hours", "accelerator_hours"), ("wall_clock", "wall_clock"), ("cost", "total_cost")):
        assert left[name]["value"] == pytest.approx(0.75 * whole[of]["value"])
    assert left["wall_clock"]["value"] == pytest.approx(1.5e12 / (700 * 1024 * 86400))
    days = datetime.timedelta(days=left["wall_clock"]["value"])
    assert found["finish"] == (DAY + days).isoformat()


def test_without_what_is_done_all_is_left_and_the_day_is_unknown(asked: Ask):
    found = asked(f"observe {RUN} 700 tok/s/gpu")
    assert found["finish"] is None
    assert found["remaining"]["cost"]["value"] == found["answer"]["total_cost"]["value"]


def test_the_percentile_rises_with_the_mfu_from_0_to_100(asked: Ask):
    shares = [asked(f"observe {RUN} mfu={mfu}")["percentile"] for mfu in (0.001, 0.2, 0.4, 0.99)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 100
    assert 20 < asked(f"observe {RUN} mfu=0.38")["percentile"] < 95


def test_an_mfu_counted_against_the_peak_of_an_a100_is_recognised(asked: Ask):
    with pytest.raises(RequestError) as refused:
        asked(f"observe {RUN} mfu=152%")
    assert str(refused.value).startswith("152 % cannot be: counted against 312 TFLOP/s? Then it is 48 %.")
    assert "mfu=0.479" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RUN, "Nothing measured"),
        ("70B 2T h100 700k tok/s", "how many"),
        (f"{RUN} 2100 tok/s", "less than any"),
        (f"{RUN} 700000 tok/s/gpu", "above the peak"),
        ("70B 2T 1024xa100 mfu=152%", "above the peak"),
        (f"{RUN} 700 tok/s/gpu 800 tok/s", "said twice"),
        (f"{RUN} 700 tok/s/gpu done=3T", "More tokens are done"),
        (f"{RUN} 0 tok/s", "cannot be"),
        (f"{RUN} 700 tok/s/gpu cheese", "cheese"),
        (f"{RUN} after 9d", "Nothing measured"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(asked: Ask, text: str, says: str):
    with pytest.raises(RequestError) as refused:
        asked(f"observe {text}")
    assert says in str(refused.value)
    assert refused.value.hint


def test_a_report_says_the_mfu_and_the_end_first(catalogue: Catalogue):
    report = answer(f"observe {RUN} 700 tok/s/gpu done=500B", catalogue, DAY).report()
    assert "MFU" in report.title
    assert "done on 202" in report.title
    assert all(len(row) == len(report.headings) for row in report.rows)


SEQUENCE = 4096


def megatron(iteration: int, seconds: float, batch: int, of: int = 500_000) -> str:
    return (
        f"iteration {iteration}/ {of} | consumed samples: {iteration * batch} | elapsed time per iteration (ms): "
        f"{seconds * 1000} | throughput per GPU (TFLOP/s/GPU): 1.0 | global batch size: {batch} | lm loss: 2.1E+00 |"
    )


def test_a_megatron_line_says_speed_batch_tokens_and_progress(asked: Ask):
    """Its own FLOP/s are not needed where the step's tokens are known."""
    found = asked(f"observe 70B 1024xh100 {megatron(100_000, 6.0, 1024)}")
    tokens = 500_000 * 1024 * SEQUENCE
    assert found["answer"]["tokens"]["value"] == tokens
    assert found["remaining"]["tokens"]["value"] == pytest.approx(0.8 * tokens)
    assert found["remaining"]["wall_clock"]["value"] == pytest.approx(400_000 * 6 / 86_400)
    assert found["finish"] == (DAY + datetime.timedelta(days=400_000 * 6 / 86_400)).isoformat()


def test_nanogpts_mfu_is_counted_anew_on_what_it_ran_on(asked: Ask):
    line = "iter 100: loss 3.2034, time 250.13ms, mfu 38.21%"
    a100, h100 = (asked(f"observe 124M 300B 8x{chip} {line}") for chip in ("a100", "h100"))
    assert a100["answer"]["mfu"]["value"] == pytest.approx(0.3821)
    assert h100["answer"]["mfu"]["value"] == pytest.approx(0.3821 * 312 / 989.4)
    assert "other_mfu" in {warning["code"] for warning in h100["warnings"]}
    assert "other_mfu" not in {warning["code"] for warning in a100["warnings"]}


def test_with_a_batch_a_step_says_more_than_a_tools_mfu(asked: Ask):
    found = asked("observe 124M 300B 8xa100 batch=400k iter 100: loss 3.2034, time 250.0ms, mfu 38.21%")
    assert found["answer"]["wall_clock"]["value"] == pytest.approx(300e9 / 400e3 * 0.25 / 86_400)


@pytest.mark.parametrize(
    ("counted", "names"), [(312, "an A100's"), (1979, "sparsity"), (494.7, "half"), (700, "another peak")]
)
def test_a_tools_mfu_against_a_wrong_peak_is_named_by_that_peak(asked: Ask, counted: float, names: str):
    observed = asked("observe 8B 15T 64xh100 5000 tok/s/gpu")
    right, as_tools = observed["answer"]["mfu"]["value"], observed["mfu_with_attention"]
    line = f"step: 10  loss:  7.1234  memory: 40.12GiB(50.77%)  tps: 5,000  mfu: {as_tools * 98940 / counted:.2f}%"
    found = asked(f"observe 8B 15T 64xh100 {line}")
    assert found["answer"]["mfu"]["value"] == pytest.approx(right)
    assert [names in warning["message"] for warning in found["warnings"] if warning["code"] == "other_mfu"] == [True]


def test_litgpts_step_is_a_micro_batch_of_each_copy(asked: Ask):
    line = "Epoch 1 | iter 100 step 25 | loss train: 7.1, val: n/a | iter time: 800.00 ms (step)"
    found = asked(f"observe 1.1B 3T 64xa100 mbs=8 seq=2k {line}")
    assert found["answer"]["wall_clock"]["value"] == pytest.approx(3e12 / (64 * 8 * 2048) * 0.8 / 86_400)
    with pytest.raises(RequestError, match="micro-batch"):
        asked(f"observe 1.1B 3T 64xa100 {line}")


def test_a_start_gives_the_day_of_the_end_and_with_what_is_done_the_speed(asked: Ask):
    found = asked(f"observe {RUN} 700 tok/s/gpu start=2026-11-01")
    days = 2e12 / (700 * 1024 * 86_400)
    assert found["finish"] == (datetime.date(2026, 11, 1) + datetime.timedelta(days=days)).isoformat()
    since, after = (asked(f"observe {RUN} done=500B {when}") for when in ("since 2026-11-15", "after 9d"))
    assert since["remaining"] == after["remaining"]


def test_a_speed_between_stops_leaves_a_range_for_them_and_an_average_does_not(asked: Ask):
    speed, average = (asked(f"observe 405B 15T 16384xh100 done=5T {how}") for how in ("400 tok/s/gpu", "after 9d"))
    days = speed["remaining"]["wall_clock"]
    assert days["low"] == days["value"] < days["high"] < 1.3 * days["value"]
    assert speed["finish"] < speed["finish_by"]
    assert average["finish"] == average["finish_by"]


@pytest.mark.parametrize(
    ("text", "ours", "as_tools"),
    [
        # 9600 × 6 × 7e9 of 989.4 TFLOP/s; with 12 × 32 × 4096 × 4096 FLOP of attention for each token on top
        ("7B runs at 9600 tokens/sec per H100: MFU?", 0.4075, 0.470),
        # 420 of 989.4 TFLOP/s, whatever was counted
        ("32B, 420 TFLOPs on each H200: MFU?", 0.4245, None),
        # 4194304 × 6 × 13e9 / 5.4 s on 128 times 312 TFLOP/s
        ("step time 5.4 seconds for 13B with batch 1024 x 4096 on 128 A100. MFU?", 1.517, None),
    ],
)
def test_a_speed_in_a_sentence_is_an_mfu(asked: Ask, text: str, ours: float, as_tools: float | None):
    if ours > 1:
        with pytest.raises(RequestError, match="above the peak"):
            asked(text)
        return
    found = asked(text)
    assert found["answer"]["mfu"]["value"] == pytest.approx(ours, rel=1e-3)
    assert found["mfu_with_attention"] == (as_tools and pytest.approx(as_tools, rel=1e-2))


def test_a_log_alone_asks_what_its_speed_is_worth(asked: Ask):
    found = asked("8B 15T 64xh100 step: 10  loss:  7.1234  tps: 5,000  mfu: 24.00%")
    assert found["question"] == "observe"
    assert found["answer"]["token_throughput"]["value"] == pytest.approx(5000)


@pytest.mark.parametrize(
    "text",
    [
        "observe 70B 2T 1024xh100 done=300B after 9d",
        "observe 70B 2T 1024xh100 15% done after 9 days",
        "observe 70B 1024xh100 300B of 2T tokens done in 9 days",
        "we've done 300B of 2T tokens in 9 days on 1024 h100 with a 70B model, when will it finish?",
        "a 70B on 2T tokens is 15 % done after 9 days on 1024 h100",
    ],
)
def test_progress_is_read_as_people_put_it(asked: Ask, text: str):
    found = asked(text)
    assert found["question"] == "observe"
    assert found["remaining"]["tokens"]["value"] == pytest.approx(1.7e12)
    assert found["remaining"]["wall_clock"]["value"] == pytest.approx(51)


@pytest.mark.parametrize("words", ["done=0%", "done=100%", "done=120%"])
def test_a_share_that_is_no_part_of_a_run_is_refused(asked: Ask, words: str):
    with pytest.raises(RequestError, match="not a part"):
        asked(f"observe {RUN} 700 tok/s/gpu {words}")


@pytest.mark.parametrize(
    "speed", ["step time 6s, global batch size 4M tokens", "6 s/step batch=4M", "6s per iteration batch=4M"]
)
def test_a_steps_time_is_read_as_people_put_it(asked: Ask, speed: str):
    known = asked(f"observe {RUN} step=6s batch=4M")["answer"]["mfu"]
    assert asked(f"observe {RUN} {speed}")["answer"]["mfu"] == known


@pytest.mark.parametrize("speed", ["190 TFLOPs per GPU", "190 TFLOPS", "0.19 PFLOP/s on each gpu"])
def test_flop_a_second_are_read_as_people_put_them(asked: Ask, speed: str):
    assert asked(f"observe {RUN} {speed}")["answer"]["mfu"]["value"] == pytest.approx(190 / 989.4, rel=1e-3)


def test_the_samples_of_a_whole_run_are_as_long_as_its_data_makes_them(asked: Ask):
    """52,002 samples of Alpaca in 7,200 s; of 512 tokens each, as the data set is taken, not of 4,096."""
    line = "{'train_runtime': 7200.0, 'train_samples_per_second': 7.2225, 'train_loss': 0.98, 'epoch': 1.0}"
    found = asked(f"observe llama-2-7b lora alpaca 1xa100 {line}")
    assert found["remaining"]["wall_clock"]["value"] == pytest.approx(7200 / 86_400, rel=1e-3)


def test_a_speed_that_cannot_be_says_what_it_would_be_on_each(asked: Ask):
    with pytest.raises(RequestError, match="700,000 tokens a second on each"):
        asked(f"observe {RUN} 700000 tok/s/gpu")


def test_a_run_that_is_priced_on_another_term_than_its_estimate_says_so(asked: Ask):
    """896 H100 for 31 days fall under a reservation, for 24 days they do not: faster is dearer for once."""
    fast, slow, given = (
        asked(f"observe 70B 2T 896xh100 {words}") for words in ("mfu=0.45", "mfu=0.33", "price=2 mfu=0.45")
    )
    assert "other_term" in {one["code"] for one in fast["warnings"]}
    for same in (slow, given):
        assert "other_term" not in {one["code"] for one in same["warnings"]}
