// First script of every page: says what the other scripts may turn into markup or load. Text is passed on as it
// is (only the server writes it); the one script address let through is the site's own worker.
"use strict";
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy("default", {
    createHTML: (text) => text,
    createScriptURL: (address) => (address === "/sw.js" ? address : null),
  });
}
