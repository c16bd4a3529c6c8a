// "Lue ääneen": the page's own text, in the page's language, with the device's voice. Pause and slow; the part
// being read is marked. Nothing is sent anywhere.
"use strict";

const reader = {
  button: document.querySelector("[data-read]"),
  panel: document.querySelector("[data-speech]"),
  note: document.querySelector("[data-speech-text]"),
  slow: document.querySelector("[data-slow]"),
  stop: document.querySelector("[data-stop]"),
  synth: window.speechSynthesis,
  parts: [],
  rate: 0.9,
  turn: 0,
};

function voiceFor(language) {
  if (!reader.synth) return null;
  return reader.synth.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(language)) || null;
}

function partsToRead() {
  const all = document.querySelectorAll("main h1, main h2, main p, main li, main button span, main a.answer > span, main label");
  return Array.from(all).filter((part) => part.offsetParent !== null && part.textContent.trim() && !part.closest("details:not([open])"));
}

function show(text) {
  reader.panel.hidden = false;
  reader.note.textContent = text;
}

function unmark() {
  document.querySelectorAll(".reading").forEach((part) => part.classList.remove("reading"));
}

function label(text) {
  reader.button.querySelector("span").textContent = text;
}

function finish() {
  reader.turn += 1;
  if (reader.synth) reader.synth.cancel();
  unmark();
  reader.parts = [];
  reader.panel.hidden = true;
  label(reader.word);
}

function readNext(index, turn) {
  if (turn !== reader.turn) return;
  unmark();
  if (index >= reader.parts.length) { finish(); return; }
  const part = reader.parts[index];
  const words = new SpeechSynthesisUtterance(part.textContent.trim());
  words.voice = voiceFor(document.documentElement.lang);
  words.lang = document.documentElement.lang;
  words.rate = reader.rate;
  words.onend = () => readNext(index + 1, turn);
  reader.index = index;
  part.classList.add("reading");
  reader.synth.speak(words);
}

function start() {
  if (!voiceFor(document.documentElement.lang)) {
    show(reader.button.dataset.none);
    reader.slow.hidden = true;
    return;
  }
  reader.parts = partsToRead();
  show("");
  reader.slow.hidden = false;
  label(reader.button.dataset.pause);
  readNext(0, reader.turn);
}

function press() {
  if (!reader.parts.length) { start(); return; }
  if (reader.synth.paused) { reader.synth.resume(); label(reader.button.dataset.pause); return; }
  reader.synth.pause();
  label(reader.word);
}

function changePace() {
  const slow = reader.slow.getAttribute("aria-pressed") !== "true";
  reader.slow.setAttribute("aria-pressed", String(slow));
  reader.rate = slow ? 0.6 : 0.9;
  if (!reader.parts.length) return;
  reader.turn += 1;
  reader.synth.cancel();
  readNext(reader.index, reader.turn);
}

if (reader.button) {
  reader.word = reader.button.querySelector("span").textContent;
  reader.button.hidden = false;
  reader.button.addEventListener("click", press);
  reader.slow.addEventListener("click", changePace);
  reader.stop.addEventListener("click", finish);
  window.addEventListener("pagehide", finish);
}
