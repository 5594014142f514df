import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getPathInSource } from './misplaced.ts';
import { sh } from './shell.ts';

/** What a CDK app needs that stops for this reason; empty where the reason says nothing. */
export function getCdkAppSteps({ facts }: Situation): FixStep[] {
  const reason = facts.reason ?? '';
  if (/require-approval/.test(reason))
    return [
      {
        title: 'Nobody can answer in a build: deploy with --require-approval never',
        command: 'npx cdk deploy --all --require-approval never',
        changes: true,
      },
    ];
  if (/JSON input/.test(reason))
    return [
      {
        title: 'A JSON file is empty or cut: find it, and produce cdk.out again from the step that writes it',
        command: `find cdk.out -name '*.json' -size -2c`,
        changes: false,
      },
    ];
  if (/context provider/.test(reason))
    return [
      {
        title:
          'Give the stack its env (account and region), run synth once with credentials, and commit cdk.context.json',
        command: 'npx cdk context && git add cdk.context.json',
        changes: true,
      },
    ];
  if (/--app is required/.test(reason))
    return [
      {
        title: 'Run cdk in the directory of cdk.json',
        command: sh`git ls-files ${'*cdk.json'}`,
        changes: false,
      },
    ];
  if (!facts.path || facts.path.startsWith('/') === false) return [];
  const path = getPathInSource(facts.path);
  return [
    {
      title: `See whether ${path} is in the source and where: paths of assets are best written relative to the file (path.join(__dirname, ...))`,
      command: sh`git ls-files ${`*${path.split('/').at(-1)}*`}`,
      changes: false,
    },
  ];
}
