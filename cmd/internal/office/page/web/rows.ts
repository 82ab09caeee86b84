import { isFigure, plain } from "./figures";
import { make } from "./types";

// Column is a column of a list, by its cell in the pattern of a row.
interface Column { id: string; kind: string; label: string; head: string; total: boolean; group: boolean; span: number }

// Sum is the sum of a group of rows (state.go).
export interface Sum { list: string; row: number; above: boolean; label: string; values: Record<string, string> }

// pasted is what becomes of a range that somebody puts in.
export interface Pasted { text: string; cells: number; totals: number; heads: number; wrong: string[] }

const between = "\t";

function isCode(text: string): boolean { return /^[0-9A-Za-z][0-9A-Za-z.-]{0,29}$/.test(text); }

// Rows is a list of a table: as many rows as there are, and a blank one to go on with.
// What stands there is one text, a line a row, its cells parted by tabs (data/sheet).
export class Rows {
  readonly place: string;
  private readonly columns: Column[];
  private readonly cells: string; // what the places of its cells begin with
  private readonly last: Record<string, Record<string, string>>;
  private rows: string[][] = [];
  private made: HTMLTableRowElement[] = [];
  private inputs: HTMLInputElement[][] = [];
  private totals: Record<string, string> = {};
  private sums: HTMLTableRowElement[] = [];
  // fresh is false from a change of which rows there are until the server has said what
  // that makes of the sums: those that are there are of other rows.
  fresh = true;

  constructor(private readonly pattern: HTMLTableRowElement, private readonly readonly: boolean) {
    this.place = pattern.dataset.list ?? "";
    this.cells = this.place.replace(/^list:/, "cell:");
    this.last = JSON.parse(pattern.dataset.last ?? "{}") as Record<string, Record<string, string>>;
    this.columns = [...pattern.cells].map((td) => ({
      id: td.dataset.column ?? "", kind: td.dataset.kind ?? "number", label: td.dataset.label ?? "", head: td.dataset.head ?? "",
      total: "total" in td.dataset, group: "group" in td.dataset, span: td.colSpan,
    }));
  }

  get count(): number { return this.rows.length; }

  // at is the row, from 0, and the column that a place of a cell names; null for others.
  at(place: string): [number, number] | null {
    if (!place.startsWith(`${this.cells}#`)) return null;
    const [row, column] = place.slice(this.cells.length + 1).split("/");
    const c = this.columns.findIndex((one) => one.id === column);
    return c < 0 ? null : [Number(row) - 1, c];
  }

  input(place: string): HTMLInputElement | undefined {
    const at = this.at(place);
    return at ? this.inputs[at[0]]?.[at[1]] : undefined;
  }

  first(): HTMLInputElement | undefined { return this.inputs[0]?.[0]; }

  cell(row: number, column: number): HTMLInputElement | undefined { return this.inputs[row]?.[column]; }

  value(place: string): string {
    const at = this.at(place);
    return at ? this.rows[at[0]]?.[at[1]] ?? "" : "";
  }

  // isTotal reports whether a column holds what the program adds up.
  isTotal(column: number): boolean { return this.columns[column]?.total ?? false; }

  // computed is the figure that the program has computed for a place where nothing was
  // typed; empty for none.
  computed(place: string): string { return this.fresh ? this.totals[place] ?? "" : ""; }

  private placeOf(row: number, column: number): string { return `${this.cells}#${row + 1}/${this.columns[column].id}`; }

  private blank(): string[] { return this.columns.map(() => ""); }

  private static written(rows: string[][]): string {
    let end = rows.length;
    while (end > 0 && rows[end - 1].every((cell) => cell.trim() === "")) end--;
    return rows.slice(0, end).map((row) => row.join(between)).join("\n");
  }

  // with is the text with other values in some cells.
  with(edits: [string, string][]): string {
    const rows = this.rows.map((row) => row.slice());
    for (const [place, value] of edits) {
      const at = this.at(place);
      if (!at) continue;
      while (rows.length <= at[0]) rows.push(this.blank());
      rows[at[0]][at[1]] = value.replace(/[\t\r\n]+/g, " ");
    }
    return Rows.written(rows);
  }

  // added is the text with a blank row before one, removed without some, moved with some
  // further up or down.
  added(before: number): string {
    const rows = this.rows.slice();
    rows.splice(before, 0, this.blank());
    // A blank row at the end is there anyway.
    return before >= this.rows.length ? Rows.written(rows) : rows.map((row) => row.join(between)).join("\n");
  }

  removed(from: number, to: number): string { return Rows.written(this.rows.filter((_, i) => i < from || i > to)); }

