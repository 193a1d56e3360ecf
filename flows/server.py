"""Prefect's own place: its home, its manners, and a server for scheduled runs."""

import logging
import os
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread

import httpx

from analysis.errors import DetenteError
from flows.settings import Settings

log = logging.getLogger("detente")

HEALTHY_WITHIN = 120
# Kept: a server ends when its standard input is closed.
_servers: list[subprocess.Popen[bytes]] = []


def prepare_prefect(home: Path) -> None:
    """Set Prefect's defaults before its first import; the user's own settings win.

    Analytics stay off: nothing leaves the machine (and without a network they only
    write errors into the log).
    """
    defaults = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "detente",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        # By itself Prefect forgets events only; runs go after 90 days.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    }
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DetenteError(
            f"{home}: {error.strerror}; name another folder under [warehouse] path"
        ) from error
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    # Behind a proxy, the server on this machine is still asked directly.
    for name in ("NO_PROXY", "no_proxy"):
        direct = [os.environ.get(name, ""), "127.0.0.1", "localhost"]
        os.environ[name] = ",".join(filter(None, direct))


def start_server() -> str:
    """Name the API's address for Prefect: the configured one, else our own server.

    Called before Prefect is imported, which reads the address then. Our server ends
    with this process, also when it is killed, and not before: on its way out Prefect
    still sends its last log lines.
    """
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        return configured
    address = f"http://127.0.0.1:{_free_port()}"
    server = subprocess.Popen(  # noqa: S603 our own interpreter
        [sys.executable, "-m", "flows.server", address.rsplit(":")[-1]],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PREFECT_SERVER_UI_API_URL": f"{address}/api"},
    )
    _wait_until_healthy(server, f"{address}/api/health")
    _servers.append(server)
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    return address


def serve_until_orphaned(port: str) -> None:
    """Be Prefect's server until stdin ends, as it does when the parent is gone.

    Prefect's own temporary server outlives a parent that was killed.
    """
    Thread(target=_end_with_stdin, daemon=True).start()
    options = ["--host", "127.0.0.1", "--port", port, "--log-level", "ERROR"]
    sys.argv = ["prefect", "server", "start", *options]
    runpy.run_module("prefect", run_name="__main__")


def _end_with_stdin() -> None:
    while os.read(0, 1024):
        continue
    os._exit(0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(server: subprocess.Popen[bytes], health: str) -> None:
    transport = httpx.HTTPTransport(retries=0)
    with httpx.Client(transport=transport, timeout=1) as client:
        for _ in range(HEALTHY_WITHIN * 2):
            if _answers(client, health):
                return
            try:
                server.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            break
    raise DetenteError("Prefect's server did not start; its log is above")


def _answers(client: httpx.Client, health: str) -> bool:
    try:
        return client.get(health).is_success
    except httpx.HTTPError:
        return False


def serve_schedule(settings: Settings) -> None:
    """Run the flow on its schedule until stopped, one run at a time."""
    address = start_server()
    from prefect.schedules import Cron

    from flows.daily import run

    log.info("Serving %s at %s", settings.schedule.cron, address)
    run.serve(
        name="detente",
        schedule=Cron(settings.schedule.cron, timezone=settings.schedule.time_zone),
        parameters={"config": str(settings.file)},
        limit=1,
    )


if __name__ == "__main__":
    serve_until_orphaned(sys.argv[1])
