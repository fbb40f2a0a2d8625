"""A county made by a cluster: whom the program talks to, and that the files are those of one process."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from msgspec.structs import replace

import generate
from juesuan.app import cli
from juesuan.app.batch import auditing, cluster, parcel
from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.app.batch.job import Job
from juesuan.model.county import DepartmentState
from juesuan.model.identity import digest
from juesuan.model.outcome import DONE, NOTHING
from juesuan.versions import store, travel
from juesuan.versions.travel import Travelled
from tests.support import output_folder
from tests.support.county import GOOD, MadeCounty

Output = pytest.CaptureFixture[str]


def job(folder: Path, *, check_only: bool = False) -> Job:
    return Job(generate.make, generate.check, folder, 2021, check_only, "python generate.py")


# ---- whom it talks to


@pytest.mark.parametrize(
    ("address", "code"),
    [("10.0.0.1:8786", "I67"), ("tcp://县里:8786", "I67"), ("8786", "I66"), ("http://127.0.0.1:80", "I66"),
     ("tcp://127.0.0.1:甲", "I66")],
)  # fmt: skip
def test_an_address_that_is_not_safe_is_refused(made: MadeCounty, address: str, code: str, capsys: Output) -> None:
    words = ["batch", str(made.folder), "--cluster", address]
    assert cli.main(words, generate.make, generate.check) == NOTHING
    assert f"错误 {code}　" in capsys.readouterr().out


# ---- there and back


def test_what_comes_back_is_what_is_made_here(made: MadeCounty, tmp_path: Path) -> None:
    """As a worker does it, in this process; pages name the folder, which is another one here."""
    shutil.copytree(made.folder / GOOD / "inputs", tmp_path / GOOD / "inputs")
    sent = parcel.packed(job(tmp_path / GOOD))
    assert sent is not None
    department = parcel.landed(sent, parcel.done(sent))
    assert department.state is DepartmentState.MADE
    assert without_pages(tmp_path / GOOD) == without_pages(made.folder / GOOD)
    assert parcel.packed(job(tmp_path / GOOD)) is None  # nothing has changed


def without_pages(department: Path) -> dict[str, str]:
    there = output_folder.outputs(department / "output" / "2021")
    assert there
    return {name: digest(data) for name, data in there.items() if not name.endswith(".html")}


def test_another_program_does_nothing(made: MadeCounty) -> None:
    folder = made.folder / GOOD
    sent = parcel.packed(job(folder, check_only=True))
    assert sent is not None
    came = parcel.done(parcel.Parcel(sent.job, sent.inputs, sent.outputs, "another"))
    assert [each.code for each in came.department.problems] == ["I63"]
    assert parcel.landed(sent, came) == came.department


# ---- put down


def test_a_file_that_changed_on_the_way_is_not_written_over(tmp_path: Path) -> None:
    before = {"交付/甲.docx": b"old", "交付/乙.docx": b"old", "留存/丙.txt": b"old"}
    travel.unpacked(tmp_path, before)
    keys = {place: digest(data) for place, data in before.items()}
    came = Travelled({"交付/甲.docx": b"new"}, ("留存/丙.txt",))
    (tmp_path / "交付" / "甲.docx").write_bytes(b"edited by hand")
    with pytest.raises(Exception, match="送到集群去做的时候改过：交付/甲"):
        travel.landed(tmp_path, keys, came)
    assert (tmp_path / "留存" / "丙.txt").exists()
    (tmp_path / "交付" / "甲.docx").write_bytes(b"old")
    travel.landed(tmp_path, keys, came)
    assert travel.packed(tmp_path) == {"交付/乙.docx": b"old", "交付/甲.docx": b"new"}


def test_nothing_is_written_outside_the_year(tmp_path: Path) -> None:
    for place in ("../甲.docx", "/甲.docx", "交付/../../甲.docx"):
        with pytest.raises(Exception, match="不在这一年的文件夹里"):
            travel.landed(tmp_path / "2021", {}, Travelled({place: b"new"}, ()))
    assert not list(tmp_path.rglob("*"))


def test_contents_are_put_down_before_the_records_that_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(path: Path, _: bytes) -> Path:
        written.append(path.relative_to(tmp_path).as_posix())
        return path

    monkeypatch.setattr("juesuan.versions.files.write", write)
    places = ["交付/甲.docx", "留存/版本/0001.json", "留存/版本/内容/ab/cd", "留存/版本/副本/0001.json"]
    travel.landed(tmp_path, {}, Travelled(dict.fromkeys(places, b""), ()))
    assert written == ["留存/版本/内容/ab/cd", "留存/版本/0001.json", "留存/版本/副本/0001.json", "交付/甲.docx"]


def test_a_file_that_is_held_open_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juesuan.versions.files.write", lambda path, _: path.with_name("甲（新）.docx"))
    (problem,) = travel.landed(tmp_path, {}, Travelled({"交付/甲.docx": b"new"}, ()))
    assert (problem.code, problem.where) == ("F16", "交付/甲.docx")
    assert "甲（新）.docx" in problem.message


# ---- a cluster


def unlucky(task: tuple[str, str]) -> str:
    """Ends its worker the first time."""
    seen = Path(task[0]) / task[1]
    if task[1] == "unlucky" and not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{task[1]} done"


def test_what_a_lost_worker_had_is_done_again(tmp_path: Path) -> None:
    tasks = [(str(tmp_path), name) for name in ("one", "unlucky", "two")]
    with cluster.joined(cluster.LOCAL, 1) as client:
        found = {task[1]: result for task, result in cluster.results(client, unlucky, iter(tasks))}
    assert found == {"one": "one done", "unlucky": "unlucky done", "two": "two done"}


def test_workers_of_this_machine_are_not_looked_at_a_hundred_times_a_second() -> None:
    with cluster.joined(cluster.LOCAL, 1) as client:
        assert list(client.run(_is_sampled).values()) == [False]


def _is_sampled() -> bool:
    import dask

    return bool(dask.config.get("distributed.worker.profile.enabled"))


def test_a_cluster_makes_the_same_bytes(made: MadeCounty, tmp_path: Path) -> None:
    county = tmp_path / "county"
    shutil.copytree(made.folder / GOOD / "inputs", county / GOOD / "inputs")
    words = ["batch", str(county), "--cluster", cluster.LOCAL, "--workers", "1", "--quiet"]
    assert cli.main(words, generate.make, generate.check) == DONE
    assert without_pages(county / GOOD) == without_pages(made.folder / GOOD)


def test_a_report_that_is_audited_elsewhere_travels_as_bytes(tmp_path: Path) -> None:
    words = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占94.11%；项目支出259.18万元，占50.89%。"
    path = tmp_path / "报告.txt"
    path.write_text(words, encoding="utf-8")
    here = auditing.audited(AuditJob(path, "甲/报告.txt", None))
    sent = AuditJob(Path("不在这里/报告.txt"), "甲/报告.txt", None, "", path.read_bytes(), store.program())
    there = auditing.audited(sent)
    assert [each.code for each in there.problems] == ["D02"]
    assert replace(there, seconds=0) == replace(here, seconds=0)
    (refused,) = auditing.audited(replace(sent, program="another")).problems
    assert refused.code == "I63"
