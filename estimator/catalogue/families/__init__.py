"""Families of models: how each one's config.json becomes a shape."""

from collections.abc import Callable, Mapping

from estimator.catalogue.entries import Shape
from estimator.catalogue.families import early, gemma4, latent, linear_attention, newer, state_space
from estimator.catalogue.families.decoders import DECODERS, decoder_shape
from estimator.catalogue.families.keys import Keys

FAMILIES: Mapping[str, Callable[[Keys], Shape]] = {
    **dict.fromkeys(DECODERS, decoder_shape),
    **dict.fromkeys(early.EARLY, early.early_shape),
    **dict.fromkeys(latent.LATENT, latent.latent_shape),
    "arctic": newer.arctic_shape,
    "bamba": state_space.bamba_shape,
    "dbrx": early.dbrx_shape,
    "falcon": early.falcon_shape,
    "falcon_h1": state_space.falcon_h1_shape,
    "falcon_mamba": state_space.mamba1_shape,
    "gemma4_text": gemma4.gemma4_shape,
    "gpt_oss": newer.gpt_oss_shape,
    "granitemoehybrid": state_space.granite_hybrid_shape,
    "jamba": state_space.jamba_shape,
    "kimi_linear": linear_attention.kimi_linear_shape,
    "llama4_text": newer.llama4_shape,
    "mamba": state_space.mamba1_shape,
    "mamba2": state_space.mamba2_shape,
    "minimax": linear_attention.minimax_shape,
    "mpt": early.mpt_shape,
    "nemotron_h": state_space.nemotron_h_shape,
    "original_mamba": state_space.original_mamba_shape,
    "qwen": early.qwen_shape,
    "qwen3_5_moe_text": linear_attention.qwen3_next_shape,
    "qwen3_5_text": linear_attention.qwen3_next_shape,
    "qwen3_next": linear_attention.qwen3_next_shape,
}
