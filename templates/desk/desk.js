// The desk in the browser: it listens to events, shows the step that runs, and has the parts of the page fetched anew.
"use strict";

(() => {
  const PARTS = ["#top", "#menu", "#status"];
  const LOST = "与程序断开了：请看程序的窗口是不是关了。";
  const ENDS = ["已生成", "没有生成"];
  const year = Number(document.body.dataset.year ?? 0);
  let events = null;

  const step = (words) => { document.querySelector("#step").textContent = words; };

  // What a person has begun to type on the screen is not taken away by a refresh.
  const isTyping = () => [...document.querySelectorAll("#screen :is(input, textarea, select)")].some((each) =>
    each.type === "checkbox" || each.type === "radio" ? each.checked !== each.defaultChecked :
    each.type === "file" ? each.files.length > 0 :
    each.tagName === "SELECT" ? [...each.options].some((one) => one.selected !== one.defaultSelected) :
    each.value !== each.defaultValue);

  // An answer to a form has no address of its own: it stays as it is, and the parts around come from where it was sent.
  const answered = document.body.dataset.answered;

  // The chosen one of a list or a page is in view, at first and where a save has chosen another one.
  const beyond = (each, box) => [["bottom", "top", "scrollTop"], ["right", "left", "scrollLeft"]].forEach(([end, start, by]) => {
    const [it, room] = [each, box].map((one) => one.getBoundingClientRect());
    box[by] += Math.max(0, it[end] - room[end]) + Math.min(0, it[start] - room[start]);
  });
  const show = () => {
    for (const each of document.querySelectorAll("#menu [aria-current], #screen :is(.list, .pages, .leaf) [aria-current]")) {
      const box = each.closest(".list, .pages, #menu ol");
      if (box) beyond(each, box); else each.scrollIntoView({block: "nearest", inline: "nearest"});
    }
  };
  const here = () => document.querySelector(".thumbs [aria-current]")?.href;
  let shown = here();
  document.addEventListener("htmx:after:settle", () => { if (here() !== shown) { shown = here(); show(); } });

  // The parts are morphed into the new ones: focus, scrolling and what was unfolded stay.
  const refresh = (anyway) => {
    const keep = Boolean(answered) || (!anyway && isTyping());
    document.querySelector("#waiting").hidden = !keep || Boolean(answered);
    const [first, ...others] = keep ? PARTS : ["#screen", ...PARTS];
    const selectOOB = others.map((each) => `${each}:outerMorph`).join(",");
    htmx.ajax("GET", answered ?? location.pathname + location.search, {target: first, select: first, swap: "outerMorph", selectOOB});
  };

  const hear = (name, act) => events.addEventListener(name, (event) => {
    const data = JSON.parse(event.data);
    if (data.year === year) act(data.said);
  });

  const listen = () => {
    events = new EventSource("/events");
    hear("saved", () => step("文件有变化，正在核对……"));
    hear("making", () => { step("正在生成……"); refresh(); });
    hear("step", (said) => step(said));
    hear("overtaken", () => step("文件又有变化，从头再来……"));
    hear("checked", () => { if (!ENDS.includes(document.querySelector("#step").textContent)) step(""); refresh(); });
    hear("composed", () => step(""));
    hear("paged", () => { step(""); refresh(); });
    hear("made", () => { step(ENDS[0]); refresh(); });
    hear("refused", () => { step(ENDS[1]); refresh(); });
    events.addEventListener("error", () => step(LOST));
    events.addEventListener("open", () => { if (document.querySelector("#step").textContent === LOST) step(""); });
  };

  // A browser keeps six connections at most: a page that nobody looks at does not hold one.
  const look = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      listen();
      refresh();
    }
  };

  if (!document.hidden) listen();
  document.addEventListener("visibilitychange", look);

  document.querySelector("#waiting button").addEventListener("click", () => refresh(true));

  show();

  // In a list of links arrows move, and j and k do so from everywhere; Enter opens.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
    const by = {ArrowDown: 1, j: 1, ArrowUp: -1, k: -1}[event.key];
    const isLetter = event.key.length === 1;
    const list = by && (event.target.closest("[data-keys]") || (isLetter && document.querySelector("[data-keys]")));
    if (!list) return;
    const links = [...list.querySelectorAll("a")].filter((each) => each.offsetParent !== null);
    const isInside = links.includes(document.activeElement);
    const from = isInside ? document.activeElement : list.querySelector("[aria-current]");
    const next = links[links.indexOf(from) + by];
    if (next) { event.preventDefault(); next.focus(); }
  });
})();
