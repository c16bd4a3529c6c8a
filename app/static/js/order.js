// The order form: it asks only what fits. The client's card and the costs beside it follow by htmx.
"use strict";

const orderForm = document.querySelector(".form--order");

// Days and times of coming back are asked only of work that comes back.
function askWhatFits() {
  const chosen = orderForm.querySelector("input[name=repeats]:checked");
  const repeats = chosen && ["weekly", "biweekly"].includes(chosen.value);
  orderForm.querySelectorAll("[data-repeating]").forEach((part) => { part.hidden = !repeats; });
}

if (orderForm) {
  document.querySelectorAll("[data-no-script]").forEach((button) => { button.hidden = true; });
  orderForm.addEventListener("change", askWhatFits);
  askWhatFits();
}
