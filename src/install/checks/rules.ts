import { isDeepStrictEqual } from 'node:util';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { findBuildRules, getFunctionName } from '../find-functions.ts';
import { type DeployedResource, listResources } from '../find-installation.ts';
import { broken, type Examination, judge, type Problem, step, type Verdict } from '../finding.ts';
import { findInvokePermission } from './invoke-permission.ts';
import { BUILD_PATTERN, findPatternFault } from './rule-pattern.ts';

interface ExpectedRule {
  name: string;
  bus: string;
  /** As the template has it; undefined where there is none to compare with. */
  pattern: unknown;
  /** ARN of the function; undefined where any will do. */
  target: string | undefined;
}

/** The event rules of the stack, else whether any rule hands failed builds to a function. */
export function listRuleExaminations(context: Context): Examination[] {
  const rules = listResources(context.installation, 'AWS::Events::Rule').map(toExpected);
  if (rules.length === 0)
    return [{ check: 'rule', about: 'of failed builds', examine: () => examineAnyRule(context) }];
  return rules.map((rule) => ({
    check: 'rule',
    about: rule.name,
    examine: () => examineRule(rule, context),
  }));
}

/** The physical id of a rule on a bus of its own is `bus|rule`. */
function toExpected({ id, properties }: DeployedResource): ExpectedRule {
  const [name = id, bus = 'default'] = id.split('|').reverse();
  const targets = (properties?.Targets ?? []) as { Arn?: string }[];
  return { name, bus, pattern: properties?.EventPattern, target: targets[0]?.Arn };
}

async function examineRule(rule: ExpectedRule, context: Context): Promise<Verdict> {
  const { name, bus } = rule;
  const { events } = context.clients;
  const found = await events
    .send(new DescribeRuleCommand({ Name: name, EventBusName: bus }))
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  if (!found)
    return broken(
      `There is no rule ${name} on the bus ${bus}: its events reach nobody.`,
      ...restore(rule, context),
    );
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus }));
  const targets = Targets.flatMap(({ Arn }) => Arn ?? []);
  return judge(
    [
      findDisabled(found.State, rule, context),
      findOtherPattern(found.EventPattern, rule, context),
      findTargetGone(targets, rule, context),
      await findInvokePermission(
        targets.find((arn) => getFunctionName(arn)),
        found.Arn,
        context,
      ),
    ],
    `${name} is enabled and hands its events to ${targets.map((arn) => getFunctionName(arn) ?? arn).join(', ')}.`,
  );
}

function findDisabled(
  state: string | undefined,
  { name, bus }: ExpectedRule,
  context: Context,
): Problem | undefined {
  if (state !== 'DISABLED') return undefined;
  const command = sh`aws events enable-rule --name ${name} --event-bus-name ${bus} ${inRegion(context)}`;
  return { what: `The rule ${name} is disabled.`, fix: [step('Enable it', command)] };
}

function findOtherPattern(
  text: string | undefined,
  rule: ExpectedRule,
  context: Context,
): Problem | undefined {
  const pattern: unknown = text ? JSON.parse(text) : undefined;
  const fix = [putRule(rule, context)];
  if (rule.pattern !== undefined) {
    if (isDeepStrictEqual(pattern, rule.pattern)) return undefined;
    return {
      what: `The pattern of the rule ${rule.name} is not that of the template: it is ${text ?? 'empty'}.`,
      fix,
    };
  }
  const fault = findPatternFault(pattern);
  return fault ? { what: `The pattern of the rule ${rule.name} ${fault}.`, fix } : undefined;
}

function findTargetGone(
  targets: readonly string[],
  rule: ExpectedRule,
  context: Context,
): Problem | undefined {
  const isThere = rule.target === undefined ? targets.some(getFunctionName) : targets.includes(rule.target);
  if (isThere) return undefined;
  const others = targets.length > 0 ? `, only ${targets.join(', ')}` : '';
  return {
    what: `The rule ${rule.name} does not hand its events to the function${others}.`,
    fix: [putTarget(rule, context)],
  };
}

function restore(rule: ExpectedRule, context: Context) {
  return [putRule(rule, context), putTarget(rule, context)];
}

function putRule({ name, bus, pattern }: ExpectedRule, context: Context) {
  const text = JSON.stringify(pattern ?? BUILD_PATTERN);
  return step(
    'Put the rule as it should be',
    sh`aws events put-rule --name ${name} --event-bus-name ${bus} --event-pattern ${text} --state ENABLED ${inRegion(context)}`,
  );
}

function putTarget({ name, bus, target }: ExpectedRule, context: Context) {
  const arn = target ?? context.installation.functions[0]?.configuration?.FunctionArn ?? 'YOUR_FUNCTION_ARN';
  return step(
    'Let it call the function',
    sh`aws events put-targets --rule ${name} --event-bus-name ${bus} --targets ${`Id=${name}-target,Arn=${arn}`} ${inRegion(context)}`,
  );
}

/** Without a stack, any rule will do that hands failed builds to Faultline, or to whom nobody knows. */
async function examineAnyRule(context: Context): Promise<Verdict> {
  const { clients, installation, settings } = context;
  const buses = [...new Set(['default', settings.FAULTLINE_EVENT_BUS || 'default'])];
  const found = (await Promise.all(buses.map((bus) => findBuildRules(clients, bus)))).flat();
  const ours = new Set(installation.functions.map(({ name }) => name));
  const toUs = found.filter(({ targets }) => targets.some((arn) => ours.has(getFunctionName(arn) ?? '')));
  const verdicts = await Promise.all(
    (toUs.length > 0 ? toUs : found).map(({ name, bus }) =>
      examineRule({ name, bus, pattern: undefined, target: undefined }, context),
    ),
  );
  const best =
    verdicts.find(({ state }) => state === 'fine') ?? verdicts.find(({ state }) => state === 'broken');
  if (best) return best;
  const made = { name: 'faultline-builds', bus: 'default', pattern: BUILD_PATTERN, target: undefined };
  return broken(
    `No rule of the bus ${buses.join(' or ')} is about CodeBuild's builds: no failure reaches Faultline.`,
    ...restore(made, context),
  );
}
