// On a shared device a session ends when nobody uses it. Two minutes before, the page says so and asks; at the end it
// closes itself, so that the next person does not see it. Without script the server ends it all the same.
"use strict";

const asking = document.querySelector("[data-stay]");
const WARN_SECONDS = 120;

function waitAgain() {
  const seconds = Number(asking.dataset.seconds);
  window.setTimeout(() => {
    asking.hidden = false;
    asking.querySelector("[data-stay-first]").focus();
  }, (seconds - WARN_SECONDS) * 1000);
  // A moment later than the server, lest the page finds the session still there.
  asking.end = window.setTimeout(() => window.location.reload(), (seconds + 5) * 1000);
}

async function stay(event) {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(form.action, { method: "POST", body, redirect: "error" }).catch(() => null);
  if (!answer || !answer.ok) { window.location.reload(); return; }
  window.clearTimeout(asking.end);
  asking.hidden = true;
  document.querySelector("main").focus();
  waitAgain();
}

if (asking) {
  const form = asking.querySelector("form");
  if (form) form.addEventListener("submit", stay);
  waitAgain();
}
