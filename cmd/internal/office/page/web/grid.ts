import { cells, isFigure, plain } from "./figures";
import { bare, same } from "./range";
import { Rows } from "./rows";
import { element } from "./types";

// Owner is what a grid tells of its cells, and asks.
export interface Owner {
  set(place: string, value: string, apart: boolean): void;
  setAll(edits: [string, string][]): void; // which are taken back at once
  value(place: string): string;
  expect(totals: [string, string][]): void; // which are computed, and were pasted as these
  current(place: string): void;
}

// Grid is the official table: real inputs, with the keys of a spreadsheet.
export class Grid extends HTMLElement {
  private rows: (HTMLInputElement | null)[][] = []; // by the columns of the printed table
  private anchor: HTMLInputElement | null = null; // of a range
  private range: HTMLInputElement[] = [];
  private entered = ""; // the value before editing
  private found = new Map<HTMLInputElement, [number, number]>();
  private labels = new Set<string>(); // what stands in its cells that are not filled in
  owner: Owner | null = null;
  lists: Rows[] = [];

  connectedCallback(): void {
    const readonly = this.closest("[data-readonly]") !== null;
    for (const pattern of this.querySelectorAll<HTMLTableRowElement>("tr.pattern")) {
      const rows = new Rows(pattern, readonly);
      rows.draw(this.querySelector<HTMLTextAreaElement>(`textarea[data-place="${rows.place}"]`)?.value ?? "");
      this.lists.push(rows);
    }
    this.place();
    const head = this.querySelector("thead");
    if (head) new ResizeObserver(() => this.stick(head)).observe(head);
    this.addEventListener("focusin", (e) => this.enter(e.target as HTMLElement));
    this.addEventListener("focusout", (e) => this.leave(e.target as HTMLElement));
    this.addEventListener("keydown", (e) => this.key(e));
    this.addEventListener("paste", (e) => this.paste(e));
    this.addEventListener("copy", (e) => this.copy(e));
    this.addEventListener("pointerdown", () => this.unselect());
  }

  // stick has each row of the head stay below the one before it, however high that is.
  private stick(head: HTMLTableSectionElement): void {
    let top = 0;
    for (const row of head.rows) {
      for (const cell of row.cells) cell.style.top = `${top}px`;
      top += row.getBoundingClientRect().height;
    }
    this.style.setProperty("--head", `${Math.ceil(top)}px`);
  }

  // list is the list of a place, or of one of its cells.
  list(place: string): Rows | undefined { return this.lists.find((rows) => rows.place === place || rows.at(place) !== null); }

  // cell is the input of a place in a list; that of the list itself is its first.
  cell(place: string): HTMLInputElement | undefined {
    const rows = this.list(place);
    return rows?.place === place ? rows.first() : rows?.input(place);
  }

  // place finds where inputs stand in the grid of merged cells.
  place(): void {
    const taken: boolean[][] = [];
    this.rows = [];
    this.found.clear();
    [...this.querySelectorAll("tr")].forEach((tr, r) => {
      const row: (HTMLInputElement | null)[] = [];
      let col = 0;
      for (const cell of [...tr.children] as HTMLTableCellElement[]) {
        while (taken[r]?.[col]) col++;
        for (let i = 0; i < cell.rowSpan; i++) for (let j = 0; j < cell.colSpan; j++) (taken[r + i] ??= [])[col + j] = true;
        const input = cell.querySelector("input");
        row[col] = input;
        if (input) this.found.set(input, [r, col]);
        else this.labels.add(same(cell.textContent ?? ""));
        col += cell.colSpan;
      }
      this.rows.push(row);
    });
  }

  private where(input: HTMLInputElement): [number, number] { return this.found.get(input) ?? [-1, -1]; }

  // names are what stands beside and above a cell.
  names(input: HTMLInputElement): string[] {
    return (input.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => {
      const named = document.getElementById(id);
      return named instanceof HTMLInputElement ? named.value : named?.textContent ?? "";
    }).filter((name) => name);
  }

