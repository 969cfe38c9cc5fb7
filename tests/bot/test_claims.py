"""What was done once is not done again, within an hour and a bounded memory."""

from bot.claims import KEPT_SECONDS, MOST, Claims


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_the_second_claim_of_a_key_is_refused_and_another_key_is_not():
    claims = Claims(Clock())
    assert claims.claim("event 1")
    assert not claims.claim("event 1")
    assert claims.claim("event 2")


def test_a_claim_expires_after_an_hour_and_no_sooner():
    clock = Clock()
    claims = Claims(clock)
    claims.claim("event")
    clock.now += KEPT_SECONDS - 1
    assert not claims.claim("event")
    clock.now += 2
    assert claims.claim("event")
    assert KEPT_SECONDS == 3_600


def test_the_oldest_claims_make_room_for_new_ones():
    claims = Claims(Clock())
    for key in range(MOST + 1):
        claims.claim(key)
    assert not claims.claim(MOST)
    assert claims.claim(0)
