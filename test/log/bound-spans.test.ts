import { describe, expect, it } from 'vitest';
import { readTranscript } from '../../src/log/transcript.ts';
import type { Transcript } from '../../src/model.ts';
import { diagnoseText } from '../diagnostics/diagnose-text.ts';

const CLOCK = '[Container] 2026/11/20 08:58:01.345678 ';

function read(lines: Iterable<string>): Transcript {
  const reader = readTranscript();
  let number = 0;
  for (const line of lines) reader.take(++number, line);
  return reader.finish(number, () => []);
}

/** So many rounds of some agent lines. */
function* repeat(times: number, ...lines: string[]): Iterable<string> {
  for (let i = 0; i < times; i++) for (const line of lines) yield `${CLOCK}${line.replace('#', String(i))}`;
}

function countHeld({ commands, phases }: Transcript): number {
  const texts = [
    ...commands.map(({ text }) => text),
    ...phases.flatMap(({ contexts }) => contexts.map((c) => c.message)),
  ];
  return texts.reduce((sum, text) => sum + text.length + 100, 100 * phases.length);
}

describe('a log of nothing but agent lines', () => {
  it.each([
    ['commands', ['Running command echo #']],
    [
      'commands that fail',
      ['Running command echo #', 'Command did not exit successfully echo # exit status 1'],
    ],
    ['failures alone', ['Command did not exit successfully echo # exit status 1']],
    ['phases', ['Entering phase BUILD']],
    ['ends of phases', ['Phase complete: BUILD State: FAILED']],
    ['messages', ['Phase context status code: X Message: # went wrong', 'Entering phase BUILD']],
    [
      'messages that name a command',
      [
        'Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: #. Reason: exit status 1',
      ],
    ],
  ])('is held in as much memory as a twentieth of it: %s', (_what, lines) => {
    const [part, whole] = [read(repeat(3000, ...lines)), read(repeat(60_000, ...lines))];
    expect(countHeld(whole)).toBeLessThan(1.2 * countHeld(part));
    expect(whole.lineCount).toBe(20 * part.lineCount);
  });

  it('keeps the first command that failed, and the last that ran', () => {
    const { commands } = read([
      ...repeat(2000, 'Running command before #'),
      ...repeat(
        1,
        'Running command ./release.sh',
        'Command did not exit successfully ./release.sh exit status 7',
      ),
      ...repeat(9000, 'Running command after #'),
    ]);
    expect(commands.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      text: './release.sh',
      exitCode: 7,
      index: 2000,
    });
    expect(commands.at(-1)?.text).toBe('after 8999');
    expect(commands.map(({ index }) => index)).toEqual(
      commands.map(({ index }) => index).sort((a, b) => a - b),
    );
  });

  it('changes no verdict', async () => {
    const failure = [
      `${CLOCK}Entering phase BUILD`,
      `${CLOCK}Running command python -m pip install -r requirements.txt`,
      "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'",
      `${CLOCK}Command did not exit successfully python -m pip install -r requirements.txt exit status 1`,
      `${CLOCK}Phase complete: BUILD State: FAILED`,
    ];
    const alone = await diagnoseText(failure.join('\n'));
    const flooded = await diagnoseText(
      [
        ...repeat(3000, 'Running command before #'),
        ...failure,
        ...repeat(3000, 'Running command after #'),
      ].join('\n'),
    );
    const { cause, command, exitCode, confidence, facts, phase } = flooded;
    expect({ cause, command, exitCode, confidence, facts, phase }).toEqual({
      cause: alone.cause,
      command: alone.command,
      exitCode: 1,
      confidence: alone.confidence,
      facts: alone.facts,
      phase: alone.phase,
    });
    expect(cause).not.toBe('unknown');
  });
});
