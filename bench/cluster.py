"""A cluster with TLS on this machine, by the commands of docs/集群.md as they stand there: ``make cluster``.

    python bench/cluster.py

The certificates, the settings, a scheduler, workers and ``batch`` are begun as the page says; only the address,
the port, the folders and the number of workers are of this machine. The files must be those of one process. Then
whoever has no certificate, one of another CA, or no encryption must be refused.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import builder, county, output_folder  # noqa: E402

PAGE = ROOT / "docs" / "集群.md"
NAMES = ("水务局", "林业局", "文旅局")
PATIENCE, WORKERS = 60, "2"


def commands(heading: str) -> list[str]:
    """The lines of code below a heading of the page, each with those that it goes on in."""
    section = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (found,) = (each for each in section if each.startswith(heading))
    code = "\n".join(line[4:] for line in found.splitlines() if line.startswith("    "))
    return code.replace("\\\n", " ").split("\n")


class Office:
    """The folders of somebody who follows the page: a home, certificates in it, two counties alike."""

    def __init__(self, root: Path) -> None:
        self.home, self.port = root / "home", _free_port()
        self.tls = self.home / "tls"
        self.tls.mkdir(parents=True)
        self.scratch = root / "scratch"
        self.near, self.far = root / "near", root / "far"
        for number, name in enumerate(NAMES):
            content = county.named(f"青禾县{name}", str(418002 + number))
            builder.write(self.near / name / "inputs" / str(county.YEAR), content)
        shutil.copytree(self.near, self.far)  # not written twice: a workbook knows when it was written

    def words(self, line: str) -> list[str]:
        """The words of a command of the page with the places of this machine."""
        places = {"10.1.1.5": "127.0.0.1", "8786": str(self.port), ".venv/bin/python": sys.executable,
                  " tls/": f" {self.tls}/", "--nworkers 4": f"--nworkers {WORKERS}",
                  "/tmp/juesuan": str(self.scratch), " 全县": f" {self.far}"}  # fmt: skip  # noqa: S108 - the page's
        for written, here in places.items():
            line = line.replace(written, here)
        return ["env", *shlex.split(line)]

    def environment(self, home: Path) -> Mapping[str, str]:
        """That of somebody at home in a folder."""
        return {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}

    def settle(self) -> None:
        """Make the certificates and write the settings."""
        lines = commands("证书")
        for line in (each for each in lines if each.startswith("openssl")):
            subprocess.run(shlex.split(line), cwd=self.tls, check=True, capture_output=True)
        settings = "\n".join(each for each in lines if not each.startswith("openssl"))
        place = self.home / ".config" / "dask" / "juesuan.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(settings.replace("/home/me", str(self.home)), encoding="utf-8")

    @contextmanager
    def open(self) -> Iterator[str]:
        """The cluster while it runs; yields the command that has it make the reports."""
        scheduler, worker, batch = (each for each in commands("开起来") if each)
        begun = [self._begin(scheduler)]
        try:
            self._wait()
            begun.append(self._begin(worker))
            yield batch
        finally:
            for each in reversed(begun):
                each.terminate()
                each.wait()

    def _begin(self, line: str) -> "subprocess.Popen[bytes]":
        silent = subprocess.DEVNULL
        env = self.environment(self.home)
        return subprocess.Popen(self.words(line), cwd=ROOT, env=env, stdout=silent, stderr=silent)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                return

    def run(self, line: str, home: Path) -> tuple[int, str]:
        """The exit code of a command, by somebody at home in a folder, and what it said."""
        words, env = self.words(line), self.environment(home)
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, check=False, encoding="utf-8")
        return done.returncode, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def made(folder: Path) -> dict[str, bytes]:
    """The files of all departments but the pages, which name their folder."""
    return {
        f"{name}/{place}": data
        for name in NAMES
        for place, data in output_folder.outputs(folder / name / "output" / str(county.YEAR)).items()
        if not place.endswith(".html")
    }


def wrong(office: Office, root: Path) -> Iterator[str]:
    """What is not as the page promises; a line is printed for each thing that is tried."""
    office.settle()
    with office.open() as batch:
        code, said = office.run(batch, office.home)
        near = [sys.executable, "generate.py", "batch", str(office.near), "--workers", "1"]
        subprocess.run(near, cwd=ROOT, check=False, capture_output=True)
        there, here = made(office.far), made(office.near)
        print(f"经 TLS 的集群：退出码 {code}，{len(there)} 个文件", flush=True)
        if code not in (0, 1) or not here or there != here:
            yield f"集群做的与一个进程做的不同：{said}"
        yield from _refused(office, root, batch)


def _refused(office: Office, root: Path, batch: str) -> Iterator[str]:
    """What is not refused that must be; a folder of a new home for each."""
    stranger = Office(root / "stranger")
    stranger.settle()
    nobody = root / "nobody"
    nobody.mkdir()
    plain = batch.replace("tls://", "tcp://")
    tried = (("没有证书", batch, nobody, "I68"), ("别的 CA 的证书", batch, stranger.home, "I65"),
             ("没有加密", plain, office.home, "I65"),
             ("没有加密，别的机器", plain.replace("10.1.1.5", "10.1.1.6"), office.home, "I67"))  # fmt: skip
    for title, line, home, problem in tried:
        code, said = office.run(line, home)
        print(f"{title}：退出码 {code}，{problem if problem in said else '没有说'}", flush=True)
        if code != 2 or problem not in said or "Traceback" in said:
            yield f"{title}：{said}"


def main() -> int:
    """Try all of it; print what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        found = list(wrong(Office(Path(name)), Path(name)))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"docs/集群.md 的命令照样做：不对的 {len(found)} 处\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
