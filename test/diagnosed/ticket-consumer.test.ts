import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type LocalAws, readDeployment, startAws } from '../sandbox/aws/index.ts';
import { TAGS } from '../sandbox/aws/serverless-file.ts';
import { type LocalSlack, startSlack } from '../sandbox/slack/index.ts';

/** docs/examples/ticket-consumer behind the bus of the sandbox, by the rule and the table of its own template. */
const folder = new URL('../../docs/examples/ticket-consumer/', import.meta.url);
const template = z
  .object({
    Resources: z.looseObject({
      DiagnosedRule: z.object({
        Properties: z.looseObject({ EventPattern: z.record(z.string(), z.unknown()) }),
      }),
      Seen: z.object({ Properties: z.looseObject({ AttributeDefinitions: z.any(), KeySchema: z.any() }) }),
      Ticket: z.object({ Properties: z.looseObject({ Handler: z.literal('ticket.handler') }) }),
    }),
  })
  .parse(parse(readFileSync(new URL('template.yml', folder), 'utf8'), { customTags: TAGS })).Resources;

let aws: LocalAws;
let slack: LocalSlack;
let tickets: Server;
const posted: { path: string | undefined; body: Record<string, unknown> }[] = [];
let status = 201;

beforeAll(async () => {
  tickets = createServer(async (request, response) => {
    const body = await json(request);
    if (status === 201) posted.push({ path: request.url, body: body as Record<string, unknown> });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => tickets.listen(0, '127.0.0.1', resolve));
  const address = tickets.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const pattern = template.DiagnosedRule.Properties.EventPattern;
  const rules = [...readDeployment().rules, { functionName: 'ticket', pattern }];
  [aws, slack] = await Promise.all([startAws({ rules }), startSlack()]);
  Object.assign(process.env, aws.environment, slack.environment, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    TICKET_URL: `http://127.0.0.1:${port}/api`,
    SEEN_TABLE: 'seen',
  });
  const { AttributeDefinitions, KeySchema } = template.Seen.Properties;
  const table = {
    TableName: 'seen',
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions,
    KeySchema,
  };
  await new DynamoDBClient(aws.client).send(new CreateTableCommand(table));
  const { handler } = await import('../../handlers/build-failed.ts');
  aws.route('buildFailed', handler);
  const consumer = await import(new URL('ticket.mjs', folder).href);
  aws.route('ticket', consumer.handler);
});
afterAll(() => Promise.all([aws.stop(), slack.stop(), tickets.close()]));

const fail = (scenario: string, minute: number) =>
  aws.emit(
    aws.load(scenario, {
      project: 'flask-app',
      number: minute,
      startedAt: new Date(Date.UTC(2026, 10, 20, 10, minute)),
    }),
  );

it('the example opens one ticket an incident, once each event, and none of what is unknown', async () => {
  await fail('unknown-failure', 1);
  await fail('ecr-push-denied', 2);
  await fail('ecr-push-denied', 3);
  expect(posted.map(({ path }) => path)).toEqual([
    '/api',
    expect.stringMatching(/^\/api\/flask-app%3A.+\/comments$/),
  ]);
  expect(posted[0]?.body).toMatchObject({
    title: 'flask-app: The build role may not push to the ECR repository',
    text: expect.stringContaining('aws iam put-role-policy'),
    slack: expect.stringMatching(/^https:\/\/slack\.com\/archives\/C0BUILDS\/p\d+$/),
  });

  const event = aws.events.findLast((each) => each['detail-type'] === 'Build Diagnosed');
  if (event) await aws.emit(event);
  expect(posted).toHaveLength(2);
});

it('the example asks for the event again while the tickets are away', async () => {
  status = 503;
  await fail('requirements-not-found', 4);
  expect(posted.map(({ body }) => body.title)).not.toContainEqual(expect.stringContaining('requirements'));
  status = 201;
  const event = aws.events.findLast((each) => each['detail-type'] === 'Build Diagnosed');
  const deliveries = event ? await aws.emit(event) : [];
  expect(deliveries.map(({ error }) => error === undefined)).toEqual([false, true]);
  expect(posted.at(-1)?.path).toBe('/api');
});
