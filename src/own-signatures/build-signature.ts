import type { Question } from '../checks/questions.ts';
import type { FixStep } from '../model.ts';
import type { Pattern, Signature, Situation, Strength } from '../signature.ts';
import type { DeclaredCheck } from './check-schema.ts';
import { compilePattern } from './pattern.ts';
import type { Entry } from './schema.ts';
import { findValue, renderCommand, renderProse } from './template.ts';

/** What a finding's confidence says of its line. */
const STRENGTHS = { high: 'decisive', medium: 'likely', low: 'symptom' } as const satisfies Record<
  string,
  Strength
>;

/** Makes a signature of an entry that is right. */
export function buildSignature(entry: Entry): Signature {
  const { id, title, family = 'own', above, explanation, fix, checks = [], retryable, retryReason } = entry;
  return {
    id,
    family,
    title,
    patterns: entry.patterns.map((pattern) => buildPattern(pattern, entry)),
    ...(above && { above }),
    checks: (situation) => checks.flatMap((check) => findQuestion(check, situation) ?? []),
    explain: (situation) => renderProse(explanation, situation),
    fix: (situation) => fix.map((step) => buildStep(step, situation)),
    ...(retryable !== undefined && { retryable }),
    ...(retryReason !== undefined && { retryReason }),
    isOwn: true,
  };
}

function buildPattern(given: Entry['patterns'][number], entry: Entry): Pattern {
  const pattern = typeof given === 'string' ? { line: given } : given;
  const { line, near, confidence = entry.confidence ?? 'high', phases = entry.phases } = pattern;
  const command = pattern.command ?? toCommand(entry.tools);
  return {
    line: compilePattern(line),
    strength: STRENGTHS[confidence],
    ...(near && { near: { line: compilePattern(near.line), within: near.within } }),
    ...(command !== undefined && { command: compilePattern(command) }),
    ...(phases && { phases }),
  };
}

/** A pattern for commands that call one of the tools. */
function toCommand(tools: readonly string[] | undefined): string | undefined {
  if (!tools) return undefined;
  const names = tools.map((tool) => tool.replaceAll('.', '\\.'));
  return `(?:^|[^\\w-])(?:${names.join('|')})(?:$|[^\\w-])`;
}

function buildStep(step: Entry['fix'][number], situation: Situation): FixStep {
  const render = (text: string | undefined) =>
    text === undefined ? undefined : renderCommand(text, situation);
  return {
    title: renderProse(step.title, situation),
    command: render(step.command),
    patch: render(step.patch),
    changes: step.changes ?? false,
    verify: render(step.verify),
  };
}

/** The question with its facts; undefined where one of them is not known: then it is not asked. */
function findQuestion(check: DeclaredCheck, situation: Situation): Question | undefined {
  const values = Object.entries(check).map(([name, text]) => [
    name,
    name === 'kind' || name === 'what' ? text : findValue(text ?? '', situation),
  ]);
  if (values.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(values) as DeclaredCheck;
}
