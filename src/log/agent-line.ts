import { PHASES, type PhaseType } from '../model.ts';

/** What CodeBuild's agent says in a line of its own. */
export type AgentLine =
  | { kind: 'start' }
  | { kind: 'phase-entered'; phase: PhaseType }
  | { kind: 'phase-completed'; phase: PhaseType; succeeded: boolean }
  | { kind: 'context'; code: string; message: string }
  | { kind: 'command'; text: string }
  | { kind: 'command-failed'; text: string; exitCode: number | undefined }
  | { kind: 'command-succeeded'; text: string }
  | { kind: 'other' };

/** `[Container] 2019/01/02 03:04:05 text`, since 2024 with microseconds; Jenkins' plugin puts its own name in front, and people indent what they paste. */
const PREFIX =
  /^\s{0,16}\[(?:Container|AWS CodeBuild Plugin)\] (?:\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)? ?)?/;
/** Agent lines that people paste without their prefix; nothing else starts like this. */
const BARE =
  /^(?:Phase complete: [A-Z_]+ (?:State|Success): |Phase context status code: |Entering phase [A-Z_]+$|Command did not exit successfully |COMMAND_EXECUTION_ERROR: Error while executing command: |(?:COMMAND_EXECUTION_ERROR Message: )?Error while executing command: .* Reason: exit status )/;

/** Literals (lower case) of which every agent line has one; the scan hands over the lines that contain them. */
export const AGENT_LITERALS = [
  '[container]',
  '[aws codebuild plugin]',
  'phase complete: ',
  'phase context status',
  'entering phase ',
  'did not exit successfully',
  'error while executing command',
  'exit status ',
  'the command "',
  'travis_time:start:',
] as const;

/** The cleaned line without the agent's prefix. */
export function stripAgentPrefix(text: string): string {
  return text.replace(PREFIX, '');
}

/** Reads one cleaned line; undefined when it is not the agent's. */
export function parseAgentLine(text: string): AgentLine | undefined {
  const foreign = parseForeign(text);
  if (foreign) return foreign;
  const isPrefixed = PREFIX.test(text);
  if (!isPrefixed && !BARE.test(text)) return undefined;
  const message = stripAgentPrefix(text);
  return parsePhase(message) ?? parseCommand(message) ?? (isPrefixed ? { kind: 'other' } : undefined);
}

function parsePhase(message: string): AgentLine | undefined {
  if (/^(?:Running on CodeBuild|Waiting for agent ping)/.test(message)) return { kind: 'start' };
  const entered = /^Entering phase ([A-Z_]+)/.exec(message);
  if (entered && isPhase(entered[1])) return { kind: 'phase-entered', phase: entered[1] };
  const complete = /^Phase complete: ([A-Z_]+) (?:State: ([A-Z_]+)|Success: (true|false))/.exec(message);
  if (complete && isPhase(complete[1])) {
    return {
      kind: 'phase-completed',
      phase: complete[1],
      succeeded: complete[2] === 'SUCCEEDED' || complete[3] === 'true',
    };
  }
  const context = /^Phase context status code: (.*?) *(?:Message: ?(.*))?$/.exec(message);
  if (context) return { kind: 'context', code: context[1] ?? '', message: context[2] ?? '' };
  return undefined;
}

function parseCommand(message: string): AgentLine | undefined {
  const running = /^Running command (.*)$/.exec(message);
  if (running) return { kind: 'command', text: running[1] ?? '' };
  const failed = /^Command did not exit successfully (.*?)(?: exit status (-?\d+))?$/.exec(message);
  if (failed) return { kind: 'command-failed', text: failed[1] ?? '', exitCode: toNumber(failed[2]) };
  const executing =
    /^(?:COMMAND_EXECUTION_ERROR:? (?:Message: )?)?Error while executing command: (.*?)(?:\. Reason: exit status (-?\d+).*)?$/.exec(
      message,
    );
  if (executing) return { kind: 'context', code: 'COMMAND_EXECUTION_ERROR', message };
  return undefined;
}

/** How Travis CI begins and ends its commands: a log from there reads like ours. */
function parseForeign(text: string): AgentLine | undefined {
  if (text.startsWith('travis_time:start:')) return { kind: 'command', text: '' };
  const [, command = '', status] = /^The command "(.*)" (?:exited with (\d+)\.|failed)/.exec(text) ?? [];
  if (command === '') return undefined;
  if (status === '0') return { kind: 'command-succeeded', text: command };
  return { kind: 'command-failed', text: command, exitCode: toNumber(status) };
}

/** Command and exit code of a COMMAND_EXECUTION_ERROR's message, which may span lines. */
export function parseExecutionError(
  message: string,
): { text: string; exitCode: number | undefined } | undefined {
  const match = /Error while executing command: ([\s\S]*?)(?:\. Reason: exit status (-?\d+)[\s\S]*)?$/.exec(
    message,
  );
  return match ? { text: match[1] ?? '', exitCode: toNumber(match[2]) } : undefined;
}

function isPhase(word: string | undefined): word is PhaseType {
  return PHASES.some((phase) => phase === word);
}

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
