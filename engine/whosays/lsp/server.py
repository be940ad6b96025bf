"""The server: what comes in over the protocol goes to the other files here, and what they find goes out. No more."""

from __future__ import annotations

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import PyglsError
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from whosays.lsp.completion import complete
from whosays.lsp.definition import definition
from whosays.lsp.diagnostics import message, problems_of
from whosays.lsp.documents import Documents, place_of
from whosays.lsp.framing import Incoming
from whosays.lsp.hover import hover
from whosays.lsp.position import UNITS, Places
from whosays.lsp.protocol_places import offset_at, range_of_mark
from whosays.lsp.roots import Root, root_of
from whosays.lsp.symbols import symbols
from whosays.problems import Problem
from whosays.version import VERSION

PAUSE = 0.15
"""Seconds without a keystroke before a text is checked."""


class WhosaysServer(LanguageServer):
    """One editor's server: the texts it has open, and the files it is shown problems of."""

    def __init__(self) -> None:
        # The whole text comes with each change: pygls counts lines otherwise than editors do (it ends them at U+2028
        # and others too), so that parts of a text would land in the wrong place.
        super().__init__("whosays", VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.documents = Documents()
        self.uris: dict[Path, str] = {}  # as the editor spells them
        self.shown: dict[Root, frozenset[Path]] = {}
        self.waiting: dict[Root, asyncio.Task[None]] = {}
        self.checker = ThreadPoolExecutor(max_workers=1)  # so that typing goes on while a check runs
        self.was_shut_down = False

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - a line, no traceback
        """Tell an error that is nobody's answer."""
        text = f"whosays lsp: {type(error).__name__}: {error}"
        sys.stderr.write(f"{text}\n")
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))

    def path(self, uri: str) -> Path:
        """The path of a document; one that is in no file gets a path that no file has."""
        found = to_fs_path(uri) if uri.startswith("file:") else None
        return place_of(found) if found else Path("/", uri.replace("/", "_").replace("\0", "_"))

    def places(self, path: Path) -> Places:
        """The places of a file, in the code units agreed on."""
        encoding = self.server_capabilities.position_encoding or "utf-16"
        name = str(getattr(encoding, "value", encoding))
        return Places(self.documents.text(path) or "", name if name in UNITS else "utf-16")

    def at(self, document: types.TextDocumentIdentifier, position: types.Position) -> tuple[Path, int, Places]:
        """The file, offset and places that a request is about."""
        path = self.path(document.uri)
        places = self.places(path)
        return path, offset_at(places, position), places

    def uri(self, path: Path) -> str:
        """The name of a file for the editor: the one it used itself, if it did."""
        return self.uris.get(path) or from_fs_path(str(path)) or path.as_uri()

    def changed(self, path: Path, pause: float = PAUSE) -> None:
        """Check what a file belongs to, after a pause; a further change starts the pause again."""
        root = root_of(path, self.documents)
        for old, shown in [*self.shown.items()]:  # a file can move from one root to another while its head is typed
            if old != root and path in shown and old not in {root_of(each, self.documents) for each in self.uris}:
                self.publish(old, {})
        if root is None:
            return
        if root in self.waiting:
            self.waiting[root].cancel()
        self.waiting[root] = asyncio.get_running_loop().create_task(self.check(root, path, pause))

    async def check(self, root: Root, path: Path, pause: float) -> None:
        """Check a root and show its problems, unless something changed meanwhile."""
        await asyncio.sleep(pause)
        texts = self.documents.texts
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self.checker, problems_of, root, texts, path)
        except Exception as error:
            self.report_server_error(error, PyglsError)
            return
        if texts is self.documents.texts:
            self.publish(root, dict(found))
        elif any(root_of(each, self.documents) == root for each in self.uris):
            self.waiting[root] = loop.create_task(self.check(root, path, 0))

    def publish(self, root: Root, found: dict[Path, tuple[Problem, ...]]) -> None:
        """Show the problems of a root, and clear those of its files that have none any more."""
        before = self.shown.pop(root, frozenset())
        if found:
            self.shown[root] = frozenset(found)
        opened = {path for path in self.uris if root_of(path, self.documents) == root}
        for path in sorted({*found, *before, *opened}):
            places = self.places(path)
            diagnostics = [_diagnostic(problem, places) for problem in found.get(path, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), diagnostics))

    def close(self, path: Path) -> None:
        """A file was closed: its root is checked as it is on the disk, or forgotten with its last open file."""
        root = root_of(path, self.documents)
        self.documents.drop(path)
        uri = self.uris.pop(path, None)
        if root is not None and any(root_of(each, self.documents) == root for each in self.uris):
            self.changed(next(each for each in self.uris if root_of(each, self.documents) == root))
        elif root is not None:
            if root in self.waiting:
                self.waiting.pop(root).cancel()
            self.publish(root, {})
        if uri:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _diagnostic(problem: Problem, places: Places) -> types.Diagnostic:
    severity = types.DiagnosticSeverity.Error if problem.is_error else types.DiagnosticSeverity.Warning
    return types.Diagnostic(
        range_of_mark(places, problem.mark), message(problem), severity, problem.code, source="whosays"
    )


def new_server() -> WhosaysServer:
    """A server that answers what the protocol asks."""
    server = WhosaysServer()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def _(params: types.DidOpenTextDocumentParams) -> None:
        path = server.path(params.text_document.uri)
        server.uris[path] = params.text_document.uri
        server.documents.put(path, params.text_document.text)
        server.changed(path, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def _(params: types.DidChangeTextDocumentParams) -> None:
        path = server.path(params.text_document.uri)
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangeWholeDocument):
                server.documents.put(path, change.text)
        server.changed(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def _(params: types.DidSaveTextDocumentParams) -> None:
        server.changed(server.path(params.text_document.uri), 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def _(params: types.DidCloseTextDocumentParams) -> None:
        server.close(server.path(params.text_document.uri))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["$", ".", "{", " "]))
    async def _(params: types.CompletionParams) -> types.CompletionList:
        path, offset, places = server.at(params.text_document, params.position)
        return types.CompletionList(is_incomplete=False, items=complete(path, offset, server.documents, places))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _(params: types.HoverParams) -> types.Hover | None:
        path, offset, places = server.at(params.text_document, params.position)
        return hover(path, offset, server.documents, places)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def _(params: types.DefinitionParams) -> types.Location | None:
        path, offset, _places = server.at(params.text_document, params.position)
        mark = definition(path, offset, server.documents)
        if mark is None:
            return None
        there = place_of(mark.file)
        return types.Location(server.uri(there), range_of_mark(server.places(there), mark))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        path = server.path(params.text_document.uri)
        return symbols(path, server.documents, server.places(path))

    @server.feature(types.SHUTDOWN)
    def _(_params: None) -> None:
        server.was_shut_down = True

    return server


def serve(stdin: BinaryIO, stdout: BinaryIO) -> str:
    """Serve one editor until it leaves; gives what was wrong, or an empty text if it left as it should."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it would print tracebacks; report_server_error tells
    incoming = Incoming(stdin)
    server = new_server()
    server.start_io(incoming, stdout)  # type: ignore[arg-type]  # pygls calls readline and read only
    server.checker.shutdown(wait=False, cancel_futures=True)
    return incoming.fault or ("" if server.was_shut_down else "the editor went away without saying so")