  private enter(target: HTMLElement): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.entered = this.owner?.value(target.dataset.place ?? "") ?? "";
    target.select();
    this.owner?.current(target.dataset.place ?? "");
    this.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
    for (const id of (target.getAttribute("aria-labelledby") ?? "").split(" ")) {
      const head = id && document.getElementById(id);
      if (head && head.matches("th") && !(head instanceof HTMLTableCellElement && (head.colSpan > 1 || head.rowSpan > 4))) head.classList.add("here");
    }
    target.closest("tr")?.classList.add("here");
  }

  private leave(target: HTMLElement): void {
    if (!(target instanceof HTMLInputElement)) return;
    const place = target.dataset.place ?? "";
    const value = this.owner?.value(place) ?? "";
    const kind = target.dataset.kind ?? "number";
    const better = kind === "code" || kind === "number" && isFigure(plain(value)) ? plain(value) : value.trim();
    if (better !== value) this.owner?.set(place, better, false);
  }

  private whole(input: HTMLInputElement): boolean {
    return input.selectionStart === 0 && input.selectionEnd === input.value.length;
  }

  private key(e: KeyboardEvent): void {
    const input = e.target;
    if (!(input instanceof HTMLInputElement) || e.isComposing || e.keyCode === 229) return;
    const go = (dr: number, dc: number) => { e.preventDefault(); this.go(input, dr, dc, e.shiftKey && e.key.startsWith("Arrow")); };
    if (e.altKey && !e.ctrlKey && !e.metaKey) return this.byRow(input, e);
    switch (e.key) {
      case "Enter":
        if (!e.ctrlKey) go(e.shiftKey ? -1 : 1, 0);
        return;
      case "ArrowUp": return go(-1, 0);
      case "ArrowDown": return go(1, 0);
      case "ArrowLeft":
        if (this.whole(input)) go(0, -1);
        return;
      case "ArrowRight":
        if (this.whole(input)) go(0, 1);
        return;
      case "F2":
        e.preventDefault();
        input.setSelectionRange(input.value.length, input.value.length);
        return;
      case "Escape":
        e.preventDefault();
        this.owner?.set(input.dataset.place ?? "", this.entered, true);
        input.select();
        return;
      case "Delete":
        if (this.range.length > 1) {
          e.preventDefault();
          this.owner?.setAll(this.range.map((cell) => {
            const place = cell.dataset.place ?? "";
            return [place, this.list(place)?.cleared(place) ?? ("computed" in cell.dataset ? "" : "0")]; // totals are computed again
          }));
        }
    }
  }

  // byRow does what Alt with a key does to the rows of a list.
  private byRow(input: HTMLInputElement, e: KeyboardEvent): void {
    const does = { Insert: "row-add", Delete: "row-remove", ArrowUp: "row-up", ArrowDown: "row-down" }[e.key];
    if (!does || !this.list(input.dataset.place ?? "")) return;
    e.preventDefault();
    this.change(does, input);
  }

  // change adds a row before the one of a cell, removes the rows of the range, or moves them.
  change(does: string, input: HTMLInputElement): void {
    const rows = this.list(input.dataset.place ?? ""), at = rows?.at(input.dataset.place ?? "");
    if (!rows || !at) return;
    const chosen = this.range.flatMap((cell) => rows.at(cell.dataset.place ?? "") ?? []).filter((_, i) => i % 2 === 0);
    const from = Math.min(at[0], ...chosen), to = Math.min(Math.max(at[0], ...chosen), rows.count - 1);
    let text: string | null = null, row = from;
    switch (does) {
      case "row-add": text = rows.added(at[0]); row = at[0]; break;
      case "row-remove": if (from <= to) text = rows.removed(from, to); break;
      case "row-up": text = rows.moved(from, to, -1); row = from - 1; break;
      case "row-down": text = rows.moved(from, to, 1); row = from + 1; break;
    }
    if (text === null) return;
    this.unselect();
    rows.fresh = false;
    this.owner?.setAll([[rows.place, text]]);
    rows.cell(Math.min(row, rows.count), at[1])?.focus();
  }

  // go moves to the next cell in a direction, and with select grows the range.
  private go(from: HTMLInputElement, dr: number, dc: number, select: boolean): void {
    let [r, c] = this.where(from);
    for (r += dr, c += dc; r >= 0 && r < this.rows.length && c >= 0 && c < 64; r += dr, c += dc) {
      const next = this.rows[r][c];
      if (!next) continue;
      if (select) this.select(this.anchor ?? from, next);
      else this.unselect();
      next.focus();
      return;
    }
  }

  private select(a: HTMLInputElement, b: HTMLInputElement): void {
    this.unselect();
    this.anchor = a;
    const [[r1, c1], [r2, c2]] = [this.where(a), this.where(b)];
    for (let r = Math.min(r1, r2); r <= Math.max(r1, r2); r++)
      for (let c = Math.min(c1, c2); c <= Math.max(c1, c2); c++) {
        const cell = this.rows[r]?.[c];
        if (cell) this.range.push(cell);
      }
    for (const cell of this.range) cell.parentElement?.classList.add("sel");
  }

  private unselect(): void {
    for (const cell of this.range) cell.parentElement?.classList.remove("sel");
    this.range = [];
    this.anchor = null;
  }

  private copy(e: ClipboardEvent): void {
    if (this.range.length < 2) return;
    e.preventDefault();
    const rows = new Map<number, string[]>();
    for (const cell of this.range) {
      const [r] = this.where(cell);
      rows.set(r, [...(rows.get(r) ?? []), cell.value]);
    }
    e.clipboardData?.setData("text/plain", [...rows.values()].map((row) => row.join("\t")).join("\n"));
  }

  private paste(e: ClipboardEvent): void {
    const input = e.target;
    const text = e.clipboardData?.getData("text/plain") ?? "";
    if (!(input instanceof HTMLInputElement)) return;
    const given = cells(text);
    e.preventDefault();
    if (given.length === 1 && given[0].length === 1) {
      const kind = input.dataset.kind ?? "number";
      const value = kind === "code" || kind === "number" && isFigure(plain(text)) ? plain(text) : text.trim().replace(/[\t\r\n]+/g, " ");
      const { selectionStart: a, selectionEnd: b } = input;
      const whole = input.value.slice(0, a ?? 0) + value + input.value.slice(b ?? input.value.length);
      this.owner?.set(input.dataset.place ?? "", whole, true);
      return;
    }
    void this.put(input, given);
  }

  // put puts a range from a cell on: straight away where all of it fits, else when
  // somebody has seen what does not.
  private async put(from: HTMLInputElement, copied: string[][]): Promise<void> {
    const [r0, c0] = this.where(from);
    // A list has words of its own, and knows its heads.
    const { rows: given, above, before, stubs } = this.list(from.dataset.place ?? "") ? { rows: copied, above: 0, before: 0, stubs: [] } : bare(copied, this.labels, Math.min(...[...this.found.values()].map(([, column]) => column)));
    let last: HTMLInputElement = from, heads = above;
    const todo: [string, string][] = [];
    let wrong: string[] = [];
    let totals = 0, placed = 0;
    const sums: [string, string][] = [];
    for (let i = 0; i < given.length; i++) {
      const first = this.rows[r0 + i]?.[c0] ?? null;
      const rows = first && this.list(first.dataset.place ?? ""), at = first && rows?.at(first.dataset.place ?? "");
      if (rows && at) { // all that follows are rows of the list
        const pasted = rows.pasted(at[0], at[1], given.slice(i));
        todo.push([rows.place, pasted.text]);
        rows.fresh = false;
        wrong = wrong.concat(pasted.wrong);
        heads += pasted.heads;
        totals += pasted.totals;
        placed += pasted.cells;
        break;
      }
      const beside = this.rows[r0 + i]?.[c0], stub = stubs[i], named = beside ? this.names(beside).slice(0, -1).map(same) : [];
      if (stub && beside && !named.includes(stub) && this.labels.has(stub)) wrong.push(`第 ${i + above + 1} 行是“${stub}”，这里是“${named[named.length - 1] ?? ""}”，整行不放`);
      else given[i].forEach((text, j) => {
        const cell = this.rows[r0 + i]?.[c0 + j];
        const value = plain(text);
        if (!cell) { if (value !== "") wrong.push(`第 ${i + above + 1} 行第 ${j + before + 1} 个“${text}”没有格子放`); }
        else if ("computed" in cell.dataset) {
          totals++;
          if (isFigure(value)) sums.push([cell.dataset.place ?? "", value]);
        }
        else if (value === "") return;
        else if (!isFigure(value)) wrong.push(`第 ${i + above + 1} 行第 ${j + before + 1} 个“${text}”不是数`);
        else { todo.push([cell.dataset.place ?? "", value]); last = cell; placed++; }
      });
    }
    if (wrong.length > 0 || heads > 0 || before > 0) {
      const dialog = element<HTMLDialogElement>("#paste");
      const [first, end] = [this.names(from), this.names(last)], name = (names: string[]) => names.slice(-2).join(" · ");
      const off = [...heads > 0 ? [`前 ${heads} 行`] : [], ...before > 0 ? [`前 ${before} 列`] : []].join("、");
      element("#paste-what").textContent = `放入 ${placed} 格${placed > 0 && above + before > 0 ? `，从“${name(first)}”到“${name(end)}”` : ""}。${totals > 0 ? `合计 ${totals} 格由程序算。` : ""}${off ? `${off}是表头，不放。` : ""}${wrong.length > 0 ? "下面的不放：" : ""}`;
      element("#paste-wrong").replaceChildren(...[...wrong.slice(0, 12), ...wrong.length > 12 ? [`等 ${wrong.length} 处`] : []].map((w) => { const li = document.createElement("li"); li.textContent = w; return li; }));
      dialog.returnValue = "";
      dialog.showModal();
      dialog.querySelector<HTMLElement>(".main")?.focus();
      await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
      if (dialog.returnValue !== "paste") { from.focus(); return; }
    }
    this.owner?.setAll(todo.concat(sums.map(([place]): [string, string] => [place, ""])));
    this.owner?.expect(sums);
    from.focus();
  }

  // zeros fills the cells that are empty.
  zeros(): void {
    const edits: [string, string][] = [];
    for (const cell of this.querySelectorAll<HTMLInputElement>("input")) {
      const place = cell.dataset.place ?? "";
      if (!("computed" in cell.dataset) && !this.list(place) && (this.owner?.value(place) ?? "") === "") edits.push([place, "0"]);
    }
    this.owner?.setAll(edits.concat(...this.lists.map((rows) => rows.zeros())));
  }
}
