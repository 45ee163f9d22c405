// Puts what has changed in the place of what was there, every few seconds. Whatever is the same is not touched.
"use strict";
const base = document.currentScript.src.replace(/console\.js$/, "");
const shown = new Map();
let heard = new Date();

async function look() {
  try {
    const answer = await fetch(base + "state", { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    const html = (await answer.json()).html;
    for (const id of Object.keys(html)) {
      const place = document.getElementById(id);
      if (place && shown.get(id) !== html[id]) {
        place.innerHTML = html[id];
        shown.set(id, html[id]);
      }
    }
    heard = new Date();
    say("");
  } catch {
    say("The node has not answered since " + heard.toLocaleTimeString() + ". What stands here is from then.");
  }
  setTimeout(look, document.hidden ? 20000 : 3000);
}

function say(words) {
  const lost = document.getElementById("lost");
  if (lost.textContent !== words) {
    lost.textContent = words;
  }
}

setTimeout(look, 3000);
