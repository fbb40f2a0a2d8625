"""Files that are far too large, or hold far too much of one thing."""

from collections.abc import Callable

from tests.support import builder
from tests.support.hostile.desk import ATTACHMENT, FILES, TABLES, TEXTS, WORD_FILES, WORKBOOK, ZIPPED, Desk
from tests.support.hostile.zip_structure import packed, parts

_MEGA = 1024 * 1024
_FILLINGS = (
    "<w:p/>", "<w:p><w:r><w:t>全年支出372.00万元，比上年增加1.5%。</w:t></w:r></w:p>", "<w:r><w:t>甲</w:t></w:r>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "<w:tc><w:p/></w:tc>",
    "<!-- 甲 -->", "<?x?>", "{{ 年度 }}", "　", "长", "1", "，", "{", "（", "1.", "〔收入支出〕A1",
    '<w:bookmarkStart w:id="1" w:name="甲"/>', '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
)  # fmt: skip


def _stuffed(desk: Desk) -> str:
    """A text with the same thing over and over, in a paragraph or among paragraphs."""
    chance, place = desk.chance, desk.chance.choice(WORD_FILES)
    filling, count = chance.choice(_FILLINGS), chance.choice((500, 20_000, 60_000, 400_000))
    held = dict(parts(desk.read(place)))
    data = held.get("word/document.xml", b"")
    spots = [b"</w:t>", b"</w:p>", b"</w:body>", b"</w:tr>", b"</w:tc>"]
    spot = chance.choice([each for each in spots if each in data] or [b""])
    at = data.find(spot) + (len(spot) if filling.startswith("<w:") and spot != b"</w:body>" else 0)
    more = f"<w:p>{filling * count}</w:p>" if filling.startswith("<w:r>") else filling * count
    return desk.write(place, packed({**held, "word/document.xml": data[:at] + more.encode() + data[at:]}.items()))


def _bomb(desk: Desk) -> str:
    """An archive with a part that unpacks to very much, or with very many that do."""
    chance, place = desk.chance, desk.chance.choice(ZIPPED)
    held = parts(desk.read(place))
    size = chance.choice((20, 120, 240)) * _MEGA
    name = chance.choice(("word/media/甲.png", "甲.xml", *[name for name, _ in held]))
    letter = chance.choice((b"\0", b" ", b"<", b"1"))
    return desk.write(place, packed([*(each for each in held if each[0] != name), (name, letter * size)]))


def _huge(desk: Desk) -> str:
    """A file that takes no room on the disk and yet has many bytes."""
    place = desk.chance.choice(FILES)
    path = desk.root / place
    with path.open("r+b" if path.is_file() else "xb") as file:
        file.truncate(desk.chance.choice((50, 199, 201, 5000)) * _MEGA)
    return place


def _many_files(desk: Desk) -> str:
    folder, data = (
        desk.chance.choice(("inputs/2021/附件", "inputs/2021", "inputs/2021/版式")),
        desk.read(ATTACHMENT),
    )
    for number in range(desk.chance.choice((30, 300))):
        (desk.root / folder).mkdir(exist_ok=True)
        desk.write(f"{folder}/第{number}份.docx", data)
    return ATTACHMENT


def _far_cells(desk: Desk) -> str:
    """A sheet with a cell far outside, with very many rows, or with a very long text."""
    chance, held = desk.chance, dict(parts(desk.read(WORKBOOK)))
    name = f"xl/worksheets/sheet{chance.randrange(1, 14)}.xml"
    rows = chance.choice((1, 3000, 120_000))
    cell = chance.choice(('<c r="XFD{0}"><v>1</v></c>', '<c r="A{0}"><v>1</v></c>', "<c><v>1</v></c>", ""))
    text = chance.choice(("", f'<c t="inlineStr"><is><t>{"长" * chance.choice((32_768, 2_000_000))}</t></is></c>'))
    at = chance.choice((60, 900_000))
    more = "".join(
        f'<row r="{at + row}">{cell.format(at + row)}{"" if row else text}</row>' for row in range(rows)
    )
    data = held.get(name, b"").replace(b"</sheetData>", f"{more}</sheetData>".encode())
    return desk.write(WORKBOOK, packed({**held, name: data}.items()))


def _long_texts(desk: Desk) -> str:
    chance = desk.chance
    word = chance.choice(
        ("投资1.01万元，", "长", "{{ 年度 }}", "1", "a", "（", "增加1%、", "第1项、", "\u200b", "2021年")
    )
    text = word * chance.choice((1000, 9000, 200_000))
    heads = ("主要职能", "机构设置", "重点工作完成情况")
    return desk.write(TEXTS, builder.docx({head: [text] for head in chance.sample(heads, chance.choice((1, 3)))}))


def _long_list(desk: Desk) -> str:
    chance = desk.chance
    word = chance.choice(("a = 1\n", "[", "{", "[a]\n", "[[a]]\n", "a.", '"', "'''", "# 甲\n", "a = [", "1"))
    return desk.write(TABLES, desk.read(TABLES) + (word * chance.choice((300, 5000, 1_000_000))).encode())


_SPOILERS: tuple[Callable[[Desk], str], ...] = (
    _stuffed, _stuffed, _stuffed, _bomb, _huge, _many_files, _far_cells, _far_cells, _long_texts, _long_list,
)  # fmt: skip


def spoil(desk: Desk) -> str:
    return desk.chance.choice(_SPOILERS)(desk)
