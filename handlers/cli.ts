import { createReadStream } from 'node:fs';
import { signatures } from '../diagnostics/index.ts';
import { compileCatalogue } from '../src/match/catalogue.ts';
import { troubleshoot } from '../src/troubleshoot.ts';

const catalogue = compileCatalogue(signatures);
for (const target of process.argv.slice(3).filter((a) => !a.startsWith('--'))) {
  const report = await troubleshoot(
    undefined,
    { chunks: target === '-' ? process.stdin : createReadStream(target), notes: [] },
    { catalogue },
  );
  console.log(JSON.stringify({ input: target, ...report }));
}
