// Opens OFD files in ofd.js in Chromium and draws each page as a PNG beside the
// file: FILE.1.png and so on, of the given dots per inch. ofd.js asks the system
// for faces by their family names; here it finds those of the file, which the
// caller has put beside it as FILE.NAME.ttf for the family NAME.
// Usage: node ofdjs.mjs NODE_MODULES OFD_JS CHROMIUM DPI FILE…
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, library, executablePath, dpi, ...files] = process.argv.slice(2);
const { chromium } = createRequire(path.join(modules, "ofdjs.mjs"))("playwright-core");

const server = createServer(async (request, response) => {
  const [, kind, index, face] = request.url.split("/");
  if (kind === "page") return response.setHeader("Content-Type", "text/html").end('<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><script src="/library"></script>');
  if (kind === "library") return response.setHeader("Content-Type", "text/javascript").end(await readFile(library));
  if (kind === "file") return response.end(await readFile(files[Number(index)]));
  if (kind === "face") return response.end(await readFile(`${files[Number(index)]}.${face}.ttf`));
  response.writeHead(404).end();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}`;

// ofd.js rounds the pixels of a millimetre to tenths, and draws no more than five;
// zoom, unlike a finer screen, lets Chromium put objects to finer pixels too.
const perMillimetre = 5;
const browser = await chromium.launch({ executablePath, args: ["--font-render-hinting=none", "--enable-font-subpixel-positioning"] });
const context = await browser.newContext({ viewport: { width: 2500, height: 3500 } });
for (const [index, file] of files.entries()) {
  const tab = await context.newPage();
  const faults = [];
  tab.on("pageerror", (fault) => faults.push(String(fault)));
  await tab.goto(`${address}/page`);
  const base = path.basename(file);
  const faces = (await readdir(path.dirname(file))).filter((name) => name.startsWith(`${base}.`) && name.endsWith(".ttf")).map((name) => name.slice(base.length + 1, -4));
  const pages = await tab.evaluate(
    async ([index, faces, perMillimetre, zoom]) => {
      document.body.style.zoom = zoom;
      for (const name of faces) document.fonts.add(await new FontFace(name, `url(/face/${index}/${name})`).load());
      const content = await (await fetch(`/file/${index}`)).arrayBuffer();
      const [parsed] = await new Promise((success, fail) => window.ofd.parseOfdDocument({ ofd: content, success, fail }));
      const width = Number(Object.values(parsed.pages[0])[0].json["ofd:Area"]["ofd:PhysicalBox"].split(" ")[2]);
      const drawn = window.ofd.renderOfd(width * perMillimetre + 10, parsed);
      drawn.forEach((page, i) => {
        Object.assign(page.style, { margin: "0", position: "absolute", left: "0", top: "0" });
        page.id = `page-${i + 1}`;
        document.body.appendChild(page);
      });
      await document.fonts.ready;
      return drawn.length;
    },
    [index, faces, perMillimetre, Number(dpi) / 25.4 / perMillimetre],
  );
  for (let i = 1; i <= pages; i++) {
    // At the corner of the window: elsewhere a page begins in the middle of a pixel.
    await tab.evaluate((shown) => document.querySelectorAll("body > div").forEach((page) => (page.style.display = page.id === shown ? "" : "none")), `page-${i}`);
    await tab.locator(`#page-${i}`).screenshot({ path: `${file}.${i}.png` });
  }
  await tab.close();
  if (faults.length > 0) throw new Error(`${file}: ${faults.join("; ")}`);
}
await browser.close();
server.close();
