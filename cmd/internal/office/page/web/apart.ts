import { make } from "./types";

const around = 40; // characters that are shown on either side of what differs

// apart shows of a text the stretch in which it differs from another, marked, with what stands
// around it in the same paragraph.
export function apart(text: string, other: string): Node[] {
  const a = [...text], b = [...other];
  let from = 0, end = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  while (end < a.length - from && end < b.length - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const to = a.length - end;
  const before = Math.max(a.lastIndexOf("\n", from - 1) + 1, from - around), after = a.indexOf("\n", to);
  const until = Math.min(after < 0 || to === a.length ? a.length : after, to + around);
  const shown: Node[] = [document.createTextNode((before > 0 ? "…" : "") + a.slice(before, from).join(""))];
  if (to > from) shown.push(make("mark", "", a.slice(from, to).join("")));
  shown.push(document.createTextNode(a.slice(to, until).join("") + (until < a.length ? "…" : "")));
  return shown;
}
