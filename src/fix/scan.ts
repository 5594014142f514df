import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { placeholder, sh } from './shell.ts';

/** Rules of cfn_nag that fail a template, with the property that satisfies each. https://github.com/stelligent/cfn_nag */
const CFN_NAG: Readonly<Record<string, string>> = {
  F1000: 'add SecurityGroupEgress rules',
  F3: 'name the actions instead of * in the policy',
  F4: 'name the actions instead of * in the policy',
  F38: 'name the roles that iam:PassRole may pass',
  F14: 'take the bucket’s PublicReadWrite ACL away',
  F18: 'do not let * publish to the topic',
};

/** What to do about a scanner's finding: raise the package, or correct the resource; accept it only with a reason written down. */
export function getScanSteps(situation: Situation): FixStep[] {
  const { facts } = situation;
  const first = facts.package ? raisePackage(facts.package, facts.version) : correctFinding(situation);
  return [
    first,
    {
      title:
        'If the finding does not matter here, accept it by its id with a reason and a date in the scanner’s own ignore file (.trivyignore, .snyk, .checkov.yaml, cfn_nag’s rules_to_suppress), rather than switching the scan off',
      changes: false,
    },
  ];
}

function raisePackage(name: string, version: string | undefined): FixStep {
  const wanted = version ?? placeholder('version');
  // group:artifact is Maven's; npm, pip and the others have plain names.
  const command = name.includes(':')
    ? sh`mvn versions:use-dep-version ${`-Dincludes=${name}`} ${`-DdepVersion=${wanted}`}`
    : sh`npm install ${`${name}@${wanted}`}`;
  return {
    title: `Raise ${name} to ${wanted}, in which this is mended`,
    command,
    changes: true,
    verify: name.includes(':') ? sh`mvn dependency:tree ${`-Dincludes=${name}`}` : sh`npm ls ${name}`,
  };
}

function correctFinding({ facts, command = '' }: Situation): FixStep {
  const { version = '', resource } = facts;
  if (/audit/.test(command) && /npm|yarn|pnpm/.test(command))
    return {
      title: 'Raise the packages to versions without the vulnerability',
      command: 'npm audit fix && npm audit --audit-level=high',
      changes: true,
    };
  const how = CFN_NAG[version];
  return {
    title: `Correct what it found${resource ? ` at ${resource}` : ''}${version ? ` (${version}${how ? `: ${how}` : ''})` : ''}: the finding above the summary names file and line; for an image take a newer base image or the fixed package version`,
    ...(resource ? { command: sh`git grep --line-number ${resource.split('/').at(-1) ?? resource}` } : {}),
    changes: false,
  };
}
