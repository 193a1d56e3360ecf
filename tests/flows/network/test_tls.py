import asyncio
import ssl
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.config import FetchSection
from flows.fetch import Fetched, Request, open_agent
from tests.flows.web import body, redirect, serve_web
from tests.samples import NOW

LIMITS = FetchSection(
    allow_private=("press.example", "other.example"),
    most_seconds=20,
    seconds_between=0,
    robots=False,
    reservations=False,
)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS as press.example, which our side believes."""
    certificate = write_certificate("press.example", tmp_path / "press.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def write_certificate(host: str, path: Path) -> Path:
    """Write a key and the certificate that it gives itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=10_000))
        .not_valid_after(NOW + timedelta(days=10_000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def fetch(url: str) -> Fetched:
    """Ask for `url` where every name is on loopback."""

    async def resolve(_host: str) -> Sequence[str]:
        return ["127.0.0.1"]

    async def go() -> Fetched:
        async with open_agent(LIMITS, now=NOW, resolve=resolve) as agent:
            return await agent.fetch(Request(url=url))

    return asyncio.run(go())


def name_host(web: str, host: str) -> str:
    return web.replace("127.0.0.1", host)


def test_the_certificate_is_that_of_the_name_not_of_the_address(
    tls: ssl.SSLContext,
) -> None:
    with serve_web({"/page": body(b"<p>Safe.</p>")}, tls=tls) as web:
        got = fetch(name_host(f"{web}/page", "press.example"))

    assert (got.body, got.error) == (b"<p>Safe.</p>", None)


def test_a_certificate_of_another_host_is_no_connection(tls: ssl.SSLContext) -> None:
    with serve_web({"/page": body(b"<p>Safe?</p>")}, tls=tls) as web:
        got = fetch(name_host(f"{web}/page", "other.example"))

    assert got.error
    assert got.error.reason == "no connection"
    assert "none that is safe" in got.error.detail
    assert "other.example" in got.error.detail


def test_a_host_that_speaks_no_tls_is_no_connection() -> None:
    with serve_web({}) as web:
        got = fetch(name_host(web, "press.example").replace("http:", "https:"))

    assert got.error
    assert got.error.reason == "no connection"
    assert "none that is safe" in got.error.detail


def test_a_redirect_away_from_tls_is_followed(tls: ssl.SSLContext) -> None:
    with serve_web({"/page": body(b"<p>Plain.</p>")}) as plain:
        routes = {"/page": redirect(name_host(f"{plain}/page", "press.example"))}
        with serve_web(routes, tls=tls) as web:
            got = fetch(name_host(f"{web}/page", "press.example"))

    assert (got.body, got.final_url) == (
        b"<p>Plain.</p>",
        name_host(f"{plain}/page", "press.example"),
    )
