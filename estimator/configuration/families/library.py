"""What Hugging Face transformers takes for a number that a config.json leaves out, by family.

Read from the configuration classes of transformers 5.24.0 on 2026-11-27: each line has the family, its hidden_size,
num_hidden_layers, num_attention_heads, intermediate_size and vocab_size, then what else its weights depend on.
"""

from collections.abc import Mapping
from functools import cache

_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size")

_TABLE = """
afmoe 2048 32 16 6144 200192 head_dim=128 moe_intermediate_size=1408 num_dense_layers=1 num_experts=64
    num_experts_per_tok=6 num_shared_experts=2 sliding_window=1024
apertus 4096 32 32 14336 131072
apertus1p5_text 4096 32 32 14336 266752
arcee 2560 32 32 18432 32000
aria_text 4096 32 32 4096 32000 moe_num_experts=8 moe_num_shared_experts=2 moe_topk=2
bailing_hybrid 2560 42 32 6144 157184 first_k_dense_replace=2 head_dim=128 kv_lora_rank=512 layer_group_size=6
    moe_intermediate_size=768 num_experts=512 num_experts_per_token=8 num_shared_experts=1 qk_nope_head_dim=128
    qk_rope_head_dim=64 short_conv_kernel_size=4 v_head_dim=128
bamba 4096 32 32 14336 128000 mamba_d_state=256 mamba_n_groups=1 mamba_n_heads=128 num_key_value_heads=8
bert 768 12 12 3072 30522 type_vocab_size=2
bitnet 2560 30 20 6912 128256 num_key_value_heads=5
bloom 64 2 8 - 250880
camembert 768 12 12 3072 30522 type_vocab_size=2
codegen 4096 28 16 - 50400
cohere 8192 40 64 22528 256000
cohere2 8192 40 64 22528 256000 sliding_window=4096
cohere2_moe 8192 40 64 22528 256000 head_dim=128 num_experts=8 num_experts_per_tok=2 sliding_window=4096
    sliding_window_pattern=4
cwm 6144 64 48 21504 128256 head_dim=128 num_key_value_heads=8
deepseek_v2 4096 32 32 11008 102400 kv_lora_rank=512 n_routed_experts=64 q_lora_rank=1536 qk_nope_head_dim=128
    qk_rope_head_dim=64 v_head_dim=128
deepseek_v3 7168 61 128 18432 129280 first_k_dense_replace=3 kv_lora_rank=512 moe_intermediate_size=2048
    n_routed_experts=256 n_shared_experts=1 num_experts_per_tok=8 q_lora_rank=1536 qk_nope_head_dim=128
    qk_rope_head_dim=64 v_head_dim=128
deepseek_v32 7168 61 128 18432 129280 first_k_dense_replace=3 index_head_dim=128 index_n_heads=64 kv_lora_rank=512
    moe_intermediate_size=2048 n_routed_experts=256 n_shared_experts=1 num_experts_per_tok=8 q_lora_rank=1536
    qk_nope_head_dim=128 qk_rope_head_dim=64 v_head_dim=128
deepseek_v4 4096 43 64 2048 129280 hc_mult=4 head_dim=512 index_head_dim=128 index_n_heads=64 index_topk=512
    n_routed_experts=256 n_shared_experts=1 num_experts_per_tok=6 o_groups=8 o_lora_rank=1024 q_lora_rank=1024
    sliding_window=128
diffllama 2048 16 32 8192 32000
distilbert 768 6 12 - 30522 hidden_dim=3072
dots1 4608 62 32 10944 152064 num_key_value_heads=32
ernie4_5 1024 18 16 3072 103424 head_dim=128 num_key_value_heads=2
ernie4_5_moe 2560 28 20 12288 103424 moe_intermediate_size=1536 moe_k=6 moe_layer_start_index=1 moe_num_experts=64
    moe_num_shared_experts=2 num_key_value_heads=4
exaone 4096 32 32 14336 102400 num_key_value_heads=8
exaone4 4096 32 32 16384 102400 num_key_value_heads=32 sliding_window_pattern=4
exaone_moe 4096 32 32 16384 102400 first_k_dense_replace=1 moe_intermediate_size=1024 num_experts=64
    num_experts_per_tok=8 num_key_value_heads=32 num_shared_experts=1 sliding_window_pattern=4
falcon 4544 32 71 - 65024
falcon_h1 4096 32 32 14336 128000 mamba_d_ssm=1024 mamba_d_state=256 mamba_n_groups=1 mamba_n_heads=128
    num_key_value_heads=8
falcon_mamba 768 32 - - 50280 state_size=16
gemma 3072 28 16 24576 256000 head_dim=256 num_key_value_heads=16
gemma2 2304 26 8 9216 256000 head_dim=256 num_key_value_heads=4 sliding_window=4096
gemma3_text 2304 26 8 9216 262208 head_dim=256 num_key_value_heads=4 sliding_window=4096
gemma3n_text 2048 35 8 16384 262400 altup_num_inputs=4 head_dim=256 hidden_size_per_layer_input=256 laurel_rank=64
    num_key_value_heads=2 num_kv_shared_layers=15 sliding_window=512 vocab_size_per_layer_input=262144
gemma4_text 2304 30 8 9216 262144 global_head_dim=512 head_dim=256 hidden_size_per_layer_input=256
    num_key_value_heads=4 sliding_window=512 vocab_size_per_layer_input=262144
glm 4096 40 32 13696 151552 head_dim=128 num_key_value_heads=2
glm4 4096 40 32 13696 151552 head_dim=128 num_key_value_heads=2
glm4_moe 4096 46 96 10944 151552 first_k_dense_replace=1 moe_intermediate_size=1408 n_routed_experts=128
    n_shared_experts=1 num_experts_per_tok=8 num_key_value_heads=8
glm4_moe_lite 2048 47 20 10240 154880 first_k_dense_replace=1 kv_lora_rank=512 moe_intermediate_size=1536
    n_routed_experts=64 n_shared_experts=1 num_experts_per_tok=4 q_lora_rank=768 qk_nope_head_dim=192
    qk_rope_head_dim=64 v_head_dim=256
glm4v_text 4096 40 32 13696 151552 num_key_value_heads=2
glm_moe_dsa 6144 78 64 12288 154880 first_k_dense_replace=3 index_head_dim=128 index_n_heads=32 kv_lora_rank=512
    moe_intermediate_size=2048 n_routed_experts=256 n_shared_experts=1 num_experts_per_tok=8 q_lora_rank=2048
    qk_nope_head_dim=192 qk_rope_head_dim=64 v_head_dim=256
gpt2 768 12 12 - 50257
gpt_bigcode 768 12 12 - 50257
gpt_neo 2048 24 16 - 50257
gpt_neox 6144 44 64 24576 50432
gpt_oss 2880 36 64 2880 201088 head_dim=64 num_experts_per_tok=4 num_key_value_heads=8 num_local_experts=128
    sliding_window=128
gptj 4096 28 16 - 50400
granite 4096 32 32 11008 32000
granitemoe 4096 32 32 11008 32000 num_experts_per_tok=2 num_local_experts=8
granitemoehybrid 4096 32 32 11008 32000 mamba_d_state=256 mamba_n_groups=1 mamba_n_heads=128 num_experts_per_tok=2
    num_local_experts=8 shared_intermediate_size=1024
granitemoeshared 4096 32 32 11008 32000 num_experts_per_tok=2 num_local_experts=8
helium 2560 24 20 7040 48000 head_dim=128 num_key_value_heads=20
hunyuan_v1_dense 4096 32 32 11008 290943
hunyuan_v1_moe 4096 32 32 11008 290943
hy_v3 4096 80 64 13312 120832 first_k_dense_replace=1 head_dim=128 moe_intermediate_size=1536 num_experts=192
    num_experts_per_tok=8 num_key_value_heads=8 num_shared_experts=1
hyperclovax 4096 32 32 11008 32000
internlm3 4096 48 32 10240 128512 head_dim=128 num_key_value_heads=2
iquestcoder 5120 80 40 27648 76800 head_dim=128 num_key_value_heads=8
jais2 3328 32 26 26624 150272
jamba 4096 32 32 14336 65536 attn_layer_offset=4 attn_layer_period=8 expert_layer_offset=1 expert_layer_period=2
    mamba_d_state=16 num_experts=16 num_experts_per_tok=2 num_key_value_heads=8
kimi_linear 2304 27 32 9216 163840 first_k_dense_replace=1 kv_lora_rank=512 linear_conv_kernel_dim=4
    linear_head_dim=128 linear_num_heads=32 moe_intermediate_size=1024 num_experts=256 num_experts_per_token=8
    num_shared_experts=1 qk_nope_head_dim=128 qk_rope_head_dim=64 v_head_dim=128
kolibri1 2560 50 48 - 128000 head_dim=128 moe_intermediate_size=512 num_experts_per_tok=6 num_key_value_heads=4
    num_local_experts=384 shared_expert_intermediate_size=512
lfm2 2560 32 32 12288 65536 block_multiple_of=256 conv_L_cache=3 num_key_value_heads=8
lfm2_moe 2048 32 32 7168 65536 conv_L_cache=3 moe_intermediate_size=1792 num_dense_layers=2 num_experts=32
    num_experts_per_tok=4 num_key_value_heads=8
llama 4096 32 32 11008 32000
llama4_text 5120 48 40 8192 202048 head_dim=128 num_experts_per_tok=1 num_key_value_heads=8 num_local_experts=16
mamba 768 32 - - 50280 state_size=16
mamba2 4096 64 - - 32768 head_dim=64 n_groups=8 num_heads=128 state_size=128
mellum 2304 28 32 7168 98304 head_dim=128 moe_intermediate_size=896 num_experts_per_tok=8 num_key_value_heads=4
    num_local_experts=64
mimo_v2_flash 4096 48 64 16384 152576 head_dim=192 moe_intermediate_size=2048 n_routed_experts=256
    num_experts_per_tok=8 num_key_value_heads=4 sliding_window=129 v_head_dim=128
minicpm3 2560 62 40 6400 73448 kv_lora_rank=256 q_lora_rank=768 qk_nope_head_dim=64 qk_rope_head_dim=32
minimax 4096 32 32 14336 32000 num_experts_per_tok=2 num_key_value_heads=8 num_local_experts=8
minimax_m2 3072 62 48 1536 200064 head_dim=128 num_experts_per_tok=8 num_key_value_heads=8 num_local_experts=256
minimax_m3 6144 60 64 3072 200064 head_dim=128 num_experts_per_tok=4 num_key_value_heads=4 num_local_experts=128
    shared_intermediate_size=3072
ministral 4096 32 32 14336 32000 num_key_value_heads=8
ministral3 4096 34 32 14336 131072 head_dim=128 num_key_value_heads=8
mistral 4096 32 32 14336 32000 num_key_value_heads=8
mixtral 4096 32 32 14336 32000 num_experts_per_tok=2 num_key_value_heads=8 num_local_experts=8
modernbert 768 22 12 1152 50368 local_attention=128
mpt 2048 24 16 - 50368
nemotron 6144 32 48 24576 256000
nemotron_h 4096 - 32 21504 131072 head_dim=128 mamba_head_dim=64 mamba_num_heads=128 moe_intermediate_size=7688
    moe_shared_expert_intermediate_size=7688 n_groups=8 n_routed_experts=8 num_experts_per_tok=2
    num_key_value_heads=8 ssm_state_size=128
olmo 4096 32 32 11008 50304
olmo2 4096 32 32 11008 50304
olmo3 4096 32 32 11008 50304
olmoe 2048 16 16 2048 50304 num_experts=64 num_experts_per_tok=8
opt 768 12 12 - 50272 ffn_dim=3072
phi 2048 24 32 8192 51200
phi3 3072 32 32 8192 32064
phimoe 4096 32 32 6400 32064 num_experts_per_tok=2 num_key_value_heads=8 num_local_experts=16
qwen2 4096 32 32 22016 151936 num_key_value_heads=32
qwen2_moe 2048 24 16 5632 151936 moe_intermediate_size=1408 num_experts=60 num_experts_per_tok=4
    num_key_value_heads=16 shared_expert_intermediate_size=5632
qwen3 4096 32 32 22016 151936 head_dim=128 num_key_value_heads=32
qwen3_5_moe_text 2048 40 16 - 248320 head_dim=256 linear_conv_kernel_dim=4 linear_key_head_dim=128
    linear_num_key_heads=16 linear_num_value_heads=32 linear_value_head_dim=128 moe_intermediate_size=512
    num_experts=256 num_experts_per_tok=8 num_key_value_heads=2 shared_expert_intermediate_size=512
qwen3_5_text 4096 32 16 12288 248320 head_dim=256 linear_conv_kernel_dim=4 linear_key_head_dim=128
    linear_num_key_heads=16 linear_num_value_heads=32 linear_value_head_dim=128 num_key_value_heads=4
qwen3_moe 2048 24 32 6144 151936 moe_intermediate_size=768 num_experts_per_tok=8 num_key_value_heads=4
    num_local_experts=128
qwen3_next 2048 48 16 5632 151936 head_dim=256 linear_conv_kernel_dim=4 linear_key_head_dim=128
    linear_num_key_heads=16 linear_num_value_heads=32 linear_value_head_dim=128 moe_intermediate_size=512
    num_experts=512 num_experts_per_tok=10 num_key_value_heads=2 shared_expert_intermediate_size=512
roberta 768 12 12 3072 50265 type_vocab_size=2
rwkv 4096 32 - - 50277
sarvam_mla 4096 32 64 16384 262144 first_k_dense_replace=1 kv_lora_rank=512 moe_intermediate_size=2048
    n_routed_experts=128 n_shared_experts=1 num_experts_per_tok=8 qk_nope_head_dim=128 qk_rope_head_dim=64
    v_head_dim=128
sarvam_moe 4096 19 64 8192 262144 first_k_dense_replace=1 head_dim=64 moe_intermediate_size=1024
    n_routed_experts=128 n_shared_experts=1 num_experts_per_tok=6 num_key_value_heads=4
seed_oss 4096 64 80 27648 155136 head_dim=128 num_key_value_heads=8
smollm3 2048 36 16 11008 128256 num_key_value_heads=4
solar_open 4096 48 64 - 196608 head_dim=128 moe_intermediate_size=1280 n_routed_experts=128 n_shared_experts=1
    num_experts_per_tok=8 num_key_value_heads=8
stablelm 2560 32 32 6912 50304 num_key_value_heads=32
starcoder2 3072 30 24 12288 49152 num_key_value_heads=2
vaultgemma 2304 26 8 9216 256000 head_dim=256 num_key_value_heads=4
xlm-roberta 768 12 12 3072 30522 type_vocab_size=2
youtu 2048 32 16 6144 128256 kv_lora_rank=512 q_lora_rank=1536 qk_nope_head_dim=128 qk_rope_head_dim=64
    v_head_dim=128
"""


def library_defaults(family: str, *, nested: bool) -> Mapping[str, object]:
    """The defaults of a family; empty for one that the library does not have.

    A decoder nested in a larger model may lean on all of them; a file of its own has to say its sizes, since a file
    without them is only a part of one.
    """
    defaults = _table().get(family, {})
    return defaults if nested else {name: value for name, value in defaults.items() if name not in _SIZES}


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    """The numbers by family and name."""
    lines = _TABLE.strip().replace("\n    ", " ").splitlines()
    return {family: _numbers(words) for family, *words in map(str.split, lines)}


def _numbers(words: list[str]) -> Mapping[str, object]:
    sizes = zip(_SIZES, words, strict=False)
    named = (word.split("=") for word in words[len(_SIZES) :])
    return {name: int(value) for name, value in (*sizes, *named) if value != "-"}
