// A code that came after the # of the address never left this device. It is put into the form, taken out of the
// address, and the person presses the button. Without script the code is typed.
"use strict";
for (const field of document.querySelectorAll("[data-fragment]")) {
  const code = window.location.hash.slice(1);
  if (/^[A-Za-z0-9]{8,60}$/.test(code)) {
    field.value = code;
    window.history.replaceState(null, "", window.location.pathname);
    for (const part of document.querySelectorAll("[data-typed]")) part.hidden = true;
    for (const part of document.querySelectorAll("[data-scanned]")) part.hidden = false;
  }
}
