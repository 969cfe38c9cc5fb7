"""One session of Cosmic Ray: some modules broken in a copy of the tree, with the tests that should notice."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
SECONDS_A_TEST = 60
# One swap for each operator, not all twelve that there are: a test that notices one of them notices nearly all.
OPERATORS = (
    *("Mul_Div", "Div_Mul", "Add_Sub", "Sub_Add"),
    *("Lt_GtE", "GtE_Lt", "Gt_LtE", "LtE_Gt", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Eq_NotEq", "NotEq_Eq"),
    *("Is_IsNot", "IsNot_Is", "In_NotIn", "NotIn_In"),
)
OTHERS = (
    *("NumberReplacer", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("AddNot", "ZeroIterationForLoop", "ReplaceBreakWithContinue"),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One break: where it is, what the line was and became, and whether a test noticed; None when it was not tried."""

    module: str
    function: str
    before: str
    after: str
    noticed: bool | None


class Session:
    """A copy of the tree in which Cosmic Ray breaks some modules, one way at a time."""

    def __init__(self, name: str, folder: Path, modules: list[str], tests: list[str], options: str = "") -> None:
        self.name = name
        self._copy = folder / name
        self._settings = folder / f"{name}.toml"
        self._results = folder / f"{name}.sqlite"
        self._copy_tree()
        # plain assertions fail as well, and tests need not be rewritten for each break
        command = f"{sys.executable} -m pytest -q -x -p no:cacheprovider --assert=plain {options} {' '.join(tests)}"
        self._settings.write_text(_settings(modules, command), encoding="utf-8")

    def prepare(self) -> None:
        """Find the breaks, and see that the tests pass without one. Raises SystemExit when they don't."""
        self._run("python", "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", ".")
        self._run("cosmic-ray", "init", str(self._settings), str(self._results))
        self._run("cr-filter-operators", str(self._results), str(self._settings))
        self._run("cosmic-ray", "baseline", str(self._settings))

    def start(self) -> "subprocess.Popen[bytes]":
        """Try the breaks, one after the other, in a process group of its own."""
        command = [PROGRAMS / "cosmic-ray", "exec", self._settings, self._results]
        return subprocess.Popen(command, cwd=self._copy, env=_environment(), start_new_session=True)

    def mutants(self) -> list[Mutant]:
        """Every break that was to be tried, with what came of it; but for `frozen` and `slots`, which mypy guards."""
        dumped = self._run("cosmic-ray", "dump", str(self._results))
        rows = [json.loads(line) for line in dumped.splitlines()]
        found = [_mutant(*row) for row in rows if row[1] is None or row[1]["worker_outcome"] != "skipped"]
        return [one for one in found if not one.before.startswith("@dataclass")]

    def _run(self, program: str, *arguments: str) -> str:
        command = [PROGRAMS / program, *arguments]
        done = subprocess.run(command, cwd=self._copy, env=_environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{program} failed in session {self.name}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _copy_tree(self) -> None:
        listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        files = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        for file in (name for name in files if (ROOT / name).is_file()):
            (self._copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self._copy / file)


def _settings(modules: list[str], command: str) -> str:
    wanted = "|".join([f"Replace(Binary|Comparison)Operator_({'|'.join(OPERATORS)})", *OTHERS])
    return "\n".join(
        [
            "[cosmic-ray]",
            f"module-path = {json.dumps(modules)}",
            f"timeout = {SECONDS_A_TEST}",
            "excluded-modules = []",
            f"test-command = {json.dumps(command)}",
            "[cosmic-ray.distributor]",
            'name = "local"',
            "[cosmic-ray.filters.operators-filter]",
            f"exclude-operators = {json.dumps([f'core/(?!({wanted})$)'])}",
        ]
    )


def _environment() -> dict[str, str]:
    """No plugin but those named, for speed; no more compiled files: one by date may be taken for the mutant before."""
    return os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _mutant(item: dict[str, list[dict[str, str]]], result: dict[str, str] | None) -> Mutant:
    [mutation] = item["mutations"]
    diff = (result or {}).get("diff") or ""
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    before, after = ([line[1:].strip() for line in lines if line[0] == sign] for sign in "-+")
    noticed = None if result is None or result["test_outcome"] is None else result["test_outcome"] != "survived"
    place = mutation["module_path"], mutation["definition_name"]
    return Mutant(*place, " ".join(before), " ".join(after), noticed)
