// Writes what libraries in JavaScript make of a small report, as seeds of fuzz
// targets. Usage: node seeds.mjs NODE_MODULES FOLDER
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "seeds.mjs"));
const rows = [["申请人情况", "自然人", "法人"], ["一、本年新收", "5", "7"], ["（一）予以公开", "4", "1"]];
const title = "某县教育局2023年政府信息公开工作年度报告";

const { Document, Packer, Paragraph, Table, TableCell, TableRow, HeadingLevel } = require("docx");
const cell = (text) => new TableCell({ children: [new Paragraph(text)] });
const document = new Document({
  sections: [{
    children: [
      new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
      new Paragraph({ text: "一、总体情况", heading: HeadingLevel.HEADING_1 }),
      new Paragraph("全年收到申请12件。"),
      new Table({ rows: rows.map((row) => new TableRow({ children: row.map(cell) })) }),
    ],
  }],
});
await writeFile(path.join(folder, "docx.docx"), await Packer.toBuffer(document));

const { Workbook } = require("exceljs");
const book = new Workbook();
const sheet = book.addWorksheet("数据");
rows.forEach((row) => sheet.addRow(row.map((text) => (/^\d+$/.test(text) ? Number(text) : text))));
sheet.mergeCells("A4:C4");
sheet.getCell("A4").value = { formula: "SUM(B2:B3)", result: 9 };
await book.xlsx.writeFile(path.join(folder, "exceljs.xlsx"));

const { PDFDocument, StandardFonts } = require("pdf-lib");
const pdf = await PDFDocument.create();
const font = await pdf.embedFont(StandardFonts.Helvetica);
pdf.addPage().drawText("Total is 100 yuan", { x: 72, y: 700, size: 14, font });
await writeFile(path.join(folder, "pdf-lib.pdf"), await pdf.save());
await writeFile(path.join(folder, "pdf-lib-old.pdf"), await pdf.save({ useObjectStreams: false }));
