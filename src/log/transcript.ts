import type { Command, Line, PhaseContext, PhaseSpan, PhaseType, Transcript } from '../model.ts';
import { type AgentLine, parseAgentLine, parseExecutionError } from './agent-line.ts';
import { boundCommands, boundPhases, MAX_COMPLETED, MAX_CONTEXTS, MAX_TEXT } from './bound-spans.ts';

/** Lines that a command's text, or a message, may go on for after the agent's own line. */
const MAX_CONTINUATION = 200;

export interface TranscriptReader {
  /** Takes a cleaned line that may be the agent's. Returns what it is, or undefined when it is a command's output. */
  take(number: number, text: string): AgentLine | undefined;
  /** The transcript of all lines taken. */
  finish(lineCount: number, lines: (from: number, to: number) => Line[]): Transcript;
}

interface State {
  phases: PhaseSpan[];
  commands: Command[];
  /** How many commands there were, those let go among them. */
  count: number;
  /** The last line of the last command that failed; -1 before there is one. */
  lastFailed: number;
  /** A `did not exit successfully` whose exit status stands on a later line. */
  open: { command: Command; line: number } | undefined;
}

/** Reads the agent's lines in order into phases and commands. */
export function readTranscript(): TranscriptReader {
  const state: State = { phases: [], commands: [], count: 0, lastFailed: -1, open: undefined };
  const take = (number: number, text: string) => {
    const line = parseAgentLine(text);
    if (line) apply(state, number, line);
    else closeOpenCommand(state, number, text);
    return line;
  };
  const finish: TranscriptReader['finish'] = (lineCount, lines) => {
    endSpans(state, lineCount);
    completeContexts(state, lines);
    completeCommands(state, lines);
    return { lineCount, phases: state.phases, commands: state.commands, lines };
  };
  return { take, finish };
}

function apply(state: State, number: number, line: AgentLine): void {
  switch (line.kind) {
    case 'start':
      endSpans(state, number - 1);
      break;
    case 'phase-entered':
      endSpans(state, number - 1);
      addPhase(state, newPhase(line.phase, number));
      break;
    case 'command':
      endCommand(state, number - 1, 'succeeded');
      addCommand(state, newCommand(state, line.text, number + 1));
      break;
    case 'command-failed':
      closeCommand(state, number, line.text, { outcome: 'failed', exitCode: line.exitCode });
      break;
    case 'command-succeeded':
      closeCommand(state, number, line.text, { outcome: 'succeeded', exitCode: 0 });
      break;
    case 'phase-completed':
      completePhase(state, number, line.phase, line.succeeded);
      break;
    case 'context':
      addContext(state, number, line);
      break;
    case 'other':
      break;
  }
}

function newPhase(type: PhaseType, number: number): PhaseSpan {
  return { type, firstLine: number, lastLine: Number.POSITIVE_INFINITY, outcome: 'unknown', contexts: [] };
}

function addPhase({ phases }: State, phase: PhaseSpan): void {
  phases.push(phase);
  boundPhases(phases);
}

function addCommand(state: State, command: Command): void {
  state.commands.push(command);
  state.count += 1;
  boundCommands(state.commands);
}

function newCommand(state: State, text: string, firstLine: number): Command {
  const phase = state.phases.findLast((p) => p.lastLine === Number.POSITIVE_INFINITY)?.type;
  return {
    index: state.count,
    phase,
    text: text.slice(0, MAX_TEXT),
    firstLine,
    lastLine: Number.POSITIVE_INFINITY,
    outcome: 'unknown',
  };
}

function endCommand(state: State, lastLine: number, outcome: Command['outcome']): void {
  const last = state.commands.at(-1);
  if (last?.lastLine !== Number.POSITIVE_INFINITY) return;
  last.lastLine = lastLine;
  last.outcome = outcome;
}

function endSpans(state: State, lastLine: number): void {
  endCommand(state, lastLine, 'unknown');
  for (const phase of state.phases)
    if (phase.lastLine === Number.POSITIVE_INFINITY) phase.lastLine = lastLine;
}

type Ending = Required<Pick<Command, 'outcome' | 'exitCode'>>;

