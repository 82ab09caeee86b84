import { chainCommands, baseKeymap, createParagraphNear, liftEmptyBlock, newlineInCode, setBlockType, splitBlock, toggleMark } from "prosemirror-commands";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, Node as ProseNode, NodeType, Schema } from "prosemirror-model";
import { liftListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Command, EditorState, NodeSelection, Plugin, Selection, TextSelection } from "prosemirror-state";
import { CellSelection, addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, mergeCells, selectedRect, splitCell } from "prosemirror-tables";
import { isEmpty } from "./schema";

// parentList is the list in which a selection stands.
function parentList(state: EditorState): ProseNode | null {
  const { $from } = state.selection;
  for (let d = $from.depth; d > 0; d--) if ($from.node(d).type.name.endsWith("_list")) return $from.node(d);
  return null;
}

// toBlock makes paragraphs, also of items of lists, into blocks of a type.
function toBlock(type: NodeType, attrs?: Record<string, unknown>): Command {
  return (state, dispatch, view) => {
    const item = state.schema.nodes.list_item;
    if (!parentList(state)) return setBlockType(type, attrs)(state, dispatch);
    if (!dispatch || !view) return true;
    liftListItem(item)(state, dispatch);
    setBlockType(type, attrs)(view.state, dispatch);
    return true;
  };
}

// toList makes paragraphs into a list, a list into another, and a list of this kind into
// paragraphs.
function toList(type: NodeType): Command {
  return (state, dispatch, view) => {
    const list = parentList(state);
    if (!list) {
      if (isInTable(state) || state.selection.$from.parent.type.spec.code) return false;
      if (state.selection.$from.parent.type.name === "paragraph") return wrapInList(type)(state, dispatch);
      if (!dispatch || !view) return true;
      setBlockType(state.schema.nodes.paragraph)(state, dispatch);
      return wrapInList(type)(view.state, dispatch);
    }
    if (list.type === type) return liftListItem(state.schema.nodes.list_item)(state, dispatch);
    const { $from } = state.selection;
    const depth = Array.from({ length: $from.depth }, (_, i) => i + 1).find((d) => $from.node(d) === list) ?? 1;
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
    return true;
  };
}

// enterCaption goes on below a picture.
const enterCaption: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type.name !== "figure") return false;
  const after = $from.after();
  const tr = state.tr.insert(after, state.schema.nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

// leaveCode goes on below a chart when its last line is empty.
const leaveCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.type.spec.code || $from.parentOffset < $from.parent.content.size || !$from.parent.textContent.endsWith("\n")) return false;
  if (!dispatch) return true;
  const tr = state.tr.delete($from.pos - 1, $from.pos);
  const after = tr.selection.$from.after();
  tr.insert(after, state.schema.nodes.paragraph.create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

// enterCell goes to the cell below, and makes a row below the last one.
const enterCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  if (!dispatch || !view) return true;
  if (rect.bottom >= rect.map.height) addRowAfter(state, dispatch);
  const now = selectedRect(view.state);
  const below = now.map.map[Math.min(rect.bottom, now.map.height - 1) * now.map.width + rect.left];
  dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(now.tableStart + below + 1))).scrollIntoView());
  return true;
};

// keepPicture selects a picture when its caption is empty and somebody deletes further.
const keepPicture: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== "figure" || $from.parentOffset > 0) return false;
  dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, $from.before())));
  return true;
};

