"""Lines of a log are read as each tool prints them; the formats are those of the tools' own sources."""

import pytest

from estimator.language.logs import Logged, read_log

MEGATRON = (
    " [2025-08-01 07:19:50] iteration      100/    5000 | consumed samples:        12800 | elapsed time per iteration "
    "(ms): 12936.1 | throughput per GPU (TFLOP/s/GPU): 118.7 | learning rate: 1.395349E-07 | global batch size:   128 "
    "| lm loss: 1.044022E+01 | loss scale: 1.0 | grad norm: 26.305 | number of nan iterations:   0 |"
)
LOGS = {
    "Megatron-LM": (
        MEGATRON,
        Logged(step_seconds=12.9361, batch=128, flops=118.7e12, done=12800, progress=0.02),
    ),
    "NeMo": (
        (
            "Training epoch 0, iteration 2/250 | lr: 1e-6 | global_batch_size: 8 | global_step: 2 | reduced_train_loss:"
            " 1.278 | train_step_timing in s: 1.505 | consumed_samples: 24"
        ),
        Logged(step_seconds=1.505, batch=8, done=24, progress=0.008),
    ),
    "NeMo 1": (
        (
            "Epoch 0: : 100%|██████████| 50/100 [31:51<00:00, reduced_train_loss=6.130, global_step=50.0, "
            "consumed_samples=76800.0, train_step_timing in s=5.900, val_loss=6.250]"
        ),
        Logged(step_seconds=5.9, batch=1536, done=76800, progress=0.5),
    ),
    "nanoGPT": (
        "iter 100: loss 3.2034, time 250.13ms, mfu 38.21%",
        Logged(step_seconds=0.25013, mfu=0.3821, by_a100=True),
    ),
    "nanoGPT before its fifth line": (
        "iter 0: loss 10.9034, time 250.13ms, mfu -100.00%",
        Logged(step_seconds=0.25013, by_a100=True),
    ),
    "torchtitan": (
        (
            "[rank0]:2024-10-01 10:00:00,123 - root - INFO - \x1b[31mstep: 10  \x1b[32mloss:  7.1234  \x1b[33mmemory: "
            "40.12GiB(50.77%)  \x1b[34mtps: 2,345  \x1b[36mtflops: 135.82  \x1b[35mmfu: 13.73%\x1b[39m"
        ),
        Logged(each=2345, mfu=0.1373, flops=135.82e12),
    ),
    "litgpt": (
        (
            "Epoch 1 | iter 100 step 25 | loss train: 7.123, val: n/a | iter time: 512.50 ms (step) remaining time: 3 "
            "days, 2:11:10"
        ),
        Logged(step_seconds=0.5125, is_micro=True),
    ),
    "MaxText": (
        "completed step: 10, seconds: 12.300, TFLOP/s/device: 200.100, Tokens/s/device: 1234.500, loss: 3.210",
        Logged(step_seconds=12.3, each=1234.5, flops=200.1e12),
    ),
    "a piece of torchtitan's": ("tps: 7,000  mfu: 133.00%", Logged(each=7000, mfu=1.33)),
    "torchtune": ("Step 1 | loss:1.2 lr:2e-05 tokens_per_second_per_gpu:2345.6", Logged(each=2345.6)),
    "Trainer": (
        "{'train_runtime': '1575', 'train_samples_per_second': '1.333', 'train_steps_per_second': '0.25'}",
        Logged(step_seconds=4, samples_per_second=1.333, run_seconds=1575),
    ),
    "a progress bar": ("10%|███▌     | 100/1000 [05:00<45:00,  3.00s/it]", Logged(step_seconds=3, progress=0.1)),
    "a fast progress bar": ("100/1000 [00:50<07:30,  2.00it/s]", Logged(step_seconds=0.5, progress=0.1)),
}


@pytest.mark.parametrize("tool", LOGS)
@pytest.mark.parametrize("around", ["{}", "7B 1T 64xh100 {}", "7B 1T 64xh100\n{}", "7B {}\n1T 64xh100"])
def test_a_line_is_read_and_the_rest_is_the_request(tool: str, around: str) -> None:
    line, says = LOGS[tool]
    found, rest = read_log(around.format(line))
    assert found == says
    assert rest == " ".join(around.format("").split())


def test_of_many_lines_the_first_is_left_out_the_middle_counts_and_the_last_says_how_far() -> None:
    lines = [
        f"iteration {n}/ 100 | consumed samples: {n * 8} | elapsed time per iteration (ms): {ms} | lm loss: 2 |"
        for n, ms in ((1, 90_000.0), (2, 2000.0), (3, 2200.0), (4, 9000.0))
    ]
    found, rest = read_log("\n".join(lines))
    assert found == Logged(step_seconds=2.2, batch=8, done=32, progress=0.04)
    assert not rest


@pytest.mark.parametrize(
    "text", ["70B 2T 1024xh100 700 tok/s/gpu", "70B 2T 1024xh100 step=6s batch=4M", "7B 1T mfu=0.4", ""]
)
def test_what_people_type_is_no_log(text: str) -> None:
    assert read_log(text) == (None, text)
