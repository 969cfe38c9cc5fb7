"""A catalogue of names small enough to read, for the tests of the language."""

import datetime
import difflib
import re
from typing import ClassVar

import pytest

from estimator.calculation.quantity import Source
from estimator.catalogue.entries import Dataset, Figure

ACCELERATORS = {
    "a100-80gb-sxm": ("a100", "a100 80gb", "a100 sxm"),
    "a100-40gb-sxm": ("a100 40gb", "a100 40"),
    "h100-sxm": ("h100", "h100 80gb", "h100 sxm5"),
    "maia100": ("maia",),
    "h100-pcie": (),
    "h200-sxm": ("h200",),
    "b200-sxm": ("b200",),
    "v100-16gb-sxm": ("v100",),
    "l40s": (),
    "l40": (),
    "t4": (),
    "mi300x": ("instinct mi300x",),
    "rtx4090": ("4090", "rtx 4090"),
    "rtx6000-ada": ("6000 ada", "rtx 6000 ada"),
    "gaudi3": ("gaudi 3",),
    "tpu-v5p": ("v5p",),
    "tpu-v6e": ("v6e", "trillium"),
    "trn2": ("trainium2",),
}
MODELS = {
    "llama-2-70b": ("meta llama llama 2 70b hf",),
    "llama-3.1-70b": ("meta llama llama 3.1 70b instruct",),
    "deepseek-v3": (),
    "gpt-3": ("gpt 3 175b",),
    "mixtral-8x7b": (),
    "qwen3-30b-a3b": (),
    "chinchilla-70b": ("chinchilla",),
    "grok-1": ("grok",),
}
PARAMETERS = {"llama-2-70b": 68.98e9, "llama-3.1-70b": 70.55e9, "deepseek-v3": 671e9, "gpt-3": 174.6e9}
PARAMETERS["chinchilla-70b"] = 70e9
PROVIDERS = {"aws": ("amazon",), "gcp": ("google cloud",), "runpod": (), "azure": (), "nebius": ()}
GRIDS = {"france": ("fr",), "us": ("usa", "united states"), "us-virginia": ("virginia",), "india": ("in",)}
REGIONS = {
    "useast1": "us-east-1",
    "eastus": "East US",
    "us": "US",
    "us-east-1": "us-east-1",
    "uscentral1": "us-central1",
}
AMBIGUOUS = {"6000": ("rtx 6000 ada", "rtx pro 6000"), "mi300": ("mi300x", "mi300a"), "tpuv5": ("v5e", "v5p")}
CORES = {"v5p": ("tpu-v5p", 2), "v6e": ("tpu-v6e", 1)}
MACHINES = {
    "p5.48xlarge": ("h100-sxm", 8, "aws"),
    "p4d.24xlarge": ("a100-40gb-sxm", 8, "aws"),
    "trn2.48xlarge": ("trn2", 16, "aws"),
    "a3-highgpu-8g": ("h100-sxm", 8, "gcp"),
    "dgx h100": ("h100-sxm", 8, ""),
    "b200 nvl72": ("b200-sxm", 72, ""),
    "gpu_8x_h100_sxm5": ("h100-sxm", 8, "runpod"),
    "tpu v5p pod": ("tpu-v5p", 8960, "gcp"),
}
SIZELESS = {"dgx": ("dgx a100", "dgx h100"), "g5": ("g5.xlarge", "g5.48xlarge")}
RENTED = {"aws": {"h100-sxm", "trn2"}, "gcp": {"h100-sxm", "tpu-v5p"}, "nebius": {"h100-sxm"}, "runpod": {"h100-sxm"}}
OWNERS = {"us-east-1": ("aws",), "us-central1": ("gcp", "nebius"), "East US": ("azure",)}
REGION_GRIDS = {"us-central1": ("gcp:us-central1", "nebius:us-central1"), "us-east-1": ("aws:us-east-1",)}
SOURCE = Source("a card", "https://example.org", datetime.date(2026, 11, 28))
DATASETS = {
    "thepile": Dataset("pile", "The Pile", (), Figure(371e9, SOURCE), None),
    "pile": Dataset("pile", "The Pile", (), Figure(371e9, SOURCE), None),
    "finewebedu": Dataset("fineweb-edu", "FineWeb-Edu", (), Figure(1.3e12, SOURCE, verified=False), None),
    "alpaca": Dataset("alpaca", "Alpaca", (), None, Figure(52_000, SOURCE)),
}
MEMORY = {"a100-40gb-sxm": 40e9, "rtx4090": 24e9, "t4": 16e9, "v100-16gb-sxm": 16e9}
SEPARATORS = str.maketrans("", "", " -_/.")
BARE = {"a100", "h100", "v100"}


