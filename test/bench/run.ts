import { parts } from './parts.ts';
import type { Verdict } from './verdicts.ts';

/** `npm run bench [PART...]`: measures, and ends with code 1 where a budget of the design is broken. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const verdicts: Verdict[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) verdicts.push(...(await measure()));
}
console.log('Budgets');
console.table(verdicts.map(({ isHeld, ...line }) => ({ ...line, verdict: isHeld ? 'held' : 'BROKEN' })));
process.exitCode = verdicts.every(({ isHeld }) => isHeld) ? 0 : 1;
