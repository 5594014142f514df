import type { Build, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionWord } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** A stack's name from its ARN or its name. */
export function getStackName(stack: string | undefined): string {
  return /:stack\/([^/]+)/.exec(stack ?? '')?.[1] ?? stack ?? placeholder('stack');
}

/** The stack that the log names, else the one that the failing command does. */
export function findStack({ facts, command }: Situation): string | undefined {
  return facts.stack ?? /--stack(?:-name)?[ =]["']?([\w:/-]+)/.exec(command ?? '')?.[1];
}

/** The step that shows why a stack failed: the first events that say FAILED, with their reasons. */
export function showStackEventsStep(stack: string | undefined, build: Build | undefined): FixStep {
  const name = getStackName(stack);
  return {
    title: `Read why: the earliest FAILED event of ${name} names the resource and the reason`,
    command: sh`aws cloudformation describe-stack-events --stack-name ${name}${regionWord(build)} --query ${"reverse(StackEvents[?contains(ResourceStatus,'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason])"} --output table`,
    changes: false,
  };
}

/** The steps that free a stack from a state in which it takes no update. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html */
export function freeStackSteps(
  stack: string | undefined,
  status: string | undefined,
  build: Build | undefined,
): FixStep[] {
  const name = getStackName(stack);
  const region = regionWord(build);
  const verify = sh`aws cloudformation describe-stacks --stack-name ${name}${region} --query ${'Stacks[0].StackStatus'} --output text`;
  if (/UPDATE_ROLLBACK_FAILED/.test(status ?? ''))
    return [
      {
        title: `Let the rollback of ${name} go on once its cause is gone`,
        command: sh`aws cloudformation continue-update-rollback --stack-name ${name}${region}`,
        changes: true,
        verify,
      },
    ];
  if (/IN_PROGRESS/.test(status ?? ''))
    return [
      {
        title: `Another update of ${name} is under way: wait for it, and let one build at a time deploy it`,
        command: sh`aws cloudformation wait stack-update-complete --stack-name ${name}${region}`,
        changes: false,
        verify,
      },
    ];
  return [
    {
      title: `If ${name} is in ROLLBACK_COMPLETE, its creation failed and it takes no update: delete it (look at what it holds first), then deploy again`,
      command: sh`aws cloudformation delete-stack --stack-name ${name}${region} && aws cloudformation wait stack-delete-complete --stack-name ${name}${region}`,
      changes: true,
      verify,
    },
  ];
}

/** The step that lets a protected stack be deleted. */
export function unprotectStackStep(stack: string | undefined, build: Build | undefined): FixStep {
  const name = getStackName(stack);
  return {
    title: `If ${name} shall really go (or be made anew), switch its termination protection off; else find out why the tool wants to delete it: mostly it is left over from a failed creation`,
    command: sh`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}${regionWord(build)}`,
    changes: true,
    verify: sh`aws cloudformation describe-stacks --stack-name ${name}${regionWord(build)} --query ${'Stacks[0].EnableTerminationProtection'}`,
  };
}

/** How to let a deployment pass that has nothing to change. */
export function emptyChangeSteps(build: Build | undefined): FixStep[] {
  return [
    {
      title:
        'Let an empty change set pass: aws cloudformation deploy and sam deploy know --no-fail-on-empty-changeset, update-stack does not',
      command: sh`aws cloudformation deploy --no-fail-on-empty-changeset --template-file ${placeholder('template')} --stack-name ${placeholder('stack')}${regionWord(build)}`,
      changes: true,
    },
  ];
}

/** A custom resource fails in its Lambda function, whose log tells more; the CDK's own come with the library. */
export function customResourceSteps({ facts, build }: Situation): FixStep[] {
  if (!/^Custom::|custom resource/.test(`${facts.type ?? ''}${facts.reason ?? ''}`)) return [];
  const own = /AWSCDK|^Custom::CDK/.test(facts.type ?? '');
  return [
    ...(own
      ? [
          {
            title:
              'The function behind it belongs to the CDK: take another version of aws-cdk-lib and aws-cdk, and pin it',
            command: 'npm view aws-cdk-lib versions --json | tail -n 20; npm ls aws-cdk-lib',
            changes: false,
          },
        ]
      : []),
    {
      title: 'Read the log of the function behind the custom resource',
      command: sh`aws logs tail ${placeholder('log group of the function')} --since 2h${regionWord(build)}`,
      changes: false,
    },
  ];
}
