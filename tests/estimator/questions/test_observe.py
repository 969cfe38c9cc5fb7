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
