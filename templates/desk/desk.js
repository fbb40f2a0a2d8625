// The desk in the browser: it listens to events, shows the step that runs, and has the parts of the page fetched anew.
"use strict";

(() => {
  const PARTS = ["#top", "#menu", "#status"];
  const year = Number(document.body.dataset.year);

  const step = (words) => { document.querySelector("#step").textContent = words; };

  // What a person has begun to type on the screen is not taken away by a refresh.
  const isTyping = () => [...document.querySelectorAll("#screen :is(input, textarea, select)")].some((each) =>
    each.type === "checkbox" || each.type === "radio" ? each.checked !== each.defaultChecked :
    each.type === "file" ? each.files.length > 0 :
    each.tagName === "SELECT" ? [...each.options].some((one) => one.selected !== one.defaultSelected) :
    each.value !== each.defaultValue);

  const refresh = (anyway) => {
    const keep = !anyway && isTyping();
    document.querySelector("#waiting").hidden = !keep;
    const [first, ...others] = keep ? PARTS : ["#screen", ...PARTS];
    return htmx.ajax("GET", location.pathname + location.search,
      {target: first, select: first, swap: "outerHTML", selectOOB: others.map((each) => `${each}:outerHTML`).join(",")});
  };

  const heard = (name, act) => events.addEventListener(name, (event) => {
    const data = JSON.parse(event.data);
    if (data.year === year) act(data.said);
  });

  let events;
  if (year) {
    events = new EventSource("/events");
    heard("saved", () => step("文件有变化，正在核对……"));
    heard("making", () => { step("正在生成……"); refresh(); });
    heard("step", (said) => step(said));
    heard("overtaken", () => step("文件又有变化，从头再来……"));
    heard("checked", () => { step(""); refresh(); });
    heard("made", () => { step("已生成"); refresh(); });
    heard("refused", () => { step("没有生成"); refresh(); });
  }

  document.querySelector("#waiting button").addEventListener("click", () => refresh(true));

  // Arrows and j, k move in a list of links; Enter opens.
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest?.("[data-keys]");
    const by = {ArrowDown: 1, j: 1, ArrowUp: -1, k: -1}[event.key];
    if (!list || !by || event.target.matches("input, textarea, select")) return;
    const links = [...list.querySelectorAll("a")].filter((each) => each.offsetParent !== null);
    const next = links[links.indexOf(document.activeElement) + by];
    if (next) { event.preventDefault(); next.focus(); }
  });
})();
