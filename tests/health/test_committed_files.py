"""What is committed names no machine, no registry and no folder beside the repository."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = "tests/health/test_committed_files.py"
PICTURES = {".png", ".ico"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/|\.\./shared")
REGISTRY = re.compile(
    r"(--(?:extra-)?index-url|--find-links|registry\.npmjs|pypi\.org/simple|files\.pythonhosted)", re.IGNORECASE
)
SECRET = re.compile(r"xox[bpars]-\d{6,}|xapp-\d-[A-Z0-9]{6,}|-----BEGIN [A-Z ]*PRIVATE KEY")


def committed() -> list[str]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("needs git and a clone: apt-get install git")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name and name != HERE]
    return [name for name in names if Path(name).suffix not in PICTURES and (ROOT / name).is_file()]


def naming(pattern: re.Pattern[str]) -> list[str]:
    """The committed files in which a pattern is found."""
    return [name for name in committed() if pattern.search((ROOT / name).read_text(encoding="utf-8"))]


def test_no_file_names_a_folder_of_some_machine() -> None:
    assert [name for name in naming(MACHINE) if name != ".ci/run"] == []


def test_no_file_names_a_registry() -> None:
    assert naming(REGISTRY) == []


def test_no_file_holds_a_secret() -> None:
    assert naming(SECRET) == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_page_locks_versions_with_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "workspace/page/package-lock.json").read_text(encoding="utf-8"))
    packages = [entry for name, entry in lock["packages"].items() if name]
    assert packages
    assert all("resolved" not in entry for entry in packages)
    assert all("integrity" in entry for entry in packages if not entry.get("link") and not entry.get("inBundle"))
