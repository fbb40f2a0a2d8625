"""What LibreOffice makes of tracked changes when all are accepted or rejected; run by the Python that has ``uno``.

python3 office_reader.py 修订稿.docx ACCEPTED.docx REJECTED.docx
"""

import importlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def main(source: Path, accepted: Path, rejected: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"juesuan{Path(folder).name}"
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", f"-env:UserInstallation={Path(folder).as_uri()}",
             f"--accept=pipe,name={pipe};urp;"]
        )  # fmt: skip
        try:
            context = _context(pipe)
            make = context.ServiceManager.createInstanceWithContext
            desktop = make("com.sun.star.frame.Desktop", context)
            dispatcher = make("com.sun.star.frame.DispatchHelper", context)
            for command, target in (("Accept", accepted), ("Reject", rejected)):
                hidden = (_property("Hidden", value=True),)
                document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, hidden)
                frame = document.CurrentController.Frame
                dispatcher.executeDispatch(frame, f".uno:{command}AllTrackedChanges", "", 0, ())
                document.storeToURL(target.as_uri(), (_property("FilterName", value="MS Word 2007 XML"),))
                document.close(True)  # noqa: FBT003 - of UNO
            desktop.terminate()
            office.wait(30)
        finally:
            office.kill()


def _context(pipe: str) -> Any:
    uno = importlib.import_module("uno")
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(150):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - uno's own kinds exist only at run time
            time.sleep(0.2)
    raise TimeoutError("LibreOffice does not answer")


def _property(name: str, *, value: object) -> Any:
    uno = importlib.import_module("uno")
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(*(Path(each).resolve() for each in sys.argv[1:]))
