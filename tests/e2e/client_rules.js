// What a script can see of a client's page: measured in the page, judged in client_rules.py.
() => {
  const main = document.querySelector("main");
  const visible = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(node).visibility !== "hidden";
  };
  const words = (text) => (text.match(/[\p{L}\p{N}][^\s]*/gu) || []).length;
  const box = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return { x, y, width, height };
  };
  const name = (node) => (node.innerText || node.getAttribute("aria-label") || node.name || node.tagName).trim().slice(0, 60);
  // A link within a sentence is as high as its line; everything else must be large.
  const inSentence = (node) => node.tagName === "A" && getComputedStyle(node).display === "inline" && node.parentElement.innerText.trim() !== node.innerText.trim();
  const things = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((node) => visible(node) && !node.closest(".demo, .skip, .visually-hidden"));
  // The whole card is the link; the words of a choice belong to it.
  const seen = (node) => node.closest(".ccard--link") || (node.matches("input[type=radio], input[type=checkbox]") && node.labels && node.labels[0]) || node;
  const blocks = [...main.querySelectorAll("h1, h2, h3, p, li, label, legend, dt, dd, button, a")]
    .filter((node) => visible(node) && node.innerText.trim() && !node.querySelector("h1, h2, h3, p, li, label, button, a"));
  const lineLengths = (node) => {
    const lines = new Map();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      for (let at = 0; at < text.length; at += 1) {
        if (/\s/.test(text.data[at])) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const top = Math.round(range.getBoundingClientRect().top / 8);
        const line = lines.get(top) || { first: at, last: at, count: 0 };
        line.count += 1;
        line.last = at;
        lines.set(top, line);
      }
    }
    return [...lines.values()].map((line) => line.count);
  };
  const style = (node) => getComputedStyle(node);
  const texts = blocks.map((node) => {
    const own = style(node);
    return {
      tag: node.tagName, text: node.innerText.trim(), fact: node.className === "fact__value",
      size: parseFloat(own.fontSize), bold: Number(own.fontWeight) >= 600, italic: own.fontStyle !== "normal",
      capitals: own.textTransform === "uppercase", align: own.textAlign, hyphens: own.hyphens,
      height: own.lineHeight === "normal" ? 1.2 : parseFloat(own.lineHeight) / parseFloat(own.fontSize),
      longest: Math.max(0, ...lineLengths(node)), words: words(node.innerText),
    };
  });
  const controls = things.filter((node) => main.contains(node));
  const bar = [...document.querySelectorAll(".bar__row > li")].map((node) => ({ text: node.innerText.trim(), ...box(node) }));
  return {
    path: location.pathname, title: document.title, h1: main.querySelectorAll("h1").length,
    words: words(main.innerText), cards: main.querySelectorAll(".ccard").length,
    mains: main.querySelectorAll(".answer--main").length, controls: controls.map(name), texts,
    targets: things.filter((node) => !inSentence(node)).map((node) => ({ name: name(node), bar: Boolean(node.closest(".bar")), ...box(seen(node)) })),
    pressed: controls.filter((node) => node.tagName !== "INPUT" && node.tagName !== "TEXTAREA").map((node) => ({
      name: name(node), words: words(node.innerText),
      picture: Boolean((node.closest(".ccard, .help, .week__day, li") || node).querySelector(".picture")),
    })),
    bare: [...main.querySelectorAll(".picture")].filter((node) => visible(node) && !node.parentElement.innerText.trim() && !(node.closest(".lead, form, li, article") || node.parentElement).innerText.trim()).length,
    required: [...main.querySelectorAll("[required]:not([type=hidden])")].map(name),
    groups: [...main.querySelectorAll("form.answers")].filter((form) => !form.querySelector("[aria-pressed]")).map((form) => [...form.querySelectorAll("button")].map((node) => {
      const own = style(node);
      return { name: name(node), ...box(node), colours: [own.color, own.backgroundColor, own.borderColor].join() };
    })),
    bar, barBottom: bar.length ? Math.round(document.querySelector(".bar").getBoundingClientRect().bottom - window.innerHeight) : null,
    phones: document.querySelectorAll('a[href^="tel:"]').length,
    moving: document.getAnimations().filter((one) => one.playState === "running").length
      + document.querySelectorAll("[autoplay], meta[http-equiv=refresh], dialog[open], marquee").length,
    reader: Boolean(document.querySelector("[data-read]")),
    privacy: Boolean(document.querySelector('footer a[href*="privacy"]')),
    settings: Boolean(document.querySelector('header a[href*="settings"]')) || !document.querySelector(".me__name") || !location.pathname.startsWith("/client"),
    outside: [...main.querySelectorAll("a[href^='http']")].filter((node) => new URL(node.href).host !== location.host).map(name),
    facts: [...main.querySelectorAll(".fact__label")].map((node) => node.innerText.trim()),
  };
}
