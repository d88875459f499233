// What pages do beyond showing: choose light or dark, begin a search, sort tables
// and make cards of them. Everything else works without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };

  // Light or dark.
  var theme = $("theme"), modes = ["auto", "light", "dark"], faces = { auto: "◐", light: "○", dark: "●" };
  function showTheme() {
    var mode = root.dataset.theme || "auto";
    theme.textContent = faces[mode];
    theme.title = theme.dataset[mode];
    theme.setAttribute("aria-label", theme.dataset[mode]);
  }
  theme.hidden = false;
  theme.addEventListener("click", function () {
    var mode = modes[(modes.indexOf(root.dataset.theme || "auto") + 1) % 3];
    if (mode === "auto") delete root.dataset.theme; else root.dataset.theme = mode;
    try { localStorage.setItem("asbuilt-theme", mode); } catch (e) { /* private mode: for this page only */ }
    showTheme();
  });
  showTheme();

  // What the site was built of stands in one file, so that another commit of the
  // same model rewrites no page.
  var build = $("build"), of = window.ASBUILT_BUILD;
  if (build && of) {
    var line = document.createElement(of.href ? "a" : "span");
    if (of.href) line.href = of.href;
    line.textContent = build.dataset.text.replace("%c", of.commit).replace("%b", of.branch).replace("%d", of.date).replace("·  ·", "·");
    build.append(line, of.uncommitted ? " · " + build.dataset.uncommitted : "");
    build.hidden = false;
  }

  // The other versions of the site, which lie in folders beside this one; the same
  // page of them.
  var versions = $("versions");
  if (versions && window.ASBUILT_VERSIONS) {
    window.ASBUILT_VERSIONS.forEach(function (v) {
      var title = v.name + (v.preview ? " · " + versions.dataset.preview : "");
      versions.append(new Option(title, v.name, false, v.name === versions.dataset.name));
    });
    versions.hidden = false;
    versions.addEventListener("change", function () {
      var top = new URL(versions.dataset.root + "../", location.href), here = location.pathname.slice(top.pathname.length);
      location.href = top.href + encodeURIComponent(versions.value) + here.slice(here.indexOf("/")) + location.hash;
    });
  }

  // Navigation folds away on narrow screens; tables that scroll can be focused.
  if (matchMedia("(max-width:56rem)").matches) document.querySelector(".nav-fold").open = false;
  root.classList.add("ready");
  document.querySelectorAll(".scroll").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  // Where there is no room for its columns a table is a list of cards: each cell
  // says what it is under, and what the table is stays said to readers by ear.
  var small = matchMedia("(max-width:40rem)"), middling = matchMedia("(max-width:64rem)");
  var tables = document.querySelectorAll("main table:not(.facts)");
  tables.forEach(function (table) {
    var heads = table.tHead ? Array.from(table.tHead.rows[0].cells) : [];
    table.classList.add("titled");
    table.classList.toggle("many", heads.length > 4);
    table.setAttribute("role", "table");
    table.querySelectorAll("thead,tbody").forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    Array.from(table.rows).forEach(function (row) {
      var n = 0;
      row.setAttribute("role", "row");
      Array.from(row.cells).forEach(function (cell) {
        var names = cell.tagName === "TH";
        cell.setAttribute("role", names ? cell.scope === "row" ? "rowheader" : "columnheader" : "cell");
        if (!names && heads[n]) cell.dataset.label = heads[n].textContent.trim();
        if (cell.textContent.trim().length < 15) cell.classList.add("nowrap"); // what is short is not broken
        n += cell.colSpan;
      });
    });
  });
  // A table as a file for spreadsheets. What begins like a formula there is text.
  function csv(table) {
    return "\ufeff" + Array.from(table.rows).map(function (row) {
      return Array.from(row.cells).map(function (cell) {
        var text = cell.innerText.replace(/\s+/g, " ").trim();
        if (/^[=+@＝＋＠－]|^-(?![\d.,]*$)/.test(text)) text = "'" + text;
        return '"' + text.replace(/"/g, '""') + '"' + ",".repeat(cell.colSpan - 1);
      }).join(",");
    }).join("\r\n") + "\r\n";
  }
  tables.forEach(function (table) {
    if (table.rows.length < 4 || table.closest(".prose")) return;
    var button = document.createElement("button"), h = table.closest("section"), name = h && h.querySelector("h2");
    button.type = "button";
    button.className = "csv";
    button.textContent = "CSV";
    button.setAttribute("aria-label", "CSV: " + (name || document.querySelector("h1")).textContent.trim());
    button.addEventListener("click", function () {
      var a = document.createElement("a"), file = location.pathname.replace(/^.*\//, "").replace(/\.html$/, "") || "index";
      a.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
      a.download = file + (name && name.id ? "-" + name.id : "") + ".csv";
      a.click();
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
    });
    table.parentNode.after(button);
  });
  function cards() {
    tables.forEach(function (table) {
      table.classList.toggle("cards", small.matches || middling.matches && table.classList.contains("many"));
    });
  }
  small.addEventListener("change", cards);
  middling.addEventListener("change", cards);
  cards();

  // Tables are sorted by the columns that say so; a third press brings the order
  // of the model back.
  document.querySelectorAll("th[data-sort]").forEach(function (th) {
    var table = th.closest("table"), body = table.tBodies[0], button = document.createElement("button");
    if (body.rows.length < 3 || body.querySelector("[colspan]")) return;
    table.asWritten = table.asWritten || Array.from(body.rows);
    button.type = "button";
    button.className = "sort";
    button.append.apply(button, Array.from(th.childNodes));
    th.append(button);
    button.addEventListener("click", function () {
      var next = { ascending: "descending", descending: "" }[th.getAttribute("aria-sort")], rows = table.asWritten.slice();
      if (next === undefined) next = "ascending";
      table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
      function value(row) {
        var text = row.cells[th.cellIndex].textContent.trim();
        return th.dataset.sort === "number" ? parseFloat(text.replace(/[^0-9.]/g, "")) || 0 : text;
      }
      if (next) {
        th.setAttribute("aria-sort", next);
        rows.sort(function (a, b) {
          var x = value(a), y = value(b), order = typeof x === "number" ? x - y : x.localeCompare(y, root.lang, { numeric: true });
          return next === "ascending" ? order : -order;
        });
      }
      body.append.apply(body, rows);
    });
  });

  // Search has a script of its own, which is loaded with its index on first use.
  // An address with ?find= opens with that query, one with ?q= marks its words.
  var find = $("find"), input = $("find-input");
  find.hidden = false;
  function load() {
    if (load.begun) return;
    load.begun = true;
    [find.dataset.index, find.dataset.script].forEach(function (src) {
      var s = document.createElement("script");
      s.src = src;
      s.async = false; // in this order
      document.head.appendChild(s);
    });
  }
  input.addEventListener("focus", load);
  document.addEventListener("keydown", function (ev) {
    if (ev.isComposing) return;
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(ev.target.tagName) || ev.target.isContentEditable;
    if (ev.key === "/" && !typing && !ev.ctrlKey && !ev.metaKey || ev.key.toLowerCase() === "k" && (ev.ctrlKey || ev.metaKey)) {
      ev.preventDefault();
      input.focus();
      input.select();
    }
  });
  if (/[?&](find|q)=/.test(location.search)) load();

  // How long ago something was, in words: the page itself is older every day.
  document.querySelectorAll("time[data-ago]").forEach(function (t) {
    var minutes = Math.floor((Date.now() - Date.parse(t.dateTime)) / 60000), unit = minutes >= 1440 ? "day" : minutes >= 60 ? "hour" : "minute";
    if (!(minutes >= 0) || !window.Intl || !Intl.RelativeTimeFormat) return;
    var n = Math.floor(minutes / { day: 1440, hour: 60, minute: 1 }[unit]);
    t.textContent = " · " + new Intl.RelativeTimeFormat(document.documentElement.lang).format(-n, unit);
  });
})();
