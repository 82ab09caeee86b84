import { Conflict, State } from "./types";

interface Edit { place: string; was: string; value: string }
interface Save { id: string; edits: Edit[] }
interface Kept { sent: Save | null; values: Record<string, { was: string; now: string }> }

// Saves keeps what was typed until the server has acknowledged it: in memory, and in
// the browser's storage, so that a closed lid or a lost network loses nothing. A save
// that got no answer is sent again under the same id, which the server does once.
export class Saves {
  private saved = new Map<string, string>(); // what the server has, as far as is known
  private now = new Map<string, string>(); // what was typed, where that is something else
  private sent: Save | null = null; // without an answer yet
  private busy = false;
  private timer = 0;
  private wait = 0;

  constructor(
    private readonly document: string,
    private readonly readonly: boolean,
    private readonly on: {
      have(): string[]; // keys of the pages that are here
      state(state: State): void;
      conflicts(list: Conflict[]): void;
      word(kind: "done" | "now" | "warn" | "err", text: string): void;
      offline(changes: number): void;
      checking(does: boolean): void; // what is shown as found is not yet of what was saved last
      // merged shows a text that has now what two people wrote, and says whether it did.
      merged?(place: string, value: string): boolean;
    },
  ) {
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pagehide", () => this.keep());
  }

  private get key(): string { return `gongwen:${this.document}`; }

  // know says what the server has at a place.
  know(place: string, value: string): void { this.saved.set(place, value); }

  // value is what stands at a place, typed or saved.
  value(place: string): string { return this.now.get(place) ?? this.saved.get(place) ?? ""; }

  // waiting reports whether something was typed that the server does not have.
  get waiting(): boolean { return this.now.size > 0 || this.sent !== null; }

  // pending reports whether what stands at a place is not yet what the server has said
  // something of.
  pending(place: string): boolean { return this.now.has(place) || (this.sent?.edits.some((e) => e.place === place) ?? false); }

  // restore takes up what an earlier visit could not save, and gives the places.
  restore(): string[] {
    const text = localStorage.getItem(this.key);
    if (!text) return [];
    try {
      const kept = JSON.parse(text) as Kept;
      this.sent = kept.sent;
      for (const [place, value] of Object.entries(kept.values)) {
        this.saved.set(place, value.was);
        this.now.set(place, value.now);
      }
    } catch {
      localStorage.removeItem(this.key);
      return [];
    }
    this.soon(0);
    return [...this.now.keys()];
  }

  // type puts a value at a place.
  type(place: string, value: string): void {
    if (this.readonly) return;
    if (value === (this.saved.get(place) ?? "") && !this.sent) this.now.delete(place);
    else this.now.set(place, value);
    this.keep();
    this.soon(350);
    this.on.word(this.now.size > 0 ? "now" : "done", this.now.size > 0 ? "正在保存…" : this.last);
  }

  private last = "已保存"; // what is said when all is

  private keep(): void {
    if (this.now.size === 0 && !this.sent) {
      localStorage.removeItem(this.key);
      return;
    }
    const values: Kept["values"] = {};
    for (const [place, now] of this.now) values[place] = { was: this.saved.get(place) ?? "", now };
    localStorage.setItem(this.key, JSON.stringify({ sent: this.sent, values }));
  }

  private soon(after: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), after);
  }

  // composing is set while somebody composes a character: nothing is sent then.
  composing = false;

  private async send(): Promise<void> {
    if (this.busy) return;
    if (this.composing) return this.soon(350);
    if (!this.sent) {
      const edits = [...this.now].map(([place, value]) => ({ place, was: this.saved.get(place) ?? "", value }));
      if (edits.length === 0) return this.on.word("done", this.last);
      this.sent = { id: id(), edits };
      this.keep();
    }
    const save = this.sent;
    this.busy = true;
    this.on.word("now", "正在保存…");
    try {
      const answer = await fetch(`/documents/${this.document}/edits`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...save, have: this.on.have() }),
      });
      if (answer.status === 401) {
        this.on.word("err", "登录已过期，内容存在本机，请重新登录");
        return;
      }
      if (answer.status >= 400 && answer.status < 500) {
        this.on.word("err", `没有存上：${(await answer.text()).trim()}`);
        this.sent = null;
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      this.done(save, (await answer.json()) as State);
    } catch {
      this.wait = Math.min(Math.max(1000, this.wait * 2), 15000);
      this.on.word("warn", "未连上，已存在本机");
      this.on.offline(this.now.size);
      this.soon(this.wait);
    } finally {
      this.busy = false;
    }
  }

  private done(save: Save, state: State): void {
    this.wait = 0;
    const conflicts = new Map((state.conflicts ?? []).map((c) => [c.place, c]));
    const merged = new Map((state.merged ?? []).map((m) => [m.place, m.value]));
    for (const e of save.edits) {
      const conflict = conflicts.get(e.place);
      this.saved.set(e.place, conflict ? conflict.value : e.value);
      if (this.now.get(e.place) === e.value && !conflict) {
        this.now.delete(e.place);
        // What is not shown stays what the next edit says that it replaces: the server merges again.
        const both = merged.get(e.place);
        if (both !== undefined && !this.composing && this.on.merged?.(e.place, both)) this.saved.set(e.place, both);
      }
    }
    this.sent = null;
    const mine = [...conflicts.values()].map((c) => ({ ...c, mine: this.now.get(c.place) ?? "" }));
    for (const c of mine) this.now.delete(c.place);
    this.keep();
    this.on.offline(0);
    this.last = `已保存 ${new Date().toTimeString().slice(0, 5)}`;
    if (this.now.size === 0) this.on.word("done", this.last);
    this.on.conflicts(mine);
    this.on.checking(state.pending === true);
    if (state.pending) void this.load(); // the pages were not ready yet
    else this.on.state(state);
    if (this.now.size > 0) this.soon(0);
  }

  // load asks for the state of the document.
  async load(): Promise<void> {
    try {
      const answer = await fetch(`/documents/${this.document}/state?have=${this.on.have().join("+")}`);
      if (answer.ok) this.on.state((await answer.json()) as State);
    } catch {
      this.on.word("warn", "未连上，已存在本机");
    } finally {
      this.on.checking(false);
    }
  }
}

function id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}
