import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderReport } from '../../src/terminal/render-report.ts';
import { hostileReport } from '../slack/hostile-report.ts';

it('lets nothing of a report steer the terminal or turn its reading direction', () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      expect(renderReport('build.log', report, false)).not.toMatch(
        /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
      );
    }),
    { numRuns: 20 },
  );
});
