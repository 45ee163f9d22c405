// Searches the catalogue without a server. The index lies in scripts that call v2v(…), because a
// page that was opened as a file may load nothing else. Each is loaded once, when it is needed.
(() => {
  "use strict";
  const SPREAD = 64, KEY = 2, ROWS = 200, SHOWN = 50;
  const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  const loaded = new Map(), told = new Map();
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const list = document.getElementById("list");
  let turn = 0;

  window.v2v = (said) => {
    told.set("w" in said ? "w" + said.w : "r" + said.r, said.words || said.rows);
  };

  function load(key, file) {
    if (!loaded.has(key)) {
      loaded.set(key, new Promise((done) => {
        const script = document.createElement("script");
        script.src = file;
        script.onload = () => done(told.get(key));
        script.onerror = () => { loaded.delete(key); done(undefined); };
        document.head.append(script);
      }));
    }
    return loaded.get(key);
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replaceAll("ß", "ss").replaceAll("æ", "ae").replaceAll("œ", "oe").replaceAll("ø", "o")
      .replaceAll("ł", "l").replaceAll("đ", "d").replaceAll("ı", "i");
  }

  function words(text) {
    const all = [];
    for (const word of fold(text).split(/[^\p{L}\p{N}]+/u)) {
      if (DENSE.test(word) && word.length > KEY) {
        for (let i = 0; i + KEY <= word.length; i++) all.push(word.slice(i, i + KEY));
      } else if (word) {
        all.push(word);
      }
    }
    return all;
  }

  function shard(word) {
    let sum = 0;
    for (let i = 0; i < Math.min(KEY, word.length); i++) sum = sum * 31 + word.charCodeAt(i);
    return sum % SPREAD;
  }

  // Which releases have a word that begins like this one; one letter must be a whole word.
  async function having(word) {
    const at = shard(word);
    const index = await load("w" + at, "search/w-" + String(at).padStart(2, "0") + ".js");
    if (!index) throw new Error("search/");
    const all = new Set();
    for (const [known, steps] of Object.entries(index)) {
      if (known === word || (word.length >= KEY && known.startsWith(word))) {
        let place = 0;
        for (const step of steps) all.add(place += step);
      }
    }
    return all;
  }

  async function rows(places) {
    const all = [];
    for (const place of places) {
      const at = Math.floor(place / ROWS);
      const part = await load("r" + at, "search/r-" + String(at).padStart(3, "0") + ".js");
      if (!part) throw new Error("search/");
      all.push(part[place % ROWS]);
    }
    return all;
  }

  function element(name, inside, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  function line([folder, title, date, length, license, poster, language]) {
    const here = "items/" + encodeURIComponent(folder) + "/";
    const still = poster
      ? [element("img", [], { src: here + "poster.webp", alt: "", loading: "lazy" })] : [];
    const heading = { dir: "auto" };
    if (language) heading.lang = language;
    return element("li", [
      element("a", still,
        { class: "still", href: here + "index.html", tabindex: "-1", "aria-hidden": "true" }),
      element("div", [
        element("h2", [element("a", [title], { href: here + "index.html" })], heading),
        element("p", [date, length, license].filter((fact) => fact)
          .map((fact) => element("span", [fact])), { class: "facts" }),
      ]),
    ]);
  }

  async function search(text) {
    const mine = ++turn;
    const wanted = words(text);
    if (!wanted.length) {
      show(mine, "", []);
      return;
    }
    try {
      let all;
      for (const word of wanted) {
        const these = await having(word);
        all = all ? new Set([...all].filter((place) => these.has(place))) : these;
      }
      const newest = [...all].sort((a, b) => b - a);
      const lines = (await rows(newest.slice(0, SHOWN))).map(line);
      const count = newest.length === 1 ? "1 release" : newest.length + " releases";
      show(mine, !newest.length ? "Nothing was found. Try fewer words, or their beginnings."
        : newest.length > SHOWN ? count + ", the newest " + SHOWN + " of them shown" : count, lines);
    } catch (e) {
      show(mine, "The index of this catalogue can't be read: its folder search/ is missing here.",
        []);
    }
  }

  function show(mine, words, lines) {
    if (mine !== turn) return; // somebody has typed on
    found.textContent = words;
    list.replaceChildren(...lines);
    list.hidden = !lines.length;
  }

  let wait;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => search(field.value), 120);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value));
    search(field.value);
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    search(asked);
  }
})();
