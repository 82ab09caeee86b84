// Reads a list of texts and prints what the editor makes of each: its blocks, and what
// it writes. For the test that holds the editor's reading to data/load's.
import { readFileSync } from "node:fs";
import { Node as ProseNode } from "prosemirror-model";
import { makeSchema } from "../web/prose/schema";
import { Reader } from "../web/prose/read";
import { Source } from "../web/prose/source";
import { writeBlock } from "../web/prose/write";

const schema = makeSchema((file) => file);

interface Run { text: string; bold: boolean; link: string }

function runs(node: ProseNode): Run[] {
  const out: Run[] = [];
  node.forEach((n) => out.push({
    text: n.text ?? "", bold: n.marks.some((m) => m.type.name === "strong"), link: String(n.marks.find((m) => m.type.name === "link")?.attrs.href ?? ""),
  }));
  return out;
}

function block(node: ProseNode, list: string, number: number): unknown {
  const kind = node.type.name;
  if (kind === "table") {
    const rows: unknown[] = [];
    node.forEach((row) => {
      const cells: unknown[] = [];
      row.forEach((c) => cells.push({ rows: Number(c.attrs.rowspan), columns: Number(c.attrs.colspan), align: String(c.attrs.align ?? ""), head: c.type.name === "table_header", runs: runs(c.child(0)) }));
      rows.push(cells);
    });
    return { kind, rows };
  }
  if (kind === "figure") return { kind, file: String(node.attrs.file), alt: String(node.attrs.alt), runs: runs(node) };
  if (kind === "list_item") return { kind, list, number, runs: runs(node.child(0)) };
  if (kind === "heading") return { kind, level: Number(node.attrs.level), runs: runs(node) };
  if (kind === "paragraph") return { kind, runs: runs(node) };
  return { kind };
}

const texts = JSON.parse(readFileSync(0, "utf8")) as string[];
console.log(JSON.stringify(texts.map((text) => {
  const blocks = new Reader(schema, text).read();
  // Everything is written anew but for its source, as if it had been typed.
  const source = new Source(schema, text);
  const typed = new Source(schema, "");
  const rewritten = typed.update(source.doc);
  // The characters of a place of the document are those of its offset.
  const places: { at: number; char: string }[] = [];
  source.doc.descendants((node, pos) => {
    if (node.isText) [...(node.text ?? "")].forEach((c, i) => {
      const index = [...(node.text ?? "")].slice(0, i).join("").length;
      const at = source.offset(pos + index);
      if (source.position(at) !== pos + index && c !== " ") places.push({ at: -1 - at, char: c });
      places.push({ at, char: c });
    });
    return true;
  });
  return {
    blocks: blocks.map((b) => block(b.node, b.list, b.number)),
    same: source.update(source.doc.copy(source.doc.content)) === text,
    rewritten, again: new Reader(schema, rewritten).read().map((b) => block(b.node, b.list, b.number)),
    each: blocks.map((b) => writeBlock(b.node, b.list, b.number, 0)),
    misplaced: places.filter((p) => p.at < 0 || text[p.at] !== p.char[0] && !(p.char === " " && text[p.at] === "\n")).length,
  };
})));
