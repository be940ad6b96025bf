"""Texts with other names in them: the longest name that begins at a word is replaced, its article with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LETTER = re.compile(r"\w")


def core(name: str) -> str:
    """A name without its article."""
    return _ARTICLE.sub("", name.strip(), count=1) if _ARTICLE.match(name.strip()) else name.strip()


class Renaming:
    """Replaces names, given without their articles; a name in small letters may begin with a capital.

    What looks like one of the kept expressions stays as it is.
    """

    def __init__(self, names: Mapping[str, str], kept: Iterable[str]) -> None:
        self._kept = re.compile(rf"(?:{'|'.join(kept)})(?!\w)")
        self._beginning: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by first word: texts are read once
        spelled = {each: new for name, new in names.items() for each in (name[:1].upper() + name[1:], name) if name}
        for name, new in sorted(spelled.items(), key=lambda pair: (-len(pair[0]), pair)):
            self._beginning[_TOKEN.findall(name)[0]].append((name, new))

    def __call__(self, text: str) -> str:
        """The text with the names replaced."""
        written, done = [], 0
        for token in _TOKEN.finditer(text):
            at = token.start()
            if at < done:
                continue
            if kept := self._kept.match(text, at):
                written.append(text[done : kept.end()])
                done = kept.end()
                continue
            article = _ARTICLE.match(text, at)
            for start in (article.end(), at) if article else (at,):
                if found := self._name_at(text, start):
                    written += [text[done:at], found[1]]
                    done = start + len(found[0])
                    break
        return "".join((*written, text[done:]))

    def _name_at(self, text: str, start: int) -> tuple[str, str] | None:
        first = _TOKEN.match(text, start)
        for name, new in self._beginning.get(first[0], ()) if first else ():
            if text.startswith(name, start) and not _LETTER.match(text, start + len(name)):
                return name, new
        return None
