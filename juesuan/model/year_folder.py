"""The names of the files in the folder of a year."""

WORKBOOK_STEM = "决算数据"
SUFFIXES = (".xlsx", ".xls", ".ods")
"""The formats a workbook may have, the preferred one first."""
WORKBOOK = f"{WORKBOOK_STEM}{SUFFIXES[0]}"
TEXTS, ATTACHMENTS = "文字材料.docx", "附件"
HIDDEN = ("~$", ".")
"""How the names begin of what Office puts beside an open file, of hidden files and of what is half written."""
