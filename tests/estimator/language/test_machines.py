"""Machines, nodes and regions as people type them, against the catalogue that ships."""

import datetime

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.errors import AmbiguousNameError, ConflictError, RequestError, UnreadableWordError
from estimator.language import Reading, read

TODAY = datetime.date(2026, 11, 24)

# typed: accelerator, how many, provider
MACHINES = {
    "2 DGX H100": ("h100-sxm", 16, None),
    "16 hgx h100": ("h100-sxm", 128, None),
    "2 h100 dgx": ("h100-sxm", 16, None),
    "16 h100 dgx": ("h100-sxm", 16, None),
    "2 h100 hgx": ("h100-sxm", 16, None),
    "16 h100 hgx": ("h100-sxm", 16, None),
    "8 h100 hgx nodes": ("h100-sxm", 64, None),
    "8 nodes of h100 hgx": ("h100-sxm", 64, None),
    "144 gb200 nvl72": ("gb200", 144, None),
    "2 DGX SuperPOD H100 SU": ("h100-sxm", 512, None),
    "DGX SuperPOD B300": ("b300-sxm", 512, None),
    "3 a100-dgx": ("a100-80gb-sxm", 24, None),
    "DGX H100 x 2": ("h100-sxm", 16, None),
    "four dgx h100 systems": ("h100-sxm", 32, None),
    "a DGX H100": ("h100-sxm", 8, None),
    "one dgx a100": ("a100-80gb-sxm", 8, None),
    "2 DGX A100 40GB": ("a100-40gb-sxm", 16, None),
    "DGX-2": ("v100-32gb-sxm", 16, None),
    "4 dgx b200": ("b200-sxm", 32, None),
    "32x nvidia dgx h200": ("h200-sxm", 256, None),
    "8 HGX B300 nodes": ("b300-sxm", 64, None),
    "2 gb200 nvl72": ("gb200", 144, None),
    "GB300 NVL72 x 2": ("gb300", 144, None),
    "1 nvl72": ("gb200", 72, None),
    "2 racks of gb200 nvl72": ("gb200", 144, None),
    "2x p5.48xlarge": ("h100-sxm", 16, "aws"),
    "2xp5.48xlarge": ("h100-sxm", 16, "aws"),
    "p5.48xlarge": ("h100-sxm", 8, "aws"),
    "p5.48xlarge x4": ("h100-sxm", 32, "aws"),
    "4 p5.48xlarge instances": ("h100-sxm", 32, "aws"),
    "4 nodes of p5.48xlarge": ("h100-sxm", 32, "aws"),
    "ml.p5.48xlarge": ("h100-sxm", 8, "aws"),
    "16 ml.p5en.48xlarge": ("h200-sxm", 128, "aws"),
    "8 p5.4xlarge": ("h100-sxm", 8, "aws"),
    "64 p4d.24xlarge": ("a100-40gb-sxm", 512, "aws"),
    "64 p4d": ("a100-40gb-sxm", 512, "aws"),
    "aws p4de.24xlarge": ("a100-80gb-sxm", 8, "aws"),
    "2 p3.16xlarge": ("v100-16gb-sxm", 16, "aws"),
    "2 p6-b200.48xlarge": ("b200-sxm", 16, "aws"),
    "2 trn2.48xlarge": ("trn2", 32, "aws"),
    "4 trn1.32xlarge": ("trn1", 64, "aws"),
    "2 g6e.48xlarge": ("l40s", 16, "aws"),
    "g5.12xlarge": ("a10g", 4, "aws"),
    "2 a3-highgpu-8g": ("h100-sxm", 16, "gcp"),
    "4 a3-megagpu-8g": ("h100-sxm", 32, "gcp"),
    "a2-ultragpu-4g": ("a100-80gb-sxm", 4, "gcp"),
    "2 a4-highgpu-8g": ("b200-sxm", 16, None),
    "a4x-highgpu-4g": ("gb200", 4, None),
    "18 a4x-highgpu-4g": ("gb200", 72, None),
    "g2-standard-4": ("l4", 1, "gcp"),
    "2 g2-standard-96": ("l4", 16, "gcp"),
    "ct6e-standard-8t": ("tpu-v6e", 8, "gcp"),
    "16 ct5p-hightpu-4t": ("tpu-v5p", 64, "gcp"),
    "tpu v4 pod": ("tpu-v4", 4096, "gcp"),
    "2 TPU v4 pods": ("tpu-v4", 8192, "gcp"),
    "a v5e pod": ("tpu-v5e", 256, "gcp"),
    "2 Standard_ND96isr_H100_v5": ("h100-sxm", 16, "azure"),
    "Standard_ND96asr_v4": ("a100-40gb-sxm", 8, "azure"),
    "ND A100 v4": ("a100-40gb-sxm", 8, "azure"),
    "2 ND96amsr_A100_v4": ("a100-80gb-sxm", 16, "azure"),
    "Standard_NC24ads_A100_v4": ("a100-80gb-pcie", 1, "azure"),
    "2 Standard_NC80adis_H100_v5": ("h100-nvl", 4, "azure"),
    "Standard_ND96isr_MI300X_v5": ("mi300x", 8, "azure"),
    "2 BM.GPU.H100.8": ("h100-sxm", 16, "oci"),
    "BM.GPU.MI300X.8": ("mi300x", 8, "oci"),
    "BM.GPU4.8": ("a100-40gb-sxm", 8, "oci"),
    "bm.gpu.a100-v2.8 x 4": ("a100-80gb-sxm", 32, "oci"),
    "gpu_8x_h100_sxm5": ("h100-sxm", 8, "lambda"),
    "2 gpu_8x_a100_80gb_sxm4": ("a100-80gb-sxm", 16, "lambda"),
}
NODES = {
    "64 GPU cluster of H100": ("h100-sxm", 64),
    "a 64-GPU cluster with H100s": ("h100-sxm", 64),
    "one thousand h100": ("h100-sxm", 1000),
    "five hundred h100": ("h100-sxm", 500),
    "4 nodes h100": ("h100-sxm", 32),
    "h100, 4 nodes": ("h100-sxm", 32),
    "4 h100 nodes": ("h100-sxm", 32),
    "h100 x 8 nodes": ("h100-sxm", 64),
    "8-node H100 cluster": ("h100-sxm", 64),
    "two h100 servers": ("h100-sxm", 16),
    "2 trn2 instances": ("trn2", 32),
    "nodes=16 h100": ("h100-sxm", 128),
    "nodes=16 gpus_per_node=4 h100": ("h100-sxm", 64),
    "16 nodes, 8 h100 per node": ("h100-sxm", 128),
    "8 H100s per node, 4 nodes": ("h100-sxm", 32),
    "8 gpus per node, 16 nodes, a100": ("a100-80gb-sxm", 128),
    "4 machines with 8 a100 each": ("a100-80gb-sxm", 32),
    "4 nodes, each with 8 a100": ("a100-80gb-sxm", 32),
    "4 nodes x 8 gpus h100": ("h100-sxm", 32),
    "2 8xH100 nodes": ("h100-sxm", 16),
    "8 h100 node": ("h100-sxm", 8),
    "single node with 8 h100": ("h100-sxm", 8),
    "64 h100 across 8 nodes": ("h100-sxm", 64),
    "64-GPU H100 cluster": ("h100-sxm", 64),
    "8x h100": ("h100-sxm", 8),
    "8x H100 HGX": ("h100-sxm", 8),
    "gpus=16 DGX H100": ("h100-sxm", 16),
    "maia 200": ("maia200", None),
    "4 maia 200": ("maia200", 4),
    "8 v100s": ("v100s-pcie", 8),
}
PLACES = {
    "h100 gcp us-central1": ("gcp", "us-central1"),
    "h100 nebius us-central1": ("nebius", "us-central1"),
    "nebius us-central1 h100": ("nebius", "us-central1"),
    "h100 region=us-central1 provider=gcp": ("gcp", "us-central1"),
    "tpu-v5p us-central1": ("gcp", "us-central1"),
    "h100 us-east-1": ("aws", "us-east-1"),
    "h100 in us-east-1a": ("aws", "us-east-1"),
    "h100 eastus": ("azure", "eastus"),
    "h100 europe-west4": ("gcp", "europe-west4"),
    "p5.48xlarge us-east-1": ("aws", "us-east-1"),
}
REFUSED = [
    ("2 DGX SuperPOD H100", AmbiguousNameError, "DGX SuperPOD H100 unit or DGX SuperPOD H100 4SU"),
    ("h100 us-central1", AmbiguousNameError, "`gcp us-central1` or `nebius us-central1`"),
    ("h100 grid=us-central1", AmbiguousNameError, "grid=gcp:us-central1"),
    ("h100 gcp eastus", RequestError, "eastus is a region of azure, not of gcp."),
    ("h100 aws us-central1", RequestError, "not of aws"),
    ("p5.48xlarge azure", ConflictError, "machine of aws"),
    ("p5.48xlarge a100", ConflictError, '"p5.48xlarge" and "a100"'),
    ("8 h100 on 2 nodes", AmbiguousNameError, "could be 8 or 16"),
    ("8xh100 nodes", AmbiguousNameError, "could be 8 nodes, or nodes of 8"),
    ("2 nodes", UnreadableWordError, "does not say of which accelerators"),
    ("8 h100 per node", UnreadableWordError, "does not say how many nodes"),
    ("2 g5", AmbiguousNameError, "g5.48xlarge"),
    ("a dgx", AmbiguousNameError, "DGX H100"),
    ("4 hgx", AmbiguousNameError, "HGX H100"),
    ("a tpu pod", AmbiguousNameError, "TPU v5p pod"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def reading(text: str, catalogue: Catalogue) -> Reading:
    return read(f"7B 1T {text}", catalogue.names, today=TODAY)


@pytest.mark.parametrize("text", MACHINES)
def test_the_name_of_a_machine_counts_its_accelerators_and_names_who_rents_it(catalogue: Catalogue, text: str):
    found = reading(text, catalogue)
    request = found.request
    assert (request.accelerator, request.accelerators, request.provider) == MACHINES[text]
    assert "machine_size" in {doubt.code for doubt in found.doubts}
    assert (request.parameters, request.tokens) == (7e9, 1e12)


@pytest.mark.parametrize("text", NODES)
def test_nodes_are_counted_by_what_each_holds(catalogue: Catalogue, text: str):
    request = reading(text, catalogue).request
    assert (request.accelerator, request.accelerators, request.provider) == (*NODES[text], None)


@pytest.mark.parametrize("text", PLACES)
def test_a_region_is_its_providers(catalogue: Catalogue, text: str):
    request = reading(text, catalogue).request
    assert (request.provider, request.region, request.grid) == (*PLACES[text], None)


@pytest.mark.parametrize(("text", "kind", "words"), REFUSED)
def test_what_could_be_several_machines_or_places_is_asked_back(
    catalogue: Catalogue, text: str, kind: type[RequestError], words: str
):
    with pytest.raises(RequestError) as caught:
        reading(text, catalogue)
    assert type(caught.value) is kind
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("h100 gcp grid=us-central1", "gcp:us-central1"),
        ("h100 grid=us-central1 nebius", "nebius:us-central1"),
        ("h100 grid=us-east-1", "aws:us-east-1"),
        ("h100 grid=gcp:us-central1", "gcp:us-central1"),
    ],
)
def test_a_grid_may_be_named_by_the_region_that_stands_in_it(catalogue: Catalogue, text: str, place: str):
    assert reading(text, catalogue).request.grid == place


