// check.mjs PAGE [SHOTS]: checks a report in headless Chromium, and prints TAP. The page is rendered at
// the widths of a phone and of a desktop, in the light and the dark theme, and on paper: nothing
// overflows, no text of a picture is cut off or overlapped, links and folds work from the keyboard, and
// the accessibility checker axe finds nothing. Screenshots are left in the folder SHOTS.
//
// $MODULES is the folder in which npm installed playwright-core and axe-core, $CHROMIUM the browser.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.MODULES, 'x'));
const { chromium } = require('playwright-core');
const page_file = resolve(process.argv[2]);
const shots = process.argv[3];
let tests = 0;
let failed = 0;

function ok(what, good, why) {
	tests++;
	if (!good)
		failed++;
	console.log(`${good ? 'ok' : 'not ok'} ${tests} - ${what}`);
	if (!good)
		console.log(`# ${JSON.stringify(why)}`.slice(0, 2000));
}

function none(what, list) {
	ok(what, list.length === 0, list);
}

// Whether the page is wider than the window, and the texts that leave their picture.
function overflowing() {
	const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
	for (const text of document.querySelectorAll('svg text')) {
		const box = text.getBoundingClientRect();
		const svg = text.closest('svg').getBoundingClientRect();
		if (svg.width > 0 && (box.left < svg.left - 0.5 || box.right > svg.right + 0.5 ||
				box.top < svg.top - 0.5 || box.bottom > svg.bottom + 0.5))
			wide.push(`${text.closest('figure').id}: ${text.textContent}`);
	}
	return wide;
}

// Pairs of texts of one picture that overlap.
function overlapping() {
	const found = [];
	for (const svg of document.querySelectorAll('svg')) {
		const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
			.filter(([, box]) => box.width > 0);
		for (let i = 0; i < boxes.length; i++)
			for (let j = 0; j < i; j++) {
				const [a, b] = [boxes[i][1], boxes[j][1]];
				if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
						Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
					found.push(`${svg.closest('figure').id}: ${boxes[i][0]} / ${boxes[j][0]}`);
			}
	}
	return found;
}

// What axe could not decide, except text of pictures, whose colours tests/scripts/plot/colours.py checks, and
// cells that are scrolled out of sight.
async function undecided(page, results) {
	const targets = results.incomplete.flatMap(rule => rule.nodes.map(node => [rule.id, String(node.target)]));
	return page.evaluate(list => list.filter(([, target]) => !document.querySelector(target).closest('svg, .scroll')), targets);
}

