import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { renderBuildspecPatch } from './buildspec.ts';
import { getProjectCommand, regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** Names whose values are secrets: these belong in Secrets Manager, not in the buildspec. */
const SECRET = /TOKEN|SECRET|PASS|KEY|CREDENTIAL|PRIVATE|AUTH|DSN|DATABASE_URL/i;

/** How a variable (fact `variable`) gets into the build: from a secret where it sounds like one, else as plain text. */
export function getVariableSteps({ facts, build }: Situation): FixStep[] {
  const name = facts.variable ?? placeholder('variable');
  const isSecret = SECRET.test(name);
  const project = build?.project ?? placeholder('project_name');
  const added = isSecret
    ? ['+  secrets-manager:', `+    ${name}: ${placeholder('secret')}:${name}`]
    : ['+  variables:', `+    ${name}: "${placeholder('value')}"`];
  return [
    {
      title: isSecret
        ? `Let CodeBuild put ${name} into the environment from Secrets Manager (the role needs secretsmanager:GetSecretValue on that secret)`
        : `Set ${name} in the buildspec`,
      patch: renderBuildspecPatch([' version: 0.2', '+env:', ...added, ' phases:'], build),
      changes: true,
      verify: sh`test -n "$${{ raw: /^\w+$/.test(name) ? name : 'NAME' }}" && echo set`,
    },
    {
      title: `Or set it for one run, to see whether that is all (a plain value is shown in the console)`,
      command: sh`aws codebuild start-build --project-name ${project} --environment-variables-override ${`name=${name},value=${placeholder('value')},type=PLAINTEXT`}${regionOption(build)}`,
      changes: true,
    },
    {
      title:
        'See which variables the project sets (an export in one command holds for the later ones of the same build, not inside docker build, which needs --build-arg and ARG)',
      command: getProjectCommand('environment.environmentVariables[].name', build),
      changes: false,
    },
  ];
}
