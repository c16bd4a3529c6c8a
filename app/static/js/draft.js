// Keeps what is typed: a moment after the last key the text is sealed on this phone, and goes to the server as a draft.
// Without a connection the sealed one is there after a reload. Without script there is a button for it.
"use strict";

const SAVE_AFTER = 2000;
const SEAL_AFTER = 300;

function keepDraft(area) {
  const form = area.form;
  const state = form.querySelector("[data-draft-state]");
  let timer = 0;
  let sealing = 0;
  let kept = area.value;

  const shelved = async () => {
    const owner = vault.usable ? await vault.owner() : "";
    return owner ? { owner, id: `${owner} ${window.location.pathname}` } : null;
  };

  async function seal() {
    const place = await shelved();
    if (place && !form.dataset.sent) await vault.keep("drafts", place.id, place.owner, area.value, {});
    return place;
  }

  async function save() {
    if (area.value === kept || form.dataset.sent) return;
    const text = area.value;
    try {
      if (!area.dataset.draft) throw new Error("no connection");
      const body = new URLSearchParams({ text, csrf_token: form.elements.csrf_token.value });
      if (form.elements.shift_id) body.set("shift_id", form.elements.shift_id.value);
      const answer = await fetch(area.dataset.draft, {
        method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "error", keepalive: true,
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = text;
      state.textContent = area.dataset.saved;
      const place = await shelved();
      if (place && area.value === text) await vault.drop("drafts", place.id);
    } catch {
      state.textContent = (await seal()) ? area.dataset.sealed : area.dataset.failed;
    }
  }

  async function takeBack() {
    const place = await shelved();
    const row = place ? await vault.get("drafts", place.id) : null;
    if (!row || vault.isOld(row)) return;
    const text = await vault.unseal(row);
    if (!text || text === area.value) return;
    area.value = text;
    state.textContent = area.dataset.sealed;
    timer = window.setTimeout(save, SAVE_AFTER);
  }

  area.addEventListener("input", () => {
    state.textContent = "";
    window.clearTimeout(timer);
    window.clearTimeout(sealing);
    sealing = window.setTimeout(seal, SEAL_AFTER);
    timer = window.setTimeout(save, SAVE_AFTER);
  });
  form.addEventListener("reset-done", () => {
    window.clearTimeout(timer);
    window.clearTimeout(sealing);
    area.value = "";
    kept = "";
    state.textContent = "";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  takeBack();
}

document.querySelectorAll("textarea[data-draft]").forEach(keepDraft);
