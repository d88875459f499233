// Search over an index that is a script: words of both languages, ids, initial
// consonants, words typed with the wrong keyboard layout, and words with one
// letter wrong. It shows why each thing was found, and marks it on its page.
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var find = $("find"), input = $("find-input"), list = $("find-list"), status = $("find-status");
  var at = -1, shown = [], most = 40;

  function fold(s) { return s.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " "); }
  function tight(s) { return s.replace(/[\s·]+/g, ""); }

  // Hangul as letters and as keys.
  var first = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", middle = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  var last = ["", "ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ", "ㄺ", "ㄻ", "ㄼ", "ㄽ", "ㄾ", "ㄿ", "ㅀ", "ㅁ", "ㅂ", "ㅄ", "ㅅ", "ㅆ",
    "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
  var keys = { r: "ㄱ", R: "ㄲ", s: "ㄴ", e: "ㄷ", E: "ㄸ", f: "ㄹ", a: "ㅁ", q: "ㅂ", Q: "ㅃ", t: "ㅅ", T: "ㅆ", d: "ㅇ", w: "ㅈ", W: "ㅉ",
    c: "ㅊ", z: "ㅋ", x: "ㅌ", v: "ㅍ", g: "ㅎ", k: "ㅏ", o: "ㅐ", i: "ㅑ", O: "ㅒ", j: "ㅓ", p: "ㅔ", u: "ㅕ", P: "ㅖ", h: "ㅗ", y: "ㅛ",
    n: "ㅜ", b: "ㅠ", m: "ㅡ", l: "ㅣ" };
  var pairs = { "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ", "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ" };
  function letters(s) { // 계획 → ㄱㅖㅎㅚㄱ
    return s.replace(/[가-힣]/g, function (c) {
      var n = c.charCodeAt(0) - 0xac00;
      return first[Math.floor(n / 588)] + middle[Math.floor(n % 588 / 28)] + last[n % 28];
    });
  }
  function initials(s) {
    return s.replace(/[가-힣]/g, function (c) { return first[Math.floor((c.charCodeAt(0) - 0xac00) / 588)]; });
  }
  function compose(js) { // letters one after another → syllables
    var out = "";
    for (var i = 0; i < js.length;) {
      var f = first.indexOf(js[i]), v = js[i + 1] || "", n = 2;
      if (f < 0 || middle.indexOf(v) < 0) { out += js[i++]; continue; }
      var two = pairs[v + (js[i + 2] || "")];
      if (two && middle.indexOf(two) >= 0) { v = two; n = 3; }
      var t = js[i + n] || "", vowel = function (k) { return k < js.length && middle.indexOf(js[k]) >= 0; }, end = 0;
      if (t && last.indexOf(t) > 0 && !vowel(i + n + 1)) {
        var both = pairs[t + (js[i + n + 1] || "")];
        if (both && last.indexOf(both) > 0 && !vowel(i + n + 2)) { end = last.indexOf(both); n += 2; } else { end = last.indexOf(t); n++; }
      }
      out += String.fromCharCode(0xac00 + (f * 21 + middle.indexOf(v)) * 28 + end);
      i += n;
    }
    return out;
  }
  // What was meant when the keyboard was in the other layout.
  function otherLayout(raw) {
    if (/^[a-zA-Z0-9 .\/_-]+$/.test(raw)) {
      var js = raw.split("").map(function (c) { return keys[c] || keys[c.toLowerCase()] || c; }).join("");
      var hangul = compose(js);
      return /[가-힣]/.test(hangul) && !/[ㄱ-ㅣ]/.test(hangul) ? hangul : "";
    }
    if (/^[가-힣ㄱ-ㅣ0-9 .\/_-]+$/.test(raw)) {
      return letters(raw).replace(/./g, function (c) {
        for (var p in pairs) if (pairs[p] === c) return p;
        return c;
      }).replace(/[ㄱ-ㅣ]/g, function (c) {
        for (var k in keys) if (keys[k] === c) return k.toLowerCase();
        return c;
      });
    }
    return "";
  }
  // While a syllable is being typed, its last consonant may belong to the next.
  function unfinished(s) {
    var c = s.charCodeAt(s.length - 1);
    if (c >= 0x3131 && c <= 0x318e) return s.slice(0, -1);
    var coda = (c - 0xac00) % 28;
    return c >= 0xac00 && c <= 0xd7a3 && coda ? s.slice(0, -1) + String.fromCharCode(c - coda) : "";
  }
  // How a word sounds: its consonants, those apart that the other script does not tell
  // apart. 쿠버네티스 and kubernetes are both kpnts, and so a word written by ear is found.
  var heard = { "ㄱ": "k", "ㄲ": "k", "ㅋ": "k", "ㄴ": "n", "ㄷ": "t", "ㄸ": "t", "ㅌ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅃ": "p", "ㅍ": "p",
    "ㅅ": "s", "ㅆ": "s", "ㅈ": "c", "ㅉ": "c", "ㅊ": "c", "ㅎ": "h" };
  function sound(s) {
    if (/[가-힣]/.test(s)) return letters(s).replace(/ㄹㄹ/g, "ㄹ").split("").map(function (c) { return heard[c] || ""; }).join("");
    return s.replace(/ck/g, "k").replace(/(.)\1/g, "$1").replace(/c(?=[eiy])/g, "s").replace(/tch|ch|j|g(?=e)/g, "C").replace(/sh/g, "s")
      .replace(/ph/g, "p").replace(/th/g, "t").replace(/x/g, "ks").replace(/r(?![aeiouy])/g, "").replace(/[cqg]/g, "k").replace(/d/g, "t")
      .replace(/[bfv]/g, "p").replace(/r/g, "l").replace(/z/g, "s").replace(/C/g, "c").replace(/[^kntlmpsch]/g, "");
  }
  function near(a, b) { // at most one letter added, lost, changed, or two swapped
    if (Math.abs(a.length - b.length) > 1) return false;
    for (var i = 0; i < a.length && a[i] === b[i]; i++);
    if (a.slice(i + (a.length >= b.length)) === b.slice(i + (b.length >= a.length))) return true;
    return a.length === b.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  }

  var index = window.ASBUILT_INDEX.map(function (e) {
    e.f = fold(e.t);
    e.ft = tight(e.f);
    e.c = initials(e.ft);
    e.at = tight(e.a || "");
    e.ac = initials(e.at);
    e.i = e.i || [];
    e.l = e.l || [];
    e.lf = e.l.map(fold); // a line that begins with a word is about it
    e.all = tight(e.lf.join(" ") + " " + (e.o || "") + " " + fold(e.n || "")) + e.at;
    return e;
  });
  var synonyms = {};
  window.ASBUILT_SYNONYMS.forEach(function (group) {
    group.forEach(function (w) { synonyms[w] = (synonyms[w] || []).concat(group); });
  });

  // An address is in every block around it, the smallest first.
  function number(ip) { return ip.split(".").reduce(function (n, b) { return n * 256 + Number(b); }, 0); }
  function around(e, ip) {
    var best = 0;
    e.lf.forEach(function (line) {
      (line.match(/\d+\.\d+\.\d+\.\d+\/\d+/g) || []).forEach(function (block) {
        var bits = Number(block.split("/")[1]), size = Math.pow(2, 32 - bits);
        if (Math.floor(number(ip) / size) === Math.floor(number(block.split("/")[0]) / size)) best = Math.max(best, bits);
      });
    });
    return best;
  }

  function rate(e, term) {
    if (/^[ㄱ-ㅎ]+$/.test(term)) {
      var c = e.c.indexOf(term), ac = e.ac.indexOf(term);
      return c < 0 ? ac < 0 ? 0 : ac ? 30 : 50 : c ? 40 : 60;
    }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(term)) return e.all.indexOf(term) >= 0 ? 90 : around(e, term);
    var small = tight(term), r = 0;
    if (!small) return 0;
    e.i.forEach(function (id) {
      r = Math.max(r, id === term ? 120 : id.indexOf(term) === 0 && term.length > 2 ? 90 : term.length > 2 && id.indexOf(term) > 0 ? 50 : 0);
    });
    var p = e.ft.indexOf(small);
    if (e.f === term || e.ft === small) r = Math.max(r, 100);
    else if (p === 0) r = Math.max(r, 80);
    else if (p > 0) r = Math.max(r, 60);
    if (e.at) r = Math.max(r, e.at === small ? 90 : e.at.indexOf(small) === 0 ? 70 : e.at.indexOf(small) > 0 ? 50 : 0); // in the other language
    if (r && e.w && r < 100) r *= 0.4; // what follows from declared facts comes last
    return r || (e.all.indexOf(small) < 0 ? 0 : e.lf.some(function (l) { return l.indexOf(term) === 0; }) ? 30 : 10);
  }
  function anyOf(e, term) { // the term, or a word that means the same
    var r = rate(e, term);
    (synonyms[term] || []).forEach(function (w) { if (w !== term) r = Math.max(r, rate(e, w) * 0.6); });
    return r;
  }
  function rank(e, terms) {
    var sum = 0;
    for (var i = 0; i < terms.length; i++) {
      var r = anyOf(e, terms[i]), rest = !r && i === terms.length - 1 && unfinished(terms[i]);
      if (rest) r = rate(e, rest) / 2;
      if (!r) return 0;
      sum += r;
    }
    return sum;
  }
  function matching(query) {
    if (!query) return [];
    var terms = query.split(" "), whole = terms.length > 1;
    return index.map(function (e, n) {
      var r = Math.max(rank(e, terms), whole ? rate(e, query) : 0, whole && synonyms[query] ? anyOf(e, query) : 0);
      return { e: e, n: n, r: r, terms: terms, meant: terms.concat.apply(terms, terms.map(function (t) { return synonyms[t] || []; })) };
    }).filter(function (x) { return x.r; });
  }
  // Words of the index that the query's words may have been meant as.
  var vocabulary = null;
  function corrected(query) {
    if (!vocabulary) {
      var seen = {};
      index.forEach(function (e) {
        (e.f + " " + (e.a || "") + " " + e.i.join(" ") + " " + e.lf.join(" ") + " " + (e.o || "")).split(/[^a-z0-9가-힣]+/).forEach(function (w) {
          if (w.length > 1 && !/^\d+$/.test(w)) seen[w] = letters(w);
        });
      });
      Object.keys(synonyms).forEach(function (w) { if (w.indexOf(" ") < 0) seen[w] = letters(w); });
      vocabulary = seen;
    }
    var changed = false;
    var words = query.split(" ").map(function (term) {
      var js = letters(term);
      if (js.length < 3 || index.some(function (e) { return anyOf(e, term); })) return [term];
      var close = Object.keys(vocabulary).filter(function (w) {
        var v = vocabulary[w];
        if (js.length < 4) return v !== js && v.split("").sort().join() === js.split("").sort().join(); // two swapped
        // A Korean word may go on: particles and compounds follow without a blank.
        return near(js, v) || /[가-힣]/.test(term) && v.length > js.length && near(js, v.slice(0, js.length));
      }).sort(function (a, b) { return a.length - b.length; });
      changed = changed || close.length > 0;
      return close.length ? close.slice(0, 4) : [term];
    });
    return changed ? together(words) : [];
  }
  // Latin words that Hangul was written for by ear, instead of those of the query that
  // nothing has.
  function byEar(query) {
    var changed = false;
    var words = query.split(" ").map(function (term) {
      if (!/^[가-힣]{2,}$/.test(term) || index.some(function (e) { return anyOf(e, term); })) return [term];
      var as = sound(term);
      var alike = as.length < 2 ? [] : Object.keys(vocabulary).filter(function (w) { return /^[a-z]{3,}$/.test(w) && sound(w) === as; });
      changed = changed || alike.length > 0;
      return alike.length ? alike.slice(0, 4) : [term];
    });
    return changed ? together(words) : [];
  }
  function together(words) { // every choice of each word with every choice of the others
    return words.reduce(function (all, choices) {
      return [].concat.apply([], all.map(function (q) { return choices.map(function (w) { return q ? q + " " + w : w; }); }));
    }, [""]).slice(0, 8);
  }
  function results(raw) {
    var query = fold(raw), hits = matching(query), tries = [];
    if (!hits.length) tries.push(fold(otherLayout(raw.trim())));
    if (!hits.length) tries = tries.concat(corrected(query), byEar(query));
    var known = {};
    tries.forEach(function (q) {
      matching(q).forEach(function (x) {
        if (!known[x.n]) hits.push(x);
        known[x.n] = true;
      });
    });
    return hits.sort(function (a, b) { return b.r - a.r || a.n - b.n; });
  }

  // What of an entry was found, with the words set apart.
  function why(x) {
    var best = "", most = 0, ip = x.terms.filter(function (t) { return /^\d+\.\d+\.\d+\.\d+$/.test(t); })[0];
    x.e.l.forEach(function (line, i) {
      var folded = x.e.lf[i], n = x.meant.filter(function (t) { return folded.indexOf(t) >= 0 || tight(folded).indexOf(tight(t)) >= 0; }).length;
      if (ip && around({ lf: [folded] }, ip)) n = 1;
      if (n > most) { best = line; most = n; }
    });
    if (!best) x.e.i.some(function (id) {
      var hit = x.terms.some(function (t) { return t.length > 2 && id.indexOf(t) >= 0; });
      if (hit && x.e.f.indexOf(id) < 0) best = id;
      return !!best;
    });
    return best;
  }
  // What of a text the terms are: blanks do not count, and ㄱㅎ is 계획.
  function pattern(terms) {
    var all = terms.filter(Boolean).sort(function (a, b) { return b.length - a.length; }).map(function (t) {
      var korean = /[가-힣ㄱ-ㅎ]/.test(t);
      return t.replace(/\s/g, "").split("").map(function (c) {
        var n = first.indexOf(c);
        if (n < 0) return c.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
        return "[" + c + String.fromCharCode(0xac00 + n * 588) + "-" + String.fromCharCode(0xac00 + n * 588 + 587) + "]";
      }).join(korean || /\s/.test(t) ? "[\\s·]*" : "");
    });
    return all.length ? new RegExp(all.join("|"), "gi") : null;
  }
  function marked(text, terms) {
    var box = document.createDocumentFragment(), p = 0, like = pattern(terms), hit;
    while (like && (hit = like.exec(text)) && hit[0]) {
      var m = document.createElement("mark");
      m.textContent = hit[0];
      box.append(text.slice(p, hit.index), m);
      p = hit.index + hit[0].length;
    }
    box.append(text.slice(p));
    return box;
  }

  function search() {
    var hits = results(input.value), any = fold(input.value) !== "";
    shown = hits.slice(0, most);
    list.textContent = "";
    shown.forEach(function (x, n) { list.appendChild(option(x, n)); });
    var count = hits.length > most ? find.dataset.more.replace("%n", hits.length).replace("%d", most) :
      find.dataset.count.replace("%d", hits.length);
    status.textContent = !any ? "" : hits.length ? count : find.dataset.none;
    if (any && !hits.length) list.appendChild(remark(find.dataset.none));
    if (hits.length) list.appendChild(remark(count));
    open(any);
    mark(shown.length ? 0 : -1);
    remember();
  }
  function remark(text) {
    var li = document.createElement("li");
    li.setAttribute("role", "option");
    li.setAttribute("aria-disabled", "true");
    li.setAttribute("aria-selected", "false");
    li.className = "remark";
    li.textContent = text;
    return li;
  }
  function option(x, n) {
    var li = document.createElement("li"), kind = document.createElement("small"), name = document.createElement("span");
    li.id = "find-" + n;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    kind.textContent = x.e.k;
    name.append(marked(x.e.t, x.meant));
    li.append(kind, name);
    if (x.e.n) {
      var note = document.createElement("i");
      note.textContent = x.e.n;
      li.append(note);
    }
    var reason = why(x);
    if (reason) {
      var line = document.createElement("q");
      line.append(marked(reason, x.meant));
      li.append(line);
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
  // The query stands in the address, so that a search can be sent to somebody.
  function remember() {
    try {
      var query = input.value.trim();
      history.replaceState(null, "", location.pathname + (query ? "?find=" + encodeURIComponent(query) : "") + location.hash);
    } catch (e) { /* not from a file */ }
  }
  function go(n) {
    if (!shown[n]) return;
    var to = shown[n].e.u.split("#"), terms = shown[n].meant.map(tight).join(" ");
    location.href = find.dataset.root + to[0] + "?q=" + encodeURIComponent(terms) + (to[1] ? "#" + to[1] : "");
  }

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
      if (list.hidden) input.blur(); else { open(false); input.value = ""; remember(); }
    }
  });
  list.addEventListener("mousedown", function (ev) {
    ev.preventDefault();
    var li = ev.target.closest("li");
    if (li) go(Array.prototype.indexOf.call(list.children, li));
  });

  // The words that led here, on the page.
  function highlight(terms) {
    var walker = document.createTreeWalker($("main"), NodeFilter.SHOW_TEXT), texts = [], left = 200;
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("svg, script, mark")) texts.push(walker.currentNode);
    var like = pattern(terms);
    texts.forEach(function (t) {
      if (left > 0 && like && t.data.search(like) >= 0) {
        t.replaceWith(marked(t.data, terms));
        left--;
      }
    });
  }
  var asked = new URLSearchParams(location.search);
  if (asked.get("q")) highlight(fold(asked.get("q")).split(" ").filter(function (w) { return w.length > 1; }));
  if (asked.get("find")) {
    input.value = asked.get("find");
    input.focus();
  }
  if (input.value) search();
})();