@pytest.mark.parametrize(
    ("text", "place"),
    [("h100 uk", "GBR"), ("h100 quebec", "CA-QC"), ("h100 in ontario", "CA-ON"), ("h100 grid=uk", "GBR")],
)
def test_a_country_or_province_is_a_place_of_its_own(catalogue: Catalogue, text: str, place: str):
    assert reading(text, catalogue).request.grid == place


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("2 p5.48xlarge $98.32/h per instance", 98.32 / 8),
        ("p5.48xlarge at $98.32 per instance-hour", 98.32 / 8),
        ("8 h100 $98/h per node", 98 / 8),
        ("4 nodes of 8 h100 $80/node-hour", 10),
        ("2 gb200 nvl72 $720 per hour per system", 10),
    ],
)
def test_the_price_of_a_machine_is_shared_by_its_accelerators(catalogue: Catalogue, text: str, price: float):
    assert reading(text, catalogue).request.price == price


def test_a_machine_whose_provider_states_no_price_says_so_and_takes_the_default(catalogue: Catalogue):
    found = reading("a4x-highgpu-4g", catalogue)
    assert found.request.provider is None
    assert "machine_price_unknown" in {doubt.code for doubt in found.doubts}


def test_every_machine_is_read_with_its_number(catalogue: Catalogue):
    for machine in catalogue.machines:
        request = reading(f"3 {machine.id}", catalogue).request
        assert (request.accelerator, request.accelerators) == (machine.accelerator, 3 * machine.accelerators)
