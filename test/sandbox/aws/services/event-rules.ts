import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import type { StoredRule } from '../deployed.ts';
import { AwsError } from '../errors.ts';

const bus = { EventBusName: z.string().default('default') };
type Named = { name: string; bus: string };

function needRule({ account }: World, { name, bus: wanted }: Named): StoredRule {
  const found = account.deployed.rules.get(name);
  if (found?.bus !== wanted)
    throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${wanted}.`);
  return found;
}

function render({ account }: World, name: string, rule: StoredRule) {
  const path = rule.bus === 'default' ? name : `${rule.bus}/${name}`;
  return {
    Name: name,
    Arn: arnOf(account, 'events', `rule/${path}`),
    EventPattern: JSON.stringify(rule.pattern),
    State: rule.state,
    EventBusName: rule.bus,
  };
}

export const eventRules: Operations = {
  ListRules: operation(z.looseObject(bus), ({ EventBusName }, world) => ({
    Rules: [...world.account.deployed.rules]
      .filter(([, rule]) => rule.bus === EventBusName)
      .map(([name, rule]) => render(world, name, rule)),
  })),
  DescribeRule: operation(z.looseObject({ Name: z.string(), ...bus }), ({ Name, EventBusName }, world) =>
    render(world, Name, needRule(world, { name: Name, bus: EventBusName })),
  ),
  ListTargetsByRule: operation(
    z.looseObject({ Rule: z.string(), ...bus }),
    ({ Rule, EventBusName }, world) => ({
      Targets: needRule(world, { name: Rule, bus: EventBusName }).targets.map(({ id, arn }) => ({
        Id: id,
        Arn: arn,
      })),
    }),
  ),
};
