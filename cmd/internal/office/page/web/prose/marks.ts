import { EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

// Mark is what a check says of a stretch of the document.
export interface Mark { from: number; level: "error" | "warning" }

export const refresh = new PluginKey<DecorationSet>("marks");

// A clause ends with one of these.
const ends = /[，。；：！？、）\n]/;
const longest = 24;

// marks underlines what checks speak of, tints the block of the caret, and tells blocks
// apart that look different. Nothing changes while somebody composes.
export function marks(owner: { composing(): boolean; active(): boolean; marks(): Mark[] }): Plugin[] {
  const blocks = new PluginKey<DecorationSet>("blocks");
  return [
    new Plugin<DecorationSet>({
      key: refresh,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set, _, state) => tr.getMeta(refresh) && !owner.composing() ? said(state, owner.marks()) : set.map(tr.mapping, tr.doc),
      },
      props: { decorations: (state) => refresh.getState(state) },
    }),
    new Plugin<DecorationSet>({
      key: blocks,
      state: {
        init: (_, state) => classes(state, false),
        apply: (tr, set, _, state) => owner.composing() ? set.map(tr.mapping, tr.doc) : classes(state, owner.active()),
      },
      props: { decorations: (state) => blocks.getState(state) },
    }),
  ];
}

function said(state: EditorState, list: Mark[]): DecorationSet {
  const made = new Map<number, Decoration>();
  for (const mark of [...list].sort((a, b) => (a.level === "error" ? 0 : 1) - (b.level === "error" ? 0 : 1))) {
    if (mark.from < 0 || mark.from > state.doc.content.size || made.has(mark.from)) continue;
    const $from = state.doc.resolve(mark.from);
    if (!$from.parent.isTextblock) continue;
    const rest = $from.parent.textBetween($from.parentOffset, $from.parent.content.size, "", " ");
    const numbered = $from.parent.type.name === "heading" && $from.parentOffset === 0 ? number.exec(rest) : null;
    let length = numbered ? numbered[0].length : rest.slice(0, longest).search(ends);
    if (length <= 0) length = Math.min(rest.length, longest);
    if (length > 0) made.set(mark.from, Decoration.inline(mark.from, mark.from + length, { nodeName: "mark", class: mark.level === "error" ? "err" : "hint" }));
  }
  return DecorationSet.create(state.doc, [...made.values()]);
}

// number is what somebody has typed before a heading that the program numbers.
export const number = /^(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、．](?![0-9])|[①-⑳])/;

function classes(state: EditorState, active: boolean): DecorationSet {
  const made: Decoration[] = [];
  const here = state.selection.$from;
  const block = active && here.depth > 0 ? here.before(1) : -1;
  state.doc.forEach((node, pos, index) => {
    const names: string[] = [];
    if (pos === block) names.push("on");
    if (node.type.name === "heading" && number.test(node.textContent)) names.push("numbered");
    if (node.type.name === "paragraph" && /^(表[：:]|table:)/.test(node.textContent) && state.doc.maybeChild(index + 1)?.type.name === "table") names.push("caption");
    if (names.length > 0) made.push(Decoration.node(pos, pos + node.nodeSize, { class: names.join(" ") }));
  });
  return DecorationSet.create(state.doc, made);
}
