"""Names as people type them."""

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.names import NameIndex, model_name, model_variants
from estimator.errors import AmbiguousNameError, UnknownNameError

TYPED = {
    "a100-80gb-sxm": "a100 | A100-80GB | a100 80gb | NVIDIA A100 | a100_80gb | p4de | nvidia-a100-sxm4-80gb | A100s",
    "a100-40gb-sxm": "a100 40gb | A100-40GB | p4d | p4d.24xlarge | nd a100 v4 | Standard_ND96asr_v4",
    "a100-80gb-pcie": "a100 pcie | a100-80gb-pcie | A100 PCIe 80GB",
    "v100-16gb-sxm": "v100 | Tesla V100 | v100-sxm2-16gb | p3",
    "v100-32gb-sxm": "v100 32gb | V100-SXM2-32GB | p3dn | v100-sxm",
    "h100-sxm": "h100 | H100 SXM5 | NVIDIA H100 Tensor Core GPU | hopper h100 | H100 (SXM) | h100 hbm3 | h100-80gb"
    " | h100 80gb sxm | hgx-h100 | p5 | p5.48xlarge | a3-megagpu | ND H100 v5",
    "h100-pcie": "h100 pcie | H100-PCIe",
    "h100-nvl": "h100 nvl | h100-94gb",
    "h200-sxm": "h200 | H200 SXM | p5en | p5e | a3-ultragpu",
    "h800-sxm": "h800 | H800-SXM5",
    "b200-sxm": "b200 | HGX B200 | p6-b200",
    "b300-sxm": "b300 | blackwell ultra",
    "gb200": "gb200 | GB200 NVL72 | nvl72",
    "gb300": "gb300 | gb300-nvl72",
    "gh200": "gh200 | grace hopper",
    "rubin": "rubin | vera rubin | r100",
    "l40s": "l40s | NVIDIA L40S | g6e",
    "a10g": "a10g | g5",
    "rtx4090": "4090 | rtx 4090 | RTX-4090 | GeForce RTX 4090",
    "rtx6000-ada": "rtx 6000 ada | 6000 ada | RTX-6000-Ada",
    "rtx-a6000": "a6000 | RTX A6000",
    "rtx-pro-6000": "rtx pro 6000 | pro 6000 blackwell",
    "mi300x": "mi300x | AMD Instinct MI300X | MI300X-OAM",
    "mi300a": "mi300a",
    "mi355x": "mi355x | MI355",
    "tpu-v4": "v4 | tpu v4 | TPUv4 | tpu-v4",
    "tpu-v5e": "v5e | tpu v5e | v5litepod | TPU-v5e",
    "tpu-v5p": "v5p | tpu v5p | TPU-v5p | google tpu v5p",
    "tpu-v6e": "v6e | trillium | tpu v6e",
    "tpu-v7": "ironwood | tpu7x | v7x",
    "trn2": "trn2 | trainium2 | Trainium 2 | aws trainium2",
    "gaudi3": "gaudi3 | Gaudi 3 | Intel Gaudi 3",
    "ascend-910b": "910b | Ascend 910B",
    "rtx-a4000": "a4000|RTX A4000|nvidia a4000",
    "rtx-a5000": "a5000|RTX A5000",
    "rtx3080": "3080|rtx 3080|GeForce RTX 3080",
    "rtx3090ti": "3090 ti|3090ti|RTX 3090 Ti",
    "rtx4080": "4080|rtx 4080",
    "rtx5080": "5080|RTX5080",
    "l20": "l20|NVIDIA L20",
    "h20-141gb": "h20 141gb|H20-141GB",
    "gh200-144gb": "gh200 144gb|GH200 HBM3e",
    "a800-80gb-pcie": "a800 pcie|A800-PCIE-80GB",
    "v100s-pcie": "v100s|Tesla V100S|V100S-PCIe-32GB",
    "mi350p": "mi350p|Instinct MI350P",
    "maia200": "maia 200|Microsoft Maia 200",
    "tpu-8t": "tpu v8|TPU 8t|tpu-v8t",
    "ascend-950pr": "950pr|Ascend 950PR",
    "m3-max": "m3 max|Apple M3 Max",
    "m4-max": "m4 max",
    "m1-max": "m1 max",
    "strix-halo": "strix halo|ai max 395|Ryzen AI Max+ 395",
}


@pytest.mark.parametrize(
    ("written", "identity"), [(name.strip(), key) for key, names in TYPED.items() for name in names.split("|")]
)
def test_accelerators_are_found_as_people_type_them(catalogue: Catalogue, written: str, identity: str):
    assert catalogue.accelerator(written).id == identity


def test_unknown_accelerator_suggests_the_nearest_name(catalogue: Catalogue):
    with pytest.raises(UnknownNameError) as refusal:
        catalogue.accelerator("h10")
    assert refusal.value.message == 'I don\'t know the accelerator "h10".'
    assert refusal.value.hint == "Did you mean h100?"


