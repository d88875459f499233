// What a page does while it is served: reload when it has changed, and show
// what keeps the site from being made anew.
(function () {
  "use strict";
  var me = document.currentScript, isPlain = "plain" in me.dataset;
  var panel = null, dismissed = "", key = "asbuilt-scroll";

  function hear(now) {
    // A server that comes back without a site does not take this page away.
    if (now.page && now.page !== me.dataset.page && (isPlain || !now.plain)) return reload();
    if (!isPlain) show(now.panel);
  }

  // The place on the page is kept, at the top and in the navigation beside it.
  function reload() {
    var side = document.querySelector(".side");
    try {
      sessionStorage.setItem(key, JSON.stringify({ at: location.pathname, x: scrollX, y: scrollY, side: side ? side.scrollTop : 0 }));
    } catch (e) { /* private mode: the browser does what it can */ }
    location.reload();
  }
  function restore() {
    var was = null, side = document.querySelector(".side");
    try {
      was = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch (e) { /* as above */ }
    if (!was || was.at !== location.pathname) return;
    scrollTo({ left: was.x, top: was.y, behavior: "instant" });
    if (side) side.scrollTop = was.side;
  }

  function show(html) {
    if (!html) dismissed = "";
    if (!html || html === dismissed) return hide();
    if (!panel) {
      panel = document.createElement("aside");
      panel.id = "live";
      panel.setAttribute("aria-labelledby", "live-title");
      panel.addEventListener("click", function (ev) { if (ev.target.closest("button")) dismiss(); });
      document.body.appendChild(panel);
    }
    if (panel.shown === html) return;
    panel.shown = html;
    panel.innerHTML = html; // made and escaped by the server
    document.body.style.paddingBottom = panel.offsetHeight + "px"; // the end of the page can be scrolled to
  }
  function hide() {
    if (panel) panel.remove();
    panel = null;
    document.body.style.paddingBottom = "";
  }
  function dismiss() { // until there is something else to say
    dismissed = panel.shown;
    hide();
  }
  document.addEventListener("keydown", function (ev) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(ev.target.tagName);
    if (panel && ev.key === "Escape" && !typing && !ev.isComposing && !document.fullscreenElement) dismiss();
  });

  // A browser keeps only six connections to a server, so that a page nobody sees
  // lets go of its own.
  var worker = new Worker("/-/events.js?page=" + encodeURIComponent(location.pathname) + "&lang=" + document.documentElement.lang);
  worker.onmessage = function (ev) { hear(JSON.parse(ev.data)); };
  function listen() { worker.postMessage(document.hidden ? "close" : "open"); }
  document.addEventListener("visibilitychange", listen);
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);
  listen();
})();
