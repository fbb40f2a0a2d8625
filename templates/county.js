/* The list of departments, sorted by the column whose heading is pressed; once more, the other way round. */
for (const button of document.querySelectorAll(".sortable th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), body = head.closest("table").tBodies[0], column = head.cellIndex;
    const isUp = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const words = row => row.cells[column].dataset.order ?? row.cells[column].textContent.trim();
    const rows = [...body.rows].sort((one, other) => words(one).localeCompare(words(other), "zh", { numeric: true }));
    body.append(...(isUp ? rows : rows.reverse()));
  });
}
