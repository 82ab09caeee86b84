import type { Prose } from "./prose/prose";
import type { Sum } from "./rows";

// What the server says of a version of a document (state.go).
export interface Line { box: [number, number, number, number]; place: string; first: number; ends: number[] }
export interface Page { key: string; address: string; width: string; height: string; lines?: Line[] }
// Told is a page as the server says it: of one that is there no more than its key.
export type Told = Page | { key: string; address?: undefined };
export interface Related { place: string; message: string }
export interface Finding {
  level: "error" | "warning" | "note"; rule?: string; place: string; at: number; part: string; where: string;
  message: string; hint?: string; waived?: string; related?: Related[]; waives: boolean;
}
export interface Part { id: string; kind: string; word: string }
export interface Conflict { place: string; where: string; value: string; by: string; at: string; own?: boolean }
// Undecided is a conflict of which nobody has said yet which side stays.
export interface Undecided extends Conflict { mine: string }
export interface State {
  version: number; findings: Finding[]; totals: Record<string, string>; sums?: Sum[]; parts: Part[]; pages: Told[]; conflicts?: Conflict[]; pending?: boolean; merged?: { place: string; sent: string; value: string }[];
}

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | Prose;

// who is the account for which the page was made: what is kept in the browser is of one, and what is
// sent says of which, for another may have signed in since.
export function who(): string { return document.querySelector<HTMLElement>("header.head")?.dataset.who ?? ""; }
export function inNameOf(): Record<string, string> { return { "Gongwen-Account": who() }; }

// element finds what the page always has.
export function element<T extends Element = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

// make is an element with a class and a text.
export function make(tag: string, name = "", text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
