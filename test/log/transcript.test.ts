import { describe, expect, it } from 'vitest';
import { findFailingPart } from '../../src/diagnose/failing-part.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { startScan } from '../../src/match/scan.ts';
import type { Transcript } from '../../src/model.ts';

function read(log: string): Transcript {
  const scanner = startScan(compileCatalogue([]));
  scanner.push(Buffer.from(log));
  return scanner.finish().transcript;
}

/** Command, its output and how it ended, as one would jot it down. */
function jot(transcript: Transcript): string[] {
  return transcript.commands.map(
    ({ phase, text, firstLine, lastLine, outcome, exitCode }) =>
      `${phase ?? '?'}: ${text} [${firstLine}-${lastLine}] ${outcome}${exitCode === undefined ? '' : ` ${exitCode}`}`,
  );
}

const at = '[Container] 2024/04/21 21:06:52.675129 ';

describe('the transcript', () => {
  it('groups lines by phase and by command', () => {
    const transcript = read(
      [
        `${at}Waiting for DOWNLOAD_SOURCE`,
        `${at}Phase complete: DOWNLOAD_SOURCE State: SUCCEEDED`,
        `${at}Phase context status code:  Message: `,
        `${at}Entering phase BUILD`,
        `${at}Running command echo one`,
        'one',
        '',
        `${at}Running command false`,
        'two',
        `${at}Command did not exit successfully false exit status 1`,
        `${at}Phase complete: BUILD State: FAILED`,
        `${at}Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: false. Reason: exit status 1`,
        `${at}Entering phase POST_BUILD`,
        `${at}Running command echo after`,
        'after',
        `${at}Phase complete: POST_BUILD State: SUCCEEDED`,
      ].join('\n'),
    );
    expect(jot(transcript)).toEqual([
      'BUILD: echo one [6-7] succeeded',
      'BUILD: false [9-9] failed 1',
      'POST_BUILD: echo after [15-15] succeeded',
    ]);
    expect(transcript.phases.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual([
      'DOWNLOAD_SOURCE succeeded',
      'BUILD failed',
      'POST_BUILD succeeded',
    ]);
    expect(transcript.phases[1]?.contexts[0]?.code).toBe('COMMAND_EXECUTION_ERROR');
  });

  it('reads a command that spans lines, and does not take its echo for output', () => {
    const transcript = read(
      [
        `${at}Entering phase BUILD`,
        `${at}Running command set -e`,
        'make all',
        'echo done',
        'cc: real output',
        `${at}Command did not exit successfully set -e`,
        'make all',
        'echo done exit status 2`'.replace('`', ''),
        `${at}Phase complete: BUILD State: FAILED`,
      ].join('\n'),
    );
    expect(jot(transcript)).toEqual(['BUILD: set -e\nmake all\necho done [5-5] failed 2']);
  });

  it.each<[string, string[], string[]]>([
    [
      'the old form of a phase that failed',
      [
        '[Container] 2018/01/02 03:04:05 Entering phase BUILD',
        '[Container] 2018/01/02 03:04:05 Running command make',
        'boom',
        '[Container] 2018/01/02 03:04:05 Command did not exit successfully make exit status 2',
        '[Container] 2018/01/02 03:04:05 Phase complete: BUILD Success: false',
      ],
      ['BUILD: make [3-3] failed 2'],
    ],
    [
      'an excerpt that begins in the middle',
      [
        'boom',
        '',
        `${at}Command did not exit successfully make exit status 2`,
        `${at}Phase complete: BUILD State: FAILED`,
      ],
      ['?: make [1-2] failed 2'],
    ],
    [
      'an excerpt of which only the context is left',
      [
        'boom',
        'COMMAND_EXECUTION_ERROR: Error while executing command: ./gradlew build. Reason: exit status 1',
      ],
      ['?: ./gradlew build [1-1] failed 1'],
    ],
    [
      'an excerpt without the agent prefix',
      [
        'Entering phase BUILD',
        'boom',
        'Command did not exit successfully make exit status 2',
        'Phase complete: BUILD State: FAILED',
      ],
      ['BUILD: make [2-2] failed 2'],
    ],
    [
      "the local agent's prefix and carriage returns",
      [
        'agent-1  | [Container] 2024/04/21 21:06:52 Entering phase BUILD\r',
        'agent-1  | [Container] 2024/04/21 21:06:52 Running command make\r',
        'agent-1  | boom\r',
        'agent-1  | [Container] 2024/04/21 21:06:52 Command did not exit successfully make exit status 2\r',
      ],
      ['BUILD: make [3-3] failed 2'],
    ],
    [
      'a build cut off while a command ran',
      [
        `${at}Entering phase BUILD`,
        `${at}Running command sleep 9999`,
        'zzz',
        `${at}Phase complete: BUILD State: FAILED`,
      ],
      ['BUILD: sleep 9999 [3-3] unknown'],
    ],
  ])('reads %s', (_what, lines, expected) => {
    const transcript = read(lines.join('\n'));
    expect(jot(transcript)).toEqual(expected);
    expect(findFailingPart(transcript).command).toBe(transcript.commands[0]);
  });

  it('keeps the first failure apart from the cascade behind it', () => {
    const transcript = read(
      [
        `${at}Entering phase BUILD`,
        `${at}Running command docker build .`,
        'first',
        `${at}Command did not exit successfully docker build . exit status 1`,
        `${at}Phase complete: BUILD State: FAILED`,
        `${at}Entering phase POST_BUILD`,
        `${at}Running command docker push x`,
        'second',
        `${at}Command did not exit successfully docker push x exit status 1`,
        `${at}Phase complete: POST_BUILD State: FAILED`,
      ].join('\n'),
    );
    const part = findFailingPart(transcript);
    expect([part.phase, part.command?.text]).toEqual(['BUILD', 'docker build .']);
  });

  it('completes a context message that goes on below', () => {
    const transcript = read(
      [
        `${at}Phase complete: DOWNLOAD_SOURCE State: FAILED`,
        `${at}Phase context status code: Decrypted Variables Error Message: AccessDeniedException: no`,
        '\tstatus code: 400, request id: 1',
        `${at}Other`,
      ].join('\n'),
    );
    expect(transcript.phases[0]?.contexts[0]?.message).toBe(
      'AccessDeniedException: no\n\tstatus code: 400, request id: 1',
    );
  });

  it('reads junk, and lines of megabytes, without taking them for anything', () => {
    const transcript = read(
      `${'\u0000\ufffd\u001b['.repeat(1000)}\n${'x'.repeat(3_000_000)}\n${at}Entering phase BUILD\n`,
    );
    expect([transcript.lineCount, transcript.phases.length, transcript.lines(2, 2)[0]?.text.length]).toEqual([
      3, 1, 16_384,
    ]);
  });
});
