// typst.mjs OUT DOCUMENT.json…: one tagged PDF/A for each document.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { basename, dirname, join, resolve } from 'node:path'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'

const [out, ...documents] = process.argv.slice(2)
const first = JSON.parse(readFileSync(documents[0], 'utf8'))
const files = new Set()
for (const f of Object.values(first.faces)) for (const face of [f.latin, ...f.others]) if (face.file) files.add(dirname(face.file))
const workspace = resolve(dirname(documents[0]))
const main = join(workspace, 'report.typ')
copyFileSync(new URL('report.typ', import.meta.url), main)
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...files] }] })
for (const document of documents) {
  const pdf = compiler.pdf({ mainFilePath: main, inputs: { document: basename(document) } }, { pdfStandard: 'a-2a', creationTimestamp: 0 })
  writeFileSync(join(out, basename(document, '.json') + '.pdf'), pdf)
  compiler.evictCache(10)
}
