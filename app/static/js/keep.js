// Keeps an order while it is written. Once what, where and when are told, each change goes to the server as a draft a
// moment after the last key. What cannot be a draft yet stays in this browser until somebody signs out. Without
// script there is a button for it.
"use strict";

const KEEP_AFTER = 2000;
const PATIENCE = 10000;
const ENOUGH = ["title", "place", "day", "month", "year", "start_time", "end_time"];

function keepOrder(place, form) {
  const shelf = place.dataset.shelf;
  let version = form.elements.version.defaultValue;
  let address = place.dataset.keep;
  let timer = 0;
  let going = null;
  let stopped = false;

  // The version is told when the form is sent, so that a page to which one comes back tells no old one.
  form.addEventListener("formdata", (event) => event.formData.set("version", version));

  function written() {
    const told = new FormData(form);
    told.delete("csrf_token");
    told.delete("version");
    return new URLSearchParams(told).toString();
  }

  const empty = written();
  let kept = empty;
  let asked = "";

  const isEnough = () => ENOUGH.every((name) => form.elements[name].value.trim());
  const tell = (words) => { if (place.textContent !== words) place.textContent = words; };

  function shelve() {
    if (!shelf) return;
    if (isEnough() && kept === written()) localStorage.removeItem(shelf);
    else localStorage.setItem(shelf, written());
  }

  function becomeDraft(told) {
    version = told.version;
    if (!told.page) return;
    address = told.keep;
    form.action = told.page;
    window.history.replaceState(null, "", told.page);
    document.querySelector("[data-keep-anew]").hidden = true;
  }

  async function send(text) {
    try {
      const answer = await fetch(address, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Autosave": "1" },
        redirect: "error", keepalive: true, signal: AbortSignal.timeout(PATIENCE),
      });
      const told = await answer.json();
      stopped = answer.status === 409;
      if (answer.ok) {
        becomeDraft(told);
        kept = text;
        if (shelf) localStorage.removeItem(shelf);
      }
      tell(told.words);
    } catch {
      tell(place.dataset.failed);
    }
  }

  async function save() {
    window.clearTimeout(timer);
    const text = written();
    if (going || stopped || form.dataset.sent || !isEnough() || text === kept || text === asked) return;
    asked = text;
    going = send(text);
    await going;
    going = null;
    if (written() !== asked) soon();
  }

  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, KEEP_AFTER);
  }

  form.addEventListener("input", () => {
    asked = "";
    if (shelf && address === place.dataset.keep) shelve();
    if (!isEnough()) tell(place.dataset.soon);
    soon();
  });

  // A press waits for what is on its way: else the order would seem to be changed by somebody else.
  form.addEventListener("submit", async (event) => {
    window.clearTimeout(timer);
    if (going) {
      event.preventDefault();
      event.stopImmediatePropagation();
      await going;
      form.requestSubmit(event.submitter);
      return;
    }
    stopped = true;
    kept = written();
    if (shelf) localStorage.removeItem(shelf);
  }, { capture: true });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  window.addEventListener("beforeunload", (event) => {
    const shelved = shelf && localStorage.getItem(shelf) === written();
    if (written() === kept || shelved) return;
    save();
    event.preventDefault();
  });

  function takeFromShelf() {
    const told = new URLSearchParams(localStorage.getItem(shelf));
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = told.getAll(field.name).includes(field.value);
      } else if (told.has(field.name)) field.value = told.get(field.name);
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    form.dispatchEvent(new Event("input", { bubbles: true }));
    tell(place.dataset.back);
  }

  function wireAnew(button) {
    button.addEventListener("click", () => {
      form.reset();
      form.dispatchEvent(new Event("change", { bubbles: true }));
      form.dispatchEvent(new Event("input", { bubbles: true }));
      localStorage.removeItem(shelf);
      button.hidden = true;
      tell(place.dataset.soon);
      form.elements.title.focus();
    });
    button.hidden = false;
  }

  place.hidden = false;
  if (shelf && ![null, empty].includes(localStorage.getItem(shelf))) {
    takeFromShelf();
    wireAnew(document.querySelector("[data-keep-anew]"));
  }
}

const orderKept = document.querySelector("[data-keep]");
if (orderKept) keepOrder(orderKept, document.querySelector(".form--order"));
