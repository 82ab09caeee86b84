// Signs a PDF file as programs in JavaScript do, with @signpdf, and writes it.
// Usage: node signpdf.mjs NODE_MODULES pdf-lib|objects|plain SUBFILTER KEY.p12 OUT [IN]
// Without IN the file is one of pdf-lib: of the old form, or with object streams.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, how, subFilter, key, into, from] = process.argv.slice(2);
const require = createRequire(path.join(modules, "signpdf.mjs"));
const { PDFDocument, StandardFonts } = require("pdf-lib");
const { SignPdf } = require("@signpdf/signpdf");
const { P12Signer } = require("@signpdf/signer-p12");

let document;
if (from) {
  document = await PDFDocument.load(await readFile(from));
} else {
  document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage().drawText("Total is 100 yuan", { x: 72, y: 700, size: 14, font });
}
const options = { reason: "", contactInfo: "", name: "Stranger", location: "", subFilter };
let file;
if (how === "plain") {
  const { plainAddPlaceholder } = require("@signpdf/placeholder-plain");
  const whole = from ? await readFile(from) : Buffer.from(await document.save({ useObjectStreams: false }));
  file = plainAddPlaceholder({ pdfBuffer: whole, ...options });
} else {
  const { pdflibAddPlaceholder } = require("@signpdf/placeholder-pdf-lib");
  pdflibAddPlaceholder({ pdfDoc: document, ...options });
  file = Buffer.from(await document.save({ useObjectStreams: how === "objects" }));
}
await writeFile(into, await new SignPdf().sign(file, new P12Signer(await readFile(key), { passphrase: "x" })));
