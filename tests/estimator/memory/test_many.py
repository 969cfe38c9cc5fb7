"""Whether many numbers of accelerators hold a run, all at once: what each of them says alone."""

import random

import numpy as np
import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.language import read
from estimator.memory.candidates import space_of
from estimator.memory.fewest import holding
from estimator.memory.many import efforts_of_many
from estimator.memory.trial import Trial
from estimator.run.run import run_of
from estimator.run.usual import whole_nodes
from tests.conftest import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "70B 2T h100",
        "llama-3.1-405b h100",
        "deepseek-v3 h800",
        "kimi-k2 b200",
        "mixtral-8x7b 1T tokens a100-40gb",
        "qwen3-235b-a22b h100 zero=3",
        "70B 1B tokens method=qlora rtx4090",
        "70B 1T seq=128k h100",
        "7B 1T a100 zero=1 mbs=2",
        "13B 300B trn1 tp=8 pp=4",
        "mixtral-8x7b 1T tokens h100 ep=8",
        "30B 1T recompute=selective a100",
    ],
)
def test_many_numbers_of_accelerators_hold_a_run_as_each_does_alone(text: str, catalogue: Catalogue):
    run = run_of(read(text, catalogue.names, today=TODAY).request, catalogue, TODAY)
    dice = random.Random(text)
    counts = sorted({whole_nodes(2 ** dice.uniform(0, 12), run.accelerator.node_size) for _ in range(24)})
    runs = [run.on(count, "tried") for count in counts]
    batches = np.array([one.batch_tokens.value for one in runs])
    found = efforts_of_many(run, np.array(counts), batches).tolist()
    efforts = space_of(run).efforts
    alone = [holding(Trial(one), space_of(one)) for one in runs]
    assert found == [efforts.index(effort) if effort else -1 for effort in alone]
