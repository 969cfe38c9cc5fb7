"""What was done once is not done again, within an hour and a bounded memory."""

from bot.claims import Claims


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
    clock.now += 3_600
    assert not claims.claim("event")
    clock.now += 1
    assert claims.claim("event")


def test_an_expired_claim_takes_none_along_that_has_not():
    clock = Clock()
    claims = Claims(clock)
    claims.claim("early")
    clock.now += 1_800
    claims.claim("late")
    clock.now += 1_801
    assert claims.claim("early")
    assert not claims.claim("late")


def test_ten_thousand_claims_are_kept_and_the_oldest_makes_room_for_one_more():
    claims = Claims(Clock())
    for key in range(10_000):
        claims.claim(key)
    assert not claims.claim(0)
    claims.claim(10_000)
    assert not claims.claim(1)
    assert claims.claim(0)
