"""Listening for requests."""

from __future__ import annotations

import pytest

from folkways.server.serving import AddressTaken, address, listening


def test_port_0_finds_a_free_one() -> None:
    with listening("127.0.0.1", 0) as place:
        assert place.getsockname()[1] > 0


def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    with listening("127.0.0.1", 0) as place:
        place.listen()
        port = place.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"Cannot listen on 127.0.0.1:{port}") as told:
            listening("127.0.0.1", port)
    assert "--port 0" in told.value.hint


def test_addresses_of_the_sixth_version_stand_in_brackets() -> None:
    assert address("::1", 80) == "http://[::1]:80/"
    assert address("127.0.0.1", 8321) == "http://127.0.0.1:8321/"
