// The order form: while it is being filled in, the client's card and the costs follow. The server draws them.
"use strict";

const order = {
  form: document.querySelector(".form--order"),
  preview: document.querySelector("[data-preview]"),
  waiting: 0,
  turn: 0,
};

async function redraw() {
  order.turn += 1;
  const turn = order.turn;
  const answer = await fetch(order.preview.dataset.preview, {
    method: "POST",
    body: new FormData(order.form),
    headers: { "HX-Request": "true" },
  });
  // A slower answer to an older state of the form comes too late.
  if (!answer.ok || turn !== order.turn) return;
  order.preview.innerHTML = await answer.text();
}

function redrawSoon() {
  window.clearTimeout(order.waiting);
  order.waiting = window.setTimeout(() => { redraw().catch(() => {}); }, 400);
}

// Days and times of coming back are asked only of work that comes back.
function askWhatFits() {
  const chosen = order.form.querySelector("input[name=repeats]:checked");
  const repeats = chosen && ["weekly", "biweekly"].includes(chosen.value);
  order.form.querySelectorAll("[data-repeating]").forEach((part) => { part.hidden = !repeats; });
}

if (order.form && order.preview) {
  document.querySelectorAll("[data-no-script]").forEach((button) => { button.hidden = true; });
  order.form.addEventListener("input", redrawSoon);
  order.form.addEventListener("change", askWhatFits);
  askWhatFits();
}
