"""The weights of adapters, against what PEFT prints as trainable parameters."""

import pytest

from estimator.equations.adapters import adapter_parameters, adapter_parameters_by_share


@pytest.mark.parametrize(
    ("rank", "kv_heads", "inner", "printed"),
    [(8, 32, 11008, 19_988_480), (16, 32, 11008, 39_976_960), (16, 8, 14336, 41_943_040)],
    ids=["Llama 2 7B, rank 8", "Llama 2 7B, rank 16", "Mistral 7B and Llama 3 8B, rank 16"],
)
def test_adapters_beside_all_seven_matrices_are_what_peft_counts(rank: int, kv_heads: int, inner: int, printed: int):
    assert (
        adapter_parameters(
            rank,
            layers=32,
            width=4096,
            heads=32,
            kv_heads=kv_heads,
            head_size=128,
            feed_forward_matrices=3,
            feed_forward_width=inner,
        )
        == printed
    )


def test_a_share_of_the_weights_is_taken_where_matrices_are_not_known():
    assert adapter_parameters_by_share(0.003, 3.3e9) == pytest.approx(9.9e6)
