import { sh } from '../../fix/shell.ts';
import { connectInstallation } from '../clients.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import { findStack } from '../find-installation.ts';
import { broken, type Examination, fine, look, step, unknown, type Verdict } from '../finding.ts';
import { DEFAULT_REGION } from '../place.ts';

/** Whether the stack is there and in a state that works. */
export function listStackExaminations(context: Context): Examination[] {
  const { stackName } = context.installation;
  return [{ check: 'stack', about: stackName, examine: () => examineStack(context) }];
}

async function examineStack(context: Context): Promise<Verdict> {
  const { installation, settings } = context;
  const { stack, stackProblem, stackName, region } = installation;
  if (stackProblem) return unknown(stackProblem);
  if (stack) return judgeStatus(stack.StackStatus ?? '', stack.StackStatusReason, context);
  if (await isElsewhere(context))
    return broken(
      `There is no stack ${stackName} in ${region}; there is one in ${DEFAULT_REGION}.`,
      look('Look there', `npm run doctor -- --region ${DEFAULT_REGION}`),
    );
  if (settings.FAULTLINE_TABLE)
    return unknown(
      `There is no stack ${stackName} in ${region}: what the ${installation.environment ? 'functions' : 'environment'} and the event rules name is examined instead.`,
    );
  return broken(
    `There is no stack ${stackName} in ${region}.`,
    look(
      'If it is in another region or stage, look there',
      'npm run doctor -- --region YOUR_REGION --stage YOUR_STAGE',
    ),
    step('Else install', setupCommand(context)),
  );
}

async function isElsewhere({ clients, installation }: Context): Promise<boolean> {
  if (clients.region === DEFAULT_REGION) return false;
  const { cloudformation } = connectInstallation(DEFAULT_REGION);
  return (await findStack({ cloudformation }, installation.stackName)).stack !== undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes */
function judgeStatus(status: string, reason: string | undefined, context: Context): Verdict {
  const { stackName, resources } = context.installation;
  const failed = resources.filter((each) => each.status.endsWith('FAILED'));
  const why = [reason, ...failed.map((each) => `${each.logicalId}: ${each.reason ?? each.status}`)].filter(
    Boolean,
  );
  const said = `${stackName} is ${status}.${why.length > 0 ? ` ${why.join(' ')}` : ''}`;
  const events = look(
    'See what failed first',
    sh`aws cloudformation describe-stack-events --stack-name ${stackName} --query ${"StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]"} --output text ${inRegion(context)}`,
  );
  if (status.endsWith('_IN_PROGRESS')) return unknown(`${said} Look again when it is done.`);
  if (status === 'UPDATE_ROLLBACK_FAILED')
    return broken(
      said,
      events,
      step(
        'Let it go back',
        sh`aws cloudformation continue-update-rollback --stack-name ${stackName} ${inRegion(context)}`,
      ),
      step('Then deploy again', setupCommand(context, 'deploy')),
    );
  // A stack whose creation failed can only be removed.
  if (status === 'ROLLBACK_COMPLETE' || status === 'CREATE_FAILED' || status === 'ROLLBACK_FAILED')
    return broken(
      said,
      events,
      step(
        'Remove what is left of it',
        sh`aws cloudformation delete-stack --stack-name ${stackName} ${inRegion(context)}`,
      ),
      step('Then deploy again', setupCommand(context, 'deploy')),
    );
  if (status.endsWith('FAILED'))
    return broken(said, events, step('Deploy again', setupCommand(context, 'deploy')));
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return fine(`${said} The version before the last deployment runs.`);
  return fine(said);
}
