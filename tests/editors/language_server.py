"""A client of a language server: opens texts, and asks what an editor would ask, over its standard streams."""

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False, "url": ""},  # nothing is asked of other machines
        "kubernetesCRDStore": {"enable": False},
    }
}
CAPABILITIES = {
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
}


class LanguageServer:
    """yaml-language-server (npm), as an editor runs it."""

    def __init__(self, command: Sequence[str], patience: float = 60.0) -> None:
        self.patience = patience
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.asked = 0
        self.heard: Queue[dict[str, Any]] = Queue()
        self.answers: dict[int, Any] = {}
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})
        return self

    def __exit__(self, *fault: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def open(self, file: Path, text: str) -> None:
        """Show a text under the name of a file, whatever the disk has there."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def problems(self, file: Path) -> list[tuple[int, str]]:
        """Line, from 1, and message of each problem of a text that was opened."""
        while file.as_uri() not in self.diagnostics:
            self._hear()
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in self.diagnostics[file.as_uri()]]

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is shown over a place (from 1)."""
        found = self.ask("textDocument/hover", self._place(file, line, column))
        return found["contents"]["value"] if found else ""

    def completions(self, file: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Label -> what is offered at a place (from 1)."""
        found = self.ask("textDocument/completion", self._place(file, line, column))
        return {one["label"]: one for one in found["items"]}

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        """The answer to one request."""
        self.asked += 1
        number = self.asked
        self._send({"id": number, "method": method, "params": params})
        while number not in self.answers:
            self._hear()
        return self.answers.pop(number)

    @staticmethod
    def _place(file: Path, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line - 1, "character": column - 1}}

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _hear(self) -> None:
        """Take in one message of the server."""
        try:
            message = self.heard.get(timeout=self.patience)
        except Empty:
            raise AssertionError(f"the language server was silent for {self.patience:.0f} s") from None
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self.diagnostics[params["uri"]] = params["diagnostics"]
            case {"method": "workspace/configuration", "id": number, "params": params}:
                values = [SETTINGS.get(item["section"]) for item in params["items"]]
                self._send({"id": number, "result": values})
            case {"method": _, "id": number}:
                self._send({"id": number, "result": None})
            case {"id": number}:
                assert "error" not in message, message
                self.answers[number] = message.get("result")

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                size = int(header.split(b":")[1])
                while stream.readline().strip():
                    pass
                self.heard.put(json.loads(stream.read(size)))
