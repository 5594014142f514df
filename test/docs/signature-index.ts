import type { Signature } from '../../src/signature.ts';
import { getFamilyTitle } from './family-titles.ts';
import { prose } from './markdown.ts';

/** The index of all pages, by family, in the order of the catalogue. */
export function renderSignatureIndex(signatures: readonly Signature[]): string {
  const families = [...Map.groupBy(signatures, ({ family }) => family)];
  return `${[
    '<!-- Written by `npm run docs:signatures` from diagnostics/ and test/logs/. Do not edit. -->',
    '# What Faultline knows',
    `${signatures.length} ways for a build to fail, in ${families.length} families. Each page shows the lines that give the cause away, says why it happens, and how to fix it. How to add one: [contributing](../contributing.md).`,
    ...families.flatMap(([family, members]) => [
      `## ${getFamilyTitle(family)}`,
      members.map(renderEntry).join('\n'),
    ]),
  ].join('\n\n')}\n`;
}

function renderEntry({ id, title, retryable }: Signature): string {
  return `- [${prose(title)}](${id}.md) \`${id}\`${retryable ? ', a retry may help' : ''}`;
}
