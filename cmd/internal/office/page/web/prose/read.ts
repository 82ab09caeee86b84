import { Fragment, Mark, Node as ProseNode, Schema } from "prosemirror-model";
import { Inline, Line, Piece, readInline } from "./inline";

// Span tells where the text of a textblock stands in the source: at[i] is the offset of
// its UTF-16 unit i, from the beginning of the block's source; the last is its end.
export interface Span { rel: number; at: number[] } // rel: from the position of the block's node

// Block is a block of the source. The items of a list are blocks of their own.
export interface Block {
  node: ProseNode;
  list: "" | "bullet" | "ordered";
  number: number; // of an ordered item
  start: number; // in the source
  raw: string;
  spans: Span[];
}

const itemMark = /^( *)(?:([0-9]{1,3})\.|[-*+]) +/;
const chartMarks = ["chart:", "图表:", "图表："];

// Columns and rows of a table at most (data/load).
const maxColumns = 12, maxRows = 500;

interface ItemMark { number: number; indent: number; length: number }

function markOf(line: string): ItemMark | null {
  const found = itemMark.exec(line);
  if (!found || blank(line.slice(found[0].length))) return null;
  const number = found[2] === undefined ? 0 : Number(found[2]);
  if (found[2] !== undefined && number === 0) return null;
  return { number, indent: found[1].length, length: found[0].length };
}

function blank(line: string): boolean { return line.trim() === ""; }
function indent(line: string): number { return line.length - line.replace(/^ +/, "").length; }
function beginsChart(line: string): boolean { return chartMarks.includes(line.trim()); }

function goesOnInItem(line: string): boolean {
  const text = line.replace(/^ +/, "");
  return !blank(line) && !line.startsWith("\u3000") && !text.startsWith("#") && !text.startsWith("|") && !beginsChart(line);
}

interface Open { kind: "paragraph" | "item" | "chart"; lines: Line[]; mark?: ItemMark }

// Reader reads Markdown as data/load does.
export class Reader {
  private blocks: Block[] = [];
  private lines: Line[] = [];
  private open: Open | null = null;
  private last: { number: number } | null = null; // of the last block, where it is an item

  constructor(private readonly schema: Schema, private readonly source: string) {}

  read(): Block[] {
    let start = 0;
    const { source } = this;
    while (start <= source.length) {
      let end = source.indexOf("\n", start);
      if (end < 0) end = source.length;
      this.lines.push({ start, end });
      start = end + 1;
    }
    this.lines.forEach((line, i) => this.line(line, i));
    this.close();
    return this.blocks;
  }

  private text(line: Line): string { return this.source.slice(line.start, line.end); }

