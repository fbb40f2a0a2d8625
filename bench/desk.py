"""How long an officer waits at the desk, and what it holds after an hour: ``make desk``.

    python bench/desk.py [SAVES]        200 saves for the memory without a number

The desk is started on a copy of the sample, one cell of it is saved again and again, and each time the events are
heard and the page is fetched as the script of the page does; where there is Chromium, a browser does so too. Linux
only: what the server computes and holds is asked of /proc.

- 总时间 is what a person waits, CPU what the desk computed meanwhile, both medians: 20 saves, 5 runs. On a machine
  that does other things the first says little.
- 出问题 is from the save to the page 核对 with the new amount in it, 出正文 to the page 报告 with it, 出改动页 to
  the page 页面 with the changed paragraphs in the form of a page, 出版面 to the picture of the page laid out anew.
- 出文件 is from the click on 生成 to the event that the files are there; 同样生成一次 is the corridor alone in
  this process, its imports done, on a copy of the same inputs with the same cell changed. They take turns.
- 内存 is what the desk holds, and its growth from a quarter of the saves to the last of them.
"""

import os
import queue
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from statistics import median

import httpx
from msgspec import Struct, field

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import generate  # noqa: E402
from bench.run import row  # noqa: E402
from juesuan.app.teller import Teller  # noqa: E402
from juesuan.year import cell_writer  # noqa: E402
from juesuan.year.cell_writer import CellEdit  # noqa: E402
from tests.support import desk_process  # noqa: E402
from tests.support.desk_process import PATIENCE  # noqa: E402

YEAR = "2020"
SHEET, PLACE, FIRST = "三公经费", (9, 1), 30_000
"""The cell that is saved, 公务接待费, and the amount in 元 that it has first."""
SAVES, TIMES, RUNS = 200, 20, 5
BARS = {"打开": 1.5, "出问题": 0.5, "浏览器里出问题": 0.5, "出正文": 1.2, "出改动页": 1.2}
"""The most seconds that may pass, on a machine that does nothing else."""
GROWTH = 1.2


class Waited(Struct, frozen=True):
    """Seconds that a person waited, and that the process computed meanwhile."""

    wall: float
    cpu: float


class Office(Struct):
    """The desk in a process of its own, and an officer who saves one cell."""

    root: Path
    process: int
    """The number of the process."""
    client: httpx.Client
    address: str
    heard: "queue.SimpleQueue[str]" = field(default_factory=queue.SimpleQueue)
    amount: int = FIRST

    @property
    def book(self) -> Path:
        """The workbook that is saved."""
        return self.root / "inputs" / YEAR / "决算数据.xlsx"

    @property
    def in_yuan(self) -> str:
        """The amount as the problems print it."""
        return f"{self.amount:,}.00元"

    def cpu(self) -> float:
        """The seconds that the desk and the processes it has waited for have computed so far."""
        used = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()[11:15]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The MB that the desk holds."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(re.findall(r"VmRSS:\s*(\d+)", status)[0]) / 1024

    def save(self) -> None:
        """Saves the next amount; what was heard before is forgotten."""
        while not self.heard.empty():
            self.heard.get()
        self.amount += 100
        saved(self.book, self.amount)

    def wait(self, name: str) -> None:
        """Waits for an event of that name."""
        while self.heard.get(timeout=PATIENCE) != name:
            pass

    def page(self, screen: str) -> str:
        """The page of a screen. Raises HTTPStatusError where the desk refuses it."""
        return self.client.get(f"/{YEAR}/{screen}").raise_for_status().text

    def waited(self, work: Callable[[], None]) -> Waited:
        """What passes until the work is done."""
        begun, used = time.perf_counter(), self.cpu()
        work()
        return Waited(time.perf_counter() - begun, self.cpu() - used)

    def shows(self, screen: str, words: str) -> None:
        """Fetches the page as its script does. Raises SystemExit where the words are not in it."""
        self.wait("checked")
        if words not in self.page(screen):
            raise SystemExit(" ".join((screen, "没有", words)))

    def problems(self) -> None:
        """Waits until the new amount is among the problems."""
        self.shows("核对", self.in_yuan)

    def text(self) -> None:
        """Waits until the new amount is in the text of the report."""
        self.shows("报告", f"{self.amount / 10_000:.2f}万元")

    def changed_page(self) -> None:
        """Waits until the new amount is among the pages: in the changed paragraphs, or laid out already."""
        self.shows("报告/页面", f"{self.amount / 10_000:.2f}万元")

    def layout(self) -> None:
        """Waits until the pages are laid out and draws the one that is shown."""
        self.wait("paged")
        found = re.search(r'<image href="([^"]+)"', self.page("报告/页面"))
        if found is None:
            raise SystemExit("版面没有排成")
        self.client.get(found[1]).raise_for_status()

    def files(self) -> None:
        """Clicks on 生成 and waits for the files."""
        self.client.post(f"/{YEAR}/生成").raise_for_status()
        self.wait("made")


def saved(book: Path, amount: int) -> None:
    """The cell holds the amount in 元 from now on; all else is as it was."""
    book.write_bytes(cell_writer.edited(book.read_bytes(), [CellEdit(SHEET, *PLACE, Decimal(amount))]))


