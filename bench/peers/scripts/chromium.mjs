// chromium.mjs OUT DOCUMENT.html…: one tagged PDF for each document, in one browser.
import { chromium } from 'playwright-core'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [out, ...documents] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
const page = await browser.newPage()
page.setDefaultTimeout(0)
for (const document of documents) {
  await page.goto(pathToFileURL(document).href)
  await page.pdf({ path: join(out, basename(document, '.html') + '.pdf'), preferCSSPageSize: true, tagged: true, outline: true })
}
await browser.close()
