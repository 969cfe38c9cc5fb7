"""Decision records are numbered without gaps, and the index names each by its heading."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"


def test_records_are_numbered_without_gaps_and_listed_by_their_headings() -> None:
    records = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    for number, record in enumerate(records, start=1):
        heading = record.read_text(encoding="utf-8").partition("\n")[0]
        title = heading.removeprefix(f"# {number}. ")
        assert record.name.startswith(f"{number:04}-")
        assert f"{number}. [{title}]({record.name})" in index
