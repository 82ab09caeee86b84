// docx.mjs OUT DOCUMENT.json…: one DOCX for each document.
import * as docx from 'docx'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const [out, ...documents] = process.argv.slice(2)
const twips = points => Math.round(points * 20)
const alignments = { justify: 'both', left: 'left', center: 'center', right: 'right' }

function runs(list, d, role) {
  const style = d.styles[role]
  const faces = d.faces[style.font]
  const font = { eastAsia: faces.others[0].family, ascii: faces.latin.family || faces.others[0].family, hAnsi: faces.latin.family || faces.others[0].family }
  return list.map(r => {
    const run = new docx.TextRun({ text: r.text, bold: style.bold || r.bold || undefined, size: Math.round(style.size * 2), font })
    return r.link ? new docx.ExternalHyperlink({ link: r.link, children: [run] }) : run
  })
}

function paragraph(list, d, role, more) {
  const style = d.styles[role]
  return new docx.Paragraph({
    children: runs(list, d, role), alignment: alignments[style.align], indent: { firstLine: twips(style.indent) },
    spacing: { line: twips(style.leading), lineRule: 'exact' }, ...more,
  })
}

function table(t, d) {
  const rows = Array.from({ length: t.rows }, () => [])
  for (const c of t.cells) {
    rows[c.row].push(new docx.TableCell({
      columnSpan: c.colSpan, rowSpan: c.rowSpan, verticalAlign: 'center',
      width: { size: twips(t.widths.slice(c.col, c.col + c.colSpan).reduce((a, b) => a + b, 0)), type: 'dxa' },
      shading: c.role === 'band' && d.bandFill ? { fill: d.bandFill.slice(1) } : undefined,
      children: [paragraph(c.runs, d, c.style)],
    }))
  }
  return new docx.Table({
    columnWidths: t.widths.map(twips), layout: 'fixed',
    margins: { left: twips(d.margin), right: twips(d.margin) },
    rows: rows.map((children, i) => new docx.TableRow({ children, tableHeader: i < t.headRows, cantSplit: true, height: { value: twips(t.rowHeight), rule: 'atLeast' } })),
  })
}

for (const path of documents) {
  const d = JSON.parse(readFileSync(path, 'utf8'))
  const file = new docx.Document({
    title: d.title, creator: d.author,
    sections: [{
      properties: { page: {
        size: { width: twips(d.page.width), height: twips(d.page.height) },
        margin: { top: twips(d.page.top), bottom: twips(d.page.bottom), left: twips(d.page.left), right: twips(d.page.right) },
      } },
      children: d.blocks.map(b => b.kind === 'table' ? table(b.table, d)
        : paragraph(b.runs, d, b.style, b.kind === 'paragraph' ? {} : { heading: b.kind === 'title' ? 'Title' : 'Heading' + b.level })),
    }],
  })
  writeFileSync(join(out, basename(path, '.json') + '.docx'), await docx.Packer.toBuffer(file))
}
