// "Lue ääneen": the page's own text, in the page's language, with the device's voice. Pause and slow; the part
// being read is marked. Nothing is sent anywhere. The button is there only where a voice for the language is.
"use strict";

const reader = {
  button: document.querySelector("[data-read]"),
  panel: document.querySelector("[data-speech]"),
  slow: document.querySelector("[data-slow]"),
  stop: document.querySelector("[data-stop]"),
  synth: window.speechSynthesis,
  parts: [],
  rate: 0.9,
  turn: 0,
};

// Some devices write fi_FI; one that works without a network is better than one that sends the text away.
function voiceFor(language) {
  if (!reader.synth) return null;
  const speaks = (voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language;
  const voices = reader.synth.getVoices().filter(speaks);
  return voices.find((voice) => voice.localService) || voices[0] || null;
}

// Voices may come a moment after the page, and go.
function lookForVoice() {
  reader.button.hidden = !voiceFor(document.documentElement.lang);
  if (reader.button.hidden && reader.parts.length) finish();
}

function partsToRead() {
  const all = Array.from(document.querySelectorAll("main h1, main h2, main p, main li, main button span, main a.answer > span, main label"));
  const shown = all.filter((part) => part.offsetParent !== null && part.textContent.trim() && !part.closest("details:not([open])"));
  // What stands within another part is read with it, once.
  return shown.filter((part) => !shown.some((other) => other !== part && other.contains(part)));
}

// Lines of one part are thoughts of their own.
function wordsOf(part) {
  return part.innerText.trim().replace(/([^.!?:])\s*\n+\s*/g, "$1. ").replace(/\s+/g, " ");
}

function unmark() {
  document.querySelectorAll(".reading").forEach((part) => part.classList.remove("reading"));
}

function label(text) {
  reader.button.querySelector("span").textContent = text;
}

// A pause outlives what was being said, so it is ended first.
function hush() {
  if (!reader.synth) return;
  reader.synth.resume();
  reader.synth.cancel();
}

function finish() {
  reader.turn += 1;
  hush();
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
  const words = new SpeechSynthesisUtterance(wordsOf(part));
  words.voice = voiceFor(document.documentElement.lang);
  words.lang = document.documentElement.lang;
  words.rate = reader.rate;
  words.onend = () => readNext(index + 1, turn);
  reader.index = index;
  part.classList.add("reading");
  reader.synth.speak(words);
}

function start() {
  reader.parts = partsToRead();
  reader.panel.hidden = false;
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
  hush();
  label(reader.button.dataset.pause);
  readNext(reader.index, reader.turn);
}

if (reader.button) {
  reader.word = reader.button.querySelector("span").textContent;
  lookForVoice();
  if (reader.synth && reader.synth.addEventListener) reader.synth.addEventListener("voiceschanged", lookForVoice);
  reader.button.addEventListener("click", press);
  reader.slow.addEventListener("click", changePace);
  reader.stop.addEventListener("click", finish);
  window.addEventListener("pagehide", finish);
}
