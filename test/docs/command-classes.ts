/** Who makes sure that a command of a page works. */
export type Holding =
  /** test/docs/commands.test.ts runs it as it stands. */
  | { kind: 'run' }
  /** Another test runs it, or what it starts: its file has these words. */
  | { kind: 'test'; file: string; words: string }
  /** Takes longer than a test may: `npm run docs:commands` runs it in a copy of the checkout. */
  | { kind: 'slow' }
  /** Only what it says can be held: its options, by what reads them (setup), or by the models of the AWS CLI. */
  | { kind: 'read' }
  /** Not run anywhere, and why. */
  | { kind: 'never'; why: string };

const FAULTLINE = String.raw`^(?:\w+=\S+ )*npm run -s faultline -- `;

/** The first that fits counts. A command that none fits is a fault of the page, or wants a line here. */
const RULES: readonly (readonly [RegExp, Holding])[] = [
  [new RegExp(FAULTLINE), { kind: 'run' }],
  [/^(?:\w+=\S+ )*npm run setup\b/, { kind: 'read' }],
  [/^(?:.* )?aws \w/, { kind: 'read' }],
  [/^npx osls deploy\b/, { kind: 'read' }],
  [/^npm start$/, { kind: 'test', file: 'test/sandbox/start.test.ts', words: "start('npm', ['start'" }],
  [
    /^npm run -s doctor$/,
    { kind: 'test', file: 'test/install/doctor-alone.test.ts', words: "runHandler('doctor'" },
  ],
  [
    /^npm run new-signature -- /,
    { kind: 'test', file: 'test/new-signature/new-signature.test.ts', words: "'test/new-signature/run.ts'" },
  ],
  [/^npm run package$/, { kind: 'test', file: 'test/deploy/package.ts', words: "[osls, 'package'" }],
  [/^npm run (?:template|accuracy|docs:signatures|fix:style)\b/, { kind: 'slow' }],
  [/^FAULTLINE_BLESS=1 npx vitest run \S+/, { kind: 'slow' }],
  [/^npm test\b/, { kind: 'never', why: 'it is what runs this test' }],
  [/^npm ci$/, { kind: 'never', why: 'it is what made this checkout run; .ci/run begins with it' }],
  [
    /^npx osls remove\b/,
    { kind: 'never', why: 'osls itself asks CloudFormation; there is no option of ours in it' },
  ],
  [/^git (?:pull|diff test\/logs)$/, { kind: 'never', why: 'Git, without anything of ours' }],
];

/** Takes a line of a block; undefined where nobody holds it. */
export function findHolding(command: string): Holding | undefined {
  return RULES.find(([pattern]) => pattern.test(command))?.[1];
}