def copied(root: Path) -> Path:
    """The inputs of the sample, copied into ``root``."""
    return Path(shutil.copytree(ROOT / "inputs" / YEAR, root / "inputs" / YEAR))


@contextmanager
def office(root: Path) -> Iterator[tuple[Office, Waited]]:
    """The desk on a copy of the sample, and what passed from its start to its first page."""
    copied(root)
    begun = time.perf_counter()
    folders = ("--inputs", str(root / "inputs"), "--output", str(root / "output"))
    with (
        desk_process.opened(*folders, "--no-office") as desk,
        httpx.Client(base_url=desk.base, follow_redirects=True, timeout=PATIENCE) as client,
    ):
        client.headers["origin"] = desk.base
        client.get(desk.key).raise_for_status()
        opened = Office(root, desk.process.pid, client, desk.address)
        first = Waited(time.perf_counter() - begun, opened.cpu())
        threading.Thread(target=_listen, args=(opened,), daemon=True).start()
        yield opened, first
        desk.end()


def _listen(opened: Office) -> None:
    """Notes the name of each event until the desk is closed."""
    with suppress(httpx.HTTPError), opened.client.stream("GET", "/events", timeout=None) as events:
        for line in events.iter_lines():
            if line.startswith("event: "):
                opened.heard.put(line.removeprefix("event: "))


def after_saves(opened: Office, work: Callable[[], None], times: int) -> Waited:
    """The median of what passes from a save until the work is done."""

    def saved_and_done() -> None:
        opened.save()
        work()

    return middle([opened.waited(saved_and_done) for _ in range(times)])


def pages(opened: Office, times: int) -> Iterator[Waited]:
    """The medians from a save to the changed paragraphs, and to the picture of the page laid out anew."""

    def page() -> tuple[Waited, Waited]:
        begun, used = time.perf_counter(), opened.cpu()
        opened.save()
        opened.changed_page()
        first = Waited(time.perf_counter() - begun, opened.cpu() - used)
        opened.layout()
        return first, Waited(time.perf_counter() - begun, opened.cpu() - used)

    opened.page("报告/页面")
    opened.layout()
    yield from map(middle, zip(*(page() for _ in range(times)), strict=True))


def middle(found: Iterable[Waited]) -> Waited:
    """The medians, each number on its own."""
    walls, cpus = zip(*((each.wall, each.cpu) for each in found), strict=True)
    return Waited(median(walls), median(cpus))


def in_browser(opened: Office, times: int) -> Waited | None:
    """The median from a save until Chromium shows the problem; None where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is used

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        with page.expect_response("**/events"):  # the page listens
            page.goto(opened.address)

        def shown() -> None:
            page.wait_for_function(
                "words => document.querySelector('#screen').textContent.includes(words)", arg=opened.in_yuan
            )

        return after_saves(opened, shown, times)


def whole_runs(opened: Office, root: Path) -> Iterable[tuple[Waited, Waited]]:
    """The desk's run and the corridor alone, in turns, after the same change."""
    folder = copied(root)
    for number in range(RUNS + 1):
        opened.save()
        opened.wait("checked")
        at_desk = opened.waited(opened.files)
        saved(folder / "决算数据.xlsx", opened.amount)
        begun, used = time.perf_counter(), sum(os.times()[:4])
        generate.make(folder, root / "output", Teller(quiet=True))
        alone = Waited(time.perf_counter() - begun, sum(os.times()[:4]) - used)
        if number:  # the first of both loads what they need
            yield at_desk, alone


def memory(opened: Office, saves: int) -> tuple[float, float]:
    """The MB that the desk holds after a quarter of the saves, and after all; both pages are fetched each time."""
    held = []
    for _ in range(saves):
        opened.save()
        opened.problems()
        opened.page("报告")
        held.append(opened.memory())
    return held[saves // 4], held[-1]


def table(saves: int) -> Iterable[str]:
    """Yield the lines of the table."""
    yield row("", "总时间 秒", "CPU 秒", "至多 秒")
    with tempfile.TemporaryDirectory() as name, office(Path(name) / "desk") as (opened, first):
        yield line("打开", first)
        yield line("出问题", after_saves(opened, opened.problems, TIMES))
        if browser := in_browser(opened, TIMES):
            yield line("浏览器里出问题", browser)
        opened.page("报告")
        yield line("出正文", after_saves(opened, opened.text, TIMES))
        changed, laid_out = pages(opened, TIMES)
        yield line("出改动页", changed)
        yield line("出版面", laid_out)
        at_desk, alone = map(middle, zip(*whole_runs(opened, Path(name) / "alone"), strict=True))
        yield line("出文件", at_desk)
        yield line("同样生成一次", alone)
        yield f"出文件的 CPU 时间是同样生成一次的 {at_desk.cpu / alone.cpu:.2f} 倍"
        early, late = memory(opened, saves)
        words = "没有涨" if late <= early * GROWTH else "涨了"
        yield f"内存：{saves // 4} 次保存后 {early:.0f} MB，{saves} 次后 {late:.0f} MB，{words}"


def line(title: str, found: Waited) -> str:
    """A line of the table."""
    bar = BARS.get(title)
    return row(title, f"{found.wall:.2f}", f"{found.cpu:.2f}", f"{bar}" if bar else "")


if __name__ == "__main__":
    for each in table(int(sys.argv[1]) if sys.argv[1:] else SAVES):
        print(each, flush=True)
