import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const MONTH = 30 * 24 * 60 * 60;

/**
 * Takes `Build Diagnosed` and makes a ticket of an incident's first failure, a comment of each further one. Events come at
 * least once: an `id` that was seen is dropped. Throws where the tickets do not answer: the event then comes again.
 */
export async function handler({ detail }) {
  if (!(await isNew(detail.id))) return { dropped: detail.id };
  try {
    const { incident } = detail;
    if (incident.count === 1) await post('', { key: incident.id, ...describe(detail) });
    else
      await post(`/${encodeURIComponent(incident.id)}/comments`, {
        text: `Failure ${incident.count}: ${detail.build.url}`,
      });
    return { told: incident.id };
  } catch (error) {
    await table.send(new DeleteCommand({ TableName: process.env.SEEN_TABLE, Key: { id: detail.id } }));
    throw error;
  }
}

function describe({ build, title, explanation, fix, told }) {
  const steps = fix.map((step) => [step.title, step.command].filter(Boolean).join('\n'));
  return {
    title: `${build.project}: ${title}`,
    text: [explanation, ...steps, build.url].join('\n\n'),
    slack: told && `https://slack.com/archives/${told.channel}/p${told.ts.replace('.', '')}`,
  };
}

async function isNew(id) {
  const Item = { id, ttl: Math.floor(Date.now() / 1000) + MONTH };
  const put = new PutCommand({
    TableName: process.env.SEEN_TABLE,
    Item,
    ConditionExpression: 'attribute_not_exists(id)',
  });
  try {
    await table.send(put);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function post(path, body) {
  const response = await fetch(`${process.env.TICKET_URL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The tickets answered ${response.status}`);
}
