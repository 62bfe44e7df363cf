"""The command that serves the page: where it can be reached, how it ends, and what it says when it can't start."""

import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import pytest

from tests.web.command import ROOT, served, started


def test_the_page_is_where_the_command_says_and_ctrl_c_ends_it() -> None:
    with served() as (address, process):
        with urlopen(address, timeout=20) as answer:
            assert "<textarea" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_only_this_machine_can_reach_it() -> None:
    with served() as (address, _):
        port = int(address.rstrip("/").rpartition(":")[2])
        # On Linux all of 127/8 is this machine: what listens everywhere would answer here too.
        with socket.socket() as other:
            assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = started("--no-open", "--port", str(port))
        said, complaint = process.communicate(timeout=20)
    assert (process.returncode, said) == (2, "")
    assert complaint == f"Error: port {port}: can't be used (Address already in use); choose another with --port\n"


@pytest.mark.parametrize("missing", ["flask", "waitress"])
def test_without_the_extra_it_says_how_to_install_it(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None\nfrom pipeline.cli import cli; cli(['serve', '--no-open'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("Error: serve: Flask and waitress are not installed; run: pip install 'press-audit[web]'\n")
