import { isFigure, plain } from "./figures";

// Bare is a range without what was copied with its figures.
export interface Bare {
  rows: string[][];
  above: number; // rows of heads that were left off
  before: number; // columns of labels that were
  stubs: string[]; // the last label of each row; empty for none
}

// same is a label as it is compared: tables are copied with other blanks and breaks.
export function same(label: string): string { return label.replace(/[\s\u200b]+/g, ""); }

// Words are what labels are made of, and numbers that somebody has written in words are not.
const words = /(?![零〇一二两三四五六七八九十百千万亿约余多无])\p{sc=Han}/u;

// bare leaves off the rows and columns before the figures of a range: those that hold words
// but no figure, and those whose every cell is a label of the table into which it goes.
// Of the columns of labels that the table has, those may be empty that others reach into.
// A range without figures stays as it is.
export function bare(copied: string[][], labels: Set<string>, columns: number): Bare {
  const figure = (text: string) => isFigure(plain(text));
  const label = (text: string) => labels.has(same(text));
  const head = (cells: string[]) => {
    const said = cells.filter((cell) => cell.trim() !== "");
    return said.length > 0 && (said.every(label) || said.some((cell) => words.test(cell)) && !said.some(figure));
  };
  const empty = (cells: string[]) => cells.every((cell) => cell.trim() === "");
  let above = 0, before = 0;
  while (above < copied.length && (head(copied[above]) || above > 0 && empty(copied[above]))) above++;
  let rows = copied.slice(above);
  const column = (c: number) => rows.map((row) => row[c] ?? "");
  const width = Math.max(0, ...rows.map((row) => row.length));
  while (before < width && (head(column(before)) || before > 0 && before < columns && empty(column(before)))) before++;
  if (!rows.some((row) => row.slice(before).some(figure))) return { rows: copied, above: 0, before: 0, stubs: [] };
  const stubs = rows.map((row) => same(row.slice(0, before).filter((cell) => cell.trim() !== "").pop() ?? ""));
  rows = rows.map((row) => row.slice(before));
  return { rows, above, before, stubs };
}