  private line(line: Line, i: number): void {
    const text = this.text(line);
    const open = this.open;
    if (open?.kind === "chart") {
      if (blank(text) || indent(text) > indent(this.text(open.lines[0]))) { open.lines.push(line); return; }
      this.close();
    } else if (open?.kind === "item") {
      if (goesOnInItem(text)) {
        const mark = markOf(text);
        const above = indent(this.text(open.lines[0]));
        const ends = mark && (mark.number === 0 ? mark.indent < above + 2 : mark.number === (open.mark?.number ?? 0) + 1);
        if (!ends) { open.lines.push(line); return; }
      }
      this.close();
      if (blank(text)) return;
    } else if (blank(text)) { this.close(); return; }

    const heading = /^ {0,3}(#{1,6})(?=[ \t\v\f\r]|$)/.exec(text);
    if (heading) {
      this.close();
      this.heading(line, heading[1].length, heading[0].length);
    } else if (beginsChart(text)) this.begin({ kind: "chart", lines: [line] });
    else if (this.item(line, text, i)) return;
    else if (this.open?.kind === "paragraph" && !text.startsWith("\u3000")) this.open.lines.push(line);
    else this.begin({ kind: "paragraph", lines: [line] });
  }

  private begin(open: Open): void {
    this.close();
    this.open = open;
  }

  private item(line: Line, text: string, i: number): boolean {
    const mark = markOf(text);
    if (!mark) return false;
    // An open paragraph stands between this and an item above it.
    const before = this.open ? null : this.last;
    const goesOn = before !== null && (mark.number === 0 ? before.number === 0 : mark.number > 1 && before.number === mark.number - 1);
    if (!goesOn && mark.number > 0 && (mark.number !== 1 || !this.secondBelow(i))) return false;
    this.begin({ kind: "item", lines: [line], mark });
    return true;
  }

  private secondBelow(i: number): boolean {
    for (const line of this.lines.slice(i + 1)) {
      const text = this.text(line);
      if (!goesOnInItem(text)) return false;
      const mark = markOf(text);
      if (mark) return mark.number === 2;
    }
    return false;
  }

  private close(): void {
    const open = this.open;
    this.open = null;
    if (!open) return;
    if (open.kind === "chart") this.chart(open.lines);
    else if (open.kind === "item") this.listItem(open.lines, open.mark as ItemMark);
    else this.paragraph(open.lines);
  }

  private push(node: ProseNode, start: number, end: number, spans: Span[], list: Block["list"] = "", number = 0): void {
    const raw = this.source.slice(start, end);
    for (const span of spans) span.at = span.at.map((at) => at - start);
    this.blocks.push({ node, list, number, start, raw, spans });
    this.last = list === "" ? null : { number };
  }

  private heading(line: Line, level: number, from: number): void {
    let text = this.text(line).slice(from);
    const before = text.length;
    text = text.replace(/^[ \t\v\f\r]+/, "");
    const start = line.start + from + before - text.length;
    text = text.replace(/[ \t\v\f\r]+$/, "");
    if (/^#+$/.test(text)) text = "";
    text = text.replace(/[ \t\v\f\r]+#+$/, "");
    const inline = readInline(this.source, text === "" ? [] : [{ start, end: start + text.length }]);
    if (text === "") inline.end = Math.min(start, line.end);
    if (inline.bad) return this.raw([line]);
    this.push(this.schema.node("heading", { level }, this.nodes(inline.pieces)), line.start, line.end, [span(1, inline)]);
  }

  private trimmed(lines: Line[]): Line[] {
    return lines.map((line, i) => {
      const text = this.text(line);
      const start = line.start + text.length - text.trimStart().length;
      return { start: Math.min(start, line.end), end: i === lines.length - 1 ? line.start + text.trimEnd().length : line.end };
    }).filter((line) => line.end >= line.start);
  }

  private paragraph(lines: Line[]): void {
    for (let i = 1; i < lines.length; i++) {
      const aligns = delimiters(this.source.slice(lines[i].start, lines[i].end + 1));
      if (!aligns) continue;
      if (cells(this.text(lines[i - 1])).length !== aligns.length) break;
      if (i > 1) this.words(lines.slice(0, i - 1));
      return this.table(lines.slice(i - 1), aligns);
    }
    this.words(lines);
  }

  private words(lines: Line[]): void {
    const trimmed = this.trimmed(lines);
    const inline = readInline(this.source, trimmed);
    if (inline.pictures) {
      for (const p of inline.pictures) {
        const at = p.caption.flatMap((c) => c.at);
        this.push(this.schema.node("figure", { file: p.file, alt: p.alt }, this.nodes(p.caption)), p.start, p.end, [{ rel: 1, at: [...at, p.captionEnd] }]);
      }
      return;
    }
    if (inline.bad) return this.raw(lines);
    this.push(this.schema.node("paragraph", null, this.nodes(inline.pieces)), lines[0].start, trimmed[trimmed.length - 1].end, [span(1, inline)]);
  }

  private listItem(lines: Line[], mark: ItemMark): void {
    const trimmed = this.trimmed([{ start: lines[0].start + mark.length, end: lines[0].end }, ...lines.slice(1)]);
    const inline = readInline(this.source, trimmed);
    if (inline.bad) return this.raw(lines);
    const paragraph = this.schema.node("paragraph", null, this.nodes(inline.pieces));
    this.push(this.schema.node("list_item", null, paragraph), lines[0].start, trimmed[trimmed.length - 1].end, [span(2, inline)],
      mark.number > 0 ? "ordered" : "bullet", mark.number);
  }

  private chart(lines: Line[]): void { this.code("chart", lines); }
  private raw(lines: Line[]): void { this.code("raw", lines); }

  private code(type: string, lines: Line[]): void {
    while (lines.length > 1 && blank(this.text(lines[lines.length - 1]))) lines = lines.slice(0, -1);
    const start = lines[0].start, end = lines[lines.length - 1].end;
    const text = this.source.slice(start, end);
    this.push(this.schema.node(type, null, text ? this.schema.text(text) : undefined), start, end, [{ rel: 1, at: Array.from({ length: text.length + 1 }, (_, i) => start + i) }]);
  }

  private table(lines: Line[], aligns: (string | null)[]): void {
    const rows = [lines[0], ...lines.slice(2)].map((line) => cells(this.text(line)).map((c) => ({ start: line.start + c.start, end: line.start + c.end })));
    const grid = rows.every((row) => row.length === aligns.length) && aligns.length <= maxColumns && rows.length <= maxRows ? merged(rows, (c) => this.text(c).trim()) : null;
    if (!grid) return this.raw(lines);
    const spans: Span[] = [];
    let rel = 1;
    let bad = false;
    const made = grid.rows.map((row, r) => {
      rel++;
      const out = row.map((cell) => {
        const inline = readInline(this.source, [rows[cell.row][cell.column]]);
        bad ||= inline.bad;
        spans.push(span(rel + 2, inline));
        const paragraph = this.schema.node("paragraph", null, this.nodes(inline.pieces));
        const node = this.schema.node(r < grid.head ? "table_header" : "table_cell", { colspan: cell.columns, rowspan: cell.rows, align: aligns[cell.column] }, paragraph);
        rel += node.nodeSize;
        return node;
      });
      rel++;
      return this.schema.node("table_row", null, out);
    });
    if (bad) return this.raw(lines);
    const last = lines[lines.length - 1];
    this.push(this.schema.node("table", null, made), lines[0].start, last.start + this.text(last).trimEnd().length, spans);
  }

  private nodes(pieces: Piece[]): Fragment {
    return Fragment.from(pieces.map((p) => {
      const marks: Mark[] = [];
      if (p.href) marks.push(this.schema.mark("link", { href: p.href }));
      if (p.bold) marks.push(this.schema.mark("strong"));
      return this.schema.text(p.text, marks);
    }));
  }
}

function span(rel: number, inline: Inline): Span {
  return { rel, at: [...inline.pieces.flatMap((p) => p.at), inline.end] };
}

// delimiters are the alignments of the line below a table's head; null for another line.
// A line that ends the text with nothing but “-” is none.
function delimiters(line: string): (string | null)[] | null {
  if (!/^(?: {0,3}[|:-][ \t\n\v\f\r|:-]*)$/.test(line) || !line.includes("|")) return null; // without a bar it is meant as a rule or a heading
  let columns = line.split("|");
  if (blank(columns[0])) columns = columns.slice(1);
  if (columns.length > 0 && blank(columns[columns.length - 1])) columns = columns.slice(0, -1);
  const aligns: (string | null)[] = [];
  for (const column of columns) {
    if (!/^[ \t\n\v\f\r]*:?-+:?[ \t\n\v\f\r]*$/.test(column)) return null;
    const text = column.trim();
    aligns.push(text.endsWith(":") ? text.startsWith(":") ? "center" : "right" : null);
  }
  return aligns.length > 0 ? aligns : null;
}

// cells are where the cells of a row stand in its line.
function cells(line: string): Line[] {
  const from = line.length - line.replace(/^[ \t\v\f\r]+/, "").length;
  const text = line.replace(/[ \t\v\f\r]+$/, "");
  let pos = from, limit = text.length;
  if (text[pos] === "|") pos++;
  if (limit > pos && text[limit - 1] === "|") limit--;
  const out: Line[] = [];
  while (pos < limit) {
    let end = pos;
    while (end < limit && !(text[end] === "|" && text[end - 1] !== "\\")) end++;
    const cell = text.slice(pos, end);
    const start = pos + cell.length - cell.replace(/^[ \t\v\f\r]+/, "").length;
    out.push({ start, end: Math.max(start, pos + cell.replace(/[ \t\v\f\r]+$/, "").length) });
    pos = end + 1;
  }
  return out;
}

interface GridCell { row: number; column: number; rows: number; columns: number; covers: number }

// merged finds the cells that a grid's “<” and “^” make, and how many rows the head has;
// null where they make no rectangles.
function merged(rows: Line[][], text: (c: Line) => string): { rows: GridCell[][]; head: number } | null {
  const grid: GridCell[][] = [];
  for (let r = 0; r < rows.length; r++) {
    grid.push([]);
    for (let c = 0; c < rows[r].length; c++) {
      const said = text(rows[r][c]);
      if (said === "<" && c > 0) grid[r].push(grid[r][c - 1]);
      else if (said === "^" && r > 0) grid[r].push(grid[r - 1][c]);
      else if (said === "<" || said === "^") return null;
      else grid[r].push({ row: r, column: c, rows: 1, columns: 1, covers: 0 });
      const cell = grid[r][c];
      cell.rows = Math.max(cell.rows, r - cell.row + 1);
      cell.columns = Math.max(cell.columns, c - cell.column + 1);
      cell.covers++;
    }
  }
  const all = [...new Set(grid.flat())];
  if (all.some((cell) => cell.covers !== cell.rows * cell.columns)) return null;
  let head = 1;
  for (let r = 0; r < head; r++) for (const cell of grid[r]) head = Math.max(head, cell.row + cell.rows);
  return { rows: grid.map((_, r) => all.filter((cell) => cell.row === r)), head };
}
