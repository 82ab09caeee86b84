interface Step { place: string; before: string; after: string; at: number }

// Undo takes back over all parts of a document: its steps outlive the page.
export class Undo {
  private steps: Step[];
  private next: number; // how many of them are done

  constructor(private readonly key: string, private readonly apply: (place: string, value: string) => void, private readonly changed: () => void) {
    const kept = sessionStorage.getItem(key);
    const { steps, next } = kept ? (JSON.parse(kept) as { steps: Step[]; next: number }) : { steps: [], next: 0 };
    this.steps = steps;
    this.next = next;
  }

  get canUndo(): boolean { return this.next > 0; }
  get canRedo(): boolean { return this.next < this.steps.length; }

  // note enters a change; what is typed at one place without a pause is one step.
  note(place: string, before: string, after: string, apart = false): void {
    const now = Date.now();
    const last = this.steps[this.next - 1];
    this.steps.length = this.next;
    if (!apart && last && last.place === place && now - last.at < 1000) {
      last.after = after;
      last.at = now;
    } else {
      this.steps.push({ place, before, after, at: now });
      if (this.steps.length > 500) this.steps.shift();
      this.next = this.steps.length;
    }
    this.keep();
  }

  undo(): void {
    if (!this.canUndo) return;
    const step = this.steps[--this.next];
    this.keep();
    this.apply(step.place, step.before);
  }

  redo(): void {
    if (!this.canRedo) return;
    const step = this.steps[this.next++];
    this.keep();
    this.apply(step.place, step.after);
  }

  private keep(): void {
    sessionStorage.setItem(this.key, JSON.stringify({ steps: this.steps, next: this.next }));
    this.changed();
  }
}
