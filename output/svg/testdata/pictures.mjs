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
  const content = await readFile(file);
  const [, width, height] = content.toString().match(/viewBox="0 0 (\S+) (\S+)"/);
  const source = `data:image/svg+xml;base64,${content.toString("base64")}`;
  await tab.setContent('<body style="margin:0"><img alt="">');
  const drawn = await tab.evaluate(
    async ([source, width, height]) => {
      const picture = document.querySelector("img");
      picture.src = source;
      await picture.decode();
      Object.assign(picture, { width, height });
      return picture.naturalWidth;
    },
    [source, Math.round(width * zoom), Math.round(height * zoom)],
  );
  if (!drawn) throw new Error(`${file} is no picture`);
  await tab.locator("img").screenshot({ path: `${file}.png` });
  await tab.close();
}
await browser.close();