  moved(from: number, to: number, by: number): string | null {
    const rows = this.rows.slice();
    if (from + by < 0 || to + by >= rows.length) return null;
    rows.splice(from + by, 0, ...rows.splice(from, to - from + 1));
    return Rows.written(rows);
  }

  // pasted is the text with a range from a cell on; rows that are not there yet are added.
  pasted(row: number, column: number, given: string[][]): Pasted {
    const edits: [string, string][] = [];
    const wrong: string[] = [];
    let totals = 0, heads = 0, n = row;
    given.forEach((cells, i) => {
      const said = cells.map((cell) => cell.trim());
      if (said.every((cell) => cell === "")) return;
      const words = said.filter((cell, j) => (this.columns[column + j]?.kind ?? "number") !== "number");
      if (i === heads && this.isHead(column, said) && given.slice(i + 1).some((row) => this.hasFigure(column, row))) { heads++; return; }
      if (words.some((word) => /^(合计|总计|小计)$|(合计|小计)$/.test(word.replace(/\s/g, "")))) { totals++; return; }
      const row: [string, string][] = [];
      let code = true;
      said.forEach((text, j) => {
        const of = this.columns[column + j];
        if (!of) { if (text !== "") wrong.push(`第 ${i + 1} 行第 ${j + 1} 个“${text}”没有格子放`); return; }
        if (of.total) { if (text !== "") totals++; return; }
        let value = text;
        if (of.kind === "number" || of.kind === "code") value = plain(text);
        if (of.kind === "number" && value !== "" && !isFigure(value)) { wrong.push(`第 ${i + 1} 行第 ${j + 1} 个“${text}”不是数`); return; }
        if (of.kind === "code" && !isCode(value)) { wrong.push(`第 ${i + 1} 行的${of.label}“${text}”不是编码，整行不放`); code = false; }
        row.push([this.placeOf(n, column + j), value]);
      });
      if (!code) return;
      edits.push(...row);
      n++;
    });
    return { text: this.with(edits), cells: edits.length, totals, heads, wrong };
  }

  private hasFigure(column: number, row: string[]): boolean {
    return row.some((cell, j) => this.columns[column + j]?.kind === "number" && isFigure(plain(cell)));
  }

  // isHead reports whether what is put in from a column on are words where figures or codes are.
  private isHead(column: number, row: string[]): boolean {
    if (row.some((cell) => /^栏次$/.test(cell.replace(/\s/g, "")))) return true; // the numbers of the columns
    return !this.hasFigure(column, row) && row.some((cell, j) => {
      const kind = this.columns[column + j]?.kind;
      return cell !== "" && (kind === "number" || kind === "code" && !isCode(cell));
    });
  }

  // zeros are the cells of figures of rows that are there in which nothing stands, neither
  // typed nor computed.
  zeros(): [string, string][] {
    const edits: [string, string][] = [];
    this.rows.forEach((row, r) => {
      if (row.every((cell) => cell.trim() === "")) return;
      this.columns.forEach((column, c) => {
        const place = this.placeOf(r, c);
        if (column.kind === "number" && !column.total && row[c] === "" && this.computed(place) === "") edits.push([place, "0"]);
      });
    });
    return edits;
  }

  // cleared is what Delete puts in a cell.
  cleared(place: string): string {
    const at = this.at(place);
    return at && this.columns[at[1]].kind === "number" && !this.columns[at[1]].total && this.computed(place) === "" ? "0" : "";
  }

  // draw shows a text, but leaves one input as it is in which somebody composes. It gives
  // the first cell that has changed, and says whether there are other rows than before.
  draw(text: string, but: Element | null = null): { changed: HTMLInputElement | null; other: boolean } {
    const before = this.rows.length;
    this.rows = text === "" ? [] : text.split("\n").map((line) => {
      const cells = line.split(between).slice(0, this.columns.length);
      while (cells.length < this.columns.length) cells.push("");
      return cells;
    });
    const wanted = this.rows.length + (this.readonly ? 0 : 1);
    const other = this.made.length !== wanted || before !== this.rows.length;
    while (this.made.length > wanted) { this.made.pop()?.remove(); this.inputs.pop(); }
    while (this.made.length < wanted) this.add();
    if (other) this.unsum();
    let changed: HTMLInputElement | null = null;
    this.inputs.forEach((row, r) => row.forEach((input, c) => {
      const value = this.rows[r]?.[c] ?? "";
      if (input.dataset.typed !== value) { input.dataset.typed = value; changed ??= input; }
      if (input !== but) this.fill(input, r, c);
    }));
    return { changed, other };
  }

