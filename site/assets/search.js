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
  var last = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  var typed = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", meantBy = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
  var pairs = { "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ", "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ",
    "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ" };
  function letters(s) { // 계획 → ㄱㅖㅎㅚㄱ
    return s.replace(/[가-힣]/g, function (c) {
      var n = c.charCodeAt(0) - 0xac00;
      return first[Math.floor(n / 588)] + middle[Math.floor(n % 588 / 28)] + last[n % 28].trim();
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
      var js = raw.replace(/[a-zA-Z]/g, function (c) {
        var at = typed.indexOf(c);
        return meantBy[at < 0 ? typed.indexOf(c.toLowerCase()) : at];
      });
      var hangul = compose(js);
      return /[가-힣]/.test(hangul) && !/[ㄱ-ㅣ]/.test(hangul) ? hangul : "";
    }
    if (/^[가-힣ㄱ-ㅣ0-9 .\/_-]+$/.test(raw)) {
      return letters(raw).replace(/./g, function (c) {
        for (var p in pairs) if (pairs[p] === c) return p;
        return c;
      }).replace(/[ㄱ-ㅣ]/g, function (c) {
        var at = meantBy.indexOf(c);
        return at < 0 ? c : typed[at].toLowerCase();
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
  var spoken = "ㄱㄲㅋㄴㄷㄸㅌㄹㅁㅂㅃㅍㅅㅆㅈㅉㅊㅎ", heard = "kkkntttlmpppssccch";
  function sound(s) {
    if (/[가-힣]/.test(s)) return letters(s).replace(/ㄹㄹ/g, "ㄹ").replace(/./g, function (c) { return heard[spoken.indexOf(c)] || ""; });
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

  var isIP = /^\d+\.\d+\.\d+\.\d+$/, isInitials = /^[ㄱ-ㅎ]+$/;
  function rate(e, term) {
    if (isInitials.test(term)) {
      var c = e.c.indexOf(term), ac = e.ac.indexOf(term);
      return c < 0 ? ac < 0 ? 0 : ac ? 30 : 50 : c ? 40 : 60;
    }
    if (isIP.test(term)) return e.all.indexOf(term) >= 0 ? 90 : around(e, term);
    var small = tight(term), r = 0;
    if (!small) return 0;
    e.i.forEach(function (id) {
      r = Math.max(r, id === term ? 120 : term.length < 3 || id.indexOf(term) < 0 ? 0 : id.startsWith(term) ? 90 : 50);
    });
    var p = e.ft.indexOf(small);
    if (e.f === term || e.ft === small) r = Math.max(r, 100);
    else if (p === 0) r = Math.max(r, 80);
    else if (p > 0) r = Math.max(r, e.f.indexOf(term) < 0 && /^[a-z]+$/.test(term) ? 5 : 60); // nat: not encryption at
    if (e.at) r = Math.max(r, e.at === small ? 90 : e.at.indexOf(small) === 0 ? 70 : e.at.indexOf(small) > 0 ? 50 : 0); // in the other language
    if (r && e.w && r < 100) r *= 0.4; // what follows from declared facts comes last
    return r || (e.all.indexOf(small) < 0 ? 0 : e.lf.some(function (l) { return l.startsWith(term); }) ? 30 : 10);
  }
  // All that entries have, in one text, so that only those are rated that have a word.
  var ends = [], everything = index.map(function (e) {
    var text = [e.ft, e.i.join("\n"), tight(e.i.join("\n")), e.all].join("\n") + "\n";
    ends.push(text.length + (ends.length ? ends[ends.length - 1] : 0));
    return text;
  }).join("");
  function having(word, n, found) {
    for (var p = everything.indexOf(word), low, high, mid; p >= 0; p = everything.indexOf(word, ends[low])) {
      for (low = 0, high = n - 1; low < high;) {
        mid = low + high >> 1;
        if (ends[mid] > p) high = mid; else low = mid + 1;
      }
      found[low] = 1;
    }
  }
  // Which entries may have a term, or a word that means the same: 1 for each of them.
  var flags = {};
  function may(term) {
    if (flags[term]) return flags[term];
    var n = index.length, found = new Uint8Array(n);
    if (isInitials.test(term) || isIP.test(term)) found.fill(1);
    else [term].concat(synonyms[term] || []).forEach(function (w) { if (tight(w)) having(tight(w), n, found); });
    return flags[term] = found;
  }
  function anyOf(e, term) { // the term, or a word that means the same
    var r = rate(e, term);
    (synonyms[term] || []).forEach(function (w) { if (w !== term) r = Math.max(r, rate(e, w) * 0.6); });
    return r;
  }
  function rank(e, n, terms) {
    var sum = 0;
    for (var i = 0; i < terms.length; i++) {
      var r = may(terms[i])[n] ? anyOf(e, terms[i]) : 0, rest = !r && i === terms.length - 1 && unfinished(terms[i]);
      if (rest && may(rest)[n]) r = rate(e, rest) / 2;
      if (!r) return 0;
      sum += r;
    }
    return sum;
  }
  function matching(query) {
    if (!query) return [];
    var terms = query.split(" "), whole = terms.length > 1 && may(query), hits = [];
    var meant = terms.concat.apply(terms, terms.map(function (t) { return synonyms[t] || []; })), close = meant.map(tight);
    index.forEach(function (e, n) {
      var r = Math.max(rank(e, n, terms), whole && whole[n] ? Math.max(rate(e, query), synonyms[query] ? anyOf(e, query) : 0) : 0);
      if (r) hits.push({ e: e, n: n, r: r, terms: terms, meant: meant, close: close });
    });
    return hits;
  }
  // Words of the index by their letters' number and sound, gathered while nobody types.
  var known = {}, sized = [], sounds = {}, gathered = 0;
  function learn(w) {
    if (w.length < 2 || known[w] || /^\d+$/.test(w)) return;
    var js = known[w] = letters(w);
    (sized[js.length] = sized[js.length] || []).push(w);
    if (/^[a-z]{3,}$/.test(w)) (sounds[sound(w)] = sounds[sound(w)] || []).push(w);
  }
  function gather(to) {
    for (; gathered < Math.min(to, index.length); gathered++) {
      var e = index[gathered];
      (e.f + " " + (e.a || "") + " " + e.i.join(" ") + " " + e.lf.join(" ") + " " + (e.o || "")).split(/[^a-z0-9가-힣]+/).forEach(learn);
    }
  }
  (function idle() {
    gather(gathered + 50);
    if (gathered < index.length) setTimeout(idle, 0);
  })();
  Object.keys(synonyms).forEach(function (w) { if (w.indexOf(" ") < 0) learn(w); });
  // Words of the index that one which nothing has may have been meant as: written with
  // a letter wrong, or Hangul by ear.
  function instead(term) {
    var m = may(term), js = letters(term), n = js.length, korean = /[가-힣]/.test(term), close = [];
    if (n < 3 || index.some(function (e, i) { return m[i] && anyOf(e, term); })) return [term];
    function swapped(v) { return v !== js && v.split("").sort().join() === js.split("").sort().join(); }
    // A Korean word may go on: particles and compounds follow without a blank.
    for (var size = n < 4 ? n : n - 1, to = n < 4 ? n : korean ? sized.length : n + 1; size <= to; size++) {
      (sized[size] || []).forEach(function (w) {
        if (n < 4 ? swapped(known[w]) : near(js, known[w]) || korean && size > n && near(js, known[w].slice(0, n))) close.push(w);
      });
    }
    close = close.sort(function (a, b) { return a.length - b.length; }).slice(0, 4);
    var as = korean && sound(term);
    if (as && as.length > 1) close = close.concat((sounds[as] || []).slice(0, 4));
    return close.length ? close : [term];
  }
  function together(words) { // every choice of each word with every choice of the others
    return words.reduce(function (all, choices) {
      return [].concat.apply([], all.map(function (q) { return choices.map(function (w) { return q ? q + " " + w : w; }); }));
    }, [""]).slice(0, 8);
  }
  function results(raw) {
    flags = {};
    var query = fold(raw), hits = matching(query), tries = [];
    if (!hits.length) tries.push(fold(otherLayout(raw.trim())));
    if (!hits.length) {
      gather(Infinity);
      tries = tries.concat(together(query.split(" ").map(instead)));
    }
    var found = {};
    tries.forEach(function (q) {
      matching(q).forEach(function (x) {
        if (!found[x.n]) hits.push(x);
        found[x.n] = true;
      });
    });
    return hits.sort(function (a, b) { return b.r - a.r || a.n - b.n; });
  }

  // What of an entry was found, with the words set apart.
  function why(x) {
    var best = "", most = 0, ip = x.terms.filter(function (t) { return isIP.test(t); })[0];
    var e = x.e;
    if (!e.lt) e.lt = e.lf.map(tight);
    e.l.forEach(function (line, i) {
      var folded = e.lf[i], n = x.meant.filter(function (t, k) { return folded.indexOf(t) >= 0 || e.lt[i].indexOf(x.close[k]) >= 0; }).length;
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
  var patterns = {};
  function pattern(terms) {
    var key = terms.join("\n");
    if (patterns[key] !== undefined) return patterns[key];
    var all = terms.filter(Boolean).sort(function (a, b) { return b.length - a.length; }).map(function (t) {
      var korean = /[가-힣ㄱ-ㅎ]/.test(t);
      return t.replace(/\s/g, "").split("").map(function (c) {
        var n = first.indexOf(c);
        if (n < 0) return c.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
        return "[" + c + String.fromCharCode(0xac00 + n * 588) + "-" + String.fromCharCode(0xac00 + n * 588 + 587) + "]";
      }).join(korean || /\s/.test(t) ? "[\\s·]*" : "");
    });
    return patterns[key] = all.length ? new RegExp(all.join("|"), "gi") : null;
  }
  function marked(text, terms) {
    var box = document.createDocumentFragment(), p = 0, like = pattern(terms), hit;
    if (like) like.lastIndex = 0;
    while (like && (hit = like.exec(text)) && hit[0]) {
      box.append(text.slice(p, hit.index), node("mark", hit[0]));
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
    list.scrollTop = 0;
    mark(shown.length ? 0 : -1, true);
    clearTimeout(later);
    later = setTimeout(remember, 200);
  }
  function node(name, content) {
    var n = document.createElement(name);
    n.append(content);
    return n;
  }
  function line(content) {
    var li = node("li", content);
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    return li;
  }
  function remark(text) {
    var li = line(text);
    li.setAttribute("aria-disabled", "true");
    li.className = "remark";
    return li;
  }
  function option(x, n) {
    var li = line(node("small", x.e.k)), reason = why(x);
    li.id = "find-" + n;
    li.append(node("span", marked(x.e.t, x.meant)));
    if (x.e.n) li.append(node("i", x.e.n));
    if (reason) li.append(node("q", marked(reason, x.meant)));
    return li;
  }
  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", yes);
    if (!yes) mark(-1);
  }
  function mark(n, still) {
    at = n;
    [].forEach.call(list.children, function (li, i) { li.setAttribute("aria-selected", i === n); });
    if (n < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", "find-" + n);
    if (!still) list.children[n].scrollIntoView({ block: "nearest" });
  }
  // The query stands in the address, to be sent on; it takes long.
  var later;
  function remember() {
    var query = input.value.trim();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?find=" + encodeURIComponent(query) : "") + location.hash);
    } catch (e) { /* not from a file */ }
  }
  function go(n) {
    if (!shown[n]) return;
    remember();
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
    if (li) go([].indexOf.call(list.children, li));
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
