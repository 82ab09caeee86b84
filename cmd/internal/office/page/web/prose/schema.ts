import { Node as ProseNode, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

// The blocks and marks that a report file's Markdown has (data/load), no others.
// Headings have the levels of Markdown: 1 begins an attachment, 2 to 4 are （一）, 1. and
// （1）. A block that its reader takes for an error stays as its source: raw.
export function makeSchema(address: (file: string) => string): Schema {
  const tables = tableNodes({
    tableGroup: "block", cellContent: "paragraph",
    cellAttributes: {
      align: {
        default: null,
        getFromDOM: (dom) => dom.getAttribute("data-align"),
        setDOMAttr: (value, attrs) => { if (value) attrs["data-align"] = value; },
      },
    },
  });
  return new Schema({
    nodes: {
      doc: { content: "block+" },
      paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
      heading: {
        group: "block", content: "inline*", defining: true, attrs: { level: { default: 2, validate: "number" } },
        parseDOM: [1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}`, getAttrs: (dom: HTMLElement) => ({ level: Number(dom.dataset.level) || Math.min(Math.max(n, 2), 4) }) })),
        toDOM: (node) => [`h${Math.min(Number(node.attrs.level) + 1, 6)}`, { "data-level": String(node.attrs.level) }, 0],
      },
      bullet_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
      ordered_list: { group: "block", content: "list_item+", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
      list_item: { content: "paragraph", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
      figure: {
        group: "block", content: "inline*", isolating: true, defining: true,
        attrs: { file: { validate: "string" }, alt: { default: "", validate: "string" } },
        parseDOM: [{
          tag: "figure[data-file]", contentElement: "figcaption",
          getAttrs: (dom) => ({ file: dom.dataset.file ?? "", alt: dom.dataset.alt ?? "" }),
        }],
        toDOM: (node) => ["figure", { "data-file": node.attrs.file, "data-alt": node.attrs.alt },
          ["img", { src: address(node.attrs.file), alt: node.attrs.alt || node.textContent || node.attrs.file }], ["figcaption", 0]],
      },
      chart: {
        group: "block", content: "text*", marks: "", code: true, defining: true,
        parseDOM: [{ tag: "pre.chart", preserveWhitespace: "full" }], toDOM: () => ["pre", { class: "chart" }, ["code", 0]],
      },
      raw: {
        group: "block", content: "text*", marks: "", code: true, defining: true,
        parseDOM: [{ tag: "pre.raw", preserveWhitespace: "full" }], toDOM: () => ["pre", { class: "raw" }, ["code", 0]],
      },
      ...tables,
      text: { group: "inline" },
    },
    marks: {
      link: {
        attrs: { href: { validate: "string" } }, inclusive: false,
        parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") ?? "" }) }],
        toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener", title: mark.attrs.href }, 0],
      },
      strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    },
  });
}

// isEmpty reports whether a block holds nothing that could be written.
export function isEmpty(node: ProseNode): boolean {
  if (node.type.name === "figure") return false;
  return node.textContent.trim() === "";
}
