// Step is a change of the text at a place: what stood from an index on, and what stands
// there now.
interface Step { place: string; from: number; before: string; after: string; time: number; group: number }

// The steps that are kept, and their characters.
const most = 500, longest = 1_000_000;

// difference is the step between two texts.
function difference(place: string, before: string, after: string, time: number, group: number): Step {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < before.length - from && tail < after.length - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { place, from, before: before.slice(from, before.length - tail), after: after.slice(from, after.length - tail), time, group };
}

// changed is a text with one stretch in the place of another; null where that does not
// stand there any more, because somebody else has changed it.
function changed(text: string, from: number, is: string, becomes: string): string | null {
  return text.startsWith(is, from) ? text.slice(0, from) + becomes + text.slice(from + is.length) : null;
}

// Owner is where steps are taken back: it has the values of the places that it shows, and
// goes to the others.
export interface Owner {
  value(place: string): string | null;
  put(place: string, value: string): void;
  go(place: string, does: "undo" | "redo"): void;
  changed(): void;
}

// Undo takes back over all parts of a document, in the order in which things were done:
// its steps outlive the page.
export class Undo {
  private steps: Step[] = [];
  private next = 0; // how many of them are done
  private grouping = false;
  private begun = false; // a step of the group is there

  constructor(private readonly key: string, private readonly owner: Owner) {
    const kept = sessionStorage.getItem(key);
    if (kept) ({ steps: this.steps, next: this.next } = JSON.parse(kept) as { steps: Step[]; next: number });
  }

  get canUndo(): boolean { return this.next > 0; }
  get canRedo(): boolean { return this.next < this.steps.length; }

  // note enters a change; what is typed at one place without a pause is one step.
  note(place: string, before: string, after: string, apart = false): void {
    const time = Date.now();
    const last = this.steps[this.next - 1];
    this.steps.length = this.next;
    const group = (last?.group ?? 0) + (this.grouping && this.begun ? 0 : 1);
    this.begun = true;
    const base = !apart && last && last.place === place && time - last.time < 1000 ? changed(before, last.from, last.after, last.before) : null;
    if (base !== null) this.steps[this.next - 1] = difference(place, base, after, time, last.group);
    else this.steps.push(difference(place, before, after, time, group));
    this.next = this.steps.length;
    this.keep();
  }

  // together makes one step of all that a function notes.
  together(does: () => void): void {
    this.grouping = true;
    this.begun = false;
    does();
    this.grouping = false;
  }

  undo(): void {
    for (let step = this.steps[this.next - 1]; step; ) {
      const value = this.owner.value(step.place);
      if (value === null) return this.owner.go(step.place, "undo");
      this.next--;
      this.keep();
      const back = changed(value, step.from, step.after, step.before);
      if (back !== null) this.owner.put(step.place, back);
      const before: Step | undefined = this.steps[this.next - 1];
      if (before?.group !== step.group) return;
      step = before;
    }
  }

  redo(): void {
    for (let step = this.steps[this.next]; step; ) {
      const value = this.owner.value(step.place);
      if (value === null) return this.owner.go(step.place, "redo");
      this.next++;
      this.keep();
      const again = changed(value, step.from, step.before, step.after);
      if (again !== null) this.owner.put(step.place, again);
      const next: Step | undefined = this.steps[this.next];
      if (next?.group !== step.group) return;
      step = next;
    }
  }

  private keep(): void {
    let size = this.steps.reduce((n, s) => n + s.before.length + s.after.length, 0);
    while (this.steps.length > most || size > longest && this.steps.length > 1) {
      const first = this.steps.shift() as Step;
      size -= first.before.length + first.after.length;
      this.next = Math.max(0, this.next - 1);
    }
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ steps: this.steps, next: this.next }));
    } catch {
      sessionStorage.removeItem(this.key); // no room: the steps last as long as this page
    }
    this.owner.changed();
  }
}
