"""Every family against its reference implementation: configs of odd sizes, counted by transformers 5.24.0."""

import json
from pathlib import Path

import pytest

from estimator.configuration.families import FAMILIES
from estimator.configuration.reading import shape_from_config
from estimator.errors import RequestError

# Built on torch's meta device and counted weight by weight, tied ones once; keys that set no width are left out.
REFERENCE = json.loads((Path(__file__).parent / "reference_counts.json").read_text())
# Eagle 7B, which its makers count as 7.52B
RWKV_5 = {"model_type": "rwkv5", "hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 65536}
PHI_2 = {"model_type": "phi-msft", "n_embd": 2560, "n_layer": 32, "n_head": 32, "n_inner": None, "vocab_size": 51200}


@pytest.mark.parametrize("name", REFERENCE)
def test_a_config_counts_as_its_reference_implementation(name: str):
    assert shape_from_config(REFERENCE[name]["config"]).parameters == pytest.approx(
        REFERENCE[name]["parameters"], rel=5e-5
    )


def test_every_family_of_the_library_is_checked_against_it():
    not_built_alone = {"glm4v_text", "dbrx", "mamba2", "hunyuan_v1_dense", "minimax_m3"}
    by_remote_code_alone = {
        *(
            "aquila",
            "arctic",
            "baichuan",
            "bailing_moe",
            "bailing_moe_v2",
            "chatglm",
            "deepseek",
            "hunyuan",
            "internlm",
        ),
        *("internlm2", "kimi_k2", "mimo", "minicpm", "orion", "original_mamba", "phi-msft", "phi3small", "qwen"),
        *("rwkv5", "rwkv7", "solar", "xverse", "youtu_llm"),
    }
    checked = {name.removesuffix(" by default") for name in REFERENCE}
    assert set(FAMILIES) - checked == not_built_alone | by_remote_code_alone


def test_a_family_takes_the_libraries_numbers_for_those_that_a_config_leaves_out():
    for name, key, value in (
        ("glm_moe_dsa by default", "mlp_layer_types", 743_911_199_232),
        ("kimi_linear by default", "mlp_layer_types", 49_133_074_464),
        ("kimi_linear by default", "layer_types", 49_133_074_464),
        ("bailing_hybrid by default", "layer_types", 124_414_191_072),
        ("deepseek_v4 by default", "layer_types", 284_325_869_015),
        ("deepseek_v3", "first_k_dense_replace", None),
    ):
        known = REFERENCE[name]
        config = {kept: said for kept, said in known["config"].items() if kept != key}
        expected = value or shape_from_config({**config, "first_k_dense_replace": 3}).parameters
        assert shape_from_config(config).parameters == expected


def test_the_default_nemotron_h_counts_as_published_by_its_library():
    assert shape_from_config(REFERENCE["nemotron_h by default"]["config"]).parameters == 1_968_355_712


def test_phi_2_as_first_published_is_phi_2():
    assert shape_from_config(PHI_2).parameters == 2_779_683_840


def test_rwkv_5_counts_as_its_makers_say():
    assert shape_from_config(RWKV_5).parameters / 1e9 == pytest.approx(7.52, rel=1e-3)


@pytest.mark.parametrize(
    ("config", "parameters"),
    [
        ({"hidden_size": 256, "num_hidden_layers": 4, "vocab_size": 500}, 3_970_816),
        (
            {
                "hidden_size": 768,
                "num_hidden_layers": 12,
                "vocab_size": 65536,
                **dict.fromkeys(("decay_low_rank_dim", "a_low_rank_dim", "gate_low_rank_dim", "v_low_rank_dim")),
            },
            191_034_624,
        ),
        (
            {
                "hidden_size": 512,
                "num_hidden_layers": 3,
                "vocab_size": 500,
                "norm_bias": False,
                "tie_word_embeddings": True,
                "decay_low_rank_dim": 32,
                "a_low_rank_dim": 48,
                "gate_low_rank_dim": 96,
            },
            10_293_248,
        ),
    ],
)
def test_rwkv_7_counts_as_the_layers_of_flash_linear_attention(config: dict[str, object], parameters: int):
    assert shape_from_config({"model_type": "rwkv7", **config}).parameters == parameters


def test_ling_2_5_has_lightning_attention_where_ling_3_has_delta_attention():
    # by hand from mlx-lm 0.32.2's modules: latent attention on the third layer and those behind the whole group
    config = {
        "model_type": "bailing_hybrid",
        "hidden_size": 32,
        "intermediate_size": 64,
        "moe_intermediate_size": 16,
        "num_hidden_layers": 5,
        "num_attention_heads": 4,
        "num_experts": 4,
        "num_experts_per_tok": 2,
        "num_shared_experts": 1,
        "first_k_dense_replace": 1,
        "layer_group_size": 3,
        "group_norm_size": 4,
        "head_dim": 8,
        "q_lora_rank": 8,
        "kv_lora_rank": 8,
        "qk_nope_head_dim": 4,
        "qk_rope_head_dim": 4,
        "v_head_dim": 4,
        "vocab_size": 256,
    }
    latent = 32 * 8 + 8 + 8 * 4 * 8 + 32 * (8 + 4) + 8 + 8 * 4 * (4 + 4) + 4 * 4 * 32
    lightning = 5 * 32 * 32 + 32 + 2 * 8
    sparse = 4 * 32 + (4 + 1) * 3 * 32 * 16
    embeddings_and_norms = 2 * 256 * 32 + (2 * 5 + 1) * 32
    expected = 3 * latent + 2 * lightning + 3 * 32 * 64 + 4 * sparse + embeddings_and_norms
    assert shape_from_config(config).parameters == expected


def test_a_null_is_not_the_librarys_default():
    config = {**REFERENCE["deepseek_v3"]["config"], "q_lora_rank": None}
    assert shape_from_config(config).shape.query_rank == 0


def test_what_came_from_the_library_is_noted():
    config = {kept: said for kept, said in REFERENCE["deepseek_v3"]["config"].items() if kept != "n_shared_experts"}
    assert any("n_shared_experts=1" in note for note in shape_from_config(config).notes)


@pytest.mark.parametrize("stated", ["t5", "bart", "mt5"])
def test_an_encoder_with_a_decoder_is_refused_with_the_reason(stated: str):
    with pytest.raises(RequestError, match="encoder and a decoder"):
        shape_from_config({"model_type": stated, "d_model": 512, "num_layers": 6, "vocab_size": 32128})


def test_every_family_names_the_sizes_that_a_file_of_its_own_leaves_out():
    for family in sorted(set(FAMILIES) - {"original_mamba"}):
        with pytest.raises(RequestError):
            shape_from_config({"model_type": family})
