// Support notes that could not be sent wait on the phone and go as soon as there is a connection, each of them once:
// every note carries its own id, by which the server knows it again.
"use strict";

const outbox = document.querySelector("[data-outbox]");
const PATIENT = 15000;
const TRY_AGAIN = 30000;
let owner = "";
let waiting = 0;
let sending = false;
const lately = [];

function tellState(list, words, state) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = words;
  line.append(name, ` ${state}`);
  list.append(line);
}

async function show() {
  const own = (await vault.all("waiting")).filter((row) => row.owner === owner).sort((a, b) => a.at - b.at);
  const gone = owner ? await vault.get("facts", `gone-${owner}`) : null;
  waiting = own.length;
  const list = outbox.querySelector("ul");
  list.replaceChildren();
  for (const row of own) {
    const note = new URLSearchParams(await vault.unseal(row));
    const state = row.refused ? outbox.dataset.refused : outbox.dataset.waits;
    tellState(list, note.get("about") || outbox.dataset.note, state);
  }
  for (const words of lately) tellState(list, words, outbox.dataset.sent);
  const title = outbox.querySelector("[data-outbox-count]");
  title.textContent = waiting ? `${outbox.dataset.count} ${waiting}` : outbox.dataset.none;
  const lost = outbox.querySelector("[data-outbox-gone]");
  lost.hidden = !gone;
  if (gone) lost.firstElementChild.textContent = `${outbox.dataset.gone} ${gone.count}`;
  outbox.hidden = !(waiting || lately.length || gone);
}

// Who is signed in now, and the token that an act must bear; nothing without a connection or a session.
async function askSession() {
  try {
    const answer = await fetch(outbox.dataset.session, {
      cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENT),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function post(address, body, token, how) {
  body.set("csrf_token", token);
  return fetch(address, {
    method: "POST", body, headers: { "X-Outbox": how }, redirect: "manual", signal: AbortSignal.timeout(PATIENT),
  });
}

const isFinal = (status) => [403, 404, 422].includes(status);

async function sendOne(row, token) {
  const note = new URLSearchParams(await vault.unseal(row));
  note.set("age", Math.floor((Date.now() - row.at) / 60000));
  const answer = await post(row.address, note, token, "later");
  if (answer.ok) {
    lately.push(note.get("about") || outbox.dataset.note);
    await vault.drop("waiting", row.id);
  } else if (isFinal(answer.status)) await vault.put("waiting", { ...row, refused: true });
  return answer.ok || isFinal(answer.status);
}

async function sendAll() {
  const rows = (await vault.all("waiting")).filter((row) => row.owner === owner && !row.refused);
  if (!rows.length) return;
  const session = await askSession();
  if (!session || session.owner !== owner) return;
  for (const row of rows) if (!(await sendOne(row, session.token))) return;
}

async function goOn() {
  if (sending || !vault.usable) return;
  sending = true;
  try {
    await vault.throwOldAway();
    await sendAll();
  } catch {
    // The connection went in between: what is left waits.
  } finally {
    sending = false;
  }
  await show();
}

async function putAside(form, note) {
  const rows = (await vault.all("waiting")).filter((row) => row.owner === owner);
  if (!owner || rows.length >= vault.most) return false;
  note.delete("csrf_token");
  note.set("about", form.dataset.about || "");
  await vault.keep("waiting", note.get("draft_key"), owner, note.toString(), { address: window.location.pathname });
  await vault.drop("drafts", `${owner} ${window.location.pathname}`);
  return true;
}

async function saveNote(form) {
  const note = new URLSearchParams(new FormData(form));
  const token = form.elements.csrf_token.value;
  let answer = null;
  try {
    if (token) answer = await post(window.location.pathname, note, token, "now");
  } catch {
    answer = null;
  }
  if (answer && answer.ok) {
    await vault.drop("drafts", `${owner} ${window.location.pathname}`);
    window.location.assign((await answer.json()).next);
  } else if (answer && isFinal(answer.status)) form.submit();
  else if (await putAside(form, note)) {
    form.reset();
    form.elements.draft_key.value = crypto.randomUUID();
    form.dispatchEvent(new Event("reset-done"));
    await show();
    outbox.focus();
    // A session that ended: after signing in the note goes by itself.
    if (answer && answer.status === 401) window.location.reload();
  } else {
    outbox.hidden = false;
    outbox.querySelector("[data-outbox-count]").textContent = outbox.dataset.full;
    outbox.focus();
  }
  delete form.dataset.sent;
}

function wireNote(form) {
  if (!form.elements.draft_key.value) form.elements.draft_key.value = crypto.randomUUID();
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || (event.submitter && event.submitter.hasAttribute("formaction"))) return;
    if (!form.elements.minutes.value && !form.elements.other_minutes.value) {
      if (form.elements.csrf_token.value) return; // the server says what is missing
      event.preventDefault();
      form.querySelector("[data-missing]").hidden = false;
      form.elements.minutes[0].focus();
      delete form.dataset.sent;
      return;
    }
    event.preventDefault();
    form.dataset.sent = "yes";
    saveNote(form);
  });
}

// Signing out clears the phone: what waits would be lost.
function askBeforeLeaving(form) {
  form.addEventListener("submit", (event) => {
    if (!waiting || window.confirm(outbox.dataset.ask)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}

function wireWorker() {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready)
    .then((ready) => { if (owner) ready.active.postMessage("keep"); }).catch(() => null);
}

async function begin() {
  const main = document.querySelector("main .content");
  if (main) main.prepend(outbox);
  owner = await vault.owner();
  document.querySelectorAll("form[data-note]").forEach(wireNote);
  document.querySelectorAll('form[action^="/sign-out"]').forEach(askBeforeLeaving);
  outbox.querySelector("[data-outbox-gone] button").addEventListener("click", async () => {
    await vault.drop("facts", `gone-${owner}`);
    await show();
  });
  window.addEventListener("online", goOn);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) goOn(); });
  window.setInterval(() => { if (waiting) goOn(); }, TRY_AGAIN);
  wireWorker();
  await show();
  await goOn();
}

if (outbox && vault.usable) begin();
