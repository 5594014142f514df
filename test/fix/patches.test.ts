import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import type { FixStep } from '../../src/model.ts';
import { applyFixPatch } from './apply-patch.ts';
import { findCommandFaults, judgeHostile, judgeKnown } from './find-faults.ts';
import { everyFact, fillFacts, HOSTILE } from './hostile-facts.ts';
import { makeFullBuild } from './make-full-build.ts';
import { readWonFixes } from './read-won-fixes.ts';
import type { Recorded } from './record-calls.ts';

/** All that is wrong with the patches of some steps, and with the commands that they put into a buildspec. */
function findPatchFaults(steps: readonly FixStep[], judge: (recorded: Recorded) => string[]): string[] {
  const patches = [...new Set(steps.flatMap(({ patch }) => patch ?? []))];
  const applied = patches.map((patch) => {
    try {
      return { commands: applyFixPatch(patch).flatMap(({ commands }) => commands), faults: [] };
    } catch (error) {
      return { commands: [], faults: [`${error}\n    in: ${patch}`] };
    }
  });
  const commands = applied.flatMap((each) => each.commands);
  return [...applied.flatMap(({ faults }) => faults), ...findCommandFaults(commands, judge)];
}

describe.each(signatures.map((signature) => [signature.id, signature] as const))(
  'the patches of %s',
  (_, signature) => {
    it('apply where nothing is known', () => {
      expect(findPatchFaults(signature.fix({ facts: {} }), judgeKnown)).toEqual([]);
    });

    it('apply for the logs that it wins, with and without a build', async () => {
      const ofLogs = await readWonFixes(signature);
      const ofBuild = signature.fix({ facts: {}, build: makeFullBuild(), command: 'npm ci' });

      expect(findPatchFaults([...ofLogs, ...ofBuild], judgeKnown)).toEqual([]);
    });

    it('take hostile values for plain words', () => {
      const steps = Object.values(HOSTILE).flatMap((value) => [
        ...signature.fix({ facts: fillFacts(signature, value), command: 'npm ci' }),
        ...signature.fix({ facts: everyFact(value), build: makeFullBuild(), command: 'npm ci' }),
      ]);

      expect(findPatchFaults(steps, judgeHostile)).toEqual([]);
    });
  },
);