function closeCommand(state: State, number: number, text: string, { outcome, exitCode }: Ending): void {
  const running = state.commands.at(-1);
  if (running?.lastLine === Number.POSITIVE_INFINITY) {
    endCommand(state, number - 1, outcome);
  } else {
    // A pasted excerpt without its `Running command` line: all that stands above is what the command printed.
    const previousEnd = Math.max(running?.lastLine ?? 0, state.phases.at(-1)?.firstLine ?? 0);
    addCommand(state, { ...newCommand(state, text, previousEnd + 1), lastLine: number - 1, outcome });
  }
  const command = state.commands.at(-1);
  if (!command) return;
  command.exitCode = exitCode;
  if (outcome === 'failed') state.lastFailed = command.lastLine;
  if (command.text === '') command.text = text;
  if (exitCode === undefined) {
    command.text = text;
    state.open = { command, line: number };
  }
}

function closeOpenCommand(state: State, number: number, text: string): void {
  if (!state.open || number - state.open.line > MAX_CONTINUATION) return;
  const end = /exit status (-?\d+)$/.exec(text);
  if (!end) return;
  state.open.command.exitCode = Number(end[1]);
  state.open = undefined;
}

function completePhase(state: State, number: number, type: PhaseType, succeeded: boolean): void {
  endCommand(state, number - 1, succeeded ? 'succeeded' : 'unknown');
  let phase = state.phases.findLast((p) => p.type === type && p.outcome === 'unknown');
  if (!phase) {
    // DOWNLOAD_SOURCE is never entered in words, and excerpts begin in the middle.
    phase = newPhase(type, (state.phases.at(-1)?.lastLine ?? 0) + 1);
    addPhase(state, phase);
  }
  phase.lastLine = number;
  phase.outcome = succeeded ? 'succeeded' : 'failed';
}

function addContext(state: State, number: number, context: PhaseContext): void {
  if (context.code === '' && context.message === '') return;
  const phase = state.phases.findLast((p) => p.outcome !== 'unknown') ?? state.phases.at(-1);
  if (phase && phase.contexts.length < MAX_CONTEXTS) {
    phase.contexts.push({ code: context.code, message: context.message, line: number });
    if (phase.lastLine !== Number.POSITIVE_INFINITY) phase.lastLine = number;
  }
  const failed =
    context.code === 'COMMAND_EXECUTION_ERROR' ? parseExecutionError(context.message) : undefined;
  if (failed && state.lastFailed < (phase?.firstLine ?? 0))
    closeCommand(state, number, failed.text, { outcome: 'failed', exitCode: failed.exitCode });
}

/** A context's message goes on until the agent speaks again. */
function completeContexts(state: State, lines: Transcript['lines']): void {
  for (const context of state.phases.flatMap((phase) => phase.contexts)) {
    const isWhole = context.message === '' || /exit status -?\d+$/.test(context.message);
    if (isWhole) continue;
    const after = lines(context.line + 1, context.line + 4);
    const own = after.slice(0, after.findIndex((line) => line.text === '' || line.isAgents) >>> 0);
    context.message = [context.message, ...own.map((line) => line.text)].join('\n');
  }
}

/** A failed command that spans lines was echoed by `Running command` too: those lines are not its output. */
function completeCommands(state: State, lines: Transcript['lines']): void {
  const failed = state.commands.filter(({ outcome }) => outcome === 'failed');
  for (const command of failed.slice(0, MAX_COMPLETED)) {
    if (command.firstLine > command.lastLine) continue;
    const rest = readRestOfCommand(command.lastLine + 1, lines);
    if (rest.length === 0) continue;
    const echoed = lines(command.firstLine, command.firstLine + rest.length - 1);
    const firstOther = rest.findIndex((text, i) => echoed[i]?.text !== text);
    command.text = [command.text, ...rest].join('\n').trimEnd().slice(0, MAX_TEXT);
    command.firstLine += firstOther < 0 ? rest.length : firstOther;
  }
}

const EXIT_STATUS = / ?exit status -?\d+$/;

/** The lines of a command's text after its first, up to the one that ends in the exit status; none when it is one line. */
function readRestOfCommand(failedLine: number, lines: Transcript['lines']): string[] {
  const [first, ...after] = lines(failedLine, failedLine + MAX_CONTINUATION);
  if (!first || EXIT_STATUS.test(first.text)) return [];
  const end = after.findIndex(({ text }) => EXIT_STATUS.test(text));
  const rest = after.slice(0, end + 1);
  return rest.some((line) => line.isAgents) ? [] : rest.map(({ text }) => text.replace(EXIT_STATUS, ''));
}
