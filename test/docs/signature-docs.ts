import { readFileSync } from 'node:fs';
import type { Signature } from '../../src/signature.ts';
import { parseMarkedLogs } from '../diagnostics/marked-log.ts';
import { getExamples } from './marked-lines.ts';
import { renderSignatureIndex } from './signature-index.ts';
import { renderSignaturePage } from './signature-page.ts';

const ROOT = new URL('../../', import.meta.url);
export const SIGNATURE_DOCS = new URL('docs/signatures/', ROOT);

/** All files of docs/signatures/, by name. Throws where a signature has no log. */
export function getSignatureDocs(signatures: readonly Signature[]): Map<string, string> {
  const byId = new Map(signatures.map((signature) => [signature.id, signature]));
  const pages = signatures.map((signature): [string, string] => {
    const log = new URL(`test/logs/${signature.family}/${signature.id}.log`, ROOT);
    const examples = getExamples(parseMarkedLogs(readFileSync(log, 'utf8')));
    return [`${signature.id}.md`, renderSignaturePage(signature, examples, byId)];
  });
  return new Map([['README.md', renderSignatureIndex(signatures)], ...pages]);
}
