import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { getFunctionName } from '../find-functions.ts';
import { type Problem, step } from '../finding.ts';

const policySchema = z.looseObject({
  Statement: z.array(z.looseObject({ Effect: z.string(), Principal: z.unknown(), Condition: z.unknown() })),
});

/** Whether a rule may call its function at all. Nothing where that cannot be told: asking takes lambda:GetPolicy. */
export async function findInvokePermission(
  target: string | undefined,
  ruleArn: string | undefined,
  context: Context,
): Promise<Problem | undefined> {
  const name = target && getFunctionName(target);
  if (!name || !ruleArn) return undefined;
  const statements = await readStatements(name, context).catch(() => undefined);
  const isAllowed = statements?.some(
    (text) => text.includes('events.amazonaws.com') && mayBeRule(text, ruleArn),
  );
  if (isAllowed !== false) return undefined;
  return {
    what: `EventBridge may not call ${name}: the function's policy does not allow it to this rule.`,
    fix: [
      step(
        'Allow it',
        sh`aws lambda add-permission --function-name ${name} --statement-id ${`faultline-${ruleArn.split('/').at(-1)}`} --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn ${ruleArn} ${inRegion(context)}`,
      ),
    ],
  };
}

/** The statements that allow, as text. None where the function has no policy, unless the function itself is gone. */
async function readStatements(
  name: string,
  { clients, installation }: Context,
): Promise<string[] | undefined> {
  try {
    const { Policy } = await clients.lambda.send(new GetPolicyCommand({ FunctionName: name }));
    const { Statement } = policySchema.parse(JSON.parse(Policy ?? '{}'));
    return Statement.filter(({ Effect }) => Effect === 'Allow').map((each) => JSON.stringify(each));
  } catch (error) {
    const isThere = installation.functions.some((each) => each.name === name && each.configuration);
    if (isNotFound(error) && isThere) return [];
    throw error;
  }
}

/** A statement without a source lets every rule of the account in. */
function mayBeRule(statement: string, arn: string): boolean {
  const sources = statement.match(/arn:[\w-]+:events:[^"]+/g);
  return sources === null || sources.some((source) => fits(source, arn));
}

function fits(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}