// heading 1 begins an attachment; in a section it is for the section itself.
export function keys(schema: Schema, attachments: boolean): Plugin[] {
  const { nodes, marks } = schema;
  const enter = chainCommands(leaveCode, newlineInCode, enterCell, enterCaption, splitListItem(nodes.list_item), liftListItemIfEmpty(nodes.list_item), createParagraphNear, liftEmptyBlock, splitBlock);
  const lift: Command = (state, dispatch, view) => {
    const { $from, empty } = state.selection;
    if (!empty || $from.parentOffset > 0) return false;
    if (parentList(state)) return liftListItem(nodes.list_item)(state, dispatch, view);
    return $from.parent.type === nodes.heading && setBlockType(nodes.paragraph)(state, dispatch);
  };
  return [
    keymap({
      Enter: enter, "Shift-Enter": enter, "Mod-b": toggleMark(marks.strong),
      Backspace: chainCommands(lift, keepPicture),
      Tab: goToNextCell(1), "Shift-Tab": goToNextCell(-1),
      "Mod-Alt-0": toBlock(nodes.paragraph), "Mod-Alt-1": toBlock(nodes.heading, { level: 2 }), "Mod-Alt-2": toBlock(nodes.heading, { level: 3 }), "Mod-Alt-3": toBlock(nodes.heading, { level: 4 }),
    }),
    keymap({ ...baseKeymap, Enter: enter, "Mod-Enter": () => false }),
    inputRules({
      rules: [
        textblockTypeInputRule(attachments ? /^(#{1,4})\s$/ : /^(#{2,4})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
        wrappingInputRule(/^\s*[-*+]\s$/, nodes.bullet_list),
        wrappingInputRule(/^1\.\s$/, nodes.ordered_list),
        new InputRule(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, (state, found, start, end) => {
          const text = state.schema.text(found[1], [...(state.doc.resolve(start).marks()), marks.strong.create()]);
          return state.tr.replaceWith(start, end, text).removeStoredMark(marks.strong);
        }),
      ],
    }),
  ];
}

function liftListItemIfEmpty(item: NodeType): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    return $from.depth > 1 && $from.node(-1).type === item && isEmpty($from.parent) && liftListItem(item)(state, dispatch);
  };
}

// Action is a button's work: what it does, and whether what it makes is there already.
export interface Action { run: Command; on?: (state: EditorState) => boolean }

function inBlock(type: string, level?: number): (state: EditorState) => boolean {
  return (state) => {
    const { parent } = state.selection.$from;
    return parent.type.name === type && (level === undefined || parent.attrs.level === level) && !parentList(state) && !isInTable(state);
  };
}

// actions are what the buttons do.
export function actions(schema: Schema): Record<string, Action> {
  const { nodes, marks } = schema;
  const heading = (level: number): Action => {
    const on = inBlock("heading", level);
    return { run: (state, dispatch, view) => on(state) ? toBlock(nodes.paragraph)(state, dispatch, view) : toBlock(nodes.heading, { level })(state, dispatch, view), on };
  };
  const inList = (type: NodeType) => (state: EditorState) => parentList(state)?.type === type;
  const inside = (run: Command): Action => ({ run: (state, dispatch, view) => isInTable(state) && run(state, dispatch, view) });
  const align = (value: string | null): Action => ({ run: (state, dispatch) => alignColumn(state, value, dispatch), on: (state) => isInTable(state) && cellAlign(state) === value });
  return {
    attachment: heading(1), heading: heading(2), heading3: heading(3), heading4: heading(4),
    paragraph: { run: toBlock(nodes.paragraph), on: inBlock("paragraph") },
    bold: { run: toggleMark(marks.strong), on: (state) => hasMark(state, "strong") },
    list: { run: toList(nodes.bullet_list), on: inList(nodes.bullet_list) },
    numbers: { run: toList(nodes.ordered_list), on: inList(nodes.ordered_list) },
    table: { run: insertTable, on: isInTable },
    "row-add": inside(addRowAfter), "row-delete": inside(deleteRow),
    "column-add": inside(addColumnAfter), "column-delete": inside(deleteColumn),
    "cells-merge": inside(mergeCells), "cells-split": inside(splitCell), "table-delete": inside(deleteTable),
    "align-left": align(null), "align-center": align("center"), "align-right": align("right"),
  };
}

