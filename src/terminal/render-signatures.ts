import pc from 'picocolors';
import type { Signature } from '../signature.ts';

/** All signatures, a line each, by family. */
export function renderSignatureList(signatures: readonly Signature[], isColored: boolean): string {
  const c = pc.createColors(isColored);
  const width = Math.max(...signatures.map(({ id }) => id.length));
  const families = [...Map.groupBy(signatures, ({ family }) => family)];
  return families
    .map(([family, members]) =>
      [
        c.underline(family),
        ...members.map(
          ({ id, title, isOwn }) =>
            `${c.bold(id.padEnd(width))}  ${title}${isOwn ? c.dim('  (your own)') : ''}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** One signature: what it matches, why it happens, how to fix it, with placeholders where a log would tell. */
export function renderSignature(signature: Signature, isColored: boolean): string {
  const c = pc.createColors(isColored);
  const patterns = signature.patterns.map((pattern) => {
    const {
      line,
      strength = 'decisive',
      near,
    } = pattern instanceof RegExp ? { line: pattern, near: undefined } : pattern;
    return `${c.dim(strength.padEnd(8))}  ${line.source}${near ? `\n          with, within ${near.within} lines: ${near.line.source}` : ''}`;
  });
  const fix = signature
    .fix({ facts: {} })
    .flatMap(({ title, command, patch }, i) => [
      `${i + 1}. ${title}`,
      ...[command, patch].flatMap((text) => (text ? [c.cyan(text)] : [])),
    ]);
  return [
    `${c.bold(signature.title)}  ${c.dim(`${signature.id}, family ${signature.family}${signature.isOwn ? ', your own' : ''}`)}`,
    signature.explain({ facts: {} }),
    [c.underline('Looks like'), ...patterns].join('\n'),
    [c.underline('Fix'), ...fix].join('\n'),
    ...(signature.above?.length ? [`${c.underline('Stands above')}\n${signature.above.join(', ')}`] : []),
    ...(signature.retryable ? ['Running the build again may help by itself.'] : []),
  ].join('\n\n');
}
