import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFailure } from '../src/history/failure.ts';
import type { Report } from '../src/model.ts';
import { renderMessage } from '../src/slack/message.ts';
import { renderSignatureModal } from '../src/slack/signature-modal.ts';
import { renderReport } from '../src/terminal/render-report.ts';
import { diagnoseText } from './diagnostics/diagnose-text.ts';
import { KINDS, type Kind } from './planted-secrets.ts';
import { sampleBuild } from './slack/reports.ts';

const CLOCK = '[Container] 2026/11/20 08:58:01.345678';
const HEAD = [
  `${CLOCK} Entering phase BUILD`,
  `${CLOCK} Running command ./release.sh`,
  'resolving 41 packages',
  'step 1 of 3 done',
];
const TAIL = [
  'cannot reach the release desk: giving up',
  `${CLOCK} Command did not exit successfully ./release.sh exit status 3`,
  `${CLOCK} Phase complete: BUILD State: FAILED`,
  `${CLOCK} Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: ./release.sh. Reason: exit status 3`,
];

/** How a line with a secret comes into a log. */
const WRAPPINGS: Readonly<Record<string, (line: string, secret: string) => string>> = {
  'as it is': (line) => line,
  'behind words of an error': (line) => `ERROR: failed with status 1\n${line}`,
  'cut by colours': (line, secret) =>
    line.replaceAll(secret.slice(0, 12), `${secret.slice(0, 6)}\u001b[31m${secret.slice(6, 12)}`),
  'cut by an invisible space': (line, secret) =>
    line.replaceAll(secret.slice(0, 12), `${secret.slice(0, 6)}\u200b${secret.slice(6, 12)}`),
  'redrawn by carriage returns': (line) => line.replaceAll('\n', '\r\n').replace(/^/, ' 10%\r 90%\r'),
  'behind a carriage return': (line, secret) => {
    const at = line.indexOf(secret.split('\n', 1)[0] ?? '');
    return /^[\w"' :=-]*$/.test(line.slice(0, at)) ? `${line.slice(0, at)}\r${line.slice(at)}` : line;
  },
  'in JSON': (line) => JSON.stringify({ level: 'error', message: line }),
  'in JSON in JSON': (line) => JSON.stringify(JSON.stringify({ message: line })),
  'in a trace of the shell': (line) => line.replaceAll(/^/gm, '+ '),
  'in the steps of BuildKit': (line) => line.replaceAll(/^/gm, '#12 3.456 '),
  'broken at 80 columns': (line) => line.replaceAll(/.{80}(?=.)/g, '$&\n'),
  'in HTML': (line) => line.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  'twice encoded for a URL': (line) => `GET /log?error=${encodeURIComponent(encodeURIComponent(line))}`,
  'in escapes of JSON': (line) =>
    `"${line.replaceAll(/[^\w ]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`,
  'and its beginning again': (line, secret) =>
    `${line}\nit begins with ${secret.length < 24 ? '' : secret.slice(0, 20)}...`,
  'encoded for a URL': (line) => `GET /log?error=${encodeURIComponent(line)}`,
  'in base64': (line) => `echo ${Buffer.from(line).toString('base64')} | base64 -d`,
};

const draw = fc.infiniteStream(fc.nat({ max: 2 ** 30 })).map((numbers) => ({
  of: (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[(numbers.next().value ?? 0) % alphabet.length]).join(''),
}));

/** All that leaves the process of a report. */
function renderAll(report: Report): string[] {
  const built: Report = { ...report, build: sampleBuild() };
  const { text, blocks, thread } = renderMessage(built, {
    repeat: { count: 2, since: '2026-11-03T09:00:00Z' },
  });
  const failure = findFailure(built, new Date(0));
  const modal = failure && renderSignatureModal({ ...failure, delivery: 'delivered' });
  return [
    JSON.stringify(report),
    renderReport('build.log', report, false),
    text,
    ...[blocks, thread, failure, modal].map((each) => JSON.stringify(each)),
  ];
}

/** As a reader, or whoever decodes it, sees it. */
function readAs(said: string): string[] {
  const bare = said.replaceAll(/\u001b\[[\d;]*m|[\u200b\r]/g, '');
  const unescaped = bare.replaceAll(/\\+(["'\\/])/g, '$1');
  return [
    said,
    bare,
    unescaped,
    unescaped.replaceAll(/%[2-7][0-9A-F]/gi, (code) => decodeURIComponent(code)),
  ];
}

function expectHidden(report: Report, secret: string): void {
  const seen = renderAll(report).flatMap(readAs);
  for (const piece of secret.split('\n')) {
    // A part of it says enough: eight characters are no secret any more.
    const parts = [2, 0.6 * piece.length, piece.length - 8].map((at) => piece.slice(at, at + 8));
    const encoded = Buffer.from(piece).toString('base64').replace(/=+$/, '').slice(0, -1);
    expect(
      seen.filter(
        (said) => parts.some((part) => part.length === 8 && said.includes(part)) || said.includes(encoded),
      ),
    ).toEqual([]);
  }
}

describe.each(KINDS.map((kind): [string, Kind] => [kind.kind, kind]))(
  'a secret: %s',
  (_name, { make, print }) => {
    it('leaves by no surface, wherever it stands and however it is wrapped', async () => {
      await fc.assert(
        fc.asyncProperty(
          draw,
          fc.constantFrom(...Object.keys(WRAPPINGS)),
          fc.nat({ max: 2 }),
          async (drawn, wrapping, place) => {
            const secret = make(drawn);
            const line = WRAPPINGS[wrapping]?.(print(secret), secret) ?? '';
            const before = HEAD.length - (place === 0 ? 1 : 0);
            const log = [...HEAD.slice(0, before), line, ...HEAD.slice(before), ...TAIL].join('\n');
            expectHidden(await diagnoseText(`${log}\n`), secret);
          },
        ),
        { numRuns: 4 },
      );
    });
  },
);