def test_a_name_like_no_other_gets_no_suggestion(catalogue: Catalogue):
    with pytest.raises(UnknownNameError) as refusal:
        catalogue.accelerator("zzzzqqqq")
    assert refusal.value.hint == ""


@pytest.mark.parametrize(
    "written",
    ["Org/Big-7B", "big 7b chat", "Big-7B-Instruct-v0.3", "big-7b-it-2507", "Meta-Big-7B-Instruct", "BIG_7B-0528-FP8"],
)
def test_a_models_published_variants_are_the_model(written: str):
    index = NameIndex("model", {"big7b": "big-7b"}, {}, {}, model_name, model_variants)
    assert index.find(written) == "big-7b"


def test_another_version_of_a_model_is_another_model():
    index = NameIndex("model", {"big": "big"}, {}, {}, model_name, model_variants)
    assert index.find("big-v4") is None
    assert index.find("big-70b") is None


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("6000", {"rtx-a6000", "rtx6000-ada", "rtx-pro-6000"}),
        ("TPU v5", {"tpu-v5e", "tpu-v5p"}),
        ("MI300", {"mi300x", "mi300a"}),
        ("AMD MI300", {"mi300x", "mi300a"}),
    ],
)
def test_an_ambiguous_name_is_asked_back_with_the_choices(catalogue: Catalogue, name: str, choices: set[str]):
    with pytest.raises(AmbiguousNameError) as question:
        catalogue.accelerator(name)
    assert all(choice in question.value.hint for choice in choices)
    assert set(catalogue.names.ambiguous(name)) == choices


@pytest.mark.parametrize("name", ["m1", "m3", "M4", "maia"])
def test_chips_whose_size_or_generation_is_not_said_are_asked_back(catalogue: Catalogue, name: str):
    with pytest.raises(AmbiguousNameError):
        catalogue.accelerator(name)


def test_every_choice_of_an_ambiguous_name_is_itself_a_name(catalogue: Catalogue):
    look_up = {"accelerator": catalogue.accelerator, "grid": catalogue.grid, "model": catalogue.model}
    for question in catalogue.ambiguities:
        for choice in question.choices:
            if question.kind == "machine":
                assert catalogue.machine(choice)
            else:
                assert look_up[question.kind](choice).id == choice


@pytest.mark.parametrize(
    ("name", "bare"),
    [("A100", True), ("NVIDIA A100", True), ("a100s", True), ("a100-80gb", False), ("h100", True), ("v100s", True)],
)
def test_a_bare_name_is_known_as_such(catalogue: Catalogue, name: str, bare: bool):
    assert catalogue.is_bare(name) == bare


@pytest.mark.parametrize(
    ("name", "slice_of"),
    [
        ("v5p-512", ("tpu-v5p", 256)),
        ("tpu-v5p-512", ("tpu-v5p", 256)),
        ("v4-128", ("tpu-v4", 64)),
        ("v3-8", ("tpu-v3", 4)),
        ("v6e-256", ("tpu-v6e", 256)),
        ("v5litepod-256", ("tpu-v5e", 256)),
        ("v5p-7", None),
        ("v5p-0", None),
        ("v5p", None),
        ("h100-8", None),
        ("-8", None),
    ],
)
def test_slices_count_as_their_maker_does(catalogue: Catalogue, name: str, slice_of: tuple[str, int] | None):
    assert catalogue.slice(name) == slice_of


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("France", "FRA"),
        ("FR", "FRA"),
        ("usa", "USA"),
        ("UK", "GBR"),
        ("world", "world"),
        ("virginia", "US-VA"),
        ("us-virginia", "US-VA"),
        ("us-east-1", "aws:us-east-1"),
        ("us-east1", "gcp:us-east1"),
        ("eastus", "azure:eastus"),
        ("south korea", "KOR"),
    ],
)
def test_places_are_found_and_two_clouds_regions_kept_apart(catalogue: Catalogue, name: str, identity: str):
    assert catalogue.grid(name).id == identity


def test_georgia_is_asked_back(catalogue: Catalogue):
    with pytest.raises(AmbiguousNameError, match="GEO or US-GA"):
        catalogue.grid("Georgia")


@pytest.mark.parametrize(
    ("name", "identity"),
    [("Amazon", "aws"), ("google cloud", "gcp"), ("azure", "azure"), ("Oracle", "oci"), ("lambda labs", "lambda")],
)
def test_providers_are_found(catalogue: Catalogue, name: str, identity: str):
    assert catalogue.provider(name).id == identity


def test_the_lexicon_answers_with_a_name_or_nothing(catalogue: Catalogue):
    lexicon = catalogue.names
    assert lexicon.accelerator("h100 sxm") == "h100-sxm"
    assert lexicon.accelerator("h10") is None
    assert lexicon.provider("aws") == "aws"
    assert lexicon.region("US-East-1") == "us-east-1"
    assert lexicon.region("mars-1") is None
    assert lexicon.suggest("accelerator", "h10") == "h100"
    assert lexicon.suggest("region", "us-east-11") == "us-east-1"
    assert lexicon.suggest("provider", "awz") == "aws"
