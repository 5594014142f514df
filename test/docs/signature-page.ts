import type { FixStep } from '../../src/model.ts';
import type { Signature } from '../../src/signature.ts';
import { getCheckWords } from './check-words.ts';
import { getFamilyTitle } from './family-titles.ts';
import { codeBlock, getAnchor, prose } from './markdown.ts';
import type { Example } from './marked-lines.ts';

const MAX_EXAMPLES = 4;
const MAX_LINE = 700;

/** The page of one signature, in Markdown. Takes all signatures by id, to link to those that it stands above. */
export function renderSignaturePage(
  signature: Signature,
  examples: readonly Example[],
  byId: ReadonlyMap<string, Signature>,
): string {
  const { id, family, title, explain, fix, retryable } = signature;
  const checks = getCheckWords(
    signature,
    examples.map(({ facts }) => facts),
  );
  return `${[
    '<!-- Written by `npm run docs:signatures` from diagnostics/ and test/logs/. Do not edit. -->',
    `# ${prose(title)}`,
    `\`${id}\`, in [${getFamilyTitle(family)}](README.md#${getAnchor(getFamilyTitle(family))}), signature [\`diagnostics/${family}/${id}.ts\`](../../diagnostics/${family}/${id}.ts), logs [\`test/logs/${family}/${id}.log\`](../../test/logs/${family}/${id}.log)`,
    '## What it looks like',
    ...examples.slice(0, MAX_EXAMPLES).flatMap(renderExample),
    '## Why it happens',
    prose(explain({ facts: {} })),
    '## How to fix it',
    ...renderFix(fix({ facts: {} })),
    '## What is checked',
    checks.length > 0
      ? checks.map((words) => `- ${words}`).join('\n')
      : 'Nothing: the line of the log must do.',
    '## What it stands above',
    renderAbove(signature, byId),
    '## Whether a retry helps',
    retryable
      ? 'It may: the cause often goes away by itself, so run the same build again first.'
      : 'No: the same build fails in the same way until the cause is gone.',
  ].join('\n\n')}\n`;
}

function renderExample({ title, lines }: Example): string[] {
  const shown = lines.map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line));
  return [`${prose(title)}:`, codeBlock('text', shown.join('\n'))];
}

function renderFix(steps: readonly FixStep[]): string[] {
  const rendered = steps.map(renderStep);
  const hasPlaceholder = rendered.some((step) => step.includes('YOUR_'));
  const note =
    'What only a build can tell stands as `YOUR_...` here; in a message it is filled in where it is known.';
  return hasPlaceholder ? [note, ...rendered] : rendered;
}

function renderStep({ title, command, patch, changes, verify }: FixStep, at: number): string {
  const indent = '   ';
  const effect = command || patch ? ` _(${changes ? 'makes a change' : 'read-only'})_` : '';
  return [
    `${at + 1}. ${prose(title)}${effect}`,
    ...(command ? [codeBlock('sh', command, indent)] : []),
    ...(patch ? [codeBlock('diff', patch, indent)] : []),
    ...(verify ? [`${indent}Check that it worked:`, codeBlock('sh', verify, indent)] : []),
  ].join('\n\n');
}

function renderAbove({ above = [] }: Signature, byId: ReadonlyMap<string, Signature>): string {
  const known = above.map((id) => byId.get(id)).filter((signature) => signature !== undefined);
  if (known.length === 0) return 'Nothing: no vaguer signature is known to be its consequence.';
  const links = known.map(({ id, title }) => `- [${prose(title)}](${id}.md)`);
  return `While this cause is there, these are only its consequences or vaguer words for it:\n\n${links.join('\n')}`;
}
