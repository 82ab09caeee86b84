import { State, Undecided, inNameOf, who } from "./types";

interface Edit { place: string; was: string; value: string }
interface Save { id: string; edits: Edit[] }
interface Kept { sent: Save | null; values: Record<string, { was: string; now: string }>; undecided?: Undecided[] }

// A save waits for a pause in what is typed: three times as long as the server took for the last
// one, but at least and at most so many milliseconds. What an answer may wait for its pages
// (soon of edits.go) says nothing of how busy the server is, and is not counted.
const shortest = 120, longest = 1000, soon = 60;
// alive is how long another tab has to say that it is there.
const alive = 500;
// again is when tabs are asked once more that were there and have kept something: one that is closing answers still.
const again = 3000;
// patience is when something is sent again that was refused for who sends it, or for the state of the document.
const patience = 15000;

// Saves keeps what was typed until the server has acknowledged it: in memory, and in
// the browser's storage, so that a closed lid or a lost network loses nothing. A save
// that got no answer is sent again under the same id, which the server does once.
export class Saves {
  private saved = new Map<string, string>(); // what the server has, as far as is known
  private now = new Map<string, string>(); // what was typed, where that is something else
  private sent: Save | null = null; // without an answer yet
  private orphans: { key: string; save: Save }[] = []; // what tabs that have gone have left
  private refused = new Map<string, string>(); // values that the server does not take
  private undecided: Undecided[] = [];
  private held = new Map<string, { own: Undecided; at: string }>(); // of those, what somebody was still typing when it was said, and where
  private failing = false; // what was sent last was refused, which is said until something else is
  private apart = false; // edits go one by one, to find the one that is refused
  private tab = tabOf();
  private why = ""; // the last one was
  private took = 0; // by the last save beyond soon, in ms
  private busy = false;
  private timer = 0;
  private wait = 0;

  constructor(
    private readonly document: string,
    private readonly readonly: boolean,
    private readonly on: {
      have(): string[]; // keys of the pages that are here
      state(state: State): void;
      conflicts(list: Undecided[]): void; // new ones, and known ones whose own side has gone on
      at(place: string): string; // the place of the field in which somebody is, where it belongs to this one
      refused(places: string[]): void; // what stands there now is not taken
      word(kind: "done" | "now" | "warn" | "err", text: string): void;
      // offline: kept is also in the browser's storage; why is what a server says that does not save, empty for one that does not answer.
      offline(changes: number, kept: boolean, why: string): void;
      ended(other: string): void; // nobody is signed in any more, or somebody else is, as the server says
      checking(does: boolean): void; // what is shown as found is not yet of what was saved last
      // merged shows a text that has now what two people wrote, and says whether it did.
      merged?(place: string, value: string): boolean;
    },
  ) {
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("focus", () => { if (this.waiting) this.soon(0); }); // somebody has signed in elsewhere
    window.addEventListener("pagehide", () => this.keep());
    const others = new BroadcastChannel(this.all);
    others.addEventListener("message", (e: MessageEvent<{ asks?: string; is?: string }>) => {
      if (e.data.asks !== undefined) {
        others.postMessage({ is: this.tab });
      } else if (e.data.is !== undefined) {
        this.there.add(e.data.is);
      }
    });
    if (!this.readonly) this.ask(others);
  }

  private there = new Set<string>(); // tabs that have said so
  private taken = new Set<string>(); // what was adopted

  // ask asks which tabs are there, and adopts what others have left.
  private ask(others: BroadcastChannel): void {
    const asked = this.tab;
    this.there.clear();
    others.postMessage({ asks: asked });
    window.setTimeout(() => {
      if (this.there.has(asked)) { // a tab that was made of another has its name
        this.tab = tabOf(true);
        this.keep();
      }
      if (this.adopt()) window.setTimeout(() => this.ask(others), again);
    }, alive);
  }

  // Each tab keeps its own: what one has saved says nothing of what another one has.
  private get key(): string { return `${this.all}:${this.tab}`; }

  // all is what the keys of all tabs of this account begin with.
  private get all(): string { return `gongwen:${who()}:${this.document}`; }

