"""The desk killed at random moments, and what it leaves: ``make deskkills``.

    python bench/desk_kills.py [KILLS] [SEED]        20 kills without a number

The desk is ``generate.py desk`` as the officer starts it, on a copy of the sample. It is killed outright while it
imports, writes a cell, makes the report, hands it over (the last part of that), and reads a returned Word file.
After each kill the files must be whole, and every output known to a version; a desk that is started then must show
every screen, the same click must do its work, and nothing half written may be left.
"""

import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import httpx
from msgspec import Struct, field

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from juesuan import reading, versions  # noqa: E402
from juesuan.app.desk.screens import SCREENS  # noqa: E402
from juesuan.model import outputs as file_names  # noqa: E402
from juesuan.model.given import Given  # noqa: E402
from juesuan.model.identity import digest  # noqa: E402
from juesuan.ooxml import unzipped  # noqa: E402
from juesuan.reading.shown_cells import shown_cells  # noqa: E402
from juesuan.versions import store  # noqa: E402
from juesuan.year import cell_writer  # noqa: E402
from juesuan.year.cell_writer import CellEdit  # noqa: E402
from tests.support import desk_process, official_export, water_office  # noqa: E402
from tests.support.desk_process import PATIENCE, DeskProcess  # noqa: E402
from tests.support.edited_year import edited  # noqa: E402
from tests.support.output_folder import faults, outputs, temporaries  # noqa: E402

KILLS, SEED = 20, 2021
YEAR = "2020"
IMPORTED = 2023
FIGURE, PLACE = "三公经费.公务接待费", "〔三公经费〕B10"
SAVES_FROM = 0.6
CUT_OFF = "上次工作台没有正常关闭"
NOTHING_GIVEN = Given(Path(YEAR), {})
_MOST_BYTES = 64 * 1024 * 1024
_WORDS = re.compile("<w:t(?: [^>]*)?>([一-鿿，、]{12,40}。)</w:t>")
"""A sentence without a number that is a piece of text by itself."""


class Opened(Struct):
    """A desk that runs in a process of its own, and a client that was let in."""

    process: DeskProcess
    client: httpx.Client

    def close(self) -> None:
        """Ends it as Ctrl+C does."""
        self.process.end()
        self.client.close()

    def kill(self) -> None:
        """Ends it in the middle."""
        self.process.kill()
        self.client.close()


def opened(root: Path) -> Opened:
    """A desk on the folders in ``root``."""
    process = desk_process.begun("--inputs", str(root / "inputs"), "--output", str(root / "output"))
    headers = {"origin": process.base}
    client = httpx.Client(base_url=process.base, follow_redirects=True, timeout=PATIENCE, headers=headers)
    client.get(process.key).raise_for_status()
    return Opened(process, client)


def settled(client: httpx.Client) -> None:
    """Waits until no run is at work any more."""
    while "正在生成" in client.get(f"/{YEAR}/交付").raise_for_status().text:
        time.sleep(0.05)


class Act(Struct, frozen=True):
    """Something that is done at the desk, and what must hold afterwards."""

    name: str
    begin: Callable[[], None]
    """What the officer has done before."""
    do: Callable[[httpx.Client], None]
    """The click; it returns once the work is done."""
    wrong: Callable[[], Iterator[str]]
    """What is wrong once it was done whole."""


