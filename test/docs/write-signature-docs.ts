import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { signatures } from '../../diagnostics/index.ts';
import { getSignatureDocs, SIGNATURE_DOCS } from './signature-docs.ts';

/** What `npm run docs:signatures` runs: writes docs/signatures/ anew, without the pages of signatures that are gone. */
const docs = getSignatureDocs(signatures);
rmSync(SIGNATURE_DOCS, { recursive: true, force: true });
mkdirSync(SIGNATURE_DOCS, { recursive: true });
for (const [name, text] of docs) writeFileSync(new URL(name, SIGNATURE_DOCS), text);
console.log(`${docs.size} files written to docs/signatures/`);
