// Small comforts. Every page works without them.
"use strict";

function focusOnProblem() {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
}

function showCharactersLeft(area) {
  const place = document.querySelector(`[data-count-for="${area.id}"]`);
  if (!place) return;
  const tell = () => {
    place.textContent = `${place.dataset.text} ${Number(area.dataset.count) - area.value.length}`;
  };
  area.addEventListener("input", tell);
  tell();
}

function warnBeforeLeaving(form) {
  let dirty = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}

// A second press while the first is on its way must not send twice.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => { delete form.dataset.sent; });
}

// A fold that asks something becomes a dialog; without script it opens in its place.
function makeDialog(fold) {
  const opener = fold.querySelector("summary");
  const dialog = document.createElement("dialog");
  const body = fold.querySelector(".fold__body");
  const title = body.querySelector(".dialog__title");
  title.id = `${fold.dataset.dialog}-title`;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(...body.childNodes);
  fold.after(dialog);
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("close", () => opener.focus());
  for (const button of dialog.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => dialog.close());
  }
}

function closeDropsElsewhere() {
  const drops = document.querySelectorAll("details.drop");
  document.addEventListener("click", (event) => {
    for (const drop of drops) if (!drop.contains(event.target)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of drops) {
      if (drop.open && drop.contains(document.activeElement)) drop.querySelector("summary").focus();
      drop.open = false;
    }
  });
}

function wireBack(link) {
  link.addEventListener("click", (event) => {
    const own = document.referrer.startsWith(`${window.location.origin}/`);
    if (!own || document.referrer === window.location.href || window.history.length < 2) return;
    event.preventDefault();
    window.history.back();
  });
}

function wirePrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

focusOnProblem();
closeDropsElsewhere();
document.querySelectorAll("textarea[data-count]").forEach(showCharactersLeft);
document.querySelectorAll("form[data-dirty]").forEach(warnBeforeLeaving);
document.querySelectorAll('form[method="post"]').forEach(sendOnce);
document.querySelectorAll("[data-dialog]").forEach(makeDialog);
document.querySelectorAll("[data-back]").forEach(wireBack);
document.querySelectorAll("[data-print]").forEach(wirePrint);
