// The site's own worker: opens the page of a support note where there is no connection. It keeps that one page without
// anybody's facts, and the files that it is made of; nothing else.
"use strict";

const SHELF = "note-page";
const SHELL = "/coach/notes/offline";
const NOTE = /^\/coach\/(clients|shifts)\/[0-9a-f-]{36}\/notes\/new$/;

async function keepShell() {
  const answer = await fetch(SHELL, { cache: "no-store", redirect: "error" });
  if (!answer.ok) return;
  const files = (await answer.clone().text()).match(/\/static\/[^"]+/g) || [];
  const shelf = await caches.open(SHELF);
  await shelf.put(SHELL, answer);
  for (const file of new Set(files)) if (!(await shelf.match(file))) await shelf.add(file);
  const wanted = [SHELL, ...files];
  for (const kept of await shelf.keys()) {
    const address = new URL(kept.url);
    if (!wanted.includes(address.pathname + address.search)) await shelf.delete(kept);
  }
}

async function openNote(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(SHELL, { ignoreVary: true })) || Response.error();
  }
}

async function openFile(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keepShell().catch(() => null)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && NOTE.test(pathname)) event.respondWith(openNote(request));
  else if (pathname.startsWith("/static/")) event.respondWith(openFile(request));
});
