// What a phone keeps of support notes until they arrive: sealed by a key that the browser never hands out, a key for
// each writer, for at most a day. Signing out clears all of it.
"use strict";

const vault = {
  usable: Boolean(window.indexedDB && window.crypto && window.crypto.subtle),
  most: 20,
  day: 24 * 60 * 60 * 1000,
};

vault.open = () => new Promise((done, fail) => {
  const asked = indexedDB.open("notes", 1);
  asked.onupgradeneeded = () => {
    for (const name of ["keys", "waiting", "drafts", "facts"]) {
      asked.result.createObjectStore(name, { keyPath: "id" });
    }
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

// One act on one shelf; the answer is there when it is kept.
vault.on = async (shelf, mode, act) => {
  const box = await vault.open();
  try {
    return await new Promise((done, fail) => {
      const work = box.transaction(shelf, mode);
      const asked = act(work.objectStore(shelf));
      work.oncomplete = () => done(asked.result);
      work.onerror = () => fail(work.error);
      work.onabort = () => fail(work.error);
    });
  } finally {
    box.close();
  }
};

vault.get = (shelf, id) => vault.on(shelf, "readonly", (rows) => rows.get(id));
vault.put = (shelf, row) => vault.on(shelf, "readwrite", (rows) => rows.put(row));
vault.drop = (shelf, id) => vault.on(shelf, "readwrite", (rows) => rows.delete(id));
vault.all = (shelf) => vault.on(shelf, "readonly", (rows) => rows.getAll());

vault.key = async (owner) => {
  const known = await vault.get("keys", owner);
  if (known) return known.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two windows may make one at once: the first that is kept counts.
  await vault.on("keys", "readwrite", (rows) => rows.add({ id: owner, key })).catch(() => null);
  return (await vault.get("keys", owner)).key;
};

vault.seal = async (owner, words) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await vault.key(owner);
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(words)) };
};

vault.unseal = async (row) => {
  const key = await vault.key(row.owner);
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.sealed));
};

vault.keep = async (shelf, id, owner, words, facts) => {
  await vault.put(shelf, { id, owner, at: Date.now(), ...facts, ...(await vault.seal(owner, words)) });
};

// Who writes here: whoever the page says is signed in; without a connection whoever was so last.
vault.owner = async () => {
  const said = document.querySelector("[data-outbox]").dataset.owner;
  if (said) await vault.put("facts", { id: "owner", owner: said });
  const kept = said ? { owner: said } : await vault.get("facts", "owner");
  return kept ? kept.owner : "";
};

vault.isOld = (row) => Date.now() - row.at > vault.day;

// What is older than a day goes; of a note its writer is told.
vault.throwOldAway = async () => {
  for (const row of (await vault.all("drafts")).filter(vault.isOld)) await vault.drop("drafts", row.id);
  for (const row of (await vault.all("waiting")).filter(vault.isOld)) {
    const id = `gone-${row.owner}`;
    const before = await vault.get("facts", id);
    await vault.put("facts", { id, count: (before ? before.count : 0) + 1 });
    await vault.drop("waiting", row.id);
  }
};
