// The phone's own lock as a way in. The site asks, the phone makes or uses its key, the answer goes with an ordinary
// form. Where the device cannot, the button stays hidden and the other ways are there.
"use strict";

function bytesOf(text) {
  const plain = window.atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return window.btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// What the server wrote as text becomes bytes where the browser wants bytes.
function asBytes(options) {
  options.challenge = bytesOf(options.challenge);
  if (options.user) options.user.id = bytesOf(options.user.id);
  for (const key of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) key.id = bytesOf(key.id);
  return options;
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function asText(made) {
  const response = {};
  for (const part of PARTS) if (made.response[part]) response[part] = textOf(made.response[part]);
  return JSON.stringify({
    id: made.id, rawId: textOf(made.rawId), type: made.type, response,
    authenticatorAttachment: made.authenticatorAttachment || null,
    clientExtensionResults: {},
  });
}

async function askPhone(form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const asked = await fetch(form.dataset.start, { method: "POST", body, redirect: "error" });
  if (!asked.ok) throw new Error(asked.status);
  const publicKey = asBytes(await asked.json());
  const made = form.dataset.passkey === "make"
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  return asText(made);
}

function wirePasskey(form) {
  const note = document.querySelector("[data-passkey-note]");
  let busy = false;
  form.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-none]")) part.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    note.hidden = true;
    try {
      form.elements.answer.value = await askPhone(form);
      form.submit();
    } catch {
      // The person turned back, took too long, or the phone has no such key: nothing is lost.
      note.hidden = false;
      note.focus();
      delete form.dataset.sent;
    }
    busy = false;
  });
}

async function canHere(form) {
  if (!window.PublicKeyCredential || !navigator.credentials) return false;
  const anyDevice = form.dataset.passkey === "enter" || form.dataset.elsewhere;
  return Boolean(anyDevice) || PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

document.querySelectorAll("[data-passkey]").forEach(async (form) => {
  if (await canHere(form)) wirePasskey(form);
});
