import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import type { Build, FixStep } from '../../src/model.ts';
import type { Signature, Situation } from '../../src/signature.ts';
import { findCommandFaults, judgeHostile, judgeKnown } from './find-faults.ts';
import { everyFact, fillFacts, HOSTILE } from './hostile-facts.ts';
import { makeFullBuild } from './make-full-build.ts';
import { readWonFixes } from './read-won-fixes.ts';
import type { Recorded } from './record-calls.ts';

/** All that is wrong with the commands of some steps. */
function findFaults(steps: readonly FixStep[], judge: (recorded: Recorded) => string[]): string[] {
  return findCommandFaults(
    steps.flatMap(({ command, verify }) => [command, verify]).filter((text) => text !== undefined),
    judge,
  );
}

function render(signature: Signature, situation: Situation): FixStep[] {
  expect(signature.explain(situation)).not.toBe('');
  return signature.fix(situation);
}

/** A build in which all that an outsider may choose is hostile. */
function makeHostileBuild(value: string): Build {
  const build = makeFullBuild();
  return {
    ...build,
    source: { ...build.source, type: 'GITHUB', location: value, version: value, buildspec: value },
    environment: [
      { name: value, type: 'PLAINTEXT' },
      { name: value, type: 'PARAMETER_STORE', reference: value },
      { name: value, type: 'SECRETS_MANAGER', reference: value },
    ],
    image: value,
    initiator: value,
  };
}

describe.each(signatures.map((signature) => [signature.id, signature] as const))(
  'the fix of %s',
  (_, signature) => {
    it('is right where nothing is known', () => {
      expect(findFaults(render(signature, { facts: {} }), judgeKnown)).toEqual([]);
    });

    it('is right for the logs that it wins, with and without a build', async () => {
      const ofLogs = await readWonFixes(signature);
      const ofBuild = render(signature, {
        facts: {},
        build: makeFullBuild(),
        phase: 'BUILD',
        command: 'npm ci',
      });

      expect(findFaults([...ofLogs, ...ofBuild], judgeKnown)).toEqual([]);
    });

    it('takes hostile values for plain words', () => {
      const steps = Object.values(HOSTILE).flatMap((value) => [
        ...render(signature, { facts: {}, command: value }),
        ...render(signature, { facts: fillFacts(signature, value), command: value }),
        ...render(signature, { facts: everyFact(value), build: makeHostileBuild(value), command: value }),
      ]);

      expect(findFaults(steps, judgeHostile)).toEqual([]);
    });
  },
);
