"""Loading: strict about every file, quick the second time."""

from pathlib import Path

import pytest

from estimator.catalogue import loading
from estimator.catalogue.loading import load_catalogue
from estimator.errors import CatalogueError

ACCELERATOR = """
id = "x1"
name = "X One"
vendor = "X"
architecture = "X"
year = 2026
form = "card"
aliases = ["the x"]
node_size = 8
link_domain = 8
memory = { value = 80e9, source = "sheet" }

[peak]
bf16 = { value = 100e12, source = "sheet", low = 90e12, high = 110e12 }

[sources.sheet]
title = "Data sheet"
url = "https://example.com/x1"
retrieved = 2026-11-20
"""
PROVIDER = 'id = "cloudy"\nname = "Cloudy"\nkind = "cloud"\naliases = []\n'
OFFERS = """
provider = "cloudy"

[sources.list]
title = "Price list"
url = "https://example.com/prices"
retrieved = 2026-11-20

[[offer]]
accelerator = "x1"
billing = "on-demand"
price = 2.0
as_of = "2026-05"
source = "list"
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_figures_keep_their_source_their_date_and_their_range(tmp_path: Path):
    catalogue = load_catalogue(write(tmp_path, accelerators__x1=ACCELERATOR))
    peak = catalogue.accelerator("the X").peak["bf16"]
    assert (peak.low, peak.value, peak.high) == (90e12, 100e12, 110e12)
    assert peak.source.url == "https://example.com/x1"
    assert peak.source.retrieved is not None
    assert peak.source.retrieved.isoformat() == "2026-11-20"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("node_size = 8", 'node_size = 8\ncolour = "red"', "keys that are not known here: colour"),
        ("year = 2026", 'year = "2026"', "year should be a number"),
        ("80e9", '"80e9"', "value should be a number"),
        ("80e9", "inf", "value should be finite"),
        ("80e9", "nan", "value should be finite"),
        ("80e9", "true", "value should be a number"),
        ("low = 90e12", "low = 120e12", "outside its own range"),
        ("node_size = 8", "node_size = -8", "whole number"),
        ("node_size = 8", "node_size = 8.5", "whole number"),
        ('aliases = ["the x"]', 'aliases = "the x"', "aliases should be a list"),
        ('vendor = "X"', 'vendor = ""', "vendor should be a text"),
        ('vendor = "X"\n', "", "vendor is missing"),
        ('memory = { value = 80e9, source = "sheet" }', "", "memory is missing"),
        ('80e9, source = "sheet"', '80e9, source = "shet"', "cites the source 'shet'"),
        ('80e9, source = "sheet"', "80e9", "source is missing"),
        (
            "[sources.sheet]",
            '[sources.other]\ntitle = "O"\nretrieved = 2026-11-20\n[sources.sheet]',
            "nothing cites: other",
        ),
        ("2026-11-20", "2026-11-31", "not valid TOML"),
        ("2026-11-20", '"lately"', "should be a day"),
        ("https://example.com/x1", "example.com", "is no address"),
        ("bf16 =", "bf17 =", "precisions that are not known: bf17"),
        ('source = "sheet" }', 'source = "sheet", unit = "GB" }', "keys that are not known here: unit"),
        ('id = "x1"', "", "has no id"),
    ],
)
def test_a_file_that_says_what_it_may_not_is_refused_by_name(tmp_path: Path, old: str, new: str, complaint: str):
    assert old in ACCELERATOR
    folder = write(tmp_path, accelerators__x1=ACCELERATOR.replace(old, new, 1))
    with pytest.raises(CatalogueError, match=r"accelerators/x1\.toml") as refusal:
        load_catalogue(folder)
    assert complaint in str(refusal.value)


def test_evidence_is_handed_on_as_it_is(tmp_path: Path):
    folder = write(tmp_path, accelerators__x1=ACCELERATOR, evidence__coefficients="[reach]\nvalue = 2.0\n")
    (folder / "evidence" / "points.csv").write_text("label,mfu\nrun,0.4\n")
    catalogue = load_catalogue(folder)
    assert catalogue.document("evidence/coefficients.toml") == {"reach": {"value": 2.0}}
    assert catalogue.document("evidence/points.csv") == {"rows": [{"label": "run", "mfu": "0.4"}]}
    with pytest.raises(CatalogueError, match="no file 'evidence/other"):
        catalogue.document("evidence/other.toml")


def test_two_files_may_not_claim_one_name(tmp_path: Path):
    other = ACCELERATOR.replace('"x1"', '"x2"').replace('"X One"', '"X Two"').replace("the x", "The-X")
    with pytest.raises(CatalogueError, match=r"accelerators/x2.toml .* accelerators/x1.toml .* 'The-X'"):
        load_catalogue(write(tmp_path, accelerators__x1=ACCELERATOR, accelerators__x2=other))


def test_two_files_may_not_hold_one_id(tmp_path: Path):
    with pytest.raises(CatalogueError, match="both hold the accelerator 'x1'"):
        load_catalogue(write(tmp_path, accelerators__x1=ACCELERATOR, accelerators__y=ACCELERATOR))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"x1"', '"x9"', "names 'x9', which the catalogue does not have"),
        ('provider = "cloudy"', 'provider = "sunny"', "names 'sunny'"),
        ('"on-demand"', '"on demand"', "not one of"),
        ('"2026-05"', '"May 2026"', "should be a text such as"),
        ('"2026-05"', '"2026-13"', "is no day of the calendar"),
    ],
)
def test_an_offer_names_what_exists(tmp_path: Path, old: str, new: str, complaint: str):
    folder = write(
        tmp_path, accelerators__x1=ACCELERATOR, providers__cloudy=PROVIDER, prices__cloudy=OFFERS.replace(old, new, 1)
    )
    with pytest.raises(CatalogueError, match=r"prices/cloudy\.toml") as refusal:
        load_catalogue(folder)
    assert complaint in str(refusal.value)


def test_the_compiled_form_gives_the_same_catalogue_and_follows_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loading, "_DATA", write(tmp_path / "data", accelerators__x1=ACCELERATOR))
    monkeypatch.setattr(loading, "_KEPT", tmp_path / "kept" / "data.marshal")
    first = load_catalogue().accelerator("x1")
    assert (tmp_path / "kept" / "data.marshal").exists()
    monkeypatch.setattr(loading, "_compile", None)
    assert load_catalogue().accelerator("x1") == first
    monkeypatch.undo()
    monkeypatch.setattr(
        loading, "_DATA", write(tmp_path / "data", accelerators__x1=ACCELERATOR.replace("80e9", "90e9"))
    )
    monkeypatch.setattr(loading, "_KEPT", tmp_path / "kept" / "data.marshal")
    assert load_catalogue().accelerator("x1").memory.value == 90e9


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"\0" * 64])
def test_a_broken_compiled_form_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes):
    monkeypatch.setattr(loading, "_DATA", write(tmp_path / "data", accelerators__x1=ACCELERATOR))
    monkeypatch.setattr(loading, "_KEPT", tmp_path / "data.marshal")
    (tmp_path / "data.marshal").write_bytes(loading._stamp() + rubbish)
    assert load_catalogue().accelerator("x1").id == "x1"


def test_a_place_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(loading, "_DATA", write(tmp_path / "data", accelerators__x1=ACCELERATOR))
    monkeypatch.setattr(loading, "_KEPT", tmp_path / "file" / "data.marshal")
    assert load_catalogue().accelerator("x1").id == "x1"
