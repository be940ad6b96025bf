"""An editor for tests: it starts the real server in a process of its own and speaks the protocol with it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

WAIT = 30  # seconds for one answer, on a machine that does other things too

CURSOR = "|"


class Editor:
    """What an editor does: it opens files, changes them, and asks about places in them."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Condition()
        self.version = 0

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def _(params: types.PublishDiagnosticsParams) -> None:
            async with self.news:
                self.shown[params.uri] = list(params.diagnostics)
                self.news.notify_all()

    def open(self, file: Path, text: str | None = None) -> str:
        uri = file.as_uri()
        text = file.read_text(encoding="utf-8") if text is None else text
        item = types.TextDocumentItem(uri, "yaml", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, file: Path, text: str) -> None:
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, file.as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, file: Path) -> None:
        document = types.TextDocumentIdentifier(file.as_uri())
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def until(self, file: Path, are: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """Wait until what is shown of a file is as asked."""
        uri = file.as_uri()
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: uri in self.shown and are(self.shown[uri])), WAIT)
        return self.shown[uri]

    async def codes(self, file: Path, *codes: str) -> list[types.Diagnostic]:
        """Wait until just these codes are shown at a file."""
        return await self.until(file, lambda shown: sorted(str(each.code) for each in shown) == sorted(codes))

    def place(self, file: Path, marked: str) -> tuple[types.TextDocumentIdentifier, types.Position]:
        """Change a file to a text without its cursor sign; where the sign was."""
        before, _, after = marked.partition(CURSOR)
        self.change(file, before + after)
        line = before.rpartition("\n")[2]
        position = types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)
        return types.TextDocumentIdentifier(file.as_uri()), position

    async def complete(self, file: Path, marked: str) -> dict[str, types.CompletionItem]:
        document, position = self.place(file, marked)
        found = await ask(self.client.text_document_completion_async(types.CompletionParams(document, position)))
        return {item.label: item for item in found.items}

    async def hover(self, file: Path, marked: str) -> str:
        document, position = self.place(file, marked)
        found = await ask(self.client.text_document_hover_async(types.HoverParams(document, position)))
        return found.contents.value if found else ""

    async def definition(self, file: Path, marked: str) -> types.Location | None:
        document, position = self.place(file, marked)
        return await ask(self.client.text_document_definition_async(types.DefinitionParams(document, position)))


async def ask(answer: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(answer, WAIT)


def edit(
    session: Callable[[Editor], Awaitable[None]], *, encodings: list[types.PositionEncodingKind | str] | None = None
) -> int:
    """Run a session with a server of its own; gives the server's exit code after a clean end."""

    async def run() -> int:
        client = LanguageClient("test", "1")
        editor = Editor(client)
        await client.start_io(sys.executable, "-m", "whosays", "lsp")
        server = client._server
        assert server is not None
        try:
            general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
            capabilities = types.ClientCapabilities(general=general)
            await ask(client.initialize_async(types.InitializeParams(capabilities)))
            client.initialized(types.InitializedParams())
            await session(editor)
            await ask(client.shutdown_async(None))
            client.exit(None)
            return await asyncio.wait_for(server.wait(), WAIT)
        finally:
            if server.returncode is None:
                server.kill()
            await client.stop()

    return asyncio.run(run())