class Office(Struct):
    """A copy of the sample whose report is made, and what an officer does there."""

    root: Path
    turn: int = 0
    returned: int = 0
    """How many Word files have come back."""
    seconds: dict[str, float] = field(default_factory=dict)
    """What each act takes when nobody kills it."""

    @property
    def inputs(self) -> Path:
        """The folder of the inputs of the year."""
        return self.root / "inputs" / YEAR

    @property
    def outputs(self) -> Path:
        """The folder of its outputs."""
        return self.root / "output" / YEAR

    @property
    def acts(self) -> tuple[Act, ...]:
        """All that is killed."""
        return (
            Act("导入", self._forget_import, self._import, self._imported),
            Act("写一格", self._turn, self._write, self._written),
            Act("生成", self._save, self.make, self._made),
            Act("交付", self._save, self.make, self._made),
            Act("收回", self._give_back, self._take, self._taken),
        )

    # ---- an import

    def _forget_import(self) -> None:
        shutil.rmtree(self.root / "inputs" / str(IMPORTED), ignore_errors=True)

    def _import(self, client: httpx.Client) -> None:
        tables = official_export.xlsx(official_export.sheets(water_office.department(), IMPORTED))
        client.post("/导入", files=[("files", ("导出.xlsx", tables, "x"))]).raise_for_status()
        offer = re.findall(r'name="offer" value="(\w+)"', client.get("/导入").text)
        if offer:  # else all is there already
            client.post("/导入/写进工作簿", data={"offer": offer[0]}).raise_for_status()

    def _imported(self) -> Iterator[str]:
        there = {each.name for each in (self.root / "inputs" / str(IMPORTED)).iterdir()}
        if not {"决算数据.xlsx", "文字材料.docx", "导入来源.toml"} <= there:
            yield f"after the import: {sorted(there)}"

    # ---- a cell

    @property
    def amount(self) -> str:
        """What the cell is to hold."""
        return ("452500", "452600")[self.turn]

    def _turn(self) -> None:
        self.turn = 1 - self.turn

    def _shown(self, client: httpx.Client) -> str:
        page = client.get(f"/{YEAR}/报告/数/{FIGURE}").raise_for_status().text
        return str(re.findall(r'name="shown0" value="(\d+)"', page)[0])

    def _write(self, client: httpx.Client) -> None:
        fields = {"place0": PLACE, "shown0": self._shown(client), "meant0": self.amount}
        fields |= {"figure": FIGURE, "count": "1"}
        if fields["shown0"] == self.amount:
            return
        client.post(f"/{YEAR}/报告/改", data=fields).raise_for_status()

    def _written(self) -> Iterator[str]:
        if (
            shown_cells("决算数据.xlsx", (self.inputs / "决算数据.xlsx").read_bytes(), [PLACE])[PLACE].shown
            != self.amount
        ):
            yield "the cell was not written"

    # ---- a report

    def _save(self) -> None:
        self._turn()
        book = self.inputs / "决算数据.xlsx"
        book.write_bytes(cell_writer.edited(book.read_bytes(), [CellEdit("三公经费", 9, 1, Decimal(self.amount))]))

    def make(self, client: httpx.Client) -> None:
        """Clicks on 生成 and waits for the files."""
        client.post(f"/{YEAR}/生成").raise_for_status()
        settled(client)

    def _made(self) -> Iterator[str]:
        last = store.of(self.outputs)[-1]
        if last.sources != reading.given(self.inputs).digests:
            yield "the last version is not that of the inputs"
        there = {name: digest(data) for name, data in outputs(self.outputs).items()}
        wanted = {file_names.place(name): key for name, key in last.outputs.items()}
        if missing := sorted(name for name, key in wanted.items() if there.get(name) != key):
            yield f"not in their places: {missing}"

    # ---- a returned file

    @property
    def text(self) -> tuple[str, str]:
        """What is changed in the file that comes back: as it was and as it is."""
        first = store.of(self.outputs)[0]
        whole = store.kept(self.outputs, first.outputs[store.word_file(first)]) or b""
        text = unzipped.parts(whole, _MOST_BYTES)["word/document.xml"].decode()
        sentences = [each for each in _WORDS.findall(text) if text.count(each) == 1]
        words = sentences[self.returned % len(sentences)]
        return words, f"{words[:2]}切实{words[2:]}"

    def _give_back(self) -> None:
        self.returned += 1

    def _take(self, client: httpx.Client) -> None:
        name = f"局长改{self.returned}.docx"
        if list(self.outputs.rglob(name)):
            self.make(client)
            return
        first = store.of(self.outputs)[0]
        theirs = edited(store.kept(self.outputs, first.outputs[store.word_file(first)]) or b"", *self.text)
        client.post(f"/{YEAR}/收回的修改", files=[("files", (name, theirs, "x"))]).raise_for_status()
        settled(client)

    def _taken(self) -> Iterator[str]:
        edits = versions.past(self.outputs, NOTHING_GIVEN, ()).edits
        if not any(self.text[1] in each.after for each in edits):
            yield f"the edit is lost: {self.text[1]}"
        yield from self._made()

    # ---- what must hold at any time

    def faults(self) -> Iterator[str]:
        """What is half, lost or unknown."""
        for path in self.root.rglob("*.xlsx"):
            if not path.name.startswith(".~"):
                yield from _unreadable(path)
        theirs = [each.read_bytes() for each in self.outputs.rglob("局长改*") if each.is_file()]
        yield from faults(self.outputs, theirs)


