"""Luck is a function of its address: the same however it is asked for, different for different addresses."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.weeks.luck import Luck, address

seeds = st.integers(0, 2**64 - 1)
weeks = st.integers(0, 600)
names = st.text(max_size=30)


@given(seed=seeds, territory=st.integers(0, 200), week=weeks, purpose=names, subject=names, cut=st.integers(0, 60))
def test_a_slice_is_the_same_part_of_the_whole(seed, territory, week, purpose, subject, cut):
    luck = Luck(seed, territory)
    whole = luck.draw(week, purpose, subject, 60)
    parts = [luck.draw(week, purpose, subject, cut), luck.draw(week, purpose, subject, 60 - cut, start=cut)]
    assert np.concatenate(parts).tobytes() == whole.tobytes()


@given(seeds, st.integers(0, 200), st.integers(2, 50))
def test_one_life_has_the_luck_it_has_among_many(seed, week, count):
    for _ in range(2):  # the second time it is remembered
        assert Luck(seed).draw(week, "life", "debt", 1)[0] == Luck(seed).draw(week, "life", "debt", count)[0]


@given(seed=seeds, week=weeks, start=st.integers(0, 10**9), count=st.integers(0, 20))
def test_asking_again_meets_the_same_luck(seed, week, start, count):
    first = Luck(seed).draw(week, "attend", "debt", count, start)
    Luck(seed).draw(week, "attend", "care", 7)
    assert first.tobytes() == Luck(seed).draw(week, "attend", "debt", count, start).tobytes()
    assert first.dtype == np.float64
    assert first.shape == (count,)
    assert ((first >= 0) & (first < 1)).all()


@given(seed=st.integers(0, 2**64 - 2), week=weeks)
def test_every_part_of_the_address_counts(seed, week):
    base = Luck(seed, 1).draw(week, "attend", "debt", 4).tobytes()
    others = [
        Luck(seed + 1, 1).draw(week, "attend", "debt", 4),
        Luck(seed, 2).draw(week, "attend", "debt", 4),
        Luck(seed, 1).draw(week + 1, "attend", "debt", 4),
        Luck(seed, 1).draw(week, "gain", "debt", 4),
        Luck(seed, 1).draw(week, "attend", "care", 4),
    ]
    assert all(other.tobytes() != base for other in others)


def test_the_address_is_as_documented():
    digest = hashlib.sha256(b"attend\x00debt").digest()
    assert address("attend", "debt") == int.from_bytes(digest[:8], "big")
    bits = np.random.Philox(key=7, counter=[0, 3, address("attend", "debt"), 2])
    assert Luck(7, 2).draw(3, "attend", "debt", 5).tobytes() == np.random.Generator(bits).random(5).tobytes()


def test_purpose_and_subject_do_not_run_together():
    assert address("ab", "c") != address("a", "bc")


def test_happens_as_often_as_its_chance_says():
    happened = Luck(1).happens(0, "job", "found", np.full(100_000, 30_000))
    assert 0.028 < happened.mean() < 0.032
    assert not Luck(1).happens(0, "job", "found", np.zeros(1000, np.int64)).any()
    assert Luck(1).happens(0, "job", "found", np.full(1000, 1_000_000)).all()


@pytest.mark.parametrize(("seed", "territory"), [(-1, 0), (2**64, 0), (0, -1), (0, 2**64)])
def test_addresses_outside_the_range_are_refused(seed, territory):
    with pytest.raises(ValueError, match="from 0 to"):
        Luck(seed, territory)
