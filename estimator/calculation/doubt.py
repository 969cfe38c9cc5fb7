"""What a reader should hear beside an answer: a code for scripts, a sentence for people, and how loud it is."""

from typing import Literal

from msgspec import Struct

Level = Literal["note", "warning"]
# what was read, assumed or left out without any doubt about the answer; everything else should stop a decision
_NOTES = frozenset(
    {
        "accelerator_assumed",
        "bare_name",
        "batch_assumed",
        "batch_of_sequences",
        "configuration",
        "dataset",
        "day_named",
        "device_batch",
        "sequence_read",
        "solved_for_room",
        "size_again",
        "time_taken",
        "left_out",
        "machine_price",
        "machine_price_unknown",
        "machine_size",
        "mfu_carried_over",
        "mixture_size",
        "node_size",
        "not_included",
        "no_own_runs",
        "not_used",
        "other_term",
        "other_version",
        "own_runs",
        "plan_deadline",
        "plan_deals",
        "plan_on_demand",
        "plan_on_gpus",
        "plan_fleets",
        "plural_or_name",
        "power_assumed",
        "precision_assumed",
        "price_not_carried_over",
        "price_stale",
        "qlora",
        "sampled",
        "samples",
        "scaling_law_validity",
        "slice_size",
        "smallest_card",
        "steps",
        "text_size",
        "solved_for_budget",
        "solved_for_time",
        "stack_not_measured",
        "team_default",
        "team_defaults_away",
        "tokens_assumed",
        "tokens_per_parameter",
        "unverified_fact",
    }
)


class Doubt(Struct, frozen=True):
    """A warning or a quiet note on an estimate. `message` says what is odd, why, and what the likely value is."""

    code: str
    message: str

    @property
    def level(self) -> Level:
        """Whether it is a warning, which should stop a decision, or a note."""
        return "note" if self.code in _NOTES else "warning"
