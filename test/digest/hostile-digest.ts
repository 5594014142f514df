import type { Digest } from '../../src/digest/digest.ts';
import { digestOf, failureAt, incidentAt, list } from './digests.ts';

/** Says whatever text can do in Slack, in HTML or in a terminal. */
export const HOSTILE =
  '<!channel> <script>alert(1)</script> "\' `*_~ &amp; <https://evil.example|here> \u202e\x1b[31m ';

/** A week of names, titles and lines that are as long and as hostile as a log can make them. */
export function makeHostileDigest(length = 4000): Promise<Digest> {
  const text = HOSTILE.repeat(Math.ceil(length / HOSTILE.length));
  const each = Array.from({ length: 60 }, (_, index) => index);
  const failures = each.flatMap((index) => {
    const known = { project: `${text}${index}`, title: text, cause: `cause-${index}` };
    return [
      failureAt(index, known),
      failureAt(index, {
        ...known,
        cause: 'unknown',
        fingerprint: `u${index}`,
        line: text,
        url: `javascript:alert("${text}")`,
      }),
    ];
  });
  const incidents = each.map((index) =>
    incidentAt(index, {
      project: `${text}${index}`,
      title: text,
      cause: `cause-${index}`,
      commit: index % 2 ? 'aaaaaaa' : text,
    }),
  );
  const wrong = { buildId: 'b', project: 'p', isRight: false, by: 'U1', at: '2026-11-18T10:00:00Z' };
  const answers = each.map((index) => ({ ...wrong, cause: `${text}${index}`, trueCause: text }));
  return digestOf({ failures: list(failures), incidents: list(incidents), answers: list(answers) });
}
