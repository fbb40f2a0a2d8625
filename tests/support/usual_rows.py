"""The rows that every workbook has: without those that only some units and forms have."""

from juesuan.model.sheets import FixedRow, Sheet


def usual_parts(sheet: Sheet, item: FixedRow) -> tuple[str, ...]:
    """The fields that add up to a row where no optional one is filled in; none where all parts are optional."""
    optional = {each.field for each in sheet.items if each.optional}
    return tuple(part for part in item.parts if part not in optional)
