"""Bytes that come in as messages, and bytes that are none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.lsp.framing import Incoming


def read(data: bytes) -> tuple[list[bytes], str]:
    """The messages that pygls would find, reading as it does, and the fault that ended them."""
    incoming = Incoming(io.BytesIO(data))
    found, length = [], 0
    while header := incoming.readline():
        if header.startswith(b"Content-Length: "):
            length = int(header.removeprefix(b"Content-Length: "))
        if length and not header.strip():
            body = incoming.read(length)
            length = 0
            if not body:
                break
            found.append(body)
    return found, incoming.fault


@pytest.mark.parametrize(
    "header", [b"Content-Length: 2\r\n", b"content-length:2\n", b"Content-Type: x; y=z\r\nCONTENT-LENGTH: 2\r\n"]
)
def test_messages(header: bytes) -> None:
    end = b"\r\n" if header.endswith(b"\r\n") else b"\n"
    assert read((header + end + b"{}") * 2) == ([b"{}", b"{}"], "")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"Content-Length: many\r\n\r\n{}", "a Content-Length that is no number"),
        (b"Content-Length: -1\r\n\r\n{}", "a Content-Length that is no number"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "a line that is no header of a message"),
        (b"\r\n\r\n", "a message without Content-Length"),
        (b"{}\n", "a line that is no header of a message"),
        (b"\x00\xff", "a line that is no header of a message"),
        (b"Content-Length: 99999999999\r\n\r\n{}", "99,999,999,999 bytes"),
        (b"Content-Length: 0\r\n\r\n", "a message of no bytes"),
        (b"Content-Length: 9\r\n\r\n{}", "shorter than its header says"),
        (b"x" * 10_000, "a line that is no header of a message"),
        (b"Content-Len", "a line that is no header of a message"),
        (b"Content-Length", "a Content-Length that is no number"),
        (b"", ""),
    ],
)
def test_a_fault_ends_the_input(data: bytes, fault: str) -> None:
    good = b"Content-Length: 2\r\n\r\n[]"
    found, told = read(good + data + good)
    assert found[0] == b"[]"
    if data:
        assert len(found) == (2 if "shorter" in fault else 1)
    found, told = read(good + data)
    assert found == [b"[]"]
    assert fault in told
    assert bool(fault) == bool(told)


@given(st.binary(max_size=200))
def test_any_bytes_come_to_an_end(data: bytes) -> None:
    read(data)
    read(b"Content-Length: 5\r\n" + data)
