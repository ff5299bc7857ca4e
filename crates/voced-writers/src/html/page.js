// What the page does beyond being one long page. It fetches nothing and keeps nothing.
"use strict";
(() => {
  const root = document.documentElement;
  const NARROW = matchMedia("(max-width: 40rem)");
  const BESIDE = matchMedia("(min-width: 60rem)");
  const ROOMY = matchMedia("(min-width: 75rem)");
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // A copy that can stand beside its original: no name of a place stands twice in a page.
  function copy(element) {
    const clone = element.cloneNode(true);
    const suffix = "-copy";
    for (const part of [clone, ...all("[id]", clone)]) if (part.id) part.id += suffix;
    for (const part of [clone, ...all("*", clone)]) {
      for (const name of ["aria-labelledby", "aria-describedby"]) {
        const ids = part.getAttribute(name);
        if (ids) part.setAttribute(name, ids.split(" ").map((id) => id + suffix).join(" "));
      }
    }
    return clone;
  }

  // Views: one is seen, the others are hidden, yet found by the browser's search.
  const VIEWS = ["overview", "text", "sources"];

  // Lays the charts of the overview anew, once there are any.
  let packAgain = () => {};

  function show(name) {
    root.dataset.view = name;
    for (const id of VIEWS) {
      const view = document.getElementById(id);
      if (id === name) view.removeAttribute("hidden");
      else view.setAttribute("hidden", "until-found");
    }
    for (const link of all("header.top nav a")) {
      if (link.hash === "#" + name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    packAgain();
  }

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const view = target && target.closest(".view");
    show(view ? view.id : "overview");
    if (!target) return;
    if (target.matches(".trace")) unfold(target, true);
    if (view === target || id === "top") scrollTo(0, 0);
    else target.scrollIntoView();
  }

  // Traces: a list of headings, each of which unfolds.
  function unfold(trace, isOpen) {
    const body = find(".body", trace);
    find("button", trace).setAttribute("aria-expanded", String(isOpen));
    if (isOpen) body.removeAttribute("hidden");
    else body.setAttribute("hidden", "until-found");
  }

  function foldTraces() {
    for (const trace of all(".trace")) {
      const heading = find("h3", trace);
      const button = make("button", { type: "button" }, ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => unfold(trace, find(".body", trace).hasAttribute("hidden")));
      unfold(trace, false);
    }
    document.addEventListener("beforematch", (event) => {
      const trace = event.target.closest(".trace");
      if (trace) unfold(trace, true);
      show(event.target.closest(".view").id);
    });
  }

  function filterTraces() {
    const input = find("#find-trace");
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const trace of all(".trace")) {
        trace.hidden = !find("h3", trace).textContent.toLowerCase().includes(wanted);
        if (!trace.hidden) shown += 1;
      }
      find("#find-count").textContent = wanted ? `找到${shown}个` : "";
    });
  }

  // The panel: the trace of a figure, in a column of its own, over the edge of the page or as a
  // sheet from below, as there is room.
  let opener = null;

  // Makes room or gives it back; where a reader is looking stays where it is.
  function keepPlace(element, change) {
    const top = () => element.getBoundingClientRect().top;
    const before = element.checkVisibility() ? top() : null;
    change();
    packAgain();
    if (before !== null && ROOMY.matches) scrollBy({ top: top() - before, behavior: "instant" });
  }

  function closePanel() {
    const panel = find("#panel");
    keepPlace(opener ?? document.body, () => panel.close());
  }

  function openPanel(link) {
    const panel = find("#panel");
    const trace = document.getElementById("t" + link.dataset.trace);
    if (!trace) return;
    const back = panel.contains(link) ? opener : link;
    if (panel.open && NARROW.matches) closePanel();
    for (const link of all("[data-trace][aria-expanded]")) link.removeAttribute("aria-expanded");
    opener = back;
    opener.setAttribute("aria-expanded", "true");

    const title = make("h3", { id: "panel-title", tabindex: "-1" });
    title.append(...[...find("h3 button", trace).childNodes].map((node) => node.cloneNode(true)));
    const close = make("button", { type: "button" }, "关闭");
    close.addEventListener("click", closePanel);
    const body = copy(find(".body", trace));
    body.removeAttribute("hidden");
    for (const place of all(".places a", body)) {
      if (place.hash === "#" + opener.id) place.setAttribute("aria-current", "true");
    }
    const everything = make("a", { class: "all", href: "#" + trace.id }, "在数据溯源中查看");
    panel.replaceChildren(make("div", { class: "head" }, title, close), body, everything);
    if (NARROW.matches) panel.showModal();
    else keepPlace(opener, () => panel.show());
    panel.scrollTop = 0;
    title.focus();
  }

  function watchPanel() {
    const panel = find("#panel");
    document.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest("a");
      if (link && link.dataset.trace) {
        event.preventDefault();
        openPanel(link);
      } else if (link && panel.contains(link)) {
        opener = null;
        if (NARROW.matches || link.matches(".all")) closePanel();
      } else if (event.target === panel && NARROW.matches && event.clientY < panel.getBoundingClientRect().top) {
        closePanel();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel.open && !panel.matches(":modal")) closePanel();
    });
    panel.addEventListener("close", () => {
      for (const link of all("[data-trace][aria-expanded]")) link.removeAttribute("aria-expanded");
      // This comes after the browser gave the focus back; whoever has gone on by then is left alone.
      const isNowhere = document.activeElement === document.body || panel.contains(document.activeElement);
      if (opener && !panel.open && isNowhere) opener.focus({ preventScroll: true });
    });
    for (const link of all("[data-trace]")) link.setAttribute("aria-haspopup", "dialog");
  }

  // The figures of each section, and of each chapter with its sections.
  function figuresByPlace() {
    const levels = new Map(all(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link.parentElement.className]));
    const lists = new Map([["", []]]);
    let [chapter, section] = [null, lists.get("")];
    for (const element of all("article :is([id], .figure)")) {
      const level = levels.get(element.id);
      if (level) {
        section = [];
        lists.set(element.id, section);
        if (level === "level-1") chapter = section;
      } else if (element.matches(".figure")) {
        section.push(element.dataset.trace);
        if (chapter && chapter !== section) chapter.push(element.dataset.trace);
      }
    }
    return lists;
  }

  // Beside the text: the figures of what is being read; where it has none, those of the cards.
  function listFigures() {
    const lists = figuresByPlace();
    const title = make("h3", { id: "beside-title" });
    const hint = make("p", {}, "点一个数字，这里就是它的公式和单元格。");
    const list = make("ul", { role: "list" });
    find("#text").append(make("aside", { class: "beside", "aria-labelledby": title.id }, title, hint, list));

    // A trace as it stands in the list, by what it is about: it is there once for both years.
    function entry(id) {
      const trace = document.getElementById("t" + id);
      const said = (selector) => find(selector, trace)?.textContent ?? "";
      const [name, entity, change] = [".name", ".entity", ".years div:nth-child(3) dd"].map(said);
      const link = make("a", { href: "#t" + id, "data-trace": id, "aria-haspopup": "dialog" });
      link.append(make("span", {}, name, " ", make("small", {}, entity)));
      link.append(make("span", { class: "amount" }, said(".amount")));
      if (change) link.append(make("small", { class: "change" }, "变化 " + change));
      return { subject: name + entity, isCurrent: change !== "", item: make("li", {}, link) };
    }
    function entries(ids) {
      const known = new Map();
      for (const one of ids.map(entry)) {
        const other = known.get(one.subject);
        if (!other || (one.isCurrent && !other.isCurrent)) known.set(one.subject, one);
      }
      return [...known.values()].map((one) => one.item);
    }
    let shown = null;
    return (id, name) => {
      if (shown === id) return;
      shown = id;
      const own = lists.get(id) ?? [];
      const ids = own.length ? own : all(".card").map((card) => card.dataset.trace);
      title.textContent = own.length ? name + " 的数字" : "主要指标";
      list.replaceChildren(...entries([...new Set(ids)]));
    };
  }

  // The table of schools.
  function sortSchools(table) {
    const heads = all("thead th", table);
    const body = find("tbody", table);
    const given = [...body.rows];
    const key = (row, idx) => (idx < 2 ? NaN : Number.parseFloat(row.cells[idx].textContent));
    function compare(a, b, idx, sign) {
      const [x, y] = [key(a, idx), key(b, idx)];
      if (idx < 2) return sign * a.cells[idx].textContent.localeCompare(b.cells[idx].textContent, "zh-CN");
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
      return sign * (x - y);
    }
    heads.forEach((head, idx) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "", descending: "ascending" };
        const order = next[head.getAttribute("aria-sort")] ?? "descending";
        for (const other of heads) other.removeAttribute("aria-sort");
        const sign = order === "ascending" ? 1 : -1;
        const rows = order ? [...given].sort((a, b) => compare(a, b, idx, sign)) : given;
        if (order) head.setAttribute("aria-sort", order);
        body.append(...rows);
        table.dispatchEvent(new Event("reordered"));
      });
    });
  }

  // Rows that are asked for, a page of them at a time where they are many.
  const PAGE = 50;
  function filterSchools(table) {
    const [name, group, count] = [find("#filter-name"), find("#filter-group"), find("#filter-count")];
    let first = 0;
    function step(label, to) {
      const button = make("button", { type: "button" }, label);
      button.addEventListener("click", () => {
        first = to();
        apply();
      });
      return button;
    }
    const back = step("上一页", () => Math.max(0, first - PAGE));
    const next = step("下一页", () => first + PAGE);
    const range = make("output");
    const pager = make("nav", { class: "pager", "aria-label": "翻页" }, back, range, next);
    find("table.schools").parentElement.after(pager);
    function apply() {
      const wanted = name.value.trim().toLowerCase();
      const rows = all("tbody tr", table);
      const found = rows.filter((row) => {
        const isNamed = row.cells[0].textContent.toLowerCase().includes(wanted);
        return isNamed && (!group.value || row.cells[1].textContent === group.value);
      });
      const isLong = found.length > PAGE;
      if (first >= found.length) first = 0;
      const shown = new Set(isLong ? found.slice(first, first + PAGE) : found);
      for (const row of rows) row.hidden = !shown.has(row);
      count.textContent = found.length < rows.length ? `${found.length}/${rows.length}` : "";
      pager.hidden = !isLong;
      range.textContent = `第${first + 1}—${first + shown.size}行，共${found.length}行`;
      back.disabled = first === 0;
      next.disabled = first + PAGE >= found.length;
    }
    function again() {
      first = 0;
      apply();
    }
    name.addEventListener("input", again);
    group.addEventListener("change", again);
    table.addEventListener("reordered", again);
    apply();
  }

  function showCharts() {
    for (const item of all("[data-chart]")) {
      const chart = document.getElementById(item.dataset.chart);
      if (chart) item.replaceChildren(copy(chart));
    }
    const list = find(".charts");
    if (list) packCharts(list);
  }

  // Charts of unlike heights in columns without holes: each goes to the column that is the shortest
  // so far and stays in it, however much of it is unfolded.
  function packCharts(list) {
    const items = [...list.children];
    const gap = Number.parseFloat(getComputedStyle(list).columnGap);
    const height = (item) => item.firstElementChild.offsetHeight;
    let [width, n_columns] = [0, 0];
    function place() {
      if (width === list.offsetWidth) return;
      width = list.offsetWidth;
      // A column that a chart asks for is there even where there is no room for it.
      const given = items.map((item) => item.style.gridColumn);
      for (const item of items) item.style.gridColumn = "";
      const wanted = getComputedStyle(list).gridTemplateColumns.split(" ").length;
      items.forEach((item, idx) => { item.style.gridColumn = given[idx]; });
      if (wanted === n_columns) return;
      n_columns = wanted;
      const ends = new Array(n_columns).fill(0);
      for (const item of items) {
        const column = ends.indexOf(Math.min(...ends));
        ends[column] += height(item) + gap;
        item.style.gridColumn = String(column + 1);
      }
    }
    packAgain = () => {
      if (!list.offsetWidth) return;
      place();
      for (const item of items) item.style.gridRowEnd = `span ${Math.round(height(item) + gap)}`;
    };
    const watch = new ResizeObserver(packAgain);
    list.classList.add("packed");
    for (const element of [list, ...items.map((item) => item.firstElementChild)]) watch.observe(element);
  }

  function followReading() {
    const list = listFigures();
    const links = new Map(all(".contents a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const narrow = find(".contents details");
    if (narrow) {
      narrow.open = BESIDE.matches;
      BESIDE.addEventListener("change", () => { narrow.open = BESIDE.matches; });
      narrow.addEventListener("click", (event) => {
        if (event.target.closest("a") && !BESIDE.matches) narrow.open = false;
      });
    }
    const text = find("#text");
    function mark() {
      if (text.hidden) return;
      const place = headings.filter((heading) => heading.getBoundingClientRect().top < 140).at(-1);
      const current = place && links.get(place.id);
      list(place ? place.id : "", place ? place.textContent : "前言");
      for (const link of links.values()) {
        if (link === current) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    }
    let isWaiting = false;
    function soon() {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => { isWaiting = false; mark(); });
    }
    addEventListener("scroll", soon, { passive: true });
    addEventListener("hashchange", soon);
    soon();
  }

  function offerThemes() {
    const button = find(".theme");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const label = () => { button.textContent = isDark() ? "浅色" : "深色"; };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      label();
    });
    system.addEventListener("change", label);
    label();
  }

  root.classList.add("js");
  document.addEventListener("DOMContentLoaded", () => {
    showCharts();
    foldTraces();
    filterTraces();
    watchPanel();
    for (const table of all("table.schools")) {
      if ("sortable" in table.dataset) sortSchools(table);
      filterSchools(table);
    }
    followReading();
    offerThemes();
    addEventListener("hashchange", follow);
    follow();
  });
})();
