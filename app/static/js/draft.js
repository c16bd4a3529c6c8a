// Keeps what is typed: a moment after the last key the text goes to the server as a draft. Without script there is a
// button for it.
"use strict";

const SAVE_AFTER = 2000;

function keepDraft(area) {
  const form = area.form;
  const state = form.querySelector("[data-draft-state]");
  let timer = 0;
  let kept = area.value;

  async function save() {
    if (area.value === kept || form.dataset.sent) return;
    const text = area.value;
    const body = new URLSearchParams({ text, csrf_token: form.elements.csrf_token.value });
    if (form.elements.shift_id) body.set("shift_id", form.elements.shift_id.value);
    try {
      const answer = await fetch(area.dataset.draft, {
        method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "error", keepalive: true,
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = text;
      state.textContent = area.dataset.saved;
    } catch {
      state.textContent = area.dataset.failed;
    }
  }

  area.addEventListener("input", () => {
    state.textContent = "";
    window.clearTimeout(timer);
    timer = window.setTimeout(save, SAVE_AFTER);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

document.querySelectorAll("textarea[data-draft]").forEach(keepDraft);
