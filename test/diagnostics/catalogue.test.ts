import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import { diagnoseText, findFailedCommand, findMatching } from './diagnose-text.ts';
import { type MarkedLog, mark, parseMarkedLogs, renderMarkedLogs, unmark } from './marked-log.ts';

const root = new URL('../../', import.meta.url);
/** `FAULTLINE_BLESS=1 npx vitest run test/diagnostics` writes today's verdicts into the logs; read the diff. */
const shouldBless = process.env.FAULTLINE_BLESS === '1';

function getLogFile(family: string, id: string): URL {
  return new URL(`test/logs/${family}/${id}.log`, root);
}

function listFiles(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort();
}

describe('the catalogue', () => {
  it('lists every file of diagnostics/ once, under the name of its id and family', () => {
    const files = listFiles('diagnostics', '.ts').filter((name) => !/^titles\.ts$|index\.ts$/.test(name));
    expect(signatures.map((s) => `${s.family}/${s.id}.ts`).sort()).toEqual(files);
  });

  it('has logs for every signature, and no logs without one', () => {
    expect(listFiles('test/logs', '.log')).toEqual(signatures.map((s) => `${s.family}/${s.id}.log`).sort());
  });

  it('only stands above signatures that exist', () => {
    const ids = new Set(signatures.map((s) => s.id));
    expect(signatures.flatMap((s) => s.above ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(signatures.map((s) => [s.id, s] as const))(
    '%s has a title for a list, patterns, an explanation and a fix',
    (_id, signature) => {
      expect(signature.title.length).toBeLessThan(80);
      expect(signature.title).not.toMatch(/[.\n]$/);
      expect(signature.patterns.length).toBeGreaterThan(0);
      expect(signature.explain({ facts: {} })).toMatch(/\w.*[.?!]$/s);
      expect(signature.fix({ facts: {} }).length).toBeGreaterThan(0);
    },
  );
});

const families = Map.groupBy(signatures, (s) => s.family);
for (const [family, members] of families) {
  describe(`the logs of ${family}`, () => {
    for (const { id } of members) {
      const file = getLogFile(family, id);
      if (!existsSync(file)) continue;
      const sections = parseMarkedLogs(readFileSync(file, 'utf8'));
      describe(id, () => {
        it('has a log that it wins and two near-misses', () => {
          expect(sections.filter((s) => s.kind === 'wins').length).toBeGreaterThanOrEqual(1);
          expect(sections.filter((s) => s.kind === 'not').length).toBeGreaterThanOrEqual(2);
        });
        for (const section of sections) {
          if (section.kind === 'not')
            it(`does not match: ${section.title}`, () => expectNoMatch(section, id));
          else it(`wins: ${section.title}`, () => expectWin(section, id));
        }
        if (shouldBless)
          it('is blessed', async () =>
            writeFileSync(file, renderMarkedLogs(await Promise.all(sections.map(bless)))));
      });
    }
  });
}

async function expectNoMatch({ marked }: MarkedLog, id: string): Promise<void> {
  expect([...(await findMatching(marked))]).not.toContain(id);
}

async function expectWin({ marked }: MarkedLog, id: string): Promise<void> {
  const log = unmark(marked);
  const report = await diagnoseText(log);
  expect(report.cause).toBe(id);
  if (!shouldBless) expect(mark(log, report)).toBe(marked);
  // The failing command's output alone tells the same.
  const command = await findFailedCommand(log);
  if (!command || report.evidence.some(({ line }) => line < command.firstLine || line > command.lastLine))
    return;
  const trimmed = log
    .split('\n')
    .slice(command.firstLine - 1, command.lastLine)
    .join('\n');
  expect((await diagnoseText(trimmed)).cause).toBe(id);
}

async function bless(section: MarkedLog): Promise<MarkedLog> {
  if (section.kind === 'not') return section;
  const log = unmark(section.marked);
  return { ...section, marked: mark(log, await diagnoseText(log)) };
}
