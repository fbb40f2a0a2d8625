"use strict";
// Finding a tag, and copying it. Nothing that a person typed is ever read as HTML.

const form = document.getElementById("filter");
const state = document.getElementById("state");
const groups = Array.from(document.querySelectorAll("section")).filter((section) => section.querySelector("table"));

function find() {
  const words = form.elements.words.value.trim().toLowerCase();
  let found = 0;
  for (const group of groups) {
    let held = 0;
    for (const row of group.querySelectorAll("tbody tr")) {
      const hit = row.textContent.toLowerCase().includes(words);
      row.hidden = !hit;
      if (hit) held += 1;
    }
    group.hidden = held === 0;
    found += held;
  }
  state.textContent = words ? `找到${found}个标签。` : "没有筛选，全部显示。";
}

form.addEventListener("input", find);
form.addEventListener("submit", (event) => event.preventDefault());

// Older browsers copy only what is selected; where even that is refused it stays selected for Ctrl+C.
function copyByHand(code) {
  const range = document.createRange();
  range.selectNodeContents(code);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
}

function copy(button) {
  const code = button.parentNode.querySelector("code");
  const done = (copied) => {
    button.textContent = copied ? "已复制" : "请按 Ctrl+C";
    state.textContent = copied ? `已复制 ${code.textContent}` : "没能复制：写法已经选中，请按 Ctrl+C。";
  };
  if (!navigator.clipboard) done(copyByHand(code));
  else navigator.clipboard.writeText(code.textContent).then(() => done(true), () => done(copyByHand(code)));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});
