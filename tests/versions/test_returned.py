"""The Word files that come back into the output folder, by names of any kind."""

import os
from pathlib import Path

from juesuan.versions import returned


def test_a_name_that_is_no_utf8_is_shown_as_it_can_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), b"\xff\xfe.DOCX"))).write_bytes(b"PK")  # noqa: PTH118
    (file,) = returned.fresh(tmp_path, {}, None)
    assert file.name == "��.DOCX"
