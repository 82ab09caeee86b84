// Opens PDF files in pdf.js in Chromium and writes the text of the first page of
// each as JSON, null for one that it does not open.
// Usage: node pdfjs.mjs NODE_MODULES CHROMIUM FILE…
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, executablePath, ...files] = process.argv.slice(2);
const { chromium } = createRequire(path.join(modules, "pdfjs.mjs"))("playwright-core");
const build = path.join(modules, "pdfjs-dist", "legacy", "build");

const server = createServer(async (request, response) => {
  const [, kind, name] = request.url.split("/");
  if (!name && kind !== "page") return response.writeHead(404).end();
  if (kind === "page") return response.setHeader("Content-Type", "text/html").end("<!DOCTYPE html><title>pdf.js</title>");
  const from = kind === "file" ? files[Number(name)] : path.join(build, path.basename(name));
  response.setHeader("Content-Type", kind === "file" ? "application/pdf" : "text/javascript");
  response.end(await readFile(from));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({ executablePath });
const tab = await browser.newPage();
await tab.goto(`${address}/page`);
const found = await tab.evaluate(
  async ([address, count]) => {
    const pdfjs = await import(`${address}/build/pdf.min.mjs`);
    pdfjs.GlobalWorkerOptions.workerSrc = `${address}/build/pdf.worker.min.mjs`;
    const texts = [];
    for (let i = 0; i < count; i++) {
      const task = pdfjs.getDocument({ url: `${address}/file/${i}`, verbosity: 0, disableStream: true, disableRange: true });
      try {
        const page = await (await task.promise).getPage(1);
        texts.push((await page.getTextContent()).items.map((item) => item.str).join(""));
      } catch {
        texts.push(null);
      }
      await task.destroy();
    }
    return texts;
  },
  [address, files.length],
);
await browser.close();
server.close();
console.log(JSON.stringify(found));
