"""Servers without their imports: one process imports the app, and each server of the run is forked from it.

A start of the app is three seconds of imports and a moment of starting. What a test needs fresh is the second part:
the process, its caches, its sessions, its database. `python -m tests.support.nursery FOLDER OWNER` listens in FOLDER
until process OWNER ends, and takes its servers along.
"""

import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from tests.support.once import once

ROOT = Path(__file__).resolve().parents[2]
SOCKET = "servers.sock"
START_SECONDS = 60
LOOK_SECONDS = 0.5
"""How often the nursery looks whether its owner is still there."""

HAS_FORK = hasattr(os, "fork") and hasattr(socket, "AF_UNIX")


def fork_streamlit(
    shared: Path, owner: int, arguments: Sequence[str], environment: Mapping[str, str], log: Path
) -> psutil.Process:
    """`streamlit` with `arguments`, as a new process; its output is added to `log`.

    Args:
        shared: the folder that all processes of the run share; the nursery is there once.
        owner: the process whose end is the end of the run.
        arguments: the command line after `streamlit`.
        environment: all variables of the process.
        log: the file that takes its output.

    Raises:
        RuntimeError: the nursery did not start.
    """
    address = once(shared, "nursery", lambda: _start(shared, owner))
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)
        order = {"arguments": [*arguments], "environment": {**environment}, "log": str(log)}
        line.sendall(json.dumps(order).encode())
        line.shutdown(socket.SHUT_WR)
        return psutil.Process(int(line.recv(32)))


def _start(shared: Path, owner: int) -> str:
    address, log = shared / SOCKET, shared / "nursery.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", __name__, str(address), str(owner)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while keeper.poll() is None and time.monotonic() < deadline:
        if address.exists():
            keeper.returncode = 0  # it is meant to outlive this object; no warning about that
            return str(address)
        time.sleep(0.02)
    message = f"the nursery of servers did not start:\n{log.read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)


def import_the_app() -> None:
    """Import what the app has imported when it says that it is healthy, and what many a first page asks for.

    Our pages import their own parts on their first visit, in each server anew. The entry is forgotten: each server
    reads it by itself.
    """
    importlib.import_module("streamlit.web.cli")
    importlib.import_module("uvicorn")
    importlib.import_module("streamlit_app")
    importlib.import_module("pages._kit.warm").import_everything()
    importlib.import_module("scipy.special")
    importlib.import_module("sqlalchemy.orm").configure_mappers()
    del sys.modules["streamlit_app"]
    gc.freeze()  # what the servers share is not looked through in each of them


def serve(address: Path, owner: int) -> None:
    """Fork a server for each order that comes, until the owner is gone."""
    import_the_app()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    with socket.socket(socket.AF_UNIX) as door:
        part = address.with_suffix(".part")
        door.bind(str(part))
        door.listen()
        door.settimeout(LOOK_SECONDS)
        part.replace(address)
        while psutil.pid_exists(owner):
            try:
                line, _ = door.accept()
            except TimeoutError:
                continue
            with line:
                line.setblocking(True)
                order = json.loads(line.makefile("rb").read())
                child = os.fork()
                if child == 0:
                    _become_a_server(order, door, line)
                line.sendall(str(child).encode())
    for server in psutil.Process().children():
        server.kill()


def _become_a_server(order: Mapping[str, object], *sockets: socket.socket) -> None:
    """In the child: leave everything of the nursery behind, and run Streamlit to the end of the process."""
    code = 1
    try:
        for each in sockets:
            each.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        output = os.open(str(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.environ.clear()
        os.environ.update(order["environment"])
        sys.argv = ["streamlit", *order["arguments"]]
        importlib.import_module("streamlit.web.cli").main(prog_name="streamlit")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 (whatever it is, it belongs into the server's log)
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
