// node trial.mjs MODULES CHROMIUM FOLDER: says of every page of FOLDER/changed whether a
// browser shows the text and the picture of FOLDER/signed.html.
import { createRequire } from 'node:module'
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
const [modules, program, folder] = process.argv.slice(2)
const { chromium } = createRequire(modules + '/')('playwright-core')
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.route((address) => address.protocol !== 'file:' || !/(changed|signed)[^?#]*\.html$/.test(address.pathname), (route) => route.abort())
const look = async (file, width) => {
  await page.setViewportSize({ width, height: 700 })
  await page.goto(pathToFileURL(`${folder}/${file}.html`).href, { waitUntil: 'domcontentloaded' })
  const text = await page.evaluate(() => document.body.innerText.replace(/\s/g, ''))
  return [text, (await page.screenshot()).toString('base64')]
}
const wide = 1000
const narrow = 400
const signed = { [wide]: await look('signed', wide), [narrow]: await look('signed', narrow) }
for (const file of readdirSync(`${folder}/changed`).sort()) {
  const name = file.replace(/\.html$/, '')
  const width = name === 'phone' ? narrow : wide
  const [text, picture] = await look(`changed/${name}`, width)
  console.log(name, text === signed[width][0] ? 'text' : '-', picture === signed[width][1] ? 'picture' : '-')
}
await browser.close()
