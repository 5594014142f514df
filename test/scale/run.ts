import { readFileSync, writeFileSync } from 'node:fs';
import { fillPage, renderTables } from './page.ts';
import { renderPicture } from './picture.ts';
import { SETTINGS } from './settings.ts';
import { simulate } from './simulate.ts';

const PAGE = new URL('../../docs/scale.md', import.meta.url);
const PICTURE = new URL('../../docs/pictures/scale.svg', import.meta.url);

const days = SETTINGS.map((setting) => ({ setting, outcome: simulate(setting) }));
const before = readFileSync(PAGE, 'utf8');
const after = fillPage(before, renderTables(days));
if (process.argv.includes('--check')) process.exitCode = after === before ? 0 : 1;
else writeFileSync(PAGE, after);
const shown = [
  { from: 'A million, one channel', color: '#d6336c' },
  { from: 'A million, ten accounts', color: '#e8590c' },
  { from: 'A million, ten accounts, five Faultlines', color: '#2f9e44' },
];
const lines = shown.flatMap(({ from, color }) => {
  const day = days.find(({ setting }) => setting.name === from);
  return day ? [{ name: from, color, minutes: day.outcome.minutes }] : [];
});
const [arrivals] = lines;
if (arrivals) writeFileSync(PICTURE, renderPicture({ ...arrivals, color: '#1c7ed6' }, lines));
for (const { setting, outcome } of days)
  console.log(
    `${setting.name}: ${outcome.failures} failures, ${outcome.late} late, longest ${outcome.delay.longest.toFixed(0)} s`,
  );
