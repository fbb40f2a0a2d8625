"""The doors of .importlinter hold for what is imported by name, too, which import-linter does not see."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def doors() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The libraries of each contract, and who may import them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    for name in contracts.sections():
        section = contracts[name]
        if section.get("type") == "protected":
            yield tuple(section["protected_modules"].split()), tuple(section["allowed_importers"].split())


def imported_by_name() -> Iterator[tuple[str, str]]:
    """The module that imports, and what: of every call of ``import_module`` or ``__import__`` with a text."""
    for path in (ROOT / "generate.py", *(ROOT / "juesuan").rglob("*.py"), *(ROOT / "charts").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__")
                ):
                    named = node.args[0]
                    assert isinstance(named, ast.Constant), f"{module}:{node.lineno} imports what cannot be told"
                    yield module, str(named.value)


def is_below(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_what_is_imported_by_name_enters_by_its_door() -> None:
    found = list(imported_by_name())
    assert any(is_below(library, "weasyprint") for _, library in found)
    for module, library in found:
        for libraries, importers in doors():
            if any(is_below(library, each) for each in libraries):
                assert any(is_below(module, each) for each in importers), f"{module} imports {library}"


def test_each_door_has_somebody_who_uses_it() -> None:
    used = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "juesuan").rglob("*.py"))
    used += "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "charts").rglob("*.py"))
    idle = [each for libraries, _ in doors() for each in libraries if each not in used]
    assert idle == []


def test_every_room_has_a_face_of_at_most_eight_names() -> None:
    for face in (ROOT / "juesuan").glob("*/__init__.py"):
        tree = ast.parse(face.read_text(encoding="utf-8"))
        stated = [
            len(node.value.elts)
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
        ]
        assert ast.get_docstring(tree), face
        assert sum(stated) <= 8, face
