"""How a page stands on a telephone: which of its numbers are broken in two."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

SIZE: "ViewportSize" = {"width": 390, "height": 844}
_BROKEN = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent;
    if (walker.currentNode.parentElement.matches("code, script, style")) continue;
    for (const number of text.matchAll(/[-−]?\\d[\\d,]*(?:\\.\\d+)?(?:[%％]|亿元|万元|元)?/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, number.index);
      range.setEnd(walker.currentNode, number.index + number[0].length);
      const heights = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (heights.size > 1) found.push(number[0]);
    }
  }
  return found;
}"""


def broken(page: "Page") -> list[str]:
    """The numbers of the page that stand in two lines when it is as wide as a telephone; digests are none."""
    page.set_viewport_size(SIZE)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found: list[str] = page.evaluate(_BROKEN)
    return found