  private fill(input: HTMLInputElement, r: number, c: number): void {
    const typed = this.rows[r]?.[c] ?? "";
    const computed = typed === "" ? this.computed(this.placeOf(r, c)) : "";
    const shown = typed || computed;
    if (input.value !== shown) input.value = shown;
    if (this.columns[c].kind === "text") input.title = shown.length > 10 ? shown : ""; // it may be cut
    const column = this.columns[c];
    input.parentElement?.classList.toggle("sum", typed === "" && (computed !== "" || column.total && r < this.rows.length));
    if (column.total) input.tabIndex = typed === "" ? -1 : 0;
  }

  private add(): void {
    const r = this.made.length;
    const tr = document.createElement("tr");
    const id = `${this.cells.slice(5).replace(/\W/g, "-")}-${r + 1}`;
    const words = this.columns.findIndex((column) => column.kind === "number");
    const names = this.columns.slice(0, words < 0 ? 1 : words).map((column) => `${id}-${column.id}`);
    this.inputs.push(this.columns.map((column, c) => {
      const td = document.createElement("td"), input = document.createElement("input");
      input.id = `${id}-${column.id}`;
      input.dataset.place = this.placeOf(r, c);
      input.dataset.kind = column.kind;
      input.dataset.typed = "";
      input.autocomplete = "off";
      input.inputMode = column.kind === "number" || column.kind === "code" ? "decimal" : "text";
      input.readOnly = this.readonly;
      input.setAttribute("aria-labelledby", [...names.filter((name) => name !== input.id), ...column.head.split(" ").filter((head) => head)].join(" "));
      td.className = `kind-${column.kind}`;
      td.colSpan = column.span;
      td.append(input);
      tr.append(td);
      return input;
    }));
    this.made.push(tr);
    this.pattern.before(tr);
  }

  // say takes up what the server has computed of the text that is shown.
  say(totals: Record<string, string>, sums: Sum[]): void {
    this.totals = totals;
    this.fresh = true;
    this.inputs.forEach((row, r) => row.forEach((input, c) => { if (input !== document.activeElement || (this.rows[r]?.[c] ?? "") === "") this.fill(input, r, c); }));
    this.inputs.forEach((row, r) => row.forEach((input, c) => {
      const last = this.last[this.nameOf(r)]?.[this.columns[c].id];
      if (input.dataset.last === last) return;
      if (last === undefined) delete input.dataset.last;
      else input.dataset.last = last;
      Rows.beside(input, last);
    }));
    this.unsum();
    for (const sum of sums) {
      const beside = this.made[sum.row - 1];
      if (sum.list !== this.place || !beside) continue;
      const tr = make("tr", "subtotal") as HTMLTableRowElement;
      const lead = Math.max(1, this.columns.findIndex((column) => column.kind === "number"));
      const label = make("th", "stub rowname", sum.label) as HTMLTableCellElement;
      label.scope = "row";
      label.colSpan = this.columns.slice(0, lead).reduce((n, column) => n + column.span, 0);
      tr.append(label, ...this.columns.slice(lead).map((column) => make("td", "sum words", sum.values[column.id] ?? "")));
      if (sum.above) beside.before(tr);
      else beside.after(tr);
      this.sums.push(tr);
    }
  }

  // beside shows last year's figure below a cell; none for undefined.
  private static beside(input: HTMLInputElement, last: string | undefined): void {
    input.parentElement?.querySelector(".last")?.remove();
    if (last === undefined) return;
    const shown = make("span", "last", last);
    shown.setAttribute("aria-hidden", "true");
    input.after(shown);
  }

  private unsum(): void {
    for (const tr of this.sums) tr.remove();
    this.sums = [];
  }

  // nameOf is by what a row is known from year to year (lists.go).
  private nameOf(r: number): string {
    const code = this.columns.findIndex((column) => column.kind === "code");
    const row = this.rows[r] ?? [];
    if (code >= 0) return row[code] ?? "";
    const words = this.columns.findIndex((column) => column.kind === "number");
    return row.slice(0, words < 0 ? row.length : words).join(" ");
  }

  // differing are the rows of one text that another does not have, to be told apart by people.
  static differing(text: string, other: string): string {
    const most = 5;
    const there = new Set(other.split("\n"));
    const rows = text.split("\n").filter((row) => !there.has(row)).map((row) => row.split(between).filter((cell) => cell !== "").join("，"));
    return rows.slice(0, most).join("；") + (rows.length > most ? `；等 ${rows.length} 行` : "");
  }
}
