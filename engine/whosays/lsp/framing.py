"""The bytes that come in: headers that are none end the connection, instead of leaving both sides waiting."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

MAX_HEADER, MAX_MESSAGE = 4_096, 64_000_000

_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_OTHER = re.compile(rb"[!-9;-~]+:[^\r\n]*\r?\n")
_BLANK = (b"\r\n", b"\n")


class Incoming(io.RawIOBase):
    """Standard input, as pygls reads it: line by line, then as many bytes as the header says.

    pygls skips a line that is no header, and would then take the message for headers and wait for ever. Here such a
    line is the end of the input. `fault` says what was wrong.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._length = -1
        self.fault = ""

    def readable(self) -> bool:
        """It is read from, no more."""
        return True

    def readline(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - headers have a limit of their own
        """A line of a header; nothing at the end of the input or after a fault."""
        line = b"" if self.fault else self._line()
        if not line:
            return b""
        if found := _LENGTH.fullmatch(line):
            self._length = int(found[1])
            if self._length > MAX_MESSAGE:
                return self._stop(f"a message of {self._length:,} bytes; {MAX_MESSAGE:,} is the most that is read")
            if self._length == 0:
                return self._stop("a message of no bytes")
            return b"Content-Length: %d\r\n" % self._length  # the only spelling that pygls knows
        if line.lower().startswith(b"content-length"):
            return self._stop("a Content-Length that is no number")
        if line in _BLANK:
            if self._length < 0:
                return self._stop("a message without Content-Length")
            self._length = -1
            return b"\r\n"
        return line if _OTHER.fullmatch(line) else self._stop("a line that is no header of a message")

    def read(self, size: int = -1) -> bytes:
        """The bytes of a message; nothing where the input ends before the last of them."""
        data = self._stream.read(size)
        return data if len(data) == size else self._stop("a message that is shorter than its header says")

    def _line(self) -> bytes:
        """A line, up to the first character that no header has: the end of such a line might never come."""
        line = b""
        while not line.endswith(b"\n") and len(line) < MAX_HEADER and (char := self._stream.read(1)):
            line += char
            if not (b" " <= char <= b"~" or char in b"\t\r\n"):
                break
        return line

    def _stop(self, fault: str) -> bytes:
        self.fault = fault
        return b""
