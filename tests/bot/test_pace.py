"""Slack takes a short burst of messages in a channel and then one a second."""

from bot.pace import Pace


def test_three_messages_go_at_once_and_the_next_waits_its_second() -> None:
    now = 100.0
    pace = Pace(lambda: now)
    assert [max(pace.take("C1"), 0.0) for _ in range(5)] == [0.0, 0.0, 0.0, 1.0, 2.0]
    assert pace.take("C2") <= 0
    now = 110.0
    assert [max(pace.take("C1"), 0.0) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]