def normal(words: str) -> str:
    return words.lower().translate(SEPARATORS)


def _table(entries: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {normal(name): entry for entry, names in entries.items() for name in (entry, *names)}


FAMILIES = {"llama": ("llama-2-7b", "llama-2-13b", "llama-2-70b")}


class FewNames:
    tables: ClassVar[dict[str, dict[str, str]]] = {
        "accelerator": _table(ACCELERATORS),
        "model": _table(MODELS),
        "provider": _table(PROVIDERS),
        "region": REGIONS,
        "grid": _table(GRIDS),
    }

    def accelerator(self, words: str) -> str | None:
        return self.tables["accelerator"].get(normal(words))

    def slice(self, words: str) -> tuple[str, int] | None:
        match = re.fullmatch(r"(?:tpu[- ])?(v\d[a-z])-(\d+)", words)
        if match is None or match[1] not in CORES:
            return None
        accelerator, cores = CORES[match[1]]
        return accelerator, int(match[2]) // cores

    def machine(self, words: str) -> tuple[str, int, str] | None:
        machines = {normal(name): machine for name, machine in MACHINES.items()}
        return machines.get(normal(words).removesuffix("s"))

    def is_certain_machine(self, words: str) -> bool:
        return self.machine(words) is not None

    def machine_choices(self, words: str) -> tuple[str, ...]:
        return SIZELESS.get(words, ())

    def node_size(self, accelerator: str) -> int:
        return 16 if accelerator == "trn2" else 8

    def is_series(self, words: str) -> bool:
        return words == "maia"

    def is_model_series(self, words: str) -> bool:
        return words == "grok"

    def is_bare(self, words: str) -> bool:
        return normal(words) in BARE

    def model(self, words: str) -> str | None:
        return self.tables["model"].get(normal(words))

    def versions(self, family: str, size: str) -> tuple[str, ...]:
        return tuple(model for model in MODELS if re.fullmatch(rf"{re.escape(family)}[-\d.]*-{re.escape(size)}", model))

    def family(self, words: str) -> tuple[str, ...]:
        return FAMILIES.get(normal(words), ())

    def families(self) -> tuple[str, ...]:
        return tuple(FAMILIES)

    def is_tune(self, words: str) -> bool:
        return words == "tuned llama 2 70b"

    def line(self, words: str) -> tuple[str, ...]:
        return tuple(model for model in MODELS if model.startswith(f"{words}-"))

    def parameters(self, model: str) -> float | None:
        return PARAMETERS.get(model)

    def active_parameters(self, model: str) -> float | None:
        return {"deepseek-v3": 37e9}.get(model, PARAMETERS.get(model))

    def sequence_length(self, model: str) -> int | None:
        return {"llama-2-70b": 4096}.get(model)

    def dataset(self, words: str) -> Dataset | None:
        return DATASETS.get(normal(words))

    def memory(self, accelerator: str) -> float:
        return MEMORY.get(accelerator, 80e9)

    def mixtures(self, experts: int, size: str) -> tuple[str, ...]:
        return tuple(model for model in MODELS if model.endswith(f"{experts}x{size}b"))

    def rents(self, provider: str, accelerator: str) -> bool:
        return accelerator in RENTED.get(provider, ())

    def region_providers(self, region: str) -> tuple[str, ...]:
        return OWNERS.get(region, ())

    def region_grids(self, words: str) -> tuple[str, ...]:
        return REGION_GRIDS.get(words, ())

    def provider(self, words: str) -> str | None:
        return self.tables["provider"].get(normal(words))

    def region(self, words: str) -> str | None:
        return REGIONS.get(words) or REGIONS.get(normal(words))

    def grid(self, words: str) -> str | None:
        return self.tables["grid"].get(normal(words))

    def place_choices(self, words: str) -> tuple[str, ...]:
        return ("GEO", "US-GA") if words == "georgia" else ()

    def ambiguous(self, words: str) -> tuple[str, ...]:
        return AMBIGUOUS.get(normal(words), ())

    def suggest(self, kind: str, word: str) -> str | None:
        near = difflib.get_close_matches(normal(word), self.tables[kind], 1, 0.7)
        return near[0] if near else None


@pytest.fixture(scope="session")
def names() -> FewNames:
    return FewNames()