def _unreadable(path: Path) -> Iterator[str]:
    try:
        unzipped.parts(path.read_bytes(), _MOST_BYTES)
    except Exception as caught:  # noqa: BLE001 - whatever it is
        yield f"{path.name}: {caught!r}"


def killed(office: Office, act: Act, seconds: float) -> str:
    """Begins the act, kills the desk after so many seconds, and returns what it had come to."""
    before = len(store.of(office.outputs))
    desk = opened(office.root)
    done = list[bool]()

    def run() -> None:
        with suppress(httpx.HTTPError):
            act.do(desk.client)
            done.append(True)

    work = threading.Thread(target=run)
    work.start()
    time.sleep(seconds)
    desk.kill()
    work.join()
    if done:
        return "已经做完"
    if temporaries(office.root):
        return "正在写文件"
    return "已留版本，还没结束" if len(store.of(office.outputs)) > before else "还没写"


def after(office: Office, act: Act, desk: Opened) -> Iterator[str]:
    """What is wrong at the next start, and once the act is done there."""
    yield from office.faults()
    desk.client.post("/知道了").raise_for_status()
    for screen in SCREENS:
        page = desk.client.get(f"/{YEAR}/{screen.name}")
        if page.status_code != 200:
            yield f"{screen.name}: {page.status_code}"
    act.do(desk.client)
    desk.close()
    yield from act.wrong()
    yield from office.faults()
    yield from (f"left half written: {name}" for name in temporaries(office.root))


def once(office: Office, kills: int) -> None:
    """Every act that is to be killed is done once and not killed, for the seconds that it takes."""
    desk = opened(office.root)
    office.make(desk.client)
    for act in office.acts[:kills]:
        act.begin()
        began = time.monotonic()
        act.do(desk.client)
        office.seconds[act.name] = time.monotonic() - began
    desk.close()


def trial(office: Office, act: Act, chance: random.Random) -> tuple[str, list[str]]:
    """What an act that was killed had come to, and what is wrong after it."""
    act.begin()
    least = 0.0 if act.name == "生成" else SAVES_FROM
    moment = killed(office, act, office.seconds[act.name] * chance.uniform(least, 1))
    desk = opened(office.root)
    told = "，下次打开说了" if CUT_OFF in desk.client.get("/").text else ""
    found = [f"{act.name}（{moment}）：{fault}" for fault in after(office, act, desk)]
    return f"{act.name} {moment}{told}", found


def main() -> int:
    """Kill, look, start, do it; print every fault and a line that sums up."""
    kills, seed = [
        int(word) for word in (*sys.argv[1:], *(str(each) for each in (KILLS, SEED)[len(sys.argv) - 1 :]))
    ]
    chance, moments, found = random.Random(seed), Counter[str](), list[str]()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        shutil.copytree(ROOT / "inputs", office.root / "inputs")
        once(office, kills)
        for number in range(kills):
            moment, wrong = trial(office, office.acts[number % len(office.acts)], chance)
            moments[moment] += 1
            found += [f"第 {number + 1} 次 {each}" for each in wrong]
    held = "，".join(f"{moment} {times} 次" for moment, times in sorted(moments.items()))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"中途杀掉 {kills} 次（{held}）：不对的 {len(found)} 处\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
