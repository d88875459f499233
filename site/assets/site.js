// What pages do beyond showing: choose light or dark, search, and look at
// pictures more closely. Everything else works without this script.
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

  // Navigation folds away on narrow screens; tables that scroll can be focused.
  if (matchMedia("(max-width:56rem)").matches) document.querySelector(".nav-fold").open = false;
  root.classList.add("ready");
  document.querySelectorAll(".scroll").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  // Search: substrings and initial consonants over an index that is a script.
  var find = $("find"), input = $("find-input"), list = $("find-list"), status = $("find-status");
  var index = null, at = -1, shown = [];
  find.hidden = false;

  function fold(s) { return s.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " "); }
  function initials(s) {
    return s.replace(/[가-힣]/g, function (c) {
      return "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[Math.floor((c.charCodeAt(0) - 0xac00) / 588)];
    });
  }
  // While a syllable is being typed, its last consonant may belong to the next.
  function unfinished(s) {
    var c = s.charCodeAt(s.length - 1);
    if (c >= 0x3131 && c <= 0x318e) return s.slice(0, -1);
    var coda = (c - 0xac00) % 28;
    return c >= 0xac00 && c <= 0xd7a3 && coda ? s.slice(0, -1) + String.fromCharCode(c - coda) : "";
  }
  function near(a, b) { // at most one letter added, lost or changed
    if (Math.abs(a.length - b.length) > 1) return false;
    for (var i = 0; i < a.length && a[i] === b[i]; i++);
    return a.slice(i + (a.length >= b.length)) === b.slice(i + (b.length >= a.length));
  }
  function load() {
    if (index || load.begun) return;
    load.begun = true;
    var s = document.createElement("script");
    s.src = find.dataset.index;
    s.onload = function () {
      index = window.ASBUILT_INDEX.map(function (e) {
        e.f = fold(e.t);
        e.c = initials(e.f).replace(/ /g, "");
        return e;
      });
      if (input.value) search();
    };
    document.head.appendChild(s);
  }
  function rate(e, term) {
    if (/^[ㄱ-ㅎ]+$/.test(term)) {
      var c = e.c.indexOf(term);
      return c < 0 ? 0 : c ? 40 : 60;
    }
    if (e.i === term || e.f === term) return 100;
    var p = e.f.indexOf(term);
    if (p === 0) return 80;
    if (p > 0) return 60;
    if (e.i && e.i.indexOf(term) >= 0) return 50;
    if (e.h && e.h.indexOf(term) >= 0) return 30;
    if (e.b && e.b.indexOf(term) >= 0) return 10;
    if (/^[a-z]{4,}$/.test(term) && e.f.split(/[^a-z0-9]+/).some(function (w) { return near(w, term); })) return 5;
    return 0;
  }
  function rank(e, terms) {
    var sum = 0;
    for (var i = 0; i < terms.length; i++) {
      var r = rate(e, terms[i]), rest = !r && i === terms.length - 1 && unfinished(terms[i]);
      if (rest) r = rate(e, rest) / 2;
      if (!r) return 0;
      sum += r;
    }
    return sum;
  }
  function search() {
    if (!index) return load();
    var query = fold(input.value), terms = query ? query.split(" ") : [];
    shown = terms.length ? index.map(function (e, n) { return { e: e, n: n, r: rank(e, terms) }; })
      .filter(function (x) { return x.r; })
      .sort(function (a, b) { return b.r - a.r || a.n - b.n; })
      .slice(0, 40).map(function (x) { return x.e; }) : [];
    list.textContent = "";
    shown.forEach(function (e, n) { list.appendChild(option(e, n, terms)); });
    status.textContent = !terms.length ? "" : shown.length ? find.dataset.count.replace("%d", shown.length) : find.dataset.none;
    if (terms.length && !shown.length) {
      var none = option({ t: find.dataset.none, k: "", u: "" }, 0, []);
      none.setAttribute("aria-disabled", "true");
      list.appendChild(none);
    }
    open(terms.length > 0);
    mark(shown.length ? 0 : -1);
  }
  function option(e, n, terms) {
    var li = document.createElement("li"), kind = document.createElement("small"), name = document.createElement("span");
    li.id = "find-" + n;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    kind.textContent = e.k;
    var p = terms.length ? e.t.toLowerCase().indexOf(terms[0]) : -1;
    if (p >= 0) {
      var m = document.createElement("mark");
      m.textContent = e.t.substr(p, terms[0].length);
      name.append(e.t.slice(0, p), m, e.t.slice(p + terms[0].length));
    } else name.textContent = e.t;
    li.append(kind, name);
    if (e.n) {
      var note = document.createElement("i");
      note.textContent = e.n;
      li.append(note);
    }
    return li;
  }
  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) mark(-1);
  }
  function mark(n) {
    at = n;
    Array.prototype.forEach.call(list.children, function (li, i) { li.setAttribute("aria-selected", String(i === n)); });
    if (n < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", "find-" + n);
    list.children[n].scrollIntoView({ block: "nearest" });
  }
  function go(n) { if (shown[n]) location.href = find.dataset.root + shown[n].u; }

  input.addEventListener("focus", load);
  input.addEventListener("input", search);
  input.addEventListener("blur", function () { setTimeout(open, 150, false); });
  input.addEventListener("keydown", function (ev) {
    if (ev.isComposing || ev.keyCode === 229) return;
    if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
      ev.preventDefault();
      if (list.hidden) search();
      else if (shown.length) mark((at + (ev.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
    } else if (ev.key === "Enter") go(at < 0 ? 0 : at);
    else if (ev.key === "Escape") {
      if (list.hidden) input.blur(); else { open(false); input.value = ""; }
    }
  });
  list.addEventListener("mousedown", function (ev) {
    ev.preventDefault();
    var li = ev.target.closest("li");
    if (li) go(Array.prototype.indexOf.call(list.children, li));
  });
  document.addEventListener("keydown", function (ev) {
    if (ev.isComposing) return;
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(ev.target.tagName) || ev.target.isContentEditable;
    if (ev.key === "/" && !typing && !ev.ctrlKey && !ev.metaKey || ev.key.toLowerCase() === "k" && (ev.ctrlKey || ev.metaKey)) {
      ev.preventDefault();
      input.focus();
      input.select();
    }
  });

  // Pictures: zoom and move by changing what part of the drawing is seen.
  document.querySelectorAll("[data-zoom]").forEach(function (canvas) {
    var svg = canvas.querySelector("svg.ab"), drawing = canvas.querySelector(".drawing"), tools = canvas.querySelector(".zoom");
    if (!svg) return;
    var all = svg.viewBox.baseVal, full = { x: all.x, y: all.y, w: all.width, h: all.height };
    var v = { x: full.x, y: full.y, w: full.w, h: full.h }, fingers = new Map(), moved = 0;
    tools.hidden = false;
    var hint = document.querySelector(".zoom-hint");
    if (hint) hint.hidden = false;

    function show() {
      v.w = Math.min(full.w, Math.max(full.w / 12, v.w));
      v.h = v.w * full.h / full.w;
      v.x = Math.min(full.x + full.w - v.w, Math.max(full.x, v.x));
      v.y = Math.min(full.y + full.h - v.h, Math.max(full.y, v.y));
      svg.setAttribute("viewBox", [v.x, v.y, v.w, v.h].map(function (n) { return Math.round(n * 100) / 100; }).join(" "));
      drawing.classList.toggle("zoomed", v.w < full.w);
    }
    function point(ev) {
      var m = svg.getScreenCTM().inverse();
      return new DOMPoint(ev.clientX, ev.clientY).matrixTransform(m);
    }
    function zoom(by, p) {
      p = p || { x: v.x + v.w / 2, y: v.y + v.h / 2 };
      var w = Math.min(full.w, Math.max(full.w / 12, v.w / by)), f = w / v.w;
      v = { x: p.x - (p.x - v.x) * f, y: p.y - (p.y - v.y) * f, w: w, h: v.h * f };
      show();
    }
    function act(what) {
      if (what === "in") zoom(1.4);
      else if (what === "out") zoom(1 / 1.4);
      else if (what === "fit") { v = { x: full.x, y: full.y, w: full.w, h: full.h }; show(); }
      else if (document.fullscreenElement) document.exitFullscreen();
      else if (canvas.requestFullscreen) canvas.requestFullscreen();
    }
    tools.addEventListener("click", function (ev) {
      var b = ev.target.closest("button");
      if (b) act(b.dataset.do);
    });
    drawing.addEventListener("wheel", function (ev) {
      if (!ev.ctrlKey && !ev.metaKey) return; // a plain wheel scrolls the page
      ev.preventDefault();
      zoom(Math.exp(-ev.deltaY * 0.004), point(ev));
    }, { passive: false });
    drawing.addEventListener("keydown", function (ev) {
      if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
      var step = v.w / 10, way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[ev.key];
      if (way && v.w < full.w) { v.x += way[0] * step; v.y += way[1] * step; show(); }
      else if (ev.key === "+" || ev.key === "=") zoom(1.4);
      else if (ev.key === "-") zoom(1 / 1.4);
      else if (ev.key === "0") act("fit");
      else return;
      ev.preventDefault();
    });
    svg.addEventListener("dragstart", function (ev) { ev.preventDefault(); });
    svg.addEventListener("pointerdown", function (ev) {
      fingers.set(ev.pointerId, ev);
      moved = 0;
    });
    window.addEventListener("pointermove", function (ev) {
      var before = fingers.get(ev.pointerId);
      if (!before) return;
      if (fingers.size === 2) {
        var other = Array.from(fingers.values()).find(function (f) { return f.pointerId !== ev.pointerId; });
        var far = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
        zoom(Math.hypot(ev.clientX - other.clientX, ev.clientY - other.clientY) / (far || 1), point(other));
        moved = 9;
      } else if (v.w < full.w) {
        var a = point(before), b = point(ev);
        moved += Math.abs(ev.clientX - before.clientX) + Math.abs(ev.clientY - before.clientY);
        v.x += a.x - b.x;
        v.y += a.y - b.y;
        if (moved > 4) drawing.classList.add("held");
        show();
      }
      fingers.set(ev.pointerId, ev);
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      window.addEventListener(name, function (ev) {
        fingers.delete(ev.pointerId);
        drawing.classList.remove("held");
      });
    });
    svg.addEventListener("click", function (ev) { if (moved > 4) ev.preventDefault(); }, true);

    // A node or line under the pointer, or in focus, stands out with what it
    // is tied to.
    var lines = Array.from(svg.querySelectorAll("[data-role=line]"));
    var things = {};
    svg.querySelectorAll("[data-role=node],[data-role=group]").forEach(function (n) { things[n.dataset.id] = n; });
    function box(n) { return n.dataset.box.split(" ").map(Number); }
    function ends(id, item) { // whether a line's end is the item or a group around it
      var n = things[id];
      if (!n || n === item || n.dataset.role !== "group" || !item.dataset.box) return n === item;
      var o = box(n), i = box(item);
      return i[0] >= o[0] && i[1] >= o[1] && i[0] + i[2] <= o[0] + o[2] && i[1] + i[3] <= o[1] + o[3];
    }
    function light(item) {
      svg.querySelectorAll(".on").forEach(function (n) { n.classList.remove("on"); });
      var tied = !item ? [] : lines.filter(function (l) {
        return l === item || ends(l.dataset.from, item) !== ends(l.dataset.to, item);
      });
      svg.classList.toggle("lit", tied.length > 0);
      if (!tied.length) return;
      item.classList.add("on");
      tied.forEach(function (l) {
        [l, things[l.dataset.from], things[l.dataset.to]].forEach(function (n) { if (n) n.classList.add("on"); });
      });
    }
    function item(ev) { return ev.target.closest("[data-role=node],[data-role=line]"); }
    svg.addEventListener("pointerover", function (ev) { light(item(ev)); });
    svg.addEventListener("pointerleave", function () { light(null); });
    svg.addEventListener("focusin", function (ev) {
      var n = item(ev), b = n && n.dataset.box && box(n);
      light(n);
      if (b && v.w < full.w && (b[0] < v.x || b[1] < v.y || b[0] + b[2] > v.x + v.w || b[1] + b[3] > v.y + v.h)) {
        v.x = b[0] + b[2] / 2 - v.w / 2;
        v.y = b[1] + b[3] / 2 - v.h / 2;
        show();
      }
    });
    svg.addEventListener("focusout", function () { light(null); });
  });
})();
