import { checks } from '../../src/checks/answer.ts';
import type { Question } from '../../src/checks/questions.ts';
import type { Facts } from '../../src/model.ts';
import type { Signature } from '../../src/signature.ts';
import { makeBuild } from '../fix/make-build.ts';

/** What each kind of question asks, for a reader without a build. */
const WORDS: Record<Question['kind'], string> = {
  'permission-missing':
    "IAM's simulator says whether the role may do it, and whether it may once the fix's statement is added.",
  'parameter-missing':
    'Parameter Store is asked whether it has a parameter of that name, and which names are near.',
  'ecr-repository-missing': 'ECR is asked whether it has a repository of that name.',
  'trust-missing': "The role's trust policy is read: whether it lets CodeBuild assume the role.",
  'privileged-mode-off': 'The project is read: whether it runs in privileged mode.',
  'file-misplaced':
    'The tree of the commit that was built is searched for the file: whether it is at that path, and where else.',
};

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
    const permissions = checks[kind].permissions.map((action) => `\`${action}\``);
    return `${WORDS[kind]}${permissions.length > 0 ? ` Faultline needs ${permissions.join(', ')} for it.` : ''}`;
  });
}
