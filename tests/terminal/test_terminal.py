"""The command line as its users start it."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from terminal import main
from workspace.validation import message_problems

WORKED = "70B 2T a100 mfu=0.5"
COMMAND = [sys.executable, "-m", "estimator"]


def started(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], input=text, capture_output=True, text=True, check=False)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The same without a process of its own."""
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(io.StringIO()) as errors:
        status = main.run(words)
    return subprocess.CompletedProcess(words, status, output.getvalue(), errors.getvalue())


def test_a_question_prints_the_worked_answer() -> None:
    done = started("70B", "2T", "a100", "mfu=0.5")
    assert done.returncode == 0
    assert done.stdout.startswith("70B parameters on 2T tokens · A100 80GB SXM4\n")
    assert "$2.69M" in done.stdout


@pytest.mark.parametrize("words", [["explain", WORKED], ["--explain", WORKED], [WORKED, "--explain"]])
def test_an_explanation_shows_all_digits_and_the_sources(words: list[str]) -> None:
    shown = run(*words).stdout
    for figure in ("1,495,726 h", "$2,692,308", "6 × 70e9 × 2e12", "Kaplan et al. 2020, Scaling Laws"):
        assert figure in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_of_another_encoding_shows_the_same_numbers(encoding: str) -> None:
    done = subprocess.run(
        [*COMMAND, "llama-3.1-405b 16384xh100"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    shown = done.stdout.decode(encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "?" not in shown
    for number in ("406B", "16,384", "$2.35", "3.94e25", "(stack=tuned: "):
        assert number in shown


def test_something_missing_is_asked_for_with_requests_that_can_be_answered() -> None:
    done = run("70B")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    offered = done.stderr.strip().partition(" Try: ")[2].split(" | ")
    assert offered[0] == "70B 1.4T h100"
    assert all(run(text).returncode == 0 for text in offered)


def test_an_unknown_accelerator_suggests_the_nearest_name() -> None:
    done = started("70B 2T h10")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == 'llmcost: I don\'t know the accelerator "h10". Did you mean h100?\n'


@pytest.mark.parametrize("form", ["--json", "--csv", "--markdown"])
def test_every_form_holds_the_cost(form: str) -> None:
    done = run("70B 2T a100 mfu=0.5", form)
    assert done.returncode == 0
    assert "2692307" in done.stdout or "$2.69M" in done.stdout


def test_batch_answers_every_line_in_order_and_goes_on_after_a_bad_one() -> None:
    done = started("batch", "-", text="70B 2T a100 mfu=0.5\n\nnonsense\n7B 1T h100\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["answer" in row for row in rows] == [True, False, False, True]
    assert set(rows[2]["error"]) == {"code", "message", "hint"}
    assert done.returncode == 1


def test_batch_splits_on_line_feeds_and_nothing_else() -> None:
    done = started("batch", text="7B 1T h100\x0b\x85\u2028\r\n")
    assert len(done.stdout.splitlines()) == 1


def test_a_batch_file_that_is_not_there_is_a_sentence() -> None:
    done = started("batch", "no-such-file.txt")
    assert done.returncode == 1
    assert done.stderr == "llmcost: No such file or directory: no-such-file.txt\n"


@pytest.mark.parametrize("kind", ["accelerators", "models", "prices"])
def test_the_catalogue_lists_objects_with_sources(kind: str) -> None:
    entries = json.loads(run(kind, "--json").stdout)
    assert all(entry["id"] and entry["sources"] for entry in entries)
    assert all(set(source) == {"title", "url", "retrieved"} for entry in entries for source in entry["sources"])


def test_help_prints_examples() -> None:
    assert "70B 2T a100 mfu=0.5" in run("help").stdout


@pytest.mark.parametrize(("kind", "identity"), [("accelerators", "h100-sxm"), ("models", "llama-2-70b")])
def test_a_single_entry_is_printed_with_each_fact_and_its_source(kind: str, identity: str) -> None:
    lines = run(kind, identity).stdout.splitlines()
    assert lines[1] == "fact\tvalue\tsource\taddress\tretrieved"
    assert all("https://" in line for line in lines[2:])


QUESTIONS = (
    "70B 2T a100",
    "compare 70B 2T a100 vs h100",
    "accelerators h100-sxm",
    "prices h100 aws",
    "accuracy",
    "help",
)


def test_a_batch_answers_every_question_with_the_json_of_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    done = started("batch", text="\n".join(QUESTIONS))
    assert done.returncode == 0
    for question, line in zip(QUESTIONS, done.stdout.splitlines(), strict=True):
        assert main.run([question, "--json"]) == 0
        printed = json.loads(capsys.readouterr().out)
        if "layout" in printed:
            printed["layout"] = printed["answer"]["memory_per_accelerator"] = None
            printed["steps"] = [step for step in printed["steps"] if step in json.loads(line)["steps"]]
        for row in printed["rows"] if question.startswith("compare") else ():
            row["answer"]["memory_per_accelerator"] = None
        assert json.loads(line) == printed


def test_a_batch_with_layout_answers_memory_as_the_terminal_does(capsys: pytest.CaptureFixture[str]) -> None:
    done = started("batch", "--layout", text=QUESTIONS[0])
    assert main.run([QUESTIONS[0], "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["answer"]["memory_per_accelerator"]["value"] > 0
    assert json.loads(done.stdout) == printed


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", ["--csv", "--markdown", "--blocks"])
def test_every_question_is_printed_in_every_form(question: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*question.split(), form]) == 0
    printed = capsys.readouterr().out
    if form == "--blocks":
        assert message_problems(json.loads(printed)["blocks"]) == []
    else:
        assert len(printed.splitlines()) > 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_drawn_on_a_terminal(
    question: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main.run(question.split()) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3


def test_a_comparison_takes_a_model_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = {"model_type": "bloom", "hidden_size": 1024, "n_layer": 24, "n_head": 16, "vocab_size": 250880}
    (tmp_path / "mine.json").write_text(json.dumps(model), encoding="utf-8")
    asked = ["compare", "2T", "h100", "vs", "a100", "--json", "--config", str(tmp_path / "mine.json")]
    assert main.run(asked) == 0
    assert [row["text"] for row in json.loads(capsys.readouterr().out)["rows"]] == [
        "hf:config/mine 2T h100-sxm",
        "hf:config/mine 2T a100-80gb-sxm",
    ]


def test_a_word_that_nobody_answers_has_the_exit_status_of_a_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["explain settings"]) == 2
    assert capsys.readouterr().err == "llmcost: I don't answer `settings` here. `help` shows what I answer.\n"


def test_a_config_of_an_unknown_family_is_read_like_the_one_that_is_said(tmp_path: Path) -> None:
    sizes = {"hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 11008}
    config = tmp_path / "ours.json"
    config.write_text(json.dumps({"model_type": "ours", "vocab_size": 32000, **sizes}))
    refused = run("--config", str(config), "2T h100")
    assert refused.returncode == 2
    assert "add like=llama" in refused.stderr
    done = run("--config", str(config), "2T like=llama h100")
    assert done.returncode == 0
    assert "read as llama, as you said" in done.stdout


def test_a_model_of_unpublished_size_says_what_to_type() -> None:
    done = run("gpt-4 h100")
    assert done.returncode == 2
    assert done.stderr.startswith("llmcost: The size of GPT-4 was never published")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_written_as_a_page(question: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answer.html"
    assert main.run([*question.split(), "--html", str(file)]) == 0
    assert capsys.readouterr().out == f"The page is in {file}: open it in a browser.\n"
    assert f"llmcost {question}" in file.read_text(encoding="utf-8")


def test_the_page_of_an_estimate_holds_the_memory_too(tmp_path: Path) -> None:
    file = tmp_path / "answer.html"
    assert main.run(["70B", "2T", "a100", "--html", str(file)]) == 0
    assert "Memory and layout" in file.read_text(encoding="utf-8")


def test_a_config_with_a_harmful_name_is_written_as_text(tmp_path: Path) -> None:
    model = {"model_type": "bloom", "hidden_size": 1024, "n_layer": 24, "n_head": 16, "vocab_size": 250880}
    config, file = tmp_path / "<script>alert(1)<&.json", tmp_path / "answer.html"
    config.write_text(json.dumps(model), encoding="utf-8")
    assert main.run(["2T", "h100", "--html", str(file), "--config", str(config)]) == 0
    page = file.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;&amp;" in page
    assert "llmcost 2T h100 --config " in page


def test_a_page_is_not_written_over_what_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.json"
    file.write_text("{}", encoding="utf-8")
    assert main.run(["70B", "2T", "a100", "--html", str(file)]) == 2
    assert "does not end in .html" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "{}"
