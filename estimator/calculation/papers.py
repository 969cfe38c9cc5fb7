"""The publications that equations cite."""

from datetime import date

from estimator.calculation.quantity import Source

_READ = date(2026, 11, 24)

KAPLAN_2020 = Source(
    "Kaplan et al. 2020, Scaling Laws for Neural Language Models, §2.1", "https://arxiv.org/abs/2001.08361", _READ
)
PALM_2022 = Source("Chowdhery et al. 2022, PaLM, appendix B", "https://arxiv.org/abs/2204.02311", _READ)
NARAYANAN_2021 = Source("Narayanan et al. 2021, Megatron-LM, eq. 3", "https://arxiv.org/abs/2104.04473", _READ)
KORTHIKANTI_2022 = Source(
    "Korthikanti et al. 2022, Reducing Activation Recomputation", "https://arxiv.org/abs/2205.05198", _READ
)
RAJBHANDARI_2019 = Source("Rajbhandari et al. 2019, ZeRO", "https://arxiv.org/abs/1910.02054", _READ)
DEEPSEEK_V2 = Source("DeepSeek-AI 2024, DeepSeek-V2, §2.1", "https://arxiv.org/abs/2405.04434", _READ)
DEEPSEEK_V3 = Source("DeepSeek-AI 2024, DeepSeek-V3, §2.2", "https://arxiv.org/abs/2412.19437", _READ)
DEEPSEEK_V4 = Source(
    "DeepSeek-AI 2026, DeepSeek-V4 model card", "https://huggingface.co/deepseek-ai/DeepSeek-V4-Pro", date(2026, 11, 27)
)
PENG_2025 = Source('Peng et al. 2025, RWKV-7 "Goose"', "https://arxiv.org/abs/2503.14456", date(2026, 11, 27))
LFM2_2025 = Source("Liquid AI 2025, LFM2 technical report", "https://arxiv.org/abs/2511.23404", date(2026, 11, 27))
HU_2021 = Source("Hu et al. 2021, LoRA", "https://arxiv.org/abs/2106.09685", _READ)
RAFAILOV_2023 = Source("Rafailov et al. 2023, DPO", "https://arxiv.org/abs/2305.18290", _READ)
DAO_2024 = Source("Dao & Gu 2024, Transformers are SSMs (Mamba-2)", "https://arxiv.org/abs/2405.21060", _READ)
YANG_2024 = Source("Yang et al. 2024, Gated Delta Networks", "https://arxiv.org/abs/2412.06464", _READ)
SHAZEER_2020 = Source("Shazeer 2020, GLU Variants Improve Transformer", "https://arxiv.org/abs/2002.05202", _READ)
AINSLIE_2023 = Source("Ainslie et al. 2023, GQA", "https://arxiv.org/abs/2305.13245", _READ)
VASWANI_2017 = Source("Vaswani et al. 2017, Attention Is All You Need, §3", "https://arxiv.org/abs/1706.03762", _READ)
FEDUS_2021 = Source("Fedus et al. 2021, Switch Transformers, §2.1", "https://arxiv.org/abs/2101.03961", _READ)
GU_2023 = Source("Gu & Dao 2023, Mamba, §3.4 and appendix D", "https://arxiv.org/abs/2312.00752", _READ)
MINIMAX_2025 = Source("MiniMax 2025, MiniMax-01: Lightning Attention, §2", "https://arxiv.org/abs/2501.08313", _READ)
KIMI_LINEAR_2025 = Source("Kimi Team 2025, Kimi Linear, §4", "https://arxiv.org/abs/2510.26692", _READ)
BELTAGY_2020 = Source("Beltagy et al. 2020, Longformer (sliding window)", "https://arxiv.org/abs/2004.05150", _READ)
COTTIER_2024 = Source(
    "Cottier et al. 2024, The rising costs of training frontier AI models", "https://arxiv.org/abs/2405.21015", _READ
)
MEGATRON_LM = Source(
    "Megatron-LM, num_floating_point_operations in megatron/training/training.py",
    "https://github.com/NVIDIA/Megatron-LM/blob/main/megatron/training/training.py",
    _READ,
)
BERGSMA_2025 = Source(
    "Bergsma et al. 2025, Power Lines: batch size scales with data",
    "https://arxiv.org/abs/2505.13738",
    date(2026, 11, 28),
)
SIMUMAX = Source("MooreThreads SimuMax 1.2", "https://github.com/MooreThreads/SimuMax", _READ)
BROWN_2020 = Source("Brown et al. 2020, GPT-3, table 2.1", "https://arxiv.org/abs/2005.14165", _READ)
LLAMA_2 = Source("Touvron et al. 2023, Llama 2, §2.2", "https://arxiv.org/abs/2307.09288", _READ)
HOFFMANN_2022 = Source(
    "Hoffmann et al. 2022, Training Compute-Optimal Large Language Models (Chinchilla), §3.3 and appendix D.3",
    "https://arxiv.org/abs/2203.15556",
    _READ,
)
BESIROGLU_2024 = Source(
    "Besiroglu et al. 2024, Chinchilla Scaling: A Replication Attempt", "https://arxiv.org/abs/2404.10102", _READ
)
SARDANA_2023 = Source(
    "Sardana et al. 2023, Beyond Chinchilla-Optimal: Accounting for Inference, §2",
    "https://arxiv.org/abs/2401.00448",
    _READ,
)
SHAO_2024 = Source("Shao et al. 2024, DeepSeekMath (GRPO), §4.1", "https://arxiv.org/abs/2402.03300", _READ)
HINTON_2015 = Source("Hinton et al. 2015, Distilling the Knowledge", "https://arxiv.org/abs/1503.02531", _READ)
POPE_2022 = Source("Pope et al. 2022, Efficiently Scaling Inference", "https://arxiv.org/abs/2211.05102", _READ)
LLAMA_3 = Source("Grattafiori et al. 2024, The Llama 3 Herd of Models, §3.4", "https://arxiv.org/abs/2407.21783", _READ)
LEPIKHIN_2020 = Source("Lepikhin et al. 2020, GShard", "https://arxiv.org/abs/2006.16668", _READ)
LIU_2023 = Source("Liu et al. 2023, Ring Attention", "https://arxiv.org/abs/2310.01889", _READ)
ZHAO_2023 = Source("Zhao et al. 2023, PyTorch FSDP", "https://arxiv.org/abs/2304.11277", _READ)
DETTMERS_2021 = Source("Dettmers et al. 2021, 8-bit Optimizers", "https://arxiv.org/abs/2110.02861", _READ)
DETTMERS_2023 = Source("Dettmers et al. 2023, QLoRA", "https://arxiv.org/abs/2305.14314", _READ)
BITSANDBYTES = Source(
    "bitsandbytes, paged optimizers", "https://huggingface.co/docs/bitsandbytes/main/en/reference/optim/adamw", _READ
)
SHAZEER_2018 = Source("Shazeer & Stern 2018, Adafactor", "https://arxiv.org/abs/1804.04235", _READ)
FINE_TUNING = Source(
    "Belkada et al. 2024, Finetune LLMs on your own consumer hardware", "https://pytorch.org/blog/finetune-llms/", _READ
)
DEVICE_QUERY = Source(
    "deviceQuery on an A100-SXM4-80GB: 85,198,045,184 bytes",
    "https://gist.github.com/gengwg/3520df2ebf8872e5ee4818367e3a4122",
    _READ,
)
T4_MEMORY = Source("CUDA on a Tesla T4: 14.56 GiB in all", "https://github.com/Zheng-Chong/CatVTON/issues/133", _READ)
MUON = Source("Liu et al. 2025, Muon is Scalable for LLM Training", "https://arxiv.org/abs/2502.16982", _READ)
WILLIAMS_2009 = Source("Williams et al. 2009, Roofline", "https://doi.org/10.1145/1498765.1498785", _READ)
SHOEYBI_2019 = Source("Shoeybi et al. 2019, Megatron-LM, §3", "https://arxiv.org/abs/1909.08053", _READ)
DALY_2006 = Source(
    "Daly 2006, optimum checkpoint interval (and Young 1974)", "https://doi.org/10.1016/j.future.2004.11.016", _READ
)
CALIBRATION = Source("Our calibration, docs/accuracy.md")
FLEETS = Source("Our regression over the published runs of docs/catalogue.md")
DEFINITION = Source("By definition")
