import * as z from 'zod';
import { PHASES } from '../model.ts';
import { checkSchema } from './check-schema.ts';
import { LIMITS } from './limits.ts';
import { compilePattern } from './pattern.ts';

const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    'should be small letters, digits and hyphens, such as license-down',
  )
  .max(60)
  .refine(
    (name) => !['unknown', 'none', 'constructor'].includes(name),
    'is a word of Faultline: take another',
  );

const causeId = z.string().min(1).max(60);

const pattern = z
  .string()
  .min(1)
  .superRefine((source, context) => {
    try {
      compilePattern(source);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

/** A pattern that is looked for in every line of every log: it needs a text by which such lines are found fast. */
const linePattern = pattern
  .superRefine((source, context) => {
    try {
      if (compilePattern(source).literals.length > 0) return;
    } catch {
      // Said already.
      return;
    }
    context.addIssue({
      code: 'custom',
      message:
        'should contain a text of three characters or more that stands in every line it finds, such as a word of the message; without one it would have to be tried on every line of every log',
    });
  })
  .describe(
    'A regular expression in the syntax of RE2, tried on one cleaned line (no colours, no time stamps of CodeBuild). A named group (?P<host>...) makes a fact.',
  );

const confidence = z
  .enum(['high', 'medium', 'low'])
  .describe(
    'How sure the line makes it. high (default): it names the cause by itself. medium: it mostly means this. low: it only says that something failed, and is the headline only where nothing better is found.',
  );
const phases = z
  .array(z.enum(PHASES))
  .min(1)
  .describe('The phases in which it counts. Ignored where the log does not show which phase it is.');
const command = pattern.describe(
  'A pattern (RE2) for the command in whose output the line must stand. Ignored where the log does not show which command ran.',
);
const prose = z.string().trim().min(1).max(LIMITS.prose);
const title = z
  .string()
  .trim()
  .min(1)
  .max(LIMITS.title)
  .regex(/^[^\n]*[^.\n]$/, 'should be one line without a full stop at its end');

const patternEntry = z
  .strictObject({
    line: linePattern,
    near: z
      .strictObject({
        line: linePattern,
        within: z.int().min(1).max(LIMITS.within).describe('How many lines before or after.'),
      })
      .describe('Another line that must stand close by. Its groups are facts too.')
      .optional(),
    command: command.optional(),
    phases: phases.optional(),
    confidence: confidence.optional(),
  })
  .describe('A pattern with conditions.');

const step = z
  .strictObject({
    title: prose.describe('What the reader does. {fact} stands for a fact.'),
    command: z
      .string()
      .trim()
      .min(1)
      .max(LIMITS.command)
      .describe(
        'A command for a POSIX shell. {fact} becomes exactly one word of it, quoted: write no quotes around it. {{fact}} is {fact} as it stands.',
      )
      .optional(),
    patch: z
      .string()
      .min(1)
      .max(LIMITS.patch)
      .describe('A unified diff. {fact} is quoted as in a command.')
      .optional(),
    changes: z
      .boolean()
      .describe("Whether the command changes anything outside the reader's shell. Default: false.")
      .optional(),
    verify: z
      .string()
      .trim()
      .min(1)
      .max(LIMITS.command)
      .describe('A command that shows that it worked.')
      .optional(),
  })
  .describe('One step of the fix. Without command and patch it is advice.');

const sample = z.string().min(1).max(LIMITS.sample);

/** One signature of a team's own. */
export const entrySchema = z
  .strictObject({
    id: id.describe('Small letters, digits and hyphens. That of a built-in signature replaces it.'),
    title: title.describe('What broke, in under 80 characters, without a full stop: stands in lists.'),
    family: id.describe('Groups signatures in lists. Default: own.').optional(),
    patterns: z
      .array(z.union([linePattern, patternEntry]))
      .min(1)
      .max(LIMITS.patterns)
      .describe('One of them must find a line.'),
    phases: phases.optional(),
    tools: z
      .array(
        z
          .string()
          .regex(/^[\w.@/-]+$/, 'should be the name of a tool, such as terraform')
          .max(24),
      )
      .min(1)
      .max(10)
      .describe('Tools in whose output it counts. Ignored where the log does not show which command ran.')
      .optional(),
    above: z
      .array(causeId)
      .max(200)
      .describe('Ids of causes that are only consequences of this one, or vaguer words for it.')
      .optional(),
    explanation: prose.describe(
      'Why it broke, in one or two sentences. {fact} stands for a fact, {fact|words} for a fact or, where it is not known, for the words.',
    ),
    fix: z.array(step).min(1).max(LIMITS.steps).describe('What to do, in order.'),
    retryable: z
      .boolean()
      .describe('Whether running the same build again can help by itself. Default: false.')
      .optional(),
    retryReason: prose.describe('Why it can help, as a sentence.').optional(),
    confidence: confidence.optional(),
    checks: z
      .array(checkSchema)
      .max(4)
      .describe(
        'Questions to the account or the source: an answer confirms the diagnosis or speaks against it.',
      )
      .optional(),
    samples: z
      .strictObject({
        matches: z
          .array(sample)
          .min(1)
          .max(LIMITS.samples)
          .describe('Pieces of logs that it must find, a line or several.'),
        not: z
          .array(sample)
          .min(1)
          .max(LIMITS.samples)
          .describe('Pieces of logs that look alike and that it must not find.'),
      })
      .describe('Tried whenever the file is read.'),
  })
  .refine(({ retryable, retryReason }) => retryable || retryReason === undefined, {
    path: ['retryReason'],
    message: 'stands beside retryable: true only',
  })
  .describe('One known way to fail.');

export type Entry = z.infer<typeof entrySchema>;

/** The file without its entries, which are read one by one. */
export const fileSchema = z.strictObject({
  signatures: z.array(z.unknown()).max(LIMITS.signatures).optional(),
  mute: z.array(causeId).max(1000).optional(),
});

/** All of the file, as it is published for editors. */
const publishedSchema = z
  .strictObject({
    signatures: z.array(entrySchema).max(LIMITS.signatures).describe("The team's own signatures.").optional(),
    mute: z.array(causeId).max(1000).describe('Ids of built-in signatures that are not to count.').optional(),
  })
  .describe("Signatures of a team's own for Faultline.");

/** The JSON Schema for editors: draft 7, which all of them read. */
export function getJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(publishedSchema, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'signatures.yml' };
}