  // adopt takes up what tabs that are not there any more could not save. It reports whether
  // one that is there has something too.
  private adopt(): boolean {
    const before = this.all;
    let later = false;
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${before}:`) || key === this.key || this.taken.has(key)) continue;
      if (this.there.has(key.slice(before.length + 1))) { later = true; continue; }
      this.taken.add(key);
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "") as Kept;
        if (kept.sent) this.orphans.push({ key, save: kept.sent });
        const edits = Object.entries(kept.values).map(([place, value]) => ({ place, was: value.was, value: value.now }));
        this.orphans.push({ key, save: { id: id(), edits } });
        const left = (kept.undecided ?? []).filter((c) => !this.undecided.some((one) => one.place === c.place && one.mine === c.mine));
        this.undecided.push(...left);
        this.keep();
        this.on.conflicts(left);
      } catch {
        localStorage.removeItem(key);
      }
    }
    if (this.orphans.length > 0) this.soon(0);
    return later;
  }

  // know says what the server has at a place.
  know(place: string, value: string): void { this.saved.set(place, value); }

  // value is what stands at a place, typed or saved.
  value(place: string): string { return this.held.get(place)?.own.mine ?? this.now.get(place) ?? this.saved.get(place) ?? ""; }

  // waiting reports whether something was typed that the server does not have.
  get waiting(): boolean { return this.now.size > 0 || this.sent !== null || this.orphans.length > 0; }

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
      for (const c of kept.undecided ?? []) {
        const value = this.saved.get(c.place) ?? c.value; // it may have gone on
        if (value !== c.mine) this.undecided.push({ ...c, value });
      }
    } catch {
      localStorage.removeItem(this.key);
      return [];
    }
    this.soon(0);
    if (this.undecided.length > 0) this.on.conflicts(this.undecided.slice());
    return [...this.now.keys()];
  }

  // decided forgets a conflict of which somebody has said what stays.
  decided(c: Undecided): void {
    this.undecided = this.undecided.filter((one) => one.place !== c.place || one.mine !== c.mine);
    if (this.held.get(c.place)?.own === c) this.held.delete(c.place);
    if (!this.saved.has(c.place)) this.saved.set(c.place, c.value); // of another part: what was seen is what is replaced
    this.keep();
  }

  // left gives the places whose fields nobody is at any more: they show what the server has.
  left(): string[] {
    const places = [...this.held].filter(([place, held]) => this.on.at(place) !== held.at).map(([place]) => place);
    for (const place of places) this.held.delete(place);
    return places;
  }

  // type puts a value at a place. What is typed on while a conflict is said belongs to its own
  // side: it is neither lost nor written over the other one.
  type(place: string, value: string): void {
    if (this.readonly) return;
    const held = this.held.get(place)?.own;
    if (held) {
      held.mine = value;
      this.keep();
      return this.on.conflicts([held]);
    }
    if (value === (this.saved.get(place) ?? "") && !this.sent) this.now.delete(place);
    else this.now.set(place, value);
    this.keep();
    if (this.refused.has(place)) this.turned();
    this.soon(Math.min(longest, Math.max(shortest, 3 * this.took)));
    this.on.word(this.now.size > 0 ? "now" : "done", this.now.size > 0 ? "正在保存…" : this.last);
  }

  private last = "已保存"; // what is said when all is

  private kept = true; // what is typed is in the browser's storage too

  private keep(): void {
    if (this.now.size === 0 && !this.sent && this.undecided.length === 0) {
      localStorage.removeItem(this.key);
      return;
    }
    const values: Kept["values"] = {};
    for (const [place, now] of this.now) values[place] = { was: this.saved.get(place) ?? "", now };
    try {
      localStorage.setItem(this.key, JSON.stringify({ sent: this.sent, values, undecided: this.undecided } satisfies Kept));
      this.kept = true;
    } catch {
      this.kept = false; // there is no room: it is in memory, and what was kept before stays
    }
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
      const orphan = this.orphans[0];
      const edits = [...this.now].map(([place, value]) => ({ place, was: this.saved.get(place) ?? "", value })).filter((e) => this.refused.get(e.place) !== e.value);
      if (orphan?.save.edits.length === 0) return this.adopted(orphan.key);
      if (edits.length === 0 && !orphan) return this.now.size > 0 ? this.on.word("err", this.why) : this.on.word("done", this.last);
      this.sent = orphan ? orphan.save : { id: id(), edits: this.apart ? edits.slice(0, 1) : edits };
      this.keep();
    }
    const save = this.sent;
    this.busy = true;
    if (!this.failing) this.on.word("now", "正在保存…");
    const began = performance.now();
    try {
      const answer = await fetch(`/documents/${this.document}/edits`, {
        method: "POST", headers: { "Content-Type": "application/json", ...inNameOf() }, body: JSON.stringify({ ...save, have: this.on.have() }),
      });
      this.failing = answer.status >= 400 && answer.status < 500;
      if (answer.status === 401 || answer.status === 412) {
        const other = answer.status === 412 ? (await answer.text()).trim() : "";
        this.on.word("err", other ? "登录的是别人，内容存在本机" : "登录已过期，内容存在本机");
        this.on.ended(other);
        this.soon(patience);
        return;
      }
      if (answer.status >= 400 && answer.status < 500) {
        this.why = `没有存上：${(await answer.text()).trim()}`;
        this.on.word("err", this.why);
        this.sent = null;
        // One that is refused does not keep the others from being saved.
        const content = answer.status === 400 || answer.status === 422;
        this.apart = content && save.edits.length > 1;
        if (this.orphans[0]?.save === save) this.orphans.shift(); // it stays in the storage
        else if (content && save.edits.length === 1) this.refused.set(save.edits[0].place, save.edits[0].value);
        this.keep();
        this.turned();
        this.soon(content || this.orphans.length > 0 ? 0 : patience);
        return;
      }
      if (!answer.ok) return this.later((await words(answer)) || "服务器出了问题。");
      this.took = performance.now() - began - soon;
      this.done(save, (await answer.json()) as State);
    } catch {
      this.later("");
    } finally {
      this.busy = false;
    }
  }

  // turned says which places have something that is not taken.
  private turned(): void { this.on.refused([...this.refused].filter(([place, value]) => this.now.get(place) === value).map(([place]) => place)); }

  // later sends again what was not saved, why a server says or is empty.
  private later(why: string): void {
    this.wait = Math.min(Math.max(1000, this.wait * 2), 15000);
    this.on.word("warn", why ? "没有存上，已存在本机" : "未连上，已存在本机");
    this.on.offline(this.now.size, this.kept, why);
    this.soon(this.wait);
  }

  private done(save: Save, state: State): void {
    this.wait = 0;
    const conflicts = new Map((state.conflicts ?? []).map((c) => [c.place, c]));
    const merged = new Map((state.merged ?? []).map((m) => [m.place, m.value]));
    const adopted = this.orphans[0]?.save === save ? this.orphans[0] : null;
    for (const e of save.edits) {
      const conflict = conflicts.get(e.place);
      this.refused.delete(e.place);
      if (adopted) {
        // The field shows what stands there now where nobody is at it; else the server puts both together.
        const value = conflict?.value ?? merged.get(e.place) ?? e.value;
        if (!this.now.has(e.place) && !this.composing && this.on.merged?.(e.place, value)) this.saved.set(e.place, value);
        continue;
      }
      this.saved.set(e.place, conflict ? conflict.value : e.value);
      if (this.now.get(e.place) === e.value && !conflict) {
        this.now.delete(e.place);
        // What is not shown stays what the next edit says that it replaces: the server merges again.
        const both = merged.get(e.place);
        if (both !== undefined && !this.composing && this.on.merged?.(e.place, both)) this.saved.set(e.place, both);
      }
    }
    this.sent = null;
    const mine: Undecided[] = [...conflicts.values()].map((c) => ({ ...c, mine: this.now.get(c.place) ?? "" }));
    if (adopted) {
      const edits = new Map(save.edits.map((e) => [e.place, e.value]));
      for (const c of mine) c.mine = edits.get(c.place) ?? "";
      this.adopted(adopted.key);
    } else {
      for (const c of mine) {
        this.now.delete(c.place);
        const at = this.on.at(c.place);
        if (at) this.held.set(c.place, { own: c, at });
      }
    }
    if (this.now.size === 0) this.apart = false;
    this.undecided.push(...mine);
    this.keep();
    this.turned();
    this.on.offline(0, true, "");
    this.last = `已保存 ${new Date().toTimeString().slice(0, 5)}`;
    if (this.now.size === 0) this.on.word("done", this.last);
    this.on.conflicts(mine);
    this.on.checking(state.pending === true);
    if (state.pending) void this.load(); // the pages were not ready yet
    else this.on.state(state);
    if (this.orphans.length > 0 || this.now.size > 0) this.soon(0);
  }

  // adopted goes on behind what a tab has left and the server has now.
  private adopted(key: string): void {
    this.orphans.shift();
    if (!this.orphans.some((one) => one.key === key)) localStorage.removeItem(key);
    this.soon(0);
  }

  private loading = false;
  private again = false; // there is something newer than what is being asked for

  // load asks for the state of the document, one time after the other.
  async load(): Promise<void> {
    this.again = this.loading;
    if (this.loading) return;
    this.loading = true;
    try {
      do {
        this.again = false;
        const answer = await fetch(`/documents/${this.document}/state?have=${this.on.have().join("+")}`, { headers: inNameOf() });
        if (answer.ok) this.on.state((await answer.json()) as State);
      } while (this.again);
    } catch {
      this.on.word("warn", "未连上，已存在本机");
    } finally {
      this.loading = false;
      this.on.checking(false);
    }
  }
}

// words are what the page's server says is the matter; empty for what stands before it, such as a proxy.
async function words(answer: Response): Promise<string> {
  const text = (await answer.text()).trim();
  return /^text\/plain/.test(answer.headers.get("Content-Type") ?? "") && /\p{sc=Han}/u.test(text) ? text : "";
}

// tabOf is the name of this tab, which outlives its pages; a new one where another tab has it.
function tabOf(anew = false): string {
  const key = "gongwen-tab";
  const before = anew ? null : sessionStorage.getItem(key);
  const name = before ?? id();
  sessionStorage.setItem(key, name);
  return name;
}

function id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}
