"""Families of models: how each one's config.json becomes a shape."""

from collections.abc import Callable, Mapping

from estimator.catalogue.shape import Shape
from estimator.configuration.families import (
    compressed,
    early,
    encoders,
    gemma4,
    kimi,
    latent,
    lfm2,
    linear_attention,
    ling,
    mimo,
    newer,
    rwkv,
    state_space,
)
from estimator.configuration.families.decoder_table import DECODERS
from estimator.configuration.families.decoders import decoder_shape
from estimator.configuration.families.keys import Keys

FAMILIES: Mapping[str, Callable[[Keys], Shape]] = {
    **dict.fromkeys(DECODERS, decoder_shape),
    **dict.fromkeys(early.EARLY, early.early_shape),
    **dict.fromkeys(latent.LATENT, latent.latent_shape),
    **dict.fromkeys(encoders.ENCODERS, encoders.encoder_shape),
    "arctic": newer.arctic_shape,
    "bailing_hybrid": ling.bailing_hybrid_shape,
    "bamba": state_space.bamba_shape,
    "cohere2_moe": newer.cohere2_moe_shape,
    "dbrx": early.dbrx_shape,
    "deepseek_v4": compressed.deepseek_v4_shape,
    "diffllama": newer.diffllama_shape,
    "falcon": early.falcon_shape,
    "falcon_h1": state_space.falcon_h1_shape,
    "falcon_mamba": state_space.mamba1_shape,
    "gemma3n_text": gemma4.gemma3n_shape,
    "gemma4_text": gemma4.gemma4_shape,
    "gpt_oss": newer.gpt_oss_shape,
    "granitemoehybrid": state_space.granite_hybrid_shape,
    "jamba": state_space.jamba_shape,
    "kimi_linear": kimi.kimi_linear_shape,
    "lfm2": lfm2.lfm2_shape,
    "lfm2_moe": lfm2.lfm2_shape,
    "llama4_text": newer.llama4_shape,
    "mamba": state_space.mamba1_shape,
    "mamba2": state_space.mamba2_shape,
    "mimo_v2_flash": mimo.mimo_v2_shape,
    "minimax_m3": newer.minimax_m3_shape,
    "minimax": linear_attention.minimax_shape,
    "modernbert": encoders.modernbert_shape,
    "mpt": early.mpt_shape,
    "nemotron_h": state_space.nemotron_h_shape,
    "original_mamba": state_space.original_mamba_shape,
    "phi-msft": newer.phi_msft_shape,
    "qwen": early.qwen_shape,
    "qwen3_5_moe_text": linear_attention.qwen3_next_shape,
    "qwen3_5_text": linear_attention.qwen3_next_shape,
    "qwen3_next": linear_attention.qwen3_next_shape,
    "rwkv": rwkv.rwkv4_shape,
    "rwkv5": rwkv.rwkv5_shape,
    "rwkv7": rwkv.rwkv7_shape,
}