export function hasMark(state: EditorState, name: string): boolean {
  const type = state.schema.marks[name];
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

function cellAlign(state: EditorState): string | null {
  const rect = selectedRect(state);
  const cell = rect.table.nodeAt(rect.map.map[rect.top * rect.map.width + rect.left]);
  return (cell?.attrs.align as string | null | undefined) ?? null;
}

// alignColumn aligns whole columns, as a report's tables have it.
function alignColumn(state: EditorState, value: string | null, dispatch?: (tr: EditorState["tr"]) => void): boolean {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  const tr = state.tr;
  for (const pos of new Set(rect.map.map.filter((_, i) => i % rect.map.width >= rect.left && i % rect.map.width < rect.right))) {
    const found = rect.map.findCell(pos);
    const cell = rect.table.nodeAt(pos);
    if (cell && found.left >= rect.left) tr.setNodeMarkup(rect.tableStart + pos, null, { ...cell.attrs, align: value });
  }
  dispatch?.(tr);
  return true;
}

// insertTable puts an empty table of three columns below the block.
const insertTable: Command = (state, dispatch) => {
  if (isInTable(state) || state.selection instanceof CellSelection) return false;
  const { nodes } = state.schema;
  const row = (type: NodeType) => nodes.table_row.create(null, Array.from({ length: 3 }, () => type.create(null, nodes.paragraph.create())));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  dispatch?.(insertBlock(state, table, 4).scrollIntoView());
  return true;
};

// insertBlock puts a block below that of the selection, in the place of an empty
// paragraph, with the caret so far inside of it.
export function insertBlock(state: EditorState, block: ProseNode, inside: number): EditorState["tr"] {
  const { $from } = state.selection;
  const tr = state.tr;
  const top = $from.depth > 0 ? $from.node(1) : null;
  let at = $from.depth > 0 ? $from.after(1) : state.selection.to;
  if (top && top.type.name === "paragraph" && isEmpty(top)) {
    at = $from.before(1);
    tr.replaceWith(at, $from.after(1), block);
  } else tr.insert(at, block);
  const selection = tr.doc.resolve(at + inside).parent.inlineContent ? TextSelection.create(tr.doc, at + inside) : Selection.near(tr.doc.resolve(at + inside));
  return tr.setSelection(selection);
}

// lastParagraph keeps a line below tables, pictures and charts at the end.
export const lastParagraph = new Plugin({
  appendTransaction: (_, __, state) => {
    const last = state.doc.lastChild;
    if (last && (last.type.name === "paragraph" || last.type.name === "heading")) return null;
    return state.tr.insert(state.doc.content.size, state.schema.nodes.paragraph.create());
  },
});

// setLink gives what is selected a link, or puts one with a text in; without an address
// it takes links away.
export function setLink(state: EditorState, text: string, href: string): EditorState["tr"] {
  const type = state.schema.marks.link;
  let { from, to } = state.selection;
  if (from === to) [from, to] = linkRange(state);
  const tr = state.tr;
  if (href === "") return tr.removeMark(from, to, type);
  if (from === to || text !== state.doc.textBetween(from, to)) {
    tr.replaceWith(from, to, Fragment.from(state.schema.text(text || href, [type.create({ href })])));
    return tr.removeStoredMark(type);
  }
  return tr.removeMark(from, to, type).addMark(from, to, type.create({ href }));
}

// linkRange is the link around the caret.
export function linkRange(state: EditorState): [number, number] {
  const { $from } = state.selection;
  const type = state.schema.marks.link;
  const mark = type.isInSet($from.marks()) ?? ($from.nodeAfter ? type.isInSet($from.nodeAfter.marks) : undefined);
  if (!mark) return [$from.pos, $from.pos];
  let from = $from.start(), to = from, found: [number, number] = [$from.pos, $from.pos];
  $from.parent.forEach((node) => {
    const linked = mark.isInSet(node.marks);
    if (!linked) from = to + node.nodeSize;
    to += node.nodeSize;
    if (linked && from <= $from.pos && $from.pos <= to) found = [from, to];
  });
  return found;
}

