// How a screen is judged: that nothing of it is cut or covered in the windows that offices have, and axe-core.
import path from "node:path";
import { accessible, must } from "./trial.mjs";

// amiss is what of a page does not stand well: it is wider than the window, words are cut, or what
// can be clicked lies under something else.
const amiss = () => {
  const said = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) said.push(`${wide} px too wide`);
  const name = (e) => `${e.tagName.toLowerCase()}.${e.className} “${(e.textContent || e.value || "").trim().slice(0, 16)}”`;
  const shown = (e) => e.checkVisibility?.({ checkVisibilityCSS: true }) && !e.closest(".vh, .skip");
  for (const e of document.querySelectorAll("a, button, label, h1, h2, h3, th, td, .st, .tag, summary, p, li, input:not([type=file]), select, .name, .agency")) {
    if (!shown(e)) continue;
    const style = getComputedStyle(e);
    if (e.matches("input") ? e.scrollWidth > e.clientWidth + 1 && e.closest("table.gov td:not(.kind-text)") : e.scrollWidth > e.clientWidth + 1 && style.overflowX !== "auto" && style.overflowX !== "scroll" && style.display !== "inline" && style.textOverflow !== "ellipsis") said.push(`cut: ${name(e)}`);
  }
  for (const bar of document.querySelectorAll(".tools")) {
    const last = [...bar.querySelectorAll("button")].filter(shown).pop();
    const edge = bar.getBoundingClientRect().right - parseFloat(getComputedStyle(bar).paddingRight);
    if (last && last.getBoundingClientRect().right > edge + 1) said.push(`at the edge: ${name(last)}`);
  }
  const modal = document.querySelector("dialog[open]");
  for (const e of (modal ?? document).querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!shown(e) || e.closest("svg")) continue;
    const box = e.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (box.width < 2 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    // What is scrolled out of its column is not seen.
    let out = false;
    for (let p = e.parentElement; p; p = p.parentElement) {
      const around = p.getBoundingClientRect(), clip = getComputedStyle(p).overflowY;
      if (clip !== "visible" && (y < around.top || y > around.bottom || x < around.left || x > around.right)) out = true;
    }
    if (!e.closest("details.menu") && document.querySelector("details.menu[open]")) continue; // the menu lies over the rest
    const head = Math.max(...[...e.closest("table.gov")?.tHead?.querySelectorAll("th, td") ?? []].map((cell) => cell.getBoundingClientRect().bottom));
    if (out || !e.closest("thead") && y < head + 2 && e !== document.activeElement) continue;
    const top = document.elementFromPoint(x, y);
    if (top && !e.contains(top) && !top.contains(e) && !top.closest("label")?.contains(e)) said.push(`under ${name(top)}: ${name(e)}`);
  }
  return said;
};

// looker makes what judges a screen in both windows, of which pictures go into a folder where one is given.
export function looker(axe, pictures) {
  return async (page, name, does) => {
    const said = [];
    for (const [width, height] of [[1366, 768], [1920, 1080]]) {
      await page.setViewportSize({ width, height });
      if (does) await does();
      if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${width}x${height}.png`) });
      for (const what of await page.evaluate(amiss)) said.push(`${width}: ${what}`);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    must(said.length === 0, said.slice(0, 12).join(" ; "));
    await accessible(page, axe, name);
  };
}