// Whether a condition becomes true in the page, which may take a moment after a key.
async function soon(page, what, until) {
	ok(what, await page.waitForFunction(until, null, { timeout: 20000 }).then(() => true, () => false), String(until));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
// Widths and themes are independent, so two pages see all of them; LONG=1 renders every pair.
const views = [[360, 'dark'], [1400, 'light']];
if (process.env.LONG === '1')
	views.push([360, 'light'], [1400, 'dark']);
for (const [width, scheme] of views) {
	const here = `${width} pixels, ${scheme}`;
	const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
	const requests = [], errors = [];
	page.on('request', request => requests.push(request.url()));
	page.on('pageerror', error => errors.push(String(error)));
	page.on('console', message => errors.push(message.text()));
	await page.goto(pathToFileURL(page_file).href);
	none(`${here}: the page loads no other file`, requests.slice(1));
	none(`${here}: the page has no errors`, errors);
	none(`${here}: nothing overflows`, await page.evaluate(overflowing));
	none(`${here}: no text overlaps another`, await page.evaluate(overlapping));
	if (shots)
		await page.screenshot({ path: join(shots, `${width}-${scheme}.png`), fullPage: true });
	await page.evaluate(() => document.querySelectorAll('details').forEach(fold => { fold.open = true; }));
	none(`${here}: nothing overflows with all tables open`, await page.evaluate(overflowing));
	await page.addScriptTag({ path: require.resolve('axe-core') });
	const results = await page.evaluate(() => axe.run());
	ok(`${here}: axe ran its rules`, results.passes.length > 15, results.passes.length);
	none(`${here}: axe finds nothing`, results.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).slice(0, 3)}`));
	none(`${here}: axe leaves nothing undecided`, await undecided(page, results));
	const shown = scheme === 'dark' ? [20, 23, 28] : [255, 255, 255];
	ok(`${here}: the background is ${scheme}`, await page.evaluate(() => getComputedStyle(document.body).backgroundColor) ===
		`rgb(${shown.join(', ')})`, scheme);
	await page.close();
}

// --- keyboard
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
await page.goto(pathToFileURL(page_file).href);
const focused = () => page.evaluate(() => [document.activeElement.tagName, document.activeElement.textContent.slice(0, 60)]);
await page.keyboard.press('Tab');
ok('the first stop is the link to the chapters', (await focused())[1].startsWith('Skip'), await focused());
await page.keyboard.press('Enter');
await soon(page, '... which works', () => location.hash === '#main');
const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], summary')].length);
await page.goto(pathToFileURL(page_file).href);
const seen = new Set();
for (let i = 0; i < stops; i++) {
	await page.keyboard.press('Tab');
	seen.add(await page.evaluate(() => [...document.querySelectorAll('a[href], summary')].indexOf(document.activeElement)));
}
seen.delete(-1);
const visible = await page.evaluate(() => [...document.querySelectorAll('a[href], summary')]
	.filter(e => e.checkVisibility({ contentVisibilityAuto: true }) && !(e.closest('details:not([open])') && e.tagName === 'A')).length);
ok('every link and fold can be focused', seen.size === visible, [seen.size, visible]);
await page.focus('nav a');
await page.keyboard.press('Enter');
await soon(page, 'a link leads to its chapter', () => location.hash.length > 1 &&
	Math.abs(document.querySelector(location.hash).getBoundingClientRect().top) < 60);
await page.focus('summary');
await page.keyboard.press('Enter');
await soon(page, 'Enter opens a table', () => document.querySelector('details').open &&
	document.querySelector('details table').getBoundingClientRect().height > 20);
await page.keyboard.press('Tab');
ok('the table can be scrolled from the keyboard', await page.evaluate(() => document.activeElement.className === 'scroll'), await focused());
await page.keyboard.press('Tab');
ok('the next stop is its file', (await focused())[0] === 'A', await focused());
await page.focus('summary');
await page.keyboard.press('Space');
await soon(page, 'Space closes it', () => !document.querySelector('details').open);

// --- links and names
const links = await page.evaluate(() => [...document.querySelectorAll('a')].map(a => a.getAttribute('href')));
none('every link has a target', (await page.evaluate(hrefs => hrefs.filter(h => h[0] === '#' && !document.querySelector(h)), links))
	.concat(links.filter(h => h[0] !== '#' && !existsSync(join(dirname(page_file), h)))));
none('the page has no script', await page.evaluate(() => [...document.querySelectorAll('script, [onclick], [onload]')].map(e => e.outerHTML)));
const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(e => e.id));
none('ids are unique', ids.filter((id, i) => ids.indexOf(id) !== i));
none('every picture has a title and a description', await page.evaluate(() => [...document.querySelectorAll('svg')]
	.filter(svg => !svg.querySelector('title')?.textContent || !(svg.querySelector('desc')?.textContent.length > 30))
	.map(svg => svg.closest('figure').id)));

// --- on paper
await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
await page.setViewportSize({ width: 680, height: 1000 });
none('nothing overflows on paper', await page.evaluate(overflowing));
ok('paper is light', await page.evaluate(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(27, 31, 36)' &&
	getComputedStyle(document.querySelector('svg rect')).fill === 'rgb(255, 255, 255)'), 'dark');
const pdf = await page.pdf({ format: 'A4', path: shots ? join(shots, 'print.pdf') : undefined });
ok('the page can be printed', pdf.length > 10000, pdf.length);
await browser.close();
console.log(`1..${tests}`);
process.exit(failed > 0 ? 1 : 0);
