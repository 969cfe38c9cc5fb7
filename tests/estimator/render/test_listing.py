"""Browsing the catalogue."""

import json
import re

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.render import fact_sheet, listing, tables


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


LISTS = (listing.list_accelerators, listing.list_models, listing.list_prices, listing.list_grids)


@pytest.mark.parametrize("list_entries", LISTS)
def test_every_object_has_an_id_and_dated_sources_and_is_json(catalogue: Catalogue, list_entries: object):
    assert callable(list_entries)
    entries = json.loads(json.dumps(list_entries(catalogue), allow_nan=False))
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["sources"]
        for source in entry["sources"]:
            assert source.keys() == {"title", "url", "retrieved"}
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", source["retrieved"])


def test_a_price_says_whose_it_is_on_which_terms_and_from_when(catalogue: Catalogue):
    for price in listing.list_prices(catalogue):
        assert {"accelerator", "provider", "billing", "region", "price", "as_of"} <= price.keys()


def test_all_words_of_a_filter_must_match_in_any_case(catalogue: Catalogue):
    found = listing.list_prices(catalogue, "H100 AWS spot")
    assert found
    assert {(price["provider"], price["billing"]) for price in found} == {("aws", "spot")}
    assert listing.list_accelerators(catalogue, "no such thing") == []


def test_a_facts_source_survives_from_the_file_to_the_object(catalogue: Catalogue):
    (entry,) = listing.list_accelerators(catalogue, "a100-80gb-sxm")
    peak = entry["peak"]
    assert isinstance(peak, dict)
    assert peak["bf16"]["value"] == 312e12
    sources = entry["sources"]
    assert isinstance(sources, list)
    assert peak["bf16"]["source"] in {source["title"] for source in sources}
    assert any("ml-engineering" in source["url"] for source in sources)


def test_an_accelerators_object_holds_its_default_price(catalogue: Catalogue):
    (entry,) = listing.list_accelerators(catalogue, "a100-80gb-sxm")
    price = entry["default_price"]
    assert isinstance(price, dict)
    assert (price["value"], price["billing"]) == (1.8, "on-demand")
    assert price["reason"]


@pytest.mark.parametrize("draw", [tables.accelerator_table, tables.model_table, tables.price_table, tables.grid_table])
def test_tables_have_rows_of_one_length(catalogue: Catalogue, draw: object):
    assert callable(draw)
    table = draw(catalogue, "")
    assert all(len(row) == len(table.headers) for row in table.rows)


def test_an_entrys_own_page_gives_each_fact_with_its_source(catalogue: Catalogue):
    facts = {row[0]: row[1:] for row in fact_sheet.accelerator_facts(catalogue, "A100").rows}
    value, title, address, day = facts["peak, dense bf16"]
    assert value == "312 TFLOP/s"
    assert "ML Engineering" in title
    assert address.startswith("https://github.com/stas00/")
    assert day == "2026-11-20"
    assert facts["network, one direction"][0] == "25 GB/s (not verified)"
    assert facts["default price, on-demand, 2026-11"][0].startswith("1.80 USD/hour")


def test_a_table_shows_what_was_filtered(catalogue: Catalogue):
    table = tables.accelerator_table(catalogue, "h100 sxm5")
    assert [row[0] for row in table.rows] == ["h100-sxm"]
    assert table.rows[0][2:5] == ("989.4", "1,979", "80")
