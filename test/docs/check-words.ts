import { checks } from '../../src/checks/answer.ts';
import type { Facts } from '../../src/model.ts';
import type { Signature } from '../../src/signature.ts';
import { makeBuild } from '../fix/make-build.ts';

const BUILD = makeBuild({
  role: 'arn:aws:iam::111122223333:role/shop-build',
  source: { type: 'CODECOMMIT', location: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop' },
});

/** What a signature asks to be sure, one sentence a kind of question, with the permissions that asking takes. */
export function getCheckWords({ checks: ask }: Signature, examples: readonly Facts[]): string[] {
  const kinds = new Set(
    [{}, ...examples].flatMap((facts) => ask?.({ facts, build: BUILD }) ?? []).map(({ kind }) => kind),
  );
  return [...kinds].sort().map((kind) => {
    const { asks, permissions: actions } = checks[kind];
    const permissions = actions.map((action) => `\`${action}\``);
    return `${asks.charAt(0).toUpperCase()}${asks.slice(1)}.${permissions.length > 0 ? ` Faultline needs ${permissions.join(', ')} for it.` : ''}`;
  });
}
