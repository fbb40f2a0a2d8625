"use strict";
// What a number shows when it is pointed at, the filter, and copying. Data is only ever set as text.

const data = JSON.parse(document.getElementById("data").textContent);

function make(tag, words, look) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (look) made.className = look;
  return made;
}

// ---- where a number comes from

const tip = document.getElementById("tip");
const gap = 8;
let shown = null;
let leaving = 0;

function rowsOf(number) {
  const cells = (number.cells || []).join("　");
  const source = number.name
    ? [["准确值", number.value], ["怎么来的", number.rule], ["来源", cells], ["上年", number.last], ["上一版", number.before]]
    : [["写在", cells], ["核对结果", result(number)]];
  const problems = (number.problems || []).map((place) => ["意见", data.problems[place]]);
  return source.concat(problems).filter((row) => row[1]);
}

function result(number) {
  if (number.confirmed) return `与${number.confirmed}一致`;
  if (number.named) return "在名称、日期或序号里，不必核对";
  if (number.own) return "绩效指标的目标或实际，由单位负责";
  if (number.seen) return `没有来源，${number.seen}`;
  return "没有来源，也没有人看过，请核实";
}

// Sign, digits and unit stay on one line, as in the page itself.
const NUMBER = /([-−]?\d[\d,]*(?:\.\d+)?(?:[%％]|亿元|万元|元)?)/;

function whole(made, words) {
  made.textContent = "";
  words.split(NUMBER).forEach((piece, place) => made.append(place % 2 ? make("span", piece, "value") : piece));
  return made;
}

function fill(number) {
  const list = document.createElement("dl");
  for (const row of rowsOf(number)) {
    const told = make("dd", "", row[0] === "意见" ? "told" : "");
    list.append(make("dt", row[0]), whole(told, row[1]));
  }
  tip.textContent = "";
  tip.append(make("p", number.name || "手工填写的数", "name"), list);
}

function moveTo(number) {
  const box = number.getClientRects()[0];
  const width = document.documentElement.clientWidth;
  const left = Math.max(gap, Math.min(box.left, width - tip.offsetWidth - gap));
  const fitsBelow = box.bottom + gap + tip.offsetHeight <= window.innerHeight;
  const above = box.top - gap - tip.offsetHeight;
  const top = fitsBelow || above < 0 ? box.bottom + gap : above;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${top + window.scrollY}px`;
}

function show(number) {
  clearTimeout(leaving);
  if (shown === number) return;
  hide();
  shown = number;
  fill(data.numbers[number.dataset.n]);
  tip.hidden = false;
  moveTo(number);
  number.setAttribute("aria-describedby", "tip");
}

function hide() {
  clearTimeout(leaving);
  if (shown) shown.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

function numberAt(event) {
  return event.target.closest(".report .n");
}

document.addEventListener("mouseover", (event) => {
  const number = numberAt(event);
  if (number) show(number);
  else if (event.target.closest("#tip")) clearTimeout(leaving);
});
document.addEventListener("mouseout", (event) => {
  if (!numberAt(event) && !event.target.closest("#tip")) return;
  clearTimeout(leaving);
  leaving = setTimeout(hide, 200);
});
document.addEventListener("focusin", (event) => {
  if (numberAt(event)) show(numberAt(event));
});
document.addEventListener("focusout", (event) => {
  if (numberAt(event)) hide();
});
document.addEventListener("click", (event) => {
  if (numberAt(event)) show(numberAt(event));
  else if (!event.target.closest("#tip")) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

// ---- find and filter

const form = document.getElementById("filter");
const state = document.getElementById("state");
const report = document.querySelector(".report");
const parts = Array.from(document.querySelectorAll("[data-part]"));

// What a number is found by.
const wordsOf = data.numbers.map((number) => {
  const problems = (number.problems || []).map((place) => data.problems[place]);
  const { name, printed, value, rule, last, before, confirmed } = number;
  const told = [name, printed, value, rule, last, before, confirmed].concat(number.cells, problems).join(" ").toLowerCase();
  return `${told} ${told.replace(/(\d),(?=\d{3})/g, "$1")}`; // with and without separators of thousands
});

function matches(item, only, words) {
  const number = item.dataset.n;
  const tags = number ? data.numbers[number].tags || [] : item.dataset.tags.split(" ");
  const text = number ? wordsOf[number] : item.textContent.toLowerCase();
  return (!only || tags.includes(only)) && text.includes(words);
}

// Keeps the paragraphs with a hit, or with the words themselves, and the headings they stand under.
function keepBlocks(only, words) {
  let needed = 0;
  for (const block of Array.from(report.children).reverse()) {
    const level = Number(block.dataset.level || 0);
    const hit = block.querySelector(".hit") || (!only && block.textContent.toLowerCase().includes(words));
    const keep = Boolean(hit) || (level > 0 && level < needed);
    block.classList.toggle("away", !keep);
    if (keep) needed = level || Infinity;
  }
}

function filterPart(part, only, words) {
  const items = Array.from(part.querySelectorAll(".report [data-n], tr[data-n], [data-tags]"));
  const hits = items.filter((item) => matches(item, only, words));
  const found = new Set(hits);
  for (const item of items) {
    item.classList.toggle("away", !found.has(item));
    item.classList.toggle("hit", found.has(item));
  }
  for (const group of part.querySelectorAll(".group")) {
    group.classList.toggle("away", !group.querySelector(".hit"));
  }
  part.querySelector(".none").hidden = hits.length > 0 || items.length === 0;
  return `${part.dataset.part}${hits.length}${part.dataset.unit}`;
}

function filter() {
  const only = form.elements.only.value;
  const typed = form.elements.words.value.trim();
  const active = Boolean(only || typed);
  hide();
  const counts = parts.map((part) => filterPart(part, only, typed.toLowerCase()));
  keepBlocks(only, typed.toLowerCase());
  document.body.classList.toggle("filtered", active);
  document.getElementById("clear").hidden = !active;
  state.textContent = active ? `${described(only, typed)}：找到${counts.join("、")}。` : "没有筛选，全部显示。";
}

function showAll() {
  form.reset();
  filter();
}

function described(only, typed) {
  const chosen = only && form.querySelector("input[name=only]:checked").parentNode.textContent.trim();
  return [chosen && `只看${chosen}`, typed && `查找“${typed}”`].filter(Boolean).join("，");
}

form.addEventListener("input", filter);
document.getElementById("clear").addEventListener("click", showAll);
form.addEventListener("submit", (event) => event.preventDefault());

// A link must lead to its place even where the filter has put it away.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  if (target.closest(".report > .away")) showAll();
  if (target.classList.contains("n")) setTimeout(() => target.focus());
});

// ---- copy a row for 出错说明

function copy(button) {
  const { code, place, difference } = button.dataset;
  const row = [code, place, difference, ""].join("\t");
  const told = button.parentNode.querySelector(".copied");
  const done = () => {
    told.textContent = "已复制。请粘贴到〔出错说明〕，再写上原因。";
  };
  if (!navigator.clipboard) copyByHand(row, told, done);
  else navigator.clipboard.writeText(row).then(done, () => copyByHand(row, told, done));
}

// Older browsers copy only what is selected; where even that is refused the row stays selected for Ctrl+C.
function copyByHand(row, told, done) {
  const field = document.createElement("textarea");
  field.value = row;
  field.readOnly = true;
  field.setAttribute("aria-label", "要复制的一行");
  told.textContent = "";
  told.append(field);
  field.select();
  if (document.execCommand("copy")) done();
  else told.append("请按 Ctrl+C 复制。");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});
