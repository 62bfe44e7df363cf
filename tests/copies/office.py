"""LibreOffice, where it is installed: what another program makes of the files that we write."""

import shutil
import subprocess
from pathlib import Path

import pytest

_FOLDER = Path(shutil.which("soffice") or "none").resolve().parent
writer = pytest.mark.skipif(not (_FOLDER / "libswlo.so").exists(), reason="no LibreOffice Writer is installed")
calc = pytest.mark.skipif(not (_FOLDER / "libsclo.so").exists(), reason="no LibreOffice Calc is installed")


def convert(files: list[Path], form: str, folder: Path) -> None:
    """Convert the files into ``folder``, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
