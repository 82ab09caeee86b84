// docxtemplater.mjs OUT VALUES.json…: one DOCX for each file of values, whose
// template stands beside it.
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const [out, ...documents] = process.argv.slice(2)
const template = readFileSync(join(dirname(documents[0]), 'template.docx'))
for (const path of documents) {
  const file = new Docxtemplater(new PizZip(template))
  file.render(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(join(out, basename(path, '.json') + '.docx'), file.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }))
}
