"""A web of our own on loopback: pages that behave, and pages that do not."""

import gzip
import itertools
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: its path and its headers, their names in lower case."""

    path: str
    headers: Mapping[str, str]


@contextmanager
def serve_web(
    routes: Mapping[str, Answer],
    *,
    host: str = "127.0.0.1",
    asked: list[Asked] | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[str]:
    """Serve each path of `routes`; gives the address to put before a path. What is
    asked is noted in `asked`. All of 127.0.0.0/8 is loopback: each address is a host.
    """
    stopped = threading.Event()
    noted = [] if asked is None else asked

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        stopping = stopped

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            noted.append(Asked(self.path, headers))
            routes.get(self.path, status(404))(self)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Keep the test's output clean."""

    server = ThreadingHTTPServer((host, 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://{host}:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answer(
    payload: bytes = b"", headers: Mapping[str, str] | None = None, *, code: int = 200
) -> Answer:
    """An answer that behaves."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    return send


def body(payload: bytes, content_type: str = "text/html; charset=utf-8") -> Answer:
    return answer(payload, {"Content-Type": content_type})


def status(code: int) -> Answer:
    return answer(code=code)


def redirect(target: str, code: int = 302) -> Answer:
    return answer(headers={"Location": target}, code=code)


def gzip_bomb(size: int) -> Answer:
    return answer(gzip.compress(bytes(size)), {"Content-Encoding": "gzip"})


def never_ends(piece: bytes, pause: float) -> Answer:
    """A body without end, a piece every `pause` seconds until the client goes."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        stopping: threading.Event = handler.stopping  # type: ignore[attr-defined]
        try:
            while not stopping.wait(pause):
                handler.wfile.write(piece)
        except OSError:
            return

    return send


def says(words: bytes) -> Answer:
    """These bytes instead of an answer, and then the end of the connection."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(words)

    return send


def late(seconds: float, then: Answer) -> Answer:
    """An answer that takes its time."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        stopping: threading.Event = handler.stopping  # type: ignore[attr-defined]
        stopping.wait(seconds)
        then(handler)

    return send


def waits(until: threading.Event, then: Answer) -> Answer:
    """An answer that comes when the test lets it."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        until.wait()
        then(handler)

    return send


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request and so on; the last one stays."""
    turns = itertools.chain(answers, itertools.repeat(answers[-1]))
    lock = threading.Lock()

    def send(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = next(turns)
        chosen(handler)

    return send


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.close()
