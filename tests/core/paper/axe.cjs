// Opens pages in headless Chromium, on a telephone and on a laptop, and asks axe what is wrong with them.
// axe.cjs MODULES FILE…: a line for each fault, exit code 1 where there is one. Loads nothing from a network.
"use strict";
const path = require("path");

const [modules, ...files] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = require(path.join(modules, "axe-core"));
const WIDTHS = [360, 1366];

async function faultsOf(page, file, width) {
  await page.setViewportSize({ width, height: 768 });
  await page.goto("file://" + path.resolve(file));
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document));
  const faults = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ").slice(0, 300)}`,
  );
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) faults.push(`${over} pixels wider than the window`);
  return faults.map((fault) => `${path.basename(file)} at ${width}: ${fault}`);
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("file://")) asked.push(`asks for ${request.url().slice(0, 100)}`);
  });
  const faults = [];
  for (const file of files) {
    for (const width of WIDTHS) faults.push(...(await faultsOf(page, file, width)));
  }
  faults.push(...asked);
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  process.exit(faults.length > 0 ? 1 : 0);
})();
