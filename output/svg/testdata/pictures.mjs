// Shows SVG files as pictures in Chromium and draws each as FILE.png.
// Usage: node pictures.mjs NODE_MODULES CHROMIUM ZOOM FILE…
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, executablePath, zoom, ...files] = process.argv.slice(2);
const { chromium } = createRequire(path.join(modules, "pictures.mjs"))("playwright-core");
const browser = await chromium.launch({ executablePath });
const context = await browser.newContext({ viewport: { width: 3600, height: 3600 } });
for (const file of files) {
  const tab = await context.newPage();
  const source = `data:image/svg+xml;base64,${(await readFile(file)).toString("base64")}`;
  await tab.setContent('<body style="margin:0"><img alt="">');
  const drawn = await tab.evaluate(
    async ([source, zoom]) => {
      const picture = document.querySelector("img");
      picture.src = source;
      await picture.decode();
      picture.width = Math.round(picture.naturalWidth * 0.75 * zoom); // CSS has 96 pixels an inch, a point is 1/72
      return picture.naturalWidth;
    },
    [source, Number(zoom)],
  );
  if (!drawn) throw new Error(`${file} is no picture`);
  await tab.locator("img").screenshot({ path: `${file}.png` });
  await tab.close();
}
await browser.close();
