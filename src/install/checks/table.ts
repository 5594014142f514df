import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { sh } from '../../fix/shell.ts';
import { INDEX } from '../../history/keys.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { broken, type Examination, judge, type Problem, step, type Verdict } from '../finding.ts';

const ATTRIBUTES = ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((name) => `AttributeName=${name},AttributeType=S`);
const KEYS = ['AttributeName=pk,KeyType=HASH', 'AttributeName=sk,KeyType=RANGE'];
const INDEX_SCHEMA = {
  IndexName: INDEX,
  KeySchema: [
    { AttributeName: 'gsi1pk', KeyType: 'HASH' },
    { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
};

/** The table that the settings name: there, usable, with its index and its expiry. */
export function listTableExaminations(context: Context): Examination[] {
  const name = context.settings.FAULTLINE_TABLE;
  return name ? [{ check: 'table', about: name, examine: () => examineTable(name, context) }] : [];
}

async function examineTable(name: string, context: Context): Promise<Verdict> {
  const table = await findTable(name, context);
  if (!table)
    return broken(
      `There is no table ${name}: no failure can be told, since none can be recorded.`,
      ...create(name, context),
    );
  const { TableStatus = '', KeySchema = [], ItemCount } = table;
  const keys = KeySchema.map(({ AttributeName }) => AttributeName).join(', ');
  return judge(
    [
      findInactive(name, TableStatus),
      keys === 'pk, sk'
        ? undefined
        : {
            what: `${name} has the keys ${keys}, not pk, sk: it is another table.`,
            fix: [
              step(
                'Set FAULTLINE_TABLE to the right one, or create it',
                create('faultline', context)[0]?.command,
              ),
            ],
          },
      findNoIndex(name, table, context),
      await findNoExpiry(name, context),
    ],
    `${name} is ${TableStatus}, with ${INDEX} and expiry${ItemCount === undefined ? '' : `; about ${ItemCount} records`}.`,
  );
}

/** Undefined where it is not there. Throws what else AWS says. */
export async function findTable(name: string, { clients }: Context): Promise<TableDescription | undefined> {
  try {
    return (await clients.dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function create(name: string, context: Context) {
  const index = JSON.stringify([INDEX_SCHEMA]);
  return [
    step(
      'Create it as the template does; a deleted one can be restored from its backups instead',
      sh`aws dynamodb create-table --table-name ${name} --billing-mode PAY_PER_REQUEST --attribute-definitions ${ATTRIBUTES} --key-schema ${KEYS} --global-secondary-indexes ${index} ${inRegion(context)}`,
    ),
    expire(name, context),
  ];
}

function expire(name: string, context: Context) {
  return step(
    'Let old records expire',
    sh`aws dynamodb update-time-to-live --table-name ${name} --time-to-live-specification Enabled=true,AttributeName=ttl ${inRegion(context)}`,
  );
}

function findInactive(name: string, status: string): Problem | undefined {
  if (status === 'ACTIVE' || status === 'UPDATING') return undefined;
  return {
    what: `${name} is ${status}.`,
    fix: [step('Wait until it is ACTIVE', sh`aws dynamodb wait table-exists --table-name ${name}`)],
  };
}

function findNoIndex(
  name: string,
  { GlobalSecondaryIndexes = [] }: TableDescription,
  context: Context,
): Problem | undefined {
  const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === INDEX);
  if (index && (index.IndexStatus ?? 'ACTIVE') === 'ACTIVE') return undefined;
  if (index)
    return {
      what: `The index ${INDEX} of ${name} is ${index.IndexStatus}: digest and home tab wait for it.`,
      fix: [
        step(
          'Look again when it is ACTIVE',
          sh`aws dynamodb describe-table --table-name ${name} ${inRegion(context)}`,
        ),
      ],
    };
  const update = JSON.stringify([{ Create: INDEX_SCHEMA }]);
  return {
    what: `${name} lacks the index ${INDEX}: digest and home tab find nothing.`,
    fix: [
      step(
        'Make the index',
        sh`aws dynamodb update-table --table-name ${name} --attribute-definitions ${ATTRIBUTES} --global-secondary-index-updates ${update} ${inRegion(context)}`,
      ),
    ],
  };
}

/** Nothing where that may not be asked, or the store does not know of it. */
async function findNoExpiry(name: string, context: Context): Promise<Problem | undefined> {
  const answer = await context.clients.dynamodb
    .send(new DescribeTimeToLiveCommand({ TableName: name }))
    .catch(() => undefined);
  const { TimeToLiveStatus: status, AttributeName: attribute } = answer?.TimeToLiveDescription ?? {};
  const isOn = status === 'ENABLED' || status === 'ENABLING';
  if (!answer || (isOn && attribute === 'ttl')) return undefined;
  const said = isOn ? `expires by ${attribute}, not by ttl` : 'does not expire its records';
  return { what: `${name} ${said}: it grows without an end.`, fix: [expire(name, context)] };
}
