// Hears of changes for one page. The policy of pages forbids them to connect to
// anything; a worker has a policy of its own, which allows this server alone.
"use strict";
var source = null;

function open() {
  if (source) return;
  source = new EventSource("/-/events" + location.search);
  source.onmessage = function (ev) { postMessage(ev.data); };
  source.onerror = function () { // a connection that ends is taken up again; an answer that is no stream is not
    if (source && source.readyState === EventSource.CLOSED) {
      close();
      setTimeout(open, 1000);
    }
  };
}
function close() {
  if (source) source.close();
  source = null;
}
onmessage = function (ev) { if (ev.data === "open") open(); else close(); };
